"""fz.import_workbook: all or nothing, the earlier file kept, every figure's source recorded."""

import csv
import io
import os
import warnings
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.intake.bureau import import_plan
from fzlib.intake.forms.blank_forms import month_form
from fzlib.scoring.periods import Period
from tests.intake.bureau.workbooks import book, not_yet_imported, revenue
from tests.publishing.folders import ROOT

REAL = os.environ.get("FZLIB_REAL_FILES", "")
SHAOYANG = ROOT / "data" / "shaoyang"
LAYOUT = """
[[table]]
sheet = "规模工业营业收入"
region = "地区"

[[table.column]]
measure = "output"
header = ["{期间}", "绝对额"]
"""


@pytest.fixture
def folder(tmp_path):
    """Shaoyang's data folder without its monthly files, with a small layout."""
    folder = not_yet_imported(tmp_path / "city")
    (folder / "layout.toml").write_text(LAYOUT, "utf-8")
    return folder


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "月报.xlsx"
    path.write_bytes(book(("工业处2", revenue())))
    return path


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def files(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def refused(folder, workbook):
    """What stops the import; then nothing has been written."""
    before = files(folder)
    with pytest.raises(InputError) as error:
        fz.import_workbook(workbook, "2025-03", data=folder)
    assert files(folder) == before
    return str(error.value)


def test_a_new_monthly_file_and_where_its_figures_came_from(folder, workbook):
    done = fz.import_workbook(workbook, "2025-03", data=folder)
    assert done.written == [folder / "monthly" / "2025-03.csv"]
    written = {row[0]: row[5] for row in rows(done.written[0])}
    assert (written["邵阳市"], written["双清区"], written["大祥区"]) == ("324.78141", "51.741", "1")
    header, first, *_ = rows(folder / "imports" / "2025-03.csv")
    assert header == ["地区", "指标", "数值", "文件", "工作表", "单元格", "sha256"]
    assert first == [
        "邵阳市", "累计营业收入（亿元）", "324.78141", "月报.xlsx", "工业处2", "B5", done.sha256,
    ]  # fmt: skip


def test_doing_it_again_changes_nothing(folder, workbook):
    fz.import_workbook(workbook, "2025-03", data=folder)
    before = files(folder)
    assert fz.import_workbook(workbook, "2025-03", data=folder).written == []
    assert files(folder) == before


def test_a_figure_changes_only_when_asked_and_the_earlier_file_is_kept(folder, workbook):
    fz.import_workbook(workbook, "2025-03", data=folder)
    before = files(folder)
    workbook.write_bytes(book(("工业处2", revenue(rows=[["双清", 60, 1], ["大祥", 1, 1]]))))
    assert refused(folder, workbook) == (
        "monthly/2025-03.csv › F5：双清区累计营业收入（亿元）已有 51.741，"
        "工作簿为 60（月报.xlsx › 工业处2 › B5）；核对；确认用工作簿的数，加 --replace"
    )
    done = fz.import_workbook(workbook, "2025-03", data=folder, replace=True)
    assert done.kept == [folder / "monthly/earlier/2025-03.1.csv"]
    assert done.kept[0].read_bytes() == before["monthly/2025-03.csv"]
    assert {row[0]: row[5] for row in rows(done.written[0])}["双清区"] == "60"
    # what the workbook no longer has stays, and so does the record of where it came from
    record = {row[0]: row[2] for row in rows(folder / "imports" / "2025-03.csv")[1:]}
    assert (record["双清区"], record["邵阳市"]) == ("60", "324.78141")


def test_what_stands_there_is_cut(folder, workbook):
    fz.import_workbook(workbook, "2025-03", data=folder)
    path = folder / "monthly" / "2025-03.csv"
    path.write_text(path.read_text("utf-8-sig").replace("51.741", "待核" * 9_000), "utf-8")
    assert f"已有 {'待核' * 20}…，工作簿为 51.741" in refused(folder, workbook)


def test_every_earlier_file_is_kept(folder, workbook):
    for level in (1, 2, 3):
        workbook.write_bytes(book(("表", revenue(rows=[["双清", level, 1]]))))
        fz.import_workbook(workbook, "2025-03", data=folder, replace=True)
    earlier = sorted(path.name for path in (folder / "monthly" / "earlier").iterdir())
    assert earlier == ["2025-03.1.csv", "2025-03.2.csv"]
    assert [str(period) for period in fz.Folder(folder).periods()] == ["2025-03"]


def form(folder, keep=True):
    """The kit's own form in the place of the monthly file, one figure filled in."""
    (folder / "monthly").mkdir()
    book = openpyxl.load_workbook(io.BytesIO(month_form(folder, Period(2025, 3))))
    book["数据"]["B5"] = 3.5
    if not keep:
        book["数据"].add_chart(openpyxl.chart.BarChart(), "L2")
    book.save(folder / "monthly" / "2025-03.xlsx")


def test_a_form_is_completed_as_it_stands(folder, workbook):
    """Formats, validation and what was typed in stay; the earlier file is kept."""
    form(folder)
    before = files(folder)
    done = fz.import_workbook(workbook, "2025-03", data=folder)
    assert done.written == [folder / "monthly/2025-03.xlsx"]
    assert done.kept == [folder / "monthly/earlier/2025-03.1.xlsx"]
    assert done.kept[0].read_bytes() == before["monthly/2025-03.xlsx"]
    earlier = openpyxl.load_workbook(io.BytesIO(before["monthly/2025-03.xlsx"]))["数据"]
    sheet = openpyxl.load_workbook(done.written[0])["数据"]
    column = [cell.value for cell in sheet[1]].index("累计营业收入（亿元）")
    levels = {row[0].value: row[column].value for row in sheet.iter_rows(min_row=2)}
    counties = [levels[name] for name in ("邵阳市", "双清区", "大祥区")]
    assert counties == [324.78141, 51.741, 1]
    assert (sheet["B5"].value, sheet.freeze_panes) == (3.5, "B2")
    assert sheet.data_validations.count > 0
    assert sheet["D6"].number_format == earlier["D6"].number_format
    assert fz.import_workbook(workbook, "2025-03", data=folder).written == []


def test_a_form_with_what_would_be_lost_is_left_alone(folder, workbook):
    form(folder, keep=False)
    problem = "2025-03.xlsx：里面有图表，补全时会丢掉；用表格软件另存为"
    assert problem in refused(folder, workbook)


@pytest.mark.parametrize("sheet", ["数据", "合计"])
def test_a_form_with_formulas_is_left_alone(folder, workbook, sheet):
    """Their values would be gone until a spreadsheet program computes them again."""
    form(folder)
    path = folder / "monthly" / "2025-03.xlsx"
    book = openpyxl.load_workbook(path)
    if sheet not in book.sheetnames:
        book.create_sheet(sheet)
    book[sheet]["B6"] = "=1+1"
    book.save(path)
    problem = "里面有公式算好的值，补全时会丢掉；用表格软件另存为 CSV"
    assert problem in refused(folder, workbook)


def test_revenue_is_not_taken_for_output(folder, workbook):
    path = folder / "dataset.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("营业收入", "总产值"), "utf-8")
    assert refused(folder, workbook) == (
        "月报.xlsx › 工业处2：“规模工业营业收入”是营业收入，dataset.toml 的 level 是总产值；"
        "改 level，或核对布局"
    )


def test_a_column_the_rule_book_does_not_score_is_said(folder, workbook):
    """3月 in the header of what should be 1-3月: it would go unseen into the month's column."""
    workbook.write_bytes(book(("表", revenue(period="2025年3月"))))
    plan = import_plan.plan_import(workbook, "2025-03", data=folder)
    assert (
        "月报.xlsx › 表：表头“规模工业营业收入 › 2025年3月 › 绝对额(亿元)”记入“营业收入（亿元）”，"
        '规则书不计这一项；如是另一口径，在布局里写 span = "month" 或 "ytd"'
    ) in [str(warning) for warning in plan.warnings]
    declared = (folder / "layout.toml").read_text("utf-8") + 'span = "ytd"\n'
    (folder / "layout.toml").write_text(declared, "utf-8")
    with pytest.raises(InputError, match="“2025年3月”是当月，布局写的是 ytd"):
        import_plan.plan_import(workbook, "2025-03", data=folder)


def test_nothing_is_half_written(folder, workbook, monkeypatch):
    fz.import_workbook(workbook, "2025-03", data=folder)
    before = files(folder)
    workbook.write_bytes(book(("表", revenue(rows=[["双清", 60, 1]]))))

    write_bytes = Path.write_bytes

    def full(self, content):
        if "imports" in str(self):
            write_bytes(self, content[:9])
            raise OSError(28, "No space left on device")
        return write_bytes(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        fz.import_workbook(workbook, "2025-03", data=folder, replace=True)
    monkeypatch.undo()
    assert files(folder) == before


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("city/layout.toml", None, "：没有这个文件；照数据说明写好布局"),
        ("city/layout.toml", b"[[table]\n", " › 第1行第8字：不符合 TOML 的写法"),
        ("city/layout.toml", b"", " › table：没有写"),
        ("city/regions.csv", None, "：没有这个文件"),
        ("月报.xlsx", None, "：没有这个文件；核对路径"),
        ("月报.xlsx", b"\0\0", "：不是 UTF-8 或 GB18030 的文本，也不是表格文件"),
    ],
)
def test_what_stops_it_is_told_and_nothing_is_written(folder, workbook, name, content, problem):
    path = folder.parent / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert f"{path.name}{problem}" in refused(folder, workbook)


