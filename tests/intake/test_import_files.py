"""An import's files: all of them or none, whoever ends it, and nothing that stood there lost."""

import errno
import json
import multiprocessing
import os
import shutil
import stat
import sys
import time
from functools import partial
from pathlib import Path

import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.intake import import_files
from fzlib.intake.import_files import (
    JOURNAL,
    LOCK,
    PART,
    complete,
    free_label,
    importing,
    write_all,
)
from tests import file_events
from tests.disk_images import cuts, mounted
from tests.file_events import DONE, KILLED, RAISED
from tests.publishing.folders import contents

OLD = {f"monthly/2025-0{month}.csv": f"old {month}".encode() for month in (3, 4, 5)}
RECORDS = {f"imports/2025-0{month}.csv": b"record" for month in (3, 4, 5)}
NEW = {label: b"new" + content[3:] for label, content in OLD.items()} | RECORDS
KEPT = {label.replace("monthly/", "monthly/earlier/").replace(".csv", ".1.csv"): label
        for label in OLD}  # fmt: skip
BEFORE = {"dataset.toml": b"", **OLD}
AFTER = {"dataset.toml": b"", **NEW, **{label: OLD[of] for label, of in KEPT.items()}}
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="events are told by /proc")


def fill(folder):
    for label, content in BEFORE.items():
        (folder / label).parent.mkdir(parents=True, exist_ok=True)
        (folder / label).write_bytes(content)
    return folder


@pytest.fixture
def folder(tmp_path):
    """A data folder with three periods."""
    return fill(tmp_path / "city")


def bring(folder):
    with importing(folder):
        write_all(folder, NEW, KEPT)


def words(error):
    return [str(problem) for problem in error.value.problems]


def test_new_files_are_put_in_place_and_the_earlier_ones_kept(folder):
    bring(folder)
    assert contents(folder) == AFTER
    assert complete(folder) == ()


def test_a_free_label_has_the_next_number(folder):
    path = folder / "monthly/2025-03.csv"
    assert free_label(folder, "monthly/earlier", path) == "monthly/earlier/2025-03.1.csv"
    bring(folder)
    assert free_label(folder, "monthly/earlier", path) == "monthly/earlier/2025-03.2.csv"


# --- what is there and is no file ----------------------------------------------------------------


def test_who_may_read_a_file_stays_and_a_link_stays_a_link(folder, tmp_path):
    first, second, _ = OLD
    (folder / first).chmod(0o640)
    elsewhere = tmp_path / "真正的.csv"
    (folder / second).rename(elsewhere)
    (folder / second).symlink_to(elsewhere)
    bring(folder)
    assert contents(folder) == AFTER
    assert stat.S_IMODE((folder / first).stat().st_mode) == 0o640
    assert stat.S_IMODE((folder / "monthly/earlier/2025-03.1.csv").stat().st_mode) == 0o640
    assert (folder / second).is_symlink()
    assert elsewhere.read_bytes() == NEW[second]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city", "真正的.csv"]


def test_what_is_no_file_is_told_and_nothing_written(folder):
    one, other, *_ = RECORDS
    (folder / one).mkdir(parents=True)
    (folder / other).symlink_to(folder / "nowhere")
    with pytest.raises(InputError) as stopped:
        bring(folder)
    assert words(stopped) == [
        f"{one}：不是文件，不能写；移走或改好，再导入",
        f"{other}：是链接，指向的地方没有文件；移走或改好，再导入",
    ]
    assert contents(folder) == BEFORE


# --- ended on the way -----------------------------------------------------------------------------


def ended(folder, at, **options):
    """A new folder in which the import was ended at an event."""
    shutil.rmtree(folder)
    fill(folder)
    return file_events.run(partial(bring, folder), folder, at=at, **options)


@on_linux
@pytest.mark.slow
def test_killed_at_any_event_the_next_command_has_all_or_none(folder):
    count = len(file_events.run(partial(bring, folder), folder).events)
    shutil.rmtree(folder)
    before = fz.Folder(fill(folder))
    found = []
    for at in range(1, count + 1):
        run = ended(folder, at)
        assert run.ended == KILLED
        journal = (folder / JOURNAL).exists()
        if journal:
            for look in (partial(fz.Folder, folder), before.periods):
                with pytest.raises(InputError, match="有一次导入正在进行，或没有做完；稍等再试"):
                    look()
        moved = complete(folder)
        found.append(contents(folder))
        assert found[-1] in (BEFORE, AFTER), run.events
        assert bool(moved) <= journal
    assert (found[0], found[-1]) == (BEFORE, AFTER)
    assert found == sorted(found, key=[BEFORE, AFTER].index)
    assert count >= 50


