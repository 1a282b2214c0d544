"""A data folder's documents by themselves: what templates and imports go by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fzlib.errors import InputError, Place, Problem, ProblemLog, RequestError, nearest
from fzlib.goals.document_file import ReadDocument, read_document
from fzlib.goals.document_keys import FIGURES_FILE
from fzlib.goals.tasks import Document, Task
from fzlib.intake.goals.goal_files import TARGETS, document_label
from fzlib.intake.goals.split_file import read_split
from fzlib.intake.input_files import MEND_ABSENT as MEND_FILE
from fzlib.intake.input_files import Files, regions_of
from fzlib.scoring.regions import Region

NO_DOCUMENT = "没有目标任务"
MEND_ABSENT = "照上一年的写一份；没有的，fz init 新建的文件夹里有样本（targets/）"


@dataclass(frozen=True)
class DocumentInputs:
    """A document with its 任务分解, and the regions of the data folder."""

    document: Document
    regions: Sequence[Region]

    def file_called(self, name: str) -> str:
        """The register's file that is meant by its own name, or a register's code or name.

        Reported numbers are ``figures``.

        Raises:
            RequestError: there is none; those there are, are listed.
        """
        if name == FIGURES_FILE:
            return name
        registers = self.document.registers.values()
        names = {own.file: own.file for own in registers}
        for own in registers:
            names.setdefault(own.code, own.file)
            names.setdefault(own.name, own.file)
        if name in names:
            return names[name]
        near = nearest(name, names, likeness=0.3)
        meant = f"是不是“{near}”？" if near else ""
        raise RequestError(
            f"没有“{name}”这个台账；{meant}可选：{'、'.join((*self.document.files, FIGURES_FILE))}"
        )


def years(folder: Path) -> list[int]:
    """The years that have a document, in order."""
    names = (path.stem for path in (folder / TARGETS).glob("*.toml"))
    return sorted(int(name) for name in names if _is_year(name))


def document_year(folder: Path, stem: str = "") -> int:
    """The year that a file is called by, else that of the newest document; 0 where none is."""
    return int(stem) if _is_year(stem) else max(years(folder), default=0)


def _is_year(stem: str) -> bool:
    return re.fullmatch(r"\d{4}", stem, re.ASCII) is not None


def read_tasks(folder: Path, year: int | None = None) -> DocumentInputs:
    """The document of a year (None: of the newest).

    Raises:
        InputError: it is absent or wrong, or 任务分解 or regions.csv is; every problem at once.
    """
    files, log = Files(folder), ProblemLog()
    newest = year or document_year(folder)
    if not newest:
        raise InputError([Problem(Place(TARGETS), NO_DOCUMENT, MEND_ABSENT, kind="file.absent")])
    regions = regions_of(files, log)
    plan = document_of(files, newest, regions, log, MEND_ABSENT)
    log.raise_if_any()
    assert plan is not None
    return DocumentInputs(plan.document, regions)


def tasks_of(root: Path, year: int) -> tuple[Task, ...]:
    """The tasks of a folder's document of a year, told by it alone: no register is read.

    None where there is no document, or where it is wrong, which is told elsewhere.
    """
    plan = document_of(Files(root), year, (), ProblemLog())
    return plan.document.tasks if plan else ()


def document_of(
    files: Files, year: int, regions: Sequence[Region], log: ProblemLog, mend: str = MEND_FILE
) -> ReadDocument | None:
    """The document of a year with its 任务分解; None and a problem where it cannot be read.

    Without ``regions`` every county would be unknown: 任务分解 is not read. ``mend``: what to do
    where there is no document.
    """
    label = document_label(year)
    data = files.toml(label, log, mend)
    if data is None:
        return None
    counties = {
        name: own.name for own in regions if own.assessed for name in (own.name, *own.aliases)
    }
    plan = read_document(data, label, year, counties, log)
    split, sheets = files.sheets(f"{TARGETS}/{year}", log) if regions else ("", [])
    if not sheets:
        return plan
    targets = read_split(sheets, split, plan, regions, log)
    return plan._replace(document=replace(plan.document, targets=targets))
