"""A bureau's workbook by its layout: what is found however it drifts, what is said if it is not."""

import datetime
from decimal import Decimal

import pytest

from tests.intake.bureau.workbooks import (
    LAYOUT,
    MERGED,
    REVENUE,
    accepted,
    book,
    changed,
    city,
    column,
    declared,
    figures,
    levels,
    output,
    read,
    refused,
    revenue,
    sheet,
    titled,
)
from tests.intake.files import WRITERS, Error, Form, Formula, Percent, csv_bytes


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_merged_two_row_header_in_every_format(suffix):
    table, warnings = accepted(book(("工业处2", revenue()), suffix=suffix))
    assert figures(table) == REVENUE
    assert (table.title, str(table.period), warnings) == ("规模工业营业收入", "2025-03", [])
    (place,) = (f.place for f in table.figures if f.key == ("output", "ytd", "双清区"))
    assert str(place) == "2025年.xlsx › 工业处2 › B6"


# --- the same table, drifted ---------------------------------------------------------------


WITHOUT_UNITS = revenue(level="绝对额", growth="增速")
UNITS = [None, "(亿元)", "(%)"]
WITH_NOTES = [
    ["全市", 324.78141, 11.7952917926028],
    [None, None, None],
    ["　双 清", 51.741, 37.7],
    ["#其中：市辖区", 9, 9],
    ["大祥", "１", "－2.5%"],
    ["注：本表按现价计算。", None, None],
]
TURNED = [[row[0], row[2], row[1]] for row in revenue()]
TURNED[2] = ["地区", "1-3月", None]
MOVED = [[None, *row] for row in revenue()]


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        (revenue(period="2025年1—3月"), MERGED),
        (revenue(period="一季度"), MERGED),
        (revenue(level="绝 对 额\n（亿元）", growth="增速（％）"), MERGED),
        # two more rows above, a blank column before, the columns the other way round
        ([[None] * 3, ["附表1"], *revenue()], ((4, 0, 5, 0), (4, 1, 4, 2))),
        (MOVED, ((0, 1, 0, 3), (2, 1, 3, 1), (2, 2, 2, 3))),
        (TURNED, MERGED),
        # the unit in a line above, or in a header row of its own
        (revenue(level="绝对额", growth="增速", unit="单位：亿元、%"), MERGED),
        ([*WITHOUT_UNITS[:4], UNITS, *WITHOUT_UNITS[4:]], ((2, 0, 4, 0), (2, 1, 2, 2))),
        # the header of the names not merged, the rows below it blank
        (revenue(), ((2, 1, 2, 2),)),
        # blank rows, a footnote, left-out rows, a stray space, another region's row
        (revenue(rows=WITH_NOTES), MERGED),
    ],
)
def test_a_drifted_layout_is_still_found(rows, merged):
    table, _ = accepted(sheet(rows, merged=merged), changed(skip=["#*"]))
    assert figures(table) == REVENUE


def test_rows_left_out_are_told():
    rows = [*([name, 1, 1] for name in ("全市", "双清", "大祥")), ["#其中", 2, 2]]
    rows += [["注：现价", None, None]]
    table, _ = accepted(book(("表", revenue(rows=rows))), changed(skip=["#*"]))
    left_out = [(place.cell, text) for place, text in table.left_out]
    assert left_out == [("A8", "#其中"), ("A9", "注：现价")]


def test_ten_thousands_become_hundred_millions():
    table, _ = accepted(book(("表", revenue(level="绝对额(万元)"))))
    assert str(figures(table)["output.ytd"]["双清区"]) == "0.005174"  # 51.741 万元, to 100 元


def test_cached_formulas_percent_cells_and_marks_of_missing():
    rows = [
        ["全市", Formula("=SUM(B6:B7)", 52.741), Percent(0.125)],
        ["双清", 51.741, "—"],
        ["大祥", "……", None],
    ]
    table, warnings = accepted(book(("表", revenue(rows=rows))))
    assert figures(table) == {
        "output.ytd": {"邵阳市": Decimal("52.741"), "双清区": Decimal("51.741"), "大祥区": None},
        "output_growth.ytd": {"邵阳市": Decimal("12.5"), "双清区": None, "大祥区": None},
    }
    assert warnings == [
        "2025年.xlsx › 表 › B7：填的是“…”，按缺数处理；年鉴里“…”表示不足最小单位；如有数请填数"
    ]


