"""What an indicator's figures and items are called: by measure, quantity, standard and gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.presentation import wording
from fzlib.scoring import measures
from fzlib.scoring.card import Item
from fzlib.scoring.indicators import (
    BEST,
    CITY_VALUE,
    COMPLETION,
    CONTRIBUTION,
    GROUP_MEAN,
    GROWTH_OF,
    HIGHER_ABOVE,
    INCREMENT,
    LAST_YEAR,
    NATION_VALUE,
    OWN_SHARE,
    PROVINCE_VALUE,
    SHARE,
    TARGET,
    VALUE,
    Indicator,
)
from fzlib.scoring.measures import OUTPUT, Measure
from fzlib.scoring.panel import Panel
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import decimals_of
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import EXPECTED, MONEY, STATUSES, Status, running

VALUES = {  # quantity → what it is called; a value has its measure's name
    GROWTH_OF: "增速",
    INCREMENT: "增量",
    SHARE: "占比",
    CONTRIBUTION: "贡献率",
    COMPLETION: "完成率",
}
STANDARDS = {CITY_VALUE: "全市{}", NATION_VALUE: "全国{}", PROVINCE_VALUE: "全省{}"}
GROWTHS = (*measures.GROWTHS, "升幅")  # a rate whose name ends so rises or falls
MOST_VALUE = 8  # characters of a measure's name that stands over a column
BY_EARLY = f"按{STATUSES[Status.PRELIMINARY]}得分，"  # before a sentence that rests on such points
UNREPORTED, NOT_OBTAINED = "数据缺报", "标准值尚未取得"
INDUSTRY, INDUSTRY_IN_FULL = "规上工业", "规模以上工业（以下简称规上工业）"
MONEY_PLACES = 2
MOST_SHOWN = 4  # decimals of an amount in a sentence


@dataclass(frozen=True)
class Terms:
    """What an indicator's value and standard are called, and their units.

    ``places``: decimals that value and standard have at least.
    """

    value: str
    standard: str
    unit: str
    gap_unit: str
    places: int


def names(row: Indicator, output: str) -> Terms:
    """The terms of one indicator; ``output`` is 总产值 or 营业收入."""
    return Terms(
        value_of(row, output), standard_of(row, output), row.value_unit, row.unit, places_of(row)
    )


def value_of(row: Indicator, output: str) -> str:
    """增速, 增量, 占比, 贡献率, 完成率; a value by its measure's name, or 数值 where it is long."""
    if row.quantity != VALUE:
        return VALUES[row.quantity]
    name = row.measure.named(output)
    if name.endswith(GROWTHS):
        return name[-2:]
    return name if len(name) <= MOST_VALUE else "数值"


def standard_of(row: Indicator, output: str) -> str:
    """全市增速, 目标, 上年同期, 产值比重 …; 标准值 where the higher of two, or a number, is it."""
    if row.target is not None and row.standard == TARGET:
        return row.measure.names.get(row.target.aspect, "目标")
    if row.standard == OWN_SHARE:
        return f"{level_of(row.measure, output)}比重"
    if row.standard in STANDARDS:
        return STANDARDS[str(row.standard)].format(value_of(row, output))
    best = "最低值" if row.low else "最高值"
    return {LAST_YEAR: "上年同期", GROUP_MEAN: "平均值", BEST: best}.get(
        str(row.standard), "标准值"
    )


def divisor(row: Indicator) -> str:
    """预期增量, 目标, 标准值: what must be above 0 for an item to be scored."""
    if row.target is not None:
        return row.measure.names.get(row.target.aspect, "目标")
    return standard_of(row, "")


def lacking(panel: Panel, item: Item) -> str:
    """预期增量, 目标, 全市目标, 平均完成率: what is not above 0, so that an item is referred."""
    row = item.indicator
    if row.quantity != COMPLETION or row.target is None:
        return divisor(row)
    whose = {"": item.region, "全市": panel.city.name if row.standard == CITY_VALUE else ""}
    for owner, region in whose.items():
        target = panel.value(row.target.code, item.span, region) if region else None
        if target is not None and target <= 0:
            return owner + divisor(row)
    return standard_of(row, "")


def level_of(measure: Measure, output: str) -> str:
    """产值, 营业收入, 工业用电量: a measure in running text."""
    return running(output) if measure == OUTPUT else measure.named(output)


def places_of(row: Indicator) -> int:
    """Decimals that value and standard have at least: of money 2, else as the rule book rounds."""
    return MONEY_PLACES if row.value_unit in MONEY else row.decimals


def gap_places(row: Indicator, gaps: Iterable[Decimal | None]) -> int:
    """Decimals of a column of gaps: rounded ones as the rule book rounds, amounts in full."""
    if row.is_rate or row.gap_is_percent:
        return row.decimals
    return wording.places_of(gaps, places_of(row))


def places_in(unit: str, amounts: Iterable[Decimal | None]) -> int:
    """Decimals of amounts that stand in one sum: 亿元 2, or at least 4 where any has more."""
    places = decimals_of(amounts)
    if unit not in MONEY:
        return places
    return MONEY_PLACES if places <= MONEY_PLACES else max(places, MOST_SHOWN)


def least_of(unit: str) -> int:
    """Decimals that an amount has at least in a sum: 亿元 2, others as many as they have."""
    return MONEY_PLACES if unit in MONEY else 0


