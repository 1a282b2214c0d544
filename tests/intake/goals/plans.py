"""A small plan to be spoilt: two registers in one file, one in another, reported numbers."""

DOCUMENT = "targets/2023.toml"
SPLIT = "targets/2023.csv"
PROJECTS = "registers/projects.csv"
VISITS = "registers/visits.csv"
FIGURES = "registers/figures.csv"

PLAN = """\
title = "方案"
source = "文号"

[[register]]
code = "projects"
name = "工业项目"
key = "项目编号"
required = ["责任单位"]
stages = ["开工日期", "投产日期"]
due = { "投产日期" = "计划投产日期" }

[[register]]
code = "upgrades"
name = "技改项目"
file = "projects"
key = "项目编号"
where = { "类别" = "技改" }

[[register]]
code = "visits"
name = "走访"
key = "走访编号"

[[task]]
code = "started"
name = "项目开工"
clause = "一"
quote = "全年开工3项以上"
owner = "市工信局"
target = 3
unit = "项"
direction = "at_least"
cycle = "year"
of = "city"
actual = { register = "projects", reached = "开工日期" }

[[task]]
code = "invested"
name = "总投资"
clause = "二"
quote = "总投资10亿元以上"
target = 10
unit = "亿元"
direction = "at_least"
cycle = "year"
of = "city"
actual = { register = "upgrades", sum = "总投资（亿元）" }

[[task]]
code = "firms"
name = "走访的企业"
clause = "三"
quote = "走访企业"
unit = "家"
cycle = "month"
of = "county"
except = ["长乐区"]

[task.actual]
register = "visits"
where = { "方式" = ["走访", "联系"] }
reached = "走访日期"
distinct = "统一社会信用代码"

[[task]]
code = "joined"
name = "入驻率"
clause = "四"
quote = "入驻率80%以上"
target = 80
unit = "%"
direction = "at_least"
cycle = "year"
of = "city"
actual = { figures = "joined", of = "eligible" }

[[task]]
code = "power"
name = "用电增长"
clause = "五"
quote = "用电回升"
unit = "%"
cycle = "year"
of = "city"
actual = { figures = "power_growth" }
"""

TABLES = {
    SPLIT: [["任务", "地区", "目标"], ["started", "福清市", "2"], ["started", "闽侯县", "1"]],
    PROJECTS: [
        [
            "项目编号",
            "类别",
            "地区",
            "责任单位",
            "总投资（亿元）",
            "开工日期",
            "计划投产日期",
            "投产日期",
        ],
        ["P1", "技改", "福清市", "某局", "1.5", "2023-03-01", "2023-12-31", ""],
        ["P2", "技改", "闽侯", "", "2.25", "2023/4/5", "2024年1月31日", ""],
        ["P3", "新建", "福州市", "某局", "", "2023年5月6日", "", ""],
        ["P4", "新建", "", "某局", "3", "", "", ""],
    ],
    VISITS: [
        ["走访编号", "走访日期", "地区", "方式", "统一社会信用代码", "发现问题（个）"],
        ["V1", "2023-05-08", "福清市", "走访", "91350100EX00284274", "1"],
        ["V2", "2023-05-09", "闽侯县", "联系", "91350181EX0016266X", ""],
    ],
    FIGURES: [
        ["期间", "地区", "任务", "数值"],
        ["2023-05", "福州市", "joined", "60"],
        ["2023-05", "福州市", "eligible", "80"],
        ["2023-05", "福州市", "power_growth", "3.2"],
    ],
}