@on_linux
@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "lasting"), [(errno.ENOSPC, False), (errno.ENOSPC, True), (errno.EIO, False)]
)
def test_refused_at_any_event_the_next_command_has_all_or_none(folder, error, lasting):
    count = len(file_events.run(partial(bring, folder), folder).events)
    for at in range(1, count + 1):
        run = ended(folder, at, error=error, lasting=lasting)
        journal = (folder / JOURNAL).exists()
        complete(folder)
        whole = contents(folder)
        assert whole in (BEFORE, AFTER), run.events
        # what is told as done is done; what failed before the journal was there changed nothing
        assert whole == (AFTER if run.ended == DONE or journal else BEFORE) or run.ended == RAISED
        if run.ended == RAISED and whole == AFTER:
            assert "写到一半出错" in run.error or not journal


@on_linux
def test_what_is_kept_is_on_the_disk_before_anything_is_written_over(folder):
    events = file_events.run(partial(bring, folder), folder).events
    steps = [(name, what.split(" → ")[-1]) for name, what in events]

    def first(name, what):
        return steps.index((name, what))

    journal = first("os.rename", JOURNAL)
    for label in [*KEPT, *NEW]:
        home, name = label.rsplit("/", 1)
        part = f"{home}/.{name}{PART}"
        assert first("open", part) < first("os.fsync", part) < journal < first("os.rename", label)
        assert first("os.fsync", home) < journal
    kept = [first("os.rename", label) for label in KEPT]
    written = [first("os.rename", label) for label in NEW]
    assert ("os.fsync", "monthly/earlier") in steps[max(kept) : min(written)]
    assert steps[journal + 1] == ("os.fsync", ".")
    assert max(written) < first("os.remove", JOURNAL)
    assert ("os.fsync", "monthly") in steps[max(written[:3]) : first("os.remove", JOURNAL)]
    assert ("os.fsync", ".") in steps[first("os.remove", JOURNAL) :]


@pytest.mark.slow
def test_the_power_goes_at_any_step(image, tmp_path, monkeypatch):
    with mounted(image, tmp_path / "mounted") as out:
        fill(out / "city")
        for label in ("", "monthly", *BEFORE):
            import_files.disk.sync(out / "city" / label)
        import_files.disk.sync(out)
        steps = [(Path, "rename"), (Path, "replace"), (Path, "unlink")]
        copies = cuts(image, partial(bring, out / "city"), monkeypatch, steps)
    found = []
    for number, (copy, name) in enumerate(copies.items()):
        with mounted(copy, tmp_path / f"mounted {number}") as out:
            complete(out / "city")
            found.append(contents(out / "city"))
        copy.unlink()
        assert found[-1] in (BEFORE, AFTER), name
    assert found == sorted(found, key=[BEFORE, AFTER].index)
    assert (found[0], found[-1]) == (BEFORE, AFTER)
    assert len(found) > 60


@on_linux
def test_an_import_that_is_completed_syncs_what_the_killed_one_had_moved(folder):
    """Killed between the rename of what is kept and its sync: the figures were not kept yet."""
    events = file_events.run(partial(bring, folder), folder).events
    moved = [what.endswith(" → monthly/earlier/2025-05.1.csv") for _, what in events].index(True)
    assert ended(folder, moved + 2).ended == KILLED
    steps = file_events.run(partial(complete, folder), folder).events
    written = [what.endswith(" → monthly/2025-03.csv") for _, what in steps].index(True)
    assert ("os.fsync", "monthly/earlier") in steps[:written]
    assert contents(folder) == AFTER


# --- a journal that somebody, or something, has changed -------------------------------------------


