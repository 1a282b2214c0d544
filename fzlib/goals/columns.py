"""What a register's header says of its column: its cells are dates, numbers, regions or text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fzlib.goals.registers import REGION
from fzlib.scoring.measures import COUNT_UNITS
from fzlib.vocabulary import MONEY, PERCENT_UNIT

DATE, NUMBER, REGION_NAME, CREDIT_CODE, TEXT = "date", "number", "region", "credit_code", "text"
CREDIT_CODE_HEADER = "统一社会信用代码"
DATE_ENDS = ("日期", "时间", "时限")
MOST_TEXT = 500  # signs of a header
# Beside money and %: what entries are counted and measured in.
MEASURE_WORDS = frozenset(
    (
        *COUNT_UNITS,
        *("人次", "户次", "家次", "场次", "场", "条", "篇", "份", "批", "期", "宗", "笔", "座"),
        *("名", "位", "辆", "部", "块", "种", "类", "处", "亩", "公顷", "平方米", "公里"),
        *("吨", "万吨", "千克", "千瓦", "万千瓦", "千瓦时", "万千瓦时", "吨标准煤", "立方米"),
        *("年", "月", "个月", "天", "日", "工作日", "小时", "分", "百分点", "倍"),
    )
)  # fmt: skip
UNITS = frozenset((*MONEY, "元", PERCENT_UNIT)) | MEASURE_WORDS


def _evened(header: str) -> str:
    """Without spaces and differences of width; '' where it is longer than any header."""
    short = header if len(header) <= MOST_TEXT else ""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", short))


@lru_cache(1024)
def unit_of(header: str) -> str:
    """The unit in brackets at a header's end; '' where none, or another remark: 备注（如有）."""
    bracket = re.search(r"[(\[]([^()\[\]]*)[)\]]$", _evened(header))
    unit = bracket[1].removeprefix("单位:") if bracket else ""
    return unit if unit in UNITS else ""


@lru_cache(1024)
def column_type(header: str) -> str:
    """One of `DATE`, `NUMBER`, `REGION_NAME`, `CREDIT_CODE`, `TEXT`, by the header alone."""
    name = _evened(header)
    if name == REGION:
        return REGION_NAME
    if name == CREDIT_CODE_HEADER:
        return CREDIT_CODE
    if name.endswith(DATE_ENDS):
        return DATE
    return NUMBER if unit_of(header) else TEXT
