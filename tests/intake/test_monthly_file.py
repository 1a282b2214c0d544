"""A file of figures: what stops a run, where and in which words; where a figure came from."""

from decimal import Decimal

import pytest

from tests.intake.conftest import EXPECTED, MONTHLY, figures, position
from tests.intake.files import WRITERS, Form, Percent, csv_bytes, parts_of, zipped


@pytest.mark.parametrize(
    ("label", "row"),
    [
        (MONTHLY, "鼓楼区,-1.2,-0.8,5.98,6.20,29.30,30.10,,,"),
        (EXPECTED, "2023-05,鼓楼区,-0.22,1,"),
        ("regions.csv", "琅岐镇,350199,县区,否,,注,续"),
        ("rulings.csv", "2023-05,鼓楼区,increment.month,8,会议纪要,第3号"),
    ],
)
def test_a_row_with_more_fields_than_the_headers_stops_in_every_csv(city, label, row):
    if label == "rulings.csv":
        city.write(label, "期间,地区,考评项,得分,依据\n")
    fields, width = row.count(",") + 1, len(city.rows(label)[0])
    city.write(label, city.text(label) + row)
    number = len(city.rows(label))
    assert (
        f"{label} › {'ABCDEFGHIJ'[width]}{number}：这一行有{fields}格，表头只有{width}格；"
        "数里有逗号的去掉逗号，或给这一格加引号；行末多余的逗号删去"
    ) in city.problems()


# ------------------------------------------------------------ shown is not stored

HIDDEN_ZERO = "存着0，工作表不显示0{}；没有数的请清空；确是0的不用改"


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_zeros_that_a_sheet_hides_are_told_once_a_column(city, suffix):
    """Six regions: five are named."""
    city.put(MONTHLY, H1="排序", **{f"H{row}": "0" for row in range(2, 18)})  # not read
    zeros = dict.fromkeys(("B5", "B6", "B7", "B8", "B9", "B10", "C5"), 0)
    city.recast(MONTHLY, suffix, form=Form(zeros=False), **zeros)
    place = f"monthly/2023-05.{suffix} › 数据"
    assert city.warnings()[1:] == [
        f"{place} › B5：{HIDDEN_ZERO.format('（B5、B6、B7、B8、B9等6个）')}",
        f"{place} › C5：{HIDDEN_ZERO.format('')}",
    ]


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
@pytest.mark.parametrize(
    ("code", "value", "hint"),
    [
        ("#,##0,", 5.98, "数字格式把数除以1000，按存的数读；核对单位"),
        ("#,##0;-#,##0;", 0.0, HIDDEN_ZERO.format("")),
    ],
)
def test_a_number_format_that_scales_or_hides_is_told_at_its_cells(city, suffix, code, value, hint):
    """A Percent of the writers has the format that is given; here it is none."""
    city.recast(MONTHLY, suffix, percent_format=code, D5=Percent(value))
    assert f"monthly/2023-05.{suffix} › 数据 › D5：{hint}" in city.warnings()


def test_ods_factors_and_zeros_without_text(city):
    city.recast(MONTHLY, "ods", B5=0, D5=5.98)
    label = "monthly/2023-05.ods"
    parts = parts_of((city.path / label).read_bytes())
    number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
    styles = (
        f'<styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:n="{number}">'
        '<n:number-style style:name="P"><n:number n:display-factor="1000"/></n:number-style>'
        '<n:number-style style:name="N"><n:number/><style:map style:apply-style-name="P"/>'
        '</n:number-style><style:style style:name="c" style:data-style-name="N"/>'
        '<style:style style:name="d" style:parent-style-name="c"/></styles>'
    )
    content = parts["content.xml"].decode()
    columns = "<table:table-column/>" * 9
    assert columns in content
    fourth = "<table:table-column/>" * 3 + '<table:table-column table:default-cell-style-name="d"/>'
    content = content.replace(columns, fourth + "<table:table-column/>" * 5)
    content = content.replace('"0"><text:p>0</text:p>', '"0"><text:p/>')
    city.write(label, zipped({**parts, "content.xml": content, "styles.xml": styles}))
    scaled = "数字格式把数除以1000，按存的数读（D4、D5、D6、D7、D8等14个）；核对单位"
    assert city.warnings() == [
        f"{label} › 数据 › D4：{scaled}",
        f"{label} › 数据 › B5：{HIDDEN_ZERO.format('')}",
    ]


