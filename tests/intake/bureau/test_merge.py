"""A workbook's figures against the monthly file there is: new, the same, changed, blank."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.errors import Place, ProblemLog
from fzlib.intake.bureau.merge import Destination, complete
from fzlib.intake.bureau.table_heads import ColumnHead
from fzlib.intake.bureau.workbook import SourceColumn, SourceFigure, TableFigures
from fzlib.intake.columns import Headings, InputColumn
from fzlib.intake.input_files import Files
from fzlib.scoring.measures import STANDING, STANDING_SERIES
from fzlib.scoring.periods import Period
from tests.intake.bureau.workbooks import REGIONS
from tests.intake.files import WRITERS, Percent

PERIOD = Period(2025, 3)
LEVEL, RATE = InputColumn("output", "ytd"), InputColumn("va_growth", "ytd")


def read_table(values, column=LEVEL):
    source = SourceColumn(column, STANDING_SERIES[column.series], ColumnHead((), ""), "")
    place = Place("月报.xlsx", "表")
    figures = [
        SourceFigure(source, region, value and Decimal(value), replace(place, cell=f"B{row}"))
        for row, (region, value) in enumerate(values.items(), 5)
    ]
    return TableFigures("标题", PERIOD, place, figures=figures)


def completed(folder, *tables):
    log = ProblemLog()
    headings = Headings("总产值")
    destination = Destination(Files(folder), REGIONS, headings, STANDING, log)
    file = complete(destination, PERIOD, tables)
    return file, [str(problem) for problem in log.problems]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "monthly").mkdir()
    return tmp_path


def put(folder, text, encoding="utf-8"):
    (folder / "monthly" / "2025-03.csv").write_bytes(text.encode(encoding))


def test_without_a_file_there_is_a_new_one_with_the_contracts_columns(folder):
    file, _ = completed(folder, read_table({"邵阳市": "7.5", "开发区": "1"}))
    assert (file.label, file.is_new, file.differs) == ("monthly/2025-03.csv", True, True)
    assert file.rows[0] == [
        "地区", "增加值增速（%）", "增加值累计增速（%）", "总产值（亿元）",
        "上年同期总产值（亿元）", "累计总产值（亿元）", "上年同期累计总产值（亿元）",
        "总产值增速（%）", "总产值累计增速（%）",
    ]  # fmt: skip
    assert [row[0] for row in file.rows[1:]] == [region.name for region in REGIONS]
    assert [row[5] for row in file.rows[1:]] == ["", "", "7.5", "", "", "1"]


@pytest.mark.parametrize(
    ("old", "given", "kind", "text"),
    [
        ("", "324.78141", "new", "324.78141"),
        ("—", "324.78141", "new", "324.78141"),  # a mark of missing
        ("324.7814", "324.78141", "same", "324.7814"),  # equal at the decimals that stand there
        ("324.78", "324.785", "changed", "324.785"),  # half-up: 324.79
        ("324.79", "324.785", "same", "324.79"),
        ("325", "324.78141", "same", "325"),
        ("324.781410", "324.78141", "same", "324.781410"),
        ("1,324.5", "1324.5", "same", "1,324.5"),
        ("324.7", "324.78141", "changed", "324.78141"),
        ("abc", "324.78141", "changed", "324.78141"),
        ("324.7", None, "blank", "324.7"),
        ("", None, "blank", ""),
    ],
)
def test_a_figure_against_what_stands_there(folder, old, given, kind, text):
    put(folder, f'地区,累计总产值（亿元）\n邵阳市,"{old}"\n')
    file, problems = completed(folder, read_table({"邵阳市": given}))
    assert problems == []
    (change,) = file.changes
    assert (change.kind, change.old, change.target.cell) == (kind, old, "B2")
    assert file.rows[1] == ["邵阳市", text]
    assert file.differs is (kind in ("new", "changed"))


def test_decimals_that_were_put_in_do_not_count(folder):
    put(folder, "地区,累计总产值（亿元）\n全市,\n双清,52\n")
    file, _ = completed(folder, read_table({"邵阳市": "324.78141", "双清区": "51.741"}))
    assert [change.kind for change in file.changes] == ["new", "same"]


def test_a_file_in_another_unit_keeps_it(folder):
    put(folder, "地区,累计总产值（万元）\n全市,3247814\n双清,\n")
    file, _ = completed(folder, read_table({"邵阳市": "324.78141", "双清区": "51.741"}))
    assert file.rows[1:] == [["全市", "3247814"], ["双清", "517410"]]


def test_the_unit_is_the_header_s_whatever_a_title_above_is_called(folder):
    """The title's 万元 made 20000 of 2 亿元."""
    put(folder, "累计总产值（万元）,\n地区,累计总产值（亿元）\n全市,1.5\n双清,\n")
    file, _ = completed(folder, read_table({"邵阳市": "1.5", "双清区": "2"}))
    assert file.rows[2:] == [["全市", "1.5"], ["双清", "2"]]


