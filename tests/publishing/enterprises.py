"""A data folder with enterprises in April and May, of which a task rests on 减产面."""

from tests.publishing.folders import copied
from tests.publishing.goals import PLAN, city_with_goals

HEADER = (
    "统一社会信用代码,企业名称,地区,行业代码,总产值（万元）,上年同期总产值（万元）,"
    "累计总产值（万元）,上年同期累计总产值（万元）\n"
)
TASK = """
[[task]]
code = "down_share"
name = "减产面"
clause = "三"
quote = "减产面控制在20%左右"
owner = "市工信局"
target = 20
unit = "%"
direction = "about"
cycle = "year"
of = "city"
actual = { enterprises = "down_share.ytd" }
"""
CODES = ("91350181EX00000016", "91350181EX00000024")  # their check digits are wrong: that is told
NAMES = ("甲企业有限公司", "乙企业有限公司")
APRIL, MAY = "enterprises/2023-04.csv", "enterprises/2023-05.csv"
OWN_FILES = {
    "enterprises.html", "enterprises.ipynb", "enterprises.csv", "watchlist.xlsx",
}  # fmt: skip


def rows(*outputs):
    """A file of as many enterprises, each with this output and a 同期 of 10, month and ytd."""
    lines = (
        f"{code},{name},福清市,39,{output},10,{output},10\n"
        for code, name, output in zip(CODES, NAMES, outputs, strict=True)
    )
    return HEADER + "".join(lines)


def city_with_enterprises(target):
    """The city with goals, and two enterprises; in May one of them is down."""
    city = city_with_goals(target)
    (city / "targets/2023.toml").write_text(PLAN + TASK, "utf-8")
    (city / "enterprises").mkdir()
    (city / APRIL).write_text(rows(11, 12), "utf-8")
    (city / MAY).write_text(rows(9, 12), "utf-8")
    return city


def first_months(source, target, *, last):
    """The shipped folder with its enterprises, up to a period."""
    city = copied(source, target, enterprises=True)
    for path in (*(city / "monthly").iterdir(), *(city / "enterprises").iterdir()):
        if path.stem > last:
            path.unlink()
    return city
