"""A data folder: one city, its regions, rule books and monthly files; loads a period, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from fzlib.analysis import plausibility, unit_slips
from fzlib.analysis.plausibility import StatedFigures
from fzlib.analysis.unit_slips import Slip
from fzlib.errors import InputError, Place, Problem, ProblemLog
from fzlib.intake import cache, contradictions
from fzlib.intake.bureau.import_record import Imported, read_record
from fzlib.intake.input_files import (
    Files,
    dataset_of,
    expected_of,
    last_year_of,
    monthly_of,
    regions_of,
    rulebook_of,
    rulings_of,
    tables_in,
)
from fzlib.intake.missing import warn_blanks
from fzlib.intake.monthly_file import (
    Figures,
    Key,
    Wanted,
    expected_columns,
    monthly_columns,
    pair,
)
from fzlib.scoring.panel import (
    CITY,
    NATION,
    PROVINCE,
    Panel,
    Region,
    build_panel,
)
from fzlib.scoring.periods import Period, PeriodError
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import SPANS

MOST_EARLIER = 12  # a year and a month


@dataclass(frozen=True)
class InputFile:
    """A file that was read: its name within the data folder, and the sha256 of its bytes."""

    label: str
    sha256: str


@dataclass(frozen=True, eq=False)
class PeriodInputs:
    """All checked inputs of a period. ``previous`` is the period's before, if it is there.

    ``beside``: (measure, span, region) → figures of regions not assessed, as far as they can be
    read. ``imported``: the same key → the cell of the workbook a figure was imported from.
    ``doubted``: spans of which a level or 同期 seems to be in another unit.
    """

    panel: Panel
    book: RuleBook
    warnings: tuple[Problem, ...]
    files: tuple[InputFile, ...]
    previous: PeriodInputs | None = None
    beside: Mapping[Key, Decimal] = field(default_factory=dict)
    imported: Mapping[Key, Imported] = field(default_factory=dict)
    doubted: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        city, period = self.panel.city.name, self.panel.period
        told = f"{len(self.files)}个文件，{len(self.warnings)}条提示"
        return (
            f"{city}{period.label}输入：{len(self.panel.counties)}个县（市）区，{told}\n"
            "接着看：fz.score(inputs)、inputs.warnings、inputs.panel"
        )


class Folder:
    """A data folder; every call gives what is in its files then, read again where it changed.

    Raises:
        InputError: no such folder, or no dataset.toml in it.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not (self.path / "dataset.toml").is_file():
            what = "没有 dataset.toml" if self.path.is_dir() else "没有这个文件夹"
            raise InputError([Problem(Place(str(path)), what, "--data 应指向一个数据文件夹")])

    def periods(self) -> list[Period]:
        """Every period that has a monthly file, in order."""
        found = set()
        for path in tables_in(self.path / "monthly"):
            try:
                found.add(Period.parse(path.stem))
            except PeriodError:
                continue  # notes and drafts beside the files
        return sorted(found)

    def load(
        self,
        period: Period | str | int,
        *,
        rules: str | Path | None = None,
        instead: dict[str, Path] | None = None,
    ) -> PeriodInputs:
        """A period's inputs, checked; the previous period too, where its file is there.

        Args:
            period: ``2023-05``. rules: a rule book to use in place of ``rules/YYYY.toml``.
            instead: label → file to read in its place (to check a file before it is put there).

        Raises:
            InputError: every problem at once. PeriodError: no such period.
        """
        period = Period.parse(str(period))
        previous, unusable = None, []
        if period.previous in self.periods():
            try:
                previous = self._load(period.previous, None, rules, {})
            except InputError as error:
                unusable = list(error.problems)
        inputs = self._load(period, previous, rules, instead or {})
        if not unusable:
            return inputs
        where = Place(f"monthly/{period.previous}")
        what = f"上期（{period.previous}）的输入有{len(unusable)}处问题，位次变化没有列出"
        note = Problem(where, what, f"用 fz check {period.previous} 查看")
        return replace(inputs, warnings=(*inputs.warnings, note))

    def history(
        self, period: Period, *, rules: str | Path | None = None, most: int = MOST_EARLIER
    ) -> tuple[PeriodInputs, ...]:
        """The latest ``most`` earlier periods with a file, of any year; in order, each by itself.

        A period whose inputs are wrong, or whose year has no rule book here, is left out: they
        are only compared with.
        """
        found = []
        for earlier in [one for one in self.periods() if one < period][-most:]:
            with suppress(InputError):
                found.append(self._load(earlier, None, rules, {}))
        return tuple(found)

    def load_all(
        self, periods: Iterable[Period], *, rules: str | Path | None = None
    ) -> tuple[PeriodInputs, ...]:
        """Several periods in order, each read once; those without a monthly file are left out.

        Raises:
            InputError: every problem of every period at once; or there is no file for any.
        """
        asked, there = tuple(periods), self.periods()
        loaded: list[PeriodInputs] = []
        problems: list[Problem] = []
        for period in (period for period in asked if period in there):
            before = loaded[-1] if loaded and loaded[-1].panel.period == period.previous else None
            try:
                read = (
                    self._load(period, before, rules, {})
                    if before
                    else self.load(period, rules=rules)
                )
                loaded.append(read)
            except InputError as error:
                problems += error.problems
        if not loaded and not problems:
            what = f"{asked[0]} 至 {asked[-1]} 没有一期数据"
            problems = [Problem(Place("monthly"), what, "放入月度文件后再用")]
        if problems:
            raise InputError(dict.fromkeys(problems))
        return tuple(loaded)

    def _load(
        self,
        period: Period,
        previous: PeriodInputs | None,
        rules: str | Path | None,
        instead: dict[str, Path],
    ) -> PeriodInputs:
        asked = cache.CacheKey(
            self.path, period, str(rules or ""), tuple(instead.items()), previous
        )
        found = cache.lookup(asked)
        if found is None:
            found, files = self._read(period, previous, rules, instead)
            cache.store(asked, files, found)
        return found

    def _read(
        self,
        period: Period,
        previous: PeriodInputs | None,
        rules: str | Path | None,
        instead: dict[str, Path],
    ) -> tuple[PeriodInputs, Files]:
        log = ProblemLog()
        files = Files(self.path, dict(instead))
        dataset = dataset_of(files, log)
        regions = regions_of(files, log)
        book = rulebook_of(files, period, rules, log)
        founded = not log.problems  # else a blank, or a region not assessed, may only follow
        word = dataset.word if dataset else ""
        wanted = monthly_columns(book, period) if book else []
        figures = monthly_of(files, period, regions, word, wanted, log)
        if book is None or book.scores("increment"):
            more = expected_columns(book, period) if book else []
            figures.add(expected_of(files, period, regions, word, more, log))
            wanted = wanted + more
        rulings = rulings_of(files, period, regions, book, log)
        if period.is_first:
            figures.pair()
        contradictions.check_figures(figures, period, regions, log)
        frame, before = _frame(regions), previous.panel if previous else None
        scored = period.distinct(book.spans) if book else ()
        spans = scored if period.is_first else SPANS  # looked at, though one is not scored
        stated = StatedFigures(figures.values, figures.places, figures.headers, frame, spans, word)
        if book is not None and founded:
            _warn_alone(figures, stated, wanted, scored, log)
            if log.problems:
                _warn_slips(stated, before, {}, log)
        log.raise_if_any()
        assert dataset is not None
        assert book is not None
        last_year = last_year_of(files, period, regions, word, log)
        columns = {
            (measure, span): [figures.values.get((measure, span, r.name)) for r in frame]
            for measure, span in {key[:2] for key in figures.values}
        }
        sources = {key: figures.places[key] for key in figures.values}
        panel = build_panel(
            period, frame, columns, dataset=dataset, rulings=rulings, sources=sources
        )
        imported = read_record(files, period, word, log)
        if period.is_first:
            pair(imported)
        log.warnings += plausibility.against_city(panel, stated, scored, figures.beside)
        if before:
            log.warnings += plausibility.against_previous(panel, stated, before)
        last = last_year.values if last_year else {}
        log.warnings += plausibility.against_last_year(stated, last)
        contradictions.warn_changed(figures, imported, word, spans, log)
        slips = _warn_slips(stated, before, last, log)
        read = tuple(InputFile(label, digest) for label, digest in sorted(files.seen.items()))
        inputs = PeriodInputs(
            panel, book, tuple(log.warnings), read, previous, figures.beside, imported,
            frozenset(slip.span for slip in slips),
        )  # fmt: skip
        return inputs, files


def _frame(regions: Sequence[Region]) -> list[Region]:
    """Nation, province, city, then the assessed counties."""
    top = [region for kind in (NATION, PROVINCE, CITY) for region in regions if region.kind == kind]
    return [*top, *(region for region in regions if region.assessed)]


def _warn_alone(
    figures: Figures, stated: StatedFigures, wanted: Wanted, scored: Sequence[str], log: ProblemLog
) -> None:
    """What the figures say by themselves; told of a file with problems too."""
    for place, name in figures.not_assessed:
        log.warn(place, f"{name}不在考评范围，未计入")
    warn_blanks(figures, stated.regions, wanted, stated.output, scored, log)
    log.warnings += plausibility.among_themselves(stated)


def _warn_slips(
    stated: StatedFigures, before: Panel | None, last: Mapping[Key, Decimal], log: ProblemLog
) -> list[Slip]:
    """Columns in another unit, told before all else and in place of what they explain."""
    slips = unit_slips.slips(stated, before, last)
    log.warnings[:] = unit_slips.hints(slips, stated, log.warnings)
    return slips
