"""Is a published report still what its inputs give? Computed anew, compared byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fzlib.desk import resolve
from fzlib.errors import InputError, Place, Problem
from fzlib.publishing import processes, release
from fzlib.publishing.material import Material
from fzlib.publishing.report import report
from fzlib.publishing.request import INPROCESS, Request
from fzlib.publishing.sheets import published_sheets
from fzlib.scoring.periods import Period, Quarter, Year

AGAIN = "fz report 重新发布"
# entry of the manifest → what it is called; a report that differs in one of them may differ
ENTRIES = {
    "parameters": "参数", "rulebook": "规则书", "readings": "读法", "notebook": "笔记本",
    "notebooks": "附页的笔记本", "code": "程序", "versions": "软件版本",
}  # fmt: skip


def verify(
    data: Path,
    of: Period | Quarter | Year,
    out: Path,
    *,
    rules: Path | None = None,
    kernel: str = INPROCESS,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[list[Problem], list[str]]:
    """Compare ``out/PERIOD`` with its manifest, with the inputs, and with a report made anew.

    Args:
        As of `Request`; nothing is written but in a temporary folder.

    Returns:
        What differs, each with its file; and what explains it (another version of pandas, say) or
        is told besides (files that are not the report's).

    Raises:
        InputError: there is no such report, or the inputs are wrong now.
        NotebookError: the notebook fails now. Refused: what stands there is no report of ours.
    """
    final = out / str(of)
    release.refuse_others(final)
    manifest = release.manifest(final)
    if not manifest.get("outputs"):
        raise InputError([Problem(Place(str(final)), "没有发布过的报告", f"先用 fz report {of}")])
    processes.prepare()  # it imports while we compare
    step("核对文件")
    found = _published(final, manifest["outputs"])
    counties = published_sheets(final).counties
    with TemporaryDirectory() as aside:
        again = Request(
            resolve(data), of, Path(aside), rules and resolve(rules), counties, kernel=kernel
        )
        found += _inputs(manifest.get("inputs", {}), Material(again).basis["inputs"])
        made = processes.apart(partial(report, again), step)
        found += _anew(final, manifest["outputs"], made.folder)
        now = release.manifest(made.folder)
    return found, [*_reasons(manifest, now), *map(str, release.remarks(final))]


def _published(final: Path, outputs: Mapping[str, str]) -> list[Problem]:
    """The files that are there against the manifest's list."""
    found = []
    for name, digest in outputs.items():
        if not (final / name).is_file():
            found.append(Problem(Place(name), "清单里有，现在没有了", AGAIN))
        elif release.sha256(final / name) != digest:
            found.append(Problem(Place(name), "与清单的 SHA-256 不同，发布以后被改动", AGAIN))
    return found


def _inputs(then: Mapping[str, str], now: Mapping[str, str]) -> list[Problem]:
    """What was read then against what would be read now."""
    found = []
    for name in sorted({*then, *now}):
        if name not in now:
            found.append(Problem(Place(name), "发布时读过，现在没有用到", AGAIN))
        elif name not in then:
            found.append(Problem(Place(name), "发布时没有读过", AGAIN))
        elif then[name] != now[name]:
            found.append(Problem(Place(name), "发布以后有改动", AGAIN))
    return found


def _anew(final: Path, outputs: Mapping[str, str], made: Path) -> list[Problem]:
    """What was published (by the manifest) against the same made anew."""
    found = []
    for name, digest in outputs.items():
        again = made / name
        if not again.is_file():
            found.append(Problem(Place(name), "重算没有这个文件", AGAIN))
        elif release.sha256(again) != digest:
            where = _first_difference(final / name, again) if name.endswith(".csv") else ""
            found.append(Problem(Place(name), f"与重算的结果不同{where}", AGAIN))
    return found


def _first_difference(published: Path, again: Path) -> str:
    """，第3行“total”为132.35，重算为131.35; '' where it is in no cell."""
    try:
        tables = [
            list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
            for path in (published, again)
        ]
    except (OSError, UnicodeDecodeError, csv.Error):
        return ""
    for number, (one, other) in enumerate(zip(*tables, strict=False), 1):
        for column, (then, now) in enumerate(zip(one, other, strict=False)):
            if then != now:
                title = tables[1][0][column]
                return f"，第{number}行“{title}”为{then or '空'}，重算为{now or '空'}"
    return "，行数或列数不同"


def _reasons(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What beside the inputs is not what it was."""
    said = []
    for key, name in ENTRIES.items():
        old, new = then.get(key), now.get(key)
        if old == new:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            changed = [
                f"{k} 当时为 {old.get(k, '无')}，现为 {new.get(k, '无')}"
                for k in sorted({*old, *new})
                if old.get(k) != new.get(k)
            ]
            said.append(f"{name}与发布时不同：{'；'.join(changed)}")
        else:
            said.append(f"{name}与发布时不同")
    return said
