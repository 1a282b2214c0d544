"""What a data folder says of its enterprises: ``[enterprises]`` in dataset.toml."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fzlib.enterprises.marks import DENOMINATORS


@dataclass(frozen=True)
class EnterpriseSettings:
    """Whose figures they are, and the readings.

    Attributes:
        source: who collected them; '' where not stated (统计联网直报 may serve statistical ends
            only, 统计法第二十五条: a report says whose they are).
        denominator: of 减产面, one of `marks.DENOMINATORS`.
        fast_fall: %, a fall of at least this puts an enterprise on the watch list.
    """

    source: str = ""
    denominator: str = next(iter(DENOMINATORS))
    fast_fall: Decimal = Decimal(30)
