"""Data folders to break, ``fz`` as a process of its own, reports without any."""

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

import fzlib as fz
from fzlib.desk import load_goals
from fzlib.publishing import processes
from fzlib.publishing import report as reports
from fzlib.publishing.request import Request
from fzlib.scoring.periods import parse_any

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden"  # one period, 2023-05
FUZHOU = ROOT / "data/fuzhou"  # eleven
MONTHLY = "monthly/2023-05.csv"


def copied(source, target, *, enterprises=False):
    """A data folder of one's own; without its enterprises, which take no part in scoring."""
    ignored = shutil.ignore_patterns(*([] if enterprises else ["enterprises"]))
    return Path(shutil.copytree(source, target, ignore=ignored))


def without_goals(city):
    """The same folder with its scored data alone."""
    for name in ("targets", "registers"):
        shutil.rmtree(city / name, ignore_errors=True)
    return city


def edit(path, old, new):
    """Replace a text that is there."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def contents(folder):
    """Every file below a folder, by name; None where there is no folder."""
    if not folder.exists():
        return None
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def outputs(folder):
    """The files of a report but for the manifest, which says when it was made."""
    files = contents(folder)
    return {name: files[name] for name in files if not name.endswith("manifest.json")}


def command(*arguments):
    """``fz`` as a process, run by the Python that runs the tests."""
    return [sys.executable, "-m", "fzlib", *map(os.fspath, arguments)]


def environment(**changes):
    """Ours, with output in UTF-8 on any console; None takes a variable out."""
    changed = {**os.environ, "PYTHONIOENCODING": "utf-8", **changes}
    return {name: value for name, value in changed.items() if value is not None}


def run(*arguments, cwd=ROOT, encoding="utf-8", **changes):
    """Run ``fz`` to its end: exit code, output and errors."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        encoding=encoding,
        check=False,
        timeout=300,
    )


def started(arguments, **changes):
    """A command at work, to be interrupted."""
    return subprocess.Popen(
        arguments,
        cwd=ROOT,
        env=environment(**changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=None if sys.platform == "win32" else interruptible,
    )


def interruptible():
    """A shell that runs the tests in the background has children ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def report(data, of, out, *, step=lambda name: None, **options):
    """The report of a request in these words, made from this very process."""
    return reports.report(Request(data, parse_any(str(of)), out, **options), step)


def here(calls, jobs, *, step=lambda number, name: None, **_):
    """In place of processes: the calls one after the other, each when it is their turn."""
    for number, call in enumerate(calls):
        ended = Future()
        try:
            ended.set_result(call(partial(step, number)))
        except BaseException as error:
            ended.set_exception(error)
        yield number, ended


def without_processes(monkeypatch, run=None):
    """Reports without a kernel, in this very process, where the test can reach them."""
    monkeypatch.setattr(reports, "run", run or run_quickly)
    monkeypatch.setattr(processes, "completed", here)
    monkeypatch.setattr(processes, "prepare", lambda: None)


def run_quickly(path, output, parameters, **_):
    """In place of a run of a notebook: its tables, and an executed notebook of two lines."""
    given = (parameters["data"], parameters["period"])
    rules = parameters["rules"]
    if path.stem == "monthly":
        fz.save(fz.score(fz.load(*given, rules=rules)), parameters["out"])
    elif path.stem in ("quarterly", "annual"):
        cards = fz.score_all(fz.load_all(*given, rules=rules))
        fz.save_result(fz.result(cards, given[1]), parameters["out"])
    title = " ".join([path.stem, given[1], parameters.get("county", "")])
    if path.stem == "targets":
        read = load_goals(*given, rules=rules, kept=parameters["kept"])
        fz.save_progress(read.goals, parameters["out"])
        title += str(read.files)
    if path.stem == "enterprises":
        inputs = fz.load_enterprises(*given, rules=rules, kept=parameters["kept"])
        fz.save_enterprises(inputs, parameters["out"])
        title += "、".join(row.name for row in inputs.enterprises.frame.rows)
    foot = v4.new_markdown_cell(parameters["release"], metadata={"tags": ["footer"]})
    made = v4.new_notebook(cells=[v4.new_markdown_cell(f"# {title}"), foot])
    nbformat.write(made, output)
    return made


def publish(folder, make, periods):
    """A city that ``make`` puts into a folder, and its reports beside it, in ``out``."""
    city = make(folder / "city")
    with pytest.MonkeyPatch.context() as patch:
        without_processes(patch)
        for period in periods:
            report(city, period, folder / "out")
    return folder


def copied_with_reports(published, folder):
    """A copy of a city that `publish` made, and of its reports beside it."""
    shutil.copytree(published / "out", folder / "out")
    return Path(shutil.copytree(published / "city", folder / "city"))
