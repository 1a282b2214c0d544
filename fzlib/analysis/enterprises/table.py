"""enterprises.csv: a row a span and group, and the columns that it and the goals share."""

from __future__ import annotations

from decimal import Decimal

from fzlib.analysis.enterprises.rates import contribution, down_share, growth, pull
from fzlib.enterprises.frame import CITY, COUNTY, Frame, Group
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.scoring.columns import ScoreColumn, csv_rows
from fzlib.scoring.periods import Period
from fzlib.vocabulary import FIRM_COUNTS, SPANS


def enterprises_rows(frame: Frame, settings: EnterpriseSettings, city: str) -> list[list[str]]:
    """A table of texts, header first: plain decimals, blank where there is nothing.

    Month then year to date; the city, counties, divisions, then both; groups that have a row.
    """
    columns = (
        ScoreColumn[Group]("period", lambda group: str(group.period)),
        ScoreColumn[Group]("span", lambda group: group.span),
        ScoreColumn[Group]("level", lambda group: group.level),
        ScoreColumn[Group]("key", lambda group: _key(group, city)),
        *_figure_columns(frame, settings),
    )
    return csv_rows(columns, frame.groups)


def enterprise_figures(
    frame: Frame, settings: EnterpriseSettings, city: str
) -> dict[tuple[Period, str, str], Decimal]:
    """(period, region, ``down_share.ytd``) → the figure as in enterprises.csv; missing: absent."""
    columns = _figure_columns(frame, settings)
    return {
        (frame.period, _key(group, city), f"{column.name}.{span}"): Decimal(value)
        for span in SPANS
        for level in (CITY, COUNTY)
        for group in frame.at_level(span, level)
        for column in columns
        if isinstance(value := column.value(group), int | Decimal)
    }


def _key(group: Group, city: str) -> str:
    """``福州市``, ``福清市``, ``39``, ``福清市/39``."""
    return "/".join(filter(None, (group.county, group.division))) or city


def _figure_columns(frame: Frame, settings: EnterpriseSettings) -> tuple[ScoreColumn[Group], ...]:
    """Those of `vocabulary.FIRM_COLUMNS`: counts, 万元, % and 百分点 (ENTERPRISES, Exactly)."""

    def whole(group: Group) -> Group:
        city = frame.group(group.span)
        assert city is not None  # where any group has a row, so has the city
        return city

    return (
        *(_count(name) for name in FIRM_COUNTS),
        ScoreColumn("output", lambda group: group.output),
        ScoreColumn("base", lambda group: group.base),
        ScoreColumn("growth", growth),
        ScoreColumn("pull", lambda group: pull(group.increment, whole(group))),
        ScoreColumn("contribution", lambda group: contribution(group.increment, whole(group))),
        ScoreColumn("down_share", lambda group: down_share(group, settings.denominator)),
    )


def _count(mark: str) -> ScoreColumn[Group]:
    return ScoreColumn(mark, lambda group: group.counts[mark])
