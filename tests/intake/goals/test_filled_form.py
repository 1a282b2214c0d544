"""A list that was given out to be filled in, on several sheets, read back into its register."""

from datetime import date, datetime

import openpyxl
import pytest

from fzlib.errors import InputError
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.intake.goals.register_import import plan_register_import, write
from fzlib.vocabulary import CHANGED, SAME
from tests.intake.goals.plans import VISITS
from tests.publishing.folders import contents

CODE = "91350100EX00284274"
MARKS = ["预填", "", "预填", "必填", "预填", "预填", "选填", "选填"]
HEADER = [
    CREDIT_CODE_HEADER, "产值（万元）", "走访编号", "走访日期", "地区", "方式",
    "发现问题（个）", "备注",
]  # fmt: skip
BLANK = ["", "", "", ""]


def row(key, *filled, county="福清市"):
    """As given out; ``filled``: date, number, remark."""
    day, number, remark = (*filled, *BLANK)[:3]
    return [CODE, "12.5", key, day, county, "走访", number, remark]


def sheet_of(*rows, marks=MARKS, header=HEADER, above=(["关注名单"], ["内部资料"])):
    return [*above, marks, header, *rows]


FILLED, SECOND = row("G1", "2023-05-20", "2", "缺订单"), row("G2", "2023-05-21")


@pytest.fixture
def planned(plan, tmp_path):
    """What a workbook of these sheets would change in visits.csv."""

    def make(replaced=None, **sheets):
        book = openpyxl.Workbook()
        book.active.title = "说明"
        book.active.append(["交回", "走访编号"])
        for name, lines in sheets.items():
            sheet = book.create_sheet(name)
            for line in lines:
                sheet.append([value if value != "" else None for value in line])
        for (name, cell), value in (replaced or {}).items():
            book[name][cell] = value
        path = tmp_path / "名单.xlsx"
        book.save(path)
        return plan_register_import(path, "visits", data=plan.path)

    return make


def test_all_sheets_are_one_list_of_which_only_what_is_filled_in_is_taken(plan, planned):
    made = planned(
        福清市=sheet_of(row("G0"), FILLED),
        闽侯县=sheet_of(row("G3", county="闽侯县"), [*SECOND[:4], "闽侯县", *SECOND[5:]]),
        连江县=sheet_of(row("G4", county="连江县")),
    )
    assert made.sheets == ("福清市", "闽侯县", "连江县")
    assert (made.file.added, made.unfilled) == (["G1", "G2"], 3)
    before = plan.rows(VISITS)
    write(made)
    # what is for reading alone (产值) is no column of the register, what is new to it is
    assert plan.rows(VISITS) == [
        [*before[0], "备注"],
        *before[1:],
        ["G1", "2023-05-20", "福清市", "走访", CODE, "2", "缺订单"],
        ["G2", "2023-05-21", "闽侯县", "走访", CODE, "", ""],
    ]


def test_a_second_import_has_nothing_new(plan, planned):
    sheets = {"福清市": sheet_of(FILLED), "闽侯县": sheet_of(SECOND)}
    write(planned(**sheets))
    after = contents(plan.path)
    made = planned(**sheets)
    assert {change.kind for change in made.file.changes} == {SAME}
    assert not made.file.differs
    write(made)
    assert contents(plan.path) == after


def test_what_differs_is_told_with_its_sheet_and_stays_until_it_is_allowed(plan, planned):
    write(planned(福清市=sheet_of(FILLED), 闽侯县=sheet_of(SECOND)))
    other = [*SECOND[:3], "2023-05-22", *SECOND[4:]]
    made = planned(福清市=sheet_of(FILLED), 闽侯县=sheet_of(other))
    (change,) = made.file.of(CHANGED)
    assert (change.entry, str(change.source)) == ("G2", "名单.xlsx › 闽侯县 › D5")
    assert len(made.changed) == 1


