"""The record of an import: which cell of which workbook each figure of a period came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fzlib.errors import Place, ProblemLog
from fzlib.intake.columns import Headings, InputColumn
from fzlib.intake.formats.refusals import Unreadable
from fzlib.intake.formats.sheets import csv_texts
from fzlib.intake.input_files import Files
from fzlib.intake.used_rows import digest
from fzlib.scoring.measures import RATE_PLACES
from fzlib.scoring.panel import FigureKey
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import Fixed, decimals_of, half_up, plain

COLUMNS = ("地区", "指标", "数值", "文件", "工作表", "单元格", "sha256")


@dataclass(frozen=True)
class Imported:
    """A figure as it was imported: value (in its series' unit), cell, the workbook's sha256."""

    value: Decimal
    place: Place
    sha256: str

    def is_still(self, value: Decimal) -> bool:
        """Whether the workbook has it as it was then, at the places a panel keeps."""
        then, now = Fixed.of([self.value, value], RATE_PLACES, cut=True).decimals()
        return then == now

    def stands(self, now: Decimal | None) -> bool:
        """Whether a figure still is what was imported, half-up to the decimals that stand there.

        A blank is not. Trailing zeros are no decimals: 5.0 has none, and 4.95 still stands there.
        """
        # as a panel keeps them, so that its figures and a file's are told alike
        then, now = Fixed.of([self.value, now], RATE_PLACES, cut=True).decimals()
        assert then is not None
        return now is not None and half_up(then, decimals_of([now])) == now


def record_label(period: Period) -> str:
    """The record's file in the data folder."""
    return f"imports/{period}.csv"


def read_record(
    files: Files, period: Period, headings: Headings, log: ProblemLog
) -> dict[FigureKey, Imported]:
    """What imports of a period recorded; empty where there was none.

    No score rests on it: a record that cannot be read, or a row in it, is a warning.
    """
    label, record = record_label(period), dict[FigureKey, Imported]()
    if files.find(label.removesuffix(".csv"), ProblemLog()) != label:
        return record
    content = files.content(label, log)
    try:
        rows = list(csv_texts(content or b""))[1:]
    except Unreadable as problem:
        what, mend = f"导入记录{problem.what}", "没有用它；重新导入即重写"
        log.warn(Place(label), what, mend, kind="record.unreadable")
        return record
    files.parts[label] = digest(rows)
    for number, row in enumerate(rows, 2):
        entry = _entry(row, headings)
        if entry is None:
            place, what = Place(label, "", f"A{number}"), "导入记录的这一行读不了"
            log.warn(place, what, "重新导入即重写", kind="record.unreadable")
        else:
            record[entry[0]] = entry[1]
    return record


def _entry(row: Sequence[str], headings: Headings) -> tuple[FigureKey, Imported] | None:
    header = headings.read(row[1]) if len(row) == len(COLUMNS) else None
    if header is None or header.series is None or header.unit != header.series.unit:
        return None
    region, _, value, file, sheet, cell, digest = row
    try:
        imported = Imported(Decimal(value), Place(file, sheet, cell), digest)
    except InvalidOperation:
        return None
    return (*header.column, region), imported


def record_rows(record: Mapping[FigureKey, Imported], headings: Headings) -> list[Sequence[str]]:
    """The record as a table, header first."""
    rows: list[Sequence[str]] = [COLUMNS]
    for (series, span, region), figure in record.items():
        name, place = headings.written(InputColumn(series, span)), figure.place
        value = plain(figure.value)
        rows.append((region, name, value, place.file, place.sheet, place.cell, figure.sha256))
    return rows
