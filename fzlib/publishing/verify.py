"""Is a published report still what its inputs give? Computed anew, compared byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fzlib.errors import InputError, Place, Problem
from fzlib.intake.enterprises.files import ENTERPRISES
from fzlib.publishing import kept_goals, manifests, processes, release
from fzlib.publishing.changes import ENTRIES, Changes, changes
from fzlib.publishing.report import report
from fzlib.publishing.request import Request
from fzlib.publishing.sheets import published_sheets

AGAIN = "fz report 重新发布"
KEPT = "核对用发布时留存的"
OTHER_GOALS = "任务和台账与清单记下的不同"
NOT_AGAIN = "留存的任务和台账与发布时不同，没有重算"


def verify(
    request: Request, step: processes.Step = lambda name: None
) -> tuple[list[Problem], list[str]]:
    """Compare a report with its manifest, with the inputs, and with a report made anew.

    Nothing is written but in a temporary folder. Its county sheets are made anew too. Goals are
    those that it keeps, whatever has become of them since; with one of them touched there is
    nothing to make it anew from.

    Returns:
        What differs, each with its file; and what explains it (another version of pandas, say) or
        is told besides (files that are not the report's, registers that have changed).

    Raises:
        InputError: there is no such report, or the inputs are wrong now.
        NotebookError: the notebook fails now. Refused: what stands there is no report of ours.
    """
    final = request.folder
    release.check_replaceable(final)
    then = manifests.manifest(final)
    outputs = then.get("outputs")
    if not outputs:
        what, mend = "没有发布过的报告", f"先用 fz report {request.period}"
        raise InputError([Problem(Place(str(final)), what, mend, kind="file.absent")])
    processes.prepare()  # it imports while we compare
    step("核对文件")
    differences = [(name, _edited(final / name, digest)) for name, digest in outputs.items()]
    reasons = [*map(str, kept_goals.told(kept_goals.since(then.get("goals", {}), request), KEPT))]
    if any(what and name.startswith(f"{kept_goals.KEPT}/") for name, what in differences):
        reasons.insert(0, NOT_AGAIN)
    else:
        again, changed = _made_anew(request, then, step)
        differences += again
        reasons = [*_reasons(changed), *reasons]
    problems = [
        Problem(Place(name), what, AGAIN, kind="file.changed") for name, what in differences if what
    ]
    return problems, [*reasons, *map(str, release.remarks(final))]


def _made_anew(
    request: Request, then: Mapping[str, Any], step: processes.Step
) -> tuple[list[tuple[str, str]], Changes]:
    """Every input and output with what differs of it ('' where nothing does); what else does."""
    final = request.folder
    with TemporaryDirectory() as temporary:
        counties, kept = published_sheets(final).counties, final / kept_goals.KEPT
        anew = replace(request, out=Path(temporary), counties=counties, kept=kept)
        processes.apart(partial(report, anew), step)
        now = manifests.manifest(anew.folder)
        changed = changes(then, now)
        inputs = changed.pop("inputs", {})
        differences = [(label, _reread(*pair)) for label, pair in inputs.items()]
        firms = changed.get("enterprises", {})
        for label in [label for label in firms if label.startswith(f"{ENTERPRISES}/")]:
            differences.append((label, _reread(*firms.pop(label))))
        if not firms:
            changed.pop("enterprises", None)
        if changed.pop("goals", None) is not None:
            differences.append((kept_goals.KEPT, OTHER_GOALS))
        differences += [
            (name, _recomputed(final / name, anew.folder / name, digest))
            for name, digest in then["outputs"].items()
        ]
    return differences, changed


def _edited(path: Path, digest: str) -> str:
    """A file that was published against the manifest."""
    if not path.is_file():
        return "清单里有，现在没有了"
    return "" if manifests.sha256(path) == digest else "与清单的 SHA-256 不同，发布以后被改动"


def _reread(then: str | None, now: str | None) -> str:
    """An input whose SHA-256 is not what it was; None where it was not, or is not, read."""
    if now is None:
        return "发布时读过，现在没有用到"
    return "发布时没有读过" if then is None else "发布以后有改动"


def _recomputed(published: Path, again: Path, digest: str) -> str:
    """What was published, by the manifest, against the same made anew."""
    if not again.is_file():
        return "重算没有这个文件"
    if manifests.sha256(again) == digest:
        return ""
    where = _first_difference(published, again) if published.suffix == ".csv" else ""
    return f"与重算的结果不同{where}"


def _first_difference(published: Path, again: Path) -> str:
    """，第3行“total”为132.35，重算为131.35; '' where it is in no cell."""
    try:
        tables = [
            list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
            for path in (published, again)
        ]
    except (OSError, UnicodeDecodeError, csv.Error):
        return ""
    for number, rows in enumerate(zip(*tables, strict=False), 1):
        for title, then, now in zip(tables[1][0], *rows, strict=False):
            if then != now:
                return f"，第{number}行“{title}”为{then or '空'}，重算为{now or '空'}"
    return "，行数或列数不同"


def _reasons(changed: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What beside the inputs is not what it was."""
    reasons = []
    for entry, keys in changed.items():
        each = "；".join(
            f"{key} 当时为 {'无' if then is None else then}，现为 {'无' if now is None else now}"
            for key, (then, now) in keys.items()
        )
        reasons.append(f"{ENTRIES[entry][0]}与发布时不同" + (f"：{each}" if each else ""))
    return reasons
