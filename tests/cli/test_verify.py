"""``fz verify``: what it prints, how it ends."""

import re
import shutil

import pytest

from fzlib.cli.verify import cores
from fzlib.publishing import manifests, recomputed, verifications
from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.release_id import EVIDENCE
from tests.publishing.folders import MONTHLY, ROOT, contents, copied, edit
from tests.publishing.goals import REGISTER, city_with_goals

pytestmark = pytest.mark.usefixtures("quick")
NOTEBOOKS = f"重算用的笔记本：{ROOT / 'notebooks'}"


@pytest.fixture
def out(fz, city, tmp_path):
    """A published report of May."""
    assert fz("report", "2023-05", "--data", city, "--out", tmp_path / "out").code == 0
    return tmp_path / "out"


@pytest.fixture
def number(out):
    """Its id."""
    return manifests.manifest(out / "2023-05")["id"]


def test_what_is_the_same(fz, city, out, number):
    before = contents(out)
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.lines, done.errors) == (
        0, [NOTEBOOKS, f"2023-05（{number}）：一致"], "",
    )  # fmt: skip
    assert contents(out) == before


def test_a_file_that_is_not_the_report_s_is_a_remark(fz, city, out, number):
    (out / "2023-05" / "批示.docx").touch()
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.lines[1:]) == (
        0,
        [
            f"2023-05（{number}）：一致",
            "  提示　2023-05：批示.docx 不是报告的文件，照原样保留",
        ],
    )


def test_a_register_that_changed_since_is_told(fz, tmp_path):
    city = city_with_goals(tmp_path / "city")
    where = ["--data", city, "--out", tmp_path / "out"]
    fz("report", "2023-05", *where, code=0)
    edit(city / REGISTER, "P3,闽侯县,", "P3,闽侯县,某日")
    lines = fz("verify", "2023-05", *where, code=0).lines[1:]
    assert lines[0].endswith("）：一致（任务和台账后来有改动）")
    assert lines[1:] == [f"  {REGISTER}：发布以后有改动，核对用发布时留存的"]


def test_what_differs_is_listed_and_the_others_are_still_looked_at(fz, city, out, number):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    done = fz("verify", "2023-06", "2023-05", "--data", city, "--out", out, code=1)
    assert done.lines[1] == "2023-06：没有核对"
    assert "没有发布过的报告；先用 fz report 2023-06" in done.lines[2]
    assert done.lines[3:5] == [
        f"2023-05（{number}）：所用的数变了", f"  {MONTHLY}：发布以后有改动",
    ]  # fmt: skip
    where = "scores.csv：鼓楼区 va_growth.month 的 value：发布时 -1.2，现为 -1.1"
    assert f"  {where}" in done.lines


def test_a_published_file_that_was_touched_is_kept_and_never_just_published_anew(
    fz, city, out, number
):
    edit(out / "2023-05" / "monthly.html", "2023-05", "2023-06")
    done = fz("verify", "2023-05", "--data", city, "--out", out, code=1)
    assert done.lines[1:] == [
        f"2023-05（{number}）：发布的文件被改动，已留证",
        "  monthly.html：与清单的 SHA-256 不同",
        f"  留证在 {out / EVIDENCE / f'2023-05-{number}'}；查明后再 fz report 2023-05 --force",
    ]
    assert "重新发布" not in done.output
    again = fz("report", "2023-05", "--data", city, "--out", out, "--force", code=0)
    assert f"monthly.html：发布以后被改动，重写前的样子留证在 {out / EVIDENCE}" in again.errors


def test_where_no_evidence_can_be_written_it_is_told(fz, city, out):
    (out / EVIDENCE).touch()
    (out / "2023-05" / "scores.xlsx").unlink()
    done = fz("verify", "2023-05", "--data", city, "--out", out, code=1)
    assert done.lines[1].endswith("）：发布的文件被改动，没有留证")
    assert done.lines[-1].startswith("  没有留证（")
    assert done.lines[-1].endswith("；先另存这个文件夹，查明后再 fz report 2023-05 --force")
    assert done.errors == ""


