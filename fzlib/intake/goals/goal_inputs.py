"""A period's goals as read: tasks, registers and numbers, and what is doubtful of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fzlib.errors import Problem, ProblemLog
from fzlib.goals.evidence import Goals
from fzlib.intake.goals.expected_increments import read_expected
from fzlib.intake.goals.gaps import warn_blanks, warn_unreported
from fzlib.intake.goals.year_goals import YearGoals
from fzlib.intake.input_files import Files
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.scoring.regions import Region


@dataclass(frozen=True, eq=False)
class GoalInputs:
    """Checked goals of a period.

    Attributes:
        scored: the period's inputs, of the scored data beside them.
        contents: label (``targets/2023.toml``, ``registers/projects.csv``) → the bytes as read:
            a release keeps them.
        files: label → their sha256.
    """

    goals: Goals
    scored: PeriodInputs
    warnings: tuple[Problem, ...]
    contents: Mapping[str, bytes] = field(repr=False)
    files: Mapping[str, str] = field(repr=False)


def read_goals(
    files: Files, year: YearGoals, scored: PeriodInputs, regions: Sequence[Region]
) -> GoalInputs:
    """A period's goals from those of its year; ``scored`` says which period.

    Args:
        files: of the data folder, for the expected increments. regions: of regions.csv.

    Raises:
        InputError: what is wrong with the expected increments.
    """
    log, panel = ProblemLog(), scored.panel
    expected = read_expected(files, scored, list(regions), log)
    log.raise_if_any()
    city, counties = panel.city.name, panel.counties
    warn_blanks(year, panel.period, log)
    warn_unreported(year, panel.period, city, counties, log)
    goals = Goals(
        year.document, panel.period, city, counties, year.registers, year.figures, expected=expected
    )
    warnings = (*year.warnings, *log.warnings)
    return GoalInputs(goals, scored, warnings, year.contents, year.digests)
