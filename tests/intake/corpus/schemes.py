"""Any scheme: declared measures, targets, 组别, adjustments and vetoes, each wrong in some way.

The golden folder is given a rule book of more measures, and their figures, before it is spoilt:
J and K electricity and its 同期, L taxes (万元), M the sales rate, N new firms; in expected/, E
the target of taxes, for the city too.
"""

from tests.intake.conftest import EXPECTED, MONTHLY
from tests.intake.corpus.making import both, goes, holds, put, rows, stops
from tests.intake.corpus.words import (
    ADJUSTMENTS,
    BLANK,
    DATASET,
    EMPTY,
    NO_COLUMN,
    NO_ROW,
    REGIONS,
    RULES,
    UNUSED,
    VETOES,
    no_header,
)
from tests.intake.files import csv_bytes

BOOK = """
[ranking]
within = "group"

[[measure]]
code = "power"
name = "工业用电量"
unit = "万千瓦时"

[[measure]]
code = "tax"
name = "税收"
unit = "万元"

[[measure]]
code = "sales"
name = "产销率"
unit = "%"
regions = "all"

[[measure]]
code = "firms"
name = "新增企业"
unit = "家"
base = false
regions = "counties"

[[indicator]]
code = "firms_up"
name = "新增企业数"
measure = "firms"
as = "value"
standard = "none"
method = "per_unit"
spans = ["ytd"]
decimals = 0
points = 5
base = 0
per_step = 0.5
step = 1
"""
ROW = """
[[indicator]]
code = "{}"
name = "{}"
measure = "{}"
as = "{}"
standard = "{}"
step = {}
spans = ["ytd"]
decimals = 1
points = 10
base = 8
per_step = 0.2
"""
BOOK += ROW.format("power_up", "工业用电量增速", "power", "growth", "city", 0.1)
BOOK += ROW.format("tax_done", "税收完成率", "tax", "completion", "city", 1)
BOOK += ROW.format("sold", "产销率", "sales", "value", "nation", 0.1)
POWER, LAST_POWER = "累计工业用电量（万千瓦时）", "上年同期累计工业用电量（万千瓦时）"
TAX, SOLD, FIRMS = "累计税收（万元）", "累计产销率（%）", "累计新增企业（家）"
TARGET = "累计税收目标（万元）"
SCORED = "“实际完成增量、税收完成率”计分需要预期增量、税收目标"


def figures(table):
    """The monthly file with the figures of the declared measures."""
    header, nation, province, city, *counties = table
    more = [
        [f"{100 + n}.5", f"{90 + n}", f"{2000 + n}", f"9{n % 7}.25", f"{n % 4}"]
        for n in range(len(counties))
    ]
    own = [f"{sum(float(row[at]) for row in more):g}" for at in range(3)]
    return [
        [*header, POWER, LAST_POWER, TAX, SOLD, FIRMS],
        [*nation, "", "", "", "96.1", ""],
        [*province, "", "", "", "95.8", ""],
        [*city, *own, "95.5", ""],
        *([*row, *figures] for row, figures in zip(counties, more, strict=True)),
    ]


def targets(table):
    """The file of targets with those of taxes, the city's first."""
    header, *counties = table
    return [
        [*header, TARGET],
        ["2023-05", "福州市", "", "", "30000"],
        *([*row, "2500"] for row in counties),
    ]


def groups(table):
    """regions.csv with a 组别 for every county."""
    return [[*row, "组别" if not n else "一组" if n % 2 else "二组"] for n, row in enumerate(table)]


def scheme(*changes):
    """The folder with this rule book, then spoilt."""
    return both(
        lambda city: city.write(RULES, city.text(RULES) + BOOK),
        rows(figures),
        rows(targets, EXPECTED),
        rows(groups, REGIONS),
        *changes,
    )


def without(label, letter):
    return lambda city: city.drop_column(label, letter)


def adjustments(*more, header=("期间", "地区", "事项", "加减分", "依据")):
    return scheme(holds(ADJUSTMENTS, csv_bytes([header, *more])))


