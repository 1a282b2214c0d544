"""逾期: how many entries are past their planned dates, by age, and whether a reason is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from fzlib.analysis.goals.overdue import AGES, Overdue, by_band
from fzlib.analysis.goals.register_findings import RegisterFindings
from fzlib.presentation import blocks
from fzlib.presentation.goals.stage_names import act

TOTAL = "合计"


def bands() -> list[str]:
    """30天以内, 31—90天, 91—180天, 180天以上."""
    inner = [f"{low + 1}—{high}天" for low, high in pairwise(AGES)]
    return [f"{AGES[0]}天以内", *inner, f"{AGES[-1]}天以上"]


def counted_in(found: RegisterFindings) -> str:
    """项; 项次 where an entry may be overdue more than once."""
    return "项次" if len(found.register.due) > 1 else "项"


def matters(found: RegisterFindings) -> dict[str, list[Overdue]]:
    """计划开工日期已过、未开工 → the entries; only what there is."""
    return {
        f"{plan}已过、未{act(column)}": late
        for column, plan in found.register.due.items()
        if (late := [each for each in found.overdue if each.column == column])
    }


def tables(found: RegisterFindings) -> list[blocks.Table]:
    """A row each planned date, by age; whether it is explained, where the register says where.

    None of a single one: the words say all of it.
    """
    lots = matters(found)
    if len(lots) < 2:
        return []
    register = found.register
    columns: list[blocks.AnyColumn] = [blocks.group("逾期", *bands()), TOTAL]
    if register.explained:
        columns.append(blocks.group("其中填写了", *register.explained))
        columns.append("均未填写")

    def line(name: str, late: Sequence[Overdue]) -> list[str]:
        counts = [*by_band(late), len(late), *explained(found, late)]
        return [name, *map(str, counts)]

    rows = [line(what, late) for what, late in lots.items()]
    note = f"注：单位为{counted_in(found)}。"
    return [
        blocks.table(
            f"{register.name}逾期情况",
            columns,
            rows,
            names="事项",
            apart=[line(TOTAL, found.overdue)],
            note=note,
            look="plain wide",
        )
    ]


def explained(found: RegisterFindings, late: Sequence[Overdue]) -> list[int]:
    """How many have each of the columns filled in, and how many none."""
    columns = found.register.explained
    if not columns:
        return []
    given = [sum(not each.entry.is_blank(column) for each in late) for column in columns]
    return [*given, sum(_is_unexplained(found, each) for each in late)]


def _is_unexplained(found: RegisterFindings, late: Overdue) -> bool:
    """Whether nothing stands where a reason or a new date would."""
    return all(late.entry.is_blank(column) for column in found.register.explained)


def unexplained(found: RegisterFindings) -> Counter[str]:
    """County → its overdue entries without explanation, each once; '' the city's own."""
    entries = {id(late.entry): late.entry for late in found.overdue if _is_unexplained(found, late)}
    return Counter(entry.region for entry in entries.values())
