"""What an indicator evaluates, and what it is held against: quantity, standard, gap, rounding."""

from __future__ import annotations

from decimal import Decimal

from fzlib.presentation import terms
from fzlib.presentation.wording import COUNTIES, trimmed
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
    NONE,
    OWN_SHARE,
    PROVINCE_VALUE,
    SHARE,
    TARGET,
    VALUE,
    Indicator,
)
from fzlib.scoring.measures import GROWTHS, STANDING
from fzlib.scoring.methods import Completion
from fzlib.scoring.rulebook import RuleBook

WORDS = {VALUE: "指标值"} | terms.VALUES  # quantity → what its value is called
_QUANTITIES = {  # quantity → how it comes about; {of} is empty of a measure that every city has
    GROWTH_OF: "有公布数的采用公布数，没有的按（本期{name}÷上年同期{name}−1）×100计算",
    INCREMENT: "增量＝本期{of}−上年同期{of}",
    SHARE: "占比＝县区{level}÷全市{level}×100",
    CONTRIBUTION: "贡献率＝县区{of}增量÷全市{of}增量×100",
    COMPLETION: "完成率＝{name}÷{target}×100",
}
_STANDARDS = {
    CITY_VALUE: "标准值为全市{word}",
    NATION_VALUE: "标准值为全国{word}",
    PROVINCE_VALUE: "标准值为全省{word}",
    HIGHER_ABOVE: "标准值取全国、全省{word}中的较高者{apart}",
    TARGET: "标准值为{target}",
    OWN_SHARE: "标准值为{level}比重＝县区{level}÷全市{level}×100",
    GROUP_MEAN: "标准值为{among}{word}的平均值（只计有数的）",
    BEST: "标准值为{among}中{best}的{word}",
    NONE: "不设标准值",
}
_LAST_YEAR = {  # quantity → the same of last year's period
    VALUE: "标准值为上年同期{name}",
    SHARE: "标准值为上年同期占比＝县区上年同期{level}÷全市上年同期{level}×100",
}


def among(book: RuleBook) -> str:
    """Those who are compared with each other: 各县（市）区, or those of a group."""
    return f"{'本组' if book.by_group else '各'}{COUNTIES}"


def definition(row: Indicator, book: RuleBook, output: str) -> str:
    """How value, standard and gap come about, as far as it must be said."""
    words = _words(row, book, output)
    form = _LAST_YEAR.get(row.quantity, "") if row.standard == LAST_YEAR else None
    if isinstance(row.standard, Decimal):
        form = f"标准值为{trimmed(row.standard)}{row.value_unit}"
    elif form is None:
        form = _STANDARDS[row.standard]
    parts = [_quantity(row, words), form.format(**words), _gap(row, book, words)]
    return "；".join(filter(None, parts))


def _words(row: Indicator, book: RuleBook, output: str) -> dict[str, str]:
    """What the forms above are filled in with."""
    name = row.measure.named(output)
    rate = next((rate for rate in GROWTHS if name.endswith(rate)), name)
    return {
        "name": name,
        "of": "" if row.measure in STANDING else name,
        "level": terms.level_of(row.measure, output),
        "value": WORDS[row.quantity],
        "word": rate if row.quantity == VALUE else WORDS[row.quantity],
        "target": row.target.name(output) if row.target else "",
        "apart": "，当月、累计分别取" if len(row.spans) > 1 else "",
        "among": among(book),
        "best": "最低" if row.low else "最高",
    }


def _quantity(row: Indicator, words: dict[str, str]) -> str:
    """Nothing of a value that is the measure which the indicator is named after."""
    if row.quantity == VALUE:
        return "" if words["name"] in row.name else f"指标值为{words['name']}"
    return _QUANTITIES[row.quantity].format(**words)


def _gap(row: Indicator, book: RuleBook, words: dict[str, str]) -> str:
    """Nothing of the usual one of rates: value less standard."""
    lead = "以低为优" if row.low else ""
    if not row.has_standard or isinstance(row.method, Completion):
        return lead
    value = words["value"]
    standard = words["target"] if row.standard == TARGET else "标准值"
    less = f"{standard}−{value}" if row.low else f"{value}−{standard}"
    if row.gap_is_percent:
        absolute = book.readings.expected_nonpositive == "absolute"
        less = f"（{less}）÷{standard}{'的绝对值' if absolute else ''}×100"
    elif row.is_rate and not row.low:
        return ""
    return "，".join(filter(None, [lead, f"差距＝{less}"]))


def rounding(row: Indicator) -> str:
    """What is rounded before it is compared, and to how many decimals."""
    places = f"四舍五入到{row.decimals}位小数"
    if not row.is_rate:
        if row.gap_is_percent:
            return f"差距先{places}。"
        mean = f"标准值{places}，" if row.standard == GROUP_MEAN else ""
        return f"{mean}{WORDS[row.quantity]}不先四舍五入，列示{row.decimals}位小数。"
    if not row.has_standard:
        return f"{WORDS[row.quantity]}先{places}。"
    then = "相除" if isinstance(row.method, Completion) else "求差距"
    again = "，差距也四舍五入到同样的位数" if row.gap_is_percent else ""
    # a standard that is a number is taken as it is
    both = not isinstance(row.standard, Decimal)
    rounded = "指标值和标准值" if both else WORDS[row.quantity]
    return f"{rounded}先{places}，再{then}{again}。"
