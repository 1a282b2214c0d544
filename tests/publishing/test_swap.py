"""Every state that a kill can leave a release in, and the order in which things reach the disk."""

import json
import os
import shutil
from pathlib import Path

import pytest

from fzlib import disk
from fzlib.publishing import release, swap
from fzlib.publishing.beside import APART, stamps
from fzlib.publishing.manifests import MANIFEST
from tests.publishing.folders import contents
from tests.publishing.releases import NEW, OLD, beside, fill, staged

FINAL, PART, MOVED = "2023-05", ".2023-05.part", ".2023-05.old"
SCRATCH, NOTE, LOCK = ".2023-05.tmp", ".2023-05.swap", ".2023-05.lock"
REMARK = {"批示.txt": b"early"}
LATE = {"批示.txt": b"saved late"}

# what lies there (folder → files), and what is in place afterwards; in the first ones the new one
# is whole and the note of what was copied into it is written
NOTED = {
    "before they change places": ({FINAL: OLD | REMARK, PART: NEW | REMARK}, OLD | REMARK),
    "and then the remark is edited": ({FINAL: OLD | LATE, PART: NEW | REMARK}, OLD | LATE),
    "and then it is deleted": ({FINAL: OLD, PART: NEW | REMARK}, OLD),
    "after": ({FINAL: NEW | REMARK, PART: OLD | REMARK}, NEW | REMARK),
    "after, one is saved late": ({FINAL: NEW | REMARK, PART: OLD | LATE}, NEW | LATE),
    "after, a new one is": (
        {FINAL: NEW | REMARK, PART: OLD | REMARK | {"附/附.docx": b"late"}},
        NEW | REMARK | {"附/附.docx": b"late"},
    ),
    "after, one with an output's name is": (
        {FINAL: NEW | REMARK, PART: OLD | REMARK | {"c.csv": b"late", "a.csv.d/x": b"late"}},
        NEW | REMARK | {f"{APART}/c.csv": b"late", "a.csv.d/x": b"late"},
    ),
    "after, one in a folder with an output's name is": (
        {FINAL: NEW | REMARK, PART: OLD | REMARK | {"c.csv/x": b"late"}},
        NEW | REMARK | {f"{APART}/c.csv/x": b"late"},
    ),
    "after, both are edited": (
        {FINAL: NEW | {"批示.txt": b"edited since"}, PART: OLD | LATE},
        NEW | {"批示.txt": b"edited since", f"{APART}/批示.txt": b"saved late"},
    ),
    "and there is another apart already": (
        {FINAL: NEW | {"批示.txt": b"since", f"{APART}/批示.txt": b"x"}, PART: OLD | LATE},
        NEW
        | {"批示.txt": b"since", f"{APART}/批示.txt": b"x", f"{APART}2/批示.txt": b"saved late"},
    ),
    "after, the new one's is edited": (
        {FINAL: NEW | {"批示.txt": b"edited since"}, PART: OLD | REMARK},
        NEW | {"批示.txt": b"edited since"},
    ),
    "after, the new one's is deleted": ({FINAL: NEW, PART: OLD | REMARK}, NEW),
    "after, one has been moved over": (
        {FINAL: NEW | LATE | {"x": b"late"}, PART: OLD | {"y": b"late"}},
        NEW | LATE | {"x": b"late", "y": b"late"},
    ),
    "between two renames": ({MOVED: OLD | LATE, PART: NEW | REMARK}, OLD | LATE),
    "after two renames": ({FINAL: NEW | REMARK, MOVED: OLD | LATE}, NEW | LATE),
    "and somebody deletes the report": ({PART: OLD | LATE}, OLD | LATE),
    "and somebody's folder came between": (
        {FINAL: NEW, PART: {"mine.txt": b"mine"}},
        NEW | {"mine.txt": b"mine"},
    ),
}
BARE = {
    "the new one is half written": ({FINAL: OLD | REMARK, PART: {"a.csv": b"n"}}, OLD | REMARK),
    "the first one is": ({PART: {"a.csv": b"n"}}, None),
    "only the scratch is there": ({FINAL: OLD, SCRATCH: {NOTE: b'{"a'}}, OLD),
    "the earlier one is half removed": ({FINAL: NEW, PART: {"counties/b.html": b"old"}}, NEW),
    "or has been moved away": ({FINAL: NEW, MOVED: {"counties/b.html": b"old"}}, NEW),
    "two renames without a note": ({MOVED: OLD}, OLD),
    "nothing but the lock": ({FINAL: OLD}, OLD),
}


def lay(out, folders, *, noted):
    """``noted``: the note says that the remark was copied as `REMARK`."""
    for name, files in folders.items():
        (out / name).mkdir(parents=True)
        fill(out / name, files)
        for path in (out / name).rglob("*"):
            at = {b"early": 1, b"saved late": 2}.get(path.is_file() and path.read_bytes(), 3)
            os.utime(path, ns=(at * 10**18, at * 10**18))
    (out / LOCK).touch()
    if noted:
        (out / NOTE).write_text(json.dumps({"批示.txt": [len(b"early"), 10**18]}))


