"""A plan's document from a parsed TOML file, by the keys of its tables (`document_keys`).

Unknown keys and values and combinations that mean nothing are told with the key's name and what
may stand there, all at once; what is right is read all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from fzlib.errors import ProblemLog, suggestion
from fzlib.goals.actuals import Actual, OfEnterprises, Reported, Scored, Tally
from fzlib.goals.document_faults import repeated, tally_faults, task_faults
from fzlib.goals.document_keys import FORMS, READINGS, REGISTER, TASK, TOP
from fzlib.goals.registers import Register
from fzlib.goals.section_file import SectionReader
from fzlib.goals.tasks import Document, GoalReadings, Task
from fzlib.scoring.rulebook_keys import toml_text
from fzlib.toml_schema import Fault, TomlFile, TomlTable


class ReadDocument(NamedTuple):
    """What could be read of a document; ``is_sound``: that is all of it, without a problem."""

    document: Document
    is_sound: bool


def read_document(
    data: Mapping[str, Any],
    label: str,
    year: int,
    counties: Mapping[str, str],
    log: ProblemLog,
) -> ReadDocument:
    """The document of a year, without 任务分解.

    Args:
        counties: names and aliases of the assessed counties → their names; without any, those
            that a task excepts are taken as they stand.
        log: what is wrong goes there; a task or register with a problem is left out.
    """
    toml = TomlFile(
        label,
        log,
        absent=Fault("缺这个键", "照样例补上", "key.absent"),
        unknown="删去或改正；",
        no_table=Fault("应是一张表", "照 [[task]] 的写法改"),
        shown=toml_text,
        called="code",
    )
    before = len(log.problems)
    top = toml.table(data, "", TOP)
    title, source = top.take("title"), top.take("source")
    readings = GoalReadings(**_whole(toml.table(top.take("readings"), "readings", READINGS)))
    registers = dict(top.rows("register"))
    read = {path: _register(toml, path, row) for path, row in registers.items()}
    _check_once(toml, registers, "code")
    _check_roles(toml, read)
    codes = [str(row.get("code", "")) for row in registers.values() if isinstance(row, Mapping)]
    rows = dict(top.rows("task"))
    tasks = [_task(toml, path, row, year, codes, counties) for path, row in rows.items()]
    _check_once(toml, rows, "code")
    if data.get("task") == []:
        toml.tell("task", Fault("没有任务", "至少写一个 [[task]]", "key.absent"))
    task_codes = [str(row.get("code", "")) for row in rows.values() if isinstance(row, Mapping)]
    top.is_complete()
    document = Document(
        title,
        source,
        year,
        readings,
        {register.code: register for register in read.values() if register},
        tuple(task for task in tasks if task),
        {},
        SectionReader(toml, codes, task_codes).sections(top.rows("section")),
    )
    return ReadDocument(document, len(log.problems) == before)


def _whole(table: TomlTable) -> dict[str, Any]:
    """A table's values; other keys are told after them."""
    values = table.values()
    table.is_complete()
    return values


def _check_once(toml: TomlFile, rows: Mapping[str, Any], key: str) -> None:
    """No two tables have the same code."""
    named = [
        (path, row[key])
        for path, row in rows.items()
        if isinstance(row, Mapping) and isinstance(row.get(key), str)
    ]
    for number in repeated(name for _, name in named):
        path, name = named[number]
        toml.tell(f"{path}.{key}", Fault("“{}”前面已有", "改用别的代码", "key.twice"), name)


def _check_roles(toml: TomlFile, registers: Mapping[str, Register | None]) -> None:
    """No two registers have the same role; of those that share a code that is told already."""
    own = {register.code: (path, register.role) for path, register in registers.items() if register}
    named = [*own.values()]
    for number in repeated(role for _, role in named):
        path, role = named[number]
        fault = Fault("“{}”前面的台账已有", "一种用途只归一个台账", "key.twice")
        toml.tell(f"{path}.role", fault, role)


def _register(toml: TomlFile, path: str, data: object) -> Register | None:
    """A register; None where it cannot be used: that is told."""
    before = len(toml.log.problems)
    values = _whole(toml.table(data, path, REGISTER))
    if len(toml.log.problems) > before:
        return None
    own = values["code"]
    return Register(**{**values, "file": values["file"] or own, "role": values["role"] or own})


def _task(
    toml: TomlFile,
    path: str,
    data: object,
    year: int,
    registers: Collection[str],
    counties: Mapping[str, str],
) -> Task | None:
    """A task; None where it cannot be used: that is told."""
    before = len(toml.log.problems)
    table = toml.table(data, path, TASK)
    values = _whole(table)
    actual = _actual(toml, table, registers) if "actual" in table.data else None
    exempt = values.pop("except")
    if counties:
        for name in exempt:
            if name not in counties:
                mend = suggestion(name, dict.fromkeys(counties.values())).removeprefix("；")
                fault = Fault("“{}”不是考评的县区", mend, "key.value")
                toml.tell(table.path_of("except"), fault, name)
        exempt = tuple(dict.fromkeys(counties.get(name, name) for name in exempt))
    if len(toml.log.problems) > before or actual is None:
        return None
    start = values.pop("from")
    task = Task(**{**values, "actual": actual, "exempt": exempt, "start": start})
    for key, fault, value in task_faults(task, year):
        toml.tell(table.path_of(key), fault, value)
    return task if len(toml.log.problems) == before else None


def _actual(toml: TomlFile, task: TomlTable, registers: Collection[str]) -> Actual | None:
    """What the actual is made of; None where that cannot be told."""
    path, data = task.path_of("actual"), task.data["actual"]
    if not isinstance(data, Mapping):
        toml.tell(path, Fault("应是一张表", '写作 { register = "projects" }'))
        return None
    form = next((key for key in FORMS if key in data), None)
    if form is None:
        fault = Fault("没有写实绩从哪里来", f"写上其中一个：{'、'.join(FORMS)}", "key.absent")
        toml.tell(path, fault)
        return None
    before = len(toml.log.problems)
    table = toml.table(data, path, FORMS[form])
    values = _whole(table)
    if len(toml.log.problems) > before:
        return None
    if form == "figures":
        return Reported(values["figures"], values["of"])
    if form == "panel":
        return Scored(*values["panel"].split("."))
    if form == "enterprises":
        return OfEnterprises(values["enterprises"])
    tally = Tally(**values)
    if tally.register not in registers:
        mend = suggestion(tally.register, registers).removeprefix("；")
        fault = Fault("没有“{}”这个台账", mend, "key.value")
        toml.tell(table.path_of("register"), fault, tally.register)
    for key, fault, value in tally_faults(tally):
        toml.tell(table.path_of(key), fault, value)
    return tally
