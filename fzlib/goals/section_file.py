"""The report's sections from a parsed targets/YYYY.toml: what is wrong is told with its key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from fzlib.errors import suggestion
from fzlib.goals.actuals import Tally
from fzlib.goals.document_faults import tally_faults
from fzlib.goals.section_keys import COLUMN, COUNTED, DRAFT, LISTED, SECTION
from fzlib.goals.sections import CountTable, Draft, EntryTable, Section
from fzlib.toml_schema import Fault, Key, TomlFile, TomlTable

Made = TypeVar("Made")


@dataclass(frozen=True)
class SectionReader:
    """Reads the sections of a file. ``registers``, ``tasks``: the codes that there are."""

    toml: TomlFile
    registers: Collection[str]
    tasks: Collection[str]

    def sections(self, rows: Iterable[tuple[str, Any]]) -> tuple[Section, ...]:
        """Each from its path and its table; one with a problem is left out: that is told."""
        made = (self._made(path, data, SECTION, self._section) for path, data in rows)
        return tuple(section for section in made if section)

    def _section(self, table: TomlTable, values: dict[str, Any]) -> Section:
        self._check(table, "registers", values["registers"], self.registers, "台账")
        self._check(table, "tasks", values["tasks"], self.tasks, "任务")
        return Section(
            values["title"],
            values["tasks"],
            values["clauses"],
            values["registers"],
            self._all(table, "listed", LISTED, self._listed),
            self._all(table, "counted", COUNTED, self._counted),
            self._all(table, "draft", DRAFT, self._draft),
        )

    def _listed(self, table: TomlTable, values: dict[str, Any]) -> EntryTable:
        self._check(table, "register", (values["register"],), self.registers, "台账")
        return EntryTable(**values)

    def _counted(self, table: TomlTable, values: dict[str, Any]) -> CountTable:
        register = values["register"]
        self._check(table, "register", (register,), self.registers, "台账")

        def column(own: TomlTable, given: dict[str, Any]) -> tuple[str, Tally]:
            tally = Tally(register, **{k: value for k, value in given.items() if k != "title"})
            for key, fault, value in tally_faults(tally):
                self.toml.tell(own.path_of(key), fault, value)
            return given["title"], tally

        columns = self._all(table, "columns", COLUMN, column)
        return CountTable(**{**values, "columns": columns})

    def _draft(self, table: TomlTable, values: dict[str, Any]) -> Draft:
        self._check(table, "task", (values["task"],), self.tasks, "任务")
        self._check(table, "provided", filter(None, (values["provided"],)), self.tasks, "任务")
        register = filter(None, (values["register"],))
        self._check(table, "register", register, self.registers, "台账")
        return Draft(**values)

    def _all(
        self,
        table: TomlTable,
        name: str,
        keys: Mapping[str, Key],
        make: Callable[[TomlTable, dict[str, Any]], Made],
    ) -> tuple[Made, ...]:
        """The tables of an array in a table."""
        made = (self._made(path, data, keys, make) for path, data in table.rows(name))
        return tuple(each for each in made if each is not None)

    def _made(
        self,
        path: str,
        data: object,
        keys: Mapping[str, Key],
        make: Callable[[TomlTable, dict[str, Any]], Made],
    ) -> Made | None:
        before = len(self.toml.log.problems)
        table = self.toml.table(data, path, keys)
        values = table.values()
        table.is_complete()
        return make(table, values) if len(self.toml.log.problems) == before else None

    def _check(
        self,
        table: TomlTable,
        key: str,
        named: Iterable[str],
        every: Collection[str],
        what: str,
    ) -> None:
        for name in named:
            if name not in every:
                mend = suggestion(name, every).removeprefix("；")
                fault = Fault(f"没有“{{}}”这个{what}", mend, "key.value")
                self.toml.tell(table.path_of(key), fault, name)
