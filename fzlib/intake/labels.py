"""What a text in a workbook says of period, span and unit, however bureaus write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from fzlib.intake.cell_values import MOST_TEXT, even
from fzlib.intake.formats.cells import TEXT, Cell
from fzlib.vocabulary import MONEY, MONTH, PERCENT_UNIT, YTD

UNITS = (*MONEY, PERCENT_UNIT)

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
_MONTH_WORD = "(?:十[一二]?|[一二三四五六七八九])"
_MONTH_IN_WORDS = rf"(?<![一二三四五六七八九十]){_MONTH_WORD}(?=(?:{_TO}{_MONTH_WORD})?个?月)"
_SO_FAR = rf"(?:(?:{_TO}|止)?[本当]月[止末底]?)?累计|(?:{_TO}|止)[本当]月[止末底]?|[本当]月止|年初"
_UNIT = re.compile(rf"(?:\((?:单位:)?({'|'.join(UNITS)})\)|/({'|'.join(UNITS)}))$")
_ANY_UNIT = re.compile(
    r"(?<![\d.十百千万亿])(?:[十百千万亿]+(?:美|港|欧|日)?元|%|‰|百分点)(?![以及企级户])"
    r"|(?:(?<![一-龥])|(?<=[位币]))(?:美|港|欧|日)?元"
)  # 2000万元以上 and 亿元企业 name none

_IS_100 = re.compile(r"=100(?:\.0+)?(?![\d.])|(?<!\d)100=|[年月期]为100(?!\d)")
_GROWTH = "(?:增长|增速|增幅|增减)"
INDEX = "增速是指数减去100，改用增速"  # how to mend one read as a growth
_ASIDE = "修订|口径|可比|同期|上年|去年"
_NOTE = re.compile(r"[(※*]*(?:注|说明|备注|附注|[资数][料据]来源)\d*[:.、]")  # how one begins


@dataclass(frozen=True)
class StatedPeriod:
    """A period as a text states it, and the cell it stands in.

    ``year``: 0 where it is left out. ``month``: the last one; 0 for 3-5月, which is no
    year-to-date. ``span``: month or ytd; '' where the text tells only what a page is about.
    """

    year: int
    month: int
    span: str
    text: str
    cell: str = ""

    def month_of(self, year: int) -> tuple[int, int]:
        """Year and month; ``year`` where it is left out."""
        return self.year or year, self.month

    @property
    def in_title(self) -> StatedPeriod:
        """The same in a title, where 2025年3月 is what the page is about and tells no span."""
        return replace(self, span="") if self.span == MONTH else self


@dataclass(frozen=True)
class Label:
    """A title, header or note, or the name of a sheet or file, and what it says.

    Each answer is worked out once, when it is first wanted. ``cell``: the text's address, if it
    stands in one. What is longer than `MOST_TEXT` is a note and says nothing, so no pattern sees
    more than that of a file.
    """

    text: str
    cell: str = ""

    @property
    def shown(self) -> str:
        """The text for a message."""
        return Cell(TEXT, self.text).shown

    @cached_property
    def body(self) -> str:
        """The text evened out; '' where it is longer than a title."""
        return brief(self.text)

    @cached_property
    def _digits(self) -> str:
        """``body``, with years like 二〇二五年 and months like 十二月 in digits."""
        text = re.sub(_YEAR_IN_WORDS, lambda year: year[0].translate(_NUMERALS), self.body)
        return re.sub(_MONTH_IN_WORDS, lambda month: str(_COUNT.index(month[0])), text)

    @cached_property
    def bare(self) -> str:
        """The evened text without the unit at its end; '' where the unit is all there is."""
        return _UNIT.sub("", self._digits)

    @cached_property
    def unit(self) -> str:
        """The unit at its end, in brackets or after a stroke, or ''."""
        match = _UNIT.search(self.body)
        return (match[1] or match[2]) if match else ""

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units it names anywhere, those we cannot read too."""
        return tuple(_ANY_UNIT.findall(self.body))

    @property
    def money(self) -> list[str]:
        """Those of its units that are money."""
        return [unit for unit in self.units if unit.endswith("元")]

    def unit_like(self, unit: str) -> str:
        """A unit that ends as this one (亿千瓦时, 万千瓦时), in brackets or after 单位:, or ''."""
        named = re.findall(r"\((?:单位:)?([^():]+)\)|单位:([^()]+)", self.body)
        texts = [text for pair in named for text in re.split("[、,;和]", "".join(pair)) if text]
        if even(unit) in texts:
            return unit
        return next((text for text in texts if text[-1] == even(unit)[-1]), "")

    @cached_property
    def period(self) -> StatedPeriod | None:
        """The period it states, whatever stands around it; a day is none.

        A year elsewhere in the text is its year, if there is one only.
        """
        body = re.sub(rf"\d{{1,2}}月?{_TO}[本当]月", "", self._digits)
        match = re.search(rf"(?<!\d){MONTHS}(?!{_DAY})", body)
        period = period_in(match, self.cell) if match else None
        if period and not period.year and len(self.years) == 1:
            return replace(period, year=min(self.years))
        return period

    @cached_property
    def years(self) -> frozenset[int]:
        """The years it names, but for those of a day and of prices."""
        body = re.sub(rf"\d{{4}}年\d{{1,2}}月{_DAY}", "", self._digits)
        years = {int(year) for year in re.findall(_YEAR, body)}
        short = re.search(rf"(?<!\d){MONTHS}", body)
        years |= {int(short["short"][:4])} if short and short["short"] else set()
        return frozenset(year + 2000 * (year < 100) for year in years)

    @cached_property
    def words(self) -> frozenset[str]:
        """The spans that its words tell: 累计; 当月 or 本月."""
        words, so_far = re.subn(_SO_FAR, "", self.body)
        month = re.search("[当本单]月|月度", words)
        return frozenset([YTD] * bool(so_far) + [MONTH] * bool(month))

    @cached_property
    def spans(self) -> frozenset[str]:
        """The spans it tells: by its words, and by 1-3月 or 上半年."""
        return self.words | {YTD} if self.period and self.period.span == YTD else self.words

    @property
    def is_note(self) -> bool:
        """Whether it is a note (注：…, 资料来源：…), which is no title and no header."""
        return not self.body or bool(_NOTE.match(self.body))

    @property
    def is_aside(self) -> bool:
        """Whether it is about other figures too: those of last year, or revised ones."""
        return bool(re.search(_ASIDE, self.text))

    @property
    def is_growth(self) -> bool:
        """Whether it calls the figures a growth."""
        return bool(re.search(_GROWTH, self.body))

    @property
    def is_index(self) -> bool:
        """Whether a title says that figures are an index (上年同期=100, 增加值指数), not a growth.

        发展指数 and its like are names. What follows makes 指数增速 a growth again.
        """
        return self._has_index("(?:^|(?<=[年月期值入业产计]))")

    @property
    def is_index_header(self) -> bool:
        """The same of a column's own header, where every 指数 is one."""
        return self._has_index("")

    def _has_index(self, before: str) -> bool:
        pattern = rf"{before}指数(?!.*{_GROWTH})"
        return bool(_IS_100.search(self.body) or re.search(pattern, self.body))


