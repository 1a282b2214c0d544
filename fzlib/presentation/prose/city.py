"""一、全市总体情况: the city's figures of every measure that items rest on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fzlib.analysis import summary
from fzlib.analysis.extremes import grouped
from fzlib.analysis.summary import CityFigures, city_figures
from fzlib.presentation import terms, wording
from fzlib.presentation.wording import change_from, exact, fixed, growth
from fzlib.scoring.card import Card
from fzlib.scoring.indicators import ABOVE as HELD_AGAINST
from fzlib.scoring.indicators import HIGHER_ABOVE, VALUE, Indicator
from fzlib.scoring.measures import (
    ALL_REGIONS,
    INCREMENT_TARGET,
    OUTPUT,
    VA_GROWTH,
    Measure,
    Series,
)
from fzlib.scoring.quantities import quantity_of
from fzlib.scoring.rounding import half_up
from fzlib.vocabulary import MONEY, MONTH, SPAN_NAMES, STATUSES, Status

ABOVE = ("全国", "全省")  # `Panel.above`


def overview(card: Card) -> list[str]:
    """The city's growth against nation and province, its level, increment and expectation.

    Who is evaluated first, where they have a short form. Without any figures of the city: by how
    many items.
    """
    own, spans = summary.main_measures(card), summary.spans(card)
    everyone = terms.assessed(card.panel)
    lead = f"本期考评{everyone}"
    if not own:
        spoken = "、".join(card.period.span_label(span) for span in spans)
        return [f"{lead}，按{spoken}数据计{len(card.book.items)}个考评项；考评项不涉及全市数。"]
    short = everyone != terms.assessed(card.panel, defined=True)
    told_ = (text for measure in own for text in told(card, measure, spans_of(card, measure)))
    texts = terms.introduced(list(told_))
    return [f"{lead}。", *texts] if short else texts


def told(card: Card, measure: Measure, spans: Sequence[str], beside: str = "") -> list[str]:
    """The city's figures of these spans: a paragraph of a rate; of a level one a span.

    ``beside``: what else is told of the measure; before what is not out yet.
    """
    if not measure.is_rate:
        *levels, last = (_level(card, measure, span) for span in spans)
        return [*levels, last + beside]
    name = rate_name(card, measure)
    if not name.endswith(terms.GROWTHS):
        return ["；".join(_rate(card, measure, span) for span in spans) + "。" + beside]
    what = name.removesuffix(name[-2:])
    clauses = [_growth(card, measure, spans[0], f"，全市{what}")]
    clauses += [_growth(card, measure, span) for span in spans[1:]]
    return ["；".join(clauses) + "。" + beside + _unpublished(card, measure, spans)]


def spans_of(card: Card, measure: Measure) -> tuple[str, ...]:
    """The spans that items of a measure are scored by."""
    return card.period.distinct(card.book.spans_of(measure))


def rate_name(card: Card, measure: Measure) -> str:
    """规上工业增加值增速: growth of value added as its indicator is named, others as measured."""
    rows = card.book.rows_of(measure) if measure == VA_GROWTH else []
    return next((row.name for row in rows if row.quantity == VALUE), measure.name)


def _rate(card: Card, measure: Measure, span: str) -> str:
    """1—5月，全市产销率为98.5%，分别高于…."""
    lead = f"{card.period.span_label(span)}，全市{measure.name}"
    rate = city_figures(card, measure, span).level
    if rate is None:
        return lead + terms.UNREPORTED
    places = summary.rate_decimals(card.book, measure)
    others = rates_above(card, measure, span)
    above = f"，{wording.above_both(rate, others, places)}" if others else ""
    return f"{lead}为{fixed(rate, places)}%{above}"


def _growth(card: Card, measure: Measure, span: str, what: str = "") -> str:
    """``what``: the words for the measure, only where they stand first."""
    subject, places = card.period.span_label(span) + what, summary.rate_decimals(card.book, measure)
    rate = city_figures(card, measure, span).level
    if rate is None:
        return f"{subject}增速{terms.UNREPORTED}"
    text = subject + ("同比" if what and rate else "") + growth(rate, places)
    before = city_figures(card.previous, measure, span).level if card.previous else None
    if before is not None:
        change = wording.rate_change(rate, before, places)
        text += f"，{wording.since(period_before(card, span), change)}"
    others = rates_above(card, measure, span)
    return text + (f"，{wording.above_both(rate, others, places)}" if others else "")


def rates_above(card: Card, of: Measure | Indicator, span: str) -> dict[str, Decimal]:
    """What 全国 and 全省 have of a rate or an indicator, as rounded; only what is out."""
    panel = card.panel
    if isinstance(of, Indicator):
        values = panel.by_region(quantity_of(panel, of, span, card.book.readings).values)
    elif of.regions == ALL_REGIONS:
        places = summary.rate_decimals(card.book, of)
        values = panel.by_region(panel.figures[of.code, span].at(places))
    else:
        return {}
    rates = {label: values[region.name] for label, region in zip(ABOVE, panel.above, strict=True)}
    return {label: rate for label, rate in rates.items() if rate is not None}


def period_before(card: Card, span: str) -> str:
    """What the period before is called: 上月, 1—2月, 1—4月."""
    if card.previous is None:
        return ""
    before = card.previous.period
    return "上月" if span == MONTH and not before.month_is_ytd else before.span_label(span)


def before_words(card: Card) -> str:
    """What the period before is called throughout: 上月, 1—2月, 1—4月."""
    return period_before(card, summary.spans(card)[0])


def _unpublished(card: Card, measure: Measure, spans: Sequence[str]) -> str:
    """Whose growth is not out yet, for which span, and what the standard rests on."""
    rows = card.book.rows_of(measure)
    if not any(row.standard in HELD_AGAINST for row in rows):
        return ""
    rates = {span: rates_above(card, measure, span) for span in spans}
    absent = grouped(spans, lambda span: tuple(who for who in ABOVE if who not in rates[span]))
    text = ""
    for who, own in absent.items():
        when = "" if len(own) == len(spans) else "、".join(map(card.period.span_label, own))
        if len(who) == 2:
            text += f"{when}全国、全省增速均未取得，{rows[0].short}没有标准值。"
        elif who and any(row.standard == HIGHER_ABOVE for row in rows):
            (other,) = set(ABOVE) - set(who)
            region = card.panel.above[ABOVE.index(who[0])].name
            named = who[0] if who[0] == region else f"{who[0]}（{region}）"
            early = STATUSES[Status.PRELIMINARY]
            text += f"{when}{named}增速尚未取得，标准值暂取{other}增速，得分为{early}。"
    return text


def level_name(card: Card, measure: Measure) -> str:
    """规上工业总产值: output as the data folder names it, others as measured."""
    return card.panel.dataset.level if measure == OUTPUT else measure.name


def amount(value: Decimal, unit: str) -> str:
    """768.88亿元, 12个."""
    return f"{number(value, unit)}{unit}"


def number(value: Decimal, unit: str) -> str:
    """Of an amount: money with 2 decimals, others with all they have."""
    return fixed(value, 2) if unit in MONEY else exact(value, 0)


def _level(card: Card, measure: Measure, span: str) -> str:
    """当月规上工业总产值768.88亿元，同比增长2.9%（现价）；增量21.48亿元，为月度预期的65.83%."""
    label, name = card.period.span_label(span), level_name(card, measure)
    figures = city_figures(card, measure, span)
    if figures.level is None:
        return f"{label}，全市{name}{terms.UNREPORTED}。"
    lead = SPAN_NAMES[MONTH] if span == MONTH and not card.period.month_is_ytd else label
    if measure != OUTPUT or summary.main_measures(card)[0] == OUTPUT:
        lead = f"{label}，全市"
    text = f"{lead}{name}{amount(figures.level, measure.unit)}"
    if figures.growth is not None:
        nominal = measure == OUTPUT and card.panel.dataset.output == "总产值"
        shown = growth(figures.growth, summary.rate_decimals(card.book, measure))
        text += f"，{'同比' if figures.growth else ''}{shown}{'（现价）' * nominal}"
    own = increment(figures) if measure.adds_up else ""
    return text + (f"；{own}{_against_expected(card, figures)}" if own else "") + "。"


def increment(figures: CityFigures) -> str:
    """增量21.48亿元, 比上年同期减少0.80亿元; '' without an increment."""
    own, unit = figures.increment, figures.measure.unit
    if own is None:
        return ""
    fallen = half_up(own, 2) < 0
    return change_from("上年同期", own, unit) if fallen else f"增量{amount(own, unit)}"


def expected_of(card: Card, measure: Measure, span: str) -> tuple[Decimal, str] | None:
    """The city's expected increment of a measure, and its label, where items rest on it."""
    series = _expected_series(card, measure)
    return summary.city_target(card, series, span) if series else None


