"""Tables as sheets: what is shown is what is held, text stays text, what prints is complete."""

import io

import openpyxl
import pytest

from fzlib.presentation import blocks
from fzlib.presentation.workbook import LANDSCAPE, UPRIGHT, Sheet, content
from tests.presentation.cards import cases

LINE = "示例数据　2023年5月　落款单位：某局　单位：分"
HOSTILE = ("=1+1", "@SUM(A1)", "+1", "-1", "{=1+1}", "http://a.cn", "&P&N", "12", "持平", "'1")


def table(columns=("总分",), rows=(["甲县", "1.50"],), caption="某月考评情况　位次", **more):
    return blocks.table(caption, columns, rows, **more)


def written(*sheets):
    """The workbook of these tables, opened again."""
    made = [
        one if isinstance(one, Sheet) else Sheet(f"表{n}", one, LINE)
        for n, one in enumerate(sheets)
    ]
    return openpyxl.load_workbook(io.BytesIO(content("某月", made)))


def cell(text, *others):
    """The cell that a number column has for a text, beside others."""
    rows = [[f"县{n}", own] for n, own in enumerate((text, *others))]
    return written(table(rows=rows)).worksheets[0]["B4"]


@cases(
    ("text", "others", "value", "form"),
    {
        "points": ("15.00", (), 15, '0.00;"−"0.00'),
        "a rate": ("3.5", (), 3.5, '0.0;"−"0.0'),
        "below zero": ("−3.5", (), -3.5, '0.0;"−"0.0'),
        "a terminal's minus": ("-3.5", (), -3.5, '0.0;"−"0.0'),
        "a gap": ("+0.30", (), 0.3, '"+"0.00;"−"0.00;0.00'),
        "a gap of zero": ("0.00", ("+0.30",), 0, '"+"0.00;"−"0.00;0.00'),
        "a place": ("12", (), 12, '0;"−"0'),
        "places gained": ("↑2", (), 2, '"↑"0;"↓"0;"持平"'),
        "places lost": ("↓11", (), -11, '"↑"0;"↓"0;"持平"'),
        "no move": ("持平", ("↑2",), 0, '"↑"0;"↓"0;"持平"'),
        "an amount": ("12158.2879", (), 12158.2879, '0.0000;"−"0.0000'),
    },
)
def test_a_number_is_held_and_shown_as_the_table_has_it(text, others, value, form):
    made = cell(text, *others)
    assert (made.data_type, made.value, made.number_format) == ("n", value, form)
    assert made.alignment.horizontal == "right"


