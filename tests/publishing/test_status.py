"""Which periods have data, are published and up to date."""

import pytest

from fzlib.publishing import manifests
from fzlib.publishing.status import ReportStatus, statuses
from fzlib.scoring.periods import parse_any
from tests.publishing.folders import FUZHOU, MONTHLY, contents, copied, edit, report

PERIOD = parse_any("2023-05")
pytestmark = pytest.mark.usefixtures("quick")


def status(city, out, text="2023-05"):
    (period,) = (each for each in statuses(city, out) if str(each.period) == text)
    return period


def test_months_then_quarters_then_the_year(city, tmp_path):
    listed = statuses(city, tmp_path / "out")
    assert [str(each.period) for each in listed] == [
        *(f"2023-{month:02d}" for month in range(2, 13)),
        *(f"2023-Q{number}" for number in range(1, 5)),
        "2023",
    ]
    data = {str(each.period): (each.with_data, each.months) for each in listed if each.with_data}
    assert data == {"2023-05": (1, 1), "2023-Q2": (1, 3), "2023": (1, 11)}
    assert not any(each.published or each.causes for each in listed)
    assert not (tmp_path / "out").exists()


def test_what_was_just_published_is_up_to_date_and_nothing_is_touched(city, out):
    before = contents(out)
    assert status(city, out) == ReportStatus(PERIOD, 1, 1, published=True)
    assert contents(out) == before


def test_quarters_and_years_too(tmp_path):
    city = copied(FUZHOU, tmp_path / "city")
    for text, months in (("2023-Q2", 3), ("2023", 11)):
        period = parse_any(text)
        report(city, period, tmp_path / "out")
        assert status(city, tmp_path / "out", text) == ReportStatus(
            period, months, months, published=True
        )


def test_a_quarter_is_stale_where_a_period_it_is_compared_with_changed(year, tmp_path):
    """The quarter before, and the year before its months, whose growth theirs is held against."""
    quarters = [f"2023-Q{number}" for number in range(1, 4)]
    for text in quarters:
        report(year, parse_any(text), tmp_path)
    edit(year / "monthly/2023-04.csv", "鼓楼区,", "鼓楼区 ,")
    causes = {text: status(year, tmp_path, text).causes for text in quarters}
    assert causes == {"2023-Q1": (), "2023-Q2": ("输入",), "2023-Q3": ("输入",)}


@pytest.mark.parametrize(
    ("label", "old", "new", "causes"),
    [
        (MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.3,", ("输入",)),
        ("rules/2023.toml", "cap = 15", "cap = 16", ("规则",)),
        ("rules/2023.toml", 'floor = "zero"', 'floor = "none"', ("规则",)),
    ],
)
def test_what_changed_since_is_named(city, out, label, old, new, causes):
    edit(city / label, old, new)
    assert status(city, out).causes == causes


def test_a_later_period_s_dates_leave_it_up_to_date_its_own_do_not(city, out):
    text = (city / "dataset.toml").read_text("utf-8")
    for period, causes in (("2023-06", ()), ("2023-Q2", ()), ("2023-05", ("输入",))):
        text += f'\n[periods."{period}"]\ndated = 2023-07-20\n'
        (city / "dataset.toml").write_text(text, "utf-8")
        assert status(city, out).causes == causes, period


@pytest.mark.parametrize(
    ("own", "stale"),
    [
        ("2023-06", {"2023-06", "2023-07", "2023-Q2", "2023-Q3", "2023"}),
        ("2023-Q2", {"2023-Q2"}),
        ("2023", {"2023"}),
    ],
)
def test_a_later_decision_makes_stale_only_what_rests_on_it(year, tmp_path, own, stale):
    """The report of its own period, and those that compare with that."""
    header = "期间,地区,事项,加减分,依据\n"
    (year / "adjustments.csv").write_text(header, "utf-8")
    reports = ("2023-05", "2023-06", "2023-07", "2023-Q1", "2023-Q2", "2023-Q3", "2023")
    for text in reports:
        report(year, parse_any(text), tmp_path)
    (year / "adjustments.csv").write_text(f"{header}{own},福清市,受表扬,1,通报\n", "utf-8")
    listed = {str(each.period): each.causes for each in statuses(year, tmp_path)}
    assert {text: listed[text] for text in reports} == {
        text: ("输入",) if text in stale else () for text in reports
    }


def test_another_program_and_a_touched_file_are_named(city, out, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(manifests, "code_digest", lambda: "another")
        assert status(city, out).causes == ("程序",)
    (out / "2023-05" / "scores.csv").write_text("x")
    assert status(city, out).causes == ("报告文件",)


def test_inputs_that_are_wrong_now_or_gone(city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
    assert status(city, out) == ReportStatus(PERIOD, 1, 1, 1, published=True, causes=("输入",))
    (city / MONTHLY).unlink()
    assert status(city, out) == ReportStatus(PERIOD, 1, 0, published=True, causes=("输入",))


def test_a_report_by_another_rule_book_is_compared_with_it(city, out, other_rules):
    report(city, PERIOD, out, rules=other_rules, force=True)
    # it lies elsewhere now, for all that is published of it
    assert status(city, out).causes == ("规则", "参数")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"period": "2023-05", "inputs": 3, "parameters": 4, "outputs": {}}']
)
def test_a_manifest_that_is_none(city, out, text):
    (out / "2023-05" / "manifest.json").write_text(text)
    published = text.startswith("{")
    assert status(city, out).published is published
    assert bool(status(city, out).causes) is published
