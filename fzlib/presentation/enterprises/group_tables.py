"""Counties and divisions as tables: firms, output, growth, share, 拉动, 贡献率, 减产面."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.enterprises.marks import DENOMINATORS, FIRMS
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import values
from fzlib.presentation.enterprises.group_rows import GroupRow
from fzlib.presentation.wording import fixed, signed

COLUMNS = (
    "企业数（户）", "产值（亿元）", "上年同期（亿元）", "增速（%）", "占比（%）",
    "拉动（百分点）", "贡献率（%）", "减产面（%）",
)  # fmt: skip
PULL_AT = 1 + COLUMNS.index("拉动（百分点）")


def group_table(
    caption: str, names: str, rows: Sequence[GroupRow], city: GroupRow, denominator: str
) -> blocks.Table:
    """A row each, the city apart; ``denominator``: of 减产面, as settings have it."""
    every = (*rows, city)
    outputs = values.column([row.group.output for row in every])
    bases = values.column([row.group.base for row in every])
    lines = [_line(*cells) for cells in zip(every, outputs, bases, strict=True)]
    note = (
        f"注：产值、上年同期为两期均有数的企业合计；{_ADDING_UP}"
        f"减产面为减产企业占{DENOMINATORS[denominator].name}的比重。"
    )
    note += values.moved_note(line[PULL_AT] for line in lines)
    return blocks.table(
        caption, COLUMNS, lines[:-1], names=names, apart=lines[-1:], note=note, look="wide"
    )


_ADDING_UP = "拉动为增量占全市上年同期的比重，各行之和等于全市增速；贡献率为增量占全市增量的比重；"


def _line(row: GroupRow, output: str, base: str) -> list[blocks.TableCell]:
    texts = [
        row.name,
        str(row.group.counts[FIRMS]),
        output,
        base,
        signed(row.growth, values.RATE),
        fixed(row.share, values.SHARE),
        "",
        signed(row.contribution, values.SHARE),
        fixed(row.down_share, values.SHARE),
    ]
    cells = list(map(blocks.TableCell, texts))
    cells[PULL_AT] = values.pull_cell(row.pull, row.own_pull)
    return cells
