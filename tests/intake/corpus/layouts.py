"""Where the table stands, its headers, units and rows: as people lay out a sheet."""

from decimal import Decimal

from tests.intake.conftest import MONTHLY
from tests.intake.corpus.making import goes, put, rows, sheets, stops, unread
from tests.intake.corpus.words import (
    BLANK,
    BOTH,
    HIDDEN,
    LEVEL,
    NEGATIVE,
    NO_COLUMN,
    NO_ROW,
    SUMS,
    UNUSED,
    XLSX,
    no_header,
)
from tests.intake.files import WRITERS

TITLES = [["附件1"], ["2023年5月福州市规上工业主要指标"], ["", "", "单位：亿元、%"], []]


def head(**cells):
    """Headers of the CSV set, by column."""
    return put(**{f"{letter}1": header for letter, header in cells.items()})


def moved(rows, *order):
    return [[row[n] for n in order] for row in rows]


def in_unit(unit, shift):
    """Money in another unit: the point moved."""

    def change(rows):
        head = [text.replace("亿元", unit) for text in rows[0]]
        return [
            head,
            *(
                [
                    f"{Decimal(c).scaleb(shift):f}" if c and 3 <= n <= 6 else c
                    for n, c in enumerate(row)
                ]
                for row in rows[1:]
            ),
        ]

    return change