def test_hidden_rows_are_read_and_said():
    form = Form(merged=MERGED, rows=(5,), columns=(2,))
    table, warnings = accepted(book(("表", revenue()), form=form))
    assert figures(table) == REVENUE
    assert warnings == ["2025年.xlsx › 表：第6行、C列是隐藏的，照样读了；如不应使用，请删去"]


def test_a_county_that_is_not_there_and_a_number_without_name_are_said():
    rows = [["全市", 1, 1], ["双清", 1, 1], [None, 5, None]]
    _, warnings = accepted(book(("表", revenue(rows=rows))))
    assert warnings == [
        "2025年.xlsx › 表 › A7：有数没有地区名，没有读这一行；核对工作簿",
        "2025年.xlsx › 表：没有“大祥区”的行，没有它的数；核对工作簿",
    ]


# --- the period ----------------------------------------------------------------------------


def test_a_table_that_lags_lands_in_the_period_it_says():
    table, _ = accepted(book(("表", revenue("1-2月"))), changed(lag=1))
    assert str(table.period) == "2025-02"
    table, _ = accepted(book(("表", revenue("1-12月"))), changed(lag=1), period="2025-02")
    assert str(table.period) == "2024-12"  # over the turn of the year


@pytest.mark.parametrize(
    ("header", "lag", "period", "problem"),
    [
        ("1-3月", 0, "2025-04", "按 --period 2025-04 应是1—4月"),
        ("1-2月", 0, "2025-03", "按 --period 2025-03 应是1—3月"),
        ("1-3月", 1, "2025-03", "按 --period 2025-03 应是1—2月（布局写明晚1期）"),
        ("2024年1-3月", 0, "2025-03", "按 --period 2025-03 应是2025年1—3月"),
        ("3-5月", 0, "2025-05", "不是从1月起的累计；核对工作簿和布局"),
        ("2月", 0, "2025-02", "没有2月单独一期；1—2月数据合并发布，核对工作簿"),
    ],
)
def test_a_wrong_period_is_noticed(header, lag, period, problem):
    problems = refused(book(("表", revenue(header))), changed(lag=lag), period=period)
    start = f"2025年.xlsx › 表 › B3：写的是“{header}”，{problem}"
    assert any(line.startswith(start) for line in problems)


def test_the_year_written_anywhere_in_the_workbook_counts():
    other = [["地区生产总值"], ["指标", "2025年1-3月"]]
    problems = refused(book(("核算", other), ("表", revenue())), period="2024-03")
    assert problems == [
        "2025年.xlsx › 核算 › B2：写的是2025年，--period 是 2024-03；"
        "核对 --period 的年份；没有错，就在文件名里写上期间"
    ]


@pytest.mark.parametrize("beside", [[], ["2025年4月15日"]])  # a day is no period
def test_without_a_period_the_one_asked_for_is_taken_and_said(beside):
    _, *rows = titled("营业收入", "累计(亿元)")
    table, warnings = accepted(sheet([["营业收入", *beside], *rows]), output("累计"))
    assert list(figures(table)) == ["output.ytd"]
    assert len(warnings) == 1
    assert warnings[0].startswith("2025年.xlsx › 表 › B2：表头“")
    rest = "累计(亿元)”没有写期间，按 --period 记作 2025-03；核对是不是这一期"
    assert warnings[0].endswith(rest)


@pytest.mark.parametrize("merged", [(), ((0, 0, 0, 1),)])
def test_a_month_in_a_title_is_checked_but_tells_no_span(merged):
    content = sheet(titled("2025年3月营业收入", "累计(亿元)"), merged=merged)
    table, warnings = accepted(content, output("累计"))
    assert (list(figures(table)), warnings) == (["output.ytd"], [])
    (problem,) = refused(content, output("累计"), period="2025-04")
    assert "A1：写的是“2025年3月”，按 --period 2025-04 应是2025年4月" in problem


@pytest.mark.parametrize("content", [csv_bytes(revenue(), "gb18030"), sheet(revenue())])
def test_headers_that_nobody_merged_reach_to_the_right(content):
    """As Calc writes a merged header into a CSV: text over the first column, then nothing."""
    table, _ = accepted(content)
    assert figures(table) == REVENUE
    headers = [source.head.path for source in table.columns.values()]
    assert headers == ["1-3月 › 绝对额(亿元)", "1-3月 › 增速(%)"]