def exactly(row: Indicator, value: Decimal | None, among: Iterable[Decimal] = ()) -> str:
    """A value or standard as the gap takes it, all decimals; as many as those it is ``among``."""
    return wording.exact(value, _all_places(row, value, among))


def operand(row: Indicator, value: Decimal | None, among: Iterable[Decimal] = ()) -> str:
    """The same in a sum: in brackets where it is negative."""
    return wording.bracketed(value, _all_places(row, value, among))


def _all_places(row: Indicator, value: Decimal | None, among: Iterable[Decimal]) -> int:
    return row.decimals if row.is_rate else places_in(row.value_unit, [value, *among])


def is_growth(row: Indicator) -> bool:
    """Whether its value is said as 增长 or 下降."""
    return row.quantity == GROWTH_OF or (
        row.quantity == VALUE and row.is_rate and row.measure.name.endswith(GROWTHS)
    )


def shown_standard(value: Decimal, row: Indicator) -> str:
    """A standard in a sentence: a rate or count that is a number as the rule book has it."""
    if isinstance(row.standard, Decimal) and row.value_unit not in MONEY:
        return f"{wording.trimmed(row.standard)}{row.value_unit}"
    return shown(value, row)


def shown(value: Decimal, row: Indicator, among: Iterable[Decimal] = ()) -> str:
    """增长5.1%, 98.50%, 减少0.80亿元, 12个: a value or standard in a sentence.

    ``among``: what it stands beside; amounts then have as many decimals as any of them.
    """
    if is_growth(row):
        return wording.growth(value, row.decimals)
    places = places_of(row)
    if not row.is_rate and row.value_unit not in MONEY:
        places = min(max(places, decimals_of([value, *among])), MOST_SHOWN)
    fallen = row.quantity == INCREMENT and wording.half_up(value, places) < 0
    text = wording.fixed(abs(value) if fallen else value, places)
    return f"{'减少' if fallen else ''}{text}{row.value_unit}"


def size(amount: Decimal, unit: str, places: int) -> str:
    """8.6个百分点, 50.00%, 3个: how large a gap is."""
    measure_word = "个" if unit == "百分点" else ""
    return f"{wording.fixed(abs(amount), places)}{measure_word}{unit}"


def most(row: Indicator) -> str:
    """满分（15分）; 最高分（30分） where the cap is above 分值, or below it."""
    if row.cap is None or row.cap == row.points:
        return f"满分（{wording.points(row.points)}）"
    return f"最高分（{wording.points(row.cap)}）"


def ends(row: Indicator) -> tuple[str, str]:
    """最高, 最低; of a count 最多, 最少."""
    counted = not row.is_rate and row.measure.counted
    return ("最多", "最少") if counted else ("最高", "最低")


def step(number: Decimal, unit: str) -> str:
    """0.1个百分点, 1%, 3亿元."""
    return f"{wording.trimmed(number)}{'个' if unit == '百分点' else ''}{unit}"


def outside(book: RuleBook, data: str = "") -> str:
    """全国、全省和目标: whose figures besides the city's the scores rest on; '' of none.

    ``data``: a word after nation and province, 全国、全省数据和目标.
    """
    standards = {row.standard for row in book.indicators}
    nation = "全国" if standards & {NATION_VALUE, HIGHER_ABOVE} else ""
    province = "全省" if standards & {PROVINCE_VALUE, HIGHER_ABOVE} else ""
    above = "、".join(filter(None, (nation, province)))
    target = "目标" if any(row.target for row in book.indicators) else ""
    return "和".join(filter(None, (above and above + data, target)))


def assessed(panel: Panel, *, defined: bool = False) -> str:
    """13个县（市）区; a county without 代码, where others have one, is no 县（市）区 by law.

    It is named apart: 12个县（市）区和高新区（以下简称各县（市）区）. ``defined``: the short form
    has been given before on the page.
    """
    named = [region.name for region in panel.assessed if not region.code]
    coded = len(panel.assessed) - len(named)
    if not named or not coded:
        return f"{len(panel.assessed)}个{wording.COUNTIES}"
    short = "" if defined else f"（以下简称各{wording.COUNTIES}）"
    return f"{coded}个{wording.COUNTIES}和{'、'.join(named)}{short}"


def introduced(texts: Sequence[str]) -> list[str]:
    """The same, with 规上工业 in full where it is first said: it is short for something."""
    first = next((n for n, text in enumerate(texts) if INDUSTRY in text), None)
    return [
        text.replace(INDUSTRY, INDUSTRY_IN_FULL, 1) if n == first else text
        for n, text in enumerate(texts)
    ]


def why_missing(item: Item) -> str:
    """Why an item is 缺数, beside the word in tables and sums."""
    return "本地未报" if item.no_value else NOT_OBTAINED


def unscored(item: Item) -> str:
    """Why an item has no points, in a sentence: 数据缺报, 标准值尚未取得, 暂停计分, 待审定."""
    if item.status == Status.MISSING:
        return UNREPORTED if item.no_value else NOT_OBTAINED
    return STATUSES[item.status]


def target(row: Indicator, period: Period, span: str) -> str:
    """月度预期 or 累计预期 of output's increment, 预期 in 1—2月; 目标 of any other."""
    if (row.measure, row.quantity) != (OUTPUT, INCREMENT):
        return "目标"
    return expected(period, span)


def expected(period: Period, span: str) -> str:
    """月度预期 or 累计预期; in 1—2月, where the two are one, 预期."""
    return "预期" if period.month_is_ytd else EXPECTED[span]