def test_what_is_not_touched_stays_as_it_is(folder):
    put(folder, "标题,,\n\n地区,备 注,增加值累计增速（%）\n全市, 甲 ,８.80%\n双清,乙,\n")
    file, problems = completed(folder, read_table({"邵阳市": "8.8", "双清区": "8.25"}, RATE))
    assert problems == []
    assert file.rows == [
        ["标题", "", ""],
        [],
        ["地区", "备 注", "增加值累计增速（%）"],
        ["全市", " 甲 ", "８.80%"],
        ["双清", "乙", "8.25"],
    ]


def test_a_column_and_a_row_that_are_not_there_are_added(folder):
    put(folder, "地区,增加值累计增速（%）\n全市,8.8\n")
    file, _ = completed(folder, read_table({"邵阳市": "7.5", "双清区": "1"}))
    assert file.rows == [
        ["地区", "增加值累计增速（%）", "累计总产值（亿元）"],
        ["全市", "8.8", "7.5"],
        ["双清区", "", "1"],
    ]


def test_the_lines_end_as_they_did(folder):
    put(folder, "地区,累计总产值（亿元）\r\n全市,\r\n")
    assert completed(folder, read_table({"邵阳市": "1"}))[0].newline == "\r\n"
    put(folder, "地区,累计总产值（亿元）\n全市,\n", "gb18030")
    assert completed(folder, read_table({"邵阳市": "1"}))[0].newline == "\n"


BROKEN = {
    "地区,累计总产值\n": " › B1：表头“累计总产值”的单位看不出来；写作“累计总产值（亿元）”",
    "县名,数\n全市,\n": "：没有找到表头，第一行是：县名、数；照数据说明写表头",
    "": "：文件是空的；填好数据后再用",
    '地区,"累计\n全市,1\n': "：CSV 的引号不成对，分不出单元格；用表格软件重新另存为 CSV",
}


@pytest.mark.parametrize(("text", "problem"), BROKEN.items())
def test_a_file_that_cannot_be_completed_is_told(folder, text, problem):
    put(folder, text)
    assert completed(folder, read_table({"邵阳市": "1"}))[1] == [f"monthly/2025-03.csv{problem}"]


@pytest.mark.parametrize("suffix", ["ods", "xls"])
@pytest.mark.parametrize("named", ["ods", "xlsx"])
def test_of_other_formats_it_is_said_whatever_they_are_called(folder, suffix, named):
    content = WRITERS[suffix]({"数据": [["地区", "累计总产值（亿元）"], ["全市", 1]]})
    (folder / "monthly" / f"2025-03.{named}").write_bytes(content)
    problem = (
        f"monthly/2025-03.{named}：导入只补全 CSV 和 xlsx；"
        "用表格软件另存为 xlsx 或 CSV，移走原文件后再导入"
    )
    assert completed(folder, read_table({"邵阳市": "1"})) == (None, [problem])


def test_a_file_is_what_is_in_it(folder):
    content = WRITERS["xlsx"]({"数据": [["地区", "累计总产值（亿元）"], ["全市", None]]})
    (folder / "monthly" / "2025-03.csv").write_bytes(content)
    file, problems = completed(folder, read_table({"邵阳市": "1"}))
    assert (problems, file.sheet, file.edits) == ([], "数据", {(1, 1): "1"})
    (folder / "monthly" / "2025-03.csv").unlink()
    (folder / "monthly" / "2025-03.xlsx").write_text("地区,累计总产值（亿元）\n全市,\n", "utf-8")
    file, problems = completed(folder, read_table({"邵阳市": "1"}))
    assert (problems, file.sheet, file.rows[1]) == ([], "", ["全市", "1"])


