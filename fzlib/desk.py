"""The analyst's desk: load a period, score it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from fzlib.analysis.enterprises.table import enterprise_figures
from fzlib.analysis.goals.grids import periods_needed
from fzlib.enterprises.frame import Frame
from fzlib.errors import InputError, ProblemLog
from fzlib.goals.actuals import OfEnterprises, Scored
from fzlib.goals.scored import scored_figures
from fzlib.intake import cache
from fzlib.intake.dataset_file import enterprise_settings
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.intake.folder import Folder
from fzlib.intake.goals.documents import tasks_of
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.intake.input_files import Files
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.paths import resolve
from fzlib.scoring.card import Card, Cards, make_card
from fzlib.scoring.periods import Period, PeriodError, Quarter, Year, parse_any
from fzlib.scoring.results import Result, result_of

T = TypeVar("T")

When = str | int | Period | Quarter | Year  # ``2023-05``, ``2023-Q2``, ``2023`` (2023 too)


def load(data: str | Path, period: When, *, rules: str | Path | None = None) -> PeriodInputs:
    """Read and check a period's inputs, the previous period's too where it is there.

    Args:
        data: the data folder. period: ``2023-05``. rules: another rule book ('' or None: the
            folder's own of that year).

    Raises:
        InputError: every problem at once, with file, sheet and cell. PeriodError: no such period.
    """
    month = Period.parse(str(period))  # looked at before the folder is
    return Folder(resolve(data)).load(month, rules=_path(rules))


def load_all(
    data: str | Path, period: When, *, rules: str | Path | None = None
) -> tuple[PeriodInputs, ...]:
    """The periods of a quarter or a year, or of the year up to a month, that have data.

    Args:
        data, rules: see load. period: ``2023-Q2``, ``2023``, or ``2023-05`` (2023-02 … 2023-05).

    Raises:
        InputError: every problem of every period at once. PeriodError: no such period.
    """
    of = parse_any(str(period))
    periods = of.so_far if isinstance(of, Period) else of.periods
    loaded = Folder(resolve(data)).load_all(periods, rules=_path(rules))
    if isinstance(of, Period) and loaded[-1].panel.period != of:
        # the figures of the month before are no answer: this says that its file is not there
        return (*loaded, load(data, of, rules=rules))
    return loaded


def load_quarter_before(
    data: str | Path, quarter: When, *, rules: str | Path | None = None
) -> tuple[PeriodInputs, ...]:
    """The periods of the quarter before, of the same year, that have data; of the first none.

    Args as `load`. Periods whose inputs are wrong are left out: they are only compared with.

    Raises:
        InputError: no such folder. PeriodError: no such quarter.
    """
    when = parse_any(str(quarter))
    if not isinstance(when, Quarter):
        raise PeriodError(f"“{quarter}”不是季度：季度写作 2023-Q1")
    before = when.previous.periods if when.previous else ()
    return Folder(resolve(data)).usable(before, rules=_path(rules))


def load_history(
    data: str | Path, period: When, *, rules: str | Path | None = None
) -> tuple[PeriodInputs, ...]:
    """The twelve latest periods before ``period`` that have data, of any year, oldest first.

    Args as `load`. Periods whose inputs are wrong are left out: they are only compared with.

    Raises:
        InputError: no such folder. PeriodError: no such period.
    """
    month = Period.parse(str(period))
    return Folder(resolve(data)).history(month, rules=_path(rules))


def load_goals(
    data: str | Path, period: When, *, rules: str | Path | None = None, kept: str | Path = ""
) -> GoalInputs | None:
    """The plan's tasks and what shows how far they are; None where targets/ has none of the year.

    Args:
        data, rules: see load. period: of a quarter or year its last period that has data.
        kept: a folder with the targets/ and registers/ that a release kept, read in place of the
            data folder's.

    Raises:
        InputError: every problem at once, of the scored data too, and of the period's enterprises
            where a task rests on them. PeriodError: no such period.
    """
    folder, of = Folder(resolve(data)), parse_any(str(period))
    own = resolve(kept) if kept else None
    if not folder.has_goals(of.year, kept=own):
        return None
    month = of if isinstance(of, Period) else _last_period(folder, of)
    log = ProblemLog()
    scored = _unless_wrong(log, lambda: folder.load(month, rules=_path(rules)))
    year = _unless_wrong(log, lambda: folder.year_goals(of.year, kept=own))
    tasks = year.document.tasks if year else tasks_of(own or folder.path, of.year)
    frames = _frames(folder, periods_needed(tasks, month, OfEnterprises), month, log)
    log.raise_if_any()
    assert scored is not None
    inputs = folder.goals(scored, kept=own)
    wanted = periods_needed(tasks, month, Scored) - {month}
    earlier = folder.usable(sorted(wanted), rules=_path(rules))
    figures = {
        key: value
        for each in (*earlier, scored)
        for key, value in scored_figures(score(each)).items()
    }
    settings = enterprise_settings(Files(folder.path), ProblemLog())
    enterprises = {
        key: value
        for frame in frames
        for key, value in enterprise_figures(frame, settings, inputs.goals.city).items()
    }
    return replace(inputs, goals=replace(inputs.goals, scored=figures, enterprises=enterprises))


def _frames(
    folder: Folder, periods: Iterable[Period], month: Period, log: ProblemLog
) -> list[Frame]:
    """The enterprises of those of the periods that have a file.

    What is wrong with that of ``month`` goes to ``log``; an earlier one that is wrong is left out,
    as an earlier month's figures are.
    """
    frames = []
    for period in filter(folder.has_enterprises, sorted(periods)):
        told = log if period == month else ProblemLog()
        read = _unless_wrong(told, partial(folder.frame, period))
        if read:
            frames.append(read.frame)
    return frames


def load_enterprises(
    data: str | Path, period: When, *, rules: str | Path | None = None, kept: str | Path = ""
) -> EnterpriseInputs | None:
    """A month's enterprises and all they are looked at beside; None where it has no file of them.

    Args:
        data, rules: see load. kept: see load_goals: the registers joined come from there.

    Raises:
        InputError: every problem at once, of the scored data too. PeriodError: no such period, or
            no month.
    """
    month = Period.parse(str(period))
    folder, own = Folder(resolve(data)), resolve(kept) if kept else None
    if not folder.has_enterprises(month):
        return None
    log = ProblemLog()
    scored = _unless_wrong(log, lambda: folder.load(month, rules=_path(rules)))
    _unless_wrong(log, lambda: folder.frame(month))
    if folder.has_goals(month.year, kept=own):
        _unless_wrong(log, lambda: folder.year_goals(month.year, kept=own))
    log.raise_if_any()
    assert scored is not None
    return folder.enterprises(scored, kept=own)


def _last_period(folder: Folder, of: Quarter | Year) -> Period:
    """The last period of a quarter or year that has data. InputError where none has."""
    with_file = [period for period in of.periods if period in folder.periods()]
    return with_file[-1] if with_file else folder.load_all(of.periods)[-1].panel.period


def _unless_wrong(log: ProblemLog, read: Callable[[], T]) -> T | None:
    """What is read; None where it is wrong: that goes to ``log``, so that all is told at once."""
    try:
        return read()
    except InputError as error:
        log.add(error)
        return None


def _path(rules: str | Path | None) -> Path | None:
    return resolve(rules) if rules else None


def score(inputs: PeriodInputs, /, **readings: str) -> Card:
    """Score a period, and the one before; readings (``floor="none"``) replace the rule book's.

    Raises:
        RequestError: no such reading.
    """
    how = tuple(sorted(readings.items()))
    return cache.CACHE.result((inputs,), how, lambda: _score(inputs, readings))


def _score(inputs: PeriodInputs, readings: Mapping[str, str], previous: Card | None = None) -> Card:
    if previous is None and inputs.previous:
        before = inputs.previous
        previous = make_card(before.panel, before.book.with_readings(**readings))
    return make_card(inputs.panel, inputs.book.with_readings(**readings), previous)


def score_all(inputs: Sequence[PeriodInputs], **readings: str) -> dict[Period, Card]:
    """Score several periods, each once; a card's ``previous`` is the period's before."""

    def score_each() -> dict[Period, Card]:
        cards: dict[Period, Card] = {}
        for each in inputs:
            period = each.panel.period
            before = cards.get(period.previous) if period.previous else None
            cards[period] = _score(each, readings, before) if before else score(each, **readings)
        return cards

    how = ("all", *sorted(readings.items()))
    return dict(cache.CACHE.result(tuple(inputs), how, score_each))


def result(cards: Cards, of: When) -> Result:
    """The quarter's or the year's result from its cards.

    Raises:
        PeriodError: neither a quarter nor a year. RequestError: no card of it.
    """
    when = parse_any(str(of))
    if isinstance(when, Period):
        raise PeriodError(f"“{of}”是月份：季度写作 2023-Q1，全年写作 2023")
    return result_of(cards, when)