def brief(text: str) -> str:
    """A text evened out; '' where it is longer than a title."""
    body = even(text) if len(text) <= MOST_TEXT else ""
    return body if len(body) <= MOST_TEXT else ""


def period_in(match: re.Match[str], cell: str = "") -> StatedPeriod | None:
    """The period in a match of `MONTHS`, in a text of this cell; None where it states none."""
    groups = {key: text for key, text in match.groupdict().items() if text}
    year, span = int(groups.get("year", 0)), YTD
    if short := groups.get("short"):
        year, month, span = int(short[:4]), int(short[4:].strip("-./")), MONTH
    elif "month" in groups:
        month, span = int(groups["month"]), MONTH
    elif int(groups.get("first", 1)) != 1:
        month = 0
    elif "named" in groups:
        month = _NAMED[groups["named"]]
    elif last := [groups[key] for key in ("last", "upto", "front") if key in groups]:
        month = int(last[0])
    else:
        return None
    stated = re.search(MONTHS, match.string)
    text = stated[0] if stated else match.string
    return StatedPeriod(year + 2000 * (0 < year < 100), month, span, text, cell)


def period_of_name(name: str) -> tuple[int, int] | None:
    """Year and month in a file's name: 2025-03.xlsx, 202503.xlsx, 2025年3月.xlsx; month 0: none."""
    label = Label(name)
    if label.period and label.period.year:
        return label.period.year, label.period.month
    return (min(label.years), 0) if len(label.years) == 1 else None
