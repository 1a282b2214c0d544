"""A sheet to be filled in: what is known of each row, then the columns of a list, some pre-filled.

The row above the headers says which are which (`intake.goals.filled_form`), so that it can be read
back whatever the sheets are called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fzlib.goals.columns import DATE, NUMBER
from fzlib.intake.forms.list_form import KEY, OTHER, REQUIRED, FormColumn, rule_of
from fzlib.intake.goals import filled_form
from fzlib.presentation import workbook
from fzlib.presentation.blocks import TEXT
from fzlib.presentation.workbook import BODY, BOLD, LINE, TITLE, Styles

MARK = LINE + 1
HEAD = MARK + 1
SPARE = 20  # rows below the last that are checked too: a second visit has a row of its own
ROOM = 800  # pixels that a landscape A4 is wide without its margins, by the widest of fonts
LEAST_SCALE = 40  # %
LEAST_ROW = 30  # points: room for handwriting
_FORMATS = {DATE: "yyyy-mm-dd", NUMBER: "General"}  # of what is filled in; all else is text
GROUNDS = {filled_form.PREFILLED: OTHER, filled_form.REQUIRED: KEY, filled_form.TO_FILL: REQUIRED}


@dataclass(frozen=True)
class FormField:
    """A column.

    Attributes:
        width: in digits. mark: one of `filled_form.MARKS`; '' of what is for reading alone, whose
            cells are of the ``kind`` `blocks.TEXT` or `blocks.NUMBER`. form: what the cells of a
            column to fill in are checked for. choices: values that are offered.
    """

    header: str
    width: int
    mark: str = ""
    kind: str = TEXT
    form: FormColumn | None = None
    choices: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """As it is written: the header of a column to be read back as it stands."""
        return workbook.printable(self.header) if self.mark else workbook.in_lines(self.header)


@dataclass(frozen=True)
class FormSheet:
    """Rows under title, line, marks and headers.

    Attributes:
        above: at the upper right of every printed page. first: how many columns the first page
            has; the others stand on a second one, on which the first column is repeated.
        rows: a text a column, '' where it is to be filled in.
    """

    name: str
    title: str
    line: str
    above: str
    fields: Sequence[FormField]
    first: int
    rows: Sequence[Sequence[str]]

    def draw(self, drawn: Any, styles: Styles) -> None:
        """Put it on a sheet of xlsxwriter's."""
        self._write_head(drawn, styles)
        for column, (own, *texts) in enumerate(zip(self.fields, *self.rows, strict=True)):
            drawn.set_column(column, column, own.width)
            self._write_column(drawn, column, own, texts, styles)
        widths = [own.width for own in self.fields]
        for row, cells in enumerate(self.rows, HEAD + 1):
            drawn.set_row(row, max(LEAST_ROW, workbook.height_of(cells, widths)))
        self._print(drawn)

    def _write_head(self, drawn: Any, styles: Styles) -> None:
        """Title and line over the first page, then marks and headers."""
        title, line = styles.of("title", font=BOLD), styles.of("line")
        for row, text, style in ((TITLE, self.title, title), (LINE, self.line, line)):
            drawn.merge_range(row, 0, row, self.first - 1, "", style)
            drawn.write_string(row, 0, workbook.printable(text), style)
        drawn.set_row(TITLE, 30)
        for column, own in enumerate(self.fields):
            if own.mark:
                drawn.write_string(MARK, column, own.mark, styles.of("mark"))
            look = f"head {GROUNDS[own.mark]}" if own.mark else "head"
            drawn.write_string(HEAD, column, own.title, styles.of(look, font=BOLD))
        titles, widths = zip(*((own.title, own.width) for own in self.fields), strict=True)
        drawn.set_row(HEAD, workbook.height_of(titles, widths))

    def _write_column(
        self, drawn: Any, column: int, own: FormField, texts: Sequence[str], styles: Styles
    ) -> None:
        top, last = HEAD + 1, HEAD + len(texts) + SPARE
        if not own.mark:
            workbook.write_column(drawn, top, column, own.kind, texts, styles, bold=len(texts))
        elif own.mark == filled_form.PREFILLED:
            for row, text in enumerate(texts, top):
                drawn.write_string(row, column, workbook.printable(text), styles.of("given", "@"))
        else:
            style = styles.of("blank", _FORMATS.get(own.form.kind, "@") if own.form else "@")
            for row in range(top, top + len(texts)):
                drawn.write_blank(row, column, None, style)
            if own.form:
                rule = rule_of(own.form, [*own.choices])
                drawn.data_validation(top, column, last, column, rule)

    def _print(self, drawn: Any) -> None:
        """On A4 landscape: reading matter on one page, what is to be filled in on the next."""
        last, columns = HEAD + max(len(self.rows), 1), len(self.fields)
        drawn.hide_gridlines(2)
        drawn.freeze_panes(HEAD + 1, 1)
        drawn.set_paper(workbook.A4)
        drawn.set_landscape()
        drawn.center_horizontally()
        drawn.set_margins(0.3, 0.3, workbook.TOP, workbook.BOTTOM)
        drawn.print_area(MARK, 0, last, columns - 1)
        drawn.repeat_rows(MARK, HEAD)
        drawn.repeat_columns(0, 0)
        # a page break holds only where the scale is given
        drawn.set_print_scale(self._scale())
        if self.first < columns:
            drawn.set_v_pagebreaks([self.first])
        title, line = workbook.above(self.title), workbook.above(self.line)
        above = workbook.above(self.above)
        drawn.set_header(f'&C&"{BOLD}"&16 {title}\n&"{BODY}"&10 {line}&R&"{BOLD}"&12 {above}')
        drawn.set_footer(f'&L&"{BODY}"&10 {above}&R第&P页，共&N页')

    def _scale(self) -> int:
        """%, at which both pages fit; a digit takes 7 pixels, a column 5 more."""
        pixels = [7 * own.width + 5 for own in self.fields]
        widest = max(sum(pixels[: self.first]), pixels[0] + sum(pixels[self.first :]))
        return max(LEAST_SCALE, min(100, 100 * ROOM // widest))
