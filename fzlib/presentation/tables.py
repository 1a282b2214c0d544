"""Tables of the monthly report: every number from the card, formatted once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fzlib.analysis import summary
from fzlib.analysis.change import ItemChange, ScoreChange
from fzlib.analysis.explain import trace
from fzlib.presentation import blocks, provenance, terms
from fzlib.presentation.prose.workings import working
from fzlib.presentation.wording import NONE, bracketed, exact, fixed, places_of, signed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.panel import CITY, Panel
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import FLAGS, LEVELS, SPAN_NAMES, STATUSES, Status


def city(card: Card, number: str) -> blocks.Table:
    """全市主要指标: growth against nation and province, level, increment, expectation."""
    spans, panel, output = summary.spans(card), card.panel, card.panel.dataset.output
    rows: list[blocks.Row] = []

    def add(title: str, unit: str, values: Iterable[Decimal | None], places: int) -> None:
        rows.append([title, unit, *(fixed(value, places) for value in values)])

    growth = summary.row_of(card, "va_growth")
    if growth:
        for region in (panel.city, *panel.above):
            label = "全市" if region.kind == CITY else region.name
            values = [panel.value("va_growth", span, region.name) for span in spans]
            add(f"{label}{growth.name.removesuffix('增速')}增速", "%", values, growth.decimals)
    levels = [panel.value("output", span, panel.city.name) for span in spans]
    add(f"全市{panel.dataset.level}", "亿元", levels, 2)
    texts = {span: fixed(panel.value("base", span, panel.city.name), 2) for span in spans}
    bases = [_base(text, panel, span, panel.city.name) for span, text in texts.items()]
    rows.append([f"上年同期{output}", "亿元", *bases])
    places = card.book.decimals("output_growth")
    rates = [summary.city_rate(card, "output_growth", span) for span in spans]
    add(f"{output}增速", "%", rates, places)
    increments = [summary.city_increment(panel, span) for span in spans]
    add("增量", "亿元", increments, 2)
    expected = [summary.city_expected(card, span) for span in spans]
    if card.book.scores("increment") and any(expected):
        for label in dict.fromkeys(given[1] for given in expected if given):
            own = (given[0] if given and given[1] == label else None for given in expected)
            add(label, "亿元", own, 2)
        add("完成预期", "%", map(_share, increments, expected), 2)
    once = card.period.month_is_ytd
    titles = [card.period.span_label(s) if once else _span(card, s) for s in spans]
    columns: list[blocks.AnyColumn] = [blocks.text("单位"), *titles]
    note = f"注：{_note('derived_base', output)}。" if any(cell.mark for cell in bases) else ""
    caption = f"表{number}　全市主要指标"
    return blocks.table(caption, columns, rows, names="指标", note=note, look="plain")


def _base(text: str, panel: Panel, span: str, region: str) -> blocks.TableCell:
    """同期 of a region; 推算 is marked."""
    flag, derived = FLAGS["derived_base"], panel.has_derived_base(span, region)
    return blocks.TableCell(text, *((flag.mark, flag.name) if derived else ()))


def _share(amount: Decimal | None, expected: tuple[Decimal, str] | None) -> Decimal | None:
    if amount is None or expected is None or expected[0] <= 0:
        return None
    return amount / expected[0] * 100


def _span(card: Card, span: str) -> str:
    return f"{SPAN_NAMES[span]}（{card.period.span_label(span)}）"


def ranking(card: Card, caption: str, *, moves: bool = True) -> blocks.Table:
    """位次, 县区, 总分, the items' points, 位次变化 where ``moves``."""
    spans = [SPAN_NAMES[span] for span in card.book.spans]
    items = [blocks.group(row.short, *spans) for row in card.book.indicators]
    columns: list[blocks.AnyColumn] = ["总分", *items, *(["位次变化"] if moves else [])]
    rows: list[blocks.Row] = []
    for region in card.ranked:
        total = fixed(card.totals[region], 2)
        points = map(points_cell, card.of(region))
        move = [_move(card, region)] if moves else []
        rows.append([place(card.ranks[region]), region, total, *points, *move])
    note = f"注：单位为分。{marks(card, card.records)}"
    return blocks.table(caption, columns, rows, ranked=True, note=note, look="wide")


def place(rank: int | None) -> str:
    """A rank, or — without one."""
    return str(rank or NONE)


def marks(card: Card, items: Sequence[Item], *, derived: bool = False) -> str:
    """What the small marks beside the scores of ``items`` mean; of 推算 where it is marked too."""
    output = card.panel.dataset.output
    marked = [flag for flag in FLAGS if derived or flag != "derived_base"]
    meanings = [_note(f, output) for f in marked if any(f in item.flags for item in items)]
    statuses = {item.status for item in items}
    if Status.RULED in statuses:
        meanings.append("审：已审定")
    if Status.SUSPENDED in statuses:
        meanings.append("暂停计分：不计入总分和基准分")
    return "；".join(meanings) + "。" if meanings else ""


def _note(code: str, output: str) -> str:
    """小：基数较小，产值比重低于0.5%，得分波动较大."""
    mark, label, meaning = FLAGS[code].of(output)
    return f"{mark}：{label}，{meaning}"


