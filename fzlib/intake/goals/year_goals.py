"""A year's document with its registers and reported numbers, read once for all its periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.errors import Place, Problem, ProblemLog, listing
from fzlib.goals.actuals import Reported, Where
from fzlib.goals.document_file import ReadDocument
from fzlib.goals.evidence import FigureKey
from fzlib.goals.registers import Entries
from fzlib.goals.tasks import Document
from fzlib.intake.goals.documents import document_of
from fzlib.intake.goals.figures_file import FIGURES_STEM, read_figures
from fzlib.intake.goals.goal_files import GoalFiles, document_label, register_stem
from fzlib.intake.goals.needed_columns import FileNeeds, file_needs
from fzlib.intake.goals.register_file import read_register
from fzlib.intake.goals.unmatched import picks, warn_unmatched
from fzlib.intake.placeholders import check_document
from fzlib.scoring.regions import Region


@dataclass(frozen=True, eq=False)
class YearGoals:
    """What is of no single period. ``registers``: code → entries, None where there is no file.

    ``places``: of every figure's cell, blank ones too; ``figures_label``: '' where there is no such
    file. ``contents``: label → bytes as read, ``digests``: → their sha256.
    """

    document: Document
    registers: Mapping[str, Entries | None]
    figures: Mapping[FigureKey, Decimal]
    places: Mapping[FigureKey, Place]
    figures_label: str
    warnings: tuple[Problem, ...]
    contents: Mapping[str, bytes]
    digests: Mapping[str, str]


def read_year(files: GoalFiles, year: int, regions: Sequence[Region]) -> YearGoals:
    """The goals of a year; without ``regions`` every name would be unknown: only the document.

    Raises:
        InputError: every problem of every file at once.
    """
    log, label = ProblemLog(), document_label(year)
    plan = document_of(files, year, regions, log)
    if plan is None or not regions:
        log.raise_if_any()
    assert plan is not None
    document, is_sound = plan
    check_document(document, label, regions, log)
    if not regions:
        return YearGoals(document, {}, {}, {}, "", (), files.contents, files.digests)
    entries = {file: _entries(files, document, file, regions, log) for file in document.files}
    registers = {
        code: own if (own := entries[register.file]) is None else own.where(register.where)
        for code, register in document.registers.items()
    }
    figures, places, figures_label = _figures(files, plan, regions, log)
    if is_sound:
        warn_unmatched(document, entries, registers, log)
    log.raise_if_any()
    return YearGoals(
        document,
        registers,
        figures,
        places,
        figures_label,
        tuple(dict.fromkeys(log.warnings)),
        dict(sorted(files.contents.items())),
        files.digests,
    )


def _entries(
    files: GoalFiles, document: Document, file: str, regions: Sequence[Region], log: ProblemLog
) -> Entries | None:
    """The entries of a file; None where there is none (told), or it cannot be read."""
    needs, stem = file_needs(document, file), register_stem(file)
    label, sheets = files.sheets(stem, log)
    if not label:
        _warn_absent(document, needs, stem, log)
    if not sheets:
        return None
    return read_register(sheets, label, needs, _wheres(document, needs), regions, log)


def _wheres(document: Document, needs: FileNeeds) -> list[Where]:
    """By which the entries of a file are told apart."""
    codes = {register.code for register in needs.registers}
    of_others = [own.where for own in picks(document) if own.register in codes]
    return [*(register.where for register in needs.registers), *of_others]


def _warn_absent(document: Document, needs: FileNeeds, stem: str, log: ProblemLog) -> None:
    codes = {register.code for register in needs.registers}
    tasks = [task.name for task in document.resting_on(*codes)]
    without = f"，按缺数处理的任务：{listing(tasks)}" if tasks else ""
    names = "、".join(register.name for register in needs.registers)
    matter = f"没有“{names}”台账{without}"
    what = f"没有这个台账{without}"
    log.warn(Place(f"{stem}.csv"), what, "有台账就放入", kind="file.absent", matter=matter)


def _figures(
    files: GoalFiles, plan: ReadDocument, regions: Sequence[Region], log: ProblemLog
) -> tuple[dict[FigureKey, Decimal], dict[FigureKey, Place], str]:
    """Numbers, cells and label of figures.csv; nothing where no task needs it."""
    document = plan.document
    if not document.figures:
        return {}, {}, ""
    label, sheets = files.sheets(FIGURES_STEM, log)
    if not label:
        tasks = [task.name for task in document.tasks if isinstance(task.actual, Reported)]
        without = f"按缺数处理的任务：{listing(tasks)}"
        matter = f"没有报送的数值，{without}"
        place, mend = Place(f"{FIGURES_STEM}.csv"), "有报送的数值就放入"
        log.warn(place, f"没有这个文件，{without}", mend, kind="file.absent", matter=matter)
    if not sheets:
        return {}, {}, label
    return *read_figures(sheets, label, plan, regions, log), label
