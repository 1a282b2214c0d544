"""A data folder's rule books by themselves: they can be read before there is any data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fzlib.errors import Place, Problem, ProblemLog
from fzlib.intake.dataset_file import dataset_of
from fzlib.intake.input_files import Files, rulebook_called
from fzlib.scoring.rulebook import RuleBook

HOME = "rules"


@dataclass(frozen=True)
class RuleBookInputs:
    """A rule book, the word for the level in its data folder, and what is doubtful in it."""

    book: RuleBook
    output: str
    warnings: Sequence[Problem]


def years(folder: Path) -> list[int]:
    """The years that have a rule book, in order."""
    names = (path.stem for path in (folder / HOME).glob("*.toml"))
    return sorted(int(name) for name in names if re.fullmatch(r"\d{4}", name, re.ASCII))


def read_rules(
    folder: Path, year: int | None = None, *, rules: str | Path | None = None
) -> RuleBookInputs:
    """The rule book of a year (None: of the newest), or ``rules`` in its place.

    Raises:
        InputError: it is absent or wrong, or dataset.toml is; every problem at once.
    """
    files, log = Files(folder), ProblemLog()
    dataset = dataset_of(files, log)
    newest = str(year or max(years(folder), default=""))
    if not newest and rules is None:
        what, mend = "没有规则书", "写好当年的规则书（如 2023.toml），或用 --rules 指定"
        log.stop(Place(HOME), what, mend, kind="file.absent")
    book = rulebook_called(files, f"{HOME}/{newest}.toml", rules, log) if newest or rules else None
    log.raise_if_any()
    assert dataset is not None
    assert book is not None
    return RuleBookInputs(book, dataset.output, log.warnings)
