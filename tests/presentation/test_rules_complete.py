"""Nothing of a rule book is left out of its sentences: whatever in it is another, so are they."""

from copy import deepcopy
from decimal import Decimal

import pytest

from fzlib.errors import InputError
from fzlib.scoring.indicators import QUANTITIES, STANDARDS, SYNONYMS
from fzlib.scoring.measures import REGIONS
from fzlib.scoring.methods import HIGHEST, LOWEST
from fzlib.vocabulary import READINGS
from tests.presentation.books import SHIPPED, shipped
from tests.presentation.test_rules import text

CHOICES = {  # key → the words that may stand there (contract 3b)
    "as": [*QUANTITIES],
    "standard": [*STANDARDS],
    "gap": ["difference", "percent"],
    "better": ["high", "low"],
    "low": [LOWEST, 0],
    "high": [HIGHEST, 1000],
    "regions": [*REGIONS],
    "within": ["all", "group"],
    "ties": ["competition", "dense"],
    "of": ["months", "year"],
} | {key: [*reading.choices] for key, reading in READINGS.items()}
SILENT = ("code", "method", "measure")  # a name in the file; with another one all else is wrong


def leaves(table, path=()):
    """The path of every value below a table that is not a table itself."""
    items = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in items:
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))
        elif key not in SILENT:
            yield (*path, key)


def instead(data, path, value):
    """Other values for that one: the other words of a key, another number, another text."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | Decimal):
        return [value + by for by in (1, -1, Decimal("0.1"), Decimal("-0.1"))]
    if path[0] == "ranking" and path[1:2] == ("tie_break",):
        return [f"{row['code']}.{span}" for row in data["indicator"] for span in ("month", "ytd")]
    if path[-2:-1] in (("spans",), ("settled",)):
        return {"spans": ["month", "ytd"], "settled": [*READINGS]}[path[-2]]
    return CHOICES.get(path[-1], [f"{value}甲"])


def others(data, path):
    """The texts of the book with another value there, of those that are a rule book."""
    value = value_at(data, path)
    for own in instead(data, path, value):
        if own in (value, SYNONYMS.get(value)):
            continue
        other = deepcopy(data)
        value_at(other, path[:-1])[path[-1]] = own
        try:
            yield text(other)
        except InputError:
            continue


def value_at(data, path):
    for key in path:
        data = data[key]
    return data


@pytest.mark.parametrize("name", SHIPPED)
def test_another_value_anywhere_is_another_text(name):
    data = shipped(name)
    as_it_is = text(data)
    for path in leaves(data):
        changed = list(others(data, path))
        # of words, and of whether there is 同期, there may be one alone that fits the others
        assert changed or isinstance(value_at(data, path), str | bool), path
        assert as_it_is not in changed, path


@pytest.mark.parametrize("key", READINGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_another_reading_is_another_text(name, key):
    texts = []
    for value in READINGS[key].choices:
        data = shipped(name)
        data.setdefault("readings", {})[key] = value
        try:
            texts.append(text(data))
        except InputError:
            assert value == "base_total"  # an item without a base
    assert len(set(texts)) == len(texts) > 1


def test_the_books_of_these_tests_are_those_that_are_shipped():
    assert len(SHIPPED) == 9
