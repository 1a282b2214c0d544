"""Where a county stands by the points of each item: first, last, or with whom level."""

from __future__ import annotations

from dataclasses import dataclass

from fzlib.scoring.card import Card, Item


@dataclass(frozen=True)
class ItemPlace:
    """A competition place (1, 2, 2, 4) by an item's points among those of the group that have any.

    ``level``: how many share it, the county among them. ``of``: how many have points.
    """

    item: Item
    place: int
    level: int
    of: int

    @property
    def first(self) -> bool:
        """Whether nobody has more points; nobody is first where all are level."""
        return self.place == 1 and self.level < self.of

    @property
    def last(self) -> bool:
        """Whether nobody has fewer; nobody is last where all are level."""
        return self.place > 1 and self.place + self.level - 1 == self.of


def item_places(card: Card, county: str) -> dict[Item, ItemPlace]:
    """A county's items that have points → its place by them, by the points as printed."""
    peers, found = card.groups[card.group_of[county]], {}
    for item in card.of(county):
        every = [points for r in peers if (points := card.item(r, item.id).points) is not None]
        if item.points is not None:
            place = 1 + sum(points > item.points for points in every)
            found[item] = ItemPlace(item, place, every.count(item.points), len(every))
    return found
