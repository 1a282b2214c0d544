"""Enterprises joined with a register by 统一社会信用代码: whose entries are whose, what lacks.

What a register cannot tell is None, never 0 and never 未走访.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fzlib.enterprises.evidence import JoinedRegister
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.goals.registers import Entry, Register


@dataclass(frozen=True)
class Lack:
    """What keeps a register from being joined, or from telling all.

    Attributes:
        role: of `registers.ROLES`. columns: those that it has not; () with `undated` 0: there is no
            register. undated: entries with a code and no date: they count nowhere.
    """

    role: str
    columns: tuple[str, ...] = ()
    undated: int = 0

    @property
    def is_absent(self) -> bool:
        """Whether there is no such register at all."""
        return not self.columns and not self.undated


@dataclass(frozen=True, eq=False)
class Joined:
    """A register's dated entries by code, each enterprise's in order of their dates.

    ``date``: the column of that date.
    """

    register: Register
    columns: tuple[str, ...]
    date: str
    by_code: Mapping[str, Sequence[Entry]]

    def of(self, code: str) -> Sequence[Entry]:
        """An enterprise's; none where it has none."""
        return self.by_code.get(code, ())


def joined(own: JoinedRegister | None, date_of: Callable[[Register], str]) -> Joined | None:
    """None where there is no register, or it has no code or no such date.

    Args:
        date_of: which column says when an entry was.
    """
    if own is None:
        return None
    date, columns = date_of(own.register), own.entries.columns
    if not {CREDIT_CODE_HEADER, date} <= set(columns):
        return None
    by_code: dict[str, list[Entry]] = {}
    for row in own.entries.rows:
        if (code := row.text(CREDIT_CODE_HEADER)) and row.day(date) is not None:
            by_code.setdefault(code, []).append(row)
    for rows in by_code.values():
        rows.sort(key=lambda row: str(row.day(date)))
    return Joined(own.register, columns, date, by_code)


def lack(
    role: str, own: JoinedRegister | None, columns_of: Callable[[Register], Sequence[str]]
) -> Lack | None:
    """What a register lacks; None: nothing.

    Args:
        columns_of: which columns it is asked for beside the code; the first is that of its date.
    """
    if own is None:
        return Lack(role)
    date, *others = columns_of(own.register)
    asked = (CREDIT_CODE_HEADER, date, *others)
    absent = tuple(column for column in asked if column not in own.entries.columns)
    if absent[:1] in ((CREDIT_CODE_HEADER,), (date,)):
        return Lack(role, absent)
    undated = sum(
        not row.is_blank(CREDIT_CODE_HEADER) and row.day(date) is None for row in own.entries.rows
    )
    return Lack(role, absent, undated) if absent or undated else None
