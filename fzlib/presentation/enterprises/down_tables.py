"""减产面 of counties and of divisions with the counts that it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.enterprises.frame import COUNTY, DIVISION
from fzlib.enterprises.marks import DENOMINATORS, DOWN, HALF_IDLE, IDLE
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.enterprises.group_rows import GroupRow
from fzlib.presentation.wording import COUNTIES, fixed

NAMES = {COUNTY: COUNTIES, DIVISION: "行业"}
COUNTED = {DOWN: "减产企业（户）", IDLE: "停产（户）", HALF_IDLE: "半停产（户）"}
NOTE = "注：减产企业含停产、半停产企业。"


def tables(found: Findings) -> list[blocks.Table]:
    """A row a county, then a row a division; the city apart; both spans side by side."""
    return [_table(found, level, name) for level, name in NAMES.items()]


def _table(found: Findings, level: str, name: str) -> blocks.Table:
    denominator = DENOMINATORS[found.enterprises.settings.denominator]
    titles = (f"{denominator.name}（户）", *COUNTED.values(), "减产面（%）")
    by_span = [[*found.group_rows(span, level), city] for span, city in found.city_rows.items()]
    lines = [_line(rows, denominator.mark) for rows in zip(*by_span, strict=True)]
    return blocks.table(
        f"各{name}减产企业",
        [blocks.group(found.title(span), *titles) for span in found.city_rows],
        lines[:-1],
        names=name,
        apart=lines[-1:],
        note=NOTE,
        look="wide",
    )


def _line(rows: Sequence[GroupRow], among: str) -> list[str]:
    """A group's name, then what each span has of it."""
    cells = [rows[0].name]
    for row in rows:
        cells += [str(row.group.counts[mark]) for mark in (among, *COUNTED)]
        cells.append(fixed(row.down_share, values.SHARE))
    return cells
