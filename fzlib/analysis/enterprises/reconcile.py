"""The enterprises' sums beside the monthly file's figures of the city and its counties."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fzlib.enterprises.evidence import Enterprises
from fzlib.scoring.rounding import EXACT, percent
from fzlib.vocabulary import FIRM_SUMS, MONEY, SPANS

SHARE_PLACES = 2


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A region's sum over its enterprises beside the monthly file's figure, 亿元, exact.

    Attributes:
        figure: ``output`` or ``base``. total: of the enterprises counted; None where the region
            has no row. published: the monthly file's; None where missing. without: how
            many rows the total leaves out, for want of a figure.
    """

    span: str
    region: str
    figure: str
    total: Decimal | None
    published: Decimal | None
    without: int

    @property
    def rest(self) -> Decimal | None:
        """The monthly file's figure less the enterprises'; None where either is missing."""
        if self.total is None or self.published is None:
            return None
        return EXACT.subtract(self.published, self.total)

    @property
    def share(self) -> Decimal | None:
        """The rest in % of the monthly file's figure, half-up to 2 decimals; None over 0."""
        if self.rest is None or not self.published:
            return None
        return percent(self.rest, self.published, SHARE_PLACES)


def reconciled(enterprises: Enterprises) -> tuple[Reconciled, ...]:
    """Both spans, the city then counties, output then base; none without a monthly file's figures.

    Regions that the monthly file does not know are left out.
    """
    names = (enterprises.city, *enterprises.counties)
    return tuple(
        _beside(enterprises, span, region, n)
        for span in SPANS
        for region in names
        if (span, region) in enterprises.scored
        for n in range(len(FIRM_SUMS))
    )


def _beside(enterprises: Enterprises, span: str, region: str, n: int) -> Reconciled:
    county = "" if region == enterprises.city else region
    without = sum(county in ("", row.county) for row in enterprises.frame.left_out(span))
    group = enterprises.frame.group(span, county)
    figure = FIRM_SUMS[n]
    total = None if group is None else hundred_millions(getattr(group, figure))
    published = enterprises.scored[span, region][n]
    return Reconciled(span, region, figure, total, published, without)


def hundred_millions(amount: Decimal) -> Decimal:
    """亿元 of 万元, every digit."""
    return EXACT.multiply(amount, MONEY["万元"])
