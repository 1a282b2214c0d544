"""Files that contradict themselves, which stops a run, or the record of their import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fzlib.analysis.plausibility import StatedFigures
from fzlib.errors import ProblemLog
from fzlib.intake.bureau.import_record import Imported
from fzlib.intake.figures import Figures
from fzlib.scoring.panel import FigureKey, Region, base_of
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import MEASURES, MOST_LEVEL, SPANS


def check_figures(
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
