"""The analyst's desk: a period loaded and scored."""

import pytest

import fzlib as fz
from fzlib import desk
from fzlib.errors import InputError
from fzlib.scoring.periods import Period, PeriodError, Quarter, Year
from tests.publishing.folders import GOLDEN, contents, copied, edit

# --- load and score -----------------------------------------------------------------------


def test_load_and_score():
    inputs = desk.load(GOLDEN / "data", "2023-05")
    card = desk.score(inputs)
    assert card.period == Period(2023, 5)
    assert str(card.totals["福清市"]) == "217.94"
    assert desk.load(GOLDEN / "data", Period(2023, 5)).files == inputs.files


def test_a_reading_replaces_the_rule_book_s_in_the_previous_period_too():
    inputs = desk.load("data/fuzhou", "2023-05")
    card = desk.score(inputs, floor="none")
    assert inputs.book.readings.floor == "zero"
    assert card.book.readings.floor == "none"
    assert card.previous.book.readings.floor == "none"
    before = desk.score(desk.load("data/fuzhou", "2023-04"), floor="none")
    assert card.previous.totals == before.totals


def test_another_rule_book(tmp_path):
    rules = tmp_path / "other.toml"
    text = (GOLDEN / "data/rules/2023.toml").read_text("utf-8")
    rules.write_text(text.replace('floor = "zero"', 'floor = "none"'), "utf-8")
    assert desk.load(GOLDEN / "data", "2023-05", rules=rules).book.readings.floor == "none"
    assert desk.load(GOLDEN / "data", "2023-05", rules="").book.readings.floor == "zero"


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        ({"flor": "none"}, "没有“flor”"),
        ({"floor": "low"}, "可选：zero、none"),
        ({"inputs": "x"}, "没有“inputs”"),
    ],
)
def test_no_such_reading(readings, words):
    inputs = desk.load(GOLDEN / "data", "2023-05")
    with pytest.raises(ValueError, match=words):
        desk.score(inputs, **readings)


def test_what_cannot_be_loaded():
    with pytest.raises(InputError, match="没有这个文件夹"):
        desk.load("data/nowhere", "2023-05")
    with pytest.raises(InputError, match=r"monthly/2023-06\.csv：没有这个文件"):
        desk.load(GOLDEN / "data", "2023-06")


def test_a_month_that_is_not_there_is_not_the_one_before(tmp_path):
    folder = copied("data/fuzhou", tmp_path / "data")
    (folder / "monthly/2023-05.csv").unlink()
    with pytest.raises(InputError, match=r"monthly/2023-05\.csv：没有这个文件"):
        desk.load_all(folder, "2023-05")
    assert [str(inputs.panel.period) for inputs in desk.load_all(folder, "2023-06")] == [
        "2023-02", "2023-03", "2023-04", "2023-06",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: desk.load("data/fuzhou", "2023-01"), "2023-02"),
        (lambda: desk.load("data/nowhere", 2023), "“2023”不是期间"),
        (lambda: desk.load("data/fuzhou", "2023-Q2"), "“2023-Q2”不是期间"),
        (lambda: desk.load("data/fuzhou", Quarter(2023, 2)), "“2023-Q2”不是期间"),
        (lambda: desk.load("data/fuzhou", None), "“None”不是期间"),
        (lambda: desk.load_history("data/fuzhou", 2023), "“2023”不是期间"),
        (lambda: desk.load_quarter_before("data/fuzhou", 2023), "“2023”不是季度"),
        (lambda: desk.load_quarter_before("data/fuzhou", "2023-05"), "“2023-05”不是季度"),
        (lambda: desk.load_all("data/fuzhou", 202305), "“202305”不是期间"),
        (lambda: desk.result({}, Period(2023, 5)), "“2023-05”是月份"),
    ],
)
def test_a_wrong_period_is_a_line(ask, words):
    with pytest.raises(PeriodError, match=words) as error:
        ask()
    assert error.value._render_traceback_() == [str(error.value)]


@pytest.mark.parametrize(
    ("quarter", "periods"),
    [
        ("2023-Q1", []),
        ("2023-Q2", ["2023-02", "2023-03"]),
        ("2023-Q3", ["2023-04", "2023-06"]),  # May's file is wrong
        ("2023-Q4", ["2023-07", "2023-09"]),  # August's is not there
    ],
)
def test_the_quarter_before_as_far_as_it_can_be_used(year, quarter, periods):
    edit(year / "monthly/2023-05.csv", "福州市,5.0", "福州市,五")
    (year / "monthly/2023-08.csv").unlink()
    before = desk.load_quarter_before(year, quarter)
    assert [str(inputs.panel.period) for inputs in before] == periods


def test_a_quarter_is_beside_the_one_before_it_where_that_has_a_card():
    def of(*quarters):
        return {
            period: card
            for quarter in quarters
            for period, card in desk.score_all(desk.load_all("data/fuzhou", quarter)).items()
        }

    before, alone = of("2023-Q1"), desk.result(of("2023-Q2"), "2023-Q2")
    beside = desk.result(before | of("2023-Q2"), "2023-Q2")
    assert (alone.previous, alone.counties) == (None, beside.counties)
    assert beside.previous.counties == desk.result(before, "2023-Q1").counties
    assert desk.result(before, "2023").previous is None


def test_a_year_may_be_a_number():
    inputs = desk.load_all("data/fuzhou", 2023)
    assert inputs == desk.load_all("data/fuzhou", Year(2023))
    assert desk.result(desk.score_all(inputs), 2023).of == Year(2023)


def test_loading_and_scoring_write_nothing():
    before = contents(GOLDEN)
    desk.score(desk.load(GOLDEN / "data", "2023-05"))
    assert contents(GOLDEN) == before


def test_what_a_cell_shows_last_is_a_line_or_two():
    inputs = desk.load("data/fuzhou", "2023-05")
    card = desk.score(inputs)
    trial = fz.what_if(card, {"福清市": {"va_growth.month": "+1.0"}})
    year = desk.result(desk.score_all(desk.load_all("data/fuzhou", "2023")), "2023")
    assert [repr(value) for value in (inputs, card, trial, year)] == [
        "福州市2023年5月输入：13个县（市）区，5个文件，0条提示\n"
        "接着看：fz.score(inputs)、inputs.warnings、inputs.panel",
        "福州市2023年5月考评得分：13个县（市）区，第1位高新区（149.54分）\n"
        '接着看：card.ranking、card.items、fz.explain(card, "高新区")',
        "福州市2023年5月测算：改动1个数，0个县（市）区位次有变\n"
        "接着看：.table（总分、位次和各项得分的变动）、.changed（改动的数）、.after（改后的得分）",
        "2023年考评结果：13个县（市）区，有得分的12个\n接着看：.table（位次、得分、各期总分）、.counties",
    ]
