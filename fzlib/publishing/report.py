"""The report of a month, quarter or year: inputs → notebook → page → folder."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fzlib.errors import InputError, Place, Problem
from fzlib.paths import named, resolve
from fzlib.presentation.prose.datacheck import hints
from fzlib.publishing import kernels, release
from fzlib.publishing.job import COUNTY, SHEETS, Job, Sheets, notebook_path, sheets_of
from fzlib.publishing.notebooks import NotebookError, run, settle
from fzlib.scoring.periods import Period, Quarter, Year


@dataclass(frozen=True)
class Made:
    """What a run made: the folder, the pages asked for, what there is to tell, and if it wrote."""

    folder: Path
    pages: tuple[Path, ...]
    warnings: tuple[Problem, ...]
    written: bool


def report(
    data: Path,
    of: Period | Quarter | Year,
    out: Path,
    *,
    rules: Path | None = None,
    counties: Sequence[str] = (),
    force: bool = False,
    kernel: str | None = None,
    jobs: int = 1,
    step: Callable[[str], None] = lambda _: None,
) -> Made:
    """Write ``out/PERIOD/``; nothing is done where it is up to date, unless ``force``.

    Args:
        data: the data folder. of: month, quarter or year. out: the folder that holds the
            periods' folders. rules: a rule book in place of the folder's. counties: sheets to
            add to a month's report; those it has already are kept up to date with it.
            kernel: what the notebooks run in, one of kernels.KINDS; None is the usual one.
            jobs: county sheets at a time. step: told the name of each step as it begins.

    Raises:
        InputError: the inputs are wrong, or changed while the notebook ran. NotebookError: the
            notebook failed. Refused: the folder is not ours to write, or another run is writing
            it. PeriodError.
    """
    step("读取检查")
    started, clock = datetime.now(UTC), time.monotonic()
    final = out / str(of)
    release.check_replaceable(final)
    job = Job(resolve(data), of, rules and resolve(rules))
    if force or not release.manifest(final):
        kernels.start(kernel)  # it imports while we read
    basis = job.basis
    there = _there(job, final, counties)
    # without earlier periods, as a quarter has none here, they are the inputs' warnings alone
    told = [hint for one in job.inputs for hint in hints(one, job.earlier)]
    warnings = (*told, *release.remarks(final))
    files = there.sheets.files().items()
    pages = [f"{job.name}.html", *(file for county, file in files if county in counties)]
    made = Made(final, tuple(final / page for page in pages), warnings, written=True)
    if there.whole and not force:
        return Made(final, made.pages, warnings, written=False)
    kernels.start(kernel)

    passing = release.scratch_folder(final)
    with release.staged(final) as stage:
        there = _there(job, final, counties)  # another run may have written it meanwhile
        sheets = there.sheets
        if there.current and not force:
            release.copy(final, stage, release.manifest(final)["outputs"])
        else:
            step("运行笔记本")
            _make_report(job, stage, kernel, step)
            for name in job.beside:
                step("数据核对")
                _make_page(job, name, stage / f"{name}.html", passing, kernel)
            _check_unchanged(job, Sheets())
            _check_tables(job, stage)
        wanted = [
            (county, stage / file)
            for county, file in sheets.files().items()
            if not (there.keeps and (stage / file).is_file())
        ]
        _make_sheets(job, wanted, passing, kernel, jobs, step)
        if sheets.counties:
            _check_unchanged(job, sheets)
        seconds = round(time.monotonic() - clock, 2)
        times = {"started": started.isoformat(timespec="seconds"), "seconds": seconds}
        release.write_manifest(stage, basis | {SHEETS: _entry(sheets)}, times)
    return made


@dataclass(frozen=True)
class There:
    """What stands in the folder, against what it would be made from now.

    ``sheets``: those asked for and those it has. ``current``: the report is up to date; ``keeps``:
    so are the sheets it has; ``whole``: it has them all.
    """

    sheets: Sheets
    current: bool
    keeps: bool
    whole: bool


def _there(job: Job, final: Path, counties: Sequence[str]) -> There:
    had = sheets_there(final)
    sheets = sheets_of(job, (*had.counties, *counties))
    current = release.is_current(final, job.basis)
    keeps = current and had.basis == sheets.basis
    return There(sheets, current, keeps, keeps and had.counties == sheets.counties)


def sheets_there(final: Path) -> Sheets:
    """The sheets that the report there is has, by its manifest."""
    found = release.manifest(final).get(SHEETS, {})
    try:
        return Sheets(tuple(found["counties"]), dict(found["basis"]))
    except (TypeError, LookupError, ValueError):
        return Sheets()  # none, or no manifest of ours


def _entry(sheets: Sheets) -> dict[str, Any]:
    return {"counties": list(sheets.counties), "basis": dict(sheets.basis)}


def _make_report(job: Job, stage: Path, kernel: str | None, step: Callable[[str], None]) -> None:
    """Run the notebook into the stage: its tables, the executed notebook, the page."""
    published = job.parameters | {"out": ""}
    here = _here(job) | {"out": str(stage.resolve())}
    notebook = stage / f"{job.name}.ipynb"
    executed = run(notebook_path(job.name), notebook, published | here, kernel=kernel, typed=False)
    step("生成网页")
    settle(executed, published)
    _write(executed, notebook, stage / f"{job.name}.html")


def _check_tables(job: Job, stage: Path) -> None:
    """The notebook's tables are, byte for byte, those computed here."""
    for name, content in job.tables.items():
        if (stage / name).read_bytes() != content:
            raise NotebookError(f"{job.name}.ipynb 写出的 {name} 与直接计算的不同，没有发布")


