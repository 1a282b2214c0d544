"""重点企业: what they make together, which of them fall; a row each."""

from __future__ import annotations

from fzlib.analysis.enterprises.pulls import Pull, key_enterprises, together
from fzlib.analysis.enterprises.rates import growth, pull, share
from fzlib.enterprises.frame import Group, Part
from fzlib.enterprises.marks import DOWN
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import firm_cells, values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import names, signed

MOST = 40  # rows; the others are counted
MOST_NAMED = 8
Listed = dict[str, tuple[Pull, ...]]  # by span


def pieces(found: Findings) -> blocks.Piece:
    """Words and the table; nothing where the file names no 重点企业."""
    lists = {span: key_enterprises(found.frame, span) for span in found.city_rows}
    if not any(lists.values()):
        return []
    return [_words(found, span, own) for span, own in lists.items()], _table(found, lists)


def _words(found: Findings, span: str, own: tuple[Pull, ...]) -> str:
    """5月，重点企业25户产值410.12亿元，增长8.1%，占全市的41.01%；产值下降的3户：甲公司、…。"""
    sums = together(own)
    part = share(sums.output, found.city_rows[span].group.output, values.SHARE)
    missing = sum(not entry.is_counted for entry in own)
    lacking = f"（其中数据不全的{values.firms(missing)}未计入）" if missing else ""
    text = f"{found.label(span)}，重点企业{values.firms(len(own))}{lacking}"
    text += f"产值{values.amount(sums.output)}{values.grown(growth(sums, values.RATE))}"
    text += f"，占全市的{values.share(part)}" if part is not None else ""
    down = [entry.enterprise.name for entry in own if DOWN in entry.figures.marks]
    if not down:
        return f"{text}；无产值下降的企业。"
    return f"{text}；产值下降的{values.firms(len(down))}：{names(down, MOST_NAMED)}。"


def _table(found: Findings, lists: Listed) -> blocks.Table:
    """By output of the last span; the columns of each span side by side."""
    span = found.spans[-1]
    rows = [entry.enterprise for entry in lists[span]]
    shown = rows[:MOST]
    of_spans = {
        of: {entry.enterprise.code: entry for entry in entries} for of, entries in lists.items()
    }
    columns = [
        _cells([by_code[row.code] for row in shown], found.city_rows[of].group, together(lists[of]))
        for of, by_code in of_spans.items()
    ]
    total = [firm_cells.TOTAL, "", "", *(cell for cells in columns for cell in cells[-1])]
    lines = [
        [*firm_cells.who(row), *(cell for cells in columns for cell in cells[n])]
        for n, row in enumerate(shown)
    ]
    titles = ("产值（万元）", "上年同期（万元）", "增速（%）", "拉动（百分点）")
    groups = [blocks.group(found.title(of), *titles) for of in lists]
    rest = f"注：共{values.firms(len(rows))}，列产值较大的{values.firms(MOST)}。"
    return blocks.table(
        "重点企业产值",
        [*firm_cells.WHOSE, *groups],
        lines,
        apart=[total],
        names=firm_cells.NAME,
        note=rest if len(rows) > MOST else "",
        look="wide",
    )


def _cells(entries: list[Pull], city: Group, whole: Part) -> list[list[str]]:
    """Of each entry, then of all that the sums count."""
    amounts = firm_cells.amounts([*(entry.figures for entry in entries), whole])
    total = [
        *amounts[-1],
        signed(growth(whole, values.RATE), values.RATE),
        signed(pull(whole.increment, city, values.PULL), values.PULL),
    ]
    lines = [
        [
            *amount,
            signed(entry.growth(values.RATE), values.RATE),
            signed(entry.pull(values.PULL), values.PULL),
        ]
        for amount, entry in zip(amounts[:-1], entries, strict=True)
    ]
    return [*lines, total]
