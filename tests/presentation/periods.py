"""Cards of several made-up periods, their results, and the rules of wording over any texts."""

import re
from dataclasses import replace
from functools import cache

from fzlib.desk import load_all, result, score_all
from fzlib.presentation.blocks import Paragraph
from fzlib.scoring.periods import Period
from tests.presentation.cards import inner, shown, tables_of, totals
from tests.presentation.test_monthly import FORBIDDEN, checked

# numbers of places and months may stand on either side of a range, and — alone is a blank cell
WORDING = {what: rule for what, rule in FORBIDDEN.items() if what != "a dash that is no range"}


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
    """Inputs, cards and result of a data folder."""
    inputs = load_all(data, of)
    cards = score_all(inputs)
    return inputs, cards, result(cards, of)


@cache
def up_to(data, period):
    """The cards of a year up to a period."""
    return score_all(load_all(data, period))


def read_well(texts):
    """Every text keeps to the rules of wording, and nothing is said twice."""
    checked([text for text in texts if text], WORDING)


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


def clean(block):
    """Markup well formed, no Python, one minus, no negative zero."""
    text = shown(block)
    assert not re.search("None|Decimal|nan|True|False", text), text
    assert not re.search(WORDING["a minus that is no ASCII minus"], text), text
    assert not re.search(r"(?<![\dA-Za-z）])-0(\.0+)?(?![\d.])", text), text
    assert not re.search("请|务必|应当|大幅|显著", text), text


def commending(result_):
    """The same under a document that says who commends."""
    card_ = result_.card
    document = replace(card_.book.document, commends="市政府")
    return replace(result_, card=replace(card_, book=replace(card_.book, document=document)))