# ------------------------------------------------------------ headers and columns


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        ("B", "缺“增加值增速（%）”列"),
        ("C", "缺“增加值累计增速（%）”列"),
        ("D", "缺“总产值（亿元）”列"),
        ("F", "缺“累计总产值（亿元）”列"),
    ],
)
def test_an_absent_column(city, letter, words):
    city.drop_column(MONTHLY, letter)
    assert city.problems() == [f"{MONTHLY} › 第1行：{words}；补上这一列，表头照此写"]


def test_neither_base_nor_growth(city):
    city.drop_column(MONTHLY, "H")
    city.drop_column(MONTHLY, "E")
    assert city.problems() == [
        f"{MONTHLY} › 第1行：缺“上年同期总产值（亿元）”或“总产值增速（%）”列；"
        "补上这一列，表头照此写"
    ]


def test_an_empty_column_of_growth_is_no_substitute_for_the_base(city):
    city.put(MONTHLY, G1="去年累计")
    assert city.problems() == [
        f"{MONTHLY} › 第1行：缺“上年同期累计总产值（亿元）”或“总产值累计增速（%）”列；"
        "补上这一列，表头照此写；没认出的表头：G1“去年累计”"
    ]
    city.put(MONTHLY, I4="2.7")
    assert city.problems() == []


def test_growth_columns_may_be_absent_and_so_may_the_base(city):
    city.drop_column(MONTHLY, "I")
    city.drop_column(MONTHLY, "H")
    assert city.problems() == []


def test_a_header_of_two_lines_is_told_on_one(city):
    city.put(MONTHLY, D1="规上工业\n总产值")
    assert city.problems() == [
        f"{MONTHLY} › D1：表头“规上工业 总产值”没有写单位；写作“总产值（亿元）”"
    ]


def test_a_revenue_folder_wants_revenue(city):
    city.edit("dataset.toml", '"规上工业总产值"', '"规上工业营业收入"')
    assert city.problems()[0] == (
        f"{MONTHLY} › 第1行：缺“营业收入（亿元）”列；补上这一列，表头照此写；没认出的表头："
        "D1“总产值（亿元）”、E1“上年同期总产值（亿元）”、F1“累计总产值（亿元）”、"
        "G1“上年同期累计总产值（亿元）”、H1“总产值增速（%）”"
    )
    city.write(MONTHLY, city.text(MONTHLY).replace("总产值", "营业收入"))
    assert city.problems() == []
    assert city.load().panel.dataset.output == "营业收入"


# ------------------------------------------------------------ rows


@pytest.mark.parametrize("name", ["", "-", "\u3000"])
def test_a_row_without_a_name(city, name):
    city.append(MONTHLY, [name, "", "", "合计 768.88"])
    assert city.problems() == [f"{MONTHLY} › A18：没有地区名；填地区名；合计、说明行请删去"]


def test_a_region_that_is_not_assessed_is_warned_of_and_not_read(city):
    city.append(MONTHLY, ["平潭综合实验区", "x", "", "-1"])
    city.append(EXPECTED, ["2023-05", "平潭", "1", "1"])
    assert city.warnings() == [
        f"{MONTHLY} › A18：平潭县不在考评范围，未计入",
        f"{EXPECTED} › B15：平潭县不在考评范围，未计入",
    ]


def test_levels_of_nation_and_province_are_not_read(city):
    city.put(MONTHLY, D2="x", E3="-1")
    assert city.problems() == []


# ------------------------------------------------------------ where the table stands


def test_titles_above_and_blank_rows_between(city):
    rows = city.rows(MONTHLY)
    titles = [["2023年5月规上工业主要指标"], ["单位：亿元、%"], []]
    blank = [[""] * 9]
    city.write(MONTHLY, csv_bytes([*titles, *rows[:5], *blank, *rows[5:], *blank]))
    inputs = city.load()
    assert inputs.warnings == ()
    assert str(inputs.panel.sources["output", "month", "鼓楼区"]) == f"{MONTHLY} › D8"
    assert str(inputs.panel.sources["output", "month", "台江区"]) == f"{MONTHLY} › D10"