def test_a_workbook_is_compared_cell_by_cell(folder):
    header = ["地区", "累计总产值（万元）", "增加值累计增速（%）"]
    rows = [["附：说明"], [], header, ["全市", None, Percent(0.0825)], ["双清", 7, Percent(0.01)]]
    (folder / "monthly" / "2025-03.xlsx").write_bytes(WRITERS["xlsx"]({"数据": rows}))
    levels = read_table({"邵阳市": "1.5", "双清区": "0.0007"})
    file, problems = completed(folder, levels, read_table({"双清区": "2"}, RATE))
    assert (problems, file.sheet, file.is_new) == ([], "数据", False)
    assert [(str(c.target), c.kind, c.old, c.new) for c in file.changes] == [
        ("monthly/2025-03.xlsx › 数据 › B4", "new", "", "15000"),
        ("monthly/2025-03.xlsx › 数据 › B5", "same", "7", "7"),
        ("monthly/2025-03.xlsx › 数据 › C5", "changed", "1%", "2"),
    ]
    assert file.edits == {(3, 1): "15000", (4, 2): "2"}


def test_one_figure_read_twice_is_a_problem(folder):
    _, problems = completed(folder, read_table({"邵阳市": "1"}), read_table({"邵阳市": "2"}))
    assert problems == [
        "月报.xlsx › 表 › B5：邵阳市累计总产值（亿元）在工作簿里读到两处"
        "（另一处：月报.xlsx › 表 › B5）；布局里同一个数只写一处"
    ]


def test_a_new_column_takes_in_no_stray_figure(folder):
    """C has no header; what stands in it must not become a figure of the new column."""
    put(folder, "地区,总产值（亿元）,\r\n全国,,6.5\r\n邵阳市,10,\r\n")
    file, problems = completed(folder, read_table({"邵阳市": "5.5"}, RATE))
    assert problems == []
    assert file.rows[0] == ["地区", "总产值（亿元）", "", "增加值累计增速（%）"]
    assert file.rows[1] == ["全国", "", "6.5"]
    assert file.rows[2][3] == "5.5"


def test_a_new_column_stands_beside_the_others_where_rows_are_longer(folder):
    put(folder, "地区,总产值（亿元）,,\r\n邵阳市,10,,\r\n")
    file, _ = completed(folder, read_table({"邵阳市": "5.5"}, RATE))
    assert file.rows[0][2] == "增加值累计增速（%）"


@pytest.mark.parametrize(
    ("column", "texts", "given", "kind"),
    [
        (RATE, ["5", ""], "5.4", "changed"),  # a rate has at least one decimal: 5 is 5.0
        (RATE, ["5", ""], "5.04", "same"),
        (LEVEL, ["100", "7.25"], "100.49", "changed"),  # its column has two
        (LEVEL, ["100", "7.25"], "100.004", "same"),
        (LEVEL, ["100", "7"], "100.49", "same"),
    ],
)
def test_trailing_zeros_do_not_stand_there(folder, column, texts, given, kind):
    """A workbook and a CSV alike show 5.0 as 5: its column tells how exact it is."""
    header = {RATE: "增加值累计增速（%）", LEVEL: "累计总产值（亿元）"}[column]
    put(folder, f"地区,{header}\r\n双清区,{texts[0]}\r\n大祥区,{texts[1]}\r\n")
    file, _ = completed(folder, read_table({"双清区": given}, column))
    assert [change.kind for change in file.changes] == [kind]


def test_what_an_import_recorded_is_the_same_only_as_it_was(folder):
    put(folder, "地区,累计总产值（亿元）\r\n双清区,100\r\n大祥区,7\r\n")
    (folder / "imports").mkdir()
    (folder / "imports/2025-03.csv").write_text(
        "地区,指标,数值,文件,工作表,单元格,sha256\n双清区,累计总产值（亿元）,100,月报.xlsx,表,B5,00\n",
        "utf-8",
    )
    file, _ = completed(folder, read_table({"双清区": "100.49"}))
    assert [change.kind for change in file.changes] == ["changed"]
    file, _ = completed(folder, read_table({"双清区": "100.00"}))
    assert [change.kind for change in file.changes] == ["same"]
