"""Tables of a TOML file, read by what their keys may hold; every mistake is named by its key.

A table's keys are declared once: which there are, what stands under each, what is taken where one
is absent. Reading goes on after a mistake, so that all are told. Pure: it works on parsed data.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from fzlib.errors import Place, Problem, ProblemLog, unfit


class Fault(NamedTuple):
    """What is wrong with a value (``{}`` in its place), and how to mend it."""

    what: str
    mend: str
    kind: str = "key.type"


ABSENT = Fault("没有写", "补上", "key.absent")
NOT_A_TABLE = Fault("应是一张表", "照样例改")
ValueCheck = Callable[[Any], Fault | None]
Faults = Iterator[tuple[str, Fault, object]]  # key or path, what is wrong there, the value


def printable(value: object) -> Fault | None:
    """The check that a text has no control character, nor one that turns the line around."""
    why = unfit(str(value))
    return Fault(why, "删去这个字符", "text.unfit") if why else None


def text(value: object) -> Fault | None:
    """The check that a value is a text with something in it."""
    if isinstance(value, str) and value.strip():
        return printable(value)
    return Fault("“{}”不是文字", "写成带引号的文字")


def one_of(names: Collection[str]) -> ValueCheck:
    """The check that a value is one of these texts; '' may be among them: nothing said."""
    listed = "、".join(filter(None, names))
    fault = Fault("不能是“{}”", f"可选：{listed}", "key.value")
    return lambda value: None if value in names else fault


@dataclass(frozen=True)
class Key:
    """What stands under one key of a table.

    ``type``: the check without which nothing can be made of a value; ``bounds``: the one after.
    ``default``: taken where the key is absent or its type wrong. ``form``: how it is listed.
    """

    type: ValueCheck | None = None
    bounds: ValueCheck | None = None
    required: bool = True
    default: Any = None
    convert: Callable[[Any], Any] | None = None
    form: str = "{}"


def row_path(name: str, number: int, called: object = None) -> str:
    """Where a table of an array stands: ``indicator[1]``, ``task[1]（started）``."""
    path = f"{name}[{number}]"
    return f"{path}（{called}）" if isinstance(called, str) and called.isidentifier() else path


@dataclass(frozen=True)
class TomlFile:
    """A parsed file, and how its mistakes are worded.

    ``unknown``: the remedy before the list of keys; ``shown``: a value as messages quote it;
    ``called``: the key by whose text a row of many is named beside its number.
    """

    label: str
    log: ProblemLog
    absent: Fault = ABSENT
    unknown: str = ""
    no_table: Fault = NOT_A_TABLE
    shown: Callable[[Any], str] = str
    called: str = ""

    def tell(self, path: str, fault: Fault, value: object = "") -> None:
        """Remember what is wrong with a value, or a key, at ``path``; each fault once."""
        place, what = Place(self.label, "", path), fault.what.replace("{}", self.shown(value))
        if Problem(place, what, fault.mend) not in self.log.problems:
            self.log.stop(place, what, fault.mend, kind=fault.kind)

    def fits(self, path: str, value: object, check: ValueCheck | None) -> bool:
        """Whether a value passes a check; it is told where it does not."""
        fault = check(value) if check else None
        if fault:
            self.tell(path, fault, value)
        return not fault

    def table(self, data: object, path: str, keys: Mapping[str, Key]) -> TomlTable:
        """One of its tables; what is none is told, and read as an empty one."""
        if not isinstance(data, Mapping):
            self.tell(path, self.no_table)
            # that is all: none of its keys is missed
            return TomlTable(
                self, {}, path, {n: replace(k, required=False) for n, k in keys.items()}
            )
        return TomlTable(self, data, path, keys)


@dataclass(frozen=True)
class TomlTable:
    """One table of a file. What is wrong with a key is told when it is first looked at."""

    file: TomlFile
    data: Mapping[str, Any]
    path: str
    keys: Mapping[str, Key]

    def path_of(self, name: str) -> str:
        """Where a key stands: ``indicator[1].cap``."""
        return f"{self.path}.{name}" if self.path else name

    def is_complete(self) -> bool:
        """Whether every key is known and of its type, in the file's order, and none is absent."""
        right = [self._is_right(name) for name in {**self.data, **self.keys}]
        return all(right)

    def take(self, name: str) -> Any:
        """The value under a key; one out of bounds is told, and taken all the same."""
        key, right = self.keys.get(name), self._is_right(name)
        if key is None:
            return None
        if not right or name not in self.data:
            return key.default
        value = self.data[name]
        self.file.fits(self.path_of(name), value, key.bounds)
        return key.convert(value) if key.convert else value

    def values(self) -> dict[str, Any]:
        """The values of all its keys, in the order in which these are declared."""
        return {name: self.take(name) for name in self.keys}

    def rows(self, name: str) -> Iterator[tuple[str, Any]]:
        """The tables of an array, each with its path."""
        for number, row in enumerate(self.take(name), 1):
            called = row.get(self.file.called) if isinstance(row, Mapping) else None
            yield row_path(self.path_of(name), number, called), row

    def _is_right(self, name: str) -> bool:
        path, key = self.path_of(name), self.keys.get(name)
        if key is None:
            listed = "、".join(key.form.format(name) for name, key in self.keys.items())
            mend = f"{self.file.unknown}可用的键：{listed}"
            self.file.tell(path, Fault("没有这个键", mend, "key.unknown"))
        elif name in self.data:
            return self.file.fits(path, self.data[name], key.type)
        elif key.required:
            self.file.tell(path, self.file.absent)
        return key is not None and not key.required
