"""What a report is made from and depends on: its data folder, notebooks, county sheets, basis."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from pathlib import Path
from typing import Any

from fzlib.desk import load, load_all, load_history, result, score, score_all
from fzlib.intake.formats.writing import csv_bytes
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.paths import checkout, named
from fzlib.publishing import notebooks, release, score_files
from fzlib.scoring.periods import Period, Quarter, Year

NOTEBOOKS = {Period: "monthly", Quarter: "quarterly", Year: "annual"}
CHECK = "datacheck"  # the notebook of the page beside a month's: where its figures came from
COUNTY = "county"  # the notebook of a county's sheet
SHEETS = "counties"  # the folder they are in, and their entry in the manifest
_UNSAFE = re.compile(r'[<>:"/|?*\\\x00-\x1f\x7f]|^[. ]|[. ]$')  # in a file name, on some system
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE
)
MOST_BYTES = 150  # of a name: with .html, a number and whatever a system adds, under its limit


def notebook_path(name: str) -> Path:
    """notebooks/NAME.ipynb of this installation: its checkout's, or those that a wheel carries."""
    home = checkout() or Path(__file__).resolve().parent.parent
    return home / "notebooks" / f"{name}.ipynb"


@dataclass(frozen=True)
class Job:
    """A report to be made from a data folder; paths are absolute."""

    data: Path
    of: Period | Quarter | Year
    rules: Path | None = None

    @property
    def name(self) -> str:
        """monthly, quarterly or annual: the notebook and the page."""
        return NOTEBOOKS[type(self.of)]

    @property
    def beside(self) -> tuple[str, ...]:
        """Notebooks whose pages come with the report's own."""
        return (CHECK,) if isinstance(self.of, Period) else ()

    @cached_property
    def inputs(self) -> tuple[PeriodInputs, ...]:
        """Checked inputs of every period the report is about, the last one last."""
        if isinstance(self.of, Period):
            return (load(self.data, self.of, rules=self.rules),)
        return load_all(self.data, self.of, rules=self.rules)

    @cached_property
    def earlier(self) -> tuple[PeriodInputs, ...]:
        """Earlier periods that a month's figures are compared with."""
        if not isinstance(self.of, Period):
            return ()
        return load_history(self.data, self.of, rules=self.rules)

    @property
    def parameters(self) -> dict[str, str]:
        """As published: no folder of this machine, and running it again overwrites no report."""
        rules = named(self.rules) if self.rules else ""
        return {"period": str(self.of), "data": named(self.data), "rules": rules}

    @cached_property
    def tables(self) -> dict[str, bytes]:
        """The CSV files as they must come out of the notebook."""
        if isinstance(self.of, Period):
            card = score(self.inputs[0])
            return {"scores.csv": csv_bytes(score_files.scores_rows(card))}
        found = result(score_all(self.inputs), self.of)
        return {"ranking.csv": csv_bytes(score_files.result_rows(found))}

    @cached_property
    def basis(self) -> dict[str, Any]:
        """All that the report depends on."""
        book = self.inputs[-1].book
        return {
            "period": str(self.of),
            "parameters": self.parameters,
            "rulebook": {"title": book.title, "source": book.source},
            "readings": dict(book.readings.items()),
            "inputs": hashes((*self.inputs, *self.earlier)),
            "warnings": [str(warning) for one in self.inputs for warning in one.warnings],
            "notebook": notebooks.digest(notebook_path(self.name)),
            "notebooks": {name: notebooks.digest(notebook_path(name)) for name in self.beside},
            "code": release.code_digest(),
            "versions": release.versions(),
        }


@dataclass(frozen=True)
class Sheets:
    """County sheets of a month: which, and what they depend on beside the report's own basis.

    ``names``: every county's file name, whether it has a sheet or not.
    """

    counties: tuple[str, ...] = ()
    basis: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """County → its page."""
        return {county: f"{SHEETS}/{self.names[county]}.html" for county in self.counties}


def sheets_of(job: Job, counties: Sequence[str]) -> Sheets:
    """The sheets of these counties, in the order of regions.csv; they rest on the year so far."""
    if not counties or not isinstance(job.of, Period):
        return Sheets()
    known = job.inputs[0].panel.counties
    year = load_all(job.data, job.of, rules=job.rules)
    basis = {"notebook": notebooks.digest(notebook_path(COUNTY)), "inputs": hashes(year)}
    wanted = tuple(county for county in known if county in counties)
    return Sheets(wanted, basis, file_names(known))


def file_names(counties: Sequence[str]) -> dict[str, str]:
    """County → its name as a file on every system; no two are one where case is not told."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for county in counties:
        safe = _UNSAFE.sub("_", county).encode()[:MOST_BYTES].decode(errors="ignore")
        safe = _UNSAFE.sub("_", f"_{safe}" if _RESERVED.match(safe) else safe)
        numbered = (f"{safe}_{number}" for number in count(2))
        found[county] = next(name for name in chain([safe], numbered) if _folded(name) not in taken)
        taken.add(_folded(found[county]))
    return found


def _folded(name: str) -> str:
    """The same of all that a file system may take for one name."""
    return unicodedata.normalize("NFKC", name).casefold()


def hashes(inputs: Sequence[PeriodInputs]) -> dict[str, str]:
    """Of every file read, a previous period's too."""
    read = {
        (file.label, file.sha256)
        for one in inputs
        for each in (one, one.previous)
        if each is not None
        for file in each.files
    }
    return dict(sorted(read))
