"""The marked copy: the right cells, the exact words, the original's form, the same bytes."""

import io

import openpyxl
import pytest

from fzlib.errors import InputError, Place, Problem
from fzlib.intake.forms.marked_copy import annotate, is_ours
from tests.intake.files import WRITERS, Form, Percent, csv_bytes, replaced, saved
from tests.publishing.office import saved_by_office

LABEL = "monthly/2023-05.xlsx"
ROWS = [["地区", "总产值（亿元）"], ["福州市", "12x"], ["=1+1", Percent(0.5)], ["马尾区", 3]]
WRONG = Problem(Place(LABEL, "数据", "B2"), "“12x”不是数", "改为数字；没有数就留空")
ODD = Problem(Place(LABEL, "数据", "B4"), "空缺")


def copy(content, problems=(WRONG,), warnings=(ODD,), label=LABEL):
    marked = annotate(content, label, problems, warnings)
    return openpyxl.load_workbook(io.BytesIO(marked.content)), marked


def workbook(change=lambda book: None):
    """A workbook as a spreadsheet program makes it."""
    book = openpyxl.Workbook()
    book.active.title = "数据"
    for row in [["地区", "总产值（亿元）"], ["福州市", "12x"], ["台江区", 2], ["马尾区", None]]:
        book.active.append(row)
    change(book)
    return saved(book.save)


def listed(book, name="核对结果"):
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_problem_and_warning_are_marked_apart_and_say_why():
    book, marked = copy(workbook())
    wrong, odd, fine = (book["数据"][cell] for cell in ("B2", "B4", "B3"))
    assert wrong.comment.text == "“12x”不是数；改为数字；没有数就留空"
    assert odd.comment.text == "提示：空缺"
    assert wrong.fill.fgColor.rgb != odd.fill.fgColor.rgb
    assert (wrong.border.left.style, odd.border.left.style) == ("thick", None)
    assert (fine.comment, fine.fill.fill_type) == (None, None)
    assert (wrong.value, marked.cells, marked.lost) == ("12x", 2, ())


def test_the_first_sheet_lists_everything_with_links():
    other = Problem(Place("regions.csv", "", "C3"), "类别不对", "改")
    book, _ = copy(workbook(), [WRONG, other])
    assert book.sheetnames == ["核对结果", "数据"]
    assert listed(book) == [
        ["级别", "文件", "工作表", "单元格", "问题", "改法"],
        ["问题", LABEL, "数据", "B2", "“12x”不是数", "改为数字；没有数就留空"],
        ["问题", "regions.csv", None, "C3", "类别不对", "改"],
        ["提示", LABEL, "数据", "B4", "空缺", None],
    ]
    links = [row[3].hyperlink and row[3].hyperlink.location for row in book["核对结果"].iter_rows()]
    assert links == [None, "'数据'!B2", None, "'数据'!B4"]


def test_nothing_found_is_said():
    book, marked = copy(workbook(), (), ())
    assert (listed(book)[1][0], marked.cells) == ("没有问题", 0)


def test_formats_formulas_widths_and_comments_stay():
    def change(book):
        sheet = book["数据"]
        sheet["B3"], sheet["B3"].number_format = "=1+1", "0.000"
        sheet.column_dimensions["B"].width = 33
        sheet["B2"].comment = openpyxl.comments.Comment("原批注", "人")
        sheet["B2"].font = openpyxl.styles.Font(bold=True)
        book.create_sheet("旧").sheet_state = "hidden"

    book, _ = copy(workbook(change))
    sheet = book["数据"]
    assert (sheet["B3"].value, sheet["B3"].number_format) == ("=1+1", "0.000")
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["B2"].font.bold
    assert sheet["B2"].comment.text == "原批注\n“12x”不是数；改为数字；没有数就留空"
    assert book["旧"].sheet_state == "hidden"


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats_are_copied_cell_by_cell(suffix):
    form = Form(merged=((2, 0, 3, 0),))
    label = f"monthly/2023-05.{suffix}"
    problem = Problem(Place(label, "数据", "A4"), "合并")
    book, _ = copy(WRITERS[suffix]({"数据": ROWS}, form=form), [problem], (), label)
    sheet = book["数据"]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert (sheet["B3"].value, sheet["B3"].number_format) == (0.5, "0.00%")
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A3:A4"]
    assert sheet["A3"].comment.text == "合并"  # of a merged area its first cell


def test_a_csv_has_one_sheet_and_a_row_its_first_cell():
    label = "monthly/2023-05.csv"
    problems = [
        Problem(Place(label, "", "第1行"), "缺一列"),
        Problem(Place(label, "", "B2"), "不是数"),
        Problem(Place(label), "没有一行"),
    ]
    book, marked = copy(csv_bytes([["地区", "数"], ["甲", "x"]]), problems, (), label)
    assert book["数据"]["A1"].comment.text == "缺一列"
    assert book["数据"]["B2"].comment.text == "不是数"
    assert (marked.cells, len(listed(book))) == (2, 4)


def test_several_messages_on_a_cell_and_hundreds_of_cells():
    problems = [Problem(Place(LABEL, "数据", f"B{2 + n // 2}"), f"错{n}") for n in range(500)]
    book, marked = copy(workbook(), problems, ())
    assert book["数据"]["B2"].comment.text == "错0\n错1"
    assert (marked.cells, len(listed(book))) == (250, 501)


def test_names_that_are_taken_or_hold_quotes():
    def change(book):
        book.create_sheet("核对结果")
        book["数据"].title = "5月 '数据'"

    problem = Problem(Place(LABEL, "5月 '数据'", "B2"), "错")
    book, _ = copy(workbook(change), [problem], ())
    assert book.sheetnames == ["核对结果_2", "5月 '数据'", "核对结果"]
    assert book["核对结果_2"]["D2"].hyperlink.location == "'5月 ''数据'''!B2"


def test_what_does_not_come_along_is_said():
    content = workbook(lambda book: book["数据"].add_chart(openpyxl.chart.BarChart(), "D2"))
    assert annotate(content, LABEL, [WRONG], []).lost == ("图表",)


def test_a_form_that_openpyxl_cannot_open_does_not_come_along():
    """It is read all the same, and its cells are copied."""
    book, marked = copy(replaced(workbook(), "<fill>", "<fill/><fill>", "xl/styles.xml"))
    assert (marked.lost, marked.cells) == (("格式",), 2)
    assert (book["数据"]["B2"].value, book["数据"]["B3"].value) == ("12x", 2)


def test_same_bytes_and_recognised_as_ours():
    first, second = (annotate(workbook(), LABEL, [WRONG], [ODD]).content for _ in range(2))
    assert first == second
    assert is_ours(first)
    assert not is_ours(workbook())
    assert not is_ours(b"PK\x03\x04 nothing")


def test_a_file_that_cannot_be_read_is_refused():
    with pytest.raises(InputError, match="损坏"):
        annotate(b"PK\x03\x04 nothing", LABEL, [], [])


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_spreadsheet_program_opens_it(tmp_path, suffix):
    path = tmp_path / "标注.xlsx"
    path.write_bytes(annotate(workbook(), LABEL, [WRONG], [ODD]).content)
    assert saved_by_office(path, suffix, tmp_path).stat().st_size > 1000
