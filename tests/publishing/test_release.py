"""A report folder is the earlier one or the new one, whole, whatever happens to the writer."""

import json
import os
import random
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fzlib import disk
from fzlib.publishing import manifests, release
from fzlib.publishing.manifests import MANIFEST, is_current, package_digest
from tests.publishing.folders import ROOT, contents
from tests.publishing.releases import NEW, OLD, beside, fill, listing, staged

# --- staged -------------------------------------------------------------------------------


def test_the_new_folder_takes_the_place_of_the_earlier_one(final):
    with staged(final) as stage:
        fill(stage, NEW)
        assert contents(final) == OLD
    assert contents(final) == NEW
    assert beside(final) == ["2023-05"]
    first = final.parent / "new" / "city" / "2023-05"  # folders above are made
    with staged(first) as stage:
        fill(stage, NEW)
    assert (contents(first), beside(first)) == (NEW, ["2023-05"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_what_passes_is_nobody_else_s_to_read_or_place(final):
    scratch = release.scratch_folder(final)
    fill(scratch, {"known": b"another's"})
    scratch.chmod(0o777)
    with staged(final):
        assert contents(scratch) == {}
        assert stat.S_IMODE(scratch.stat().st_mode) == 0o700


class Stop(Exception):
    """Something goes wrong."""


def write_and_fail(final, reason):
    with staged(final) as stage:
        fill(stage, NEW)
        raise reason


@pytest.mark.parametrize("reason", [Stop, KeyboardInterrupt, SystemExit, OSError])
def test_a_failure_leaves_the_earlier_folder_or_nothing(final, tmp_path, reason):
    with pytest.raises(reason):
        write_and_fail(final, reason)
    assert (contents(final), beside(final)) == (OLD, ["2023-05"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(reason):
        write_and_fail(tmp_path / "empty" / "2023-05", reason)
    assert list((tmp_path / "empty").iterdir()) == []


@pytest.fixture
def by_renames(monkeypatch):
    """A system that cannot exchange two folders in one step."""
    monkeypatch.setattr(disk, "exchange", lambda one, other: False)


@pytest.mark.usefixtures("by_renames")
@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("reason", [KeyboardInterrupt, PermissionError])
def test_a_failure_between_the_renames_leaves_the_earlier_folder(final, monkeypatch, nth, reason):
    """1: Windows refuses to move a folder in which a file is open; 2: after it has been moved."""
    rename, calls = Path.rename, []

    def failing(path, target):
        if path.is_dir():
            calls.append(path)
        if path.is_dir() and len(calls) == nth:
            raise reason
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(reason), staged(final) as stage:
        fill(stage, NEW)
    assert contents(final) == OLD
    assert beside(final) == ["2023-05"]


PART, MOVED, LOCK = ".2023-05.part", ".2023-05.old", ".2023-05.lock"

# what a run killed at each point leaves (folder → files), and what the next run finds in place
KILLED = {
    "while it wrote": ({"2023-05": OLD, PART: {"a.csv": b"ne"}}, OLD),
    "while it wrote the first": ({PART: {"a.csv": b"ne"}}, None),
    "between the renames": ({MOVED: OLD, PART: NEW}, OLD),
    "after the renames": ({"2023-05": NEW, MOVED: OLD}, NEW),
    "while it cleared the old": ({"2023-05": NEW, MOVED: {"a.csv": b"old"}}, NEW),
    "while it put the old back": ({"2023-05": OLD, PART: {"c.csv": b"new"}}, OLD),
    "before it wrote": ({"2023-05": OLD, PART: {}}, OLD),
}


@pytest.mark.parametrize("point", KILLED)
@pytest.mark.parametrize("fails", [False, True])
def test_the_next_run_clears_what_a_killed_one_left(tmp_path, point, fails):
    left, whole = KILLED[point]
    for name, files in left.items():
        (tmp_path / name).mkdir()
        fill(tmp_path / name, files)
    (tmp_path / LOCK).touch()
    final = tmp_path / "2023-05"
    if fails:
        with pytest.raises(Stop), staged(final):
            raise Stop
        assert contents(final) == whole
    else:
        with staged(final) as stage:
            assert contents(stage) == {}
            assert contents(final) == whole
            fill(stage, {"c.csv": b"third"})
        assert contents(final) == {"c.csv": b"third"}
    assert set(beside(final)) <= {"2023-05"}


def test_a_second_writer_is_sent_away(final):
    other = final.with_name("2023-06")
    with staged(final) as stage:
        with pytest.raises(release.Busy, match="另一个程序正在写"), staged(final):
            pass
        with staged(other) as another_stage:  # other folders can be written meanwhile
            fill(another_stage, OLD)
        fill(stage, NEW)  # the second has not disturbed the first
    assert (contents(final), contents(other)) == (NEW, OLD)
    assert beside(final) == ["2023-05", "2023-06"]
    with staged(final) as stage:
        fill(stage, OLD)
    assert contents(final) == OLD


# --- is it up to date? --------------------------------------------------------------------

BASIS = {
    "period": "2023-05",
    "parameters": {"data": "data/fuzhou"},
    "readings": {"floor": "zero"},
    "inputs": {"regions.csv": "1", "monthly/2023-05.csv": "2"},
    "warnings": [],
    "notebook": "3",
    "code": "4",
    "versions": {"fzlib": "0.1.0"},
}


@pytest.fixture
def current(final):
    (final / MANIFEST).unlink()
    manifests.write_manifest(final, BASIS, {"started": "now", "seconds": 1.5})
    return final


def test_manifest_holds_basis_outputs_and_run(current):
    digest = manifests.sha256(current / "a.csv")
    outputs = {"a.csv": digest, "counties/b.html": digest}
    manifest = json.loads((current / MANIFEST).read_text("utf-8"))
    run = {"started": "now", "seconds": 1.5}
    assert manifest == {"id": "", **BASIS, "files": {}, "outputs": outputs, "run": run}
    assert is_current(current, BASIS)
    (current / "笔记.txt").write_text("a reader's own file", encoding="utf-8")
    assert is_current(current, BASIS)


@pytest.mark.parametrize(
    "change",
    [
        {"period": "2023-06"},
        {"parameters": {"data": "data/shaoyang"}},
        {"readings": {"floor": "none"}},
        {"inputs": {"regions.csv": "1", "monthly/2023-05.csv": "changed"}},
        {"inputs": {"regions.csv": "1"}},
        {"inputs": {**BASIS["inputs"], "rulings.csv": "new"}},
        {"warnings": ["a.csv › B2：…"]},
        {"notebook": "changed"},
        {"code": "changed"},
        {"versions": {"fzlib": "0.2.0"}},
        {"another": "question"},
    ],
)
def test_another_basis_is_not_current(current, change):
    assert not is_current(current, BASIS | change)


@pytest.mark.parametrize("name", ["a.csv", "counties/b.html"])
def test_a_changed_or_missing_output_is_not_current(current, name):
    (current / name).write_bytes(b"edited")
    assert not is_current(current, BASIS)
    (current / name).unlink()
    assert not is_current(current, BASIS)
    (current / name).mkdir()
    assert not is_current(current, BASIS)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"1", b"null", b'"x"', b"\xff\xfe", b"{}"),
        json.dumps(BASIS).encode(),
        json.dumps(BASIS | {"outputs": {}}).encode(),
        json.dumps(BASIS | {"outputs": []}).encode(),
        json.dumps(BASIS | {"outputs": ["a.csv"]}).encode(),
        json.dumps(BASIS | {"outputs": {"a.csv": None}}).encode(),
    ],
)
def test_a_damaged_manifest_is_not_current(current, content):
    (current / MANIFEST).write_bytes(content)
    assert not is_current(current, BASIS)


def test_no_report_is_not_current(tmp_path, current):
    assert not is_current(tmp_path / "none", BASIS)
    (current / MANIFEST).unlink()
    assert not is_current(current, BASIS)
    (current / MANIFEST).mkdir()
    assert not is_current(current, BASIS)


def test_the_digest_sees_every_source_and_template(tmp_path):
    package = tmp_path / "fzlib"
    sources = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "fzlib", package, ignore=sources)
    seen = [package_digest(package)]
    for name in ("scoring/engine.py", "publishing/template/style.css"):
        with (package / name).open("a", encoding="utf-8") as source:
            source.write("\n")
        seen.append(package_digest(package))
    (package / "new.py").touch()
    seen.append(package_digest(package))
    assert len(set(seen)) == len(seen)
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "new.pyc").touch()
    assert package_digest(package) == seen[-1]


