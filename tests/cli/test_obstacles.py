"""What stands in a report's way, or a killed run has left: told, or cleared, by every command."""

import subprocess
import sys
from pathlib import Path

import pytest

from fzlib import disk
from fzlib.publishing import release, swap
from fzlib.publishing.request import Request
from fzlib.publishing.verify import NO_MANIFEST
from fzlib.scoring.periods import Period
from tests.publishing import folders
from tests.publishing.folders import MONTHLY, contents, edit

pytestmark = pytest.mark.usefixtures("quick")
links = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
COMMANDS = [("report", "2023-05"), ("verify", "2023-05"), ("status",)]
by_every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def told(fz, city, out):
    """What a command prints; on both outputs."""

    def call(*command, code=None):
        done = fz(*command, "--data", city, "--out", out, code=code)
        return done.output + done.errors

    return call


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def link(path, *, dangling=False):
    """To ``elsewhere``, beside the reports' folder."""
    elsewhere = (path if path.name == "out" else path.parent).with_name("elsewhere")
    if not dangling:
        elsewhere.mkdir()
    path.symlink_to(elsewhere)


def folder(path):
    path.mkdir()
    (path / "mine.txt").write_bytes(b"mine")


def file(path):
    path.write_bytes(b"mine")


TAKEN = "占着 fz 写报告时要用的名字，不是 fz 写的；改名或移走，再运行一次"
STAND = [
    *(
        ("2023-05", lay, f"这个{kind}不是 fz 写的报告，不能替换；换 --out，或移走这个{kind}")
        for lay, kind in ((link, "链接"), (folder, "文件夹"), (file, "文件"))
    ),
    *((f".2023-05.{end}", file, TAKEN) for end in ("part", "old", "tmp", "swap")),
    *((f".2023-05.{end}", link, TAKEN) for end in ("part", "old", "tmp", "swap", "lock")),
    *((f".2023-05.{end}", folder, TAKEN) for end in ("old", "swap", "lock")),
]


@links
@by_every_command
@pytest.mark.parametrize(
    ("name", "lay", "what"), STAND, ids=[f"{name}-{lay.__name__}" for name, lay, _ in STAND]
)
def test_what_is_not_ours_is_told_with_its_mend_and_left(told, out, command, name, lay, what):
    out.mkdir()
    lay(out / name)
    before = contents(out), names(out)
    if (command[0], name, lay) == ("verify", "2023-05", folder):  # it may be ours
        what = "；".join(NO_MANIFEST)
    assert f"{out / name}：{what}\n" in told(*command, code=0 if command == ("status",) else 1)
    assert (contents(out), names(out)) == before


@links
@by_every_command
@pytest.mark.parametrize("name", ["2023-05", ".2023-05.part", ".2023-05.lock"])
def test_so_is_a_link_that_leads_nowhere(told, out, command, name):
    out.mkdir()
    link(out / name, dangling=True)
    assert f"{out / name}：" in told(*command, code=0 if command == ("status",) else 1)
    assert (out / name).is_symlink()
    assert not (out.parent / "elsewhere").exists()


@by_every_command
def test_a_file_in_the_reports_place_is_told(told, out, command):
    file(out)
    what = f"{out}：这是文件，不是文件夹，报告不能写在里面；换 --out，或移走它\n"
    assert what in told(*command, code=0 if command == ("status",) else 1)
    assert out.read_bytes() == b"mine"


@links
@by_every_command
def test_a_link_there_that_leads_nowhere_is_told_too(told, out, command):
    """A disk that is not mounted: nothing is to be made in its place."""
    link(out, dangling=True)
    assert "链接指向的地方没有文件夹，报告不能写在里面；换 --out，或移走它" in told(
        *command, code=1
    )
    assert not (out.parent / "elsewhere").exists()


@links
def test_a_link_to_a_folder_is_the_folder(told, out):
    link(out)
    told("report", "2023-05", code=0)
    assert names(out.parent / "elsewhere") == ["2023-05"]


# --- what a killed run has left -----------------------------------------------------------


@by_every_command
@pytest.mark.parametrize("wrong", [False, True])
def test_what_a_killed_run_has_left_is_cleared(told, city, out, command, wrong):
    """Of every period, up to date or not, wrong inputs or not; a release moved away is back."""
    told("report", "2023-05", code=0)
    published = contents(out / "2023-05")
    for of in ("2023-05", "2023-Q2"):
        for end in ("part", "tmp"):
            folder(out / f".{of}.{end}")
        (out / f".{of}.lock").touch()
    (out / "2023-05").rename(out / ".2023-05.old")
    if wrong:
        edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
    told(*command)
    assert names(out) == ["2023-05"]
    assert contents(out / "2023-05") == published


@by_every_command
def test_a_folder_that_another_writes_is_left_to_it_and_not_waited_for(told, out, command):
    told("report", "2023-05", code=0)
    with release.writer(out / "2023-05"):
        folder(out / ".2023-05.part")
        told(*command, code=0)  # the report is up to date
        assert names(out) == [".2023-05.lock", ".2023-05.part", "2023-05"]


# --- a second run -------------------------------------------------------------------------

WAITS = "2023-05：另一个程序正在写这个文件夹，等它写完……\n"


