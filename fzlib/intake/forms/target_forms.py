"""Blank workbooks of a year's tasks: 任务分解, and the numbers that are only reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fzlib.errors import listing
from fzlib.goals.actuals import Reported
from fzlib.goals.columns import NUMBER
from fzlib.goals.tasks import COUNTY, Document, Task
from fzlib.intake.forms.list_form import KEY, REQUIRED, FormColumn, ListForm
from fzlib.intake.goals.figures_file import FIGURE, FIGURES_STEM, NAME, PERIOD, REGION
from fzlib.intake.goals.row_regions import assessed
from fzlib.intake.goals.split_file import TARGET, TASK
from fzlib.scoring.periods import Year
from fzlib.scoring.regions import CITY, Region
from fzlib.scoring.rounding import plain


def split_form(document: Document, regions: Sequence[Region]) -> bytes:
    """任务分解: a row a task and county, with the targets that are set already.

    Of the tasks that are split; where none is, of those of the city with a schedule that can be
    handed out: no rates, and none of fewer than there are counties.
    """
    counties = assessed(regions)
    tasks = [task for task in document.tasks if document.is_split(task)]
    tasks = tasks or [t for t in document.tasks if _can_be_split(t, len(counties))]
    set_already = {key: plain(target) for key, target in document.targets.items()}
    rows = [
        [task.code, region, set_already.get((task.code, region), "")]
        for task in tasks
        for region in counties
    ]
    place = f"targets/{document.year}"
    columns = [
        FormColumn(TASK, "任务的代号，见下。", KEY, width=22),
        FormColumn(REGION, "参加考评的县（市）区。", KEY),
        FormColumn(TARGET, "数字，单位与任务相同；不分解的删去这一行。", REQUIRED, NUMBER),
    ]
    notes = [
        *((task.code, _meaning(task)) for task in tasks),
        ("下一步", _next(f"{document.year}.xlsx --as 任务分解", place)),
    ]
    return ListForm(f"{document.year}年任务分解", columns, notes, rows).content()


def figures_form(document: Document, regions: Sequence[Region]) -> bytes:
    """The reported numbers of a year: a row a period, region and number.

    Of a county task each county and the city, of others the city alone.
    """
    own = {name: tuple(_regions(document, name, regions)) for name in document.figures}
    rows = [
        [str(period), region, name, ""]
        for period in Year(document.year).periods
        for name, names in own.items()
        for region in names
    ]
    columns = [
        FormColumn(PERIOD, "月份，写作 2023-05；1—2月写作 2023-02。", KEY),
        FormColumn(REGION, "全市的数单独报，不由各县（市）区相加。", KEY),
        FormColumn(NAME, "数的代号，见下。", KEY, width=22),
        FormColumn(FIGURE, "数字，本周期开始到当期末的累计数；没有数就空着。", REQUIRED, NUMBER),
    ]
    notes = [
        *((name, f"{'；'.join(_uses(document, name))}。") for name in own),
        ("下一步", _next("figures.xlsx", FIGURES_STEM)),
    ]
    return ListForm(f"{document.year}年任务数值", columns, notes, rows).content()


def _can_be_split(task: Task, counties: int) -> bool:
    is_of_city = task.of != COUNTY and task.has_schedule and task.unit != "%"
    return is_of_city and task.target is not None and task.target >= counties


def _uses(document: Document, figure: str) -> Iterator[str]:
    """What a number is of its tasks: it alone with its unit, or which part of a rate."""
    parts: dict[str, list[str]] = {}
    for task in document.needing(figure):
        assert isinstance(task.actual, Reported)
        if not task.actual.of:
            part = f"的数，单位{task.unit}"
        else:
            part = "的分子" if figure == task.actual.figure else "的分母"
        parts.setdefault(part, []).append(f"“{task.name}”")
    yield from (f"{listing(names)}{part}" for part, names in parts.items())


def _meaning(task: Task) -> str:
    whole = "" if task.target is None else f"，全市目标{plain(task.target)}{task.unit}"
    return f"{task.name}，单位{task.unit}{whole}。"


def _regions(document: Document, figure: str, regions: Sequence[Region]) -> Iterator[str]:
    """The city, and the counties to which a task with this number applies."""
    of_counties = [task for task in document.needing(figure) if document.has_counties(task)]
    yield from (region.name for region in regions if region.kind == CITY)
    for region in assessed(regions):
        if any(region not in task.exempt for task in of_counties):
            yield region


def _next(file: str, place: str) -> str:
    return f"填好后检查：fz check {file}；没有要改的就放到 {place}.xlsx。"
