"""The keys of [[section]] in targets/YYYY.toml, and of the tables in it."""

from __future__ import annotations

from fzlib.goals.document_keys import TALLY, WHERE, table_list, text_list
from fzlib.scoring.rulebook_keys import flag
from fzlib.toml_schema import Fault, Key, one_of, text
from fzlib.vocabulary import TaskStatus

_TITLE = Key(text, default="")
_NOTE = Key(text, required=False, default="")
_OPTIONAL = Key(text, required=False, default="")
_is_listed = text_list('["met"]')
_is_status = one_of([status.value for status in TaskStatus])


def _texts(form: str) -> Key:
    return Key(text_list(form), required=False, default=(), convert=tuple)


def _any(columns: list[object]) -> Fault | None:
    return None if columns else Fault("没有写列", "至少写一列", "key.value")


SECTION = {
    "title": _TITLE,
    "tasks": _texts('["key_projects"]'),
    "clauses": _texts('["二（五）"]'),
    "registers": _texts('["projects"]'),
    "listed": Key(table_list("[[section.listed]]"), None, False, [], form="[[section.{}]]"),
    "counted": Key(table_list("[[section.counted]]"), None, False, [], form="[[section.{}]]"),
    "draft": Key(table_list("[[section.draft]]"), None, False, [], form="[[section.{}]]"),
}
LISTED = {
    "title": _TITLE,
    "register": Key(text, default=""),
    "columns": Key(text_list('["项目名称", "地区"]'), _any, default=(), convert=tuple),
    "where": WHERE,
    "note": _NOTE,
}
COUNTED = {
    "title": _TITLE,
    "register": Key(text, default=""),
    "by": Key(text, default=""),
    "columns": Key(
        table_list('[{ title = "签约（项）", reached = "签约日期" }]'), _any, default=[]
    ),
    "note": _NOTE,
}
COLUMN = {"title": _TITLE} | {key: own for key, own in TALLY.items() if key != "register"}
DRAFT = {
    "title": _TITLE,
    "task": Key(text, default=""),
    "status": Key(
        lambda value: _is_listed(value) or next(filter(None, map(_is_status, value)), None),
        default=(),
        convert=lambda value: tuple(map(TaskStatus, value)),
    ),
    "clause": _OPTIONAL,
    "quote": _OPTIONAL,
    "provided": _OPTIONAL,
    "register": _OPTIONAL,
    "unexplained": Key(flag, required=False, default=False),
}
