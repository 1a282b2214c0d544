"""A workbook's list into a register: merged by key, shown before it is written, all or nothing."""

import io
import stat
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fzlib.errors import InputError, RequestError
from fzlib.intake.forms.goal_forms import form_of_register
from fzlib.intake.goals.register_import import plan_register_import, write
from fzlib.vocabulary import BLANK, CHANGED, NEW, SAME
from tests.intake.files import csv_bytes
from tests.intake.goals.plans import DOCUMENT, PROJECTS, TABLES
from tests.publishing.folders import FUZHOU, contents

HEADER, *ROWS = TABLES[PROJECTS]


@pytest.fixture
def planned(plan, tmp_path):
    """What a list (its header first) would change in projects.csv."""

    def make(rows, suffix="xlsx", register="projects"):
        path = tmp_path / f"下载.{suffix}"
        if suffix == "csv":
            path.write_bytes(csv_bytes(rows))
        else:
            book = openpyxl.Workbook()
            book.active.title = "说明"
            sheet = book.create_sheet("清单")
            for row in rows:
                sheet.append([value if value != "" else None for value in row])
            book.save(path)
        return plan_register_import(path, register, data=plan.path)

    return make


def kinds(made, kind):
    return [(change.entry, change.header, change.new) for change in made.file.of(kind)]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("register", ["projects", "upgrades", "技改项目"])
def test_new_entries_are_added_below_the_others(plan, planned, suffix, register):
    new = ["P9", "新建", "马尾", "某局", "2.5", "2023年6月1日", "", ""]
    before = plan.rows(PROJECTS)
    made = planned([HEADER, ROWS[0], new], suffix, register)
    assert (made.file.added, made.file.absent) == (["P9"], ["P2", "P3", "P4"])
    assert made.changed == []
    write(made)
    assert plan.rows(PROJECTS) == [*before, new]
    entry = plan.goals().goals.registers["projects"].rows[-1]
    assert (entry.region, entry.day("开工日期")) == ("马尾区", date(2023, 6, 1))


def test_what_is_written_otherwise_and_says_the_same_is_the_same(plan, planned):
    header = ["项目编号", "总投资(亿元)", " 开工日期 ", "地区"]
    made = planned([header, ["p2 ".strip().upper(), 2.250, date(2023, 4, 5), "闽侯县"]])
    assert [change.kind for change in made.file.changes] == [SAME] * 3
    assert not made.file.differs
    write(made)
    assert (made.written, made.kept) == ([], [])


def test_blank_cells_are_filled_and_others_stay(plan, planned):
    made = planned([HEADER[:5], ["P2", "技改", "闽侯", "某县局", ""]])
    assert kinds(made, NEW) == [("P2", "责任单位", "某县局")]
    assert kinds(made, BLANK) == [("P2", "总投资（亿元）", "")]
    write(made)
    assert plan.rows(PROJECTS)[2] == ["P2", "技改", "闽侯", "某县局", *ROWS[1][4:]]
    assert plan.rows(PROJECTS)[1] == ROWS[0]


def test_a_changed_cell_is_told_with_both_and_the_file_before_is_kept(plan, planned):
    before = (plan.path / PROJECTS).read_bytes()
    made = planned([HEADER[:6], [*ROWS[0][:4], "1.6", "2023-03-02"]])
    assert [str(problem) for problem in made.changed] == [
        "registers/projects.csv › E2：P1的“总投资（亿元）”已有“1.5”，工作簿为“1.6”"
        "（下载.xlsx › 清单 › E2）；核对；确认用工作簿的，加 --replace",
        "registers/projects.csv › F2：P1的“开工日期”已有“2023-03-01”，工作簿为“2023-03-02”"
        "（下载.xlsx › 清单 › F2）；核对；确认用工作簿的，加 --replace",
    ]
    assert (plan.path / PROJECTS).read_bytes() == before  # nothing is written by looking
    write(made)
    kept = plan.path / "registers/earlier/projects.1.csv"
    assert made.kept == [kept]
    assert kept.read_bytes() == before
    assert plan.rows(PROJECTS)[1][4:6] == ["1.6", "2023-03-02"]


def test_a_second_import_changes_nothing(plan, planned):
    rows = [[*HEADER, "备注"], [*ROWS[0][:4], "9", *ROWS[0][5:], "改"], ["P9", *ROWS[2][1:], "新"]]
    write(planned(rows))
    after = contents(plan.path)
    made = planned(rows)
    assert not made.file.differs
    write(made)
    assert contents(plan.path) == after


