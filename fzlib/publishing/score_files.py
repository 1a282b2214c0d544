"""scores.csv, ranking.csv and scores.xlsx of a card: the same bytes from the same card."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fzlib import vocabulary
from fzlib.errors import RequestError, system_error
from fzlib.intake.formats.writing import csv_bytes, new_workbook
from fzlib.paths import resolve
from fzlib.presentation.prose.notices import decisions
from fzlib.presentation.prose.rules import choices
from fzlib.scoring.card import Card
from fzlib.scoring.columns import AMOUNT, POINTS, RANK, Row, ScoreColumn, csv_rows
from fzlib.scoring.results import Result

NUMBER_FORMATS = {AMOUNT: "General", RANK: "0", POINTS: "0.00"}  # of numbers in the workbook


def csv_files(scored: Card | Result) -> dict[str, bytes]:
    """scores.csv and ranking.csv of a period; a quarter or year has only the latter."""
    if isinstance(scored, Result):
        return {"ranking.csv": csv_bytes(csv_rows(scored.columns, scored.ranked))}
    return {
        "scores.csv": csv_bytes(csv_rows(scored.item_columns, scored.records)),
        "ranking.csv": csv_bytes(csv_rows(scored.ranking_columns, scored.ranked)),
    }


def save_result(result: Result, out: str | Path) -> None:
    """Write a quarter's or year's ranking.csv, as `save` writes a period's files."""
    if out:
        _write(out, csv_files(result))


def save(card: Card, out: str | Path) -> None:
    """Write the three files into a folder (made if absent); ``''`` writes nothing.

    Relative paths are taken from the project's root.
    """
    if out:
        _write(out, csv_files(card) | {"scores.xlsx": workbook_bytes(card)})


def _write(out: str | Path, files: Mapping[str, bytes]) -> None:
    """Files into a folder, made if absent. RequestError where the system refuses."""
    folder = resolve(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise RequestError(f"写不进去：{system_error(error)}") from error


def workbook_bytes(card: Card) -> bytes:
    """scores.xlsx: 位次, 得分明细 and 说明, headers in Chinese, numbers as numbers."""
    buffer = io.BytesIO()
    with new_workbook(buffer, f"{card.period.label}考评得分") as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
        _sheet(book, head, "位次", card.ranking_columns, card.ranked)
        _sheet(book, head, "得分明细", card.item_columns, card.records)
        _notes_sheet(book, card)
    return buffer.getvalue()


def _notes_sheet(book: Any, card: Card) -> None:
    dataset = card.panel.dataset
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    notes = [
        ("期间", card.period.label),
        ("数据性质", vocabulary.NATURES[dataset.nature]),
        ("来源", dataset.source),
        ("规则书", f"{card.book.title}（{card.book.source}）"),
        *_readings(card),
        *decisions(card.panel, card.book, card.period),
    ]
    for row, (label, text) in enumerate(notes):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, text)


def _readings(card: Card) -> list[tuple[str, str]]:
    """The readings that what is published rests on: what each is about, and how it is chosen."""
    book, commends = card.book, bool(card.book.document.commends)
    asked = [key for key in vocabulary.READINGS if choices.asked(book, key)]
    texts = (
        choices.reading(book, card.panel.dataset.output, key)
        for key in asked
        if key != "on_target" or commends
    )
    return [(what, choice) for what, _, choice in (text.partition("：") for text in texts)]


def _sheet(
    book: Any, head: Any, title: str, columns: Sequence[ScoreColumn[Row]], rows: Sequence[Row]
) -> None:
    """One sheet; a number is shown with the decimals of its column's kind."""
    sheet = book.add_worksheet(title)
    forms = {kind: book.add_format({"num_format": form}) for kind, form in NUMBER_FORMATS.items()}
    columns = [column for column in columns if column.header]
    sheet.write_row(0, 0, [column.header for column in columns], head)
    for r, row in enumerate(rows, 1):
        for c, column in enumerate(columns):
            value = column.shown(row)
            if isinstance(value, str):
                sheet.write_string(r, c, value)
            elif value is not None:
                sheet.write_number(r, c, value, forms[column.kind])
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(columns) - 1, 14)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