def test_a_nameless_row_of_a_csv_is_no_header():
    rows = revenue(rows=[[None, "1,234.5", "7%"], ["双清", 1, 1]])
    _, problems, warnings = read(csv_bytes(rows))
    assert problems == []
    assert warnings[0] == "2025年.xlsx › A5：有数没有地区名，没有读这一行；核对工作簿"


@pytest.mark.parametrize(
    ("name", "period", "problem", "warning"),
    [
        ("2025年3月.xlsx", "2024-03", " › 文件名：写的是2025年，--period 是 2024-03", ""),
        ("202503.xlsx", "2024-03", " › 文件名：写的是2025年，--period 是 2024-03", ""),
        ("月报.xlsx", "2024-03", "", "：工作簿和文件名都没有写年份，--period 的2024年没有核对"),
        ("2025-03.xlsx", "2025-03", "", ""),
    ],
)
def test_the_year_in_the_file_s_name_serves_where_there_is_no_other(name, period, problem, warning):
    _, problems, warnings = read(book(("表", revenue())), period=period, label=name)
    assert [line.startswith(name + problem) for line in problems] == [True] * bool(problem)
    assert [line.startswith(name + warning) for line in warnings] == [True] * bool(warning)


# --- the span ------------------------------------------------------------------------------


def month_and_ytd(over="2025年3月"):
    rows = [
        ["营业收入"],
        ["地区", over, None],
        [None, "本月（亿元）", "累计（亿元）"],
        ["全市", 1, 7],
        ["双清", 2, 8],
        ["大祥", 3, 9],
    ]
    return sheet(rows, merged=((1, 0, 2, 0), (1, 1, 1, 2)))


@pytest.mark.parametrize("span", [{}, {"span": "ytd"}])
@pytest.mark.parametrize("over", ["2025年3月", "3月", None])
def test_the_word_under_a_month_tells_the_span(over, span):
    table, _ = accepted(month_and_ytd(over), output("累计", **span))
    assert figures(table) == {"output.ytd": {"邵阳市": 7, "双清区": 8, "大祥区": 9}}


@pytest.mark.parametrize(
    "header",
    ["3月累计", "3月份累计", "2025年3月（累计）", "1-3月", "3月止累计", "1-本月", "1—本月",
     "本月止", "截止本月", "1至当月", "1到3月", "1——3月", "1─3月", "1−3月", "1‐3月", "1ー3月",
     "1、2、3月", "1月-3月", "2025年1月-2025年3月", "1月-本月", "自年初累计", "1.-3月"],
)  # fmt: skip
def test_cumulated_is_never_a_month(header):
    content = sheet(titled("营业收入", header))
    table, _ = accepted(content, output(header, unit="亿元"))
    assert list(figures(table)) == ["output.ytd"]
    problems = refused(content, output(header, unit="亿元", span="month"))
    assert "是累计，布局写的是 month" in problems[0]


def test_both_columns_of_a_month_are_read():
    table, _ = accepted(month_and_ytd(), output("本月", "累计"))
    assert city(table) == {"output.month": 1, "output.ytd": 7}


def test_headers_that_contradict_each_other_need_a_declared_span():
    content = month_and_ytd("1-3月")
    assert refused(content, output("本月")) == [
        "2025年.xlsx › 表 › B2：表头“1-3月 › 本月（亿元）”既写当月又写累计；"
        '在布局里写 span = "month" 或 "ytd"'
    ]
    table, _ = accepted(content, output("本月", span="month"))
    assert list(figures(table)) == ["output.month"]


def test_a_month_in_the_title_alone_is_no_span():
    rows = [["2025年3月营业收入"], ["地区", "绝对额(亿元)"], ["全市", 7], ["双清", 8]]
    assert refused(sheet(rows), output("绝对额", sheet="{期间}营业收入")) == [
        '2025年.xlsx › 表 › A1：看不出是当月还是累计；在布局里写 span = "month" 或 "ytd"'
    ]


# --- one column, one figure ----------------------------------------------------------------


def test_a_column_is_read_as_one_figure_only():
    columns = [column(m, "*增速") for m in ("va_growth", "output_growth")]
    content = sheet(titled("营业收入", "1-3月增速(%)"))
    assert refused(content, declared(*columns, sheet="营业收入")) == [
        "2025年.xlsx › 表 › B2：表头“1-3月增速(%)”读了两次；"
        "核对布局的 header 和 span：一列只读作一个数，一个数只读一列"
    ]