def vetoes(*more, header=("期间", "地区", "效力", "依据")):
    return scheme(holds(VETOES, csv_bytes([header, *more])))


GIVEN = ["2023-05", "福清市", "受市政府通报批评", "-1.5", "榕政通报第3号"]
VETO = ["2023-Q2", "福清市", "不予表扬", "安全生产通报"]


def given(**changes):
    return [
        changes.get(key, value)
        for key, value in zip(("期间", "地区", "事项", "加减分", "依据"), GIVEN, strict=True)
    ]


def veto(**changes):
    return [
        changes.get(key, value)
        for key, value in zip(("期间", "地区", "效力", "依据"), VETO, strict=True)
    ]


ANY_PERIOD = "月份写作 2023-05（1—2月写作 2023-02），季度写作 2023-Q1，全年写作 2023"

CASES = [
    goes(
        "declared measures",
        scheme(),
        figures={
            ("power", "ytd", "鼓楼区"): "100.5",
            ("power-base", "ytd", "高新区"): "102",
            ("tax", "ytd", "台江区"): "2001",
            ("tax-target", "ytd", "福州市"): "30000",
            ("sales", "ytd", "全国"): "96.1",
            ("firms", "ytd", "福州市"): None,
        },
    ),
    # ------------------------------------------------------------ columns
    stops("no column of a level", scheme(without(MONTHLY, "L")),
          f"{MONTHLY} › 第1行：缺“{TAX}”列；{NO_COLUMN}"),
    stops("no column of a count", scheme(without(MONTHLY, "N")),
          f"{MONTHLY} › 第1行：缺“{FIRMS}”列；{NO_COLUMN}"),
    stops("neither 同期 nor growth", scheme(without(MONTHLY, "K")),
          f"{MONTHLY} › 第1行：缺“{LAST_POWER}”或“工业用电量累计增速（%）”列；{NO_COLUMN}"),
    stops("growth alone", scheme(without(MONTHLY, "K"), put(J1="工业用电量累计增速（%）",
                                            **{f"J{n}": "5" for n in range(4, 18)})),
          f"{MONTHLY} › 第1行：缺“{POWER}”列；{NO_COLUMN}"),
    stops("another unit that is no money", scheme(put(J1="累计工业用电量（亿千瓦时）")),
          f"{MONTHLY} › J1：表头“累计工业用电量（亿千瓦时）”单位“亿千瓦时”不认识；写作“{POWER}”"),
    stops("no unit", scheme(put(N1="累计新增企业")),
          f"{MONTHLY} › N1：表头“累计新增企业”没有写单位；写作“{FIRMS}”"),
    stops("a unit of money that is none of ours", scheme(put(L1="累计税收（元）")),
          f"{MONTHLY} › L1：表头“累计税收（元）”单位“元”不认识；写作“{TAX}”"),
    stops("a rate with a unit of money", scheme(put(M1="累计产销率（亿元）")),
          f"{MONTHLY} › M1：表头“累计产销率（亿元）”单位“亿元”不认识；写作“{SOLD}”"),
    stops("a column twice, in other words",
          scheme(put(K1="去年同期工业用电量累计（万千瓦时）"),
                 rows(lambda r: [[*r[0], LAST_POWER], *([*row, "1"] for row in r[1:])])),
          f"{MONTHLY} › O1：“{LAST_POWER}”与 K1 的列含义相同；删去或改名其中一列"),
    stops("a name that is another measure's", scheme(put(L1="累计税收收入（万元）")),
          f"{MONTHLY} › 第1行：缺“{TAX}”列；{NO_COLUMN}；没认出的表头：L1“累计税收收入（万元）”",
          warnings=[f"{MONTHLY} › L1：“累计税收收入（万元）”{UNUSED}"]),
    goes("in other words, another unit of money",
         scheme(put(J1="规上工业用电量累计（万千瓦时）",
                    K1="去年同期本月止累计工业用电量（万千瓦时）",
                    L1="本月止累计税收（亿元）", L4="2.6078",
                    **{f"L{n}": f"0.{2000 + n - 5}" for n in range(5, 18)})),
         figures={("tax", "ytd", "台江区"): "2001", ("power", "ytd", "台江区"): "101.5"}),
    # ------------------------------------------------------------ figures
    stops("a rate beyond its bounds", scheme(put(M5="1000.1")),
          f"{MONTHLY} › M5：“1000.1”超出±1000%；核对小数点和单位"),
    stops("an amount beyond its bounds", scheme(put(J5="1000000000001")),
          f"{MONTHLY} › J5：“1000000000001”（万千瓦时）超过1万亿；核对单位和小数点"),
    stops("money beyond its bounds", scheme(put(L5="100000000001")),
          f"{MONTHLY} › L5：“100000000001”（万元）超过1000万亿元；核对单位和小数点"),
    stops("a percentage of firms", scheme(put(N5="3%")),
          f"{MONTHLY} › N5：“3%”带百分号，这一列的单位是家；核对是否填错了列"),
    stops("words for a count", scheme(put(N5="三家")),
          f"{MONTHLY} › N5：“三家”不是数；改为数字；没有数就留空"),
    stops("a growth that makes the base too large",
          scheme(put(K1="工业用电量累计增速（%）", J5="999999999999", K5="-99",
                     **{f"K{n}": "1" for n in (4, *range(6, 18))})),
          f"{MONTHLY} › K5：增速-99%使推算的同期超过1万亿万千瓦时；核对增速，或填上同期数",
          ),
    goes("below zero, and less than in the month",
         scheme(put(N5="-1", L5="-2000", L4="22078"),
                rows(lambda r: [[*row, "税收（万元）" if not n else "5" if n == 4 else ""]
                                for n, row in enumerate(r)])),
         figures={("tax", "ytd", "鼓楼区"): "-2000", ("tax", "month", "鼓楼区"): "5",
                  ("firms", "ytd", "鼓楼区"): "-1"}),
    goes("blanks are missing", scheme(put(N5="", M2="—", K6="")),
         f"{MONTHLY} › K6：台江区累计上年同期工业用电量{BLANK}",
         f"{MONTHLY} › M2：全国累计产销率{BLANK}",
         f"{MONTHLY} › N5：鼓楼区累计新增企业{BLANK}",
         figures={("firms", "ytd", "鼓楼区"): None, ("sales", "ytd", "全国"): None}),
    goes("a figure where a measure has none", scheme(put(N4="12", L2="5")),
         f"{MONTHLY} › L2：税收只读全市和县（市）区的，没有读“5”；核对是否填错了列",
         f"{MONTHLY} › N4：新增企业只读县（市）区的，没有读“12”；核对是否填错了列"),
    goes("counties that are not the city", scheme(put(L4="26100")),
         f"{MONTHLY} › L4：福州市累计税收26100万元，各县（市）区合计26078万元，"
         "相差22万元（0.08%）；"
         "核对口径（如高新区是否重复计入）",
         figures={("tax", "ytd", "福州市"): "26100"}),
    goes("a sales rate as fractions",
         scheme(put(**{f"M{n}": f"0.9{n:02}" for n in range(4, 18)})),
         f"{MONTHLY} › M4：累计产销率一列14个数都在±1%以内，疑似未换算为百分数；"
         "核对；如0.904是否应为90.4"),
    # ------------------------------------------------------------ targets
    stops("no file of targets", scheme(lambda city: city.remove(EXPECTED)),
          f"{EXPECTED}：没有这个文件；{SCORED}"),
    stops("no column of targets", scheme(without(EXPECTED, "E")),
          f"{EXPECTED} › 第1行：缺“{TARGET}”列；{NO_COLUMN}"),
    stops("targets of the month only", scheme(put(EXPECTED, E1="月度税收目标（万元）")),
          f"{EXPECTED} › 第1行：缺“{TARGET}”列；{NO_COLUMN}"),
    stops("targets without a unit", scheme(put(EXPECTED, E1="累计税收目标")),
          f"{EXPECTED} › E1：表头“累计税收目标”没有写单位；写作“{TARGET}”"),
    stops("no target of the city", scheme(lambda city: city.drop_row(EXPECTED, 2)),
          f"{EXPECTED}：没有“福州市”的行（2023-05）；{NO_ROW}"),
    stops("no targets of a county", scheme(lambda city: city.drop_row(EXPECTED, 3)),
          f"{EXPECTED}：没有“鼓楼区”的行（2023-05）；{NO_ROW}"),
    stops("no period beside the targets", scheme(without(EXPECTED, "A")),
          f"{EXPECTED} › 第1行：缺“期间”列；{NO_COLUMN}"),
    goes("a blank target of the city is missing", scheme(put(EXPECTED, E2="")),
         f"{EXPECTED} › E2：福州市累计税收目标{BLANK}",
         figures={("tax-target", "ytd", "福州市"): None}),
    goes("a target of nought, and one below", scheme(put(EXPECTED, E3="0", E4="-5")),
         figures={("tax-target", "ytd", "台江区"): "-5"}),
    goes("targets in the monthly file are not read",
         scheme(rows(lambda r: [[*r[0], TARGET], *([*row, "1"] for row in r[1:])])),
         f"{MONTHLY} › O1：“{TARGET}”{UNUSED}"),
    # ------------------------------------------------------------ 组别
    stops("no column of groups", scheme(without(REGIONS, "G")),
          f"{REGIONS} › 第1行：缺“组别”列；规则书按组别排位次，补上这一列"),
    stops("a county without a group", scheme(put(REGIONS, G5="", G6=" ")),
          f"{REGIONS} › G5：没有写组别；规则书按组别排位次，填上",
          f"{REGIONS} › G6：没有写组别；规则书按组别排位次，填上"),
    stops("a group that turns the line", scheme(put(REGIONS, G5="一组\u202e")),
          f"{REGIONS} › G5：有改变书写方向的字符 U+202E；删去这个字符"),
    stops("a group that is a formula", scheme(put(REGIONS, G5="=A1")),
          f"{REGIONS} › G5：“=A1”以 = + - @ 开头，表格软件会当成公式；改用不带这些符号的名称"),
    # ------------------------------------------------------------ adjustments
    goes("adjustments of a month, a quarter and a year",
         adjustments(GIVEN, given(期间="2023-Q2"), given(期间="2023", 加减分="２"))),
    goes("adjustments of another year are left alone",
         adjustments(given(期间="2022-05", 地区="某县", 依据=""))),
    stops("adjustments: all that can be wrong",
          adjustments(["2023-05", "福清县", "", "1.555", ""], ["2023-Q9", *GIVEN[1:]],
                      ["5月", *GIVEN[1:]], given(期间="2023", 地区="平潭", 加减分="五")),
          f"{ADJUSTMENTS} › B2：“福清县”不是考评的县区；是不是“福清市”？",
          f"{ADJUSTMENTS} › C2：没有写事项；写明为什么加减分",
          f"{ADJUSTMENTS} › E2：没有写依据；写明加减分依据的文件或通报",
          f"{ADJUSTMENTS} › D2：加减分“1.555”超过2位小数；最多2位小数",
          f"{ADJUSTMENTS} › A3：没有“2023-Q9”这个季度；季度写作 2023-Q1 至 2023-Q4",
          f"{ADJUSTMENTS} › A4：“5月”不是期间；{ANY_PERIOD}",
          f"{ADJUSTMENTS} › B5：“平潭”不是考评的县区；改为参加考评的县区",
          f"{ADJUSTMENTS} › D5：“五”不是数；改为数字；没有数就留空"),
    stops("adjustments of a later month", adjustments(given(期间="2023-12", 加减分="")),
          f"{ADJUSTMENTS} › D2：没有写加减分；加分填正数，减分填负数"),
    stops("the same adjustment twice", adjustments(GIVEN, GIVEN),
          f"{ADJUSTMENTS} › C3：福清市2023-05的“受市政府通报批评”已有一条；"
          "同一期间、地区、事项只留一条"),
    stops("the same by another name of the county",
          adjustments(given(地区="长乐市"), given(地区="长乐区")),
          f"{ADJUSTMENTS} › C3：长乐区2023-05的“受市政府通报批评”已有一条；"
          "同一期间、地区、事项只留一条"),
    stops("an adjustment too large", adjustments(given(加减分="1e9"), given(加减分="1000001")),
          f"{ADJUSTMENTS} › D2：“1e9”不是数；改为数字；没有数就留空",
          f"{ADJUSTMENTS} › D3：加减分“1000001”过大；核对小数点"),
    stops("an adjustment in per cent", adjustments(given(加减分="5%")),
          f"{ADJUSTMENTS} › D2：“5%”带百分号，这一列的单位是分；核对是否填错了列"),
    stops("a matter of two lines", adjustments(given(事项="通报\n批评")),
          f"{ADJUSTMENTS} › C2：有换行或控制字符 U+000A；删去这个字符"),
    stops("adjustments: no column of the matter",
          adjustments(["2023-05", "福清市", "1", "通报"],
                      header=("期间", "地区", "加减分", "依据")),
          f"{ADJUSTMENTS} › 第1行：缺“事项”列；{NO_COLUMN}"),
    stops("adjustments: nothing in it", scheme(holds(ADJUSTMENTS, b"")),
          f"{ADJUSTMENTS}：{EMPTY}"),
    stops("adjustments: another file under the name",
          scheme(lambda city: city.write(ADJUSTMENTS, city.text(RULES))),
          f"{ADJUSTMENTS}：" + no_header("title = \"福州市工业争先增效行动考评办法\"")),
    stops("adjustments twice",
          both(adjustments(GIVEN), holds("adjustments.xlsx", b"x")),
          "adjustments：有2份：adjustments.csv、adjustments.xlsx；只留一份"),
    # ------------------------------------------------------------ vetoes
    goes("vetoes", vetoes(VETO, veto(效力="不排位次"), veto(期间="2023"))),
    stops("vetoes: all that can be wrong",
          vetoes(veto(效力="一票否决", 依据=""), veto(期间="二季度"), veto(地区="福州市")),
          f"{VETOES} › C2：效力“一票否决”不对；可选：不排位次、不予表扬",
          f"{VETOES} › D2：没有写依据；写明否决依据的文件或通报",
          f"{VETOES} › A3：“二季度”不是期间；{ANY_PERIOD}",
          f"{VETOES} › B4：“福州市”不是考评的县区；改为参加考评的县区"),
    stops("the same veto twice", vetoes(VETO, veto(效力="不排位次"), VETO),
          f"{VETOES} › C4：福清市2023-Q2的“不予表扬”已有一条；同一期间、地区只留一条"),
    stops("vetoes: no column of the effect",
          vetoes(["2023-05", "福清市", "通报"], header=("期间", "地区", "依据")),
          f"{VETOES} › 第1行：缺“效力”列；{NO_COLUMN}"),
    # ------------------------------------------------------------ what a new folder starts with
    stops("what was never filled in",
          lambda city: city.edit(DATASET, 'source = "', 'source = "（写明数据来源）'),
          f"{DATASET} › source：还是“（写明数据来源）全国增速：国家统计局；其余为示例数据”；"
          "写上本市的"),
    stops("blanks of the rule book",
          lambda city: city.write(RULES, city.text(RULES) + '[document]\nname = "（写明名称）"\n'),
          f"{RULES} › document.name：还是“（写明名称）”；写上本市的；文件没有说的，删去这一行"),
    stops("another city's names",
          both(lambda city: city.edit(REGIONS, "福州市,", "三江市,"),
               lambda city: city.edit(MONTHLY, "福州市", "三江市"),
               lambda city: city.write(RULES, city.text(RULES)
                                       + '[document]\naction = "福州争先行动"\n')),
          f"{DATASET} › title：“福州市规上工业月度数据（示例）”写的是福州，"
          "本市是三江市；改为本市的",
          f"{RULES} › document.action：“福州争先行动”写的是福州，本市是三江市；改为本市的"),
]  # fmt: skip
