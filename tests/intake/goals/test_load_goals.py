"""`load_goals`: the shipped plan, another folder's registers, figures of the scored data, reuse."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

import fzlib as fz
from fzlib.intake.goals import year_goals
from fzlib.scoring.periods import Period, PeriodError, Year
from tests.intake.conftest import refused
from tests.intake.goals.plans import DOCUMENT, FIGURES, PROJECTS, SPLIT, VISITS
from tests.publishing.folders import FUZHOU, ROOT

MAY, DECEMBER = Period(2023, 5), Period(2023, 12)
ROWS = {
    "projects": 962, "key_projects": 216, "tech_upgrade": 194, "new_points": 106, "leads": 84,
    "listing": 354, "funds": 268, "appeals": 430, "visits": 731, "events": 460, "duties": 50,
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped():
    return fz.load_goals(FUZHOU, "2023-05")


def test_the_shipped_plan(shipped):
    goals = shipped.goals
    assert {code: len(entries.rows) for code, entries in goals.registers.items()} == ROWS
    assert (len(goals.document.tasks), len(goals.document.targets)) == (69, 91)
    assert (goals.period, goals.city, len(goals.counties)) == (MAY, "福州市", 13)
    assert goals.figures[MAY, "鼓楼区", "platform_eligible"] == 51
    assert shipped.scored.panel.period == MAY


@pytest.mark.parametrize("period", Year(2023).periods, ids=str)
def test_every_period_of_it_loads(period):
    assert fz.load_goals(FUZHOU, str(period)).goals.period == period


def test_what_is_missing_on_purpose_is_told():
    for period, words in {
        "2023-06": "registers/figures.csv › D623：2023-06 没有报送“key_invested”：罗源县",
        "2023-08": "2023-08 没有报送“platform_joined”：永泰县",
        "2023-09": "2023-09 没有报送“policy_applied”：台江区",
        "2023-12": "registers/funds.csv › A42：应计入的条目“拨付金额（万元）”为空白",
    }.items():
        told = [str(hint) for hint in fz.load_goals(FUZHOU, period).warnings]
        assert any(words in hint for hint in told), (period, told)


def test_the_bytes_and_digests_of_all_that_was_read(shipped):
    assert list(shipped.contents) == list(shipped.files)
    assert {label.partition("/")[0] for label in shipped.files} == {"registers", "targets"}
    assert len(shipped.files) == 9
    for label, content in shipped.contents.items():
        assert content == (FUZHOU / label).read_bytes()


def test_the_plans_text_is_no_input(shipped):
    assert (FUZHOU / "targets/2023.txt").is_file()
    assert "targets/2023.txt" not in shipped.files


def test_figures_of_the_scored_data(shipped):
    """Of the period, and of that of a date once it is past."""
    scored = shipped.goals.scored
    assert {period for period, _, _ in scored} == {MAY}
    card = fz.score(shipped.scored)
    increment = card.panel.value("output", "ytd", "福清市") - card.panel.value(
        "base", "ytd", "福清市"
    )
    assert scored[MAY, "福清市", "increment.ytd"] == increment


def test_figures_of_the_period_of_a_date(year):
    document, rest = year / DOCUMENT, 'of = "city"\nactual = { panel = "va_growth.ytd" }'
    text = document.read_text(encoding="utf-8")
    owed = text.replace(f'cycle = "year"\n{rest}', f'cycle = "2023-03-15"\n{rest}')
    assert owed != text
    document.write_text(owed, encoding="utf-8")
    periods = {period for period, _, _ in fz.load_goals(year, "2023-05").goals.scored}
    assert periods == {Period(2023, 3), MAY}
    assert {p for p, _, _ in fz.load_goals(year, "2023-03").goals.scored} == {Period(2023, 3)}


def test_expected_increments_of_the_period_and_of_december(shipped):
    expected = shipped.goals.expected
    assert {period for period, _ in expected} == {MAY, DECEMBER}
    assert {region for _, region in expected} == set(shipped.goals.counties)
    assert expected[DECEMBER, "福清市"] == Decimal("272.51")


def test_the_citys_expected_increment_is_read_and_decembers_file_is_not_needed(plan):
    plan.append("expected/2023.csv", ["2023-12", "福州市", "10", "900"])
    expected = plan.goals().goals.expected
    assert expected[DECEMBER, "福州市"] == 900
    assert {region for period, region in expected if period == DECEMBER} == {"福州市"}


@pytest.mark.parametrize(("of", "last"), [("2023-Q2", 6), ("2023-Q1", 3), ("2023", 12), (2023, 12)])
def test_a_quarter_and_a_year_are_of_their_last_period(of, last):
    assert fz.load_goals(FUZHOU, of).goals.period == Period(2023, last)


def test_a_quarter_in_progress_is_of_the_last_period_that_has_data(plan):
    assert plan.goals("2023-Q2").goals.period == MAY
    error = refused(plan.goals, "2023-Q3")
    assert [problem.kind for problem in error.problems] == ["period.absent"]


def test_without_a_document_there_is_none():
    assert fz.load_goals(ROOT / "data/shaoyang", "2025-05") is None


def test_no_such_period(plan):
    with pytest.raises(PeriodError):
        plan.goals("2023-01")


def test_kept_files_are_read_in_place_of_the_folders(plan, tmp_path):
    kept = tmp_path / "inputs"
    for name in ("targets", "registers"):
        shutil.copytree(plan.path / name, kept / name)
    before = plan.goals()
    plan.put(PROJECTS, E2="99", F2="待定")
    plan.remove(VISITS)
    plan.remove(DOCUMENT)
    assert plan.goals() is None
    after = plan.goals(kept=kept)
    assert after.files == before.files
    assert [row.values for row in after.goals.registers["projects"].rows] == [
        row.values for row in before.goals.registers["projects"].rows
    ]
    assert plan.goals(kept=str(tmp_path / "nothing")) is None


def test_problems_of_the_scored_data_and_of_the_goals_at_once(plan):
    plan.put("monthly/2023-05.csv", B5="约8")
    plan.put(SPLIT, C3="一项")
    plan.edit("regions.csv", "福清市,350181,县区,是", "福清市,350181,县区,可")
    places = {problem.where.file for problem in refused(plan.goals).problems}
    assert places == {"regions.csv", "monthly/2023-05.csv", SPLIT}


def test_goals_do_not_stop_the_score(plan):
    plan.put(SPLIT, C2="两项")
    assert plan.problems() == []


class TestReuse:
    """Registers are read once for all periods, and again where a file has changed."""

    @pytest.fixture
    def reads(self, monkeypatch):
        count = []

        def counted(*arguments):
            count.append(1)
            return read(*arguments)

        read = year_goals.read_register
        monkeypatch.setattr(year_goals, "read_register", counted)
        return count

    def test_once_for_all_periods(self, year, reads):
        fz.load_goals(year, "2023-05")
        files = len(reads)
        fz.load_goals(year, "2023-06")
        assert (files, len(reads)) == (6, 6)

    @pytest.mark.parametrize("label", [PROJECTS, FIGURES, SPLIT, DOCUMENT, "regions.csv"])
    def test_again_where_a_file_changed(self, plan, label, reads):
        plan.goals()
        plan.write(label, plan.text(label) + "\n")
        plan.goals()
        assert len(reads) == (2 if label == "regions.csv" else 4)

    def test_again_where_a_file_has_come(self, plan, reads):
        rows = plan.text(VISITS)
        plan.remove(VISITS)
        assert plan.goals().goals.registers["visits"] is None
        plan.write(VISITS, rows)
        assert len(plan.goals().goals.registers["visits"].rows) == 2


def test_labels_do_not_say_where_files_are_kept(plan, tmp_path):
    kept = tmp_path / "inputs"
    for name in ("targets", "registers"):
        shutil.copytree(plan.path / name, kept / name)
    (kept / PROJECTS).write_text("甲,乙\n", encoding="utf-8")
    problem, *_ = refused(plan.goals, kept=Path(kept)).problems
    assert problem.where.file == PROJECTS