def test_a_figure_is_read_from_one_column_only():
    rows = [["营业收入"], ["地区", "累计(亿元)", "1-3月(亿元)"], ["全市", 7, 8], ["双清", 8, 9]]
    assert refused(sheet(rows), output("累计", "1-3月")) == [
        "2025年.xlsx › 表 › C2：表头“累计(亿元)”和“1-3月(亿元)”都读作 output、ytd；"
        "核对布局的 header 和 span：一列只读作一个数，一个数只读一列"
    ]


def test_in_the_first_period_one_column_is_of_both_spans():
    content = book(("表", revenue("1-2月")))
    table, _ = accepted(content, levels("month", "ytd"), period="2025-02")
    assert list(figures(table)) == ["output.month"]


# --- the unit ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "header"),  # of the texts, see the units that a text names
    [
        ("单位：万元 %", "1-3月"),
        ("（万元）", "1-3月"),
        (None, "1-3月/万元"),
        (None, "1-3月（万元）（现价）"),
        (None, "1-3月 万元"),
    ],
)
def test_the_unit_the_workbook_names_goes_before_the_declared_one(title, header):
    rows = [["营业收入"], [title], ["地区", header], ["全市", 7], ["双清", 8], ["大祥", 9]]
    table, warnings = accepted(sheet(rows), output("{期间}*", unit="亿元"))
    assert city(table)["output.ytd"] == Decimal("0.0007")
    assert warnings == [
        "2025年.xlsx › 表 › B3：单位是万元，布局写的是亿元，按万元读；核对后改布局的 unit"
    ]


@pytest.mark.parametrize("units", ["百万元", "万美元", "千元、万元"])
def test_a_unit_that_cannot_be_read_stops_and_of_several_the_declared_one_is_taken(units):
    rows = [["营业收入"], [f"单位：{units}"], ["地区", "1-3月"], ["全市", 7], ["双清", 8]]
    (problem,) = refused(sheet(rows), output("{期间}", unit="亿元"))
    assert f"的单位是{units}；应是亿元、万元、千元之一" in problem
    if "、" in units:
        table, _ = accepted(sheet(rows), output("{期间}", unit="千元"))
        assert city(table)["output.ytd"] == Decimal("0.00007")


# --- the period of the title and of the file -----------------------------------------------


@pytest.mark.parametrize("title", ["2025年1-4月营业收入", "2025年4月印发 营业收入"])
def test_a_title_of_another_month_is_said(title):
    _, warnings = accepted(sheet(titled(title)), output("{期间}"))
    assert len(warnings) == 1
    assert "表头写的是“1-3月”，按表头；核对是不是这一期" in warnings[0]


def test_a_title_of_the_workbook_s_month_over_a_table_that_lags_is_right():
    content = sheet(titled("2025年4月营业收入"))
    table, warnings = accepted(content, output("{期间}"), period="2025-03")
    assert warnings  # not declared to lag
    table, warnings = accepted(content, output("{期间}", lag=1), period="2025-04")
    assert (str(table.period), warnings) == ("2025-03", [])


def test_last_year_s_column_beside_this_one_makes_no_other_year():
    rows = [["营业收入"], ["地区", "1-6月(亿元)", "2024年1-6月(亿元)"], ["全市", 7, 6]]
    table, _ = accepted(sheet(rows), output("1-6月"), period="2025-06", label="2025-06.xlsx")
    assert city(table)["output.ytd"] == 7


def test_the_month_in_the_file_s_name_is_checked_where_the_table_says_none():
    content = sheet(titled("营业收入", "累计(亿元)"))
    assert refused(content, output("累计"), label="2025-04.xlsx") == [
        "2025-04.xlsx › 文件名：写的是2025年4月，--period 是 2025-03，"
        "表头“累计(亿元)”没有写期间；核对 --period；没有错就改文件名"
    ]


