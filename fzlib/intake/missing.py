"""缺数: which blank cells are told of, and where a column is blank throughout."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.errors import Place, ProblemLog
from fzlib.intake.figures import Figures
from fzlib.intake.monthly_file import Wanted
from fzlib.scoring.panel import CITY, Region, base_of
from fzlib.vocabulary import MEASURES, measure_name

WHOLE = 3  # regions; a column of more that is blank throughout is told in one line


def warn_blanks(
    figures: Figures,
    regions: Sequence[Region],
    wanted: Wanted,
    word: str,
    spans: Sequence[str],
    log: ProblemLog,
) -> None:
    """缺数: every blank among the figures the rule book scores (a base that is 推算 is none).

    A column in which nothing stands is told once.
    """
    measures = {(c.measure, c.span) for group in wanted for c in group if c.span in spans}
    for measure, span in sorted(measures, key=lambda key: (list(MEASURES).index(key[0]), key[1])):
        # a blank growth of output is computed; where it cannot be, the blank base is named
        needed = "base" if measure == "output_growth" else measure
        if needed != measure and not any(key[:2] == (measure, span) for key in figures.values):
            continue  # nothing in the column: it stands in for no base, and that is said
        asked = 0
        told: list[tuple[Place, str]] = []
        for region in regions:
            place = figures.places.get((measure, span, region.name))
            named = needed != measure and (needed, span, region.name) in figures.places
            if place is None or named or not _asked(measure, region):
                continue
            asked += 1
            if _is_blank(figures, needed, span, region.name):
                told.append((place, region.name))
        name = measure_name(measure, span, word)
        if len(told) == asked > WHOLE:
            told = [(told[0][0], f"{asked}个地区的")]
        for place, whose in told:
            log.warn(place, f"{whose}{name}空缺，按缺数处理", "有数后补填重算")


def _is_blank(figures: Figures, measure: str, span: str, region: str) -> bool:
    """Not known, nor told by other cells; what is misread may tell it once that is mended."""
    if figures.filled((measure, span, region)):
        return False
    parts = [(part, span, region) for part in ("output", "output_growth")]
    if measure != "base" or not all(figures.filled(part) for part in parts):
        return True
    level, growth = (figures.values.get(part) for part in parts)
    return figures.misread.isdisjoint(parts) and base_of(level, growth) is None


def _asked(measure: str, region: Region) -> bool:
    if measure == "va_growth":
        return True
    if measure == "expected":
        return region.assessed
    return region.assessed or region.kind == CITY
