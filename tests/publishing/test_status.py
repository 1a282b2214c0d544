"""Which periods have data, are published and up to date."""

import shutil

import pytest

from fzlib.publishing import release
from fzlib.publishing.status import statuses
from fzlib.scoring.periods import parse_any
from tests.publishing.folders import FUZHOU, MONTHLY, contents, edit, report

PERIOD = parse_any("2023-05")
pytestmark = pytest.mark.usefixtures("quick")


def of(city, out, text="2023-05"):
    (found,) = (one for one in statuses(city, out) if str(one.of) == text)
    return found


def test_months_then_quarters_then_the_year(city, tmp_path):
    found = statuses(city, tmp_path / "out")
    assert [str(one.of) for one in found] == [
        *(f"2023-{month:02d}" for month in range(2, 13)),
        *(f"2023-Q{number}" for number in range(1, 5)),
        "2023",
    ]
    assert {str(one.of): (one.there, one.periods) for one in found if one.there} == {
        "2023-05": (1, 1), "2023-Q2": (1, 3), "2023": (1, 11),
    }  # fmt: skip
    assert not any(one.published or one.changed for one in found)
    assert not (tmp_path / "out").exists()


def test_what_was_just_published_is_up_to_date_and_nothing_is_touched(city, out):
    before = contents(out)
    found = of(city, out)
    assert (found.published, found.changed, found.problems) == (True, (), 0)
    assert contents(out) == before


def test_quarters_and_years_too(tmp_path):
    for text in ("2023-Q2", "2023"):
        report(FUZHOU, parse_any(text), tmp_path)
        found = of(FUZHOU, tmp_path, text)
        assert (found.there, found.published, found.changed) == (found.periods, True, ())


@pytest.mark.parametrize(
    ("label", "old", "new", "changed"),
    [
        (MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.3,", ("输入",)),
        ("rules/2023.toml", "cap = 15", "cap = 16", ("规则",)),
        ("rules/2023.toml", 'floor = "zero"', 'floor = "none"', ("规则",)),
    ],
)
def test_what_changed_since_is_named(city, out, label, old, new, changed):
    edit(city / label, old, new)
    assert of(city, out).changed == changed


def test_another_program_and_a_touched_file_are_named(city, out, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(release, "code_digest", lambda: "another")
        assert of(city, out).changed == ("程序",)
    (out / "2023-05" / "scores.csv").write_text("x")
    assert of(city, out).changed == ("报告文件",)


def test_inputs_that_are_wrong_now_are_counted(city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
    found = of(city, out)
    assert (found.problems, found.changed) == (1, ("输入",))


def test_a_report_whose_data_are_gone(city, out):
    (city / MONTHLY).unlink()
    found = of(city, out)
    assert (found.there, found.published, found.changed) == (0, True, ("输入",))


def test_a_report_by_another_rule_book_is_compared_with_it(city, out, tmp_path):
    shutil.copy(city / "rules/2023.toml", tmp_path / "试.toml")
    report(city, PERIOD, out, rules=tmp_path / "试.toml", force=True)
    # it lies elsewhere now, for all that is published of it
    assert of(city, out).changed == ("规则", "参数")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"period": "2023-05", "inputs": 3, "parameters": 4, "outputs": {}}']
)
def test_a_manifest_that_is_none(city, out, text):
    (out / "2023-05" / "manifest.json").write_text(text)
    found = of(city, out)
    assert found.published is text.startswith("{")
    assert bool(found.changed) is found.published
