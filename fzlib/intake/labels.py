"""What a text in a workbook says of a period, of a span and of units, however bureaus write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fzlib.intake.cell_values import even
from fzlib.vocabulary import MONEY, MONTH, PERCENT_UNIT, YTD

UNITS = (*MONEY, PERCENT_UNIT)
MOST_TEXT = 500  # characters of a title or header; what is longer is a note

_TO = "[-‐‑‒–—―─−ー~～至到]+"
_AND = r"(?:[^\w\s()]{1,3}|[和ー])"  # 1、2、3月, and whatever else was typed for a dash
MONTHS = (
    r"(?:(?:(?P<year>\d{4}|\d{2})年度?)?"
    rf"(?:(?P<first>\d{{1,2}})月?份?(?:{_TO}(?:\d{{2,4}}年)?|(?:{_AND}\d{{1,2}}月?){{0,10}}{_AND})"
    r"(?P<last>\d{1,2})月份?(?:累计)?"
    r"|(?:截[至止]到?)?(?P<upto>\d{1,2})月份?(?:止累计|累计|止|末|底)"
    r"|前(?P<front>\d{1,2})个月"
    r"|(?P<month>\d{1,2})月份?"
    r"|(?P<named>[一1]季度|上半年|前三季度|全年))"
    r"|(?P<short>20\d\d(?:[-./](?:0?[1-9]|1[0-2])|0[1-9]|1[0-2]))(?![-./]?\d))"
)
_NAMED = {"一季度": 3, "1季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}
_DAY = r"\d{1,2}[日号]"
_YEAR = r"(?<![\d近前第])(20\d\d|[23]\d)年(?!不变|可比|价|基期|来|代|以)"
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR_IN_WORDS = r"[〇零○一二三四五六七八九]{4}(?=年)"
_COUNT = ("", *"一二三四五六七八九十", "十一", "十二")
_ONE = "(?:十[一二]?|[一二三四五六七八九])"
_MONTH_IN_WORDS = rf"(?<![一二三四五六七八九十]){_ONE}(?=(?:{_TO}{_ONE})?个?月)"
_SO_FAR = rf"(?:(?:{_TO}|止)?[本当]月[止末底]?)?累计|(?:{_TO}|止)[本当]月[止末底]?|[本当]月止|年初"
_UNIT = re.compile(rf"(?:\((?:单位:)?({'|'.join(UNITS)})\)|/({'|'.join(UNITS)}))$")
_ANY_UNIT = re.compile(
    r"(?<![\d.十百千万亿])(?:[十百千万亿]+(?:美|港|欧|日)?元|%|‰|百分点)(?![以及企级户])"
    r"|(?:(?<![一-龥])|(?<=[位币]))(?:美|港|欧|日)?元"
)  # 2000万元以上 and 亿元企业 name none

_IS_100 = re.compile(r"=100(?:\.0+)?(?![\d.])|(?<!\d)100=|[年月期]为100(?!\d)")
_GROWTH = "(?:增长|增速|增幅|增减)"
INDEX = "增速是指数减去100，改用增速"  # what to do about one
BESIDE = "修订|口径|可比|同期|上年|去年"  # a line with one of these is about other figures too
_NOTE = re.compile(r"[(※*]*(?:注|说明|备注|附注|[资数][料据]来源)\d*[:.、]")  # how one begins


@dataclass(frozen=True)
class StatedPeriod:
    """A period as a text says it.

    ``year``: 0 where it is left out. ``month``: the last one; 0 for 3-5月, which is no
    year-to-date. ``span``: month or ytd; '' where the text tells only what a page is about.
    """

    year: int
    month: int
    span: str
    text: str

    @property
    def in_title(self) -> StatedPeriod:
        """The same in a title, where 2025年3月 is what the page is about and tells no span."""
        return replace(self, span="") if self.span == MONTH else self


def brief(text: str) -> str:
    """A text evened out; '' where it is longer than a title: that is a note and says nothing.

    So no pattern sees more than `MOST_TEXT` characters of a file.
    """
    body = even(text) if len(text) <= MOST_TEXT else ""
    return body if len(body) <= MOST_TEXT else ""


def plain(text: str) -> str:
    """A text in `brief`, with years like 二〇二五年 and months like 十二月 in digits."""
    text = re.sub(_YEAR_IN_WORDS, lambda found: found[0].translate(_NUMERALS), brief(text))
    return re.sub(_MONTH_IN_WORDS, lambda found: str(_COUNT.index(found[0])), text)


def period_in(found: re.Match[str]) -> StatedPeriod | None:
    """What a match of `MONTHS` says of the period; None where it says nothing of one."""
    said = found.groupdict()
    if not any(said.get(key) for key in ("last", "upto", "front", "month", "named", "short")):
        return None
    text = re.search(MONTHS, found.string)
    shown = text[0] if text else found.string
    if said["short"]:
        return StatedPeriod(
            int(said["short"][:4]), int(said["short"][4:].strip("-./")), MONTH, shown
        )
    year = int(said["year"] or 0)
    year += 2000 * (0 < year < 100)
    if said["month"]:
        return StatedPeriod(year, int(said["month"]), MONTH, shown)
    if said["first"] and int(said["first"]) != 1:
        return StatedPeriod(year, 0, YTD, shown)
    number = next((said[key] for key in ("last", "upto", "front") if said[key]), "0")
    return StatedPeriod(year, _NAMED.get(said["named"] or "", int(number)), YTD, shown)


def period_anywhere(text: str) -> StatedPeriod | None:
    """The period that a text of the workbook holds, whatever stands around it; a day is none.

    A year elsewhere in the text is its year, if there is one only.
    """
    body = re.sub(rf"\d{{1,2}}月?{_TO}[本当]月", "", plain(text))
    found = re.search(rf"(?<!\d){MONTHS}(?!{_DAY})", body)
    said = period_in(found) if found else None
    years = years_in(text)
    return replace(said, year=min(years)) if said and not said.year and len(years) == 1 else said


def years_in(text: str) -> frozenset[int]:
    """The years that a text names, but for those of a day and of prices."""
    body = re.sub(rf"\d{{4}}年\d{{1,2}}月{_DAY}", "", plain(text))
    found = {int(year) for year in re.findall(_YEAR, body)}
    short = re.search(rf"(?<!\d){MONTHS}", body)
    found |= {int(short["short"][:4])} if short and short["short"] else set()
    return frozenset(year + 2000 * (year < 100) for year in found)


def period_of_name(label: str) -> tuple[int, int] | None:
    """Year and month in a file's name: 2025-03.xlsx, 202503.xlsx, 2025年3月.xlsx; month 0: none."""
    said, years = period_anywhere(label), years_in(label)
    if said and said.year:
        return said.year, said.month
    return (min(years), 0) if len(years) == 1 else None


