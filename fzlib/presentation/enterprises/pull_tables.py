"""Who pulls the city's growth up and down most, month and year to date."""

from __future__ import annotations

from fzlib.analysis.enterprises.pulls import Listed, ten_down, ten_up, together
from fzlib.analysis.enterprises.rates import contribution, growth, pull
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import firm_cells, values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import fixed, signed

UP, DOWN = "拉动", "下拉"
CHART = "拉动、下拉全市增速较多的企业"
Lists = dict[tuple[str, str], Listed]  # span and side


def pieces(found: Findings) -> blocks.Piece:
    """Words, the chart of the last span, two tables a span; nothing where nobody changes."""
    lists = {
        (span, side): ten(found.frame, span)
        for span in found.city_rows
        for side, ten in ((UP, ten_up), (DOWN, ten_down))
    }
    told = [_words(found, span, lists) for span in found.city_rows]
    tables = [_table(found, span, side, own) for (span, side), own in lists.items() if own.entries]
    return [told, _chart(found, lists), tables]


def _words(found: Findings, span: str, lists: Lists) -> str:
    """5月，拉动全市增速较多的10户企业合计拉动2.10个百分点，首位是甲公司（0.53个百分点）；…。"""
    told = []
    for side in (UP, DOWN):
        own = lists[span, side].entries
        total = pull(together(own).increment, found.city_rows[span].group, values.PULL)
        first = own[0].pull(values.PULL) if own else None
        if total is None or first is None:
            continue
        size = f"{fixed(abs(first), values.PULL)}个百分点"
        text = f"{side}全市增速较多的{values.firms(len(own))}企业合计{values.pulled(total)}"
        told.append(f"{text}，首位是{own[0].enterprise.name}（{size}）")
    return f"{found.label(span)}，{'；'.join(told)}。" if told else ""


def _chart(found: Findings, lists: Lists) -> blocks.Piece:
    """Of the last span, where 拉动 can be computed."""
    from fzlib.presentation import charts

    if not found.city_rows:
        return []
    span = found.spans[-1]
    up, down = (
        [
            (own.enterprise.name, exact)
            for own in lists[span, side].entries
            if (exact := own.exact_pull) is not None
        ]
        for side in (UP, DOWN)
    )
    if not up and not down:
        return []
    svg = charts.pulls_chart(up, down, found.label(span))
    return [blocks.Figure(svg, f"{CHART}（{found.label(span)}）")]


def _table(found: Findings, span: str, side: str, own: Listed) -> blocks.Table:
    """A row an enterprise, in 万元 as given; of a tie with the last how many others."""
    rows = [entry.enterprise for entry in own.entries]
    group, whole = found.city_rows[span].group, together(own.entries)
    amounts = firm_cells.amounts([*(entry.figures for entry in own.entries), whole])
    total = [
        firm_cells.TOTAL,
        "",
        "",
        *amounts[-1],
        signed(growth(whole, values.RATE), values.RATE),
        signed(pull(whole.increment, group, values.PULL), values.PULL),
        signed(contribution(whole.increment, group, values.SHARE), values.SHARE),
    ]
    lines = [
        [
            *firm_cells.who(row),
            *amount,
            signed(entry.growth(values.RATE), values.RATE),
            signed(entry.pull(values.PULL), values.PULL),
            signed(entry.contribution(values.SHARE), values.SHARE),
        ]
        for row, amount, entry in zip(rows, amounts[:-1], own.entries, strict=True)
    ]
    tied = f"注：与末位增量相同的另有{values.firms(len(own.tied))}。" if own.tied else ""
    columns = ("产值（万元）", "上年同期（万元）", "增速（%）", "拉动（百分点）", "贡献率（%）")
    return blocks.table(
        f"{side}全市增速较多的{values.firms(len(rows))}企业（{found.label(span)}）",
        [*firm_cells.WHOSE, *columns],
        lines,
        apart=[total],
        names=firm_cells.NAME,
        note=tied,
        look="wide",
    )