def test_new_columns_stand_at_the_right_those_without_anything_are_left_out(plan, planned):
    made = planned([[*HEADER, "备注", "空列"], [*ROWS[1], "看过", ""]])
    assert made.file.columns == ["备注"]
    write(made)
    rows = plan.rows(PROJECTS)
    assert rows[0] == [*HEADER, "备注"]
    assert [row[len(HEADER) :] for row in rows[1:]] == [[], ["看过"], [], []]
    assert plan.said()[0] == []


def test_where_there_is_no_file_it_has_the_workbook_s_columns(plan, planned):
    (plan.path / PROJECTS).unlink()
    rows = [[*HEADER, "备注"], *([*row, ""] for row in ROWS)]
    made = planned(rows)
    assert made.file.is_new
    write(made)
    assert plan.rows(PROJECTS) == rows
    assert made.kept == []


def test_a_workbook_of_ours_keeps_its_form(plan, planned):
    """Numbers as numbers, dates as dates; a key of digits stays text."""
    plan.recast(PROJECTS, "xlsx", sheet="台账")
    write(planned([HEADER, ["007", "新建", "福清市", "某局", "2.5", "2023年6月1日", "", ""]]))
    sheet = openpyxl.load_workbook(plan.path / "registers/projects.xlsx")["台账"]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[0] == "007"
    assert float(last[4]) == 2.5
    assert str(last[5])[:10] == "2023-06-01"
    assert (plan.path / "registers/earlier/projects.1.xlsx").is_file()
    assert plan.said()[0] == []


def test_a_form_of_ours_is_imported_as_it_is_filled_in(plan, planned, tmp_path):
    """Its notes name the key too, and are no list; so with notes before the list."""
    _, form = form_of_register(plan.path, "projects")
    book = openpyxl.load_workbook(io.BytesIO(form))
    for column, value in enumerate(["P9", "技改", "福清市", "某局", 2.5, date(2023, 6, 1)], 1):
        book["数据"].cell(2, column, value)
    for order in (("数据", "填表说明"), ("填表说明", "数据")):
        book.move_sheet(order[0], -len(book.sheetnames))
        book.save(tmp_path / "填好.xlsx")
        made = plan_register_import(tmp_path / "填好.xlsx", "projects", data=plan.path)
        assert (made.sheets, made.file.added) == (("数据",), ["P9"])
        assert made.file.columns == []


def test_a_file_with_two_keys_is_not_merged(plan, planned):
    plan.edit(DOCUMENT, 'file = "projects"\nkey = "项目编号"', 'file = "projects"\nkey = "备案号"')
    with pytest.raises(RequestError, match="projects 有几个编号列（项目编号、备案号），不能并入"):
        planned([HEADER[:2], ["P1", "技改"]])


SPOILT = {
    "no list": ([["甲", "乙"], ["1", "2"]], "下载.xlsx：没有找到表头"),
    "no date": ([[*HEADER[:1], "开工日期"], ["P1", "三月"]], "清单 › B2：“三月”不是日期"),
    "no number": ([["项目编号", "总投资（亿元）"], ["P1", "约3"]], "清单 › B2：“约3”不是数"),
    "no region": ([["项目编号", "地区"], ["P1", "某县"]], "清单 › B2：“某县”不是已知地区"),
    "no key": ([["项目编号", "类别"], ["", "技改"]], "清单 › A2：没有写项目编号"),
    "a key twice": ([HEADER[:2], ["P1", "技改"], ["P1", "新建"]], "清单 › A3：项目编号“P1”重复"),
    "a column twice": ([["项目编号", "类别", "类别"], ["P1", "技改", "技改"]], "清单 › C1"),
}


@pytest.mark.parametrize("what", SPOILT)
@pytest.mark.parametrize("more", [False, True], ids=["alone", "with what is right"])
def test_what_is_wrong_is_told_where_it_stands_and_nothing_is_written(plan, planned, what, more):
    rows, words = SPOILT[what]
    before = contents(plan.path)
    right = [["P8", *[""] * (len(rows[0]) - 2), rows[1][-1]]] if more else []
    with pytest.raises(InputError) as stopped:
        planned([*rows, *right])
    assert words in str(stopped.value)
    assert contents(plan.path) == before