CASES = [
    goes("title, unit and blank rows above", rows(lambda r: [*TITLES, *r])),
    goes("blank rows between all rows", rows(lambda r: [line for row in r for line in (row, [])])),
    goes(
        "blank columns left and between",
        rows(lambda r: [["", "", row[0], "", *row[1:]] for row in r]),
    ),
    goes(
        "a column of numbers in front",
        rows(lambda r: [["序号", *r[0]], *([str(n), *row] for n, row in enumerate(r[1:], 1))]),
        f"{MONTHLY} › A1：“序号”{UNUSED}",
    ),
    goes(
        "regions last, columns in another order",
        rows(lambda r: moved(r, 8, 7, 6, 5, 4, 3, 2, 1, 0)),
    ),
    goes("rows in another order", rows(lambda r: [r[0], *r[:0:-1]])),
    unread(
        "the header in row 21",
        rows(lambda r: [["说明"]] * 20 + r),
        no_header("说明"),
    ),
    unread(
        "the table lying on its side",
        rows(lambda r: [list(row) for row in zip(*r, strict=True)]),
        no_header("地区、全国、福建省、福州市、鼓楼区等17个"),
    ),
    unread(
        "months as columns",
        rows(
            lambda r: [
                ["地区", "1—2月", "3月", "4月", "5月"],
                *([row[0], "1", "1", "1", row[1]] for row in r[1:]),
            ]
        ),
        no_header("地区、1—2月、3月、4月、5月"),
    ),
    stops(
        "two columns of regions",
        head(B="县（市、区）"),
        f"{MONTHLY} › B1：“县（市、区）”与 A1 的列含义相同；删去或改名其中一列",
        f"{MONTHLY} › 第1行：缺“增加值增速（%）”列；{NO_COLUMN}",
    ),
    stops(
        "two columns that mean the same",
        head(C="规上工业增加值同比增长（%）"),
        f"{MONTHLY} › C1：“规上工业增加值同比增长（%）”与 B1 的列含义相同；删去或改名其中一列",
        f"{MONTHLY} › 第1行：缺“增加值累计增速（%）”列；{NO_COLUMN}",
    ),
    stops(
        "a second column in another unit",
        head(H="规上工业总产值（万元）"),
        f"{MONTHLY} › H1：“规上工业总产值（万元）”与 D1 的列含义相同；删去或改名其中一列",
    ),
    stops(
        "no unit in any header",
        rows(lambda r: [[c.split("（")[0] for c in r[0]], *r[1:]]),
        f"{MONTHLY} › B1：表头“增加值增速”没有写单位；写作“增加值增速（%）”",
        f"{MONTHLY} › C1：表头“增加值累计增速”没有写单位；写作“增加值累计增速（%）”",
        f"{MONTHLY} › D1：表头“总产值”没有写单位；写作“总产值（亿元）”",
        f"{MONTHLY} › E1：表头“上年同期总产值”没有写单位；写作“上年同期总产值（亿元）”",
        f"{MONTHLY} › F1：表头“累计总产值”没有写单位；写作“累计总产值（亿元）”",
        f"{MONTHLY} › G1：表头“上年同期累计总产值”没有写单位；写作“上年同期累计总产值（亿元）”",
        f"{MONTHLY} › H1：表头“总产值增速”没有写单位；写作“总产值增速（%）”",
        f"{MONTHLY} › I1：表头“总产值累计增速”没有写单位；写作“总产值累计增速（%）”",
    ),
    stops(
        "units nobody asked for",
        head(
            D="总产值（百元）", E="上年同期总产值（元）", F="累计总产值（$）", B="增加值增速（‰）"
        ),
        f"{MONTHLY} › B1：表头“增加值增速（‰）”单位“‰”不认识；写作“增加值增速（%）”",
        f"{MONTHLY} › D1：表头“总产值（百元）”单位“百元”不认识；写作“总产值（亿元）”",
        f"{MONTHLY} › E1：表头“上年同期总产值（元）”单位“元”不认识；写作“上年同期总产值（亿元）”",
        f"{MONTHLY} › F1：表头“累计总产值（$）”单位“$”不认识；写作“累计总产值（亿元）”",
    ),
    stops(
        "the unit in front",
        head(D="（亿元）总产值"),
        f"{MONTHLY} › 第1行：缺“总产值（亿元）”列；{NO_COLUMN}；没认出的表头：D1“（亿元）总产值”",
        warnings=(f"{MONTHLY} › D1：“（亿元）总产值”{UNUSED}",),
    ),
    goes("money in 万元", rows(in_unit("万元", 4))),
    goes("money in 千元", rows(in_unit("千元", 5))),
    stops(
        "money in 万元 under 亿元, one column",
        put(F4="37316200", F5="293000"),
        f"{MONTHLY} › F4：“37316200”{LEVEL}",
        warnings=(f"{MONTHLY} › F5：鼓楼区累计总产值增速按本期和同期计算为973321.93%；{BOTH}",),
    ),
    goes(
        "money in 万元 under 亿元, one cell",
        put(D5="5.98", E5="62000"),
        f"{MONTHLY} › D5：鼓楼区当月总产值增速按本期和同期计算为-99.99%；{BOTH}",
        f"{MONTHLY} › E4：福州市当月上年同期总产值747.4亿元，各县（市）区合计62741.2亿元，"
        f"相差-61993.8亿元（-8294.59%）；{SUMS}",
        figures={("base", "month", "鼓楼区"): "62000"},
    ),
    goes(
        "full-width headers",
        rows(lambda r: [[c.replace("%", "％").replace("（", " （ ") for c in r[0]], *r[1:]]),
    ),
    goes(
        "other brackets",
        rows(lambda r: [[c.replace("（", "[").replace("）", "]") for c in r[0]], *r[1:]]),
    ),
    goes(
        "headers in other words",
        head(
            A="县（市）区",
            B="规模以上工业增加值同比增速（%）",
            C="规上工业增加值本月止累计增幅（%）",
            D="本月规上工业总产值（亿元）",
            E="去年同期总产值（亿元）",
            H="工业总产值同比增长率（%）",
        ),
    ),
    stops(
        "headers of another statistic",
        head(D="营业收入（亿元）", F="累计营业收入（亿元）"),
        *(
            f"{MONTHLY} › 第1行：缺“{header}（亿元）”列；{NO_COLUMN}；"
            "没认出的表头：D1“营业收入（亿元）”、F1“累计营业收入（亿元）”"
            for header in ("总产值", "累计总产值")
        ),
        warnings=(
            f"{MONTHLY} › D1：“营业收入（亿元）”{UNUSED}",
            f"{MONTHLY} › F1：“累计营业收入（亿元）”{UNUSED}",
        ),
    ),
    *(
        stops(
            name,
            head(B=header),
            f"{MONTHLY} › 第1行：缺“增加值增速（%）”列；{NO_COLUMN}；没认出的表头：B1“{header}”",
            warnings=(f"{MONTHLY} › B1：“{header}”{UNUSED}",),
        )
        for name, header in {
            "a header with a typing error": "增加值增素（%）",
            "a marked header": "增加值增速①（%）",
        }.items()
    ),
    goes(
        "a column nobody asked for",
        rows(lambda r: [[*r[0], "利润（亿元）"], *([*row, "x"] for row in r[1:])]),
        f"{MONTHLY} › J1：“利润（亿元）”{UNUSED}",
    ),
    stops(
        "a row shifted by a cell",
        rows(lambda r: [*r[:4], [r[4][0], "", *r[4][1:-1]], *r[5:]]),
        f"{MONTHLY} › D5：“-0.8”{NEGATIVE}",
        warnings=(f"{MONTHLY} › B5：鼓楼区当月增加值增速{BLANK}",),
    ),
    stops(
        "two tables side by side",
        rows(lambda r: [[*row, "", *row[:2]] for row in r]),
        f"{MONTHLY} › K1：“地区”与 A1 的列含义相同；删去或改名其中一列",
        f"{MONTHLY} › L1：“增加值增速（%）”与 B1 的列含义相同；删去或改名其中一列",
    ),
    goes(
        "notes, cover and last month's sheet around it",
        sheets(
            "xlsx",
            lambda t: {"封面": [["福州市"]], "说明": [["地区", "见附件"]], "5月": t, "4月": t},
        ),
        f"{XLSX} › 4月：也有同样的表头，没有读它，读的是“5月”；要用这张表，请移到最前",
    ),
    *(
        goes(
            f"the table on a hidden sheet, {suffix}",
            sheets(suffix, lambda t: {"封面": [["福州市"]], "数据": t}, hidden=("数据",)),
            f"monthly/2023-05.{suffix} › 数据：{HIDDEN}",
        )
        for suffix in WRITERS
    ),
    goes(
        "the only sheet hidden",
        sheets("xlsx", lambda t: {"数据": t}, hidden=("数据",)),
        f"{XLSX} › 数据：{HIDDEN}",
    ),
    goes(
        "a sheet's name with signs",
        sheets("xlsx", lambda t: {"5月&apos;终稿&apos;&quot;&lt;1&gt;": t}),
    ),
    stops(
        "signs of a sheet's name in a message",
        sheets("xlsx", lambda t: {"a › b：&quot;c&quot;": t[:-1]}),
        f'{XLSX} › a › b："c"：没有“高新区”的行；{NO_ROW}',
    ),
]
