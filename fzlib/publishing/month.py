"""The monthly report of one period: inputs → notebook → page → folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fzlib.desk import load, named, resolve, root, score
from fzlib.errors import InputError, Place, Problem
from fzlib.intake.folder import PeriodInputs
from fzlib.publishing import files, release
from fzlib.publishing.notebooks import NotebookError, run, settle

NOTEBOOK = "monthly"
FILES = ("monthly.html", "monthly.ipynb", "scores.csv", "ranking.csv", "scores.xlsx")


def notebook_path() -> Path:
    """notebooks/monthly.ipynb of the project; outside any, the one a wheel carries."""
    name = Path("notebooks") / f"{NOTEBOOK}.ipynb"
    ours = root() / name
    return ours if ours.is_file() else Path(__file__).resolve().parent.parent / name


def report_month(
    data: Path,
    period: str,
    out: Path,
    *,
    rules: Path | None = None,
    force: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[Path, PeriodInputs, bool]:
    """Write ``out/PERIOD/``; nothing is done where it is up to date, unless ``force``.

    Args:
        data: the data folder. out: the folder that holds the periods' folders. rules: a rule
            book in place of the folder's. step: told the name of each step as it begins.

    Returns:
        The folder, the inputs with their warnings, and whether it was written.

    Raises:
        InputError: the inputs are wrong, or changed while the notebook ran. NotebookError: the
            notebook failed. Busy: another run is writing the folder. PeriodError.
    """
    step("读取检查")
    started, clock = datetime.now(UTC), time.monotonic()
    data, rules = resolve(data), rules and resolve(rules)
    inputs = load(data, period, rules=rules)
    final = out / str(inputs.panel.period)
    # as published: no folder of this machine, and running it again overwrites no report
    parameters = {"period": str(inputs.panel.period), "data": named(data)}
    parameters |= {"rules": named(rules) if rules else "", "out": ""}
    basis = _basis(inputs, parameters)
    if not force and release.is_current(final, basis):
        return final, inputs, False
    with release.staged(final) as stage:
        step("运行笔记本")
        here = {"data": str(data), "rules": str(rules or ""), "out": str(stage.resolve())}
        executed = run(notebook_path(), stage / f"{NOTEBOOK}.ipynb", parameters | here)
        step("生成网页")
        _check(stage, inputs, data, rules)
        settle(executed, parameters)
        _write_pages(stage, executed)
        seconds = round(time.monotonic() - clock, 2)
        release.write_manifest(
            stage, basis, {"started": started.isoformat(timespec="seconds"), "seconds": seconds}
        )
    return final, inputs, True


def _basis(inputs: PeriodInputs, parameters: dict[str, str]) -> dict[str, Any]:
    """All that the report depends on."""
    return {
        "period": str(inputs.panel.period),
        "parameters": parameters,
        "rulebook": {"title": inputs.book.title, "source": inputs.book.source},
        "readings": dict(inputs.book.readings.items()),
        "inputs": _hashes(inputs),
        "warnings": [str(warning) for warning in inputs.warnings],
        "notebook": release.sha256(notebook_path()),
        "code": release.code_digest(),
        "versions": release.versions(),
    }


def _hashes(inputs: PeriodInputs) -> dict[str, str]:
    """Of every file read, the previous period's too."""
    before = inputs.previous.files if inputs.previous else ()
    return {file.label: file.sha256 for file in sorted((*before, *inputs.files), key=str)}


def _check(stage: Path, inputs: PeriodInputs, data: Path, rules: Path | None) -> None:
    """The notebook scored the very inputs that were checked, and to the same bytes."""
    again = load(data, inputs.panel.period, rules=rules)
    if (_hashes(again), again.warnings) != (_hashes(inputs), inputs.warnings):
        changed = [Problem(Place(named(data)), "输入文件在运行中被改动", "确认数据后重新运行")]
        raise InputError(changed)
    if (stage / "scores.csv").read_bytes() != files.csv_bytes(files.scores_rows(score(inputs))):
        raise NotebookError(f"{NOTEBOOK}.ipynb 写出的得分与直接计算的不同，没有发布")


def _write_pages(stage: Path, executed: Any) -> None:
    import nbformat

    from fzlib.publishing.page import render

    text = nbformat.writes(executed) + "\n"
    (stage / f"{NOTEBOOK}.ipynb").write_bytes(text.encode())
    (stage / f"{NOTEBOOK}.html").write_bytes(render(executed).encode())
