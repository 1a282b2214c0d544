"""What the points of an indicator come to, by its method: extremes, places, bands, ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from fzlib.analysis.extremes import first, grouped, highest, lowest
from fzlib.presentation import terms, wording
from fzlib.presentation.wording import COUNTIES, fixed, listed, names, trimmed
from fzlib.scoring.card import Card, Item
from fzlib.scoring.engine import floor_of
from fzlib.scoring.methods import HIGHEST, LOWEST, Bands, Between, ByRank, PerUnit
from fzlib.vocabulary import PERCENT_UNIT

PLACES = 3  # of those by place that are named
ZERO = Decimal(0)


def clauses(*parts: str) -> str:
    """Those that there are, with commas."""
    return "，".join(filter(None, parts))


def count(regions: Sequence[str], what: str) -> str:
    """低于的有2个（A、B）: named where they are few, counted always."""
    who = f"（{names(regions)}）" if len(regions) <= 4 else ""
    return f"{what}有{len(regions)}个{who}" if regions else ""


def points_of(items: Sequence[Item]) -> dict[str, Decimal]:
    """County → points, of those that have any."""
    return {item.region: item.points for item in items if item.points is not None}


def values_of(items: Sequence[Item]) -> dict[str, Decimal]:
    """County → value, of those that have one."""
    return {item.region: item.value for item in items if item.value is not None}


def extremes(card: Card, items: Sequence[Item]) -> str:
    """最高的是甲县（增长9.0%），最低的是乙县（下降2.0%）; where all are alike, that."""
    values = values_of(items)
    if not values:
        return ""
    row = items[0].indicator
    lead = "" if terms.is_growth(row) else terms.value_of(row, card.panel.dataset.output)
    text = wording.highest_and_lowest(
        values, lambda value: terms.shown(value, row, values.values()), names=terms.ends(row)
    )
    return (
        lead + text if text else alike(values, lead, terms.shown(next(iter(values.values())), row))
    )


def alike(values: dict[str, Decimal], lead: str, shown: str) -> str:
    """5个县（市）区均增长6.0%; 甲县增长6.0% of one alone."""
    who = f"{len(values)}个{COUNTIES}" if len(values) > 1 else next(iter(values))
    every = (
        "均为" if lead and len(values) > 1 else "均" if len(values) > 1 else "为" if lead else ""
    )
    return f"{who}{lead}{every}{shown}"


def ends(card: Card, items: Sequence[Item]) -> str:
    """得满分（15分）的有1个（甲县），得0分的有1个（乙县）; of bands how many reached each."""
    row, points = items[0].indicator, points_of(items)
    if isinstance(row.method, Bands):
        return banded(items)
    floor = floor_of(row, card.book.readings)
    held = None if floor is None or floor == 0 else floor
    at = f"得{terms.most(row)}的"
    return clauses(
        count([r for r in points if points[r] == row.cap], at) if row.cap is not None else "",
        count([r for r in points if points[r] == held], f"得最低分（{trimmed(held)}分）的")
        if held is not None
        else "",
        count([r for r in points if points[r] == 0], "得0分的"),
        count([r for r in points if points[r] < 0 and points[r] != held], "得负分的"),
    )


def banded(items: Sequence[Item]) -> str:
    """得15分的有3个（甲县、乙县、丙县），得0分的有5个: most points first."""
    points = points_of(items)
    groups = grouped(sorted(points, key=lambda region: -points[region]), points.__getitem__)
    return clauses(*(count(who, f"得{trimmed(own)}分的") for own, who in groups.items()))


def sentences(card: Card, items: Sequence[Item]) -> list[str]:
    """Of an indicator without a standard, by its method."""
    write = WRITERS[type(items[0].indicator.method)]
    return write(card, items) if values_of(items) else []


def _between(card: Card, items: Sequence[Item]) -> list[str]:
    """最高的是甲区（60个，得25.00分），最低的是丁区（25个，得12.50分）.

    A sentence a group, where the ends are its own lowest and highest.
    """
    method = items[0].indicator.method
    assert isinstance(method, Between)
    if not {LOWEST, HIGHEST} & {method.low, method.high}:
        return [_both_ends(card, items)]
    groups = {group: [i for i in items if i.region in own] for group, own in card.groups.items()}
    return [_both_ends(card, own, group) for group, own in groups.items() if values_of(own)]


def _both_ends(card: Card, items: Sequence[Item], group: str = "") -> str:
    row, values, points = items[0].indicator, values_of(items), points_of(items)
    lead = group + terms.value_of(row, card.panel.dataset.output)
    high, low = terms.ends(row)
    sides = {high: highest(values, values.get), low: lowest(values, values.get)}

    def shown(region: str) -> str:
        own = terms.shown(values[region], row, values.values())
        return f"{own}，得{fixed(points[region], 2)}分" if region in points else own

    if sides[high] == sides[low]:
        return alike(values, lead, shown(sides[high][0]))
    texts = (f"{side}的是{listed(who)}（{shown(who[0])}）" for side, who in sides.items())
    return lead + "，".join(texts) + ("，以低为优" if row.low else "")


def _ranked(card: Card, items: Sequence[Item]) -> list[str]:
    """The first three places by value, with points; ties together. A sentence a group."""
    row, values, points = items[0].indicator, values_of(items), points_of(items)
    lead, texts = terms.value_of(row, card.panel.dataset.output), []
    for group, own in card.groups.items():
        places = value_places({r: values[r] for r in own if r in values}, low=row.low)
        leading = grouped(
            first(sorted(places, key=places.__getitem__), places.get, PLACES), places.get
        )
        each = "、".join(
            f"{'、'.join(who)}（{'并列' if len(who) > 1 else ''}第{place}位，"
            f"{terms.shown(values[who[0]], row, values.values())}"
            + (f"，得{trimmed(points[who[0]])}分）" if who[0] in points else "）")
            for place, who in leading.items()
        )
        order = "由低到高" if row.low else ""
        which = f"居前{PLACES}位的是" if len(places) > PLACES else "位次依次为"
        texts.append(f"{group}{lead}{order}{which}{each}" if each else "")
    return texts


def value_places(values: dict[str, Decimal], *, low: bool) -> dict[str, int]:
    """Competition places by value, the better first."""
    better = (lambda a, b: a < b) if low else (lambda a, b: a > b)
    return {
        r: 1 + sum(better(other, own) for other in values.values()) for r, own in values.items()
    }


def _counted(card: Card, items: Sequence[Item]) -> list[str]:
    """各县（市）区合计40个；最高的是…: a total only of amounts."""
    row, values = items[0].indicator, values_of(items)
    total = ""
    if row.value_unit != PERCENT_UNIT and len(values) > 1:
        total = f"有数据的{len(values)}个" if len(values) < len(items) else f"各{COUNTIES}"
        total += f"合计{terms.shown(sum(values.values(), ZERO), row)}；"
    return [total + _both_ends(card, items), ends(card, items)]


def _on_value(card: Card, items: Sequence[Item]) -> list[str]:
    return [extremes(card, items), banded(items)]


WRITERS: dict[type, Callable[[Card, Sequence[Item]], list[str]]] = {
    Between: _between,
    ByRank: _ranked,
    PerUnit: _counted,
    Bands: _on_value,
}
