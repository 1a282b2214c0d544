"""What a period's evidence lacks: amounts and codes that are blank, numbers nobody reported."""

from __future__ import annotations

from fzlib.analysis.goals.blanks import left_out
from fzlib.errors import Place, ProblemLog, listing
from fzlib.goals.actuals import Reported, Tally
from fzlib.intake.goals.year_goals import YearGoals
from fzlib.scoring.periods import Period


def warn_blanks(year: YearGoals, period: Period, log: ProblemLog) -> None:
    """A hint for each column of a file in which an entry that a task takes in this period has none.

    It stands at the first cell of it and names the others' keys.
    """
    blanks: dict[tuple[str, str], dict[Place, str]] = {}
    names: dict[tuple[str, str], dict[str, None]] = {}
    for each in left_out(year.document, period, year.registers):
        assert isinstance(each.task.actual, Tally)
        register = year.document.registers[each.task.actual.register]
        for entry in each.entries:
            at = entry.place.file, each.column
            blanks.setdefault(at, {})[entry.place] = entry.text(register.key)
            names.setdefault(at, {})[register.name] = None
    for (file, column), entries_without in blanks.items():
        keys = listing(dict.fromkeys(entries_without.values()))
        what = f"应计入的条目“{column}”为空白，未计入：{keys}"
        first = next(iter(entries_without))
        matter = f"{listing(names[file, column])}{what}"
        log.warn(first, what, "补填", kind="figure.absent", matter=matter)


def warn_unreported(
    year: YearGoals, period: Period, city: str, counties: tuple[str, ...], log: ProblemLog
) -> None:
    """A hint for each name that a task needs in this period and that some have not reported.

    It stands at the first blank cell, else at the file; without a file it has been told.
    """
    if not year.figures_label:
        return
    document = year.document
    absent: dict[tuple[Period, str], dict[str, None]] = {}
    for task in document.tasks:
        if not isinstance(task.actual, Reported) or not task.has_begun(period):
            continue
        at = task.cycle.at(period)
        owed = [name for name in counties if name not in task.exempt]
        regions = [city, *owed] if document.has_counties(task) else [city]
        for name in task.actual.names:
            for region in regions:
                if (at, region, name) not in year.figures:
                    absent.setdefault((at, name), {})[region] = None
    for (at, name), missing in absent.items():
        cells = (year.places.get((at, region, name)) for region in missing)
        place = next(filter(None, cells), Place(year.figures_label))
        what = f"{at} 没有报送“{name}”：{listing(missing)}"
        tasks = [task.name for task in document.needing(name)]
        matter = f"{listing(missing)}没有报送{at.label}“{listing(tasks)}”的数值"
        log.warn(place, what, "补报后填上", kind="figure.absent", matter=matter)
