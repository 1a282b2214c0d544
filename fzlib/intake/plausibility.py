"""Checks of a period's figures against each other, the period before and last year's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fzlib.errors import ProblemLog, listing
from fzlib.intake.bureau.import_record import Imported
from fzlib.intake.monthly_file import Figures, Key
from fzlib.scoring.panel import CITY, COUNTY, Panel, Region, base_of
from fzlib.scoring.periods import Period
from fzlib.scoring.reconcile import Sum, accumulated, counties_sum, ways
from fzlib.scoring.rounding import decimals_of, half_up, plain
from fzlib.vocabulary import (
    LEVELS,
    MEASURES,
    MOST_LEVEL,
    MOST_RATE,
    SPANS,
    YTD,
    measure_name,
)

GROWTH_TOLERANCE = Decimal("0.1")  # 百分点, given against computed
UNIT_JUMP = 100
LEAST_GROWTH = -90  # %, computed: hardly a year's fall
ADDS_UP = 1  # %, year-to-date against the previous one and the month
LEAST_ALIKE = 5  # growths of a column; fewer may all be small
LEAST_INDEX, MOST_INDEX = 70, 150  # of a column that may be an index
FRACTION = 3  # decimals of a percentage with one, written as a fraction: 7.6 % as 0.076


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
            if period.is_first and month != ytd:
                what = f"1—2月的累计{plain(ytd)}与当月{plain(month)}（{other}）不同"
                log.stop(
                    where,
                    what + f"（{MEASURES[measure].unit}）",
                    "两格是同一个数，改成一致或只填一格",
                )
            elif measure == "output" and ytd < month:
                what = f"累计{plain(ytd)}小于当月{plain(month)}（{other}），单位亿元"
                log.stop(where, what, "核对两格是否填错或单位不同")
        for span in SPANS:
            _check_base(figures, span, region.name, log)


def _check_base(figures: Figures, span: str, region: str, log: ProblemLog) -> None:
    """A base worked out from a growth near −100 % must stay within the bounds of a level."""
    keys = [(measure, span, region) for measure in ("output", "base", "output_growth")]
    level, base, growth = (figures.values.get(key) for key in keys)
    worked_out = base_of(level, growth) if base is None else None
    if worked_out is not None and worked_out > MOST_LEVEL:
        what = f"增速{plain(growth)}%使推算的同期超过1000万亿元"
        log.stop(figures.places[keys[2]], what, "核对增速，或填上同期数")


def warn_growth(
    figures: Figures, regions: Sequence[Region], word: str, spans: Sequence[str], log: ProblemLog
) -> None:
    """Growth computed from level and base: more than 0.1 百分点 from the one given.

    Where none is given, beyond +1000 % or below −90 %, as where one of two columns is in another
    unit: told, for it may be right.
    """
    for span in spans:
        for region in regions:
            given, level, base = (
                figures.values.get((m, span, region.name))
                for m in ("output_growth", "output", "base")
            )
            if level is None or not base:
                continue
            computed = (level / base - 1) * 100
            name = f"{region.name}{measure_name('output_growth', span, word)}"
            shown = f"按本期和同期计算为{plain(half_up(computed, 2))}%"
            if given is not None and abs(given - computed) > GROWTH_TOLERANCE:
                place = figures.places["output_growth", span, region.name]
                what = f"{name}填{plain(given)}%，{shown}"
                log.warn(place, what, "以填报数计分；核对三个数", serious=True)
            if given is None and not LEAST_GROWTH <= computed <= MOST_RATE:
                place = figures.places["output", span, region.name]
                log.warn(place, f"{name}{shown}", "核对两个数的小数点和单位", serious=True)


def warn_fractions(
    figures: Figures, regions: Sequence[Region], word: str, spans: Sequence[str], log: ProblemLog
) -> None:
    """A column of growths that look like fractions (0.076 for 7.6 %): one warning, at its first.

    At least five of city and counties, all below 1 % in size, and one has three decimals:
    percentages that small have one or two, as bureaus publish them. Nation and province are
    not looked at: they come from elsewhere, and may be right where the others are not.
    """
    names = [region.name for region in regions if region.kind in (CITY, COUNTY)]
    for measure, span in ((m, s) for m in ("va_growth", "output_growth") for s in spans):
        keys = [key for name in names if (key := (measure, span, name)) in figures.values]
        column = [figures.values[key] for key in keys]
        fine = [value for value in column if decimals_of([value]) >= FRACTION]
        if len(column) < LEAST_ALIKE or not fine or any(abs(value) >= 1 for value in column):
            continue
        log.warn(
            figures.places[keys[0]],
            f"{measure_name(measure, span, word)}一列{len(column)}个数都在±1%以内，像是没有乘100",
            f"核对；如{plain(fine[0])}是否应为{plain(fine[0] * 100)}",
            serious=True,
        )


def warn_indices(
    figures: Figures, regions: Sequence[Region], word: str, spans: Sequence[str], log: ProblemLog
) -> None:
    """A column of growths that look like an index, last year's being 100: one warning.

    At least five of city and counties, all of 70 to 150: so even no county's year is.
    """
    names = [region.name for region in regions if region.kind in (CITY, COUNTY)]
    for measure, span in ((m, s) for m in ("va_growth", "output_growth") for s in spans):
        keys = [key for name in names if (key := (measure, span, name)) in figures.values]
        column = [figures.values[key] for key in keys]
        if len(column) < LEAST_ALIKE or not all(LEAST_INDEX <= v <= MOST_INDEX for v in column):
            continue
        log.warn(
            figures.places[keys[0]],
            f"{measure_name(measure, span, word)}一列{len(column)}个数都在{LEAST_INDEX}至"
            f"{MOST_INDEX}之间，像是指数（上年同期=100）",
            f"核对；如{plain(column[0])}是否应为{plain(column[0] - 100)}",
            serious=True,
        )


def way_name(one: Sum) -> str:
    """不含高新区、加平潭县: a way to count the counties; '' for the one that is evaluated."""
    names = [f"不含{listing(one.without)}"] if one.without else []
    names += [f"加{listing(one.beside)}"] if one.beside else []
    return "、".join(names)


def beside(figures: Mapping[Key, Decimal], measure: str, span: str) -> dict[str, Decimal]:
    """Region → figure, of those not assessed."""
    return {name: value for (m, s, name), value in figures.items() if (m, s) == (measure, span)}


def worked_out(panel: Panel, measure: str, span: str) -> bool:
    """Whether any figure of city or counties is 推算: then their sum need not agree."""
    return measure == "base" and any(
        panel.has_derived_base(span, region.name) for region in panel.local
    )


def warn_sums(
    panel: Panel, figures: Figures, spans: Sequence[str], word: str, log: ProblemLog
) -> None:
    """The counties' sum against the city, where more than rounding lies between them."""
    city = panel.city
    for span in spans:
        for measure in LEVELS:
            found = counties_sum(panel, measure, span)
            place = figures.places.get((measure, span, city.name))
            derived = worked_out(panel, measure, span)
            if found is None or place is None or found.rounding or derived:
                continue
            share = half_up(found.rest / found.city * 100, 2) if found.city else Decimal(0)
            others = ways(panel, measure, span, beside(figures.beside, measure, span))
            agreeing = [way_name(one) for one in others if one.rounding]
            mend = f"{agreeing[0]}时与全市一致；核对口径" if agreeing else ""
            name = measure_name(measure, span, word)
            log.warn(
                place,
                f"{city.name}{name}{plain(found.city)}亿元，各县（市）区合计"
                f"{plain(found.total)}亿元，相差{plain(found.rest)}亿元（{plain(share)}%）",
                mend or "核对口径（如高新区是否重复计入）",
                serious=True,
            )