STATES = [
    pytest.param(folders, whole, noted, id=what)
    for noted, states in ((True, NOTED), (False, BARE))
    for what, (folders, whole) in states.items()
]


@pytest.mark.parametrize(("folders", "whole", "noted"), STATES)
def test_every_state_a_kill_can_leave_is_put_right(tmp_path, folders, whole, noted):
    lay(tmp_path, folders, noted=noted)
    release.recover(tmp_path)
    assert contents(tmp_path / FINAL) == whole
    assert {path.name for path in tmp_path.iterdir()} <= {FINAL}


@pytest.mark.parametrize(("folders", "whole", "noted"), STATES)
def test_and_by_the_next_run_too(tmp_path, folders, whole, noted):
    final, others = tmp_path / FINAL, {}
    lay(tmp_path, folders, noted=noted)
    third = {"d.csv": b"third", MANIFEST: OLD[MANIFEST].replace(b"a.csv", b"d.csv")}
    with staged(final) as stage:
        assert (contents(stage), contents(final)) == ({}, whole)
        fill(stage, third)
    others = {name: content for name, content in (whole or {}).items() if name not in OLD | NEW}
    assert contents(final) == third | others
    assert beside(final) == [FINAL]


def test_links_and_folders_saved_late_are_moved_as_they_are(tmp_path):
    lay(tmp_path, {FINAL: NEW, PART: OLD}, noted=True)
    (tmp_path / PART / "link").symlink_to("nowhere")
    (tmp_path / PART / "空").mkdir()
    (tmp_path / FINAL / "mine").symlink_to("a.csv")  # not to be written through
    (tmp_path / PART / "mine").write_bytes(b"late")
    release.recover(tmp_path)
    final = tmp_path / FINAL
    assert (final / "link").readlink() == Path("nowhere")
    assert (final / "空").is_dir()
    assert (final / "mine").readlink() == Path("a.csv")
    assert contents(final) == NEW | {"mine": b"new", f"{APART}/mine": b"late"}


def test_whoever_has_a_file_open_goes_on_writing_it(final, monkeypatch):
    fill(final, REMARK)
    places_change = disk.exchange
    with (final / "批示.txt").open("ab", buffering=0) as remark:

        def late(one, other):
            remark.write(b" and")
            return places_change(one, other)

        monkeypatch.setattr(disk, "exchange", late)
        with staged(final) as stage:
            fill(stage, NEW)
        remark.write(b" late")
    assert contents(final) == NEW | {"批示.txt": b"early and late"}


def test_others_that_run_are_not_disturbed_by_a_reader(final):
    """It does not wait, and touches nothing that is at work."""
    with staged(final) as stage:
        fill(stage, {"a.csv": b"half"})
        before = beside(final)
        release.recover(final.parent)
        assert beside(final) == before == sorted([FINAL, PART, SCRATCH, LOCK])
        assert contents(stage) == {"a.csv": b"half"}
        fill(stage, NEW)
    assert contents(final) == NEW


def test_what_is_not_a_period_s_is_left_alone(tmp_path):
    for name in (".vimrc.swap", ".2023-13.part", ".2023-5.tmp", "x.part", ".2023-05.bak"):
        fill(tmp_path / name, {"mine": b"mine"})
    before = contents(tmp_path)
    release.recover(tmp_path)
    release.recover(tmp_path / "none")
    assert contents(tmp_path) == before


