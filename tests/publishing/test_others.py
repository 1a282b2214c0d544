"""A folder that is not ours is not replaced; what is not ours in one that is, is kept."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from fzlib.publishing import release, swap
from fzlib.publishing.manifests import MANIFEST
from tests.publishing.folders import contents
from tests.publishing.releases import NEW, OLD, beside, fill, listing, staged


def another_s(final):
    """Everything below a folder that is not ours, with what tells whether it was touched."""
    return {path: (*touched(path), path.is_file() and path.read_bytes()) for path in every(final)}


def touched(path):
    """Mode, file, size and times of writing; the time of reading changes as the test reads it."""
    state = path.lstat()
    return state.st_mode, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def every(folder):
    return sorted([folder, *folder.rglob("*")])


@pytest.mark.parametrize(
    "content",
    [
        None, b"", b"{", b"[" * 100_000, b"[]", b"{}", b'{"period": "2023-05"}',
        b'{"period": "2023-05", "outputs": ["a.csv"]}', b'{"period": "2023-06", "outputs": {}}',
    ],
)  # fmt: skip
def test_a_folder_without_a_manifest_of_ours_is_not_replaced(final, content):
    """Somebody's folder of that name; another period's report, renamed."""
    (final / MANIFEST).unlink()
    if content is not None:
        (final / MANIFEST).write_bytes(content)
    before = another_s(final)
    with pytest.raises(release.Refused) as error, staged(final):
        raise AssertionError("it was staged")
    mend = "这个文件夹不是 fz 写的报告，不能替换；换 --out，或移走这个文件夹"
    assert str(error.value) == f"{final}：{mend}"
    assert another_s(final) == before
    assert beside(final) == ["2023-05"]


@pytest.mark.parametrize("kind", ["链接", "文件"])
@pytest.mark.parametrize("dangling", [False, True])
def test_nor_is_a_link_or_a_file(final, kind, dangling):
    elsewhere = final.rename(final.with_name("elsewhere"))
    if kind == "文件":
        final.write_bytes(b"x")
    else:
        final.symlink_to("nowhere" if dangling else elsewhere)
    before = another_s(final), contents(elsewhere)
    with pytest.raises(release.Refused, match=f"这个{kind}不是 fz 写的报告.*或移走这个{kind}"):
        release.check_replaceable(final)
    with pytest.raises(release.Refused), staged(final):
        raise AssertionError("it was staged")
    assert (another_s(final), contents(elsewhere)) == before


def test_an_empty_folder_may_be_used_but_not_one_that_somebody_fills_meanwhile(tmp_path):
    final = tmp_path / "2023-05"
    final.mkdir()
    with pytest.raises(release.Refused, match="不是 fz 写的报告"), staged(final):
        fill(final, {"mine.txt": b"mine"})
    assert contents(final) == {"mine.txt": b"mine"}
    assert beside(final) == ["2023-05"]
    (final / "mine.txt").unlink()
    with staged(final) as stage:
        fill(stage, NEW)
    assert contents(final) == NEW


OTHERS = {
    "批示.txt": b"remark", ".hidden": b"", "counties/b.docx": b"beside a sheet",
    "附件/甲/乙.bin": bytes(range(256)), "a.csv.bak": b"old",
}  # fmt: skip


@pytest.fixture
def with_others(final):
    """A report with files that are not its own: old, of odd modes, links, an empty folder."""
    fill(final, OTHERS)
    (final / "附件" / "空").mkdir()
    (final / "link").symlink_to("../elsewhere")
    (final / "counties" / "folder").symlink_to(final.parent)
    (final / "批示.txt").chmod(0o640)
    (final / "附件" / "甲").chmod(0o750)
    for path in every(final):
        os.utime(path, ns=(10**18 + 7, 10**18 + 9), follow_symlinks=False)
    return final


def kept(final):
    """What lies beside the outputs: kind, mode, time, and content or target."""
    states = {}
    for path in every(final):
        state, name = path.lstat(), path.relative_to(final).as_posix()
        if name not in {".", "counties", *OLD, *NEW}:
            content = path.readlink() if path.is_symlink() else path.is_file() and path.read_bytes()
            states[name] = (state.st_mode, state.st_mtime_ns, content)
    return states


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
def test_what_lies_beside_the_outputs_is_kept_as_it_is(with_others):
    before = kept(with_others)
    assert len(before) == 10
    for new in (NEW, OLD, NEW):
        with staged(with_others) as stage:
            assert contents(stage) == {}
            fill(stage, new)
        assert kept(with_others) == before
        ours = contents(with_others)
        assert {name: ours[name] for name in ours if name not in OTHERS} == new


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
def test_it_is_told_by_name_at_most_five(with_others):
    (remark,) = release.remarks(with_others)
    assert str(remark) == (
        "2023-05：.hidden、a.csv.bak、counties/b.docx、counties/folder、link等8个 "
        "不是报告的文件，照原样保留"
    )


def test_a_report_alone_has_no_remark(final):
    assert release.remarks(final) == ()
    (final / "counties" / "b.html").unlink()  # the folder was ours
    assert release.remarks(final) == ()
    assert release.remarks(final.with_name("none")) == ()


@pytest.mark.parametrize(
    ("laid", "output"),
    [
        ("c.csv", "c.csv"),  # an output that the earlier report had not
        ("counties", "counties/c.html"),
        ("a.csv/mine.txt", "a.csv"),
        ("c.csv/deep/mine.txt", "c.csv"),
    ],
)
def test_what_has_an_output_s_name_is_not_written_over(final, laid, output):
    for name in ("a.csv", "counties/b.html"):
        (final / name).unlink()
    (final / "counties").rmdir()
    fill(final, {laid: b"mine"})
    before = contents(final)
    with pytest.raises(release.Refused) as error, staged(final) as stage:
        fill(stage, {output: b"ours", **listing(output)})
    told = f"{laid} 不是报告的文件，却与要写的同名；改名或移走，再运行一次"
    assert str(error.value) == f"{final}：{told}"
    assert contents(final) == before
    assert beside(final) == ["2023-05"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_what_cannot_be_copied_is_told(final):
    os.mkfifo(final / "pipe")
    with pytest.raises(release.Refused) as error, staged(final) as stage:
        fill(stage, NEW)
    assert str(error.value) == f"{final}：pipe 不能照样复制；移走，再运行一次"
    assert contents(final) == OLD


def test_only_outputs_are_taken_over(final, tmp_path):
    fill(final, OTHERS)
    (tmp_path / "stage").mkdir()
    release.copy(final, tmp_path / "stage", ["counties/b.html"])
    assert contents(tmp_path / "stage") == {"counties/b.html": b"old"}


def test_what_is_saved_while_the_report_is_written_is_kept(final, monkeypatch):
    """After the others have been copied, and before the two change places."""
    fill(final, {"批示.txt": b"old"})
    copy = release.copy

    def copy_and_save(source, stage, names):
        copy(source, stage, names)
        if source == final:
            fill(final, {"批示.txt": b"longer", "附/附.docx": b"new"})

    monkeypatch.setattr(release, "copy", copy_and_save)
    with staged(final) as stage:
        fill(stage, NEW)
    assert contents(final) == {**NEW, "批示.txt": b"longer", "附/附.docx": b"new"}


@pytest.mark.skipif(sys.platform == "win32", reason="modes of folders are Unix's")
def test_a_read_only_remark_stops_nothing(final, monkeypatch):
    """Root may delete anything: here as for anybody else, only what is writable."""
    fill(final, {"批示/批示.txt": b"mine"})
    (final / "批示" / "批示.txt").chmod(0o444)
    (final / "批示").chmod(0o555)
    rmtree = shutil.rmtree

    def as_anybody(folder):
        for place, _, files in os.walk(folder):
            if files and not Path(place).stat().st_mode & 0o200:
                raise PermissionError(place)
        rmtree(folder)

    monkeypatch.setattr(swap.shutil, "rmtree", as_anybody)
    for new in (NEW, OLD):
        with staged(final) as stage:
            fill(stage, new)
        assert contents(final) == {**new, "批示/批示.txt": b"mine"}
        assert (final / "批示").stat().st_mode & 0o777 == 0o555
        assert beside(final) == ["2023-05"]


def test_what_cannot_be_cleared_does_not_undo_a_report(final, monkeypatch):
    def refuse(folder):
        raise PermissionError(folder)

    monkeypatch.setattr(swap.shutil, "rmtree", refuse)
    told = "清理原来的一份时出错，.2023-05.part、.2023-05.tmp 还在（.*）；下次运行时再清理"
    with pytest.raises(release.Unsettled, match=told) as error, staged(final) as stage:
        fill(stage, NEW)
    assert contents(final) == NEW
    assert not error.value.serious


@pytest.mark.parametrize(
    ("which", "kind"), [("old", "folder"), ("old", "file"), ("part", "file"), ("tmp", "file")]
)
def test_what_only_has_the_name_of_ours_is_not_touched(final, which, kind):
    """A folder called .part cannot be told from a half-written report: it has no manifest yet."""
    squatter = final.with_name(f".2023-05.{which}")
    if kind == "folder":
        final.rename(final.with_name("elsewhere"))
    fill(
        final.parent, {f"{squatter.name}/mine.txt" if kind == "folder" else squatter.name: b"mine"}
    )
    before = another_s(final.parent)
    with pytest.raises(release.Refused, match=rf"{squatter.name}：占着 fz 写报告时要用的名字"):
        release.check_replaceable(final)
    assert another_s(final.parent) == before