def _expected_series(card: Card, measure: Measure) -> Series | None:
    targets = (row.target for row in card.book.rows_of(measure))
    return next((one for one in targets if one and one.aspect == INCREMENT_TARGET), None)


def expected_share(card: Card, figures: CityFigures) -> tuple[str, Decimal] | None:
    """月度预期, and what of it the increment is, %; None where that is no share."""
    expected, own = expected_of(card, figures.measure, figures.span), figures.increment
    if expected is None or own is None or expected[0] <= 0 or own <= 0:
        return None
    return _expected_name(card, figures), half_up(own / expected[0] * 100, 2)


def _expected_name(card: Card, figures: CityFigures) -> str:
    """月度预期; of another measure than output 增量目标."""
    return terms.expected(card.period, figures.span) if figures.measure == OUTPUT else "增量目标"


def _against_expected(card: Card, figures: CityFigures) -> str:
    """为月度预期（32.63亿元）的65.83%; where that is no share: 月度预期为32.63亿元."""
    measure, expected = figures.measure, expected_of(card, figures.measure, figures.span)
    if expected is None:
        return ""
    value, label = expected
    of_counties = label if label.startswith("各") else ""
    if done := expected_share(card, figures):
        name, share = done
        return f"，为{name}（{of_counties}{amount(value, measure.unit)}）的{share}%"
    return f"，{expected_words(card, figures, of_counties and f'（{of_counties}）')}"


def expected_words(card: Card, figures: CityFigures, whose: str = "") -> str:
    """月度预期为32.63亿元; '' where nothing is expected."""
    unit, expected = figures.measure.unit, expected_of(card, figures.measure, figures.span)
    if expected is None:
        return ""
    fallen = "减少" if half_up(expected[0], 2) < 0 else ""
    return f"{_expected_name(card, figures)}{whose}为{fallen}{amount(abs(expected[0]), unit)}"
