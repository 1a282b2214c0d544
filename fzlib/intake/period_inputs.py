"""The inputs of one period: each file read and checked in turn, then the panel built of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from fzlib.analysis import plausibility, unit_slips
from fzlib.analysis.plausibility import StatedFigures
from fzlib.errors import Problem, ProblemLog
from fzlib.intake.bureau.import_record import Imported, read_record
from fzlib.intake.columns import Headings
from fzlib.intake.dataset_file import dataset_of
from fzlib.intake.decisions import Decisions
from fzlib.intake.figure_checks import (
    check_contradictions,
    warn_blanks,
    warn_changed,
)
from fzlib.intake.figures import Figures
from fzlib.intake.input_files import Files, regions_of, rulebook_of, rules_label
from fzlib.intake.monthly_file import FigureFiles
from fzlib.intake.needs import city_targets, used_spans
from fzlib.intake.placeholders import check_placeholders
from fzlib.intake.used_rows import UNUSED, of_decisions, of_regions
from fzlib.scoring.measures import STANDING_SERIES
from fzlib.scoring.panel import Dataset, FigureKey, Panel, build_panel
from fzlib.scoring.periods import AnyPeriod, Period
from fzlib.scoring.regions import CITY, NATION, PROVINCE, Region
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import SPANS


@dataclass(frozen=True, eq=False)
class PeriodInputs:
    """All checked inputs of a period. ``previous`` is the period's before, if it is there.

    ``files``: every file read, by its name within the data folder → digest of what the period used
    of it. ``whole``: the same → sha256 of the file's bytes.
    ``beside``: (series, span, region) → figures of regions not assessed, as far as they can be
    read. ``imported``: the same key → the cell of the workbook a figure was imported from.
    ``doubted``: measures (codes) and spans of which a level or 同期 seems to be in another unit.
    """

    panel: Panel
    book: RuleBook
    warnings: tuple[Problem, ...]
    files: Mapping[str, str]
    whole: Mapping[str, str]
    previous: PeriodInputs | None = None
    beside: Mapping[FigureKey, Decimal] = field(default_factory=dict)
    imported: Mapping[FigureKey, Imported] = field(default_factory=dict)
    doubted: frozenset[tuple[str, str]] = frozenset()

    def used_for(self, of: AnyPeriod) -> dict[str, str]:
        """`files` as the report of the period, or of the quarter or year it is the last of, does.

        They differ in the decisions: each report has its own.
        """
        used, labels = dict(self.files), {label.partition(".")[0]: label for label in self.whole}
        for stem, digest in of_decisions(self.panel, of).items():
            if label := labels.get(stem):
                used[label] = digest
        return {label: used[label] for label in sorted(used) if used[label] != UNUSED}

    def __repr__(self) -> str:
        city, period = self.panel.city.name, self.panel.period
        counts = f"{len(self.files)}个文件，{len(self.warnings)}条提示"
        return (
            f"{city}{period.label}输入：{len(self.panel.counties)}个县（市）区，{counts}\n"
            "接着看：fz.score(inputs)、inputs.warnings、inputs.panel"
        )


@dataclass(frozen=True)
class _Basis:
    """What every file is read by. ``is_sound``: nothing is wrong with any of it.

    Else a blank, or a region not assessed, may only follow from that.
    """

    dataset: Dataset | None
    book: RuleBook | None
    regions: Sequence[Region]
    is_sound: bool

    @property
    def headings(self) -> Headings:
        """Of the folder's files; those of every city where there is no readable rule book."""
        series = self.book.series if self.book else STANDING_SERIES
        return Headings(self.dataset.output if self.dataset else "", series)


def _basis(files: Files, period: Period, rules: str | Path | None, log: ProblemLog) -> _Basis:
    of_rules = ProblemLog()
    dataset, book = dataset_of(files, log), rulebook_of(files, period, rules, of_rules)
    regions = regions_of(files, log, grouped=book.by_group if book else False)
    log.problems += of_rules.problems
    log.warnings += of_rules.warnings
    is_sound, label = not log.problems, rules_label(period.year, rules)
    areas = regions if is_sound else ()
    check_placeholders(dataset, book, label, areas, log, is_own=rules is None)
    return _Basis(dataset, book, regions, is_sound)


