"""The list in a workbook that is to go into a register: on one sheet, or on several that agree."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from fzlib.errors import ProblemLog
from fzlib.intake.cell_values import even
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.goals.filled_form import filled_form
from fzlib.intake.goals.needed_columns import FileNeeds
from fzlib.intake.tables import InputTable, find_table


@dataclass(frozen=True)
class RegisterSource:
    """A list as it stands in a workbook, one table a sheet; all have the same columns.

    ``unfilled``: how many rows of a form nobody has filled in; they are not among the rows.
    """

    lists: tuple[InputTable, ...]
    unfilled: int = 0


def source_of(
    sheets: Sequence[Sheet],
    label: str,
    needs: FileNeeds,
    more: Iterable[Hashable],
    log: ProblemLog,
) -> RegisterSource:
    """Every sheet with the headers of the first that has them; of a form what is filled in.

    Another sheet with such a list under other headers is not read: that is told. Hidden sheets are
    read only where no other has the list. ``more``: as of `list_in`.
    """
    known = [*more]
    first = list_in(sheets, label, needs, known)
    if first is None:
        return RegisterSource(())
    lists, unfilled = list[InputTable](), 0
    for sheet in sheets:
        own = first if sheet is first.sheet else list_in([sheet], label, needs, known)
        if own is None or (sheet.hidden and own is not first):
            continue
        form = filled_form(own, log)
        given = form.table if form else own
        if lists and given.columns.keys() != lists[0].columns.keys():
            what = f"也有台账的表头，与“{lists[0].sheet.name}”的不同，没有读它"
            log.warn(own.place(), what, "要读这张表，把表头改成一样的", kind="sheet.unused")
            continue
        lists.append(given)
        unfilled += form.left if form else 0
    return RegisterSource(tuple(lists), unfilled)


def list_in(
    sheets: Sequence[Sheet], label: str, needs: FileNeeds, more: Iterable[Hashable] = ()
) -> InputTable | None:
    """The list of entries, its columns by their evened headers; what is wrong is told elsewhere.

    A header row has the key and another column that is needed, or is in ``more`` (evened): a row
    of notes on the columns is none.
    """
    known = {even(header) for header in needs.columns} | {*more}
    table = find_table(
        sheets,
        label,
        lambda text: evened if (evened := even(text)) in known else None,
        ProblemLog(),
        first=even(needs.keys[0]),
        needed=[[even(header)] for header in needs.columns],
    )
    if table is None:
        return None
    columns: dict[Hashable, int] = {}
    for at, cell in enumerate(table.sheet.rows[table.header_row]):
        if name := even(cell.text):
            columns.setdefault(name, at)
    return replace(table, columns=columns)
