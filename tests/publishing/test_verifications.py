"""Many releases verified at a time: each for itself; nothing is left of a run that ends."""

import os
import signal
import sys
from concurrent.futures import Future

import pytest

from fzlib import scratch
from fzlib.publishing import processes, verifications
from fzlib.publishing.request import Request
from fzlib.scoring.periods import parse_any
from tests.publishing import folders
from tests.publishing.books import until
from tests.publishing.folders import GOLDEN, contents, copied, report, started


@pytest.mark.usefixtures("quick")
def test_each_for_itself_in_their_order(city, out):
    report(city, "2023", out)
    requests = [Request(city, parse_any(text), out) for text in ("2023", "2023-06", "2023-05")]
    shown = []
    done = [
        *verifications.verify_releases(requests, show=lambda running: shown.append({**running}))
    ]
    assert [each.request for each in done] == requests
    assert [each.holds for each in done] == [True, False, True]
    assert done[1].problems[0].kind == "file.absent"
    assert {requests[0]: "核对文件"} in shown
    assert shown[-1] == {}


def test_a_process_that_dies_fails_its_own(city, tmp_path, monkeypatch):
    def completed(calls, *_, **__):
        for number, _ in enumerate(calls):
            gone = Future()
            gone.set_exception(processes.Died("进程中途停止"))
            yield number, gone

    monkeypatch.setattr(processes, "completed", completed)
    monkeypatch.setattr(processes, "prepare", lambda: None)
    [done] = verifications.verify_releases([Request(city, parse_any("2023-05"), tmp_path)])
    assert done.headline == "2023-05：没有核对，核对的进程中途停止（进程中途停止）"


# --- whole commands -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The golden city's report of May."""
    home = tmp_path_factory.mktemp("released")
    done = folders.run("report", "2023-05", "--data", GOLDEN / "data", "--out", home)
    assert done.returncode == 0, done.stderr
    return home


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="signals, and a fork server")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_however_it_ends(released, tmp_path, sign):
    before = contents(released)
    where = ("2023-05", "--data", GOLDEN / "data", "--out", released)
    place = {"TMPDIR": str(tmp_path)}

    def left():
        return [path for path in tmp_path.iterdir() if path.name.startswith(scratch.PREFIX)]

    with started(folders.command("verify", *where), **place) as client:
        until(left, lambda: "no scratch folder")
        os.kill(client.pid, sign)
        client.communicate(timeout=60)
    if sign != signal.SIGKILL:
        assert client.returncode == 130
    until(lambda: not left(), lambda: f"still there: {left()}")
    assert contents(released) == before
    done = folders.run("verify", *where, **place)
    assert (done.returncode, done.stdout.splitlines()[-1][-3:]) == (0, "：一致")
    # a fork server's socket goes with it
    until(lambda: not [*tmp_path.iterdir()], lambda: f"still there: {[*tmp_path.iterdir()]}")


@pytest.mark.slow
def test_two_at_a_time_are_as_they_were_made_from_a_folder_that_has_moved(released, tmp_path):
    where = ("--data", GOLDEN / "data", "--out", released)
    assert folders.run("report", "2023", *where).returncode == 0
    where = ("--data", copied(GOLDEN / "data", tmp_path / "moved"), "--out", released)
    done = folders.run("verify", "2023", "2023-05", *where, "--jobs", "2")
    assert done.returncode == 0, done.stdout
    assert [line.partition("（")[0] for line in done.stdout.splitlines()[1:]] == ["2023", "2023-05"]