def interrupted(folder, monkeypatch, moved=2):
    """An import that the system refused after some files were in place."""
    replace, done = Path.replace, []

    def refused(part, path):
        if len(done) == moved:
            raise OSError(errno.EIO, "refused")
        done.append(path)
        return replace(part, path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        with pytest.raises(InputError) as stopped:
            bring(folder)
    return words(stopped)


def test_what_was_refused_half_way_is_told_and_gone_on_with(folder, monkeypatch):
    assert interrupted(folder, monkeypatch, moved=4) == [
        "city：写到一半出错（磁盘读写出错）；排除原因后运行 fz status，会接着写完"
    ]
    assert complete(folder) == tuple([*KEPT, *NEW][4:])
    assert contents(folder) == AFTER


def test_an_import_completes_the_one_before(folder, monkeypatch):
    interrupted(folder, monkeypatch)
    with importing(folder):
        assert contents(folder) == {LOCK: b"", **AFTER}


@pytest.mark.parametrize(
    "journal",
    [
        *("", "{", "[]", "1", '{"a.csv": ""}', '{"a.csv": ["", ""]}', '{"a.csv": [1, ""]}'),
        *(
            f'{{"{label}": ["{"0" * 64}", ""]}}'
            for label in (
                "",
                ".",
                "../out.csv",
                "/etc/out.csv",
                "a\\\\..\\\\out.csv",
                "c:out.csv",
                "a\\u0000.csv",
                "a\\ud800.csv",
            )
        ),
        "[" * 5000,
    ],
)
def test_a_journal_that_is_none_is_told_and_nothing_touched(folder, journal):
    (folder / JOURNAL).write_text(journal, "utf-8")
    before = contents(folder)
    for _ in range(2):
        with pytest.raises(InputError) as stopped:
            complete(folder)
        mend = f"核对各文件（原文件在 earlier/ 里），改好后删去 {JOURNAL}"
        assert words(stopped) == [f"city：{JOURNAL} 被改动，不能照它补完；{mend}"]
        assert contents(folder) == before


def test_a_file_changed_meanwhile_is_not_written_over_unseen(folder, monkeypatch):
    interrupted(folder, monkeypatch, moved=4)
    label = next(iter(RECORDS))
    (folder / "imports" / f".2025-03.csv{PART}").write_bytes(b"edited")
    with pytest.raises(InputError, match=f"上次导入没有做完，{label} 已被改动，补不完；核对各文件"):
        complete(folder)
    assert set(json.loads((folder / JOURNAL).read_text("utf-8"))) == {*KEPT, *NEW}


def test_nor_is_one_that_was_saved_in_place_of_the_old(folder, monkeypatch):
    interrupted(folder, monkeypatch, moved=4)
    (folder / "monthly/2025-04.csv").write_bytes(b"saved")
    with pytest.raises(InputError, match=r"monthly/2025-04\.csv 已被改动，补不完"):
        complete(folder)
    assert (folder / "monthly/2025-04.csv").read_bytes() == b"saved"
    (folder / "monthly/2025-04.csv").write_bytes(OLD["monthly/2025-04.csv"])
    complete(folder)
    assert contents(folder) == AFTER


@pytest.mark.parametrize(("label", "read"), [("monthly/2025-03.csv", "0"), ("dataset.toml", "")])
def test_what_was_saved_since_it_was_read_is_not_written_over(folder, label, read):
    with pytest.raises(InputError) as stopped:
        write_all(folder, {label: b"new"}, {}, {label: read})
    assert words(stopped) == [f"{label}：导入期间被改动；核对后再导入一次"]
    assert contents(folder) == BEFORE


# --- two at once ----------------------------------------------------------------------------------


def test_who_does_not_wait_is_told_and_what_is_at_work_is_left_alone(folder):
    with importing(folder):
        part = folder / "monthly" / f".2025-03.csv{PART}"
        part.write_bytes(b"at work")
        with (
            pytest.raises(InputError, match="另一个程序正在导入这个文件夹，等它结束再试"),
            importing(folder, wait=False),
        ):
            pass
        assert complete(folder) == ()
        assert part.exists()
    complete(folder)
    bring(folder)
    assert contents(folder) == AFTER


def count_up(folder, times):
    for _ in range(times):
        with importing(Path(folder)):
            number = int((Path(folder) / "monthly/number.csv").read_text())
            write_all(Path(folder), {"monthly/number.csv": str(number + 1).encode()}, {})


@pytest.mark.slow
def test_two_imports_wait_for_each_other(folder):
    (folder / "monthly/number.csv").write_text("0")
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=count_up, args=(str(folder), 40)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert [process.exitcode for process in both] == [0, 0]
    assert (folder / "monthly/number.csv").read_text() == "80"
    assert not (folder / LOCK).exists()


def test_a_second_command_says_that_it_waits(folder, monkeypatch):
    told = []

    def at_work():
        with importing(folder):
            (folder / "begun").touch()
            time.sleep(0.3)

    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    if context.get_start_method() == "spawn":
        pytest.skip("a function of a test cannot be handed to a new process")
    process = context.Process(target=at_work)
    process.start()
    while not (folder / "begun").exists():
        time.sleep(0.01)
    with importing(folder, waiting=lambda: told.append("waits")):
        process.join()
    assert (told, process.exitcode) == (["waits"], 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_folder_that_may_not_be_written_is_told(folder, monkeypatch):
    interrupted(folder, monkeypatch)

    def refused(*_, **__):
        raise PermissionError(errno.EACCES, "refused", str(folder / LOCK))

    monkeypatch.setattr(import_files, "locked", refused)
    with pytest.raises(
        InputError, match=r"上次导入没有做完，补不完（.*）；排除原因后运行 fz status"
    ):
        complete(folder)
    (folder / JOURNAL).unlink()
    (folder / LOCK).touch()
    assert complete(folder) == ()  # of no harm to anybody