def test_a_heading_above_the_header_gives_it_no_unit(city):
    """A merged cell 总产值（万元） over the columns is not their header."""
    rows = city.rows(MONTHLY)
    city.write(MONTHLY, csv_bytes([["", "", "", "总产值（万元）", "", "累计总产值"], *rows]))
    assert city.load().panel.value("output", "month", "福州市") == Decimal("768.88")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("2023年5月规上工业主要指标", ""),
        ("1—5月", ""),
        ("2023年6月18日印发", ""),
        ("单位：亿元、%", ""),
        ("2023年6月规上工业", "写的是“2023年6月”，文件是 2023-05 的；核对是不是这一期的数"),
        ("2022年1—5月", "写的是“2022年1—5月”，文件是 2023-05 的；核对是不是这一期的数"),
        ("单位：万元", "写的单位是万元，表头写的是亿元，按表头；核对单位，改成一致"),
    ],
)
def test_what_stands_above_the_headers_is_of_the_file_s_period_and_unit(city, line, hint):
    city.write(MONTHLY, csv_bytes([[line], [], *city.rows(MONTHLY)]))
    warnings = [str(warning) for warning in city.load().warnings]
    assert warnings == [f"{MONTHLY} › A1：{hint}"] * bool(hint)


def test_a_header_without_a_unit_is_mended_with_the_unit_above(city):
    rows = [["单位：万元"], *city.rows(MONTHLY)]
    rows[1] = [text.replace("（亿元）", "") for text in rows[1]]
    city.write(MONTHLY, csv_bytes(rows))
    assert f"{MONTHLY} › D2：表头“总产值”没有写单位；写作“总产值（万元）”" in city.problems()


def test_columns_in_any_order_and_region_not_first(city, golden):
    rows = city.rows(MONTHLY)
    order = [3, 0, 8, 1, 6, 2, 4, 7, 5]
    city.write(MONTHLY, csv_bytes([[row[n] for n in order] for row in rows]))
    inputs = city.load()
    assert figures(inputs) == figures(golden)
    assert str(inputs.panel.sources["output", "month", "福州市"]) == f"{MONTHLY} › A4"


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_first_sheet_that_has_the_headers(city, golden, suffix):
    rows = [[value or None for value in row] for row in city.rows(MONTHLY)]
    other = [["地区", "总产值（万元）"], ["福州市", "1"]]  # not all of them
    stale = [rows[0], *([row[0], *["1"] * 8] for row in rows[1:])]
    city.remove(MONTHLY)
    label = f"monthly/2023-05.{suffix}"
    sheets = {"旧": stale, "说明": [["说明"]], "摘要": other, "数据": rows, "上月": stale}
    city.write(label, WRITERS[suffix](sheets, hidden=("旧",)))
    inputs = city.load()
    assert figures(inputs) == figures(golden)
    assert [str(warning) for warning in inputs.warnings] == [
        f"{label} › 上月：也有同样的表头，没有读它，读的是“数据”；要用这张表，请移到最前"
    ]


# ------------------------------------------------------------ units, formats, sources


def test_each_column_has_its_own_unit(city, golden):
    city.put(MONTHLY, F1="累计总产值（万元）", F4="37316200")
    for row in range(5, 18):
        city.put(MONTHLY, **{f"F{row}": f"{Decimal(city.rows(MONTHLY)[row - 1][5]) * 10000:f}"})
    assert figures(city.load()) == figures(golden)


def test_money_is_taken_to_100_yuan_half_up(city):
    city.put(MONTHLY, D5="5.9800005", D6="1.0000004999")
    panel = city.load().panel
    assert panel.value("output", "month", "鼓楼区") == Decimal("5.980001")
    assert panel.value("output", "month", "台江区") == Decimal("1")


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_gives_the_same_figures(city, golden, suffix):
    city.recast(MONTHLY, suffix)
    city.recast(EXPECTED, suffix)
    city.recast("regions.csv", suffix, typed=lambda text: text or None)
    inputs = city.load()
    assert inputs.warnings == ()
    assert inputs.panel.regions == golden.panel.regions
    assert figures(inputs) == figures(golden)