def read_period(
    files: Files, period: Period, *, rules: str | Path | None, previous: PeriodInputs | None
) -> PeriodInputs:
    """Read, check and put together the inputs of a period.

    Args:
        rules: a rule book in place of the folder's own. previous: of the period before.

    Raises:
        InputError: every problem of every file at once.
    """
    log = ProblemLog()
    basis = _basis(files, period, rules, log)
    book, regions, headings = basis.book, basis.regions, basis.headings
    figure_files = FigureFiles(files, period, regions, headings, book, log)
    figures = figure_files.of_period()
    decisions = Decisions(files, period, regions, log)
    rulings = decisions.rulings(book)
    adjustments, vetoes = decisions.adjustments(), decisions.vetoes()
    check_contradictions(figures, period, regions, headings.series, log)
    scored = period.distinct(book.spans) if book else ()
    stated = StatedFigures(
        figures.values, figures.places, figures.headers, _panel_regions(regions),
        scored if period.month_is_ytd else SPANS,  # looked at, though one is not scored
        headings.output, headings.series,
    )  # fmt: skip
    before = previous.panel if previous else None
    if book and basis.is_sound:
        _warn_alone(figures, stated, book, period, log)
        if log.problems:  # a column in another unit may explain them
            _warn_slips(stated, before, {}, log)
    log.raise_if_any()
    assert basis.dataset is not None
    assert book is not None
    last = figure_files.of_last_year().values
    panel = build_panel(
        period, stated.regions, figures.values, dataset=basis.dataset, series=headings.series,
        rulings=rulings, adjustments=adjustments, vetoes=vetoes,
        sources={key: figures.places[key] for key in figures.values},
    )  # fmt: skip
    imported = period.paired(read_record(files, period, headings, log))
    log.warnings += plausibility.against_city(panel, stated, scored, figures.beside)
    if before:
        log.warnings += plausibility.against_previous(panel, stated, before)
    log.warnings += plausibility.against_last_year(stated, last)
    warn_changed(stated, imported, log)
    slips = _warn_slips(stated, before, last, log)
    doubted = frozenset((slip.series.measure.code, slip.span) for slip in slips)
    hints = tuple(log.warnings)
    files.parts[files.looked["regions"] or ""] = of_regions(stated.regions, figure_files.found)
    whole = dict(sorted(files.seen.items()))
    inputs = PeriodInputs(
        panel, book, hints, files.used, whole, previous, figures.beside, imported, doubted
    )
    return replace(inputs, files=inputs.used_for(period))


def _panel_regions(regions: Sequence[Region]) -> list[Region]:
    """Nation, province, city, then the assessed counties."""
    top = [region for kind in (NATION, PROVINCE, CITY) for region in regions if region.kind == kind]
    return [*top, *(region for region in regions if region.assessed)]


def _warn_alone(
    figures: Figures,
    stated: StatedFigures,
    book: RuleBook,
    period: Period,
    log: ProblemLog,
) -> None:
    """What the figures say by themselves; told of a file with problems too."""
    for place, name in figures.not_assessed:
        what = f"{name}不在考评范围，未计入"
        log.warn(place, what, kind="region.not_assessed", matter=what)
    warn_blanks(figures, stated, used_spans(book, period), city_targets(book), log)
    log.warnings += plausibility.among_themselves(stated)


def _warn_slips(
    stated: StatedFigures, before: Panel | None, last: Mapping[FigureKey, Decimal], log: ProblemLog
) -> list[unit_slips.Slip]:
    """Columns in another unit, told before all else and in place of what they explain."""
    slips = unit_slips.slips(stated, before, last)
    log.warnings[:] = unit_slips.column_hints(slips, stated, log.warnings)
    return slips
