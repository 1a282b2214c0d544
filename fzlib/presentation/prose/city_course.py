"""全市情况 of a quarter or a year: its last period's year-to-date, never a sum of months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fzlib.analysis import summary
from fzlib.presentation import terms
from fzlib.presentation.prose import city
from fzlib.presentation.wording import fixed, growth
from fzlib.scoring.card import Card, Cards
from fzlib.scoring.measures import Measure
from fzlib.scoring.periods import Quarter
from fzlib.scoring.results import Result
from fzlib.vocabulary import MONTH, YTD


def overview(result: Result, cards: Cards) -> list[str]:
    """A paragraph a measure that items rest on; nothing without any figures of the city.

    Year-to-date of the last period that has data, beside how it stood as the quarter before
    ended, and the months of a quarter where the book scores them; of a year how it stood as its
    quarters ended. Who is evaluated first, where they have a short form.
    """
    panel = result.card.panel
    own = (_measure(result, cards, measure) for measure in summary.main_measures(result.card))
    texts = terms.introduced(list(own))
    everyone = terms.assessed(panel)
    if not texts or everyone == terms.assessed(panel, defined=True):
        return texts
    when = "本季度" if isinstance(result.of, Quarter) else "本年度"
    return [f"{when}考评{everyone}。", *texts]


def spans_of(card: Card, measure: Measure) -> list[str]:
    """Year-to-date, where items of a measure are scored by it; else the month."""
    return card.book.spans_of(measure)[-1:]


def _measure(result: Result, cards: Cards, measure: Measure) -> str:
    spans, of_quarter = result.card.book.spans_of(measure), isinstance(result.of, Quarter)
    ends = _ends(result, cards) if YTD in spans else []
    before = ends[-1] if ends and of_quarter else None
    texts, said = [], {result.card.period.span_label(spans[-1])}
    if not (before and _grows(result.card, measure)):  # else the change since is told already
        texts.append(_course("", measure, ((end, YTD) for end in ends), said))
    if of_quarter or YTD not in spans:
        months = [cards[period] for period in result.periods if period in cards]
        own = ((card, MONTH) for card in months if MONTH in spans)
        texts.append(_course("分月看，", measure, own, said))
    card = replace(result.card, previous=before)
    return "".join(city.told(card, measure, spans_of(card, measure), "".join(texts)))


def _grows(card: Card, measure: Measure) -> bool:
    """Whether it is itself a growth rate."""
    return measure.is_rate and city.rate_name(card, measure).endswith(terms.GROWTHS)


def _ends(result: Result, cards: Cards) -> list[Card]:
    """The cards at the end of the quarter before; of a year, of its quarters but the last card."""
    if isinstance(result.of, Quarter):
        before = result.previous
        return [before.card] if before and before.card.period == before.periods[-1] else []
    ends = (quarter.periods[-1] for quarter in result.of.quarters)
    return [cards[end] for end in ends if end in cards and end != result.card.period]


def _course(
    lead: str, measure: Measure, figures: Iterable[tuple[Card, str]], said: set[str]
) -> str:
    """分月看，4月增长5.0%，5月下降0.2%。; without those ``said``, '' where none is left."""
    own = {card.period.span_label(span): _figure(card, measure, span) for card, span in figures}
    texts = [f"{label}{text}" for label, text in own.items() if label not in said]
    return f"{lead}{'，'.join(texts)}。" if texts else ""


def _figure(card: Card, measure: Measure, span: str) -> str:
    """增长5.0%; of what has no growth 为98.5%, 12家."""
    own = summary.city_figures(card, measure, span)
    places = summary.rate_decimals(card.book, measure)
    grows = _grows(card, measure)
    rate = own.level if grows else own.growth
    if rate is not None:
        return growth(rate, places)
    if own.level is None:
        return "增速" * grows + terms.UNREPORTED
    return (
        f"为{fixed(own.level, places)}%"
        if own.measure.is_rate
        else city.amount(own.level, measure.unit)
    )
