"""``fz verify``: what it prints, how it ends."""

import pytest

from fzlib.publishing import verify
from fzlib.publishing.notebooks import NotebookError
from tests.publishing.folders import MONTHLY, ROOT, contents, edit
from tests.publishing.goals import REGISTER, city_with_goals

pytestmark = pytest.mark.usefixtures("quick")
NOTEBOOKS = f"重算用的笔记本：{ROOT / 'notebooks'}"


@pytest.fixture
def out(fz, city, tmp_path):
    """A published report of May."""
    assert fz("report", "2023-05", "--data", city, "--out", tmp_path / "out").code == 0
    return tmp_path / "out"


def test_what_is_the_same(fz, city, out):
    before = contents(out)
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.lines, done.errors) == (0, [NOTEBOOKS, "2023-05：与重算的结果一致"], "")
    assert contents(out) == before


def test_a_file_that_is_not_the_report_s_is_a_remark(fz, city, out):
    (out / "2023-05" / "批示.docx").touch()
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.lines[1:]) == (
        0, ["2023-05：与重算的结果一致", "  提示　2023-05：批示.docx 不是报告的文件，照原样保留"],
    )  # fmt: skip


def test_a_register_that_changed_since_is_a_remark(fz, tmp_path):
    city = city_with_goals(tmp_path / "city")
    where = ["--data", city, "--out", tmp_path / "out"]
    fz("report", "2023-05", *where, code=0)
    edit(city / REGISTER, "P3,闽侯县,", "P3,闽侯县,某日")
    assert fz("verify", "2023-05", *where, code=0).lines[1:] == [
        "2023-05：与重算的结果一致",
        f"  提示　{REGISTER}：发布以后有改动，核对用发布时留存的",
    ]


def test_what_differs_is_listed_and_the_others_are_still_looked_at(fz, city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    done = fz("verify", "2023-06", "2023-05", "--data", city, "--out", out, code=1)
    assert done.lines[1] == "2023-06：1 处不同"
    assert "没有发布过的报告；先用 fz report 2023-06" in done.lines[2]
    assert done.lines[3].startswith("2023-05：")
    assert f"  {MONTHLY}：发布以后有改动；fz report 重新发布" in done.lines


def test_wrong_inputs_are_located(fz, city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,x,")
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.errors) == (1, "")
    assert done.lines[2].startswith(f"  {MONTHLY} › B5：")


def test_what_cannot_be_verified_keeps_none_of_the_others(fz, city, out, monkeypatch):
    """A folder that is not ours; a notebook that does not run."""
    (out / "2023-04").mkdir()
    (out / "2023-04" / "mine.txt").touch()
    done = fz("verify", "2023-04", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.errors) == (1, "")
    assert done.lines[1].startswith(f"2023-04：没有核对，{out / '2023-04'}：这个文件夹不是 fz 写的")
    assert done.lines[2] == "2023-05：与重算的结果一致"

    def dies(*_, **__):
        raise NotebookError("monthly.ipynb：内核没有启动")

    monkeypatch.setattr(verify, "report", dies)
    done = fz("verify", "2023-05", "2023-04", "--data", city, "--out", out)
    assert (done.code, done.errors, len(done.lines)) == (1, "", 3)
    assert done.lines[1] == "2023-05：没有核对，monthly.ipynb：内核没有启动"


def test_without_a_period_it_says_what_to_write(fz):
    assert "写明期间，如 fz verify 2023-05" in fz("verify", code=2).errors