@pytest.mark.parametrize("text", ["—", "缺数", "1.2高", "1,234.50", "Ⅷ", "１２"])
def test_what_is_no_number_is_text(text):
    made = cell(text)
    assert (made.data_type, made.value) == ("s", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula_a_link_or_a_number(text):
    columns = [blocks.text(text), "总分"]
    made = written(table(columns, [[text, text, "1.00"]], caption=text, names=text))
    (sheet,) = made
    for place in ("A1", "A3", "B3", "A4", "B4"):
        assert (sheet[place].data_type, sheet[place].value) == ("s", text), place
        assert sheet[place].hyperlink is None
    assert "&P" not in sheet.oddHeader.center.text


def test_what_acts_on_text_beside_it_is_shown_as_such():
    sheet = written(table(rows=[["甲\u202e县\x01", "1.00"]]))["表0"]
    assert sheet["A4"].value == "甲�县�"


def test_titles_of_groups_are_in_one_row():
    columns = [blocks.group("增加值增速", "当月", "累计"), "总产值（亿元）"]
    sheet = written(table(columns, [["甲县", "1.0", "2.0", "3.00"]]))["表0"]
    assert [own.value for own in sheet[3]] == [
        *("县（市）区", "当月增加值增速", "累计增加值增速", "总产值\n（亿元）"),
    ]


def test_only_title_and_line_are_merged_and_they_stand_above_the_table():
    rows = [["1", "甲县", "3.00"]]
    sheet = written(table(rows=rows, ranked=True, apart=[["—", "全市", "—"]]))["表0"]
    assert {str(own) for own in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2"}
    assert [[own.value for own in row] for row in sheet["A3:C5"]] == [
        ["位次", "县（市）区", "总分"],
        [1, "甲县", 3],
        ["—", "全市", "—"],
    ]
    assert {own.border.left.style for row in sheet["A3:C5"] for own in row} == {"thin"}


def test_fonts_are_those_of_an_office():
    sheet = written(table(apart=[["全市", "2.00"]]))["表0"]
    fonts = [sheet[place].font.name for place in ("A1", "A2", "A3", "A4", "B4", "A5", "B5")]
    assert fonts == ["黑体", "宋体", "黑体", "宋体", "宋体", "黑体", "黑体"]


def test_it_prints_with_title_line_header_and_numbers_of_pages():
    sheet = written(table(rows=[["1", "甲县", "3.00"]], ranked=True))["表0"]
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$B")
    assert sheet.print_area == "'表0'!$A$3:$C$4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, None)  # None: 1
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    above = sheet.oddHeader.center.text
    assert "某月考评情况　位次" in above
    assert LINE in above
    assert sheet.oddFooter.center.text == "第&P页，共&N页"
    assert sheet.freeze_panes == "C4"


@cases(
    ("count", "layout", "pages"),
    {"few": (4, UPRIGHT, 1), "more": (12, LANDSCAPE, 1), "many": (60, LANDSCAPE, 4)},
)
def test_a_wide_table_takes_pages_beside_each_other(count, layout, pages):
    """Names stand on each of them, so that nothing is printed too small to be read."""
    titles = [f"当月指标{n:02d}" for n in range(count)]
    sheet = Sheet("表", table(titles, [["甲县", *["15.00"] * count]]), LINE)
    assert (sheet.layout, sheet.pages) == (layout, pages)
    made = written(sheet)["表"]
    assert made.page_setup.orientation == {UPRIGHT: "portrait", LANDSCAPE: "landscape"}[layout]
    assert (made.page_setup.fitToWidth or 1) == pages
    assert made.print_title_cols == "$A:$A"


def test_a_long_text_goes_over_several_lines():
    long = "当月增加值增速数据缺报；" * 30
    sheet = Sheet("表", table([blocks.text("状态")], [["甲县", long], ["乙县", "—"]]), LINE)
    made = written(sheet)["表"]
    assert sum(sheet.widths) <= 140
    assert made["B4"].alignment.wrap_text
    needed = 2 * len(long) / made.column_dimensions["B"].width  # lines
    assert made.row_dimensions[4].height >= 13 * needed
    assert made.row_dimensions[5].height < 25


def test_a_chinese_character_is_two_wide():
    sheet = Sheet("表", table(rows=[["城步苗族自治县", "1.00"]]), LINE)
    assert sheet.widths[0] > 2 * len("城步苗族自治县")


def test_only_a_filtered_sheet_has_arrows_and_not_for_rows_apart():
    plain, filtered = (
        Sheet(f"表{f}", table(apart=[["全市", "2.00"]]), LINE, f) for f in (False, True)
    )
    made = written(plain, filtered)
    assert made["表False"].auto_filter.ref is None
    assert made["表True"].auto_filter.ref == "A3:B4"


def test_names_of_sheets_are_fit_and_differ():
    names = ["位次（A/B*[组]?）", "位次（A:B*[组]?）", "长" * 40, "长" * 41, "Ab", "aB", "'引'"]
    names += ["𠮷" * 40, "甲" + "𠮷" * 15, "乙" + "𠮷" * 16]
    made = written(*(Sheet(name, table(), LINE) for name in names)).sheetnames
    assert made[:2] == ["位次（A－B－－组－－）", "位次（A－B－－组－－）（2）"]
    assert len({name.casefold() for name in made}) == len(names)
    assert max(len(name.encode("utf-16-le")) // 2 for name in made) <= 31
    assert made[-3:] == ["𠮷" * 15, "甲" + "𠮷" * 15, "乙" + "𠮷" * 15]
    assert not set("[]:*?/\\'") & set("".join(made))


def test_the_header_of_a_page_is_never_too_long():
    """Excel calls a file damaged whose header has more than 255 characters."""
    sheet = Sheet("表", table(caption="题&" * 300), "行&" * 300)
    above = written(sheet)["表"].oddHeader.center.text
    assert len(above) < 240
