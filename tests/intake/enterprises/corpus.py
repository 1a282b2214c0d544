"""The corpus: files of enterprises with one thing odd or broken, and the exact words said of each.

What is said of the file by itself, without the scored data beside it.
"""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from tests.intake.enterprises.firms import FIRMS, HEADER, TYPES, code, parquet_bytes, rows, written
from tests.intake.files import PLAIN, Error, Form, Formula, Percent, csv_bytes

PARQUET = "enterprises/2023-05.parquet"
OTHER = [code(99), "示例99公司"]
DOUBLES = [*TYPES[:4], *["DOUBLE"] * 4, *TYPES[8:]]
TEXTS = [*TYPES[:4], "VARCHAR", *TYPES[5:]]


class Case(NamedTuple):
    """``make`` spoils the file. Exactly these problems stop it, or these warnings are told.

    The file is not named in them.
    """

    name: str
    make: Callable
    problems: tuple = ()
    warnings: tuple = ()


def put(**cells):
    """Cells set in the CSV."""
    return lambda firms: firms.put(FIRMS, **cells)


def add(*more):
    """Rows below the others."""
    return lambda firms: firms.append(FIRMS, *more)


def drop(letter):
    """A column less."""
    return lambda firms: firms.drop_column(FIRMS, letter)


def holds(content, label=FIRMS):
    """A file with this in it."""
    return lambda firms: firms.write(label, content)


def book(form=PLAIN, **cells):
    """The same table in an xlsx, with these cells as they are."""
    return lambda firms: firms.recast(
        FIRMS, "xlsx", typed=lambda text: text or None, form=form, **cells
    )


def parquet(content):
    """A parquet file in place of the CSV."""

    def make(firms):
        firms.remove(FIRMS)
        firms.write(PARQUET, content() if callable(content) else content)

    return make


def changed(row, column, text):
    """The table with one cell changed."""
    table = rows()
    table[row - 1][column] = text
    return table


def in_unit(unit, factor):
    """The table with its amounts in another unit of money."""
    table = [[*row] for row in rows()]
    for column in range(4, 8):
        table[0][column] = table[0][column].replace("万元", unit)
        for row in table[1:]:
            row[column] = format(Decimal(row[column]) * Decimal(factor), "f")
    return csv_bytes(table)


