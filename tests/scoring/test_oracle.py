"""The engine against the contract written a second time, in fractions: none may differ."""

import random
from collections import Counter
from fractions import Fraction

import pytest

from fzlib.scoring.card import make_card
from fzlib.vocabulary import FLAGS
from tests.scoring.cities import all_readings, book_of, panel_of, random_city
from tests.scoring.oracle import evaluate

STATUSES = {"ok", "preliminary", "missing", "suspended", "referred", "ruled"}


def exact(number):
    return None if number is None else Fraction(number)


def differences(city, seen):
    """What the engine and the oracle say differently about a city; counts what was compared."""
    card, wanted = make_card(panel_of(city), book_of(city)), evaluate(city)
    for number, items in enumerate(wanted.items):
        for name, (*numbers, status, flags) in items.items():
            item = card.item(str(number), name)
            got = [exact(n) for n in (item.value, item.standard, item.gap, item.points)]
            if (got, item.status.name.lower(), set(item.flags)) != (numbers, status, flags):
                yield name, number, item, (*numbers, status, flags)
            seen.update([status, *flags])
            seen["items"] += 1
    for got, want in (
        (map(exact, card.totals.values()), wanted.totals),
        (card.ranks.values(), wanted.ranks),
        (map(exact, card.base_totals.values()), wanted.base_totals),
    ):
        if list(got) != want:
            yield "totals, ranks, 基准分", want


def compare(seed, cities):
    """Compare ``cities`` random cities under each combination of readings."""
    rng, seen = random.Random(seed), Counter()
    for _ in range(cities):
        for readings in all_readings():
            city = random_city(rng, readings)
            assert list(differences(city, seen)) == [], city
    return seen


def test_engine_is_the_contract():
    seen = compare(seed=2023, cities=40)
    assert seen["items"] >= 20_000
    assert [what for what in (*sorted(STATUSES), *FLAGS) if seen[what] < 100] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_engine_is_the_contract_for_many(seed):
    assert compare(seed=seed, cities=200)["items"] >= 100_000