# --- what no longer fits -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "layout", "problem"),
    [
        (
            revenue(level="营业收入(亿元)"),
            LAYOUT,
            "2025年.xlsx › 表 › B4：没有表头“{期间} › 绝对额”，这里是："
            "“规模工业营业收入 › 1-3月 › 营业收入(亿元)”、“规模工业营业收入 › 1-3月 › 增速(%)”；"
            "最接近的是“规模工业营业收入 › 1-3月 › 营业收入(亿元)”；表头改了就改布局的 header",
        ),
        (
            revenue(growth="绝对额(亿元)"),
            LAYOUT,
            "2025年.xlsx › 表：表头“{期间} › 绝对额”有2列：B4、C4；在布局的 header 里多写一层表头",
        ),
        (
            revenue(),
            changed(sheet="规模工业增加值"),
            "2025年.xlsx：没有标题或工作表名是“规模工业增加值”、名称列表头是“地区”的表；"
            "最接近的是“规模工业营业收入”；表头对得上的只有“表”A3处的表；标题改了就改布局的 sheet",
        ),
        (
            revenue(),
            changed(region="县区"),
            "2025年.xlsx › 表 › A1：没有名称列表头“县区”；名称列的表头改了就改布局的 region",
        ),
        (
            revenue(level="绝对额"),
            LAYOUT,
            "2025年.xlsx › 表 › B3：表头“规模工业营业收入 › 1-3月 › 绝对额”没有写单位；"
            "应是亿元、万元、千元之一；表里没有写就在布局里写 unit",
        ),
        (
            revenue(growth="增速(亿元)"),
            LAYOUT,
            "2025年.xlsx › 表 › B3：表头“规模工业营业收入 › 1-3月 › 增速(亿元)”的单位是亿元；"
            "应是%；表里没有写就在布局里写 unit",
        ),
        (
            revenue("1-3月"),
            changed(column=[column("output", "{期间}", "绝对额", span="month")]),
            "2025年.xlsx › 表 › B3：“1-3月”是累计，布局写的是 month；核对后改布局的 span",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_what_was_seen(rows, layout, problem):
    assert problem in refused(book(("表", rows)), layout)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            [["全市", 1, 1], ["双青", 2, 2]],
            "A6：“双青”不是已知地区；是不是“双清区”？在 regions.csv 里加作别名，或写进布局的 skip",
        ),
        (
            [["双清", 1, 1], ["双清区", 2, 2]],
            "A6：“双清区”有两行（另一行在 A5）；多余的写进布局的 skip",
        ),
        ([["双清", "12,3a", 1]], "B5：“12,3a”不是数；改为数字；没有数就留空"),
        ([["双清", Error("#DIV/0!"), 1]], "B5：“#DIV/0!”是错误值；改正公式；没有数就留空"),
        ([["双清", -3, 1]], "B5：“-3”是负数，这一列的数不能为负；核对正负号"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_cell(rows, problem):
    assert f"2025年.xlsx › 表 › {problem}" in refused(book(("表", revenue(rows=rows))))


def test_merged_figures_stop():
    rows = revenue(rows=[["全市", 3, 1], ["双清", 3, 1], ["大祥", None, 1]])
    assert refused(sheet(rows, merged=(*MERGED, (5, 1, 6, 1)))) == [
        "2025年.xlsx › 表 › B6：B6:B7 是合并单元格，分不出每格的数；取消合并，每格分别填写"
    ]


def test_a_declared_unit_serves_where_the_workbook_names_none():
    layout = declared(column("output", "{期间}", "绝对额", unit="万元"))
    table, _ = accepted(book(("表", revenue(level="绝对额"))), layout)
    assert str(figures(table)["output.ytd"]["双清区"]) == "0.005174"


def test_regions_that_are_not_assessed_are_read_too():
    rows = [["全市", 1, 1], ["双清", 1, 1], ["大祥", 1, 1], ["开发区", 4, 4], ["湖南省", 9, 9]]
    table, warnings = accepted(book(("表", revenue(rows=rows))))
    assert figures(table)["output.ytd"]["开发区"] == 4
    assert "湖南省" not in figures(table)["output.ytd"]  # of a province only value added is used
    assert warnings == []


# --- what a tester found -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "period", "fits"),
    [
        ("2025年1-12月", "2025-02", False),
        ("2024年1-3月", "2025-03", False),
        ("2025年1-12月", "2025-12", True),
        ("2025年1-10月", "2025-10", True),
    ],
)
def test_a_star_before_the_period_leaves_all_of_it(stated, period, fits):
    """A greedy one would take 2025年1-1 and leave 2月."""
    content = sheet(titled(f"衡阳市{stated}规模工业营业收入", "绝对额(亿元)"))
    layout = output("绝对额", sheet="*{期间}规模工业*")
    tables, problems, _ = read(content, layout, period=period, label=f"{period}.xlsx")
    if fits:
        assert (problems, list(figures(tables[0]))) == ([], ["output.ytd"])
    else:
        assert any(f"写的是“{stated}”，按 --period" in line for line in problems)


def test_last_year_s_level_is_no_output():
    (problem,) = refused(sheet(titled("营业收入", "上年同期累计(亿元)")), output("上年同期累计"))
    assert problem.endswith('布局读作 output；上年同期的列写 measure = "base"')
    growth = declared(column("output_growth", "累计比上年同期增长"), sheet="营业收入")
    table, _ = accepted(sheet(titled("营业收入", "累计比上年同期增长(%)")), growth)
    assert city(table)["output_growth.ytd"] == 7


@pytest.mark.parametrize(
    ("header", "rows", "problem"),
    [
        # a layout of last year's in this year's workbook
        ("2025年", [["地区", "2026年", "2025年"]], "写的是2025年，应是2026年"),
        # a year that stands over the months
        ("{期间}", [["地区", "2025年", None], [None, "1-3月", "位次"]], "写的是“2025年 › 1-3月”"),
    ],
)
def test_a_column_of_another_year_is_none_of_ours(header, rows, problem):
    rows = [["2026年1-3月营业收入"], *rows, ["全市", 7, 6], ["双清", 8, 7]]
    layout = output(header, unit="亿元", span="ytd")
    (line,) = refused(sheet(rows), layout, period="2026-03", label="2026-03.xlsx")
    assert problem in line


@pytest.mark.parametrize(
    "title",
    [
        "2024年全市营业收入1-3月主要指标",
        "2024年营业收入（1-3月）",
        "二〇二四年一季度营业收入",
        "2024.3营业收入",
        "24年1-3月营业收入",
        "2024年度营业收入",
    ],
)
@pytest.mark.parametrize("name", ["表", "3月"])  # a month alone does not make up for the year
def test_a_title_of_last_year_stops_however_it_is_written(title, name):
    content = sheet(titled(title, "累计(亿元)"), name)
    problem, *_ = refused(content, output("累计", sheet="*营业收入*"), label="2025-03.xlsx")
    assert problem == (
        f"2025-03.xlsx › {name} › A1：写的是“{title}”，--period 是 2025-03；"
        "核对 --period 的年份，或是不是别的年份的工作簿"
    )


@pytest.mark.parametrize(
    "line",
    ["2025年4月18日", "4月18号", "（2024年1-3月数据为修订数）", "按2020年可比价格计算"],
)
def test_a_line_about_other_figures_is_no_year_of_ours(line):
    rows = titled("营业收入")
    rows.insert(1, [line])
    table, _ = accepted(sheet(rows), output("{期间}"), label="2025-03.xlsx")
    assert city(table)["output.ytd"] == 7


@pytest.mark.parametrize("merged", [(), ((0, 1, 0, 2),)])
def test_a_title_over_the_columns_only_is_no_header(merged):
    rows = [
        [None, "2025年1-3月营业收入", None],
        ["地区", "3月(亿元)", "1-3月(亿元)"],
        ["全市", 1, 7],
        ["双清", 2, 8],
    ]
    columns = [column("output", "{期间}", span=span) for span in ("month", "ytd")]
    table, _ = accepted(sheet(rows, merged=merged), declared(*columns))
    assert city(table) == {"output.month": 1, "output.ytd": 7}


@pytest.mark.parametrize("corner", ["2025年4月", "单位：亿元", datetime.date(2025, 4, 18)])
def test_what_stands_in_the_corner_is_no_header(corner):
    rows = [
        ["1-3月营业收入", None, None],
        [None, None, corner],
        ["地区", "总量(亿元)", "增速(%)"],
        ["全市", 7, 1],
        ["双清", 8, 2],
    ]
    columns = column("output", "总量", span="ytd"), column("output_growth", "增速", span="ytd")
    table, _ = accepted(sheet(rows), declared(*columns))
    assert [source.head.path for source in table.columns.values()] == ["总量(亿元)", "增速(%)"]


@pytest.mark.parametrize(
    ("name", "names"), [("表", "地区（单位：万元）"), ("营业收入(万元)", "地区")]
)
def test_the_unit_beside_the_title(name, names):
    rows = [["营业收入"], [names, "1-3月"], ["全市", 7], ["双清", 8]]
    layout = output("{期间}", unit="亿元", region="地区*", sheet="*营业收入*")
    table, _ = accepted(sheet(rows, name), layout)
    assert table.columns[1].unit == "万元"


@pytest.mark.parametrize("row", [["计量单位", "万元"], ["单位：万元"]])
@pytest.mark.parametrize("skip", [[], ["计量单位"]])
def test_a_row_that_names_another_unit_stops(row, skip):
    rows = [["营业收入"], ["地区", "1-3月"], row, ["全市", 7], ["双清", 8]]
    problems = refused(sheet(rows), output("{期间}", unit="亿元", skip=skip))
    assert any("写的单位是万元，按亿元读的" in line for line in problems) or any(
        "计量单位”不是已知地区" in line for line in problems
    )


def test_figures_below_the_title_of_an_annex_are_not_read():
    rows = [*titled("营业收入", "1-3月增速(%)"), ["附：全国规模工业利润"], ["全国", 77]]
    layout = declared(column("va_growth", "{期间}增速"), sheet="营业收入")
    table, _ = accepted(sheet(rows), layout)
    assert "全国" not in figures(table)["va_growth.ytd"]
    assert [text for _, text in table.left_out] == ["附：全国规模工业利润"]


def test_a_title_of_the_other_span_is_said():
    content = sheet(titled("营业收入", "绝对额(亿元)"), "1-3月")
    _, warnings = accepted(content, output("绝对额", span="month"), label="2025-03.xlsx")
    assert warnings[-1] == (
        "2025-03.xlsx › 1-3月：写的是累计，表头“绝对额(亿元)”没有写，按布局的 month；"
        "核对布局的 span"
    )


# --- and what another one found ------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "more"),
    [("2025年规模以上工业营业收入", "2024年全年(亿元)"), ("2025年1-6月营业收入", "位次")],
)
def test_a_workbook_of_a_later_year_is_not_this_one_s(title, more):
    """Whatever names our year elsewhere; the month in which it is issued is no other year."""
    rows = [[title], ["地区", "1-6月(亿元)", more], ["全市", 7], ["双清", 8]]
    content = book(("2024年", [["x"]]), ("表", rows), form=Form())
    layout = output("1-6月")
    problems = refused(content, layout, period="2024-06", label="月报.xlsx")
    assert any(f"› A1：写的是“{title}”，--period 是 2024-06" in line for line in problems)
    table, _ = accepted(content, layout, period="2025-06", label="月报.xlsx")
    assert str(table.period) == "2025-06"