def test_wrong_inputs_are_located(fz, city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,x,")
    done = fz("verify", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.errors) == (1, "")
    assert done.lines[2].startswith(f"  {MONTHLY} › B5：")


def test_many_findings_are_counted(fz, city, out, monkeypatch):
    monkeypatch.setattr("fzlib.cli.verify.MOST_PRINTED", 2)
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    done = fz("verify", "2023-05", "--data", city, "--out", out, code=1)
    assert done.lines[-1] == "  ……另有5条没有列出"


def test_several_findings_have_their_titles(fz, city, out, number):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    (out / "2023-05" / "scores.xlsx").unlink()
    done = fz("verify", "2023-05", "--data", city, "--out", out, code=1)
    both = "发布的文件被改动，已留证", "所用的数变了"
    assert done.lines[1] == f"2023-05（{number}）：{'；'.join(both)}"
    assert [line for line in done.lines if line.startswith("  ") and line[2] != " "] == [
        f"  {title}" for title in both
    ]


def test_what_cannot_be_verified_keeps_none_of_the_others(fz, city, out, number, monkeypatch):
    """A folder that is not ours; a notebook that does not run."""
    (out / "2023-04").mkdir()
    (out / "2023-04" / "mine.txt").touch()
    done = fz("verify", "2023-04", "2023-05", "--data", city, "--out", out)
    assert (done.code, done.errors) == (1, "")
    lost = "清单 manifest.json 不在或读不出来，不能核对；从备份找回；不是 fz 写的报告就移走"
    assert done.lines[1] == f"2023-04：没有核对，{out / '2023-04'}：{lost}"
    assert done.lines[2] == f"2023-05（{number}）：一致"

    def dies(*_, **__):
        raise NotebookError("monthly.ipynb：内核没有启动")

    monkeypatch.setattr(recomputed, "report", dies)
    done = fz("verify", "2023-05", "2023-04", "--data", city, "--out", out)
    assert (done.code, done.errors, len(done.lines)) == (1, "", 3)
    assert done.lines[1] == f"2023-05（{number}）：没有核对，monthly.ipynb：内核没有启动"


def test_without_a_period_it_says_what_to_write(fz):
    assert "写明期间，如 fz verify 2023-05" in fz("verify", code=2).errors


@pytest.mark.parametrize(("given", "jobs"), [((), cores()), (("--jobs", "3"), 3)])
def test_as_many_at_a_time_as_asked_for(fz, city, out, monkeypatch, given, jobs):
    asked = []
    completed = verifications.processes.completed

    def counted(calls, number, **options):
        asked.append(number)
        yield from completed(calls, number, **options)

    monkeypatch.setattr(verifications.processes, "completed", counted)
    fz("verify", "all", "--data", city, "--out", out, *given)
    assert asked[0] == jobs


def test_of_all_only_what_is_published_is_verified(fz, city, out, number):
    done = fz("verify", "all", "--data", city, "--out", out, code=0)
    assert [line for line in done.lines if "核对" not in line and "笔记本" not in line] == [
        "另有1期没有发布：2023",
        f"2023-05（{number}）：一致",
    ]
    done = fz("verify", "all", "2023", "--data", city, "--out", out, code=1)
    assert "2023：没有核对" in done.lines
    shutil.rmtree(out / "2023-05")
    assert "没有发布过的报告" in fz("verify", "all", "--data", city, "--out", out, code=1).output


# --- by its id ----------------------------------------------------------------------------


def test_a_release_by_its_id(fz, city, out, number):
    for more in ((), ("2023-05",), ("all",)):
        done = fz("verify", *more, "--id", number.upper(), "--data", city, "--out", out, code=0)
        assert done.lines[1] == f"2023-05（{number}）：一致"
        assert re.fullmatch(r"  在 .*2023-05：datacheck\.html、monthly\.html", done.lines[2])


def test_the_id_of_another_period_is_a_mistake(fz, city, out, number):
    done = fz("verify", "2023-04", "--id", number, "--data", city, "--out", out, code=2)
    assert f"编号 {number} 是 2023-05 的报告，不是写的期间" in done.errors


def test_an_id_that_is_not_there(fz, city, out, number):
    other = f"{number[:-1]}{'0' if number[-1] != '0' else '1'}"
    where = ("--data", city, "--out", out)
    done = fz("verify", "--id", other, *where, code=1)
    assert f"没有发布编号为 {other} 的报告；是不是 {number}（2023-05）？" in done.errors
    shutil.copytree(out / "2023-05", out / EVIDENCE / f"2023-05-{other}")
    done = fz("verify", "--id", other, *where, code=1)
    assert (
        f"发布编号 {other} 的报告已被替换，当时的文件留在 {EVIDENCE}/2023-05-{other}" in done.errors
    )
    assert "发布编号为8位" in fz("verify", "--id", "一二三", *where, code=2).errors


def test_the_data_folder_is_the_one_that_it_was_published_from(fz, city, tmp_path, monkeypatch):
    """Among the reports of several cities."""
    other = copied(city, tmp_path / "other")
    edit(other / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    out = tmp_path / "out"
    fz("report", "2023-05", "--data", city, "--data", other, "--out", out, code=0)
    number = manifests.manifest(out / "other" / "2023-05")["id"]
    monkeypatch.chdir(city)
    monkeypatch.setattr("fzlib.paths.root", lambda: tmp_path)
    done = fz("verify", "--id", number, "--out", out, code=0)
    assert done.lines[1] == f"2023-05（{number}）：一致"
    edit(out / "other" / "2023-05" / manifests.MANIFEST, '"data": "other"', '"data": "another"')
    done = fz("verify", "--id", number, "--out", out, code=2)
    assert f"编号 {number} 是数据文件夹 another 的报告，这里没有它；用 --data 指明" in done.errors
    where = ("--data", other, "--out", out)
    assert f"2023-05（{number}）" in fz("verify", "--id", number, *where).output
