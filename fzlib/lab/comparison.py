"""Two cards side by side in words and tables: before and after a change, or two rule books."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis.whatif import WhatIf
from fzlib.errors import InputError
from fzlib.presentation import blocks
from fzlib.presentation.html import Part, part
from fzlib.presentation.tables import place, points_cell
from fzlib.presentation.wording import COUNTIES, NONE, fixed, listed, rank_move, signed
from fzlib.scoring.card import Card
from fzlib.scoring.measures import BASE, GROWTH, Series
from fzlib.scoring.panel import SeriesKey
from fzlib.scoring.rounding import decimals_of, difference
from fzlib.vocabulary import PERCENT_UNIT, SPANS

RATE_REACH, RATE_STEP = Decimal(10), Decimal("0.1")  # 百分点
LEVEL_REACH, LEVEL_STEP = Decimal("0.2"), Decimal("0.01")  # of the figure's size; its unit
COUNT_REACH = Decimal(20)
FINE = 100  # at least so many steps to either side where the figure is large enough


def problem(error: Exception) -> Part:
    """What is wrong, all of it, as text."""
    if not isinstance(error, InputError):
        return part(f"不能计算：{error}。")
    texts = [f"{each.where}：{each.what}；{each.mend}" for each in error.problems]
    return part(f"输入有{len(texts)}处问题：", blocks.Listing(texts, "notices"))


def in_words(card: Card, text: str) -> str:
    """What what_if says, with figures called as in the view: output.month → 3月总产值."""
    for key in card.panel.figures:
        text = text.replace(f" {'.'.join(key)} ", figure_of(card, key)[0])
    return text


def figure_of(card: Card, key: SeriesKey) -> tuple[str, str, int]:
    """What a figure is called (3月总产值), its unit, and its decimals."""
    series, span = card.book.series[key[0]], key[1]
    name = card.period.span_label(span) + series.name(card.panel.dataset.output)
    return name, series.unit, 1 if series.is_rate else min(series.measure.decimals, 2)


def figures(card: Card) -> list[SeriesKey]:
    """What can be moved: levels and targets that items rest on; 1—2月 once.

    Same periods stay, and growth follows its level.
    """
    series = card.book.series
    moved = [code for code in card.book.needed if series[code].aspect not in (BASE, GROWTH)]
    return [(code, span) for code in moved for span in card.period.distinct(card.book.needed[code])]


def label(card: Card, key: SeriesKey) -> str:
    """5月增加值增速（百分点）, 1—5月总产值（亿元）."""
    name, unit, _ = figure_of(card, key)
    unit = "百分点" if unit == PERCENT_UNIT else unit  # of the change
    return f"{name}（{unit}）"


def reach(series: Series, value: Decimal | None) -> tuple[Decimal, Decimal, Decimal]:
    """How far down and up a figure is moved, and by which steps, in its unit.

    Rates ±10 百分点; amounts ±20 %, in steps of 1, 0.1 or 0.01 of their unit, or finer as far as
    the figure's decimals go, at least a hundred of them; counts by whole ones, at least twenty.
    A level of 0 or more does not fall below zero.
    """
    if series.is_rate:
        return -RATE_REACH, RATE_REACH, RATE_STEP
    value, least = value or Decimal(0), LEVEL_STEP
    size = abs(value)
    if series.measure.counted:
        step, most = Decimal(1), max(size * LEVEL_REACH, COUNT_REACH)
    else:
        most = max(size * LEVEL_REACH, least)
        finest = min(least, Decimal(1).scaleb(-decimals_of([value])))
        steps = [Decimal(1).scaleb(-places) for places in range(decimals_of([finest]) + 1)]
        step = next((s for s in steps if most >= FINE * s), finest)
    most = most // step * step
    falls = -min(most, value) if series.is_level and value >= 0 else -most
    return falls, most, step


def comparison_of(result: WhatIf, county: str) -> Part:
    """A sentence on the county, the counties that change, its items and the figures moved."""
    before, after = result.before, result.after
    if not result.changed:
        return part(_standing(before, county), "拖动滑块，得分和位次随之变动。")
    return part(
        _moved(result, county),
        differences(before, after, ("原", "改后")),
        _touched(before, after),
        _items(result, county),
        _figures(result),
    )


def _standing(card: Card, county: str) -> str:
    """福清市总分72.85分，居第7位。"""
    total, rank = card.totals[county], card.ranks[county]
    return f"{county}总分{fixed(total, 2)}分，居第{rank}位。" if rank else f"{county}没有总分。"


def _moved(result: WhatIf, county: str) -> str:
    """福清市总分由72.85分变为75.00分（增加2.15分），位次由第7位变为第6位（前移1位）。"""
    (old, before), (new, after) = (_standings(c, county) for c in (result.before, result.after))
    if old is None or new is None:
        return f"改后，{_standing(result.after, county)}"
    more = f"{'增加' if new > old else '减少'}{fixed(abs(new - old), 2)}分"
    total = f"{county}总分由{fixed(old, 2)}分变为{fixed(new, 2)}分（{more}）"
    if old == new:
        total = f"{county}总分不变，仍为{fixed(old, 2)}分"
    if before == after:
        return f"{total}，位次不变，仍居第{before}位。"
    return f"{total}，位次由第{before}位变为第{after}位（{rank_move(after, before)}）。"


def differences(left: Card, right: Card, titles: tuple[str, str]) -> str:
    """How many totals and ranks differ, and whose ranks."""
    totals = [r for r in left.counties if left.totals[r] != right.totals[r]]
    ranks = [r for r in left.counties if left.ranks[r] != right.ranks[r]]
    lead = "、".join(titles)
    if not totals and not ranks:
        return f"{lead}相比，各{COUNTIES}总分和位次都相同。"
    text = f"{lead}相比，总分不同的{COUNTIES}有{len(totals)}个，位次不同的有{len(ranks)}个"
    return f"{text}：{listed(ranks, 13)}。" if ranks else f"{text}。"


def _touched(before: Card, after: Card) -> blocks.Piece:
    """The counties whose total or rank changes, side by side."""
    regions = [r for r in after.ranked if _standings(before, r) != _standings(after, r)]
    caption = f"总分或位次有变动的{COUNTIES}（测算）"
    return side_by_side(caption, before, after, ("原", "改后"), regions) if regions else ()


def _standings(card: Card, region: str) -> tuple[Decimal | None, int | None]:
    """A county's total and rank."""
    return card.totals[region], card.ranks[region]


