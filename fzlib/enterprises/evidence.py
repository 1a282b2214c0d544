"""A period's enterprises, and all that they are looked at beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fzlib.enterprises.frame import Frame
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.goals.registers import Entries, Register
from fzlib.scoring.periods import Period


@dataclass(frozen=True, eq=False)
class JoinedRegister:
    """A register that enterprises are joined with, by 统一社会信用代码."""

    register: Register
    entries: Entries

    def __repr__(self) -> str:
        return f"{self.register.name}：{len(self.entries.rows)}条"


@dataclass(frozen=True, eq=False)
class Enterprises:
    """What findings are made of; what is absent from a mapping is missing.

    Attributes:
        frame: the period's. earlier: frames of the periods before it in its year that have a file
            in which nothing is wrong, in order; a period without one is passed over.
        registers: role (`registers.ROLES`) → that register, whole; absent where there is none.
        scored: (span, region) → output and base of the monthly file, 亿元, of the city and its
            counties; None where missing.
    """

    period: Period
    city: str
    counties: tuple[str, ...]
    settings: EnterpriseSettings
    frame: Frame
    earlier: tuple[Frame, ...] = ()
    registers: Mapping[str, JoinedRegister] = field(default_factory=dict)
    scored: Mapping[tuple[str, str], tuple[Decimal | None, Decimal | None]] = field(
        default_factory=dict
    )

    def __repr__(self) -> str:
        joined = "、".join(own.register.name for own in self.registers.values()) or "无"
        return (
            f"{self.city}{self.period.label}企业数据：{len(self.frame.rows)}户，"
            f"本年此前{len(self.earlier)}期；台账：{joined}\n"
            "接着看：enterprises.frame、enterprises.earlier、enterprises.registers"
        )
