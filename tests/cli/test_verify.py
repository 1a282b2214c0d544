"""``fz verify``: what it prints, how it ends."""

import pytest

from tests.publishing.folders import MONTHLY, contents, edit

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def out(fz, city, tmp_path):
    """A published report of May."""
    assert fz("report", "2023-05", "--data", city, "--out", tmp_path / "out").code == 0
    return tmp_path / "out"


def test_what_is_the_same(fz, city, out):
    before = contents(out)
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.output, done.errors) == (0, "2023-05：与重算的结果一致\n", "")
    assert contents(out) == before


def test_what_differs_is_listed_and_the_others_are_still_looked_at(fz, city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    done = fz("verify", "2023-06", "2023-05", "--data", city, "--out", out)
    assert done.code == 1
    assert done.lines[0] == "2023-06：1 处不同"
    assert "没有发布过的报告；先用 fz report 2023-06" in done.lines[1]
    assert done.lines[2].startswith("2023-05：")
    assert f"  {MONTHLY}：发布以后有改动；fz report 重新发布" in done.lines


def test_wrong_inputs_are_located(fz, city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,x,")
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.errors) == (1, "")
    assert done.lines[1].startswith(f"  {MONTHLY} › B5：")


def test_without_a_period_it_says_what_to_write(fz):
    done = fz("verify")
    assert done.code == 2
    assert "写明期间，如 fz verify 2023-05" in done.errors