def test_another_layout_may_be_named(folder, workbook, tmp_path):
    (folder / "layout.toml").unlink()
    (tmp_path / "mine.toml").write_text(LAYOUT, "utf-8")
    done = fz.import_workbook(workbook, "2025-03", data=folder, layout=tmp_path / "mine.toml")
    assert len(done.written) == 1


def test_the_shipped_layout_has_no_mistake(tmp_path):
    with pytest.raises(InputError) as error:
        import_plan.plan_import(tmp_path / "没有.xlsx", "2025-03", data=SHAOYANG)
    assert [problem.where.file for problem in error.value.problems] == ["没有.xlsx"]


# --- the bureau's own workbook -------------------------------------------------------------

needs_real = pytest.mark.skipif(
    not (Path(REAL) / "2025-03.xlsx").is_file(),
    reason="FZLIB_REAL_FILES names no folder with the bureau's 2025-03.xlsx, which is not shipped",
)


@needs_real
def test_the_real_workbook_has_the_figures_that_are_shipped():
    plan = import_plan.plan_import(Path(REAL) / "2025-03.xlsx", "2025-03", data=SHAOYANG)
    assert [(f.label, {c.kind for c in f.changes}, len(f.changes)) for f in plan.files] == [
        ("monthly/2025-02.csv", {"same"}, 26),  # revenue lags one month
        ("monthly/2025-03.csv", {"same"}, 13),
    ]
    assert plan.warnings == ()


