"""The report of a month, quarter or year: inputs → notebooks → pages → folder."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from fzlib.errors import InputError, Place, Problem
from fzlib.paths import named
from fzlib.presentation.prose.datacheck import hints
from fzlib.publishing import kept_goals, manifests, processes, release
from fzlib.publishing.evidence import kept_before
from fzlib.publishing.material import Material
from fzlib.publishing.notebooks import DEAD, NotebookError, notebook_path, run, settle
from fzlib.publishing.release_id import release_id
from fzlib.publishing.request import (
    COUNTY_SHEET,
    CURRENT,
    DATACHECK,
    ENTERPRISES,
    TARGETS,
    WAITING,
    WRITTEN,
    Outcome,
    Request,
)
from fzlib.publishing.sheets import FOLDER, Sheets, published_sheets, sheets_of
from fzlib.publishing.standing import Standing, standing
from fzlib.scoring.periods import Period

AS_PUBLISHED = ("仍用发布时的", "--force 按现在的台账重做")
STEPS = {DATACHECK: "数据核对", TARGETS: "任务推进", ENTERPRISES: "运行分析"}
# as published: no folder of this machine
OWN_PARAMETERS = {"kept": "", "out": ""}
BESIDE_PARAMETERS: dict[str, dict[str, str]] = {
    DATACHECK: {},
    TARGETS: OWN_PARAMETERS,
    ENTERPRISES: OWN_PARAMETERS,
}


@dataclass(frozen=True)
class PageRequest:
    """A page to be made: by which notebook, told as which step, with what parameters of its own.

    ``name``: of its file, in the report's folder.
    """

    name: str
    notebook: str
    step: str
    parameters: dict[str, str]

    @property
    def is_recorded(self) -> bool:
        """Whether the notebook that was run, and the tables that it wrote, are published too."""
        return "out" in self.parameters

    def of_release(self, number: str) -> PageRequest:
        """The same, with the release's id on it."""
        return replace(self, parameters=self.parameters | {"release": number})


@dataclass(frozen=True)
class Plan:
    """What the folder will hold, against what stands there.

    ``standing``: of the report there. ``sheets``: those asked for and those it has. ``kept``:
    outputs that are up to date.
    ``pages``: those to be made; none where the report is up to date as a whole.
    """

    standing: Standing
    sheets: Sheets
    kept: frozenset[str]
    pages: tuple[PageRequest, ...]


def report(request: Request, step: processes.Step = lambda name: None) -> Outcome:
    """Write ``out/PERIOD/``; nothing is done where it is up to date, unless it is forced.

    Its notebooks are forked from this process, which has one thread (`processes`).

    Args:
        request: what is asked for. step: told the name of each step as it begins.

    Raises:
        InputError: the inputs are wrong, or changed while the notebook ran. NotebookError: the
            notebook failed. Refused: the folder is not ours to write, or another run is writing
            it and is not to be waited for. PeriodError.
    """
    material = Material(request)
    outcome = look(material, step)
    if outcome.status == CURRENT:
        return outcome
    waited: list[str] = []

    def waiting() -> None:
        waited.append(WAITING)
        step(WAITING)

    with release.writer(request.folder, wait=request.wait, waiting=waiting):
        if waited:
            material = Material(request)
            outcome = look(material, step)
        if outcome.status == WRITTEN:
            touched = kept_before(request.folder)
            outcome = replace(outcome, warnings=(*outcome.warnings, *touched))
            try:
                _write(material, step)
            except release.Unsettled as error:
                return _unsettled(outcome, error)
    return outcome


def _write(material: Material, step: processes.Step) -> None:
    """Stage the report, and put it in place."""
    started, clock = datetime.now(UTC), time.monotonic()
    request = material.request
    with release.staged(request.folder) as stage:
        plan = _plan(material)  # another run may have written it meanwhile
        release.copy(request.folder, stage, plan.kept)
        number = _id(material, plan)
        pages = [page.of_release(number) for page in plan.pages]
        _make_pages(replace(request, kept=material.kept), stage, pages, step)
        if not plan.kept and material.goals:
            kept_goals.keep(material.goals, stage)
        _check_unchanged(material, plan)
        _check_tables(material, stage, plan)
        seconds = round(time.monotonic() - clock, 2)
        times = {"started": started.isoformat(timespec="seconds"), "seconds": seconds}
        basis = {**plan.standing.basis, FOLDER: plan.sheets.entry}
        manifests.write_manifest(stage, basis, times, release=number, files=material.files)


def _unsettled(outcome: Outcome, error: release.Unsettled) -> Outcome:
    """Written all the same: what it told is why it may not last, or only a warning."""
    if error.serious:
        return replace(outcome, reason=str(error))
    place = Place(str(outcome.request.period))
    warning = Problem(place, f"已发布，但{error}", kind="file.existing")
    return replace(outcome, warnings=(*outcome.warnings, warning))


