"""scores.xlsx as tables: 位次 (of each group), 得分明细, 基础数据 and 说明."""

from __future__ import annotations

from collections.abc import Iterator

from fzlib.analysis.extremes import grouped
from fzlib.analysis.summary import items_of, preliminary
from fzlib.presentation import blocks, figure_table, page_parts, tables, terms
from fzlib.presentation.prose import course, item_names, rules
from fzlib.presentation.prose.changes import nothing_before
from fzlib.presentation.prose.notices import period_hints
from fzlib.presentation.prose.places import unranked_of
from fzlib.presentation.prose.rules import choices, document
from fzlib.presentation.prose.rules.ranking import total
from fzlib.presentation.prose.workings import why_not
from fzlib.presentation.wording import COUNTIES, NONE, fixed, signed
from fzlib.presentation.workbook import Sheet, content
from fzlib.scoring.card import Card, Item
from fzlib.scoring.decisions import EFFECTS, UNRANKED
from fzlib.vocabulary import FLAGS, NATURES, READINGS, SPAN_NAMES, STATUSES, Status

STATE, REMARK = "状态", "标注"
RANKING, ITEMS, FIGURES, NOTES = "位次", "得分明细", "基础数据", "说明"


def workbook(card: Card) -> bytes:
    """The workbook of a period."""
    sheets = [*(ranking(card, group) for group in card.groups), items(card), figures(card)]
    return content(_title(card, ""), [*sheets, notes(card)])


def figures(card: Card) -> Sheet:
    """What the items rest on, of counties and city."""
    return _sheet(card, FIGURES, figure_table.figures(card, _title(card, FIGURES), STATE), "见各列")


def _sheet(
    card: Card, name: str, table: blocks.Table, unit: str, *, filtered: bool = False
) -> Sheet:
    """A sheet under the line that says whose figures of when these are, and in what unit."""
    dataset = card.panel.dataset
    whose = {page_parts.ISSUER: dataset.issuer or page_parts.UNSTATED}
    whose |= {"单位": unit} if unit else {}
    early = STATUSES[Status.PRELIMINARY] if preliminary(card) else ""
    texts = (NATURES[dataset.nature], early, _when(card), page_parts.line(whose))
    return Sheet(name, table, "　".join(filter(None, texts)), filtered)


def _title(card: Card, what: str) -> str:
    """2023年5月工业争先增效行动考评情况　位次: as the page's, and what the sheet is."""
    page = page_parts.title(card.book, card.panel.city.name, _when(card), "考评情况")
    return f"{page}　{what}" if what else page


def _when(card: Card) -> str:
    """2023年5月; 2025年1—7月 where only the year to date is scored."""
    return course.dated(card.period, card.book)


# --- 位次 -----------------------------------------------------------------------------------


def ranking(card: Card, group: str) -> Sheet:
    """A group's counties by rank: total, adjustments, every item's points, 位次变化, 状态."""
    name = f"{RANKING}（{group}）" if group else RANKING
    own = [region for region in card.ranked if card.group_of[region] == group]
    named = {} if group else _groups(card)
    adjusted = card.panel.adjustments is not None
    columns: list[blocks.AnyColumn] = [blocks.text("组别")] if named else []
    columns += ["总分", *(["加减分"] if adjusted else [])]
    for row in card.book.indicators:
        columns.append(blocks.group(row.short, *(SPAN_NAMES[span] for span in row.spans)))
    rows = []
    for region in own:
        cells = [tables.place(card.ranks[region]), region]
        cells += [named[region]] if named else []
        cells.append(fixed(card.totals[region], 2))
        cells += [signed(card.adjustments[region], 2)] if adjusted else []
        cells += [fixed(item.points, 2) for item in card.of(region)]
        before = card.previous_rank(region)
        moved = tables.move(card.ranks[region], before).text
        rows.append([*cells, tables.place(before), moved, _state(card, region)])
    columns += ["上期位次", "位次变化", blocks.text(STATE)]
    return _sheet(card, name, blocks.table(_title(card, name), columns, rows, ranked=True), "分")


def _groups(card: Card) -> dict[str, str]:
    """County → 组别, where regions.csv has any."""
    groups = {region.name: region.group for region in card.panel.assessed}
    return {name: group or NONE for name, group in groups.items()} if any(groups.values()) else {}


