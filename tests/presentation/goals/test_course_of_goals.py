"""How far a task is, as a sentence and in short."""

from fzlib.goals.actuals import OfEnterprises
from fzlib.presentation.goals import course
from fzlib.scoring.periods import Period
from tests.presentation.cards import cases
from tests.presentation.goals.standings import GROWTH, INCREMENT, RATE, standing
from tests.presentation.official_style import read_well

MAY, FIRST, LAST = Period(2023, 5), Period(2023, 2), Period(2023, 12)
NEW = {"target": "1000", "unit": "亿元", "direction": "above", "by": INCREMENT}
VALUE = {"target": "6.8", "unit": "%", "by": GROWTH}
DOWN, IDLE = OfEnterprises("down_share.ytd"), OfEnterprises("idle.month")


@cases(
    "row, period, text",
    {
        "behind, with what is needed": (
            standing(
                "新增产值", "behind", "264.071", progress="26.41", schedule="41.67",
                gap="-15.26", needed="105.13", **NEW,
            ),
            MAY,
            "全市新增产值目标为超过1000.00亿元，1—5月实际增加264.07亿元，完成目标的26.41%；"
            "时间进度为41.67%，落后时间进度15.26个百分点。余下7个月平均每月需完成105.13亿元。",
        ),
        "output that falls": (
            standing(
                "新增产值", "seriously_behind", "-3.2", progress="-0.32", schedule="16.67",
                gap="-16.99", needed="100.32", **NEW,
            ),
            FIRST,
            "全市新增产值目标为超过1000.00亿元，1—2月实际减少3.20亿元，完成目标的−0.32%；"
            "时间进度为16.67%，落后时间进度16.99个百分点。余下10个月平均每月需完成100.32亿元。",
        ),
        "met": (
            standing(
                "新增产值", "met", "1000.01", progress="100.00", schedule="100", gap="0", **NEW
            ),
            LAST,
            "全市新增产值目标为超过1000.00亿元，1—12月实际增加1000.01亿元，完成目标的100.00%，"
            "已达到目标；时间进度为100.00%，与时间进度持平。",
        ),
        "a rate of growth": (
            standing("增加值增长", "behind", "5.1", gap="-1.7", **VALUE),
            MAY,
            "全市增加值增长目标为不低于6.8%，1—5月实际增长5.1%，低于目标1.7个百分点。",
        ),
        "it falls": (
            standing("增加值增长", "behind", "-1.2", gap="-8.0", **VALUE),
            MAY,
            "全市增加值增长目标为不低于6.8%，1—5月实际下降1.2%，低于目标8.0个百分点。",
        ),
        "it neither rises nor falls": (
            standing("增加值增长", "behind", "0.0", gap="-6.8", **VALUE),
            MAY,
            "全市增加值增长目标为不低于6.8%，1—5月实际与上年同期持平，低于目标6.8个百分点。",
        ),
        "missing": (
            standing("增加值增长", "missing", None, lack="scored", **VALUE),
            MAY,
            "全市增加值增长目标为不低于6.8%，1—5月数据缺报。",
        ),
        "entries": (
            standing(
                "技改项目", "on_schedule", "75", target="180", progress="41.67",
                schedule="41.67", gap="0", needed="15",
            ),
            MAY,
            "全市技改项目目标为不低于180项，截至5月底实际为75项，完成目标的41.67%；"
            "时间进度为41.67%，与时间进度持平。余下7个月平均每月需完成15.00项。",
        ),
        "not due": (
            standing("入驻率", "not_due", "58.5", target="60", unit="%", by=RATE),
            FIRST,
            "全市入驻率目标为不低于60%，截至2月底实际为58.50%，未到期。",
        ),
    },
)  # fmt: skip
def test_sentence(row, period, text):
    assert course.sentence(row, period) == text
    read_well([text])


@cases(
    "row, text",
    {
        "with a schedule": (
            standing(
                "新增产值", "behind", "264.071", progress="26.41", schedule="41.67",
                gap="-15.26", **NEW,
            ),
            "新增产值超过1000.00亿元，1—5月实际增加264.07亿元，完成26.41%，时间进度为41.67%，"
            "落后时间进度15.26个百分点",
        ),
        "without": (
            standing("增加值增长", "behind", "5.1", gap="-1.7", **VALUE),
            "增加值增长不低于6.8%，1—5月实际增长5.1%，低于目标1.7个百分点",
        ),
        "missing": (
            standing("增加值增长", "missing", None, **VALUE),
            "增加值增长不低于6.8%，1—5月数据缺报",
        ),
        "enterprises, of the year to date": (
            standing("减产面", "told", "27.29", target="20", unit="%", direction="about", by=DOWN),
            "减产面20%左右，1—5月实际为27.29%",
        ),
        "enterprises, of the month": (
            standing(
                "停产企业", "told", "22", target="20", unit="家", direction="about", by=IDLE
            ),
            "停产企业20家左右，5月实际为22家",
        ),
    },
)  # fmt: skip
def test_in_short(row, text):
    assert course.brief(row, MAY) == text