def _make_sheets(
    job: Job,
    wanted: Sequence[tuple[str, Path]],
    passing: Path,
    kernel: str | None,
    jobs: int,
    step: Callable[[str], None],
) -> None:
    """County sheets, ``jobs`` at a time where processes can be forked."""
    if jobs == 1 or len(wanted) < 2 or kernels.usable(kernel) == kernels.STOCK:
        for county, page in wanted:
            step(f"分析单 {county}")
            _make_page(job, COUNTY, page, passing, kernel, county=county)
        return
    step(f"分析单 {len(wanted)} 份")
    with ThreadPoolExecutor(jobs) as threads:
        made = [
            threads.submit(_make_page, job, COUNTY, page, passing, kernel, county=county)
            for county, page in wanted
        ]
        try:
            for one in made:
                one.result()
        except BaseException:  # a failure, or Ctrl-C: what has not begun need not
            threads.shutdown(wait=False, cancel_futures=True)
            raise


def _make_page(
    job: Job, name: str, page: Path, passing: Path, kernel: str | None, **more: str
) -> None:
    """Run a notebook aside, with ``more`` parameters; only its page goes into the folder."""
    published = job.parameters | more
    page.parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=passing) as aside:
        notebook = Path(aside) / f"{name}.ipynb"
        executed = run(
            notebook_path(name), notebook, published | _here(job), kernel=kernel, typed=False
        )
        settle(executed, published)
        _write(executed, notebook, page)


def _here(job: Job) -> dict[str, str]:
    """Parameters as this machine needs them for the run."""
    return {"data": str(job.data), "rules": str(job.rules or "")}


def _write(executed: Any, notebook: Path, page: Path) -> None:
    from fzlib.publishing.libraries import nbformat
    from fzlib.publishing.libraries import page as pages

    notebook.write_bytes((nbformat.writes(executed) + "\n").encode())
    page.write_bytes(pages.render(executed).encode())


def _check_unchanged(job: Job, sheets: Sheets) -> None:
    """The notebooks scored the very inputs that were checked."""
    again = Job(job.data, job.of, job.rules)
    if again.basis != job.basis or sheets_of(again, sheets.counties) != sheets:
        changed = [Problem(Place(named(job.data)), "输入文件在运行中被改动", "确认数据后重新运行")]
        raise InputError(changed)