def words_in(text: str) -> frozenset[str]:
    """The spans that the words of a text tell: 累计; 当月 or 本月."""
    words, so_far = re.subn(_SO_FAR, "", brief(text))
    month = re.search("[当本单]月|月度", words)
    return frozenset([YTD] * bool(so_far) + [MONTH] * bool(month))


def spans_in(text: str) -> frozenset[str]:
    """The spans that a text tells: by its words, and 1-3月 or 上半年."""
    said = period_anywhere(text)
    return words_in(text) | frozenset([YTD] * bool(said and said.span == YTD))


def without_unit(text: str) -> tuple[str, str]:
    """An evened text without the unit at its end, in brackets or after a stroke, and that unit.

    '' where there is none, or nothing but a unit: that is the whole header then.
    """
    found = _UNIT.search(text)
    return (text[: found.start()], found[1] or found[2]) if found else (text, "")


def units_in(text: str) -> tuple[str, ...]:
    """The units that a text names, those we cannot read too."""
    return tuple(_ANY_UNIT.findall(brief(text)))


def is_note(text: str) -> bool:
    """Whether a text is a note (注：…, 资料来源：…), which is no title and no header."""
    body = brief(text)
    return not body or bool(_NOTE.match(body))


def is_index(text: str, *, header: bool = False) -> bool:
    """Whether a text says that figures are an index (上年同期=100, 增加值指数), not a growth.

    In a title 发展指数 and its like are names; in a column's own header every 指数 is one.
    What follows makes 指数增速 a growth again.
    """
    body = brief(text)
    own = "" if header else r"(?:^|(?<=[年月期值入业产计]))"
    return bool(_IS_100.search(body) or re.search(rf"{own}指数(?!.*{_GROWTH})", body))


def is_growth(text: str) -> bool:
    """Whether a header calls itself a growth."""
    return bool(re.search(_GROWTH, brief(text)))
