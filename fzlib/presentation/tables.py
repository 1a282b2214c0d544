"""Tables of scores: ranking, every item, what a change consists of. Numbers formatted once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fzlib.analysis.change import ItemChange, ScoreChange
from fzlib.analysis.summary import items_of
from fzlib.presentation import blocks, terms
from fzlib.presentation.prose.places import unranked_of
from fzlib.presentation.wording import NONE, fixed, places_of, signed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import FLAGS, SPAN_NAMES, STATUSES, Status

CHANGE_PARTS = {  # what a change consists of → the title of its column
    "own": "自身数据",
    "others": "其他县（市）区和全市",
    "outside": "{outside}",
    "decided": "审定和加减分",
    "unsplit": "不分解",
}
ALWAYS = ("own", "others", "outside")
MOST_ITEMS = 8  # columns of items in one table: more do not print


def span_title(card: Card, span: str) -> str:
    """当月（5月）, 累计（1—5月）."""
    return f"{SPAN_NAMES[span]}（{card.period.span_label(span)}）"


def ranking(card: Card, caption: str, *, moves: bool = True) -> list[blocks.Table]:
    """位次, 县区, 总分, 加减分, the items' points, 位次变化 where ``moves``.

    A table a group, and so many indicators in each that it can be printed.
    """
    return [
        ranking_table(card, _caption(card, caption, group, n), rows, group, moves=moves and not n)
        for group in card.groups
        for n, rows in enumerate(_split(card.book.indicators))
    ]


def _caption(card: Card, caption: str, group: str, part: int) -> str:
    """表2　综合得分和位次（县区，续）."""
    marks = "，".join(filter(None, [group, "续" if part else ""]))
    return f"{caption}（{marks}）" if marks else caption


def _split(rows: Sequence[Indicator]) -> list[list[Indicator]]:
    """Indicators in as few lots as hold at most `MOST_ITEMS` items each, evenly."""
    count = sum(len(row.spans) for row in rows)
    lots = -(-count // MOST_ITEMS)
    most = -(-count // lots)
    split: list[list[Indicator]] = [[]]
    for row in rows:
        taken = sum(len(own.spans) for own in split[-1])
        if split[-1] and taken + len(row.spans) > max(most, len(row.spans)):
            split.append([])
        split[-1].append(row)
    return split


def ranking_table(
    card: Card, caption: str, indicators: Sequence[Indicator], group: str, *, moves: bool
) -> blocks.Table:
    """The ranking of a group with the points of these indicators."""
    items = [blocks.group(row.short, *(SPAN_NAMES[s] for s in row.spans)) for row in indicators]
    adjusted = card.panel.adjustments is not None
    columns: list[blocks.AnyColumn] = ["总分", *(["加减分"] if adjusted else []), *items]
    columns += ["位次变化"] if moves else []
    regions = [region for region in card.ranked if card.group_of[region] == group]
    own = [item for item in card.records if item.region in regions and item.indicator in indicators]
    rows: list[blocks.Row] = []
    for region in regions:
        cells: list[str | blocks.TableCell] = [place(card.ranks[region]), region]
        cells.append(fixed(card.totals[region], 2))
        cells += [signed(card.adjustments[region], 2)] if adjusted else []
        cells += [points_cell(i) for i in card.of(region) if i.indicator in indicators]
        own_move = [move(card.ranks[region], card.previous_rank(region))] if moves else []
        rows.append([*cells, *own_move])
    note = f"注：单位为分。{'总分含加减分。' * adjusted}{placing(card, regions)}{marks(card, own)}"
    return blocks.table(caption, columns, rows, ranked=True, note=note, look="wide")


def placing(card: Card, regions: Sequence[str]) -> str:
    """What broke ties, and who is 不排位次."""
    ranks = {(card.totals[r], card.ranks[r]) for r in regions if card.ranks[r] is not None}
    broken = len({total for total, _ in ranks}) < len(ranks)
    items = [card.item(regions[0], item).name for item in card.book.ranking.tie_break]
    text = f"总分相同的，依次比较{'、'.join(items)}的指标值。" if broken else ""
    vetoed = unranked_of(card.panel, card.period)
    names = "、".join(region for region in regions if region in vetoed)
    return text + (f"{names}不排位次。" if names else "")


def place(rank: int | None) -> str:
    """A rank, or — without one."""
    return str(rank or NONE)


def marks(card: Card, items: Sequence[Item], *, derived: bool = False) -> str:
    """What the small marks beside the scores of ``items`` mean; of 推算 where it is marked too."""
    output = card.panel.dataset.output
    marked = [flag for flag in FLAGS if derived or flag != "derived_base"]
    meanings = [meaning(f, output) for f in marked if any(f in item.flags for item in items)]
    statuses = {item.status for item in items}
    if Status.RULED in statuses:
        meanings.append("“审”指已审定")
    if Status.SUSPENDED in statuses:
        meanings.append("暂停计分的不计入总分和基准分")
    return "；".join(meanings) + "。" if meanings else ""


def meaning(code: str, output: str) -> str:
    """“小”指基数较小（产值比重低于0.5%）."""
    mark, label, of = FLAGS[code].of(output)
    return f"“{mark}”指{label}（{of}）"


def points_cell(item: Item, *, derived: bool = False) -> blocks.TableCell:
    """A score with its marks, of 推算 only where ``derived``; a status word without points."""
    if item.points is None:
        return blocks.TableCell(STATUSES[item.status], look="status")
    flags = [FLAGS[flag] for flag in item.flags if derived or flag != "derived_base"]
    mark = "".join(flag.mark for flag in flags) + ("审" if item.status == Status.RULED else "")
    return blocks.TableCell(fixed(item.points, 2), mark, "、".join(flag.name for flag in flags))


def move(now: int | None, before: int | None) -> blocks.TableCell:
    """位次变化, 1 the best; — where there is nothing to compare."""
    if now is None or before is None:
        return blocks.TableCell(NONE)
    look = "same" if now == before else "up" if now < before else "down"
    return blocks.TableCell(gained(before - now), look=look)


def gained(places: int | None) -> str:
    """↑2, ↓1, 持平; — where there is nothing to compare."""
    if places is None:
        return NONE
    return f"{'↑' if places > 0 else '↓'}{abs(places)}" if places else "持平"


def change_parts(book: RuleBook, changes: Iterable[ScoreChange]) -> dict[str, str]:
    """The parts that any change consists of → the titles of their columns."""
    split = [change.parts for change in changes if change.parts is not None]
    titles = {
        part: title.format(outside=terms.outside(book)) for part, title in CHANGE_PARTS.items()
    }
    return {
        part: title
        for part, title in titles.items()
        if title
        if part in ALWAYS or any(getattr(parts, part) for parts in split)
    }


def change_cells(change: ScoreChange | ItemChange, parts: Iterable[str]) -> list[str]:
    """A change, and what it consists of; — where it is not split."""
    split = change.parts
    sizes = (getattr(split, part) if split else None for part in parts)
    return [signed(number, 2) for number in (change.change, *sizes)]


def items(card: Card, row: Indicator, number: str) -> blocks.Table:
    """Value, standard, gap and points of one indicator, its spans side by side.

    Without a standard value and points only.
    """
    words = terms.names(row, card.panel.dataset.output)
    units = {words.value: words.unit, "得分": "分"}
    if row.has_standard:
        standard = words.standard if words.standard != words.value else "标准值"
        units = {words.value: words.unit, standard: words.unit, "差距": row.unit, "得分": "分"}
    titles = [f"{title}（{unit}）" for title, unit in units.items()]
    by_span = {span: items_of(card, row, span) for span in row.spans}
    rows = zip(*(_item_cells(row, of_span, words) for of_span in by_span.values()), strict=True)
    named = [
        [region, *(cell for cells in of_spans for cell in cells)]
        for region, of_spans in zip(card.counties, rows, strict=True)
    ]
    groups = (blocks.group(span_title(card, span), *titles) for span in row.spans)
    return blocks.table(f"附表{number}　{row.name}", groups, named, look="wide")


def _item_cells(
    row: Indicator, of_span: Sequence[Item], words: terms.Terms
) -> list[list[str | blocks.TableCell]]:
    """The cells of every county."""
    cells: list[list[str | blocks.TableCell]] = []
    for item, (value, *compared) in zip(of_span, amounts(row, of_span, words), strict=True):
        shown = [value, *(compared if row.has_standard else [])]
        cells.append([*shown, points_cell(item, derived=True)])
    return cells


def amounts(
    row: Indicator, of_span: Sequence[Item], words: terms.Terms
) -> list[tuple[str, str, str]]:
    """Value, standard and gap of every county; — where there is none.

    A column keeps all decimals, so that a calculator agrees.
    """
    places = places_of([v for i in of_span for v in (i.value, i.standard)], words.places)
    gap_places = terms.gap_places(row, [item.gap for item in of_span])
    return [
        (fixed(i.value, places), fixed(i.standard, places), signed(i.gap, gap_places))
        for i in of_span
    ]
