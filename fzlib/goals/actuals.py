"""What a task's actual is made of: entries of a register, reported numbers, scored figures."""

from __future__ import annotations

from dataclasses import dataclass

from fzlib.vocabulary import (
    FIRM_COLUMNS,
    FIRM_COUNTS,
    FIRM_RATES,
    FIRM_SUMS,
    PERCENT_UNIT,
    PULL,
    SPANS,
)

INCREMENT = "increment"
SCORED_SERIES = ("va_growth", "output_growth", INCREMENT)
FIRM_CODES = tuple(f"{column}.{span}" for column in FIRM_COLUMNS for span in SPANS)
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
    """A column of enterprises.csv and a span: ``down_share.ytd``, one of `FIRM_CODES`."""

    column: str

    @property
    def name(self) -> str:
        """The column alone."""
        return self.column.partition(".")[0]

    @property
    def span(self) -> str:
        """``month`` or ``ytd``."""
        return self.column.partition(".")[2]

    @property
    def is_rate(self) -> bool:
        """In % or 百分点, with 2 decimals; counts and sums are exact."""
        return self.name in FIRM_RATES

    @property
    def is_count(self) -> bool:
        """Enterprises, whatever measure word the task has for them."""
        return self.name in FIRM_COUNTS

    @property
    def unit(self) -> str:
        """Of a sum or a rate; '' of a count."""
        if self.name in FIRM_SUMS:
            return "万元"
        if not self.is_rate:
            return ""
        return "百分点" if self.name == PULL else PERCENT_UNIT


Actual = Tally | Reported | Scored | OfEnterprises
