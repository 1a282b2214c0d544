"""What those who evaluate decide: an item's points, 加减分, a veto; a row each, with its basis.

rulings.csv, adjustments.csv and vetoes.csv, all of them optional.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from fzlib.errors import Problem, ProblemLog
from fzlib.intake.cell_values import Misread, as_written
from fzlib.intake.input_files import Files
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import InputTable, TableRow, find_text_table
from fzlib.scoring.decisions import EFFECTS, Adjustment, Ruling, Veto
from fzlib.scoring.periods import AnyPeriod, Period, parse_any
from fzlib.scoring.regions import Region
from fzlib.scoring.rounding import half_up, plain
from fzlib.scoring.rulebook import RuleBook

MOST_POINTS = Decimal(10) ** 6
_EFFECTS = {word: effect for effect, word in EFFECTS.items()}


class DecisionFile(NamedTuple):
    """A file of decisions: its columns, and how to mend a row of it."""

    stem: str
    subject: str  # of its problems' kinds
    columns: tuple[str, ...]
    reason: str
    points: str = ""


RULINGS = DecisionFile(
    "rulings",
    "ruling",
    ("期间", "地区", "考评项", "得分", "依据"),
    "写明审定的文件或会议",
    "填审定的得分",
)
ADJUSTMENTS = DecisionFile(
    "adjustments",
    "adjustment",
    ("期间", "地区", "事项", "加减分", "依据"),
    "写明加减分依据的文件或通报",
    "加分填正数，减分填负数",
)
VETOES = DecisionFile(
    "vetoes", "veto", ("期间", "地区", "效力", "依据"), "写明否决依据的文件或通报"
)
DECISION_FILES = (RULINGS, ADJUSTMENTS, VETOES)


@dataclass(frozen=True)
class Decisions:
    """The decisions that bear on a period; what is wrong with a row goes to ``log``.

    Rulings are of the period alone; adjustments and vetoes of its year, as each month, quarter
    and year takes its own. Without regions every name would be unknown: nothing is read.
    """

    files: Files
    period: Period
    regions: Sequence[Region]
    log: ProblemLog

    def rulings(self, book: RuleBook | None) -> list[Ruling]:
        """Of rulings.csv; without a rule book every item would be unknown, and none is read."""
        rows, rulings = self._rows(RULINGS), list[Ruling]()
        if rows is None or book is None:
            return []
        for row, _ in rows.of(Period.parse, lambda when: when == self.period):
            before = len(self.log.problems)
            item = row.text("考评项")
            region = rows.county(row)
            if item not in book.item_ids:
                mend = f"可选：{'、'.join(book.item_ids)}"
                what = f"没有“{row.cell('考评项').shown}”这个考评项"
                row.stop("考评项", what, mend, "ruling.item")
            rows.check_basis(row, "依据")
            points = rows.points(row, "得分")
            if len(self.log.problems) > before or region is None or points is None:
                continue
            what = f"{region}的 {item} 已有一条审定"
            rows.check_once(row, "考评项", (region, item), what, "一个考评项只留一条")
            ruled = next(own for own, span in book.items if own.item_id(span) == item)
            if points > ruled.points:
                most = f"{ruled.name}一项的分值{plain(ruled.points)}分"
                what = f"审定得分{plain(points)}分，高于{most}"
                matter = f"{region}{ruled.name}{what}"
                place, mend = row.place("得分"), "核对得分"
                self.log.warn(place, what, mend, kind="ruling.points", matter=matter)
            rulings.append(Ruling(region, item, points, row.text("依据")))
        return rulings

    def adjustments(self) -> list[Adjustment] | None:
        """Of adjustments.csv; None where there is no such file."""
        rows, adjustments = self._rows(ADJUSTMENTS), list[Adjustment]()
        if rows is None:
            return None if self.files.looked["adjustments"] is None else []
        for row, when in rows.of(parse_any, self._of_year):
            before = len(self.log.problems)
            matter = row.text("事项")
            region = rows.county(row)
            if not matter:
                row.stop("事项", "没有写事项", "写明为什么加减分", "adjustment.matter")
            rows.check_basis(row, "事项", "依据")
            points = rows.points(row, "加减分")
            if len(self.log.problems) > before or region is None or points is None:
                continue
            what = f"{region}{when}的“{row.cell('事项').shown}”已有一条"
            key, mend = (when, region, matter), "同一期间、地区、事项只留一条"
            rows.check_once(row, "事项", key, what, mend)
            adjustments.append(Adjustment(when, region, matter, points, row.text("依据")))
        return adjustments

    def vetoes(self) -> list[Veto]:
        """Of vetoes.csv."""
        rows, vetoes = self._rows(VETOES), list[Veto]()
        if rows is None:
            return []
        for row, when in rows.of(parse_any, self._of_year):
            before = len(self.log.problems)
            effect = row.text("效力")
            region = rows.county(row)
            if effect not in _EFFECTS:
                what = f"效力“{row.cell('效力').shown}”不对"
                row.stop("效力", what, f"可选：{'、'.join(_EFFECTS)}", "veto.effect")
            rows.check_basis(row, "依据")
            if len(self.log.problems) > before or region is None:
                continue
            what = f"{region}{when}的“{effect}”已有一条"
            rows.check_once(row, "效力", (when, region, effect), what, "同一期间、地区只留一条")
            vetoes.append(Veto(when, region, _EFFECTS[effect], row.text("依据")))
        return vetoes

    def _of_year(self, when: AnyPeriod) -> bool:
        return when.year == self.period.year

    def _rows(self, file: DecisionFile) -> _Rows | None:
        label, sheets = self.files.sheets(file.stem, self.log)
        if not sheets or not self.regions:
            return None
        log = ProblemLog()
        table = find_text_table(sheets, label, file.columns, file.columns, log)
        self.log.problems += log.problems
        if table is None:
            return None
        return _Rows(replace(table, log=self.log), file, self.regions, log.warnings)


@dataclass
class _Rows:
    """The rows of a file of decisions, and the checks that they share.

    ``hints``: of the file as a whole, told with its first row that is used.
    """

    table: InputTable
    file: DecisionFile
    regions: Sequence[Region]
    hints: Sequence[Problem]
    seen: set[Hashable] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names = RegionNames(self.regions)

    def of(
        self, parse: Callable[[str], AnyPeriod], wanted: Callable[[AnyPeriod], bool]
    ) -> Iterator[tuple[TableRow, AnyPeriod]]:
        """Rows with the period each is for, of those wanted."""
        hints = [*self.hints]
        for row in self.table.rows():
            when = row.when("期间", parse)
            if when is not None and wanted(when):
                self.table.log.warnings += hints
                hints.clear()
                yield row, when

    def county(self, row: TableRow) -> str | None:
        """The assessed county that a row is about."""
        region = self.names.find(row.text("地区"))
        if region is not None and region.assessed:
            return region.name
        near = self.names.nearest(row.text("地区"))
        mend = f"是不是“{near}”？" if near and region is None else "改为参加考评的县区"
        what = f"“{row.cell('地区').shown}”不是考评的县区"
        row.stop("地区", what, mend, f"{self.file.subject}.region")
        return None

    def check_basis(self, row: TableRow, *printed: str) -> None:
        """A decision says on what it rests; what is ``printed`` of it does not break its line."""
        if not row.text("依据"):
            row.stop("依据", "没有写依据", self.file.reason, f"{self.file.subject}.reason")
        row.check_printable(*printed)

    def check_once(self, row: TableRow, at: str, key: Hashable, what: str, mend: str) -> None:
        """No two rows decide the same."""
        if key in self.seen:
            row.stop(at, what, mend, f"{self.file.subject}.twice")
        self.seen.add(key)

    def points(self, row: TableRow, column: str) -> Decimal | None:
        """The points decided; those refused too."""
        kind = f"{self.file.subject}.points"
        try:
            points = as_written(row.cell(column))
        except Misread as misread:
            row.stop(column, misread.what, misread.mend, kind)
            return None
        shown = row.cell(column).shown
        if points is None:
            row.stop(column, f"没有写{column}", self.file.points, kind)
        elif abs(points) > MOST_POINTS:
            row.stop(column, f"{column}“{shown}”过大", "核对小数点", kind)
        elif points != half_up(points, 2):
            row.stop(column, f"{column}“{shown}”超过2位小数", "最多2位小数", kind)
        return points
