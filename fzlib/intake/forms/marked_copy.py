"""A copy of a checked workbook in which every faulty cell is marked and says why."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, count
from typing import Any

from fzlib.errors import Problem, one_line, serious_first
from fzlib.intake.cell_text import filled
from fzlib.intake.formats.cells import NUMBER, PERCENT, Sheet, address, position
from fzlib.intake.formats.sheets import read_sheets
from fzlib.intake.formats.writing import EPOCH
from fzlib.intake.forms.workbook_edit import opened, saved

LIST = "核对结果"
MAKER = "fzlib"  # the copy's author: what is ours may be written over
HEADER = ("级别", "文件", "工作表", "单元格", "问题", "改法")
WIDTHS = (8, 26, 16, 10, 52, 44)
MOST_WIDE = 40  # columns of a copy, in letters; a Chinese one counts twice, as in GB18030
_FILLS = {True: "FFF4B183", False: "FFFFF2CC"}  # problems darker than warnings, in grey too


@dataclass(frozen=True)
class MarkedCopy:
    """The copy's bytes, how many cells are marked in it, and what of the original it lacks."""

    content: bytes
    cells: int
    lost: tuple[str, ...] = ()


def annotate(
    content: bytes, label: str, problems: Sequence[Problem], warnings: Sequence[Problem]
) -> MarkedCopy:
    """Mark the cells of a file; all problems and warnings are listed on a first sheet, 核对结果.

    Args:
        content: the original's bytes: xlsx and xlsm keep their form (macros do not come along);
            of CSV, parquet, xls and ods the cells are copied. label: the file as the problems
            name it; those of other files are only listed. problems, warnings: of a check.

    Raises:
        InputError: the file cannot be read at all.
    """
    sheets = read_sheets(content, label, parquet=True)
    book, lost = opened(content)
    if book is None:
        book = _copied(sheets)
    entries = [(p, True) for p in problems] + [(w, False) for w in serious_first(warnings)]
    marks: dict[tuple[str, str], list[tuple[Problem, bool]]] = {}
    for problem, stop in entries:
        if problem.where.file == label and (cell := _cell(problem, sheets)):
            marks.setdefault((_title(problem, book), cell), []).append((problem, stop))
    for (title, cell), messages in marks.items():
        _mark(book[title][cell], messages)
    _list(book, label, entries, set(marks))
    book.properties.creator, book.properties.title = MAKER, LIST
    book.properties.created = book.properties.modified = EPOCH
    return MarkedCopy(saved(book), len(marks), lost)


def is_ours(content: bytes) -> bool:
    """Whether a file is such a copy, and not somebody's own work."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    except Exception:
        # whatever openpyxl raises on a broken file: it is none of ours, and so never written over
        return False
    return bool(book.properties.creator == MAKER and book.properties.title == LIST)


def _copied(sheets: Sequence[Sheet]) -> Any:
    """The cells of a CSV, parquet, xls or ods: numbers as numbers, all else as text."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        copy = book.create_sheet(_named(sheet.name or "数据", book))
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if cell.kind in (NUMBER, PERCENT) and isinstance(cell.value, Decimal):
                    copy.cell(row, column, cell.value)
                    if cell.kind == PERCENT:
                        copy.cell(row, column).number_format = "0.00%"
                elif cell.text:
                    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", cell.text)
                    copy.cell(row, column, text).data_type = "s"  # =1+1 stays text
        for column in copy.columns:
            texts = [str(cell.value or "") for cell in column]
            widest = max(len(text.encode("gb18030", "replace")) for text in texts)
            copy.column_dimensions[column[0].column_letter].width = min(widest, MOST_WIDE) + 2
        for area in sheet.merged:
            copy.merge_cells(str(area))
        if sheet.hidden:
            copy.sheet_state = "hidden"
    return book


def _named(name: str, book: Any) -> str:
    """A sheet name that is free and that a workbook can have."""
    name = re.sub(r"[\\/*?:\[\]]", "_", name)[:28] or "表"
    names = chain([name], (f"{name}_{number}" for number in count(2)))
    return next(free for free in names if free not in book.sheetnames)


def _title(problem: Problem, book: Any) -> str:
    """The sheet of a problem; a CSV has only one."""
    name = problem.where.sheet
    return name if name in book.sheetnames else str(book.sheetnames[0])


def _cell(problem: Problem, sheets: Sequence[Sheet]) -> str:
    """The cell to mark: its own, the first used one of its row, or the corner of a merged area."""
    where = problem.where
    sheet = next((s for s in sheets if s.name == where.sheet), None)
    if sheet is None:
        return ""
    if row := re.fullmatch(r"第(\d+)行", where.cell):
        number = int(row[1]) - 1
        used = [column for cells in sheet.rows[number : number + 1] for column in filled(cells)]
        return address(number, min(used, default=0))
    try:
        cell = position(where.cell)
    except ValueError:  # a column, a key of a TOML file, or none
        return ""
    return next((address(a.top, a.left) for a in sheet.merged if cell in a), where.cell)


def _mark(cell: Any, entries: Sequence[tuple[Problem, bool]]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Side

    stops = any(stop for _, stop in entries)
    cell.fill = PatternFill("solid", fgColor=_FILLS[stops])
    if stops:
        side = Side(style="thick")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    lines = [cell.comment.text] if cell.comment else []
    for problem, stop in entries:
        mend = f"；{problem.mend}" if problem.mend else ""
        lines.append(("" if stop else "提示：") + one_line(problem.what + mend))
    text = "\n".join(lines)
    height = 24 + 18 * sum(1 + len(line) // 18 for line in text.split("\n"))
    cell.comment = Comment(text, MAKER, height=height, width=280)


def _list(
    book: Any, label: str, entries: Iterable[tuple[Problem, bool]], marked: set[tuple[str, str]]
) -> None:
    """The sheet that lists everything, with a link to each marked cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = book.create_sheet(_named(LIST, book), 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    sheet.append(HEADER)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for row, (problem, stops) in enumerate(entries, 2):
        where = problem.where
        texts = ("问题" if stops else "提示", where.file, where.sheet, where.cell,
                 problem.what, problem.mend)  # fmt: skip
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column, one_line(text))
            cell.data_type, cell.alignment = "s", wrapped
        title = where.sheet if where.sheet in book.sheetnames else book.sheetnames[1]
        if where.file == label and (title, where.cell) in marked:
            quoted = title.replace("'", "''")
            link = Hyperlink(ref=f"D{row}", location=f"'{quoted}'!{where.cell}")
            sheet.cell(row, 4).hyperlink = link
            sheet.cell(row, 4).font = Font(underline="single", color="FF0563C1")
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=_FILLS[stops])
    if sheet.max_row == 1:
        sheet.append(["没有问题"])
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
