"""scores.csv, ranking.csv and scores.xlsx of a card: the same bytes from the same card."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fzlib import vocabulary
from fzlib.errors import RequestError, system_error
from fzlib.intake.formats.writing import EPOCH, csv_bytes
from fzlib.presentation import terms
from fzlib.scoring.card import Card
from fzlib.scoring.periods import Quarter
from fzlib.scoring.results import Result
from fzlib.scoring.rounding import plain


def scores_rows(card: Card) -> list[list[str]]:
    """scores.csv: plain decimals, blank where none."""
    header = ["period", "region", "item", "value", "standard", "gap", "points", "status", "flags"]
    return [
        header,
        *(
            [
                str(card.period),
                item.region,
                item.id,
                *(plain(v) for v in (item.value, item.standard, item.gap, item.points)),
                item.status.name.lower(),
                ";".join(item.flags),
            ]
            for item in card.records
        ),
    ]


def ranking_rows(card: Card) -> list[list[str]]:
    """ranking.csv: by rank, the unranked last; then the items' points."""
    header = ["period", "rank", "region", "total", "previous_rank", *card.book.item_ids]
    return [
        header,
        *(
            [
                str(card.period),
                str(card.ranks[region] or ""),
                region,
                plain(card.totals[region]),
                str(card.previous_rank(region) or ""),
                *(plain(item.points) for item in card.of(region)),
            ]
            for region in card.ranked
        ),
    ]


def result_rows(result: Result) -> list[list[str]]:
    """ranking.csv of a quarter or year: by rank; a column a period, on target, commended.

    ``on_target`` is true, false, or blank where it cannot be said, and so is ``commended`` of a
    quarter that lacks a period; a year's names the quarters.
    """
    periods = [str(period) for period in result.periods]
    header = ["period", "rank", "region", "score", *periods]
    header += [*(f"on_target.{period}" for period in periods), "commended"]
    rows = [header]
    for one in result.ranked:
        met = [cell.met for cell in result.grid.rows[one.region]]
        quarters = result.commended[one.region]
        commended = ";".join(map(str, quarters))
        if isinstance(result.of, Quarter):
            open_ = bool(result.absent) and False not in met
            commended = "" if open_ else str(bool(quarters)).lower()
        rows.append(
            [
                str(result.of),
                str(one.rank or ""),
                one.region,
                plain(one.score),
                *map(plain, one.totals),
                *("" if value is None else str(value).lower() for value in met),
                commended,
            ]
        )
    return rows


def save_result(result: Result, out: str | Path) -> None:
    """Write a quarter's or year's ranking.csv into a folder; ``''`` writes nothing."""
    if out:
        _write(out, {"ranking.csv": csv_bytes(result_rows(result))})


def save(card: Card, out: str | Path) -> None:
    """Write the three files into a folder (made if absent); ``''`` writes nothing.

    Relative paths are taken from the project's root.
    """
    if out:
        tables = {"scores.csv": scores_rows(card), "ranking.csv": ranking_rows(card)}
        files = {name: csv_bytes(rows) for name, rows in tables.items()}
        _write(out, files | {"scores.xlsx": workbook_bytes(card)})


def _write(out: str | Path, files: Mapping[str, bytes]) -> None:
    """Files into a folder, made if absent. RequestError where the system refuses."""
    from fzlib.paths import resolve

    folder = resolve(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise RequestError(f"写不进去：{system_error(error)}") from error


def workbook_bytes(card: Card) -> bytes:
    """scores.xlsx: 位次, 得分明细 and 说明, headers in Chinese, numbers as numbers."""
    import xlsxwriter

    buffer = io.BytesIO()
    # a county called =1+1 is text
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": f"{card.period.label}考评得分", "created": EPOCH})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
        _ranking_sheet(book, head, card)
        _items_sheet(book, head, card)
        _notes_sheet(book, card)
    return buffer.getvalue()


def _ranking_sheet(book: Any, head: Any, card: Card) -> None:
    word = card.panel.dataset.word
    titles = [
        f"{vocabulary.SPAN_NAMES[span]}{terms.names(row, word).short}（分）"
        for row, span in card.book.items
    ]
    header = ["位次", "县（市）区", "总分（分）", "上期位次", *titles]
    rows = [
        [
            card.ranks[region],
            region,
            card.totals[region],
            card.previous_rank(region),
            *(
                vocabulary.STATUSES[item.status] if item.points is None else item.points
                for item in card.of(region)
            ),
        ]
        for region in card.ranked
    ]
    _sheet(book, head, "位次", header, rows, places=[0, 0, 2, 0, *(2 for _ in titles)])


def _items_sheet(book: Any, head: Any, card: Card) -> None:
    header = ["县（市）区", "考评项", "指标值", "标准值", "单位", "差距", "差距单位", "得分（分）",
              "状态", "标记"]  # fmt: skip
    rows = []
    for item in card.records:
        words = terms.names(item.indicator, card.panel.dataset.word)
        rows.append(
            [
                item.region,
                f"{vocabulary.SPAN_NAMES[item.span]}{words.short}",
                item.value,
                item.standard,
                words.unit,
                item.gap,
                words.gap_unit,
                item.points,
                vocabulary.STATUSES[item.status],
                "、".join(
                    vocabulary.FLAGS[flag].of(card.panel.dataset.word)[1] for flag in item.flags
                ),
            ]
        )
    places = [0, 0, None, None, 0, None, 0, 2, 0, 0]
    _sheet(book, head, "得分明细", header, rows, places=places)


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
    ]
    for key, value in card.book.readings.items():
        what, choices = vocabulary.READINGS[key]
        notes.append((what, choices[value]))
    for row, (label, text) in enumerate(notes):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, text)


def _sheet(
    book: Any,
    head: Any,
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    places: Sequence[int | None],
) -> None:
    """One sheet; ``places``: decimals shown of a column's numbers, None: all they have."""
    sheet = book.add_worksheet(title)
    forms = {
        None: book.add_format({"num_format": "General"}),
        0: book.add_format({"num_format": "0"}),
        2: book.add_format({"num_format": "0.00"}),
    }
    sheet.write_row(0, 0, header, head)
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(r, c, value)
            elif value is not None:
                sheet.write_number(r, c, value, forms[places[c]])
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(header) - 1, 14)
    sheet.autofilter(0, 0, max(len(rows), 1), len(header) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
