"""Who came into a period's file and went out of it since the one before, and who moved.

Rows of counties not assessed are in no frame: a move to one of them is told as gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from fzlib.enterprises.evidence import Enterprises
from fzlib.enterprises.frame import Enterprise
from fzlib.scoring.periods import Period


class Move(NamedTuple):
    """An enterprise before and now."""

    before: Enterprise
    now: Enterprise


@dataclass(frozen=True, eq=False)
class Turnover:
    """Against the period before that has a file; each in its file's order.

    Attributes:
        came: in the frame now and not before: no row, or 退库. went: in the frame before, no row
            now (their rows before). left: 退库 now, and not before (their rows now).
        county, division: rows of both files that have another.
    """

    before: Period
    came: tuple[Enterprise, ...]
    went: tuple[Enterprise, ...]
    left: tuple[Enterprise, ...]
    county: tuple[Move, ...]
    division: tuple[Move, ...]


def turnover(enterprises: Enterprises) -> Turnover | None:
    """None where the year has no earlier file."""
    if not enterprises.earlier:
        return None
    before, now = enterprises.earlier[-1], enterprises.frame
    out = {row.code for row in before.rows if row.is_left}
    both = [Move(was, row) for row in now.rows if (was := before.by_code.get(row.code))]
    return Turnover(
        before.period,
        came=tuple(
            row
            for row in now.rows
            if not row.is_left and (row.code in out or row.code not in before.by_code)
        ),
        went=tuple(r for r in before.rows if not r.is_left and r.code not in now.by_code),
        left=tuple(row for row in now.rows if row.is_left and row.code not in out),
        county=tuple(own for own in both if own.before.county != own.now.county),
        division=tuple(own for own in both if own.before.division != own.now.division),
    )
