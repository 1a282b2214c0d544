"""Tables of the monthly report: every number from the card, formatted once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from fzlib import vocabulary
from fzlib.analysis import summary
from fzlib.analysis.explain import trace
from fzlib.analysis.summary import (
    city_expected,
    city_increment,
    city_output_growth,
    city_value,
    row_of,
)
from fzlib.presentation import provenance, terms
from fzlib.presentation.html import (
    Cell,
    Html,
    element,
    join,
    listing,
    name,
    numeric,
    table,
)
from fzlib.presentation.prose.workings import working
from fzlib.presentation.wording import NONE, exact, fixed, signed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.panel import CITY, Panel
from fzlib.scoring.rounding import decimals_of
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import Status


def city(card: Card, number: str) -> Html:
    """全市主要指标: growth against nation and province, level, increment, expectation."""
    spans, panel, word = summary.spans(card), card.panel, card.panel.dataset.word
    rows: list[list[Cell | str]] = []

    def add(title: str, unit: str, values: list[Decimal | None], places: int) -> None:
        rows.append([name(title), unit, *(numeric(fixed(v, places)) for v in values)])

    growth = row_of(card, "va_growth")
    if growth:
        for region in (panel.city, *panel.above):
            label = "全市" if region.kind == CITY else region.name
            values = [panel.value("va_growth", span, region.name) for span in spans]
            add(f"{label}{growth.name.removesuffix('增速')}增速", "%", values, growth.decimals)
    output = row_of(card, "output_growth")
    levels = [city_value(panel, "output", span) for span in spans]
    add(f"全市{panel.dataset.level}", "亿元", levels, 2)
    bases = [_base(panel, span, panel.city.name, lambda v: fixed(v, 2)) for span in spans]
    rows.append([name(f"上年同期{word}"), "亿元", *bases])
    places = output.decimals if output else 1
    rates = [city_output_growth(panel, span, places) for span in spans]
    add(f"{word}增速", "%", rates, places)
    increments = [city_increment(panel, span) for span in spans]
    add("增量", "亿元", increments, 2)
    expected = [city_expected(card, span) for span in spans]
    if card.book.scores("increment") and any(expected):
        for label in dict.fromkeys(found[1] for found in expected if found):
            own = [found[0] if found and found[1] == label else None for found in expected]
            add(label, "亿元", own, 2)
        add("完成预期", "%", [_share(a, e) for a, e in zip(increments, expected, strict=True)], 2)
    first = card.period.is_first  # both spans are one figure
    titles = [card.period.span_label(s) if first else _span(card, s) for s in spans]
    header = [["指标", "单位", *(numeric(title) for title in titles)]]
    note = f"注：{_note('derived_base', word)}。" if any(cell.mark for cell in bases) else ""
    return table(f"表{number}　全市主要指标", header, rows, note=note, class_="plain")


def _base(panel: Panel, span: str, region: str, say: Callable[[Decimal | None], str]) -> Cell:
    """同期 of a region; 推算 is marked."""
    derived = panel.has_derived_base(span, region)
    mark, title, _ = vocabulary.FLAGS["derived_base"] if derived else ("", "", "")
    return numeric(say(panel.value("base", span, region)), mark, title)


def _share(amount: Decimal | None, expected: tuple[Decimal, str] | None) -> Decimal | None:
    if amount is None or expected is None or expected[0] <= 0:
        return None
    return amount / expected[0] * 100


def _span(card: Card, span: str) -> str:
    return f"{vocabulary.SPAN_NAMES[span]}（{card.period.span_label(span)}）"


def ranking(card: Card, number: str) -> Html:
    """位次, 县区, 总分, the items' points, 位次变化."""
    word, spans = card.panel.dataset.word, card.book.spans
    head: list[Cell | str] = [
        _tall("位次"),
        Cell("县（市）区", rows=2),
        _tall("总分"),
    ]
    head += [Cell(terms.names(row, word).short, span=len(spans)) for row in card.book.indicators]
    head.append(_tall("位次变化"))
    second: list[Cell | str] = [
        numeric(vocabulary.SPAN_NAMES[span]) for _ in card.book.indicators for span in spans
    ]
    rows = [
        [
            numeric(str(card.ranks[region] or NONE)),
            name(region),
            numeric(fixed(card.totals[region], 2)),
            *(points_cell(item) for item in card.of(region)),
            _move(card, region),
        ]
        for region in card.ranked
    ]
    note = f"注：单位为分。{marks(card, ('derived_base',))}"
    return table(f"表{number}　综合得分和位次", [head, second], rows, note=note, class_="wide")


def _tall(text: str) -> Cell:
    """The header of a number column that is two rows high."""
    return Cell(text, number=True, rows=2)


def marks(card: Card, without: tuple[str, ...] = (), items: Sequence[Item] | None = None) -> str:
    """What the small marks beside the scores mean, those that occur (in ``items``, or in all)."""
    items = card.records if items is None else items
    found = {flag for item in items for flag in item.flags}
    said = [
        _note(code, card.panel.dataset.word)
        for code in vocabulary.FLAGS
        if code in found and code not in without
    ]
    statuses = {item.status for item in items}
    if Status.RULED in statuses:
        said.append("审：已审定")
    if Status.SUSPENDED in statuses:
        said.append("暂停计分：不计入总分和基准分")
    return "；".join(said) + "。" if said else ""