def test_a_folder_that_may_not_be_written_stops_no_reader(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "denied")

    lay(tmp_path, {FINAL: NEW, PART: OLD}, noted=True)
    before = contents(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        release.recover(tmp_path)
    assert contents(tmp_path) == before


def test_stamps_are_of_files_that_are_there(tmp_path):
    fill(tmp_path, {"a": b"12"})
    os.utime(tmp_path / "a", ns=(7, 9))
    assert stamps(tmp_path, ["a", "b", "a/c"]) == {"a": [2, 9]}


# --- in which order -----------------------------------------------------------------------


@pytest.fixture
def order(final, monkeypatch):
    """What is done, as it is done: sync, rename, exchange, remove, by names beside the release."""
    done = []

    def watch(owner, name, word):
        call = getattr(owner, name)

        def watched(*paths, **options):
            names = (os.path.relpath(path, final.parent) for path in paths)
            done.append(" ".join([word, *names]))
            return call(*paths, **options)

        monkeypatch.setattr(owner, name, watched)

    watch(disk, "sync", "sync")
    watch(disk, "exchange", "exchange")
    watch(Path, "rename", "rename")
    watch(Path, "unlink", "remove")
    watch(swap.shutil, "rmtree", "remove")
    return done


WRITTEN = [
    *(f"sync {PART}/{name}" for name in ("a.csv", "c.csv", "manifest.json", "附/附.docx", "附")),
    f"sync {PART}",
]
NOTED_DOWN = [f"sync {SCRATCH}/{NOTE}", f"rename {SCRATCH}/{NOTE} {NOTE}", "sync ."]
AFTER = ["sync .", f"remove {NOTE}", "sync ."]
CLEARED = f"remove {SCRATCH}", f"remove {LOCK}"


def written_first(done):
    """Up to the folder's own: a folder's files and the folders in it come in the system's order."""
    count = len(WRITTEN)
    assert done[count - 1] == WRITTEN[-1]
    assert sorted(done[:count]) == sorted(WRITTEN)
    assert done.index(f"sync {PART}/附/附.docx") < done.index(f"sync {PART}/附")
    return done[count:]


@pytest.mark.parametrize("exchanges", [True, False])
def test_all_is_on_the_disk_before_the_places_change_and_that_before_the_earlier_goes(
    final, order, exchanges, monkeypatch
):
    monkeypatch.setattr(swap.disk, "exchange", exchange(final, order, works=exchanges))
    with staged(final) as stage:
        fill(stage, {**NEW, "附/附.docx": b"x"})
    changed, gone = [f"exchange {PART} {FINAL}"], f"remove {PART}"
    if not exchanges:
        changed += [f"rename {FINAL} {MOVED}", f"rename {PART} {FINAL}"]
        gone = f"remove {MOVED}"
    assert written_first(order) == [*NOTED_DOWN, *changed, *AFTER, gone, *CLEARED]


def exchange(final, order, *, works):
    """On any system: it works (not in one step where there is no such call), or is not there."""

    def call(one, other):
        order.append(f"exchange {one.name} {other.name}")
        if works:
            aside = final.parent / "aside"
            for source, target in ((one, aside), (other, one), (aside, other)):
                source.replace(target)
        return works

    return call


def test_so_it_is_with_the_first_one(final, order):
    shutil.rmtree(final)
    order.clear()
    with staged(final) as stage:
        fill(stage, {**NEW, "附/附.docx": b"x"})
    assert written_first(order) == [f"rename {PART} {FINAL}", "sync .", *CLEARED]


def test_a_new_folder_for_reports_is_on_the_disk_too(tmp_path, monkeypatch):
    synced, sync = [], disk.sync
    monkeypatch.setattr(disk, "sync", lambda path: (synced.append(path), sync(path)))
    with release.writer(tmp_path / "new" / "city" / FINAL):
        assert synced == [tmp_path, tmp_path / "new"]


# --- what fails after ---------------------------------------------------------------------


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_after_they_changed_places_leaves_the_new_one(final, monkeypatch, interrupt):
    fill(final, REMARK)
    settle, calls = swap.settle, []

    def interrupted(folder):
        calls.append(folder)
        if len(calls) == 1:
            raise interrupt
        settle(folder)

    monkeypatch.setattr(release, "settle", interrupted)
    with pytest.raises(interrupt), staged(final) as stage:
        fill(stage, NEW)
    assert contents(final) == NEW | REMARK
    assert beside(final) == [FINAL]


def test_a_release_that_may_not_be_on_the_disk_is_told_and_the_earlier_one_stays(
    final, monkeypatch
):
    """Which of the two a power cut leaves is not known then."""
    monkeypatch.setattr(swap, "disk", FailingDisk(final.parent))
    told = r"没能确认写到磁盘（.*）；检查磁盘，再用 fz verify 2023-05 核对"
    with pytest.raises(release.Unsettled, match=told) as error, staged(final) as stage:
        fill(stage, NEW)
    assert error.value.serious
    assert contents(final) == NEW
    assert contents(final.with_name(PART)) == OLD
    monkeypatch.undo()
    release.recover(final.parent)
    assert (contents(final), beside(final)) == (NEW, [FINAL])


class FailingDisk:
    """The disk, which fails to sync one folder once the places have changed."""

    sync_tree, exchanged = staticmethod(disk.sync_tree), False

    def __init__(self, folder):
        self.folder = folder

    def exchange(self, one, other):
        self.exchanged = True
        held = one.with_name("held")
        for source, target in ((one, held), (other, one), (held, other)):
            source.replace(target)
        return True

    def sync(self, path):
        if self.exchanged and path == self.folder:
            raise OSError(5, "Input/output error")
        disk.sync(path)


def test_a_file_saved_late_that_cannot_be_moved_stays_where_it_is_told_to_be(final, monkeypatch):
    lay(final.parent / "other", {FINAL: NEW | REMARK, PART: OLD | LATE}, noted=True)
    other = final.parent / "other" / FINAL

    def refuse(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        told = "刚存进原来报告的文件没能移过来（磁盘已满）；它们还在 .*/.2023-05.part，腾出空间"
        with pytest.raises(release.Unsettled, match=told) as error:
            swap.settle(other)
        assert error.value.serious
        told = "2023-05：上一次运行留下的没有处理好：刚存进"
        with pytest.raises(release.Refused, match=told), staged(other):
            raise AssertionError("it was staged")
    assert contents(other.with_name(PART)) == OLD | LATE
    release.recover(other.parent)
    assert (contents(other), beside(other)) == (NEW | LATE, [FINAL])