def side_by_side(
    caption: str, left: Card, right: Card, titles: tuple[str, str], regions: Sequence[str] = ()
) -> blocks.Table:
    """Totals and ranks of two cards, and their differences (right less left)."""
    rows: list[blocks.Row] = []
    for region in regions or left.ranked:
        (old, before), (new, after) = _standings(left, region), _standings(right, region)
        rank = blocks.TableCell(place(after), look="moved" if before != after else "")
        standings = fixed(old, 2), place(before), fixed(new, 2), rank
        changes = signed(difference(new, old), 2), rank_move(after, before) or NONE
        rows.append([region, *standings, *changes])
    pairs = (blocks.group(title, "总分（分）", "位次") for title in titles)
    columns: list[blocks.AnyColumn] = [*pairs, "总分相差（分）", "位次变动"]
    return blocks.table(caption, columns, rows)


def _items(result: WhatIf, county: str) -> blocks.Piece:
    """The county's items whose points or status change."""
    rows = []
    for old, new in zip(result.before.of(county), result.after.of(county), strict=True):
        if (old.points, old.status) != (new.points, new.status):
            points = (points_cell(item).text for item in (old, new))
            rows.append([old.name, *points, signed(difference(new.points, old.points), 2)])
    titles = ("原得分（分）", "改后得分（分）", "相差（分）")
    return blocks.table(f"{county}有变动的考评项", titles, rows, names="考评项") if rows else ()


def _figures(result: WhatIf) -> blocks.Table:
    """Every figure that is not what it was: as asked, or following from it."""
    card = result.before
    spans, rows = card.period.distinct(SPANS), []
    for change in (change for change in result.changed if change.span in spans):
        name, unit, places = figure_of(card, (change.series, change.span))
        old, new = fixed(change.before, places), fixed(change.after, places)
        rows.append([change.region, f"{name}（{unit}）", old, new])
    columns = (blocks.text("指标"), "原", "改后")
    return blocks.table("改动的数和随之变动的数", columns, rows, names="地区")
