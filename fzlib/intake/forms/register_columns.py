"""The columns of a register's form, in the order in which an entry is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fzlib.goals.actuals import Tally, Where
from fzlib.goals.columns import DATE, NUMBER, REGION_NAME, column_type
from fzlib.goals.tasks import Document
from fzlib.intake.goals.needed_columns import FileNeeds, file_needs


@dataclass(frozen=True)
class RegisterColumn:
    """One column by its header, and what asks for it.

    Attributes:
        is_key: unique and required of every entry. required_of: registers that require it.
        values: those that the document names; tells_registers: by which the registers of the file
            are told apart.
        users: the registers and tasks that name it.
    """

    header: str
    is_key: bool
    required_of: tuple[str, ...]
    values: tuple[str, ...]
    tells_registers: bool
    users: tuple[str, ...]


def columns_of(
    document: Document, file: str, header: Sequence[str] = ()
) -> tuple[RegisterColumn, ...]:
    """Those of ``header``, what the file has already, in its order; then what else is needed.

    The key comes first, then what tells entries apart, 地区, texts, numbers, and the dates in the
    order in which an entry reaches them, each after the one planned for it.
    """
    needs = file_needs(document, file)
    own = {register.code for register in needs.registers}
    actuals = (task.actual for task in document.tasks if isinstance(task.actual, Tally))
    of_tasks = [actual.where for actual in actuals if actual.register in own]
    of_registers = [register.where for register in needs.registers]
    told = {column for where in of_registers for column, _ in where}
    choices = {column for where in of_tasks for column, _ in where}
    dates = _dates(needs)

    def place(name: str) -> tuple[int, int]:
        kind = column_type(name)
        if kind == DATE:
            return 6, dates.index(name)
        if name in needs.keys:
            return 0, 0
        if name in told or name in choices:
            return (1 if name in told else 2), 0
        return {NUMBER: 5, REGION_NAME: 3}.get(kind, 4), 0

    return tuple(
        RegisterColumn(
            name,
            name in needs.keys,
            tuple(r.name for r in needs.registers if name in r.required),
            _values(name, [*of_registers, *of_tasks]),
            name in told,
            needs.columns.get(name, ()),
        )
        for name in dict.fromkeys([*header, *sorted(needs.columns, key=place)])
    )


def _values(column: str, wheres: Iterable[Where]) -> tuple[str, ...]:
    named = (values for where in wheres for own, values in where if own == column)
    return tuple(dict.fromkeys(value for values in named for value in values))


def _dates(needs: FileNeeds) -> list[str]:
    """The dates in their order; stages of several registers are fitted into each other."""
    planned = {actual: due for register in needs.registers for actual, due in register.due.items()}
    order: list[str] = []
    others = [name for name in needs.columns if column_type(name) == DATE]
    chains = [register.stages for register in needs.registers]
    for names in (*chains, *([name] for name in (*planned, *others))):
        at = len(order)
        for name in reversed(names):
            if name in order:
                at = order.index(name)
            elif name not in planned.values():
                order.insert(at, name)
    pairs = ([planned[name], name] if name in planned else [name] for name in order)
    return list(dict.fromkeys(name for pair in pairs for name in pair))