def test_the_month_in_which_it_is_issued_may_be_of_the_next_year():
    rows = titled("营业收入", "1-12月(亿元)")
    rows.insert(1, ["2026年1月"])
    _, warnings = accepted(sheet(rows), output("{期间}"), period="2025-12", label="2025-12.xlsx")
    assert any("写的是“2026年1月”，表头写的是“1-12月”，按表头" in line for line in warnings)


def test_the_year_of_a_sheet_s_name_counts():
    content = sheet(titled("营业收入", "累计(亿元)"), "2025年")
    table, _ = accepted(content, output("累计"), period="2025-06", label="月报.xlsx")
    assert str(table.period) == "2025-06"
    assert refused(content, output("累计"), period="2024-06", label="月报.xlsx")


@pytest.mark.parametrize("months", ["前五个月", "一至五月", "前5个月", "一—五月", "1至五月"])
def test_months_in_words(months):
    content = sheet(titled(f"2025年{months}营业收入", "绝对额(亿元)"))
    layout = output("绝对额", sheet="{期间}营业收入")
    table, _ = accepted(content, layout, period="2025-05")
    assert list(figures(table)) == ["output.ytd"]
    assert refused(content, layout, period="2025-04")


@pytest.mark.parametrize("period", [None, "2025年"])
def test_a_table_whose_corner_is_blank(period):
    rows = [
        ["营业收入", None, None],
        *([[None, period, None]] if period else []),
        [None, "1-3月(亿元)", "1-3月增速(%)"],
        ["全市", 7, 1],
        ["双清", 8, 2],
        ["大祥", None, 3],
    ]
    table, warnings = accepted(sheet(rows), output("{期间}", region=""))
    assert figures(table) == {"output.ytd": {"邵阳市": 7, "双清区": 8, "大祥区": None}}
    assert warnings == []
