"""An indicator: a quantity of a measure, a standard, a method (contract, section 3b).

The annex's four rows are presets, written here as data; nothing else knows their codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from fzlib.scoring.measures import (
    BASE,
    GROWTH,
    GROWTH_TARGET,
    INCREMENT_TARGET,
    LEVEL,
    LEVEL_TARGET,
    SHARE_TARGET,
    Measure,
    Series,
)
from fzlib.scoring.methods import Completion, Method, PerUnit, Steps, Tiers
from fzlib.vocabulary import PERCENT_UNIT

# --- quantities: what of the measure is evaluated ---------------------------------------------

VALUE, GROWTH_OF, INCREMENT = "value", "growth", "increment"
SHARE, CONTRIBUTION, COMPLETION = "share", "contribution", "completion"
# quantity → the aspects of its measure that it rests on
QUANTITIES = {
    VALUE: (LEVEL,),
    GROWTH_OF: (GROWTH, LEVEL, BASE),
    INCREMENT: (LEVEL, BASE),
    SHARE: (LEVEL,),
    CONTRIBUTION: (LEVEL, BASE),
    COMPLETION: (LEVEL, LEVEL_TARGET),
}
OF_CITY = (SHARE, CONTRIBUTION)  # parts of the city's figure
# quantity → its target; none of a contribution, and a completion is itself of one
TARGET_OF = {
    VALUE: LEVEL_TARGET,
    GROWTH_OF: GROWTH_TARGET,
    INCREMENT: INCREMENT_TARGET,
    SHARE: SHARE_TARGET,
}

# --- standards -------------------------------------------------------------------------------

CITY_VALUE, NATION_VALUE, PROVINCE_VALUE = "city", "nation", "province"
HIGHER_ABOVE = "higher_of_nation_and_province"
TARGET, OWN_SHARE, LAST_YEAR = "target", "own_share", "last_year"
GROUP_MEAN, BEST, NONE = "group_mean", "best", "none"
STANDARDS = (
    CITY_VALUE, NATION_VALUE, PROVINCE_VALUE, HIGHER_ABOVE,
    TARGET, OWN_SHARE, LAST_YEAR, GROUP_MEAN, BEST, NONE,
)  # fmt: skip
SYNONYMS = {"expected": TARGET, "output_share": OWN_SHARE}  # as earlier rule books say
ABOVE = (NATION_VALUE, PROVINCE_VALUE, HIGHER_ABOVE)
AMONG = (GROUP_MEAN, BEST)  # of the counties that are compared
# standard → what more of the measure it rests on, of the county or of others
_ASPECTS = {OWN_SHARE: (LEVEL,), LAST_YEAR: (BASE,)}


def short(name: str) -> str:
    """``增加值增速``: a name without 规上工业."""
    return name.removeprefix("规上工业").removeprefix("规模工业")


# --- the annex's four rows --------------------------------------------------------------------

PRESETS: dict[str, dict[str, Any]] = {
    "va_growth": {"measure": "va_growth", "as": VALUE, "standard": HIGHER_ABOVE},
    "output_growth": {"measure": "output", "as": GROWTH_OF, "standard": CITY_VALUE},
    "increment": {
        "measure": "output",
        "as": INCREMENT,
        "standard": TARGET,
        "gap": "percent",
    },
    "contribution": {"measure": "output", "as": CONTRIBUTION, "standard": OWN_SHARE},
}


@dataclass(frozen=True)
class Indicator:
    """One row of a rule book. ``points`` (分值) are for each span; the gap is in ``unit``.

    ``quantity``: what of the measure (``as`` in the file). ``standard``: one of `STANDARDS` or a
    number. ``gap``: difference or percent. ``low``: the lower value is the better one.
    ``decimals``: of quantities and standards in %, and of a percent gap. ``cap`` None: 上不封顶;
    ``floor`` None: as the reading ``floor`` says.
    """

    code: str
    name: str
    measure: Measure
    quantity: str
    standard: str | Decimal
    method: Method
    points: Decimal
    decimals: int
    spans: tuple[str, ...]
    gap: str = "difference"
    low: bool = False
    cap: Decimal | None = None
    floor: Decimal | None = None

    @property
    def short(self) -> str:
        """``增加值增速``: its name without 规上工业."""
        return short(self.name)

    @property
    def value_unit(self) -> str:
        """The unit of value and standard."""
        amount = self.quantity in (VALUE, INCREMENT)
        return self.measure.unit if amount else PERCENT_UNIT

    @property
    def is_rate(self) -> bool:
        """Whether value and standard are in %, and so rounded before they are compared."""
        return self.value_unit == PERCENT_UNIT

    @property
    def has_standard(self) -> bool:
        """Whether it is held against anything: else there is no standard and no gap."""
        return self.standard != NONE

    @property
    def unit(self) -> str:
        """The unit of the gap; '' where there is none."""
        if not self.has_standard:
            return ""
        if self.gap_is_percent:
            return PERCENT_UNIT
        return "百分点" if self.is_rate else self.measure.unit

    @property
    def gap_is_percent(self) -> bool:
        """Whether the gap is in % of the standard, and so rounded itself."""
        return self.gap == "percent"

    @property
    def base(self) -> Decimal | None:
        """Points at the standard, or of a count of 0; None where the method has none."""
        return self.method.base if isinstance(self.method, Steps | Tiers | PerUnit) else None

    @property
    def at_standard(self) -> Decimal | None:
        """达标分: points at the standard; None without a standard, or a base."""
        return self.base if self.has_standard else None

    @property
    def target(self) -> Series | None:
        """The series of its targets, if it rests on any."""
        if self.quantity == COMPLETION:
            return self.measure.series[LEVEL_TARGET]
        return self.measure.series[TARGET_OF[self.quantity]] if self.standard == TARGET else None

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """What it rests on, of the county and of whatever it is held against."""
        aspects = [*QUANTITIES[self.quantity], *_ASPECTS.get(str(self.standard), ())]
        own = [self.measure.series[aspect] for aspect in aspects]
        return tuple(dict.fromkeys([*own, *([self.target] if self.target else [])]))

    def item_id(self, span: str) -> str:
        """``va_growth.month``."""
        return f"{self.code}.{span}"

    @property
    def divides_by_standard(self) -> bool:
        """Whether a standard of 0 or less leaves nothing to score: percent gap, completion."""
        return self.gap_is_percent or isinstance(self.method, Completion)