def _note(code: str, word: str) -> str:
    """小：基数较小，产值比重低于0.5%，得分波动较大."""
    mark, label, meaning = vocabulary.FLAGS[code].of(word)
    return f"{mark}：{label}，{meaning}"


def points_cell(item: Item, shown: tuple[str, ...] = ("derived_base",)) -> Cell:
    """A score with its marks; a status word where there are no points."""
    if item.points is None:
        return Cell(vocabulary.STATUSES[item.status], number=True, class_="status")
    flags = [vocabulary.FLAGS[flag] for flag in item.flags if flag not in shown]
    mark = "".join(flag[0] for flag in flags) + ("审" if item.status == Status.RULED else "")
    title = "、".join(flag[1] for flag in flags)
    return numeric(fixed(item.points, 2), mark, title)


def _move(card: Card, region: str) -> Cell:
    now, before = card.ranks[region], card.previous_rank(region)
    if now is None or before is None:
        return Cell(NONE, number=True)
    if now == before:
        return Cell("持平", number=True, class_="same")
    up = now < before
    return Cell(
        f"{'↑' if up else '↓'}{abs(now - before)}", number=True, class_="up" if up else "down"
    )


def items(card: Card, row: Indicator, number: str) -> Html:
    """Value, standard, gap and points of one indicator, both spans side by side."""
    words, spans = terms.names(row, card.panel.dataset.word), card.book.spans
    head: list[Cell | str] = [Cell("县（市）区", rows=2)]
    head += [Cell(_span(card, span), span=4) for span in spans]
    titles = (
        f"{words.value}（{words.unit}）",
        f"{words.standard}（{words.unit}）",
        f"差距（{words.gap_unit}）",
        "得分（分）",
    )
    second: list[Cell | str] = [numeric(title) for _ in spans for title in titles]
    by_span = {span: [card.item(r, f"{row.code}.{span}") for r in card.counties] for span in spans}
    # a column keeps all decimals its figures have, so that a calculator agrees
    places = {
        span: max(words.places, decimals_of([v for i in found for v in (i.value, i.standard)]))
        for span, found in by_span.items()
    }
    rows = []
    for n, region in enumerate(card.counties):
        cells: list[Cell | str] = [name(region)]
        for span in spans:
            item = by_span[span][n]
            cells += [
                numeric(fixed(item.value, places[span])),
                numeric(fixed(item.standard, places[span])),
                numeric(signed(item.gap, row.decimals)),
                points_cell(item, ()),
            ]
        rows.append(cells)
    return table(f"附表{number}　{row.name}", [head, second], rows, class_="wide")


def workings(card: Card) -> Html:
    """A folded part a county: the levels it rests on, then each score as a sum."""
    return join(
        element(
            "details",
            element("summary", f"{region}　{_total(card, region)}")
            + _levels(card, region)
            + sums(card, region)
            + element("p", sum_line(card, region)),
            class_="working",
        )
        for region in card.ranked
    )


def sums(card: Card, region: str, *, up: str = "") -> Html:
    """Each score as a sum, with a link to the figures it rests on. ``up``: as provenance.link."""
    found = (trace(card, region, item_id) for item_id in card.book.item_ids)
    return listing(
        (
            Html(element("span", working(card, one)).markup)
            + provenance.link(card.panel, region, one.inputs[0].measure, up=up)
            for one in found
        ),
        class_="sums",
    )


def _total(card: Card, region: str) -> str:
    total = card.totals[region]
    return f"{fixed(total, 2)}分，第{card.ranks[region]}位" if total is not None else "没有总分"


def sum_line(card: Card, region: str) -> str:
    """总分：15.00+13.00+…=132.35分, or why there is no total."""
    total, found = card.totals[region], card.of(region)
    scored = "+".join(_bracketed(item.points) for item in found if item.points is not None)
    if total is None:
        why = "、".join(
            dict.fromkeys(vocabulary.STATUSES[i.status] for i in found if i.points is None)
        )
        return f"有{why}的考评项，没有总分。"
    left_out = "（暂停计分的不计入）" if any(item.points is None for item in found) else ""
    return f"总分{left_out}：{scored}={fixed(total, 2)}分。"


def _bracketed(value: Decimal) -> str:
    text = fixed(value, 2)
    return f"（{text}）" if text.startswith("-") else text


def _levels(card: Card, region: str) -> Html:
    """Level, base and increment of county and city, all decimals; 推算 is marked."""
    panel, word = card.panel, card.panel.dataset.word
    rows = []
    for label, who in ((region, region), ("全市", panel.city.name)):
        cells: list[Cell | str] = [name(label)]
        for span in card.book.spans:
            cells += [
                numeric(exact(panel.value("output", span, who))),
                _base(panel, span, who, exact),
                numeric(exact(panel.by_region(panel.increment(span))[who])),
            ]
        rows.append(cells)
    head: list[Cell | str] = [Cell("地区", rows=2)]
    head += [Cell(f"{_span(card, span)}，亿元", span=3) for span in card.book.spans]
    second: list[Cell | str] = [
        numeric(title) for _ in card.book.spans for title in (word, f"上年同期{word}", "增量")
    ]
    return table(f"{region}和全市的{word}", [head, second], rows, class_="plain")
