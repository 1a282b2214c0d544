"""Cities under random rule books of all seven methods, as the second implementation draws them."""

from collections import defaultdict
from dataclasses import replace

from tests.scoring import schemes

METHODS = schemes.METHODS
_OF_METHOD = defaultdict(list)
for _combination in schemes.MEANT:
    _OF_METHOD[_combination[-1]].append(_combination)


def tables(rng, methods=METHODS):
    """A rule book with a row of each of these methods, as TOML tables."""
    return schemes.book(rng, [rng.choice(_OF_METHOD[method]) for method in methods])


def city(rng, book):
    """A city of a month that is not 1—2月."""
    while (drawn := schemes.city(rng, book)).first:
        pass
    return drawn


def two_periods(rng, book):
    """A city then and now: other figures, rulings and adjustments of the same counties."""
    then = now = city(rng, book)
    while now is then or len(now.counties) != len(then.counties):
        now = city(rng, book)
    return then, replace(now, groups=then.groups)
