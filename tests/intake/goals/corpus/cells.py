"""Cells of registers: dates, amounts, codes."""

import datetime

from tests.intake.files import Error, Formula, Percent
from tests.intake.goals.corpus.making import NO_DATE, book, goes, put, stops
from tests.intake.goals.plans import PROJECTS, VISITS

CASES = [
    stops(
        "dates in other forms",
        put(PROJECTS, F2="2023.3.1", F3="20230405", F4="5月6日"),
        f"registers/projects.csv › F2：“2023.3.1”{NO_DATE}",
        f"registers/projects.csv › F3：“20230405”{NO_DATE}",
        f"registers/projects.csv › F4：“5月6日”{NO_DATE}",
    ),
    goes(
        "a date with one digit",
        put(PROJECTS, F2="2023-3-1"),
    ),
    stops(
        "no such day",
        put(PROJECTS, F2="2023-02-30", F3="2023年13月1日"),
        "registers/projects.csv › F2：没有“2023-02-30”这一天；核对年、月、日",
        "registers/projects.csv › F3：没有“2023年13月1日”这一天；核对年、月、日",
    ),
    stops(
        "a year far off",
        put(PROJECTS, F2="0203-05-31", F3="2923/1/1"),
        "registers/projects.csv › F2：“0203-05-31”的年份过早或过晚；核对年份",
        "registers/projects.csv › F3：“2923/1/1”的年份过早或过晚；核对年份",
    ),
    stops(
        "two dates in a cell",
        put(PROJECTS, F2="2023-03-01、2023-04-01"),
        f"registers/projects.csv › F2：“2023-03-01、2023-04-01”{NO_DATE}",
    ),
    stops(
        "a word in place of a date",
        put(PROJECTS, F2="待定", H2="已完成"),
        f"registers/projects.csv › F2：“待定”{NO_DATE}",
        f"registers/projects.csv › H2：“已完成”{NO_DATE}",
    ),
    goes(
        "a mark in place of a date",
        put(PROJECTS, F2="—", H2="/"),
    ),
    goes(
        "a spreadsheet's date",
        book(PROJECTS, F2=datetime.date(2023, 3, 1)),
    ),
    stops(
        "a number in place of a spreadsheet's date",
        book(PROJECTS, F2=45000),
        f"registers/projects.xlsx › 数据 › F2：“45000”{NO_DATE}",
    ),
    stops(
        "a date that was not computed",
        book(PROJECTS, F2=Formula("=TODAY()")),
        "registers/projects.xlsx › 数据 › F2：公式“=TODAY()”没有算出的值；"
        "用表格软件打开、重算并保存，或填入日期",
    ),
    stops(
        "an error in place of a date",
        book(PROJECTS, F2=Error("#REF!")),
        "registers/projects.xlsx › 数据 › F2：“#REF!”是错误值；改正公式；没有日期就留空",
    ),
    stops(
        "an amount that is none",
        put(PROJECTS, E2="约2", E3="1.5亿"),
        "registers/projects.csv › E2：“约2”不是数；改为数字；没有数就留空",
        "registers/projects.csv › E3：“1.5亿”不是数；改为数字；没有数就留空",
    ),
    goes(
        "an amount with thousands",
        put(PROJECTS, E2="1,234.5"),
    ),
    stops(
        "a percentage in 亿元",
        put(PROJECTS, E2="12%"),
        "registers/projects.csv › E2：“12%”带百分号，这一列的单位是亿元；核对是否填错了列",
    ),
    stops(
        "a percent format in 亿元",
        book(PROJECTS, E2=Percent(0.5)),
        "registers/projects.xlsx › 数据 › E2：“50%”是百分数，这一列的单位是亿元；改为数值格式",
    ),
    stops(
        "an amount far too large",
        put(PROJECTS, E2="9999999999999"),
        "registers/projects.csv › E2：“9999999999999”过大；核对单位和小数点",
    ),
    stops(
        "an amount with twenty decimals",
        put(PROJECTS, E2="0.12345678901234567890"),
        "registers/projects.csv › E2：“0.12345678901234567890”小数位过多；最多15位小数",
    ),
    stops(
        "a date under a number",
        book(PROJECTS, E2=datetime.date(2023, 3, 1)),
        "registers/projects.xlsx › 数据 › E2：“2023-03-01”是日期，不是数；改为数值格式后重新填写",
    ),
    stops(
        "an error under a text",
        book(PROJECTS, D2=Error("#N/A")),
        "registers/projects.xlsx › 数据 › D2：“#N/A”是错误值；改正公式；没有内容就留空",
    ),
    goes(
        "a number under a text",
        book(PROJECTS, D2=12),
    ),
    goes(
        "an amount that is blank",
        put(PROJECTS, E2="", E3="-"),
        "registers/projects.csv › A2：应计入的条目“总投资（亿元）”为空白，未计入：P1、P2；补填",
    ),
    goes(
        "a firm's code that is blank",
        put(VISITS, E2=""),
        "registers/visits.csv › A2：应计入的条目“统一社会信用代码”为空白，未计入：V1；补填",
    ),
    goes(
        "a wrong check digit",
        put(VISITS, E2="91350100EX00284275"),
        "registers/visits.csv › E2：“统一社会信用代码”有1个校验位不符：E2；"
        "核对代码（GB 32100—2015）",
    ),
    goes(
        "codes cut, and in small letters",
        put(VISITS, E2="91350100EX0028427", E3="91350181ex0016266x"),
        "registers/visits.csv › E2：“统一社会信用代码”有1个校验位不符：E2；"
        "核对代码（GB 32100—2015）",
    ),
]
