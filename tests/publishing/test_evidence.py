"""留证: what was touched is copied aside, whole, once, before anything is rewritten."""

import errno
import json
import os
from functools import partial

import pytest

from fzlib.publishing import evidence, manifests
from fzlib.publishing.evidence import MANIFEST, NOTE, NotKept, keep, kept_before, touched
from fzlib.publishing.release_id import EVIDENCE
from fzlib.publishing.reports import write_report
from fzlib.publishing.request import CURRENT, FAILED, WRITTEN, Request
from fzlib.scoring.periods import parse_any
from tests import file_events
from tests.publishing.folders import contents, edit, report

PERIOD = "2023-05"
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def folder(out):
    """A release of which a table was edited and a workbook is gone."""
    edit(out / PERIOD / "ranking.csv", "217.94", "218.94")
    (out / PERIOD / "scores.xlsx").unlink()
    return out / PERIOD


def kept(folder):
    then = manifests.manifest(folder)
    return keep(folder, then, touched(folder, then))


def places(folder):
    return sorted(path.name for path in (folder.parent / EVIDENCE).iterdir())


def test_what_was_touched(folder):
    then = manifests.manifest(folder)
    found = {each.name: (each.is_file, each.what) for each in touched(folder, then)}
    assert found == {
        "ranking.csv": (True, "与清单的 SHA-256 不同"),
        "scores.xlsx": (False, "清单里有，现在没有了"),
    }


def test_the_note_says_which_file_what_it_should_be_and_is(folder):
    then, now = manifests.manifest(folder), manifests.sha256(folder / "ranking.csv")
    where = kept(folder)
    assert where == folder.parent / EVIDENCE / f"{PERIOD}-{then['id']}"
    assert (where / NOTE).read_bytes().decode().split("\r\n") == [
        f"{PERIOD}（编号 {then['id']}）发布的文件被改动，这里是改动以后的样子和当时的清单。",
        "谁在什么时候改的，从文件看不出来。查明以前不要删除。",
        "",
        "ranking.csv", f"  应为：{then['outputs']['ranking.csv']}", f"  现在：{now}",
        "",
        "scores.xlsx", f"  应为：{then['outputs']['scores.xlsx']}", "  现在：没有这个文件",
        "",
    ]  # fmt: skip


def test_the_same_is_kept_once_and_other_evidence_beside_it(folder):
    first = kept(folder)
    before = contents(first)
    assert kept(folder) == first
    edit(folder / "ranking.csv", "218.94", "219.94")
    assert kept(folder).name == f"{first.name}-2"
    assert kept(folder).name == f"{first.name}-2"
    (folder / "monthly.html").unlink()
    assert kept(folder).name == f"{first.name}-3"
    assert places(folder) == [first.name, f"{first.name}-2", f"{first.name}-3"]
    assert contents(first) == before


def test_a_link_is_told_and_never_followed(folder, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("秘密", "utf-8")
    (folder / "ranking.csv").unlink()
    (folder / "ranking.csv").symlink_to(secret)
    then = manifests.manifest(folder)
    [link, _] = touched(folder, then)
    assert link.what == f"现在是链接，指向 {secret}"
    where = keep(folder, then, [link])
    assert {*contents(where)} == {MANIFEST, NOTE}


def test_a_hostile_id_names_no_folder(folder):
    path = folder / MANIFEST
    content = json.loads(path.read_text("utf-8")) | {"id": "../../../x"}
    path.write_text(json.dumps(content), "utf-8")
    where = kept(folder)
    assert (where.parent, len(where.name)) == (folder.parent / EVIDENCE, len(f"{PERIOD}-12345678"))


def test_what_is_being_changed_is_not_kept_as_something_else(folder):
    then = manifests.manifest(folder)
    files = touched(folder, then)
    edit(folder / "ranking.csv", "218.94", "219.94")
    with pytest.raises(NotKept, match=r"ranking\.csv 正在被改动，再核对一次"):
        keep(folder, then, files)
    with pytest.raises(NotKept, match="核对期间重新发布了"):
        keep(folder, then | {"run": {}}, ())
    assert places(folder) == []


# --- where it cannot be ---------------------------------------------------------------------


@pytest.mark.parametrize("make", ["touch", "symlink_to"])
def test_where_something_else_has_its_name(folder, make, tmp_path):
    place = folder.parent / EVIDENCE
    getattr(place, make)(*([tmp_path] if make == "symlink_to" else []))
    with pytest.raises(NotKept, match="是链接，不往里写" if make == "symlink_to" else "同名"):
        kept(folder)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a failing system is had by a fork")
def test_a_kill_or_an_error_at_each_file_event_leaves_all_or_nothing(folder):
    act = partial(kept, folder)
    place = folder.parent / EVIDENCE
    name = f"{PERIOD}-{manifests.manifest(folder)['id']}"
    whole = contents(act())
    evidence.shutil.rmtree(place)
    events = file_events.run(act, folder.parent).events
    evidence.shutil.rmtree(place)
    for at in range(1, len(events) + 1):
        for error in (None, errno.ENOSPC):
            file_events.run(act, folder.parent, at=at, error=error)
            there = contents(place / name) if (place / name).exists() else None
            assert there in (None, whole), (at, error)
            assert contents(act()) == whole
            assert places(folder) == [name]
            evidence.shutil.rmtree(place)


# --- before a release is rewritten ----------------------------------------------------------


def test_a_report_keeps_what_it_is_about_to_rewrite(city, folder):
    before = contents(folder)
    number = manifests.manifest(folder)["id"]
    where = folder.parent / EVIDENCE / f"{PERIOD}-{number}"
    outcome = report(city, PERIOD, folder.parent)
    assert outcome.status == WRITTEN
    told = "ranking.csv、scores.xlsx：发布以后被改动，重写前的样子留证在"
    assert f"{told} {where}" in map(str, outcome.warnings)
    assert contents(where)["ranking.csv"] == before["ranking.csv"]
    assert contents(where)[MANIFEST] == before[MANIFEST]
    assert contents(folder)["ranking.csv"] != before["ranking.csv"]
    outcome = report(city, PERIOD, folder.parent)
    assert (outcome.status, outcome.warnings) == (CURRENT, ())
    assert report(city, PERIOD, folder.parent, force=True).warnings == ()
    assert places(folder) == [where.name]


def test_what_cannot_be_kept_is_not_rewritten(city, folder):
    (folder.parent / EVIDENCE).touch()
    before = contents(folder)
    outcome = write_report(Request(city, parse_any(PERIOD), folder.parent, force=True))
    assert outcome.status == FAILED
    assert outcome.reason.startswith("ranking.csv、scores.xlsx 发布以后被改动，留证不成（")
    assert outcome.reason.endswith("），没有重写")
    assert contents(folder) == before


def test_what_is_as_published_leaves_none(out):
    assert kept_before(out / PERIOD) == ()
    assert not (out / EVIDENCE).exists()
    assert kept_before(out / "2023-06") == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a failing system is had by a fork")
def test_where_the_folder_is_read_only(folder):
    act = partial(kept, folder)
    done = file_events.run(act, folder.parent, at=1, error=errno.EROFS, lasting=True)
    assert done.ended == file_events.RAISED
    assert done.error == f"NotKept: {EVIDENCE}：磁盘只读"
    assert not (folder.parent / EVIDENCE).exists()