def look(material: Material, step: processes.Step) -> Outcome:
    """What will have come of it; nothing is written yet, nor will be where it is up to date.

    Raises:
        As `report`, but for NotebookError.
    """
    step("读取检查")
    request = material.request
    release.check_replaceable(request.folder)
    plan = _plan(material)
    # of a quarter or year the inputs' warnings alone: the rest was told with its months
    earlier = material.earlier if isinstance(request.period, Period) else ()
    warnings = [hint for inputs in material.inputs for hint in hints(inputs, earlier)]
    since = plan.standing.since
    if not since and material.goals:
        warnings += material.goals.warnings
    if not plan.kept and material.enterprises:  # of what is up to date none are read
        warnings += material.enterprises.warnings
    sheets = plan.sheets.pages.items()
    pages = [
        f"{request.name}.html",
        *(f"{name}.html" for name in _beside(material, plan.standing) if name != DATACHECK),
        *(page for county, page in sheets if county in request.counties),
    ]
    return Outcome(
        request,
        WRITTEN if plan.pages else CURRENT,
        pages=tuple(request.folder / page for page in pages),
        warnings=(
            *warnings,
            *kept_goals.told(since, *AS_PUBLISHED),
            *release.remarks(request.folder),
        ),
    )


def _plan(material: Material) -> Plan:
    request = material.request
    stands = standing(material)
    had = published_sheets(request.folder)
    sheets = sheets_of(material, (*had.counties, *request.counties))
    kept = frozenset[str]()
    if stands.is_current and not request.force:
        kept = frozenset(manifests.manifest(request.folder)["outputs"])
        if had.basis != sheets.basis:
            kept -= {*sheets.pages.values()}
    pages = [
        PageRequest(f"{request.name}.html", request.name, "运行笔记本", OWN_PARAMETERS),
        *(
            PageRequest(f"{name}.html", name, STEPS[name], BESIDE_PARAMETERS[name])
            for name in _beside(material, stands)
        ),
        *(
            PageRequest(page, COUNTY_SHEET, f"分析单 {county}", {"county": county})
            for county, page in sheets.pages.items()
        ),
    ]
    return Plan(stands, sheets, kept, tuple(page for page in pages if page.name not in kept))


def _beside(material: Material, stands: Standing) -> tuple[str, ...]:
    goals, enterprises = bool(stands.basis["goals"]), material.has_enterprises
    return material.request.beside(goals=goals, enterprises=enterprises)


def _make_pages(
    request: Request, stage: Path, pages: Sequence[PageRequest], step: processes.Step
) -> None:
    """Each in a process of its own; the first that fails, in their order, is told."""
    for number, outcome in processes.completed(
        [partial(make_page, request, stage, page) for page in pages],
        request.jobs,
        start=processes.FORKED,
        in_order=True,
        step=lambda _, name: step(name),
    ):
        try:
            outcome.result()
        except processes.Died as error:
            raise NotebookError(f"{pages[number].notebook}.ipynb：{DEAD}（{error}）") from error


def make_page(request: Request, stage: Path, page: PageRequest, step: processes.Step) -> None:
    """Run its notebook and render it, in this process, which is the notebook's alone."""
    from fzlib.publishing.libraries import nbformat
    from fzlib.publishing.libraries import page as template

    step(page.step)
    published = request.parameters | page.parameters
    given = published | {"data": str(request.data), "rules": str(request.rules or "")}
    if "kept" in given:
        given["kept"] = str(request.kept or "")
    target = stage / page.name
    record = release.scratch_folder(request.folder) / page.notebook / f"{target.stem}.ipynb"
    if page.is_recorded:
        record = target.with_suffix(".ipynb")
        given["out"] = str(stage.resolve())
    for file in (record, target):
        file.parent.mkdir(exist_ok=True)
    executed = run(notebook_path(page.notebook), record, given, kernel=request.kernel)
    if page.notebook == request.name:
        step("生成网页")
    settle(executed, published)
    record.write_bytes((nbformat.writes(executed) + "\n").encode())
    target.write_bytes(template.render(executed).encode())


def _id(material: Material, plan: Plan) -> str:
    """Of the release that stands, where only sheets are added to it; else of what is computed."""
    standing_id = manifests.manifest(material.request.folder).get("id", "") if plan.kept else ""
    return standing_id or release_id(
        plan.standing.basis, material.tables | material.progress | material.of_enterprises
    )


def _check_tables(material: Material, stage: Path, plan: Plan) -> None:
    """The notebooks' tables are, byte for byte, those computed here."""
    tables = {
        material.request.name: material.tables,
        TARGETS: material.progress,
        ENTERPRISES: {} if plan.kept else material.of_enterprises,
    }
    for notebook, files in tables.items():
        for name, content in files.items():
            if (stage / name).read_bytes() != content:
                what = f"{notebook}.ipynb 写出的 {name} 与直接计算的不同"
                raise NotebookError(f"{what}，没有发布")


def _check_unchanged(material: Material, plan: Plan) -> None:
    """The notebooks scored the very inputs that were checked."""
    again = Material(material.request)
    sheets = sheets_of(again, plan.sheets.counties)
    if standing(again).basis != plan.standing.basis or sheets != plan.sheets:
        place = Place(named(material.request.data))
        what, mend = "输入文件在运行中被改动", "确认数据后重新运行"
        raise InputError([Problem(place, what, mend, kind="file.changed")])