CASES = [
    Case(
        "no header row",
        holds("一,二\n三,四\n"),
        problems=("：没有找到表头，第一行是：一、二；照数据说明写表头",),
    ),
    Case("an empty file", holds(""), problems=("：文件是空的；填好数据后再用",)),
    Case(
        "a header and nothing else",
        holds(csv_bytes([HEADER])),
        problems=("：没有企业的行；一行一户企业，地区写考评的县（市）区",),
    ),
    Case(
        "semicolons",
        holds(csv_bytes(rows()).replace(b",", b";")),
        problems=("：CSV 是用分号分隔的；另存为用逗号分隔的 CSV，或 xlsx",),
    ),
    Case(
        "no text",
        holds(b"\xff\xfe\x00\x01" * 20),
        problems=("：不是 UTF-8 或 GB18030 的文本，也不是表格文件；另存为“CSV UTF-8”或 xlsx",),
    ),
    Case(
        "parquet cut short",
        parquet(lambda: parquet_bytes(rows())[:-30]),
        problems=("：parquet 文件损坏，打不开；重新导出为 parquet，或另存为 xlsx、CSV 后再用",),
    ),
    Case(
        "no code column",
        drop("A"),
        problems=(
            (
                "：没有找到表头，第一行是：企业名称、地区、行业代码、总产值（万元）、上年同期总产值（万元）等11个；"
                "照数据说明写表头"
            ),
        ),
    ),
    Case("no county column", drop("C"), problems=("第1行：缺“地区”列；补上这一列，表头照此写",)),
    Case(
        "no division column", drop("D"), problems=("第1行：缺“行业代码”列；补上这一列，表头照此写",)
    ),
    Case(
        "no ytd base",
        drop("H"),
        problems=("第1行：缺“上年同期累计总产值（万元）”列；补上这一列，表头照此写",),
    ),
    Case(
        "unit missing",
        put(E1="总产值"),
        problems=("E1：表头“总产值”没有写单位；写作“总产值（万元）”",),
    ),
    Case(
        "unit unknown",
        put(E1="总产值（美元）"),
        problems=("E1：表头“总产值（美元）”单位“美元”不认识；写作“总产值（万元）”",),
    ),
    Case(
        "unit unknown power",
        put(K1="用电量（吨标准煤）"),
        problems=("K1：表头“用电量（吨标准煤）”单位“吨标准煤”不认识；写作“用电量（万千瓦时）”",),
    ),
    Case(
        "twice header",
        put(F1="当月总产值（万元）"),
        problems=(
            "F1：“当月总产值（万元）”与 E1 的列含义相同；删去或改名其中一列",
            "第1行：缺“上年同期总产值（万元）”列；补上这一列，表头照此写",
        ),
    ),
    Case(
        "code blank", put(A5=""), problems=("A5：没有写统一社会信用代码；填上，每户一个，不重复",)
    ),
    Case(
        "code twice",
        put(A5=code(1)),
        problems=("A5：代码“91350100EX0000001F”重复（另一行在 A2）；一户企业只留一行",),
    ),
    Case(
        "code twice uneven",
        put(A5=code(1).lower()),
        problems=("A5：代码“91350100EX0000001F”重复（另一行在 A2）；一户企业只留一行",),
    ),
    Case(
        "code scientific",
        put(A5="9.135E+17"),
        problems=(
            (
                "A5：代码“9.135E+17”是科学记数的数，末几位已经丢失；"
                "这一列存为文本，从原表重新粘贴代码"
            ),
        ),
    ),
    Case(
        "code long",
        put(A5="1" * 40),
        problems=(
            (
                "A5：“1111111111111111111111111111111111111111”不是统一社会信用代码：超过30字；"
                "改为18位的代码"
            ),
        ),
    ),
    Case(
        "code number",
        book(A5=9.1350102e17),
        problems=(
            (
                "数据 › A5：代码“9.1350102E+17”不是文本，末几位可能已经丢失；"
                "这一列存为文本，从原表重新粘贴代码"
            ),
        ),
    ),
    Case(
        "code check digit",
        put(A5=code(4)[:-1] + ("0" if code(4)[-1] != "0" else "1"), A6="12345"),
        warnings=("A5：2个统一社会信用代码的位数或校验位不符：A5、A6；核对代码（GB 32100—2015）",),
    ),
    Case("name blank", put(B5=""), warnings=("B5：1户没有企业名称，以代码代替：B5；补填",)),
    Case(
        "name control",
        put(B5="示例\u202e公司"),
        problems=("B5：有改变书写方向的字符 U+202E；删去这个字符",),
    ),
    Case(
        "name long", put(B5="长" * 101), problems=("B5：企业名称超过100字；核对是不是企业的名称",)
    ),
    Case(
        "county unknown",
        put(C8="福青市"),
        problems=(
            (
                "C8：“福青市”不是已知地区；"
                "是不是“福清市”？改为 regions.csv 里的名称，或在那里加作别名"
            ),
        ),
    ),
    Case("county blank", put(C8=""), problems=("C8：没有地区名；填企业所在的县（市）区",)),
    Case(
        "county city",
        put(C8="福州市"),
        problems=("C8：“福州市”不是县（市）区；合计行删去；是企业的，改为它所在的县（市）区",),
    ),
    Case(
        "county nation",
        put(C8="全国"),
        problems=("C8：“全国”不是县（市）区；合计行删去；是企业的，改为它所在的县（市）区",),
    ),
    Case(
        "sum row",
        add(["合计", "", "", "", "1", "1", "1", "1", "", "", "", ""]),
        problems=("A15：“合计”这一行不是一户企业的；合计、说明行删去；是企业的补全",),
    ),
    Case(
        "sum row in county",
        add(["", "", "合计", "", "1", "1", "1", "1", "", "", "", ""]),
        problems=("C15：“合计”这一行不是一户企业的；合计、说明行删去；是企业的补全",),
    ),
    Case(
        "note row",
        add(["注：示例", "", "", "", "", "", "", "", "", "", "", ""]),
        problems=("A15：“注：示例”这一行不是一户企业的；合计、说明行删去；是企业的补全",),
    ),
    Case(
        "header again",
        add(HEADER),
        problems=("A15：又是一行表头；一张工作表只放一张表；打印用的重复表头删去",),
    ),
    Case(
        "outside",
        add([*OTHER, "平潭县", "39", "x", "1", "1", "1", "", "", "", ""]),
        warnings=("C15：平潭县不在考评范围，1行未计入",),
    ),
    Case("alias", put(C8="福清")),
    Case(
        "division short",
        put(D8="6"),
        warnings=("D8：1个行业代码只有一位，按前面补0读：D8；这一列存为文本，写作06",),
    ),
    Case(
        "division 3910",
        put(D8="3910"),
        problems=("D8：“3910”不是两位的大类代码；改为大类代码 39（文本）",),
    ),
    Case(
        "division C39",
        put(D8="C39"),
        problems=("D8：“C39”不是两位的大类代码；改为大类代码 39（文本）",),
    ),
    Case(
        "division 47",
        put(D8="47"),
        problems=("D8：“47”不是 GB/T 4754—2017 的工业大类（06—46）；写两位的大类代码，如 39",),
    ),
    Case(
        "division name",
        put(D8="汽车制造"),
        problems=(
            ("D8：“汽车制造”不是 GB/T 4754—2017 的工业大类（06—46）；是“汽车制造业”就写 36"),
        ),
    ),
    Case("division blank", put(D8=""), problems=("D8：没有行业代码；写两位的大类代码，如 39",)),
    Case(
        "division number",
        book(D8=6, D9=39),
        warnings=("数据 › D8：1个行业代码只有一位，按前面补0读：D8；这一列存为文本，写作06",),
    ),
    Case("text for number", put(E8="无"), problems=("E8：“无”不是数；改为数字；没有数就留空",)),
    Case(
        "percent",
        book(E8=Percent(0.5)),
        problems=("数据 › E8：“50%”是百分数，这一列的单位是万元；改为数值格式",),
    ),
    Case(
        "date",
        book(E8=datetime.date(2023, 5, 1)),
        problems=("数据 › E8：“2023-05-01”是日期，不是数；改为数值格式后重新填写",),
    ),
    Case(
        "error",
        book(E8=Error("#N/A")),
        problems=("数据 › E8：“#N/A”是错误值；改正公式；没有数就留空",),
    ),
    Case(
        "uncomputed",
        book(E8=Formula("=1+1")),
        problems=("数据 › E8：公式“=1+1”没有算出的值；用表格软件打开、重算并保存，或填入数值",),
    ),
    Case("bool", book(E8=True), problems=("数据 › E8：“TRUE”不是数；改为数字；没有数就留空",)),
    Case(
        "too large",
        put(E8="1e3", F8="100000000001"),
        problems=(
            "E8：“1e3”不是数；改为数字；没有数就留空",
            "F8：“100000000001”（万元）过大；核对单位和小数点",
        ),
    ),
    Case(
        "too fine",
        put(E8="0.1234567890123456"),
        problems=("E8：“0.1234567890123456”小数位过多；以万元为单位最多15位小数",),
    ),
    Case("grouped", put(E8="1,948,000")),
    Case("negative", put(E8="-5", G8="100"), warnings=("E8：1格的数是负数：E8；核对正负号",)),
    Case(
        "dotted",
        put(E8="…"),
        warnings=(
            "E8：1格填的是“…”，按缺数处理：E8；如有数就填数",
            "A8：1户的当月本期数或同期数空缺，未计入汇总：A8；有数后补填重算",
        ),
    ),
    Case(
        "base blank",
        put(F8=""),
        warnings=("A8：1户的当月本期数或同期数空缺，未计入汇总：A8；有数后补填重算",),
    ),
    Case(
        "blank both spans",
        put(E8="", G9=""),
        warnings=(
            "A8：1户的当月本期数或同期数空缺，未计入汇总：A8；有数后补填重算",
            "A9：1户的累计本期数或同期数空缺，未计入汇总：A9；有数后补填重算",
        ),
    ),
    Case(
        "ytd below",
        put(G8="100"),
        warnings=("A8：1户的累计数小于当月数：A8；核对两格是否填错或单位不同",),
    ),
    Case("sum off", put(E8="1958000")),
    Case(
        "state unknown",
        put(I8="停业"),
        problems=(("I8：状态“停业”不对；可选：正常、停产、半停产、新建、退库；没有就留空"),),
    ),
    Case(
        "state 停产 wrong",
        put(I8="停产"),
        warnings=(
            ("A8：1户的状态与当月数不符，以数为准：A8（状态“停产”，有产出）；核对状态和当月数"),
        ),
    ),
    Case(
        "state 半停产 wrong",
        put(I8="半停产"),
        warnings=(
            (
                "A8：1户的状态与当月数不符，以数为准：A8（状态“半停产”，数不是半停产）；"
                "核对状态和当月数"
            ),
        ),
    ),
    Case(
        "state 新建 wrong",
        put(I8="新建"),
        warnings=(
            (
                "A8：1户的状态与当月数不符，以数为准：A8（状态“新建”，上年同期有数）；"
                "核对状态和当月数"
            ),
        ),
    ),
    Case("state 退库", put(I8="退库")),
    Case("key wrong", put(J8="Y"), problems=("J8：重点企业“Y”不对；重点企业写“是”，其余留空",)),
    Case("key no", put(J8="否")),
    Case("key bool", book(J8=True)),
    Case(
        "NaN in parquet",
        parquet(lambda: parquet_bytes(changed(8, 4, "nan"), DOUBLES)),
        problems=("E8：“nan”是错误值；改正公式；没有数就留空",),
    ),
    Case(
        "a nested parquet column",
        parquet(lambda: written("SELECT 'a' AS 统一社会信用代码, [1] AS 地区")),
        problems=("：“地区”列一格里有多个值（INTEGER[]）；删去这一列，或拆成每格一个值后再用",),
    ),
    Case(
        "text for a number in parquet",
        parquet(lambda: parquet_bytes(changed(8, 4, "2023-05-01"), TEXTS)),
        problems=("E8：“2023-05-01”不是数；改为数字；没有数就留空",),
    ),
    Case(
        "a comma in a number without quotes",
        lambda firms: firms.write(FIRMS, firms.text(FIRMS).replace("1948000", "1,948,000", 1)),
        problems=(
            (
                "M8：这一行有14格，表头只有12格；数里有逗号的去掉逗号，或给这一格加引号；"
                "行末多余的逗号删去"
            ),
            "I8：状态“9320000”不对；可选：正常、停产、半停产、新建、退库；没有就留空",
            "J8：重点企业“8840000”不对；重点企业写“是”，其余留空",
            "K8：“正常”不是数；改为数字；没有数就留空",
            "L8：“是”不是数；改为数字；没有数就留空",
        ),
    ),
    Case(
        "merged",
        book(form=Form(merged=((7, 4, 8, 4),))),
        problems=("数据 › E8：E8:E9 是合并单元格，分不出每格的数；取消合并，每格分别填写",),
    ),
    Case(
        "hidden",
        book(form=Form(rows=(7,))),
        warnings=("数据：第8行是隐藏的，照样读了；如不应使用，请删去",),
    ),
    Case(
        "two files",
        holds(csv_bytes(rows()), "enterprises/2023-05.xlsx"),
        problems=("：有2份：enterprises/2023-05.csv、enterprises/2023-05.xlsx；只留一份",),
    ),
    Case(
        "unused column",
        holds(csv_bytes([[*row, "x" if n else "备注"] for n, row in enumerate(rows())])),
        warnings=("M1：“备注”列没有用到；如应使用，请改正表头",),
    ),
    Case("亿元", holds(in_unit("亿元", "1e-4"))),
    Case("元", holds(in_unit("元", "1e4"))),
    Case(
        "a header that is not understood",
        put(
            A1="社会信用代码",
            B1="单位名称",
            C1="县(市)区",
            D1="行业大类代码",
            E1="本月总产值(万元)",
            F1="去年同期总产值(万元)",
            G1="1-5月总产值（万元）",
            H1="同期累计总产值（万元）",
        ),
        problems=(
            (
                "第1行：缺“累计总产值（万元）”列；补上这一列，表头照此写；"
                "没认出的表头：G1“1-5月总产值（万元）”"
            ),
        ),
    ),
    Case(
        "headers as people write them",
        put(
            E1="当月总产值[万元]",
            F1="同期总产值（万元）",
            G1="工业总产值累计（万元）",
            H1="累计同期总产值（万元）",
            K1="月末用电量（万千瓦时）",
            L1="上年同期月末用电量（千瓦时）",
        ),
    ),
    Case(
        "period above",
        holds(csv_bytes([["2023年4月企业表"], *rows()])),
        warnings=("A1：写的是“2023年4月”，文件是 2023-05 的；核对是不是这一期的数",),
    ),
    Case(
        "two broken",
        put(A5="", D8="99", E9="x"),
        problems=(
            "D8：“99”不是 GB/T 4754—2017 的工业大类（06—46）；写两位的大类代码，如 39",
            "E9：“x”不是数；改为数字；没有数就留空",
            "A5：没有写统一社会信用代码；填上，每户一个，不重复",
        ),
    ),
]
