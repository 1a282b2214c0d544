"""What a text in a workbook says of a period, of a span and of units, however bureaus write it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fzlib.intake.values import MONEY, PERCENT_UNIT, even
from fzlib.scoring.periods import MONTH, YTD

UNITS = (*MONEY, PERCENT_UNIT)

MONTHS = (
    r"(?:(?P<year>\d{4})年)?"
    r"(?:(?P<first>\d{1,2})月?(?:份)?[-–—―~至](?P<last>\d{1,2})月(?:份)?(?:累计)?"
    r"|(?:截[至止]到?)?(?P<upto>\d{1,2})月(?:份)?(?:止累计|累计|止|末|底)"
    r"|(?P<month>\d{1,2})月(?:份)?"
    r"|(?P<named>[一1]季度|上半年|前三季度|全年))"
)
_NAMED = {"一季度": 3, "1季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}
_UNIT = re.compile(rf"(?:\((?:单位:)?({'|'.join(UNITS)})\)|/({'|'.join(UNITS)}))$")
_ANY_UNIT = r"(?:[十百千万亿]*(?:美|港|欧|日)?元|%|‰|百分点)"
_LIST = rf"(?<![\d.十百千万亿])(?:{_ANY_UNIT}|[、,/和])+"
_UNITS = re.compile(rf"单位(.*)|\(({_LIST})\)|({_LIST})$")  # 2000万元以上 is none


@dataclass(frozen=True)
class Said:
    """A period as a text says it.

    ``year``: 0 where it is left out. ``month``: the last one; 0 for 3-5月, which is no
    year-to-date. ``span``: month or ytd; '' where the text tells only what a page is about.
    """

    year: int
    month: int
    span: str
    text: str

    @property
    def in_title(self) -> Said:
        """The same in a title, where 2025年3月 is what the page is about and tells no span."""
        return replace(self, span="") if self.span == MONTH else self


def period_in(found: re.Match[str]) -> Said | None:
    """What a match of `MONTHS` says of the period; None where it says nothing of one."""
    said = found.groupdict()
    if not any(said.get(key) for key in ("last", "upto", "month", "named")):
        return None
    text = re.search(MONTHS, found.string)
    shown = text[0] if text else found.string
    year = int(said["year"] or 0)
    if said["month"]:
        return Said(year, int(said["month"]), MONTH, shown)
    if said["first"] and int(said["first"]) != 1:
        return Said(year, 0, YTD, shown)
    month = _NAMED[said["named"]] if said["named"] else int(said["last"] or said["upto"])
    return Said(year, month, YTD, shown)


def period_anywhere(text: str) -> Said | None:
    """The period that a text of the workbook holds, whatever stands around it; a day is none."""
    found = re.search(rf"(?<!\d){MONTHS}(?!\d{{1,2}}日)", even(text))
    return period_in(found) if found else None


def period_of_name(label: str) -> tuple[int, int] | None:
    """Year and month in a file's name: 2025-03.xlsx, 202503.xlsx, 2025年3月.xlsx; month 0: none."""
    months = r"年(?:(?:\d{1,2}[-–—~至])?(\d{1,2})月)?|[-_.]?(0[1-9]|1[0-2])(?!\d)"
    found = re.search(rf"(?<!\d)(20\d\d)(?:{months})", even(label))
    return (int(found[1]), int(found[2] or found[3] or 0)) if found else None


def spans_in(text: str) -> frozenset[str]:
    """The spans that the words of a text tell: 累计, 1-3月 or 上半年; 当月 or 本月."""
    words, ytd = re.subn("(?:[至到]?本月(?:止|末|底)?)?累计|[至到]本月", "", even(text))
    said = period_anywhere(text)
    month = re.search("[当本单]月|月度", words)
    found = [YTD] * bool(ytd or (said and said.span == YTD)) + [MONTH] * bool(month)
    return frozenset(found)


def without_unit(text: str) -> tuple[str, str]:
    """An evened text without the unit at its end, in brackets or after a stroke, and that unit.

    '' where there is none, or nothing but a unit: that is the whole header then.
    """
    found = _UNIT.search(text)
    return (text[: found.start()], found[1] or found[2]) if found else (text, "")


def units_in(text: str) -> tuple[str, ...]:
    """The units that a text names after 单位, in brackets or at its end; those not ours too."""
    found = _UNITS.search(even(text))
    return tuple(re.findall(_ANY_UNIT, "".join(filter(None, found.groups())))) if found else ()
