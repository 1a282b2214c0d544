"""The figures of a period, each with its cell; and how one is read from a cell."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.cell_values import Misread, is_dotted, read_figure
from fzlib.intake.formats.cells import Cell, Remark
from fzlib.scoring.measures import OUTPUT, Series
from fzlib.scoring.panel import FigureKey
from fzlib.scoring.periods import Period


@dataclass
class Figures:
    """Decimals in the series' units; ``places`` has every cell there is for them, blank ones too.

    ``misread``: where something stands in the cell and is no figure: neither known nor blank.
    ``beside``: figures of regions that are not assessed, as far as they can be read.
    ``headers``: series and span → the header's cell and the unit in it.
    """

    values: dict[FigureKey, Decimal] = field(default_factory=dict)
    places: dict[FigureKey, Place] = field(default_factory=dict)
    misread: set[FigureKey] = field(default_factory=set)
    beside: dict[FigureKey, Decimal] = field(default_factory=dict)
    not_assessed: list[tuple[Place, str]] = field(default_factory=list)
    headers: dict[tuple[str, str], tuple[Place, str]] = field(default_factory=dict)

    def is_filled(self, key: FigureKey) -> bool:
        """Whether something stands in the cell, a figure or not."""
        return key in self.values or key in self.misread

    def paired(self, period: Period) -> Figures:
        """With what is told of one span only, where a period's spans are one figure."""
        cells = {key: self.places[key] for key in self.values}
        headers = {
            (series, twin): header
            for (series, span), header in self.headers.items()
            for twin in period.twins(span)
        }
        return Figures(
            period.paired(self.values),
            period.paired(self.places) | period.paired(cells),  # not the other, blank cell
            set(period.paired(dict.fromkeys(self.misread))),
            period.paired(self.beside),
            self.not_assessed,
            headers | self.headers,
        )


class Remarks:
    """Figures that a sheet shows otherwise than it holds them, told once a column."""

    def __init__(self) -> None:
        self.places: dict[tuple[Hashable, Remark], list[Place]] = {}

    def note(self, column: Hashable, place: Place, cell: Cell) -> None:
        """Take in a cell that a figure was read from."""
        for remark in cell.remarks:
            self.places.setdefault((column, remark), []).append(place)

    def tell(self, log: ProblemLog) -> None:
        """A warning for each column and remark, at the first cell."""
        for (_, remark), places in self.places.items():
            more = f"（{listing(place.cell for place in places)}）" if len(places) > 1 else ""
            log.warn(places[0], remark.what + more, remark.mend, kind="figure.shown_otherwise")


def figure_at(
    place: Place, cell: Cell, series: Series, unit: str, log: ProblemLog
) -> Decimal | None:
    """A cell's figure in the series' unit; None where it is missing, or wrong (then logged)."""
    try:
        figure = read_figure(cell, series, unit)
    except Misread as misread:
        log.stop(place, misread.what, misread.mend, kind="figure.misread")
        return None
    if is_dotted(cell):
        mend = "年鉴里“…”表示不足最小单位；如有数请填数"
        log.warn(place, "填的是“…”，按缺数处理", mend, kind="figure.absent")
    if figure is not None and figure < 0 and is_never_negative(series):
        what = f"“{cell.shown}”是负数，这一列的数不能为负"
        log.stop(place, what, "核对正负号", kind="figure.negative")
        return None
    return figure


def is_never_negative(series: Series) -> bool:
    """Of the level of every city and its 同期; what a rule book declares may be negative."""
    return series.is_level and series.measure == OUTPUT
