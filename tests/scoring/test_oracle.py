"""The engine against the contract written a second time, in fractions: none may differ."""

import random
from collections import Counter
from fractions import Fraction

import pytest

from fzlib.errors import InputError
from fzlib.vocabulary import FLAGS, Status
from tests.scoring import schemes
from tests.scoring.cities import all_readings, card_of, random_city, read_book
from tests.scoring.oracle import evaluate

STATUSES = [status.name.lower() for status in Status]


def exact(number):
    return None if number is None else Fraction(number)


def differences(drawn, seen):
    """What the engine and the oracle say differently about a city; counts what was compared."""
    card, wanted = card_of(drawn), evaluate(drawn)
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


def compare_annexes(seed, cities):
    """Compare cities of the annex, of any size, under each combination of readings."""
    rng, seen = random.Random(seed), Counter()
    for _ in range(cities):
        for readings in all_readings():
            drawn = random_city(rng, readings)
            assert list(differences(drawn, seen)) == [], drawn
    return seen


def compare_schemes(seed, rounds):
    """Compare every combination of a scheme ``rounds`` times, a few of them a book."""
    rng, seen = random.Random(seed), Counter()
    combinations = list(schemes.MEANT) * rounds
    rng.shuffle(combinations)
    while combinations:
        own = [combinations.pop() for _ in range(min(rng.randint(1, 9), len(combinations)))]
        drawn = schemes.city(rng, schemes.book(rng, own))
        assert list(differences(drawn, seen)) == [], drawn
        seen.update(own)
    return seen


def accepted(combination):
    """Whether the rule book's reader takes such an indicator."""
    rng = random.Random(2023)
    try:
        read_book(schemes.book(rng, [combination]))
    except InputError:
        return False
    return True


@pytest.mark.parametrize("measure", schemes.MEASURES)
def test_what_means_something_is_accepted_and_nothing_else(measure):
    """Of measure, as, standard, gap, better and method every combination."""
    for combination in schemes.EVERY:
        if combination[0] == measure:
            assert accepted(combination) == (combination in schemes.MEANT), combination


@pytest.mark.parametrize(
    ("compare", "size", "least"), [(compare_annexes, 40, 20_000), (compare_schemes, 2, 50_000)]
)
def test_engine_is_the_contract(compare, size, least):
    seen = compare(2023, size)
    assert seen["items"] >= least
    assert [what for what in (*STATUSES, *FLAGS) if seen[what] < 100] == []
    if compare is compare_schemes:
        assert [combination for combination in schemes.MEANT if combination not in seen] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_engine_is_the_contract_for_many(seed):
    assert compare_annexes(seed, 200)["items"] >= 100_000
    assert compare_schemes(seed, 8)["items"] >= 200_000