def test_dates_of_a_spreadsheet_and_as_text_are_read(plan, planned):
    own = [*FILLED[:3], datetime(2023, 5, 20), *FILLED[4:]]  # noqa: DTZ001 - a cell's
    write(planned(福清市=sheet_of(own, [*SECOND[:3], "2023年5月21日", *SECOND[4:]])))
    rows = plan.goals().goals.registers["visits"].rows[-2:]
    assert [entry.day("走访日期") for entry in rows] == [date(2023, 5, 20), date(2023, 5, 21)]


def test_nothing_filled_in_changes_nothing(plan, planned):
    before = contents(plan.path)
    made = planned(福清市=sheet_of(row("G1"), row("G2")))
    assert (made.file.added, made.unfilled, made.file.differs) == ([], 2, False)
    write(made)
    assert contents(plan.path) == before


@pytest.mark.parametrize("mark", ["—", "/", "  "])
def test_a_mark_of_nothing_is_not_filled_in(planned, mark):
    assert planned(福清市=sheet_of(row("G1", "", "", mark))).unfilled == 1


def test_marks_are_read_in_any_width_and_order(planned):
    order = [6, 3, 2, 0, 4, 5, 1, 7]

    def moved(cells):
        return [cells[n] for n in order]

    lines = [moved(FILLED), moved(row("G2"))]
    marks = [f" {mark} " if mark else "" for mark in moved(MARKS)]
    made = planned(福清市=sheet_of(*lines, marks=marks, header=moved(HEADER)))
    assert (made.file.added, made.unfilled) == (["G1"], 1)


def test_without_marks_every_row_is_an_entry_as_ever(planned):
    """Those who take away the marks have an ordinary list."""
    made = planned(福清市=sheet_of(FILLED, SECOND, marks=[""] * 8))
    assert (made.file.added, made.unfilled) == (["G1", "G2"], 0)
    assert "产值（万元）" in made.file.columns


@pytest.mark.parametrize("marks", [[""] * 8, ["" if m == "必填" else m for m in MARKS]])
def test_a_watch_list_without_its_marks_is_not_taken_for_an_ordinary_list(plan, planned, marks):
    """Every row of it would be a visit, and its output a column of the register."""
    before, header = contents(plan.path), [*HEADER]
    header[1] = "起始期"
    with pytest.raises(InputError) as raised:
        planned(福清市=sheet_of(FILLED, SECOND, marks=marks, header=header))
    (problem,) = raised.value.problems
    assert problem.what == "表头上面标有“预填”“必填”“选填”的一行没有了，或不全"
    assert contents(plan.path) == before


# --- several sheets -----------------------------------------------------------------------


def test_ordinary_lists_with_the_same_headers_are_one_too(planned):
    header = ["走访编号", "走访日期", "地区"]
    made = planned(
        甲=[header, ["G1", "2023-05-20", "福清市"]],
        乙=[header[::-1], ["闽侯县", "2023-05-21", "G2"]],
    )
    assert (made.sheets, made.file.added) == (("甲", "乙"), ["G1", "G2"])


def test_a_sheet_with_other_headers_is_not_read_and_told(planned):
    other = [["走访编号", "走访日期"], ["G9", "2023-05-01"]]
    made = planned(福清市=sheet_of(FILLED), 旧表=other)
    assert (made.sheets, made.file.added) == (("福清市",), ["G1"])
    assert [str(warning) for warning in made.warnings] == [
        "名单.xlsx › 旧表：也有台账的表头，与“福清市”的不同，没有读它；要读这张表，把表头改成一样的"
    ]


def test_a_hidden_sheet_is_left_alone(plan, tmp_path):
    book = openpyxl.Workbook()
    for sheet, lines in (
        (book.active, sheet_of(FILLED)),
        (book.create_sheet("旧"), sheet_of(SECOND)),
    ):
        for line in lines:
            sheet.append([value or None for value in line])
    book["旧"].sheet_state = "hidden"
    book.save(tmp_path / "名单.xlsx")
    made = plan_register_import(tmp_path / "名单.xlsx", "visits", data=plan.path)
    assert made.file.added == ["G1"]