# --- other processes ----------------------------------------------------------------------

WRITER = """
import itertools, sys
from pathlib import Path
from fzlib.publishing.manifests import MANIFEST
from tests.publishing.releases import staged
print("ready", flush=True)
for n in itertools.count():
    with staged(Path(sys.argv[1])) as stage:
        (stage / MANIFEST).write_text(sys.argv[2])
        for name in "abcdefgh":
            (stage / name).write_text(f"{n} {name}" * 200)
"""

# adds one to a number outside the folder, which two at once would lose
RACER = """
import sys, time
from pathlib import Path
from fzlib.publishing.manifests import MANIFEST
from fzlib.publishing.release import Busy
from tests.publishing.releases import staged
final, counter = Path(sys.argv[1]), Path(sys.argv[2])
done = 0
while done < 150:
    try:
        with staged(final) as stage:
            n = int(counter.read_text())
            (stage / MANIFEST).write_text(sys.argv[3])
            (stage / "a").write_text(f"{n}")
            (stage / "b").write_text(f"{n}")
            counter.write_text(f"{n + 1}")
        done += 1
    except Busy:
        pass
"""


def start(script, *arguments):
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def recovered(final):
    """What is in place once the next run has begun, and nothing else has been left."""
    with pytest.raises(Stop), staged(final):
        raise Stop
    assert beside(final) == [final.name]
    return contents(final)


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_whole_folder(tmp_path):
    final = tmp_path / "2023-05"
    moments = random.Random(5)
    for _ in range(30):
        writer = start(WRITER, final, listing(*"abcdefgh")[MANIFEST].decode())
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.05, 0.15))
        writer.kill()
        writer.communicate()
        files = recovered(final)
        del files[MANIFEST]
        (generation,) = {content.split()[0] for content in files.values()}
        expected = {name: (f"{int(generation)} {name}" * 200).encode() for name in "abcdefgh"}
        assert files == expected


@pytest.mark.slow
def test_two_writers_never_write_at_once(tmp_path):
    final, counter = tmp_path / "out" / "2023-05", tmp_path / "counter"
    counter.write_text("0")
    racers = [start(RACER, final, counter, listing(*"ab")[MANIFEST].decode()) for _ in range(3)]
    for racer in racers:
        racer.communicate(timeout=120)
    assert [racer.returncode for racer in racers] == [0, 0, 0]
    assert counter.read_text() == "450"
    assert contents(final) == {"a": b"449", "b": b"449", **listing(*"ab")}
    assert beside(final) == ["2023-05"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_may_not_be_written_is_an_os_error(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="2023-05"), staged(tmp_path / "2023-05"):
        pass
