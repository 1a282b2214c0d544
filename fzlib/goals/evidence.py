"""A period's goals: the document's tasks, and all that shows how far they are done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.goals.registers import Entries
from fzlib.goals.tasks import Document
from fzlib.scoring.periods import Period

FigureKey = tuple[Period, str, str]  # period, region, name


@dataclass(frozen=True, eq=False)
class Goals:
    """What findings are made of; what is absent from a mapping is missing.

    Attributes:
        counties: the assessed ones, in the order of regions.csv.
        registers: code → its entries; None where there is no such file.
        figures: of figures.csv, all periods. scored: ``increment.ytd`` … as scored, of the
            periods that tasks need. enterprises: columns of the enterprise report.
        expected: the year's expected increments up to a period, 亿元: (period, region).
    """

    document: Document
    period: Period
    city: str
    counties: tuple[str, ...]
    registers: Mapping[str, Entries | None]
    figures: Mapping[FigureKey, Decimal]
    scored: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    enterprises: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    expected: Mapping[tuple[Period, str], Decimal] = field(default_factory=dict)
