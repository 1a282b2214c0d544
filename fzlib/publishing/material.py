"""What a report is made of, read and checked once, and all that it depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fzlib.analysis.goals.grids import periods_needed
from fzlib.desk import (
    load,
    load_all,
    load_enterprises,
    load_goals,
    load_history,
    load_quarter_before,
    result,
    score,
    score_all,
)
from fzlib.errors import InputError, Problem, ProblemLog
from fzlib.goals.actuals import OfEnterprises
from fzlib.intake import used_rows
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.intake.folder import Folder
from fzlib.intake.goals.documents import tasks_of
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.intake.input_files import Files, regions_of
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.publishing import enterprise_basis, kept_goals, manifests, notebooks
from fzlib.publishing.notebooks import notebook_path
from fzlib.publishing.request import Request
from fzlib.publishing.score_files import csv_files, enterprise_files, progress_files
from fzlib.scoring.periods import AnyPeriod, Period, Quarter


@dataclass(frozen=True)
class Material:
    """A request's inputs, the tables they give, and its basis; each made when first asked for."""

    request: Request

    @cached_property
    def inputs(self) -> tuple[PeriodInputs, ...]:
        """Checked inputs of every period the report is about, the last one last."""
        request = self.request
        if isinstance(request.period, Period):
            return (load(request.data, request.period, rules=request.rules),)
        return load_all(request.data, request.period, rules=request.rules)

    @cached_property
    def past(self) -> Path | None:
        """The folder with the goals that an earlier report was published with, if it stays so."""
        return kept_goals.of_the_past(self.request)

    @property
    def kept(self) -> Path | None:
        """The folder that goals are read from in place of the data folder."""
        return self.request.kept or self.past

    @cached_property
    def goals(self) -> GoalInputs | None:
        """Checked goals of the last period; None where its year has none."""
        request = self.request
        kept = self.kept or ""
        return load_goals(request.data, request.period, rules=request.rules, kept=kept)

    @property
    def has_enterprises(self) -> bool:
        """Whether it is of a month that has a file of enterprises."""
        of = self.request.period
        return isinstance(of, Period) and Folder(self.request.data).has_enterprises(of)

    @cached_property
    def enterprises(self) -> EnterpriseInputs | None:
        """Checked enterprises of a month; None where there are none."""
        request = self.request
        if not isinstance(request.period, Period):
            return None
        kept = self.kept or ""
        return load_enterprises(request.data, request.period, rules=request.rules, kept=kept)

    def check(self) -> None:
        """Read all inputs.

        Raises:
            InputError: every problem at once, of the scored data, the goals and the enterprises.
        """
        problems: list[Problem] = []
        warnings: list[Problem] = []
        for read in (lambda: self.inputs, lambda: self.goals, lambda: self.enterprises):
            try:
                read()
            except InputError as error:
                problems += error.problems
                warnings += error.warnings
        if problems:
            raise InputError(dict.fromkeys(problems), dict.fromkeys(warnings))

    @cached_property
    def earlier(self) -> tuple[PeriodInputs, ...]:
        """Earlier periods that the figures of the first, or only, one are compared with."""
        request, first = self.request, self.inputs[0].panel.period
        return load_history(request.data, first, rules=request.rules)

    @cached_property
    def before(self) -> tuple[PeriodInputs, ...]:
        """The periods of the quarter that a quarter is compared with."""
        request = self.request
        if not isinstance(request.period, Quarter):
            return ()
        return load_quarter_before(request.data, request.period, rules=request.rules)

    @property
    def _periods(self) -> tuple[PeriodInputs, ...]:
        return (*self.before, *self.inputs, *self.earlier)

    @property
    def files(self) -> dict[str, str]:
        """Label → sha256 of the bytes of every file read for the scores, used or not."""
        periods = _with_previous(self._periods).values()
        return dict(sorted(file for each in periods for file in each.whole.items()))

    @cached_property
    def tables(self) -> dict[str, bytes]:
        """The CSV files as they must come out of the notebook."""
        if isinstance(self.request.period, Period):
            return csv_files(score(self.inputs[0]))
        return csv_files(result(score_all(self.inputs), self.request.period))

    @cached_property
    def progress(self) -> dict[str, bytes]:
        """The CSV file that must come out of the notebook of tasks, where that is run."""
        if not (self.goals and isinstance(self.request.period, Period)):
            return {}
        return progress_files(self.goals.goals)

    @cached_property
    def of_enterprises(self) -> dict[str, bytes]:
        """The files that must come out of the notebook of enterprises, where that is run."""
        return enterprise_files(self.enterprises) if self.enterprises else {}

    @property
    def _names(self) -> dict[str, str]:
        """Name or alias in regions.csv → its region: goals and enterprises may use any."""
        regions = regions_of(Files(self.request.data), ProblemLog())
        return {name: each.name for each in regions for name in (each.name, *each.aliases)}

    @property
    def enterprise_basis(self) -> dict[str, Any]:
        """Of enterprises in the manifest: neither they nor goals are read for it."""
        data, month = self.request.data, self.inputs[-1].panel.period
        tasks = tasks_of(self.kept or data, month.year)
        periods = periods_needed(tasks, month, OfEnterprises)
        if self.has_enterprises:
            periods |= {*month.so_far}
        return enterprise_basis.entry(data, periods)

    @cached_property
    def basis(self) -> dict[str, Any]:
        """All that the report depends on. Raises InputError: as `check`."""
        self.check()
        return self.basis_with(kept_goals.entry(self.goals))

    def basis_with(self, goals: Mapping[str, Any]) -> dict[str, Any]:
        """The same, of goals that a manifest has an entry of (none: it has no goals)."""
        request, book = self.request, self.inputs[-1].book
        beside = request.beside(goals=bool(goals), enterprises=self.has_enterprises)
        return {
            "period": str(request.period),
            "parameters": request.parameters,
            "rulebook": {"title": book.title, "source": book.source},
            "readings": dict(book.readings.items()),
            "dates": self.inputs[-1].panel.dataset.dates(request.period)._asdict(),
            "inputs": hashes(self._periods, request.period),
            "names": self._names if goals or self.has_enterprises else {},
            "goals": goals,
            "enterprises": self.enterprise_basis,
            "warnings": [str(warning) for each in self.inputs for warning in each.warnings],
            "notebook": notebooks.digest(notebook_path(request.name)),
            "notebooks": {name: notebooks.digest(notebook_path(name)) for name in beside},
            "code": manifests.code_digest(),
            "versions": manifests.versions(),
        }


def hashes(inputs: Sequence[PeriodInputs], of: AnyPeriod) -> dict[str, str]:
    """Label → digest of what a report of ``of`` used of it, and the periods it rests on beside.

    Where they used different rows of a file: over their digests in the periods' order.

    Args:
        inputs: of the periods; the latest of them that is in ``of`` has its decisions.
    """
    periods = _with_previous(inputs)
    latest = max(inputs, key=lambda each: each.panel.period).panel.period
    used: dict[str, list[str]] = {}
    for period, each in periods.items():
        own = each.used_for(of) if period == latest else each.files
        for label, digest in own.items():
            used.setdefault(label, []).append(digest)
    return {
        label: digests[0] if len(set(digests)) == 1 else used_rows.digest(digests)
        for label, digests in sorted(used.items())
    }


def _with_previous(inputs: Sequence[PeriodInputs]) -> dict[Period, PeriodInputs]:
    """The periods in their order, each with the one before it where that was read with it."""
    each = [one for own in inputs for one in (own.previous, own) if one]
    return dict(sorted({one.panel.period: one for one in each}.items(), key=lambda pair: pair[0]))
