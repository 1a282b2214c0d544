"""What is checked of a period's figures once all are read: contradictions, blanks, changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from fzlib.analysis.plausibility import StatedFigures
from fzlib.errors import Place, ProblemLog
from fzlib.intake.bureau.import_record import Imported
from fzlib.intake.figures import Figures
from fzlib.intake.needs import is_expected
from fzlib.scoring.measures import BASE, GROWTH, LEVEL, OUTPUT, Measure, Series
from fzlib.scoring.panel import FigureKey, base_of
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import MONEY, SPANS

WHOLE = 3  # regions; a column of more that is blank throughout is told in one line


def check_contradictions(
    figures: Figures,
    period: Period,
    regions: Sequence[Region],
    series: Mapping[str, Series],
    log: ProblemLog,
) -> None:
    """What stops a run: year-to-date below the month, 1—2月 told twice, a base out of bounds.

    In 1—2月 the figures are paired already: one that is given once agrees with itself. Only the
    level of every city cannot fall from the month to the year to date.
    """
    measures = dict.fromkeys(each.measure for each in series.values() if each.measure.base)
    based = [(m, [m.code_of(aspect) for aspect in (LEVEL, BASE, GROWTH)]) for m in measures]
    for region in regions:
        for code, each in series.items():
            keys = [(code, span, region.name) for span in SPANS]
            month, ytd = (figures.values.get(key) for key in keys)
            if month is None or ytd is None:
                continue
            where, other = figures.places[keys[1]], figures.places[keys[0]].cell
            if period.month_is_ytd and month != ytd:
                what = f"1—2月的累计{plain(ytd)}与当月{plain(month)}（{other}）不同（{each.unit}）"
                mend = "两格是同一个数，改成一致或只填一格"
                log.stop(where, what, mend, kind="figure.contradictory")
            elif ytd < month and each == OUTPUT.series[LEVEL]:
                what = f"累计{plain(ytd)}小于当月{plain(month)}（{other}），单位{each.unit}"
                log.stop(where, what, "核对两格是否填错或单位不同", kind="figure.contradictory")
        for (measure, codes), span in product(based, SPANS):
            _check_base(figures, measure, [(code, span, region.name) for code in codes], log)


def _check_base(
    figures: Figures, measure: Measure, keys: Sequence[FigureKey], log: ProblemLog
) -> None:
    """A base worked out from a growth near −100 % must stay within the bounds of a level.

    ``keys``: of level, base and growth.
    """
    level, base, growth = (figures.values.get(key) for key in keys)
    derived = base_of(level, growth, measure.decimals) if base is None else None
    if derived is not None and abs(derived) > measure.series[BASE].most:
        most = "1000万亿元" if measure.unit in MONEY else f"1万亿{measure.unit}"
        what = f"增速{plain(growth)}%使推算的同期超过{most}"
        log.stop(figures.places[keys[2]], what, "核对增速，或填上同期数", kind="figure.unusual")


def warn_changed(
    stated: StatedFigures, imported: Mapping[FigureKey, Imported], log: ProblemLog
) -> None:
    """A figure that is no longer what was imported: changed by hand, or taken out."""
    for key, record in imported.items():
        code, span, region = key
        place, now = stated.places.get(key), stated.values.get(key)
        if span not in stated.spans or place is None or record.stands(now):
            continue
        unit = stated.series[code].unit
        present = "空缺" if now is None else f"{plain(now)}{unit}"
        then = f"导入时为{plain(record.value)}{unit}（{record.place}）"
        what = f"{region}{stated.name(code, span)}{present}，{then}"
        mend, matter = "核对；是修订就重新导入", "与导入时的数不同"
        log.warn(place, what, mend, kind="figure.revised", figures=[key], matter=matter)


def warn_blanks(
    figures: Figures,
    stated: StatedFigures,
    used: Mapping[str, Sequence[str]],
    of_city: Collection[str],
    log: ProblemLog,
) -> None:
    """缺数: every blank among the figures that are scored (a base that is 推算 is none).

    A column in which nothing stands is told once. ``used``: as of `used_spans`. ``of_city``:
    targets that the city must have too.
    """
    for code, span in ((code, span) for code, spans in used.items() for span in spans):
        series = stated.series[code]
        # a blank growth is computed; where it cannot be, the blank base is named
        needed = series.needed_as
        stands_in = needed != code
        if stands_in and not any(key[:2] == (code, span) for key in figures.values):
            continue  # nothing in the column: it stands in for no base, and that is said
        expected = 0
        blanks: list[tuple[Place, str, tuple[str, ...]]] = []
        for region in stated.regions:
            place = figures.places.get((code, span, region.name))
            other_cell = stands_in and (needed, span, region.name) in figures.places
            if place is None or other_cell or not is_expected(series, region, of_city):
                continue
            expected += 1
            both = [(own, span, region.name) for own in (code, series.measure.code)]
            if stands_in and [figures.is_filled(key) for key in both] == [True, False]:
                continue  # it is the level that is blank
            if _is_blank(figures, stated.series[needed], span, region.name):
                blanks.append((place, region.name, (region.name,)))
        if len(blanks) == expected > WHOLE:
            every = tuple(name for *_, names in blanks for name in names)
            blanks = [(blanks[0][0], f"{expected}个地区的", every)]
        for place, whose, names in blanks:
            what = f"{whose}{stated.name(code, span)}空缺，按缺数处理"
            keys, mend = [(code, span, name) for name in names], "有数后补填重算"
            log.warn(place, what, mend, kind="figure.absent", figures=keys, matter="数据缺报")


def _is_blank(figures: Figures, series: Series, span: str, region: str) -> bool:
    """Not known, nor told by other cells; what is misread may tell it once that is mended."""
    if figures.is_filled((series.code, span, region)):
        return False
    measure = series.measure
    parts = [(measure.code_of(aspect), span, region) for aspect in (LEVEL, GROWTH)]
    if series.aspect != BASE or not all(figures.is_filled(part) for part in parts):
        return True
    level, growth = (figures.values.get(part) for part in parts)
    return figures.misread.isdisjoint(parts) and base_of(level, growth, measure.decimals) is None
