"""The report of a month, quarter or year: inputs → notebooks → pages → folder."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from fzlib.errors import InputError, Place, Problem
from fzlib.paths import named
from fzlib.presentation.prose.datacheck import hints
from fzlib.publishing import processes, release
from fzlib.publishing.material import Material
from fzlib.publishing.notebooks import DEAD, NotebookError, notebook_path, run, settle
from fzlib.publishing.request import COUNTY, Request
from fzlib.publishing.sheets import FOLDER, Sheets, published_sheets, sheets_of


@dataclass(frozen=True)
class Made:
    """What a run made: the folder, the pages asked for, what there is to tell, and if it wrote."""

    folder: Path
    pages: tuple[Path, ...]
    warnings: tuple[Problem, ...]
    written: bool


@dataclass(frozen=True)
class Published:
    """What stands in the folder, against what it would be made from now.

    ``sheets``: those asked for and those it has. ``current``: the report is up to date; ``keeps``:
    so are the sheets it has; ``whole``: it has them all.
    """

    sheets: Sheets
    current: bool
    keeps: bool
    whole: bool


def report(request: Request, step: Callable[[str], None] = lambda name: None) -> Made:
    """Write ``out/PERIOD/``; nothing is done where it is up to date, unless it is forced.

    Its notebooks are forked from this process, which has one thread (`processes`).

    Args:
        request: what is asked for. step: told the name of each step as it begins.

    Raises:
        InputError: the inputs are wrong, or changed while the notebook ran. NotebookError: the
            notebook failed. Refused: the folder is not ours to write, or another run is writing
            it. PeriodError.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    material = Material(request)
    made = look(material, step)
    if not made.written:
        return made
    with release.staged(request.folder) as stage:
        standing = _standing(material)  # another run may have written it meanwhile
        kept = standing.current and not request.force
        if kept:
            release.copy(request.folder, stage, release.manifest(request.folder)["outputs"])
        _make_pages(request, list(_pages(request, standing, stage, kept=kept)), step)
        _check_unchanged(material, standing.sheets)
        if not kept:
            _check_tables(material, stage)
        seconds = round(time.monotonic() - clock, 2)
        times = {"started": started.isoformat(timespec="seconds"), "seconds": seconds}
        release.write_manifest(stage, material.basis | {FOLDER: standing.sheets.entry}, times)
    return made


def look(material: Material, step: Callable[[str], None]) -> Made:
    """What will have been made of it; nothing is written yet, nor will be where it is up to date.

    Raises:
        As `report`, but for NotebookError.
    """
    step("读取检查")
    request = material.request
    release.check_replaceable(request.folder)
    _ = material.basis
    standing = _standing(material)
    # without earlier periods, as a quarter has none here, they are the inputs' warnings alone
    told = [hint for inputs in material.inputs for hint in hints(inputs, material.earlier)]
    files = standing.sheets.files().items()
    pages = [
        f"{request.name}.html",
        *(page for county, page in files if county in request.counties),
    ]
    return Made(
        request.folder,
        tuple(request.folder / page for page in pages),
        (*told, *release.remarks(request.folder)),
        written=request.force or not standing.whole,
    )


def _standing(material: Material) -> Published:
    request = material.request
    had = published_sheets(request.folder)
    sheets = sheets_of(material, (*had.counties, *request.counties))
    current = release.is_current(request.folder, material.basis)
    keeps = current and had.basis == sheets.basis
    return Published(sheets, current, keeps, keeps and had.counties == sheets.counties)


@dataclass(frozen=True)
class PageRequest:
    """A page to be made: by which notebook, told as which step, with what parameters of its own."""

    file: Path
    notebook: str
    step: str
    parameters: dict[str, str]


def _pages(
    request: Request, standing: Published, stage: Path, *, kept: bool
) -> Iterator[PageRequest]:
    """The report's own page and those beside it, where they are not kept; then county sheets."""
    if not kept:
        yield PageRequest(stage / f"{request.name}.html", request.name, "运行笔记本", {"out": ""})
        for name in request.beside:
            yield PageRequest(stage / f"{name}.html", name, "数据核对", {})
    for county, name in standing.sheets.files().items():
        if not (standing.keeps and (stage / name).is_file()):
            yield PageRequest(stage / name, COUNTY, f"分析单 {county}", {"county": county})


def _make_pages(
    request: Request, pages: Sequence[PageRequest], step: Callable[[str], None]
) -> None:
    """Each in a process of its own; the first that fails, in their order, is told."""
    for number, outcome in processes.completed(
        [partial(make_page, request, page) for page in pages],
        request.jobs,
        start=processes.FORKED,
        in_order=True,
        step=lambda _, name: step(name),
    ):
        try:
            outcome.result()
        except processes.Died as error:
            raise NotebookError(f"{pages[number].notebook}.ipynb：{DEAD}（{error}）") from error


def make_page(request: Request, page: PageRequest, step: Callable[[str], None]) -> None:
    """Run its notebook and render it, in this process, which is the notebook's alone."""
    from fzlib.publishing.libraries import nbformat
    from fzlib.publishing.libraries import page as template

    step(page.step)
    published = request.parameters | page.parameters
    given = published | {"data": str(request.data), "rules": str(request.rules or "")}
    scratch = release.scratch_folder(request.folder).resolve()
    tempfile.tempdir = str(scratch)  # a kernel of Jupyter's that is interrupted leaves a file there
    record = scratch / page.notebook / f"{page.file.stem}.ipynb"
    if page.notebook == request.name:  # its record and tables are published too
        record = page.file.with_suffix(".ipynb")
        given["out"] = str(page.file.parent.resolve())
    for file in (record, page.file):
        file.parent.mkdir(exist_ok=True)
    executed = run(notebook_path(page.notebook), record, given, kernel=request.kernel, typed=False)
    if page.notebook == request.name:
        step("生成网页")
    settle(executed, published)
    record.write_bytes((nbformat.writes(executed) + "\n").encode())
    page.file.write_bytes(template.render(executed).encode())


def _check_tables(material: Material, stage: Path) -> None:
    """The notebook's tables are, byte for byte, those computed here."""
    for name, content in material.tables.items():
        if (stage / name).read_bytes() != content:
            notebook = f"{material.request.name}.ipynb"
            raise NotebookError(f"{notebook} 写出的 {name} 与直接计算的不同，没有发布")


def _check_unchanged(material: Material, sheets: Sheets) -> None:
    """The notebooks scored the very inputs that were checked."""
    again = Material(material.request)
    if again.basis != material.basis or sheets_of(again, sheets.counties) != sheets:
        place = Place(named(material.request.data))
        what, mend = "输入文件在运行中被改动", "确认数据后重新运行"
        raise InputError([Problem(place, what, mend, kind="file.changed")])