def test_all_problems_are_told_at_once(planned):
    rows = [
        ["项目编号", "地区", "开工日期"],
        ["P1", "某县", ""],
        ["P2", "福清市", "2023-02-30"],
    ]
    with pytest.raises(InputError) as stopped:
        planned(rows)
    assert len(stopped.value.problems) == 2


def test_a_new_register_needs_every_column(plan, planned):
    (plan.path / PROJECTS).unlink()
    with pytest.raises(InputError, match=r"下载.xlsx › 清单 › 第1行：缺“投产日期”列"):
        planned([HEADER[:-1], ROWS[0][:-1]])


def test_a_file_that_is_wrong_already_is_told_and_not_made_worse(plan, planned):
    plan.put(PROJECTS, F3="四月")
    with pytest.raises(InputError, match=r"registers/projects.csv › F3：“四月”不是日期"):
        planned([HEADER[:2], ["P1", "技改"]])


def test_another_register_that_is_wrong_is_no_obstacle(plan, planned):
    plan.put("registers/visits.csv", B2="五月")
    assert planned([HEADER[:2], ["P1", "技改"]]).file.of(CHANGED) == []


def test_reported_numbers_have_no_key(planned):
    with pytest.raises(RequestError, match="figures 没有编号，不能并入"):
        planned([["期间", "地区"], ["2023-05", "福州市"]], register="figures")


def test_nothing_is_imported_without_a_document(plan, planned):
    (plan.path / DOCUMENT).unlink()
    with pytest.raises(InputError, match="targets：没有目标任务"):
        planned([HEADER[:2], ["P1", "技改"]])


SHIPPED = sorted(path.stem for path in (FUZHOU / "registers").glob("*.csv"))


@pytest.mark.parametrize("register", [stem for stem in SHIPPED if stem != "figures"])
def test_every_shipped_register_imports_into_itself_as_the_same(register):
    path = FUZHOU / f"registers/{register}.csv"
    made = plan_register_import(path, register, data=FUZHOU)
    assert made.file.changes
    assert (made.file.added, made.file.absent, made.file.differs) == ([], [], False)


def test_six_registers_are_shipped():
    assert len(SHIPPED) == 7


def test_what_stood_there_is_kept_before_it_is_written_over(plan, planned, monkeypatch):
    before = (plan.path / PROJECTS).read_bytes()
    made = planned([HEADER, ["P9", *ROWS[0][1:]]])
    moved, replace = [], Path.replace

    def stopped_after_the_first(part, path):
        if moved:
            raise OSError("disk full")
        moved.append(path)
        return replace(part, path)

    monkeypatch.setattr(Path, "replace", stopped_after_the_first)
    with pytest.raises(InputError, match="写到一半出错（disk full）；排除原因后运行 fz status"):
        write(made)
    assert before in [path.read_bytes() for path in (plan.path / "registers").rglob("projects*")]


def test_a_linked_register_stays_a_link(plan, planned):
    link, real = plan.path / PROJECTS, plan.path / "真正的.csv"
    link.rename(real)
    link.symlink_to(real)
    before = real.read_bytes()
    write(planned([HEADER, ["P9", *ROWS[0][1:]]]))
    assert link.is_symlink()
    assert b"P9" in real.read_bytes()
    assert (plan.path / "registers/earlier/projects.1.csv").read_bytes() == before


def test_entries_of_areas_not_assessed_need_keys_too(planned):
    header, outside = ["项目编号", "地区", "总投资（亿元）"], "平潭县"
    rows = [header, ["P7", outside, "1"], ["", outside, "2"], ["Ｐ7", outside, "3"]]
    with pytest.raises(InputError) as caught:
        planned(rows, "csv")
    assert [str(problem) for problem in caught.value.problems] == [
        "下载.csv › A3：没有写项目编号；填上，每条一个，不重复",
        "下载.csv › A4：项目编号“Ｐ7”重复（另一条在 A2）；每条用自己的编号；重复的条目删去",
    ]


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_who_may_read_a_register_stays_as_it_was(plan, planned, mode):
    register = plan.path / PROJECTS
    register.chmod(mode)
    write(planned([HEADER, ["P9", *ROWS[0][1:]]]))
    kept = plan.path / "registers/earlier/projects.1.csv"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (register, kept)] == [mode, mode]
