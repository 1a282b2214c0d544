"""A register (台账): a list with a row an entry; what it demands of each, and the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fzlib.errors import Place
from fzlib.goals.actuals import Where

REGION = "地区"
VISITS, APPEALS, PROJECTS = ROLES = ("visits", "appeals", "projects")
Value = str | Decimal | date | None  # None: a date or number that is not there; a text is '' then


@dataclass(frozen=True)
class Register:
    """What the document says of a register. Columns by their headers.

    Attributes:
        file: several registers may read one. key: unique and required of every entry.
        required: what the document demands: blanks are listed, and stop nothing.
        where: the register is only these entries of the file.
        stages: dates in the order in which an entry reaches them.
        due: actual date → its planned date. role: one of `ROLES`, where enterprises are joined
            with it; '' of others.
        explained: of an entry that is overdue, where a reason or a new date would stand.
        as_of: date up to which an entry's amounts are; '' where it has none.
    """

    code: str
    name: str
    key: str
    file: str
    required: tuple[str, ...] = ()
    where: Where = ()
    stages: tuple[str, ...] = ()
    due: Mapping[str, str] = field(default_factory=dict)
    role: str = ""
    explained: tuple[str, ...] = ()
    as_of: str = ""


@dataclass(frozen=True, eq=False)
class Entry:
    """One row: header → value. ``region``: an assessed county; '' counts for the city alone."""

    region: str
    values: Mapping[str, Value]
    place: Place  # of its key

    def day(self, column: str) -> date | None:
        """The date in a column."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None

    def amount(self, column: str) -> Decimal | None:
        """The number in a column."""
        value = self.values.get(column)
        return value if isinstance(value, Decimal) else None

    def text(self, column: str) -> str:
        """What stands in a column, as text."""
        value = self.values.get(column)
        return "" if value is None else str(value)

    def is_blank(self, column: str) -> bool:
        """Whether nothing stands there."""
        return self.values.get(column) in (None, "")

    def matches(self, where: Where) -> bool:
        """Whether every column has any of the values named."""
        return all(self.text(column) in values for column, values in where)


@dataclass(frozen=True, eq=False)
class Entries:
    """The entries of a file, or those of a register, with the headers that the file has.

    Those of a county that is not assessed are not among them.
    """

    columns: tuple[str, ...]
    rows: tuple[Entry, ...]

    def where(self, where: Where) -> Entries:
        """Those that match."""
        return Entries(self.columns, tuple(row for row in self.rows if row.matches(where)))

    def of(self, region: str) -> Iterable[Entry]:
        """Those of a county."""
        return (row for row in self.rows if row.region == region)
