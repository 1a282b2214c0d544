"""A release made again from what there is now: what it rests on, against its manifest, and files.

With the same data and program all its files are made, in a scratch folder; where either has
changed, only the figures: its pages would differ anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from fzlib.errors import InputError, Place, Problem
from fzlib.intake.enterprises.files import ENTERPRISES
from fzlib.paths import named
from fzlib.publishing import kept_goals, processes
from fzlib.publishing.changes import ENTRIES, Pairs, changes
from fzlib.publishing.manifests import MANIFEST
from fzlib.publishing.material import Material
from fzlib.publishing.report import report
from fzlib.publishing.request import Request
from fzlib.publishing.sheets import Sheets, published_sheets, sheets_of
from fzlib.publishing.status import published_rules
from fzlib.scratch import scratch_folder

OF_THE_PROGRAM = ("notebook", "notebooks", "code", "versions")
OTHER_GOALS = f"{kept_goals.KEPT}：任务和台账与清单记下的不同"


@dataclass(frozen=True)
class Recomputed:
    """What has changed of what a release rests on, and its files as they come out now.

    ``data``: label of an input → its digest then and now; ``others``: of parameters, readings and
    dates in Chinese, as ``program``; ``shared``: as ``data``, of whole files of which nothing that
    was used has changed. ``files``: name → bytes; all of them where ``is_whole``, else the CSV, of
    which those that rest on goals only ``with_goals``.
    """

    data: Pairs
    others: tuple[str, ...]
    program: tuple[str, ...]
    shared: Pairs
    files: Mapping[str, bytes]
    is_whole: bool
    with_goals: bool

    @property
    def is_of_other_data(self) -> bool:
        """Whether the data, or what they are taken as, are not those it was published from."""
        return bool(self.data or self.others)


def recomputed(
    request: Request, then: Mapping[str, Any], step: processes.Step, *, goals: bool
) -> Recomputed:
    """Make the release of this manifest (``then``) again, with the goals that it keeps.

    ``goals``: whether those are intact; else only scores and ranking are made.

    Raises:
        InputError: the inputs are wrong now. NotebookError: a notebook fails now.
    """
    final = request.folder
    published = published_sheets(final)
    with scratch_folder() as scratch:
        anew = replace(
            _as_published(request, then),
            out=scratch,
            counties=published.counties,
            kept=final / kept_goals.KEPT if goals else None,
        )
        step("读取检查")
        material = Material(anew)
        sheets = sheets_of(material, published.counties)
        basis = material.basis if goals else material.basis_with(then.get("goals", {}))
        changed = changes(_with_sheets(then, published), _with_sheets(basis, sheets))
        program = {entry: changed.pop(entry) for entry in OF_THE_PROGRAM if entry in changed}
        data, others = changed.pop("inputs", {}), list[str]()
        firms = changed.get("enterprises", {})
        data |= {
            label: firms.pop(label) for label in [*firms] if label.startswith(f"{ENTERPRISES}/")
        }
        if not firms:
            changed.pop("enterprises", None)
        if changed.pop("goals", None) is not None:
            others.append(OTHER_GOALS)
        others += _told(changed)
        if (data or others) and (moved := _moved(request, then)):
            others.append(moved)
        is_whole = goals and not (data or others or program)
        if is_whole:
            report(anew, step)
            files = _contents(anew.folder)
        elif goals:
            files = {**material.tables, **material.progress, **material.of_enterprises}
        else:
            files = material.tables
    shared = _pairs(then.get("files", {}), material.files)
    shared = {label: pair for label, pair in shared.items() if label not in data}
    return Recomputed(data, (*others,), (*_told(program),), shared, files, is_whole, goals)


def _as_published(request: Request, then: Mapping[str, Any]) -> Request:
    """By the rule book of the manifest, unless one is named, and under the names that it gives.

    So a page that shows them is the same wherever the folders lie now.

    Raises:
        InputError: the rule book is not where it was.
    """
    names = then.get("parameters", {})
    rules = request.rules or published_rules(then)
    given = str(names.get("rules") or "")
    if given and rules is None:
        what, mend = "发布时用的这份规则书找不到", "用 --rules 指明在哪里"
        raise InputError([Problem(Place(given), what, mend, kind="file.absent")])
    if rules is None or rules.name != PurePath(given).name:
        given = named(rules) if rules else ""
    return replace(request, rules=rules, names=(str(names.get("data") or ""), given))


def _moved(request: Request, then: Mapping[str, Any]) -> str:
    """That the data folder has another name now: it may be another city's."""
    was, now = str(then.get("parameters", {}).get("data") or "无"), named(request.data)
    return f"数据文件夹：发布时为 {was}，现为 {now}" if was != now else ""


def _with_sheets(content: Mapping[str, Any], sheets: Sheets) -> dict[str, Any]:
    """A manifest, or basis, as if its own inputs and notebooks were those of its sheets too."""
    inputs, notebook = sheets.basis.get("inputs"), sheets.basis.get("notebook")
    inputs = inputs if isinstance(inputs, dict) else {}
    own = {"county": notebook} if notebook else {}
    return {
        **content,
        "inputs": {**inputs, **content.get("inputs", {})},
        "notebooks": {**own, **content.get("notebooks", {})},
    }


def _pairs(then: Mapping[str, Any], now: Mapping[str, str]) -> Pairs:
    """Whole files that differ; of a manifest that does not name them none do."""
    labels = sorted({*then, *now}) if then else []
    both = {label: (then.get(label), now.get(label)) for label in labels}
    return {label: pair for label, pair in both.items() if pair[0] != pair[1]}


def _told(changed: Mapping[str, Pairs]) -> list[str]:
    """Entries of the manifest that are not what they were, in Chinese."""
    lines = []
    for entry, keys in changed.items():
        each = "；".join(
            f"{key} 当时为 {'无' if then is None else then}，现为 {'无' if now is None else now}"
            for key, (then, now) in keys.items()
        )
        lines.append(f"{ENTRIES[entry][0]}与发布时不同" + (f"：{each}" if each else ""))
    return lines


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
