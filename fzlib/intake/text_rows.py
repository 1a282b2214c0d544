"""The rows of a table of texts, as regions.csv and rulings.csv are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fzlib.errors import ProblemLog, unfit
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import Cell, Sheet
from fzlib.intake.tables import InputTable, find_table


@dataclass(frozen=True)
class TextRow:
    """One row; its cells go by the texts of their headers."""

    table: InputTable
    number: int
    log: ProblemLog

    def cell(self, header: str) -> Cell:
        """The cell under a header; empty where there is no such column."""
        return self.table.cell(self.number, header)

    def text(self, header: str) -> str:
        """What stands in it."""
        return self.cell(header).text

    def stop(self, header: str, what: str, mend: str, kind: str) -> None:
        """Remember a problem of a cell."""
        self.log.stop(self.table.place(self.number, header), what, mend, kind=kind)

    def check_printable(self, *headers: str) -> None:
        """No cell may hold what would turn, or break, the line it is printed in."""
        for header in headers:
            if why := unfit(self.text(header)):
                self.stop(header, why, "删去这个字符", "text.unfit")


def find_text_table(
    sheets: Sequence[Sheet],
    label: str,
    headers: Sequence[str],
    needed: Sequence[str],
    log: ProblemLog,
) -> InputTable | None:
    """The table under these headers; None and problems where one that is needed is not there."""
    meanings = {even(header): header for header in headers}
    groups = [[header] for header in needed]
    table = find_table(
        sheets, label, lambda text: meanings.get(even(text)), log, first="地区", needed=groups
    )
    if table is None:
        return None
    absent = [header for header in needed if header not in table.columns]
    for header in absent:
        what, mend = f"缺“{header}”列", "补上这一列，表头照此写"
        log.stop(table.header_place(), what, mend, kind="column.absent")
    return None if absent else table


def text_rows(table: InputTable, log: ProblemLog) -> Iterator[TextRow]:
    """Its rows, from the top."""
    return (TextRow(table, number, log) for number in table.rows())
