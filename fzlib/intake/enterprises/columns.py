"""A header of an enterprise file → what its column holds, and its unit.

Figures are headed as in the monthly files: 当月 or 本月, 累计, 上年同期 or 去年同期, unit in
brackets.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import cached_property

from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.goals.registers import REGION as COUNTY
from fzlib.intake.cell_values import even
from fzlib.intake.columns import REGION, Header, Headings, InputColumn
from fzlib.scoring.measures import BASE, LEVEL, OUTPUT, Measure
from fzlib.scoring.periods import Period
from fzlib.vocabulary import SPANS

CODE, NAME, DIVISION, STATE, KEY = (
    InputColumn(key) for key in ("code", "name", "division", "state", "key")
)
WRITTEN: Mapping[Hashable, str] = {
    CODE: CREDIT_CODE_HEADER,
    NAME: "企业名称",
    COUNTY: COUNTY,
    DIVISION: "行业代码",
    STATE: "状态",
    KEY: "重点企业",
}
_FORMS = {
    even(form): key
    for key, forms in {
        CODE: (CREDIT_CODE_HEADER, "社会信用代码", "信用代码", "统一信用代码"),
        NAME: ("企业名称", "单位名称", "单位详细名称", "企业"),
        DIVISION: ("行业代码", "行业大类代码", "行业大类", "大类代码", "国民经济行业代码"),
        STATE: ("状态", "企业状态", "生产状态", "经营状态"),
        KEY: ("重点企业", "是否重点企业", "是否重点"),
    }.items()
    for form in forms
}
POWER = Measure("power", "用电量", unit="万千瓦时")
MEASURES = (OUTPUT, POWER)
# unit → the power of ten that makes 万元, or 万千瓦时, of it
UNITS: Mapping[str, Mapping[str, int]] = {
    OUTPUT.code: {"亿元": 4, "万元": 0, "千元": -1, "元": -4},
    POWER.code: {"亿千瓦时": 4, "万千瓦时": 0, "千瓦时": -4},
}
OWN_UNITS = {OUTPUT.code: "万元", POWER.code: "万千瓦时"}


def figure_column(measure: Measure, aspect: str, span: str) -> InputColumn:
    """The column of a figure."""
    return InputColumn(measure.code_of(aspect), span)


class EnterpriseHeadings:
    """The headers of a data folder's files; ``output``: what it calls its level."""

    def __init__(self, output: str) -> None:
        self.output = output

    @cached_property
    def _figures(self) -> Headings:
        own = (measure.series[aspect] for measure in MEASURES for aspect in (LEVEL, BASE))
        return Headings(self.output, {series.code: series for series in own})

    def read(self, text: str) -> Header | None:
        """What a header says; None where it is none of ours."""
        body = even(text)
        if key := _FORMS.get(body):
            return Header(key)
        # 月末用电量: of the month, not at its end; 同期累计总产值: of last year
        plain = re.sub("(?<![年])同期", "上年同期", body.replace("月末用电量", "用电量"))
        return self._figures.read(plain)

    def column(self, text: str) -> Hashable | None:
        """The column that a header is of; None where it is none of ours."""
        header = self.read(text)
        if header is None:
            return None
        return COUNTY if header.column == REGION else header.column

    def written(self, column: Hashable) -> str:
        """The header as the contract writes it, for messages."""
        if column in WRITTEN:
            return WRITTEN[column]
        assert isinstance(column, InputColumn)
        measure = next(
            own for own in MEASURES if column.series in (own.code_of(LEVEL), own.code_of(BASE))
        )
        name = self._figures.written(column).partition("（")[0]
        return f"{name}（{OWN_UNITS[measure.code]}）"

    def needed(self, period: Period) -> list[tuple[Hashable, ...]]:
        """What a file must have: each entry is met by any of its columns.

        In 1—2月 the other span's column serves as well.
        """
        figures: list[tuple[Hashable, ...]] = [
            tuple(figure_column(OUTPUT, aspect, twin) for twin in twins)
            for twins in dict.fromkeys(period.twins(span) for span in SPANS)
            for aspect in (LEVEL, BASE)
        ]
        return [(CODE,), (NAME,), (COUNTY,), (DIVISION,), *figures]
