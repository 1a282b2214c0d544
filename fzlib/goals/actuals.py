"""What a task's actual is made of: entries of a register, reported numbers, scored figures."""

from __future__ import annotations

from dataclasses import dataclass

INCREMENT = "increment"
SCORED_SERIES = ("va_growth", "output_growth", INCREMENT)
Where = tuple[tuple[str, tuple[str, ...]], ...]  # column → the values of which it has any


@dataclass(frozen=True)
class Tally:
    """Entries of a register, counted; or a column of theirs summed up; or a rate of two.

    Columns by their headers; '' where there is none.

    Attributes:
        reached: the date that puts an entry in the cycle; without one all entries are in it.
        within: the date that ``reached`` must not be after.
        of: makes it a rate in %: of the entries with this date in the cycle so far, those reached
            by its end.
        sum, of_sum: amounts in place of entries, of those reached and of those in ``of``.
        distinct: different values of this column in place of entries.
        ever: dates before the cycle count too.
    """

    register: str
    where: Where = ()
    reached: str = ""
    within: str = ""
    of: str = ""
    sum: str = ""
    of_sum: str = ""
    distinct: str = ""
    ever: bool = False

    @property
    def is_rate(self) -> bool:
        """In %, with 2 decimals."""
        return bool(self.of)

    @property
    def columns(self) -> tuple[str, ...]:
        """The register's columns that it needs."""
        named = (self.reached, self.within, self.of, self.sum, self.of_sum, self.distinct)
        return (*(column for column, _ in self.where), *filter(None, named))


@dataclass(frozen=True)
class Reported:
    """A number of figures.csv, or a rate of two of them in %."""

    figure: str
    of: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The numbers that it needs: one, or two of a rate."""
        return (self.figure, self.of) if self.of else (self.figure,)


@dataclass(frozen=True)
class Scored:
    """A figure of the scored data: ``va_growth``, ``output_growth`` or ``increment``, and span."""

    series: str
    span: str

    @property
    def code(self) -> str:
        """``increment.ytd``."""
        return f"{self.series}.{self.span}"

    @property
    def is_increment(self) -> bool:
        """An amount in 亿元; else a growth in %."""
        return self.series == INCREMENT


@dataclass(frozen=True)
class OfEnterprises:
    """A column of the enterprise report."""

    column: str


Actual = Tally | Reported | Scored | OfEnterprises
