"""The counties' sum against the city: a check, never a way to fill in the city."""

from __future__ import annotations

from decimal import Decimal

from fzlib.scoring.panel import Panel


def residual(panel: Panel, measure: str, span: str) -> tuple[Decimal, Decimal, bool] | None:
    """City figure, city less the counties' sum, and whether rounding alone explains it.

    亿元; None where the city or a county is missing. Rounding explains half a unit of the last
    decimal seen, for each figure that enters.
    """
    fixed = panel.figures[measure, span]
    if not fixed.known[2:].all():
        return None
    city, *counties = (value for value in fixed.decimals()[2:] if value is not None)
    last = min(value.normalize().as_tuple().exponent for value in (city, *counties))
    allowed = Decimal(5).scaleb(min(int(last), 0) - 1) * (len(counties) + 1)
    rest = city - sum(counties)
    return city, rest, abs(rest) <= allowed
