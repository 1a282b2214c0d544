"""What is checked of a period's figures once all are read: contradictions, blanks, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from fzlib.analysis.plausibility import StatedFigures
from fzlib.errors import Place, ProblemLog
from fzlib.intake.bureau.import_record import Imported
from fzlib.intake.figures import Figures
from fzlib.scoring.panel import CITY, FigureKey, Region, base_of
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import plain
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MEASURES, MOST_LEVEL, SPANS

WHOLE = 3  # regions; a column of more that is blank throughout is told in one line


def check_contradictions(
    figures: Figures, period: Period, regions: Sequence[Region], log: ProblemLog
) -> None:
    """What stops a run: year-to-date below the month, 1—2月 told twice, a base out of bounds.

    In 1—2月 the figures are paired already: one that is given once agrees with itself.
    """
    for region in regions:
        for measure in MEASURES:
            keys = [(measure, span, region.name) for span in SPANS]
            if not all(key in figures.values for key in keys):
                continue
            month, ytd = (figures.values[key] for key in keys)
            where, other = figures.places[keys[1]], figures.places[keys[0]].cell
            if period.month_is_ytd and month != ytd:
                unit = MEASURES[measure].unit
                what = f"1—2月的累计{plain(ytd)}与当月{plain(month)}（{other}）不同（{unit}）"
                mend = "两格是同一个数，改成一致或只填一格"
                log.stop(where, what, mend, kind="figure.contradictory")
            elif measure == "output" and ytd < month:
                what = f"累计{plain(ytd)}小于当月{plain(month)}（{other}），单位亿元"
                log.stop(where, what, "核对两格是否填错或单位不同", kind="figure.contradictory")
        for span in SPANS:
            _check_base(figures, span, region.name, log)


def _check_base(figures: Figures, span: str, region: str, log: ProblemLog) -> None:
    """A base worked out from a growth near −100 % must stay within the bounds of a level."""
    keys = [(measure, span, region) for measure in ("output", "base", "output_growth")]
    level, base, growth = (figures.values.get(key) for key in keys)
    derived = base_of(level, growth) if base is None else None
    if derived is not None and derived > MOST_LEVEL:
        what = f"增速{plain(growth)}%使推算的同期超过1000万亿元"
        log.stop(figures.places[keys[2]], what, "核对增速，或填上同期数", kind="figure.unusual")


def warn_changed(
    stated: StatedFigures, imported: Mapping[FigureKey, Imported], log: ProblemLog
) -> None:
    """A figure that is no longer what was imported: changed by hand, or taken out."""
    for key, record in imported.items():
        measure, span, region = key
        place, now = stated.places.get(key), stated.values.get(key)
        if span not in stated.spans or place is None or record.stands(now):
            continue
        name, unit = stated.name(measure, span), MEASURES[measure].unit
        present = "空缺" if now is None else f"{plain(now)}{unit}"
        then = f"导入时为{plain(record.value)}{unit}（{record.place}）"
        what = f"{region}{name}{present}，{then}"
        log.warn(place, what, "核对；是修订就重新导入", kind="figure.revised")


def warn_blanks(
    figures: Figures, stated: StatedFigures, book: RuleBook, spans: Sequence[str], log: ProblemLog
) -> None:
    """缺数: every blank among the figures the rule book scores (a base that is 推算 is none).

    A column in which nothing stands is told once.
    """
    for measure, span in product(MEASURES, spans):
        # a blank growth of output is computed; where it cannot be, the blank base is named
        needed = "base" if measure == "output_growth" else measure
        if not book.needs(measure):
            continue
        if needed != measure and not any(key[:2] == (measure, span) for key in figures.values):
            continue  # nothing in the column: it stands in for no base, and that is said
        expected = 0
        blanks: list[tuple[Place, str]] = []
        for region in stated.regions:
            place = figures.places.get((measure, span, region.name))
            other_cell = needed != measure and (needed, span, region.name) in figures.places
            if place is None or other_cell or not _is_expected(measure, region):
                continue
            expected += 1
            if _is_blank(figures, needed, span, region.name):
                blanks.append((place, region.name))
        name = stated.name(measure, span)
        if len(blanks) == expected > WHOLE:
            blanks = [(blanks[0][0], f"{expected}个地区的")]
        for place, whose in blanks:
            what = f"{whose}{name}空缺，按缺数处理"
            log.warn(place, what, "有数后补填重算", kind="figure.absent")


def _is_blank(figures: Figures, measure: str, span: str, region: str) -> bool:
    """Not known, nor told by other cells; what is misread may tell it once that is mended."""
    if figures.is_filled((measure, span, region)):
        return False
    parts = [(part, span, region) for part in ("output", "output_growth")]
    if measure != "base" or not all(figures.is_filled(part) for part in parts):
        return True
    level, growth = (figures.values.get(part) for part in parts)
    return figures.misread.isdisjoint(parts) and base_of(level, growth) is None


def _is_expected(measure: str, region: Region) -> bool:
    """Whether a region has a figure for it to be scored by."""
    return region.has(measure) and (region.kind != CITY or measure != "expected")
