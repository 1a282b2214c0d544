"""What a register's header says of its column."""

import pytest

from fzlib.goals.columns import CREDIT_CODE, DATE, NUMBER, REGION_NAME, TEXT, column_type, unit_of


@pytest.mark.parametrize(
    ("header", "kind", "unit"),
    [
        ("开工日期", DATE, ""),
        ("办理时限", DATE, ""),
        ("走访时间", DATE, ""),
        (" 开工 日期", DATE, ""),
        ("日期说明", TEXT, ""),
        ("总投资（亿元）", NUMBER, "亿元"),
        ("总投资(万元)", NUMBER, "万元"),
        ("总投资（ 千元 ）", NUMBER, "千元"),
        ("总投资（单位：元）", NUMBER, "元"),
        ("完成率（％）", NUMBER, "%"),
        ("参加企业（家）", NUMBER, "家"),
        ("发现问题（个）", NUMBER, "个"),
        ("报道（篇）", NUMBER, "篇"),
        ("用电量（万千瓦时）", NUMBER, "万千瓦时"),
        ("总投资", TEXT, ""),
        ("备注（如有）", TEXT, ""),
        ("总投资（亿元）备注", TEXT, ""),
        ("地区", REGION_NAME, ""),
        ("地区代码", TEXT, ""),
        ("统一社会信用代码", CREDIT_CODE, ""),
        ("企业名称", TEXT, ""),
        ("（亿元）" * 1000, TEXT, ""),
        ("", TEXT, ""),
    ],
)
def test_a_header_says_what_its_cells_are(header, kind, unit):
    assert (column_type(header), unit_of(header)) == (kind, unit)
