"""Headers of registers, and the files they stand in."""

from tests.intake.files import WRITERS, Form, csv_bytes
from tests.intake.goals.corpus.making import book, goes, holds, put, stops, without
from tests.intake.goals.plans import PROJECTS, TABLES, VISITS

CASES = [
    stops(
        "no header row",
        holds(PROJECTS, "示例\n甲,乙\n"),
        "registers/projects.csv：没有找到表头，第一行是：示例；照数据说明写表头",
    ),
    stops(
        "an empty file",
        holds(PROJECTS, ""),
        "registers/projects.csv：文件是空的；填好数据后再用",
    ),
    stops(
        "a key under another header",
        put(PROJECTS, A1="编号"),
        "registers/projects.csv › 第1行：缺“项目编号”列，台账“工业项目”、"
        "台账“技改项目”要用它；补上这一列，表头照此写（是不是“编号”？）",
    ),
    stops(
        "a date column that a task needs is absent",
        without(PROJECTS, "F"),
        "registers/projects.csv › 第1行：缺“开工日期”列，台账“工业项目”、"
        "任务“项目开工”要用它；补上这一列，表头照此写",
    ),
    stops(
        "a planned date under another header",
        put(PROJECTS, G1="计划投产时间"),
        "registers/projects.csv › 第1行：缺“计划投产日期”列，"
        "台账“工业项目”要用它；补上这一列，表头照此写（是不是“计划投产时间”？）",
    ),
    stops(
        "a required column absent",
        without(PROJECTS, "D"),
        "registers/projects.csv › 第1行：缺“责任单位”列，台账“工业项目”要用它；"
        "补上这一列，表头照此写",
    ),
    stops(
        "no 地区 where a county is judged",
        without(PROJECTS, "C"),
        "registers/projects.csv › 第1行：缺“地区”列，任务“项目开工”要用它；补上这一列，表头照此写",
    ),
    stops(
        "an amount without its unit",
        put(PROJECTS, E1="总投资"),
        "registers/projects.csv › 第1行：缺“总投资（亿元）”列，"
        "任务“总投资”要用它；补上这一列，表头照此写（是不是“总投资”？）",
    ),
    stops(
        "an amount in another unit",
        put(PROJECTS, E1="总投资（万元）"),
        "registers/projects.csv › 第1行：缺“总投资（亿元）”列，"
        "任务“总投资”要用它；补上这一列，表头照此写（是不是“总投资（万元）”？）",
    ),
    stops(
        "two columns of the same header",
        put(PROJECTS, H1="开工日期"),
        "registers/projects.csv › H1：“开工日期”与 F1 的列含义相同；删去或改名其中一列",
        "registers/projects.csv › 第1行：缺“投产日期”列，台账“工业项目”要用它；"
        "补上这一列，表头照此写",
    ),
    stops(
        "two columns that differ in brackets",
        put(VISITS, F1="统一社会信用代码 "),
        "registers/visits.csv › F1：“统一社会信用代码”与 E1 的列含义相同；删去或改名其中一列",
    ),
    goes(
        "headers in other brackets",
        put(PROJECTS, E1="总投资 (亿元)"),
    ),
    goes(
        "a column that no task knows",
        put(VISITS, F1="备注（如有）", F2="无"),
    ),
    goes(
        "a header only",
        holds(VISITS, csv_bytes(TABLES[VISITS][:1])),
    ),
    goes(
        "a title above the headers",
        holds(VISITS, csv_bytes([["走访台账"], *TABLES[VISITS]])),
    ),
    goes(
        "a register as xlsx",
        book(PROJECTS),
    ),
    goes(
        "a register as ods",
        book(PROJECTS, "ods"),
    ),
    goes(
        "a register as xls",
        book(PROJECTS, "xls"),
    ),
    stops(
        "two files of a register",
        lambda plan: plan.write("registers/visits.xlsx", WRITERS["xlsx"]({"数据": TABLES[VISITS]})),
        "registers/visits：有2份：registers/visits.csv、registers/visits.xlsx；只留一份",
    ),
    stops(
        "counties in a merged cell",
        book(PROJECTS, form=Form(merged=((1, 2, 2, 2),))),
        "registers/projects.xlsx › 数据 › C2：C2:C3 是合并单元格，分不出每格的数；"
        "取消合并，每格分别填写",
    ),
    goes(
        "hidden rows and columns",
        book(PROJECTS, form=Form(rows=(2,), columns=(5,))),
        "registers/projects.xlsx › 数据：第3行、F列是隐藏的，照样读了；如不应使用，请删去",
    ),
    goes(
        "the register on the second sheet",
        lambda plan: (
            plan.remove(VISITS),
            plan.write(
                "registers/visits.xlsx",
                WRITERS["xlsx"]({"说明": [["示例"]], "台账": TABLES[VISITS]}),
            ),
        ),
    ),
    goes(
        "GB18030",
        lambda plan: plan.write(VISITS, plan.text(VISITS).encode("gb18030")),
    ),
    stops(
        "no text at all",
        holds(VISITS, b"\x00\xff\x00\xfe"),
        "registers/visits.csv：不是 UTF-8 或 GB18030 的文本，也不是表格文件；"
        "另存为“CSV UTF-8”或 xlsx",
    ),
    stops(
        "split by semicolons",
        lambda plan: plan.write(VISITS, plan.text(VISITS).replace(",", ";")),
        "registers/visits.csv：CSV 是用分号分隔的；另存为用逗号分隔的 CSV，或 xlsx",
    ),
]
