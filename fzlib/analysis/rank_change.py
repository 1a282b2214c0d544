"""Why a county's rank changed since the period before: whom it passed, who passed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fzlib.scoring.card import Card


@dataclass(frozen=True)
class RankChange:
    """A county's rank then and now, explained by the sides of the others, exactly.

    ``sides``: each other county of its group → then and now, above, level with or below this one;
    '' without a rank. Of competition places: before − after = those that were above and are not,
    less those that are and were not.
    """

    region: str
    before: int
    after: int
    sides: Mapping[str, tuple[str, str]]

    def moved(self, then: str, now: str) -> list[str]:
        """The counties that went from one side to the other, in the order of regions.csv."""
        return [region for region, sides in self.sides.items() if sides == (then, now)]


def rank_change(card: Card, region: str) -> RankChange | None:
    """Whom a county passed and was passed by; None where it has no rank then or now."""
    before, old, new = card.previous, card.previous_rank(region), card.ranks[region]
    if before is None or old is None or new is None:
        return None
    then, now = _sides(before, region), _sides(card, region)
    group = card.groups[card.group_of[region]]
    sides = {o: (then.get(o, ""), now.get(o, "")) for o in group if o != region}
    return RankChange(region, old, new, sides)


def _sides(card: Card, region: str) -> dict[str, str]:
    """Counties of its group with a rank: above, level with, or below this one, as ranked."""
    own, group = card.ranks[region], card.groups[card.group_of[region]]
    return {
        other: "above" if rank < own else "level" if rank == own else "below"
        for other in group
        if (rank := card.ranks[other]) is not None and own is not None and other != region
    }
