"""A data folder with goals: a plan of two tasks, a register of three entries, another not there."""

from tests.publishing.folders import FUZHOU, copied, without_goals

PLAN = """\
title = "某市推进工业行动方案"
source = "某政〔2023〕1号"

[[register]]
code = "projects"
name = "工业项目"
key = "项目编号"

[[register]]
code = "visits"
name = "走访"
key = "走访编号"

[[task]]
code = "started"
name = "开工项目"
clause = "一"
quote = "全年开工10项以上"
owner = "市工信局"
target = 10
unit = "项"
direction = "at_least"
cycle = "year"
of = "city"
actual = { register = "projects", reached = "开工日期" }

[[task]]
code = "visited"
name = "走访企业"
clause = "二"
quote = "每月走访5家以上"
owner = "市工信局"
target = 5
unit = "家"
direction = "at_least"
cycle = "month"
of = "city"
actual = { register = "visits", reached = "走访日期" }
"""
PROJECTS = """\
项目编号,地区,开工日期
P1,福清市,2023-03-01
P2,长乐区,2023-04-12
P3,闽侯县,
"""
VISITS = "走访编号,地区,走访日期\nV1,福清市,2023-04-03\n"
TOML, REGISTER, LATER = "targets/2023.toml", "registers/projects.csv", "registers/visits.csv"
MONTHS = ("2023-04", "2023-05")


def city_with_goals(target):
    """A copy of the example city with two months, of a quarter, and these goals."""
    city = without_goals(copied(FUZHOU, target))
    for path in (city / "monthly").iterdir():
        if path.stem not in MONTHS:
            path.unlink()
    for folder in ("targets", "registers"):
        (city / folder).mkdir()
    (city / TOML).write_text(PLAN, "utf-8")
    (city / REGISTER).write_text(PROJECTS, "utf-8")
    return city
