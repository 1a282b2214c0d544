"""Digests of what a period used of its files, which no row of another period changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fzlib.intake.formats.cells import Cell, Sheet, letters
from fzlib.intake.tables import InputTable, TableRow
from fzlib.scoring.decisions import Adjustment, Ruling, Veto
from fzlib.scoring.panel import Panel
from fzlib.scoring.periods import AnyPeriod, Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rounding import plain

UNUSED = ""  # in place of a digest: nothing of the file was used


def digest(content: object) -> str:
    """Of texts, numbers, lists and tables, in their order."""
    text = json.dumps(content, default=lambda value: [type(value).__name__, str(value)])
    return hashlib.sha256(text.encode()).hexdigest()


def of_sheets(sheets: Sequence[Sheet]) -> str:
    """All cells of a file, each where it stands: saved again by another program it is the same."""
    return digest(
        [[s.name, s.hidden, [list(map(_cell, row)) for row in s.rows]] for s in sheets]
    )  # fmt: skip


def of_rows(table: InputTable, rows: Sequence[TableRow]) -> str:
    """These rows under the headers that are known, each where it stands."""
    columns = [letters(at) for at in table.columns.values()]
    cells = [(row.number, list(map(_cell, row.cells))) for row in (table.header, *rows)]
    return digest([table.sheet.name, table.sheet.hidden, columns, cells])


def of_regions(regions: Sequence[Region], found: Mapping[str, Region]) -> str:
    """These regions, and those that the names in a period's files mean (``found``)."""
    names = {name: _region(region) for name, region in sorted(found.items())}
    return digest([list(map(_region, regions)), names])


def of_decisions(panel: Panel, of: AnyPeriod) -> dict[str, str]:
    """Stem of a file → digest of the decisions that a report of ``of`` rests on; else `UNUSED`.

    ``panel``: of a month, or of the last one of a quarter or year, whose report tells its months'
    vetoes too; rulings are each month's own. Without a row an adjustments file still shows.
    """
    own = (of,) if isinstance(of, Period) else (of, *of.periods)
    used: dict[str, str] = {
        "adjustments": UNUSED
        if panel.adjustments is None
        else digest(_decided(one for one in panel.adjustments if one.when in own))
    }
    vetoes = _decided(veto for veto in panel.vetoes if veto.when in own)
    used["vetoes"] = digest(vetoes) if vetoes else UNUSED
    if isinstance(of, Period):
        rulings = _decided(panel.rulings)
        used["rulings"] = digest([str(of), rulings]) if rulings else UNUSED
    return used


def _cell(cell: Cell) -> tuple[object, ...]:
    return cell.kind, str(cell.value), cell.remarks


def _region(region: Region) -> dict[str, Any]:
    """All but its aliases: those that were met stand beside it."""
    return {key: value for key, value in vars(region).items() if key != "aliases"}


def _decided(rows: Iterable[Ruling | Adjustment | Veto]) -> list[dict[str, Any]]:
    return [
        {key: plain(value) if isinstance(value, Decimal) else value for key, value in own.items()}
        for own in map(vars, rows)
    ]
