"""Cards of several made-up periods, and their results."""

import re
from dataclasses import replace
from functools import cache

from fzlib.desk import load_all, load_quarter_before, result, score_all
from fzlib.presentation.blocks import Paragraph
from fzlib.scoring.periods import Period, Quarter, parse_any
from tests.presentation.cards import inner, shown, tables_of, totals


def year_of(scores, make=totals, **more):
    """Period → card from period → what ``make`` takes, each with the one before it."""
    cards = {}
    for text, given in scores.items():
        period = Period.parse(text)
        own = {"period": text, "previous": cards.get(period.previous), **more}
        cards[period] = make(given, **own)
    return cards


@cache
def folder(data, of):
    """Inputs, cards and result of a data folder; a quarter's beside the one before it."""
    inputs, of_quarter = load_all(data, of), isinstance(parse_any(of), Quarter)
    before = score_all(load_quarter_before(data, of)) if of_quarter else {}
    cards = score_all(inputs)
    return inputs, cards, result(before | cards, of)


@cache
def up_to(data, period):
    """The cards of a year up to a period."""
    return score_all(load_all(data, period))


def paragraphs_of(block):
    """The texts of paragraphs outside tables, notes and charts."""
    paragraphs = (each for each in inner(block) if isinstance(each, Paragraph))
    return [shown(paragraph) for paragraph in paragraphs if paragraph.look != "note"]


def numbered(parts):
    """How many: 表1, 表2, 表3 … in the order of the page, without a gap.

    A table that is one of several (by groups, or 续) has their number.
    """
    captions = [table.caption for table in tables_of(parts)]
    assert len(set(captions)) == len(captions)
    numbers = [caption.split("　")[0] for caption in captions if re.match(r"表\d", caption)]
    numbers = list(dict.fromkeys(numbers))
    assert numbers == [f"表{number}" for number in range(1, len(numbers) + 1)]
    return len(numbers)


def commending(result_):
    """The same under a document that says who commends."""
    card_ = result_.card
    document = replace(card_.book.document, commends="市政府")
    return replace(result_, card=replace(card_, book=replace(card_.book, document=document)))
