"""What those who visit fill in: the columns of the register of visits, and what is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fzlib.analysis.enterprises.register_columns import MEANS, VISITED, visited_on
from fzlib.analysis.enterprises.watch import Watched
from fzlib.enterprises.evidence import Enterprises, JoinedRegister
from fzlib.goals.columns import CREDIT_CODE_HEADER, TEXT, column_type
from fzlib.goals.registers import REGION, VISITS
from fzlib.scoring.periods import Period

# headers of the shipped register of visits, filled in where a register has them
NAMES = ("对象名称", "企业名称")
KIND, ENTERPRISE = "对象类型", "企业"
MOST_CHOICES = 8  # values that a column has in the register, to be offered
MOST_SIGNS = 200  # of all of them together: Excel holds 255


@dataclass(frozen=True)
class VisitForm:
    """The form of a period.

    Attributes:
        columns: of the register's file, in its order. date: which of them says when.
        name: which holds the enterprise's name; '' where none does.
        constant: header → what stands in every row. taken: keys that the register has already.
        choices: header → values to choose from.
    """

    period: Period
    register: JoinedRegister
    columns: tuple[str, ...]
    date: str
    name: str
    constant: Mapping[str, str]
    taken: frozenset[str]
    choices: Mapping[str, tuple[str, ...]]

    @property
    def prefilled(self) -> frozenset[str]:
        """The headers of what is filled in."""
        own = {self.register.register.key, CREDIT_CODE_HEADER, REGION, self.name, *self.constant}
        return frozenset(own & {*self.columns})

    def filled(self, own: Watched) -> dict[str, str]:
        """Header → what is filled in for an enterprise."""
        row = own.enterprise
        key = {self.register.register.key: self._key(row.code)}
        who = {CREDIT_CODE_HEADER: row.code, REGION: row.county, self.name: row.name}
        return {**key, **who, **self.constant}

    def _key(self, code: str) -> str:
        """GZ2023-05-91350181…: one a period, so that an import done twice adds nothing.

        Where the register has it, a further visit is the next: …-2.
        """
        key, n = f"GZ{self.period}-{code}", 1
        while (own := key if n == 1 else f"{key}-{n}") in self.taken:
            n += 1
        return own


def visit_form(of: Enterprises) -> VisitForm | None:
    """None where there is no register of visits, or it has no code or date to fill in."""
    joined = of.registers.get(VISITS)
    if joined is None:
        return None
    register, columns = joined.register, joined.entries.columns
    date = visited_on(register)
    if not {register.key, CREDIT_CODE_HEADER, date} <= {*columns}:
        return None
    name = next((header for header in NAMES if header in columns), "")
    # what makes an entry one of the register, and a visit to an enterprise one
    constant = {header: values[0] for header, values in register.where if len(values) == 1}
    constant |= {
        header: value
        for header, value in ((MEANS, VISITED), (KIND, ENTERPRISE))
        if header in columns and header not in constant
    }
    taken = frozenset(entry.text(register.key) for entry in joined.entries.rows)
    fixed = {register.key, CREDIT_CODE_HEADER, REGION, name, *constant}
    texts = [header for header in columns if header not in fixed and column_type(header) == TEXT]
    choices = {header: own for header in texts if (own := _choices(joined, header))}
    return VisitForm(of.period, joined, columns, date, name, constant, taken, choices)


def _choices(joined: JoinedRegister, header: str) -> tuple[str, ...]:
    """What stands in a column, where that are a few words again and again; else nothing."""
    values = [text for entry in joined.entries.rows if (text := entry.text(header))]
    own = sorted(set(values))
    is_short = len(own) <= MOST_CHOICES and sum(map(len, own)) + len(own) <= MOST_SIGNS
    is_plain = not any("," in text for text in own)  # what a list of choices is split by
    return tuple(own) if is_short and is_plain and len(values) > 2 * len(own) else ()