def points_cell(item: Item, *, derived: bool = False) -> blocks.TableCell:
    """A score with its marks, of 推算 only where ``derived``; a status word without points."""
    if item.points is None:
        return blocks.TableCell(STATUSES[item.status], look="status")
    flags = [FLAGS[flag] for flag in item.flags if derived or flag != "derived_base"]
    mark = "".join(flag.mark for flag in flags) + ("审" if item.status == Status.RULED else "")
    return blocks.TableCell(fixed(item.points, 2), mark, "、".join(flag.name for flag in flags))


def _move(card: Card, region: str) -> blocks.TableCell:
    now, before = card.ranks[region], card.previous_rank(region)
    if now is None or before is None:
        return blocks.TableCell(NONE)
    look = "same" if now == before else "up" if now < before else "down"
    return blocks.TableCell(gained(before - now), look=look)


def gained(places: int | None) -> str:
    """↑2, ↓1, 持平; — where there is nothing to compare."""
    if places is None:
        return NONE
    return f"{'↑' if places > 0 else '↓'}{abs(places)}" if places else "持平"


def change_cells(change: ScoreChange | ItemChange) -> list[str]:
    """A change, and what it consists of: own data, the standard, rules; — where it is not split."""
    parts = change.parts
    split = (parts.own, parts.standard, parts.rules + parts.ruled) if parts else (None,) * 3
    return [signed(number, 2) for number in (change.change, *split)]


def items(card: Card, row: Indicator, number: str) -> blocks.Table:
    """Value, standard, gap and points of one indicator, both spans side by side."""
    words, spans = terms.names(row, card.panel.dataset.output), card.book.spans
    units = {words.value: words.unit, words.standard: words.unit, "差距": row.unit, "得分": "分"}
    titles = [f"{title}（{unit}）" for title, unit in units.items()]
    by_span = {span: summary.items_of(card, row, span) for span in spans}
    # a column keeps all decimals its figures have, so that a calculator agrees
    places = {
        span: places_of([v for i in of_span for v in (i.value, i.standard)], words.places)
        for span, of_span in by_span.items()
    }
    rows: list[blocks.Row] = []
    for of_county in zip(*by_span.values(), strict=True):
        cells: list[str | blocks.TableCell] = [of_county[0].region]
        for item in of_county:
            values = (fixed(v, places[item.span]) for v in (item.value, item.standard))
            cells += [*values, signed(item.gap, row.decimals), points_cell(item, derived=True)]
        rows.append(cells)
    groups = (blocks.group(_span(card, span), *titles) for span in spans)
    return blocks.table(f"附表{number}　{row.name}", groups, rows, look="wide")


def workings(card: Card) -> list[blocks.Workings]:
    """A folded part a county: the levels it rests on, then each score as a sum."""
    folded = []
    for region in card.ranked:
        steps = blocks.sequence(_levels(card, region), sums(card, region), sum_line(card, region))
        folded.append(blocks.Workings(steps, f"{region}　{_total(card, region)}"))
    return folded


def sums(card: Card, region: str, *, up: str = "") -> blocks.Listing:
    """Each score as a sum, with a link to the figures it rests on. ``up``: as provenance.link."""
    entries = []
    for item_id in card.book.item_ids:
        steps = trace(card, region, item_id)
        source = provenance.link(card.panel, region, steps.inputs[0].measure, up=up)
        entries.append(blocks.Sourced(working(card, steps), source))
    return blocks.Listing(entries, "sums")


def _total(card: Card, region: str) -> str:
    total = card.totals[region]
    return f"{fixed(total, 2)}分，第{card.ranks[region]}位" if total is not None else "没有总分"


def sum_line(card: Card, region: str) -> str:
    """总分：15.00+13.00+…=132.35分, or why there is no total."""
    total, items = card.totals[region], card.of(region)
    unscored = [STATUSES[item.status] for item in items if item.points is None]
    if total is None:
        return f"有{'、'.join(dict.fromkeys(unscored))}的考评项，没有总分。"
    scored = "+".join(bracketed(item.points) for item in items if item.points is not None)
    left_out = "（暂停计分的不计入）" if unscored else ""
    return f"总分{left_out}：{scored}={fixed(total, 2)}分。"


def _levels(card: Card, region: str) -> blocks.Table:
    """Level, base and increment of county and city, all decimals; 推算 is marked."""
    panel, output = card.panel, card.panel.dataset.output
    rows: list[blocks.Row] = []
    for label, name in ((region, region), ("全市", panel.city.name)):
        cells: list[str | blocks.TableCell] = [label]
        for span in card.book.spans:
            increment = panel.by_region(panel.increment(span))[name]
            level, base = (exact(panel.value(measure, span, name)) for measure in LEVELS)
            cells += [level, _base(base, panel, span, name), exact(increment)]
        rows.append(cells)
    titles = (output, f"上年同期{output}", "增量")
    groups = [blocks.group(f"{_span(card, span)}，亿元", *titles) for span in card.book.spans]
    return blocks.table(f"{region}和全市的{output}", groups, rows, names="地区", look="plain")
