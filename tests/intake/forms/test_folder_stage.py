"""A new folder that was killed on the way, refused by the disk, or found in somebody's place."""

import errno
import os
import shutil

import pytest

from fzlib.errors import InputError
from fzlib.intake.forms import folder_stage, new_folder
from fzlib.intake.forms.new_folder import NewCity, create_folder
from fzlib.locks import locked
from fzlib.scoring.periods import Period, Year
from tests import file_events

CITY = NewCity(2026, "三江市", "某省", ("东县", "西县"))
TAKEN = "已经有了，而且不是空的；换一个新的文件夹"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Forms, of which one stands for eleven, and waiting for the disk are what takes the time."""
    monkeypatch.setattr(new_folder, "month_form", lambda _, period: f"{period}".encode())
    monkeypatch.setattr(new_folder, "year_form", lambda _, year: f"{year}".encode())
    monkeypatch.setattr(Year, "periods", (Period(2026, 5),))
    monkeypatch.setattr(os, "fsync", lambda _: None)


def tree(folder):
    """Its folders and files, by name; those of a part beside it too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def whole(tmp_path):
    """What one run makes."""
    create_folder(tmp_path / "whole" / "city", CITY)
    return tree(tmp_path / "whole")


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def lay(home, files):
    for name, content in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(content)


LEFT = {
    "an empty part": {".city.part": None},
    "a marked part": {".city.part/fz-init": b""},
    "half a new one": {".city.part/fz-init": b"", ".city.part/new/rules/2025.toml": b"x"},
    "an empty folder": {"city": None},
    "a lock": {".city.lock": b""},
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT)
def test_what_a_killed_run_left_is_cleared(home, whole, left):
    lay(home, left)
    create_folder(home / "city", CITY)
    assert tree(home) == whole


@pytest.mark.parametrize("lost", ["regions.csv", "rules", "模板/2026-05.xlsx", "monthly", ""])
def test_a_part_of_the_same_folder_is_completed(home, whole, lost):
    create_folder(home / "city", CITY)
    path = home / "city" / lost
    path.unlink() if path.is_file() else shutil.rmtree(path)
    create_folder(home / "city", CITY)
    assert tree(home) == whole


FOREIGN = {
    "a remark": ({"city/批示.txt": b"x"}, f"city {TAKEN}"),
    "one of its names, other bytes": ({"city/regions.csv": b"x"}, f"city {TAKEN}"),
    "a folder in a file's place": ({"city/regions.csv": None}, f"city {TAKEN}"),
    "a file in a folder's place": ({"city/rules": b""}, f"city {TAKEN}"),
    "a file": ({"city": b"x"}, f"city {TAKEN}"),
    "somebody's part": (
        {".city.part/x": b"x"},
        ".city.part 不是 fz init 留下的，却与要写的同名；改名或移走，再运行一次",
    ),
    "something in our part": (
        {".city.part/fz-init": b"", ".city.part/x": b"x"},
        ".city.part 不是 fz init 留下的，却与要写的同名；改名或移走，再运行一次",
    ),
    "a part that is a file": (
        {".city.part": b""},
        ".city.part 不是 fz init 留下的，却与要写的同名；改名或移走，再运行一次",
    ),
    "somebody's lock": (
        {".city.lock": b"x"},
        ".city.lock 不是 fz init 的文件，却与要写的同名；改名或移走，再运行一次",
    ),
}


@pytest.mark.parametrize(("files", "words"), FOREIGN.values(), ids=FOREIGN)
def test_what_somebody_put_there_stays(home, files, words):
    lay(home, files)
    before = tree(home)
    with pytest.raises(InputError) as refused:
        create_folder(home / "city", CITY)
    assert words.split(" ", 1)[1] in str(refused.value)
    assert tree(home) == before


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_link_in_its_place_is_told(home, tmp_path, target):
    (tmp_path / "elsewhere").mkdir()
    (home / "city").symlink_to(tmp_path / target)
    with pytest.raises(InputError, match="是一个链接；写它指向的文件夹，或换一个新的文件夹"):
        create_folder(home / "city", CITY)
    assert [path.name for path in home.iterdir()] == ["city"]


def test_a_link_for_a_part_is_not_followed(home, tmp_path):
    lay(tmp_path, {"elsewhere/fz-init": b"", "elsewhere/new/x": b"x"})
    (home / ".city.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="不是 fz init 留下的"):
        create_folder(home / "city", CITY)
    assert tree(tmp_path / "elsewhere") == {"fz-init": b"", "new": None, "new/x": b"x"}


def test_a_second_run_at_once_is_told(home, whole):
    with locked(home / ".city.lock"):
        with pytest.raises(InputError, match="另一个 fz init 正在写它；等它写完"):
            create_folder(home / "city", CITY)
        assert not (home / "city").exists()
    create_folder(home / "city", CITY)
    assert tree(home) == whole


@pytest.mark.parametrize("meanwhile", [{"city/批示.txt": b"x"}, {"city/regions.csv": b"x"}])
def test_what_is_put_there_while_it_is_written_stays(home, monkeypatch, meanwhile):
    """Before it is looked at, or between the look and the move."""
    (home / "city").mkdir()
    is_remark = "city/批示.txt" in meanwhile
    room, name = (new_folder, "_next_steps") if is_remark else (folder_stage, "_check_same")
    act = getattr(room, name)

    def late(*given):
        done = act(*given)
        lay(home, meanwhile)
        return done

    monkeypatch.setattr(room, name, late)
    with pytest.raises(InputError, match=TAKEN):
        create_folder(home / "city", CITY)
    label = next(iter(meanwhile))
    assert (home / label).read_bytes() == b"x"
    assert not (home / ".city.part").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ends a fork of this process")
@pytest.mark.parametrize("is_there", [False, True], ids=["new", "empty folder"])
def test_on_the_disk_before_it_is_in_its_place(home, is_there):
    if is_there:
        (home / "city").mkdir()
    events = file_events.run(lambda: create_folder(home / "city", CITY), home).events
    moves = [n for n, (name, what) in enumerate(events) if name == "os.rename"]
    synced = [(n, what) for n, (name, what) in enumerate(events) if name == "os.fsync"]
    before = {what for n, what in synced if n < moves[0]}
    after = [what for n, what in synced if n > moves[-1]]
    made = tree(home / "city")
    assert {f".city.part/new/{name}" for name in made} | {".city.part/new"} == before
    assert after[-1] == "."
    assert is_there == ("city" in after)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="ends a fork of this process")
@pytest.mark.parametrize("error", [None, errno.ENOSPC], ids=["kill", "disk full"])
@pytest.mark.parametrize("is_there", [False, True], ids=["new", "empty folder"])
def test_ended_at_any_event_it_is_run_again(home, whole, is_there, error):
    def act():
        return create_folder(home / "city", CITY)

    def clean():
        shutil.rmtree(home)
        home.mkdir()
        if is_there:
            (home / "city").mkdir()

    clean()
    events = file_events.run(act, home).events
    for number in range(1, len(events) + 1):
        clean()
        ended = file_events.run(act, home, at=number, error=error)
        if error is None:
            assert ended.ended == file_events.KILLED
        if not is_there:  # whole, or not there
            assert not (home / "city").exists() or tree(home / "city") == tree_of_city(whole)
        create_folder(home / "city", CITY)
        assert tree(home) == whole, events[number - 1]


def tree_of_city(whole):
    """What is below the folder."""
    return {name.removeprefix("city/"): held for name, held in whole.items() if name != "city"}
