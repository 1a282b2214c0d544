"""Tables of a register by one of its columns, and of single entries, as the document has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from fzlib.analysis.goals.rollup import blanks, rollup
from fzlib.analysis.goals.stages import last_stage
from fzlib.analysis.goals.tallies import Attained
from fzlib.goals.actuals import Tally
from fzlib.goals.columns import unit_of
from fzlib.goals.cycles import last_day
from fzlib.goals.evidence import Goals
from fzlib.goals.registers import REGION, Entries, Entry, Value
from fzlib.goals.sections import CountTable, EntryTable
from fzlib.presentation import blocks
from fzlib.presentation.goals.stage_names import stage
from fzlib.presentation.wording import COUNTIES, NONE, fixed, places_of
from fzlib.vocabulary import MONEY

MOST = 20  # entries in a table; the others are counted
UNSTATED, OF_CITY = "未填写", "市级（未分县区）"


def counted(goals: Goals, own: CountTable) -> list[blocks.Table]:
    """A row each value of the column, the total apart; none where the register has no file."""
    found = rollup(goals, own)
    if found is None:
        return []
    tallies = [tally for _, tally in own.columns]
    sizes = [
        _places(tally, [numbers[n] for numbers in (*found.rows.values(), found.total)])
        for n, tally in enumerate(tallies)
    ]
    by_region = own.by == REGION
    blank = OF_CITY if by_region else UNSTATED

    def line(name: str, numbers: Sequence[Attained]) -> list[str]:
        return [name, *(fixed(n.value, size) for n, size in zip(numbers, sizes, strict=True))]

    rows = [
        line(name or blank, numbers)
        for name, numbers in found.rows.items()
        if name or any(number.value for number in numbers)  # of 未填写: only what it holds
    ]
    apart = [line(goals.city if by_region else "合计", found.total)]
    titles = [title for title, _ in own.columns]
    sums = [tally.sum for tally in tallies if tally.sum]
    names = COUNTIES if by_region else own.by
    lacking = "、".join(f"{column}{n}项" for column, n in blanks(goals, own).items())
    without = f"未填写的未计入：{lacking}" if lacking else ""
    note = note_of([own.note, as_of(goals, own.register, sums), without])
    return [blocks.table(own.title, titles, rows, names=names, apart=apart, note=note, look="wide")]


def _places(tally: Tally, numbers: Sequence[Attained]) -> int:
    """Rates 2 decimals; counts none; amounts as many as they have, at least 2 if any."""
    if tally.is_rate:
        return 2
    size = places_of([number.value for number in numbers], 0)
    return max(size, 2) if size else 0


def as_of(goals: Goals, code: str, columns: Iterable[str]) -> str:
    """Up to when amounts of money are: they are the file's, of whatever period the report is."""
    register, entries = goals.document.registers[code], goals.registers.get(code)
    if entries is None or not any(unit_of(column) in MONEY for column in columns):
        return ""
    days = [day for row in entries.rows if (day := row.day(register.as_of))]
    if not days:
        return "金额为台账报送时的填报数"
    after = "，晚于本期期末" if max(days) > last_day(goals.period) else ""
    return f"金额为台账填报数，截至{shown(max(days))}{after}"


def note_of(told: Iterable[str]) -> str:
    """注：甲；乙。; '' where there is nothing to tell."""
    text = "；".join(filter(None, told))
    return f"注：{text}。" if text else ""


def listed(goals: Goals, own: EntryTable) -> blocks.Piece:
    """A row an entry under its key, with the last stage it has reached; the first `MOST`.

    What the document names and the register has not is told: beside the table, or in its place.
    """
    entries = goals.registers.get(own.register)
    register = goals.document.registers[own.register]
    if entries is None:
        return []
    found = entries.where(own.where).rows

    def line(entry: Entry) -> list[str]:
        cells = [_cell(goals, entry, column) for column in own.columns]
        if register.stages:
            cells.append(stage(register, last_stage(register, entry, goals.period)))
        return [entry.text(register.key), *cells]

    rows = [line(entry) for entry in found[:MOST]]
    stages = [blocks.text("所处阶段")] if register.stages else []
    columns = [_column(found, column) for column in own.columns]
    rest = f"共{len(found)}项，列前{MOST}项" if len(found) > MOST else ""
    absent = _absent(entries, own)
    if not rows:
        return f"{own.title}：{absent or '台账中没有这类条目'}。"
    note = note_of([rest, absent, own.note, as_of(goals, own.register, own.columns)])
    titles = [*columns, *stages]
    return blocks.table(own.title, titles, rows, names=register.key, note=note, look="plain wide")


def _absent(entries: Entries, own: EntryTable) -> str:
    """台账中没有甲、乙: the values named of which no entry has any; '' where all are there."""
    lacking = [
        value
        for column, values in own.where
        for value in values
        if not any(entry.text(column) == value for entry in entries.rows)
    ]
    return f"台账中没有{'、'.join(lacking)}" if lacking else ""


def _column(rows: Sequence[Entry], column: str) -> blocks.TableColumn:
    """Of numbers where any stands in it, else of text."""
    number = any(isinstance(row.values.get(column), Decimal) for row in rows)
    return blocks.TableColumn(column, blocks.NUMBER if number else blocks.TEXT)


def _cell(goals: Goals, entry: Entry, column: str) -> str:
    """A county as it is assessed; an amount of money with 2 decimals; what else stands there."""
    if column == REGION:
        return entry.region or goals.city
    value = entry.values.get(column)
    if isinstance(value, Decimal) and unit_of(column) in MONEY:
        return fixed(value, places_of([value]))
    return shown(value)


def shown(value: Value) -> str:
    """2023年5月31日, 18, 申远三期; — where nothing stands."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Decimal):
        return fixed(value, places_of([value], 0))
    return value or NONE
