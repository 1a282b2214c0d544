"""What is to be looked at in a register: blanks in what is demanded, stages that contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fzlib.analysis.extremes import grouped
from fzlib.analysis.goals.blanks import by_column
from fzlib.analysis.goals.register_findings import RegisterFindings
from fzlib.analysis.goals.stages import Contradiction
from fzlib.goals.registers import Entry
from fzlib.presentation import blocks
from fzlib.presentation.goals.stage_names import act
from fzlib.presentation.wording import names

MOST_KEYS = 5


def tables(found: RegisterFindings) -> list[blocks.Table]:
    """A row each column that is blank and each contradiction, with the first entries' keys.

    None of a single one: the words say all of it.
    """
    lots = matters(found)
    rows = [[what, str(len(of)), keys(found, of)] for what, of in lots.items()]
    if len(rows) < 2:
        return []
    columns = (blocks.TableColumn("项数"), blocks.text(found.register.key))
    caption = f"{found.register.name}需核实的条目"
    several = any(len(of) > MOST_KEYS for of in lots.values())
    note = f"注：超过{MOST_KEYS}项的，列前{MOST_KEYS}项。" if several else ""
    return [blocks.table(caption, columns, rows, names="情形", note=note, look="plain wide")]


def matters(found: RegisterFindings) -> dict[str, list[Entry]]:
    """责任单位空缺, 开工日期晚于投产日期 → the entries; only what there is."""
    return {**_blank(found), **_contradictory(found.contradictions)}


def _blank(found: RegisterFindings) -> Mapping[str, list[Entry]]:
    own = by_column(found.register, found.incomplete)
    return {f"{column}空缺": list(entries) for column, entries in own.items()}


def _contradictory(contradictions: Iterable[Contradiction]) -> Mapping[str, list[Entry]]:
    own = grouped(contradictions, _matter)
    return {what: [each.entry for each in of] for what, of in own.items()}


def _matter(each: Contradiction) -> str:
    """已投产而没有开工日期, 开工日期晚于投产日期."""
    if each.is_blank:
        return f"已{act(each.later)}而没有{each.earlier}"
    return f"{each.earlier}晚于{each.later}"


def keys(found: RegisterFindings, entries: list[Entry]) -> str:
    """XM20230001、XM20230002等: the first few."""
    return names([entry.text(found.register.key) for entry in entries], MOST_KEYS)
