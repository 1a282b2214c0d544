"""What the page prints of the counties, or of the divisions, of a span: a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.enterprises.parts import printed_pulls
from fzlib.analysis.enterprises.rates import contribution, down_share, growth, pull, share
from fzlib.enterprises.frame import Frame, Group
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.presentation.enterprises.values import PULL, RATE, SHARE, division


@dataclass(frozen=True)
class GroupRow:
    """A group's rates, %, as printed; None where there is none.

    Attributes:
        pull: 百分点 of the city's growth: those of all rows add up to it.
        own_pull: the same half-up, whatever the other rows have.
        share: of the city's output.
    """

    name: str
    group: Group
    growth: Decimal | None
    share: Decimal | None
    pull: Decimal | None
    own_pull: Decimal | None
    contribution: Decimal | None
    down_share: Decimal | None


def group_rows(
    frame: Frame, settings: EnterpriseSettings, span: str, level: str
) -> tuple[GroupRow, ...]:
    """Those of a level (county or division) that have an enterprise, in their order."""
    city = frame.group(span)
    if city is None:
        return ()
    groups = frame.at_level(span, level)
    pulls = printed_pulls(groups, city, PULL)
    return tuple(
        _row(group.county or division(group.division), group, city, settings, pull)
        for group, pull in zip(groups, pulls, strict=True)
    )


def city_row(frame: Frame, settings: EnterpriseSettings, span: str, name: str) -> GroupRow | None:
    """The city's own; its pull is its growth. None where there is no enterprise at all."""
    city = frame.group(span)
    if city is None:
        return None
    (printed,) = printed_pulls([city], city, PULL)
    return _row(name, city, city, settings, printed)


def _row(
    name: str, group: Group, city: Group, settings: EnterpriseSettings, printed: Decimal | None
) -> GroupRow:
    return GroupRow(
        name,
        group,
        growth(group, RATE),
        share(group.output, city.output, SHARE),
        printed,
        pull(group.increment, city, PULL),
        contribution(group.increment, city, SHARE),
        down_share(group, settings.denominator, SHARE),
    )


def printed(rows: Sequence[GroupRow], attribute: str) -> Mapping[str, Decimal]:
    """Name → a rate, of those that have it: equal as read is equal."""
    values = {row.name: getattr(row, attribute) for row in rows}
    return {name: value for name, value in values.items() if value is not None}
