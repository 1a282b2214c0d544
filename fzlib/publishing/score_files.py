"""The tables that notebooks write, of a card, of goals, of enterprises: bytes that stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fzlib.analysis.enterprises.table import enterprises_rows
from fzlib.analysis.goals.progress import progress
from fzlib.analysis.goals.table import targets_rows
from fzlib.errors import RequestError, system_error
from fzlib.goals.evidence import Goals
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.intake.formats.writing import csv_bytes
from fzlib.paths import resolve
from fzlib.presentation.enterprises import watch_notes
from fzlib.presentation.enterprises.watch_sheets import watch_workbook
from fzlib.presentation.score_sheets import workbook
from fzlib.scoring.card import Card
from fzlib.scoring.columns import csv_rows
from fzlib.scoring.results import Result


def csv_files(scored: Card | Result) -> dict[str, bytes]:
    """scores.csv and ranking.csv of a period; a quarter or year has only the latter."""
    if isinstance(scored, Result):
        return {"ranking.csv": csv_bytes(csv_rows(scored.columns, scored.ranked))}
    return {
        "scores.csv": csv_bytes(csv_rows(scored.item_columns, scored.records)),
        "ranking.csv": csv_bytes(csv_rows(scored.ranking_columns, scored.ranked)),
    }


def progress_files(goals: Goals) -> dict[str, bytes]:
    """targets.csv: how far each task is."""
    return {"targets.csv": csv_bytes(targets_rows(goals.period, progress(goals)))}


def save_progress(goals: Goals, out: str | Path) -> None:
    """Write targets.csv, as `save` writes a period's files."""
    if out:
        _write(out, progress_files(goals))


def enterprise_files(inputs: EnterpriseInputs) -> dict[str, bytes]:
    """enterprises.csv, and watchlist.xlsx for those who visit."""
    own = inputs.enterprises
    rows = enterprises_rows(own.frame, own.settings, own.city)
    return {"enterprises.csv": csv_bytes(rows), watch_notes.FILE: watch_workbook(inputs)}


def save_enterprises(inputs: EnterpriseInputs, out: str | Path) -> None:
    """Write enterprises.csv and watchlist.xlsx, as `save` writes a period's files."""
    if out:
        _write(out, enterprise_files(inputs))


def save_result(result: Result, out: str | Path) -> None:
    """Write a quarter's or year's ranking.csv, as `save` writes a period's files."""
    if out:
        _write(out, csv_files(result))


def save(card: Card, out: str | Path) -> None:
    """Write the three files into a folder (made if absent); ``''`` writes nothing.

    Relative paths are taken from the project's root.
    """
    if out:
        _write(out, csv_files(card) | {"scores.xlsx": workbook(card)})


def _write(out: str | Path, files: Mapping[str, bytes]) -> None:
    """Files into a folder, made if absent. RequestError where the system refuses."""
    folder = resolve(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise RequestError(f"写不进去：{system_error(error)}") from error