def warn_jumps(panel: Panel, figures: Figures, before: Panel, word: str, log: ProblemLog) -> None:
    """A level 100 times, or a hundredth of, the previous period's: another unit?"""
    for span in SPANS:
        for measure in LEVELS:
            for region in panel.regions:
                now = figures.values.get((measure, span, region.name))
                then = _value(before, measure, span, region.name)
                if not now or not then:
                    continue
                if now >= then * UNIT_JUMP or now * UNIT_JUMP <= then:
                    name = measure_name(measure, span, word)
                    log.warn(
                        figures.places[measure, span, region.name],
                        f"{region.name}{name}{plain(now)}亿元，上期{plain(then)}亿元",
                        "是否单位不同？",
                        serious=True,
                    )


def warn_accumulated(
    panel: Panel, figures: Figures, before: Panel, word: str, log: ProblemLog
) -> None:
    """Year-to-date more than 1 % from the previous one and the month: a revision, or a slip?"""
    for measure in LEVELS:
        for region in panel.local:
            found = accumulated(panel, before, measure, region.name)
            place = figures.places.get((measure, YTD, region.name))
            if found is None or place is None or abs(found.share) <= ADDS_UP:
                continue
            name = measure_name(measure, YTD, word)
            log.warn(
                place,
                f"{region.name}{name}{plain(found.ytd)}亿元，上期累计与当月之和"
                f"{plain(found.before + found.month)}亿元，相差{plain(found.rest)}亿元"
                f"（{half_up(found.share, 2)}%）",
                "核对，或为前期数修订",
                serious=True,
            )


def warn_last_year(
    figures: Figures, last: Figures, word: str, spans: Sequence[str], log: ProblemLog
) -> None:
    """同期 of this year's file against the level of last year's file; this year's is used."""
    for (measure, span, region), value in figures.values.items():
        then = last.values.get(("output", span, region))
        if measure == "base" and span in spans and then not in (None, value):
            name = measure_name(measure, span, word)
            log.warn(
                figures.places[measure, span, region],
                f"{region}{name}{plain(value)}亿元，上年文件为{plain(then)}亿元",
                "以本年文件为准（口径、数据有修订）",
                serious=True,
            )


def warn_changed(
    figures: Figures,
    imported: Mapping[Key, Imported],
    word: str,
    spans: Sequence[str],
    log: ProblemLog,
) -> None:
    """A figure that is no longer what was imported: changed by hand, or taken out."""
    for key, one in imported.items():
        measure, span, region = key
        place, now = figures.places.get(key), figures.values.get(key)
        if span not in spans or place is None or one.stands(now):
            continue
        name, unit = measure_name(measure, span, word), MEASURES[measure].unit
        there = "空缺" if now is None else f"{plain(now)}{unit}"
        log.warn(
            place,
            f"{region}{name}{there}，导入时为{plain(one.value)}{unit}（{one.place}）",
            "核对；是修订就重新导入",
        )


def warn_not_assessed(figures: Figures, log: ProblemLog) -> None:
    """Rows of regions that are known and not assessed."""
    for place, name in figures.not_assessed:
        log.warn(place, f"{name}不在考评范围，未计入")


def _value(panel: Panel, measure: str, span: str, region: str) -> Decimal | None:
    names = [r.name for r in panel.regions]
    if region not in names:
        return None
    return panel.value(measure, span, region)