@pytest.mark.parametrize("suffix", WRITERS)
def test_percent_cells_and_stored_numbers(city, suffix):
    city.recast(
        MONTHLY, suffix, B5=Percent(0.0825), C5=Percent(0.1 + 0.2), D5=5.1 + 0.88, B6=Percent(-0.07)
    )
    panel = city.load().panel
    assert panel.value("va_growth", "month", "鼓楼区") == Decimal("8.25")
    assert panel.value("va_growth", "ytd", "鼓楼区") == 30
    assert panel.value("output", "month", "鼓楼区") == Decimal("5.98")
    assert panel.value("va_growth", "month", "台江区") == -7


@pytest.mark.parametrize("suffix", ["csv", *WRITERS])
def test_every_figure_leads_to_its_cell(city, suffix):
    rows = city.rows(MONTHLY)
    if suffix != "csv":
        city.recast(MONTHLY, suffix)
    panel = city.load().panel
    monthly = {key: place for key, place in panel.sources.items() if key[0] != "expected"}
    assert len(monthly) == sum(bool(text) for row in rows[1:] for text in row[1:])
    names = {row[0]: number for number, row in enumerate(rows)}
    names["闽侯县"] = names["闽侯县（不含高新区）"]
    for (measure, span, region), place in monthly.items():
        assert place.file == f"monthly/2023-05.{suffix}"
        assert place.sheet == ("" if suffix == "csv" else "数据")
        row, column = position(place.cell)
        assert row == names[region]
        assert Decimal(rows[row][column]) == panel.value(measure, span, region)


def test_expectations_lead_to_their_cells(golden):
    place = golden.panel.sources["expected", "ytd", "台江区"]
    assert (str(place), golden.panel.value("expected", "ytd", "台江区")) == (
        f"{EXPECTED} › D3",
        Decimal("0.12"),
    )


# ------------------------------------------------------------ the period column


def test_rows_of_other_periods_are_left_alone(city, golden):
    city.append(EXPECTED, ["2023-06", "鼓楼区", "x", "x"], ["2022-05", "无此地", "1", "1"])
    assert figures(city.load()) == figures(golden)


def test_what_is_no_period(city):
    city.append(EXPECTED, ["2023-13", "鼓楼区", "1", "1"])
    assert city.problems() == [f"{EXPECTED} › A15：没有“2023-13”这一期；期间写作 2023-05"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_date_cell_is_the_period_of_its_month(city, golden, suffix):
    import datetime

    day = datetime.date(2023, 5, 1)
    city.recast(EXPECTED, suffix, **{f"A{row}": day for row in range(2, 15)})
    assert figures(city.load()) == figures(golden)


def test_one_monthly_file_may_hold_several_periods(city, golden):
    rows = city.rows(MONTHLY)
    months = [["期间", *rows[0]], *(["2023-05", *row] for row in rows[1:])]
    months += [["2023-04", row[0], *["x"] * 8] for row in rows[1:]]
    city.write(MONTHLY, csv_bytes(months))
    assert figures(city.load()) == figures(golden)


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_merged_figure_stops_the_run(city, suffix):
    city.recast(MONTHLY, suffix, form=Form(merged=((5, 3, 6, 3), (7, 1, 7, 2))), D7=None, C8=None)
    mend = "是合并单元格，分不出每格的数；取消合并，每格分别填写"
    assert city.problems() == [
        f"monthly/2023-05.{suffix} › 数据 › D6：D6:D7 {mend}",
        f"monthly/2023-05.{suffix} › 数据 › B8：B8:C8 {mend}",
    ]


@pytest.mark.parametrize("suffix", WRITERS)
def test_hidden_rows_and_columns_are_read_and_said(city, suffix):
    plain = figures(city.load())
    city.recast(MONTHLY, suffix, form=Form(rows=(5, 8), columns=(3,)))
    inputs = city.load()
    assert figures(inputs) == plain
    assert str(inputs.warnings[0]) == (
        f"monthly/2023-05.{suffix} › 数据：第6行、第9行、D列是隐藏的，照样读了；如不应使用，请删去"
    )