def _state(card: Card, region: str) -> str:
    """当月增加值增速缺数；不排位次: why a number is not there, and what is unusual."""
    unusual = grouped((i for i in card.of(region) if STATUSES[i.status]), lambda i: i.status)
    texts = [item_names.every(own) + STATUSES[status] for status, own in unusual.items()]
    if region in unranked_of(card.panel, card.period):
        texts.append(EFFECTS[UNRANKED])
    if card.previous and card.previous_rank(region) is None:
        texts.append("上期无位次")
    return "；".join(texts) or NONE


# --- 得分明细 -------------------------------------------------------------------------------


def items(card: Card) -> Sheet:
    """A row an item of a county, as in scores.csv: value, standard, gap, points, 状态, 标注."""
    named = _groups(card)
    columns = [
        *([blocks.text("组别")] if named else []),
        blocks.text("考评项"),
        *map(blocks.TableColumn, ("指标值", "标准值")),
        blocks.text("单位"),
        blocks.TableColumn("差距"),
        blocks.text("差距单位"),
        blocks.TableColumn("得分（分）"),
        *map(blocks.text, (STATE, REMARK)),
    ]
    output, amounts = card.panel.dataset.output, _amounts(card)
    rows = []
    for item in card.records:
        row = item.indicator
        value, standard, gap = amounts[item.region, item.id]
        flags = "、".join(FLAGS[flag].of(output).name for flag in item.flags)
        cells = [item.region, *([named[item.region]] if named else []), item.name]
        cells += [value, standard, row.value_unit, gap, row.unit or NONE, fixed(item.points, 2)]
        rows.append([*cells, _status(card, item), flags or NONE])
    table = blocks.table(_title(card, ITEMS), columns, rows)
    return _sheet(card, ITEMS, table, "见“单位”列", filtered=True)


def _amounts(card: Card) -> dict[tuple[str, str], tuple[str, str, str]]:
    """County and item → value, standard and gap, as 附表 of the page shows them."""
    shown = {}
    for row, span in card.book.items:
        of_span = items_of(card, row, span)
        names = terms.names(row, card.panel.dataset.output)
        for item, own in zip(of_span, tables.amounts(row, of_span, names), strict=True):
            shown[item.region, item.id] = own
    return shown


def _status(card: Card, item: Item) -> str:
    """缺数（本地未报），不计分: what became of an item, and why a number of it is not there."""
    scored = item.points is not None
    text = STATUSES[item.status] if scored else why_not(card.panel, item)
    lacking = item.no_value or (item.no_standard and item.indicator.has_standard)
    reasons = [terms.why_missing(item)] if scored and lacking else []
    reasons += [] if item.indicator.has_standard else ["不设标准值"]
    return "；".join(filter(None, (text, *reasons))) or NONE


# --- 说明 -----------------------------------------------------------------------------------


def notes(card: Card) -> Sheet:
    """What the tables rest on and hold: basis, dates, rules, readings, notices, source."""
    dataset, book = card.panel.dataset, card.book
    entries = [
        document.basis(book).split("：", 1),
        ("期间", _when(card)),
        ("数据性质", NATURES[dataset.nature]),
        *page_parts.byline(card).items(),
        *(("计分规则", text) for text in rules.rules(book, dataset.output)),
        ("总分和位次", total(book)),
        *_readings(card),
        *((hint.kind, hint.text(card)) for hint in period_hints(card)),
        ("数据来源", f"{dataset.title}。来源：{dataset.source}。"),
        *_remarks(card),
        ("表内符号", f"“{NONE}”为没有数或无需说明；没有数的，原因见“{STATE}”列。"),
    ]
    table = blocks.table(_title(card, NOTES), [blocks.text("内容")], entries, names="事项")
    return _sheet(card, NOTES, table, "")


def _remarks(card: Card) -> Iterator[tuple[str, str]]:
    """What else there is to say of a sheet."""
    if card.panel.adjustments is not None:
        yield RANKING, "总分含加减分。"
    for group, regions in card.groups.items():
        if text := tables.placing(card, regions):
            yield f"{RANKING}（{group}）" if group else RANKING, text
    if card.previous is None:
        yield RANKING, f"{nothing_before(card)}，没有可以比较的位次。"
    yield FIGURES, f"{card.panel.city.name}为全市数，不是各{COUNTIES}合计。"


def _readings(card: Card) -> list[tuple[str, str]]:
    """The readings that what is published rests on: what each is about, and how it is chosen."""
    book, commends = card.book, bool(card.book.document.commends)
    asked = [key for key in READINGS if choices.asked(book, key)]
    return [
        choices.chosen(book, card.panel.dataset.output, key)
        for key in asked
        if key != "on_target" or commends
    ]