# --- mistakes -----------------------------------------------------------------------------

MISTAKES = {
    "a visit without its date": (
        {("福清市", "D5"): None, ("福清市", "H5"): "缺订单"},
        "名单.xlsx › 福清市 › D5：没有填“走访日期”，同一行的其他栏已填；"
        "填上走访日期；不算数的，清空同一行填的各栏",
    ),
    "a date that is none": (
        {("闽侯县", "D5"): "五月中旬"},
        "名单.xlsx › 闽侯县 › D5：“五月中旬”不是日期；写作 2023-05-31、2023/5/31 或 2023年5月31日，"
        "没有就留空",
    ),
    "a day that is none": (
        {("闽侯县", "D5"): "2023-02-30"},
        "名单.xlsx › 闽侯县 › D5：没有“2023-02-30”这一天；核对年、月、日",
    ),
    "text for a number": (
        {("福清市", "G5"): "两个"},
        "名单.xlsx › 福清市 › G5：“两个”不是数；改为数字；没有数就留空",
    ),
    "a county that is none": (
        {("闽侯县", "E5"): "某县"},
        "名单.xlsx › 闽侯县 › E5：“某县”不是已知地区；是不是“闽侯县”？"
        "改为 regions.csv 里的名称，或在那里加作别名",
    ),
    "a visit to nobody": (
        {("闽侯县", "A5"): None},
        "名单.xlsx › 闽侯县 › A5：没有统一社会信用代码；照原来的名单填回；加写的一行也要填",
    ),
    "an entry without a key": (
        {("闽侯县", "C5"): None},
        "名单.xlsx › 闽侯县 › C5：没有写走访编号；填上，每条一个，不重复",
    ),
    "one key on two sheets": (
        {("闽侯县", "C5"): "G1"},
        "名单.xlsx › 闽侯县 › C5：走访编号“G1”重复（另一条在 福清市 › C5）；"
        "每条用自己的编号；重复的条目删去",
    ),
    "one key twice on a sheet": (
        {("福清市", "A6"): CODE, ("福清市", "C6"): "G1", ("福清市", "D6"): "2023-05-02"},
        "名单.xlsx › 福清市 › C6：走访编号“G1”重复（另一条在 C5）；"
        "每条用自己的编号；重复的条目删去",
    ),
    "an error for a text": (
        {("福清市", "H5"): "=1/0"},
        "名单.xlsx › 福清市 › H5：公式“=1/0”没有算出的值；用表格软件打开、重算并保存，或填入内容",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_stop_with_their_cells(plan, planned, mistake):
    replaced, words = MISTAKES[mistake]
    before = contents(plan.path)
    with pytest.raises(InputError) as raised:
        planned(replaced, 福清市=sheet_of(FILLED), 闽侯县=sheet_of(SECOND))
    assert [str(problem) for problem in raised.value.problems] == [words]
    assert contents(plan.path) == before


def test_all_mistakes_of_all_sheets_are_told_at_once(planned):
    replaced = {("福清市", "D5"): "某日", ("闽侯县", "D5"): None, ("闽侯县", "G5"): "三"}
    with pytest.raises(InputError) as raised:
        planned(replaced, 福清市=sheet_of(FILLED), 闽侯县=sheet_of(SECOND))
    places = {str(problem.where) for problem in raised.value.problems}
    assert places == {f"名单.xlsx › {at}" for at in ("福清市 › D5", "闽侯县 › D5", "闽侯县 › G5")}


def test_a_mistake_in_a_row_that_nobody_filled_in_is_none(planned):
    """What was given out is not the visitor's to mend."""
    own = [*row("G2")[:4], "某县", *row("G2")[5:]]
    assert planned(福清市=sheet_of(FILLED, own)).file.added == ["G1"]