@pytest.fixture
def writing(monkeypatch, out):
    """Another writes the folder, until it is waited for; then ``writing`` is done."""
    holding = release.writer(out / "2023-05")
    holding.__enter__()
    locked, meanwhile = release.locked, []

    def waited_for(lock, *, wait, waiting):
        def told():
            waiting()
            for act in meanwhile:
                act()
            holding.__exit__(None, None, None)

        return locked(lock, wait=wait, waiting=told if wait else waiting)

    monkeypatch.setattr(release, "locked", waited_for)
    return meanwhile


def test_a_second_run_says_that_it_waits_and_goes_on(fz, city, out, writing):
    done = fz("report", "2023-05", "--data", city, "--out", out, code=0)
    assert (done.errors, len(done.lines)) == (WAITS, 1)
    assert names(out) == ["2023-05"]


def test_and_finds_what_the_first_has_written(fz, city, out, writing, tmp_path):
    folders.report(city, "2023-05", tmp_path / "made")
    writing.append(lambda: (tmp_path / "made" / "2023-05").rename(out / "2023-05"))
    done = fz("report", "2023-05", "--data", city, "--out", out, code=0)
    assert done.errors == WAITS
    assert "（没有变化，未重做；--force 重做）" in done.output


def test_it_writes_what_the_inputs_are_by_then(fz, city, out, writing):
    writing.append(lambda: edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,"))
    done = fz("report", "2023-05", "--data", city, "--out", out, code=1)
    assert done.errors.startswith(f"{WAITS}2023-05：没有写报告，输入有 1 处问题")


def test_or_goes_away_at_once(fz, city, out):
    with release.writer(out / "2023-05"):
        done = fz("report", "2023-05", "--data", city, "--out", out, "--no-wait", code=1)
    told = "另一个程序正在写这个文件夹，等它结束再试"
    assert done.errors == f"2023-05：没有写报告，{out / '2023-05'}：{told}\n"
    assert (done.output, names(out)) == ("", [])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_ends_the_waiting(city, out):
    import signal

    command = folders.command("report", "2023-05", "--data", city, "--out", out)
    with release.writer(out / "2023-05"):
        waiting = folders.started(command)
        assert waiting.stderr.readline().startswith("数据文件夹：")
        assert waiting.stderr.readline() == WAITS
        waiting.send_signal(signal.SIGINT)
        _, errors = waiting.communicate(timeout=60)
        assert (waiting.returncode, errors.strip()) == (
            130, "已中断；没有写完的报告不会留下，原来的保持原样。",
        )  # fmt: skip
        assert names(out) == [".2023-05.lock"]


# --- what fails after the report is published ---------------------------------------------


@pytest.fixture
def failing(monkeypatch):
    """The system refuses a call from when the two have changed places."""

    def fail(owner, name, error):
        change_places = release.change_places

        def refuse(*_):
            raise error

        def change(final):
            change_places(final)
            monkeypatch.setattr(owner, name, refuse)

        monkeypatch.setattr(release, "change_places", change)

    return fail


def test_a_disk_that_fails_then_is_told_as_such(fz, city, out, failing):
    failing(disk, "sync", OSError(5, "Input/output error"))
    done = fz("report", "2023-05", "--data", city, "--out", out, code=1)
    told = "没能确认写到磁盘（磁盘读写出错）；检查磁盘，再用 fz verify 2023-05 核对"
    assert done.errors == f"2023-05：已发布，但{told}\n"
    assert "monthly.html" in done.output
    assert (out / "2023-05" / "monthly.html").is_file()


def test_what_cannot_be_cleared_then_is_a_hint(fz, city, out, failing):
    failing(swap.shutil, "rmtree", PermissionError(13, "denied"))
    done = fz("report", "2023-05", "--data", city, "--out", out, code=0)
    what = "清理原来的一份时出错，.2023-05.tmp 还在（没有权限，或文件正被别的程序占用）"
    assert done.errors == f"提示　2023-05：已发布，但{what}；下次运行时再清理\n"
    assert "monthly.html" in done.output


def test_a_request_waits_unless_it_is_told_not_to(tmp_path):
    assert Request(tmp_path, Period(2023, 5), tmp_path).wait


# --- the temporary folder -----------------------------------------------------------------

# alone, or with all that it has started
STARTS = """
import os, signal
from fzlib.publishing import processes
processes.prepare()
print(processes._socket_folder(), flush=True)
os.{}(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no fork server")
@pytest.mark.parametrize("kill", ["kill", "killpg"])
@pytest.mark.parametrize("deep", ["", "a" * 60])  # too long a path for a socket
def test_what_a_killed_command_left_in_the_temporary_folder_the_next_one_clears(kill, deep):
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary, deep)
        home.mkdir(exist_ok=True)
        killed = subprocess.run(
            [sys.executable, "-c", STARTS.format(kill)],
            cwd=folders.ROOT,
            env=folders.environment(TMPDIR=str(home)),
            check=False,
            start_new_session=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        left = Path(killed.stdout.strip())
        assert (killed.returncode, left.parent == home) == (-9, not deep)
        assert names(left)
        folders.run("status", "--data", folders.GOLDEN / "data", TMPDIR=str(home))
        assert not left.exists()
        assert not left.with_suffix(".lock").exists()
        assert names(home) == []
