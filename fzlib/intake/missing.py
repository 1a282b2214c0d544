"""缺数: which blank cells are told of, and where a column is blank throughout."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.plausibility import StatedFigures
from fzlib.errors import Place, ProblemLog
from fzlib.intake.figures import Figures
from fzlib.intake.monthly_file import Wanted
from fzlib.scoring.panel import CITY, Region, base_of
from fzlib.vocabulary import MEASURES

WHOLE = 3  # regions; a column of more that is blank throughout is told in one line


def warn_blanks(
    figures: Figures, stated: StatedFigures, wanted: Wanted, spans: Sequence[str], log: ProblemLog
) -> None:
    """缺数: every blank among the figures the rule book scores (a base that is 推算 is none).

    A column in which nothing stands is told once.
    """
    measures = {column for group in wanted for column in group if column.span in spans}
    for measure, span in sorted(measures, key=lambda key: (list(MEASURES).index(key[0]), key[1])):
        # a blank growth of output is computed; where it cannot be, the blank base is named
        needed = "base" if measure == "output_growth" else measure
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
    if figures.filled((measure, span, region)):
        return False
    parts = [(part, span, region) for part in ("output", "output_growth")]
    if measure != "base" or not all(figures.filled(part) for part in parts):
        return True
    level, growth = (figures.values.get(part) for part in parts)
    return figures.misread.isdisjoint(parts) and base_of(level, growth) is None


def _is_expected(measure: str, region: Region) -> bool:
    """Whether a region has a figure for it to be scored by."""
    if region.assessed or measure == "va_growth":
        return True
    return region.kind == CITY and measure != "expected"
