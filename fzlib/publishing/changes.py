"""What has changed since a report was published: its manifest against what it would be now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fzlib.publishing import manifests

# entry of the manifest → its name, and what is said to have changed where it makes a report stale
ENTRIES = {
    "inputs": ("输入", "输入"), "parameters": ("参数", "参数"), "rulebook": ("规则书", "规则"),
    "readings": ("口径", "规则"), "dates": ("数据截至日期和成文日期", "输入"),
    "names": ("地区名称", "输入"), "goals": ("任务和台账", "台账"),
    "enterprises": ("企业数据", "企业数据"),
    "notebook": ("笔记本", "程序"),
    "notebooks": ("附页的笔记本", "程序"), "code": ("程序", "程序"),
    "versions": ("软件版本", "软件版本"),
}  # fmt: skip
Pairs = dict[str, tuple[Any, Any]]  # key → what it was and what it is
Changes = dict[str, Pairs]


def changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Changes:
    """Entry → key → what it was and what it is (None: absent); no keys where it is no table.

    Of enterprises the keys are labels of files, and settings.
    """
    changed: Changes = {}
    tables: dict[str, Any] = {"inputs": {}, "goals": {}, "enterprises": {}, "names": {}}
    for entry in ENTRIES:
        old, new = ({**tables, **manifest}.get(entry) for manifest in (then, now))
        if entry == "names":
            new = manifests.of_those_published(old, new)
        if entry == "enterprises":
            old, new = _flat(old), _flat(new)
        if entry == "notebooks" and isinstance(old, dict) and isinstance(new, dict):
            # a page that came or went has done so with the goals or the enterprises
            old, new = ({key: digests[key] for key in old.keys() & new} for digests in (old, new))
        if isinstance(old, dict) and isinstance(new, dict):
            pairs = {key: (old.get(key), new.get(key)) for key in sorted({*old, *new})}
        else:
            pairs = {}
        if old != new:
            changed[entry] = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    return changed


def _flat(table: Any) -> dict[str, Any]:
    """The tables in a table as one; a manifest may have been edited."""
    parts = table.values() if isinstance(table, dict) else ()
    return {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}