@needs_real
def test_the_real_workbook_makes_the_files_anew(tmp_path):
    folder = not_yet_imported(tmp_path / "city")
    fz.import_workbook(Path(REAL) / "2025-03.xlsx", "2025-03", data=folder)
    for name, columns in (("2025-02.csv", (5, 8)), ("2025-03.csv", (2,))):
        shipped, made = rows(SHAOYANG / "monthly" / name), rows(folder / "monthly" / name)
        assert [row[0] for row in made] == [row[0] for row in shipped]
        for row, new in zip(shipped[3:], made[3:], strict=True):  # the city and its counties
            for column in columns:
                value = Decimal(row[column])
                rounded = Decimal(new[column]).quantize(value, "ROUND_HALF_UP")
                assert rounded == value, (name, row[0])


@needs_real
@pytest.mark.parametrize("period", ["2025-02", "2025-04", "2024-03", "2026-03"])
def test_a_wrong_period_of_the_real_workbook_is_noticed(period):
    with pytest.raises(InputError) as error:
        import_plan.plan_import(Path(REAL) / "2025-03.xlsx", period, data=SHAOYANG)
    assert all("--period" in str(problem) for problem in error.value.problems)


@needs_real
def test_a_later_workbook_imports_with_the_same_layout(tmp_path):
    """The next month's, made from this one: other sheet names, other months in the headers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a chart in it that openpyxl leaves out
        book = openpyxl.load_workbook(Path(REAL) / "2025-03.xlsx")
    for number, sheet in enumerate(book):
        for row in sheet.iter_rows(max_row=6):
            for cell in row:
                if isinstance(cell.value, str):
                    text = cell.value.replace("1-3月", "1—4月").replace("1-2月", "1-3月")
                    cell.value = text.replace("（%）", "(%)")
        sheet.title = f"第{number}页"
    book.move_sheet("第18页", -10)
    later = tmp_path / "4月.xlsx"
    book.save(later)
    plan = import_plan.plan_import(later, "2025-04", data=SHAOYANG)
    assert [(file.label, len(file.changes)) for file in plan.files] == [
        ("monthly/2025-03.csv", 26),
        ("monthly/2025-04.csv", 13),
    ]
