"""Is a published report still what its inputs give? Its files looked at, its figures made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fzlib.errors import InputError, Place, Problem, system_error
from fzlib.publishing import kept_goals, manifests, processes, release
from fzlib.publishing.evidence import GONE, NotKept, Touched, keep, touched
from fzlib.publishing.recomputed import Recomputed, recomputed
from fzlib.publishing.request import ReportError, Request
from fzlib.publishing.table_differences import differences, listed
from fzlib.publishing.verification import (
    Finding,
    Verification,
    data_finding,
    program_finding,
    registers_finding,
    shared_finding,
    touched_finding,
    unlike_finding,
    wrong_finding,
)

REPUBLISHED = "核对期间重新发布了，再核对一次"
KEPT = "核对用发布时留存的"
ONLY_SCORES = "留存的任务和台账被改动，只重算得分和位次"
NOT_MADE, NOT_LISTED = "重算没有这个文件", "清单里没有，重算有"
NO_MANIFEST = "清单 manifest.json 不在或读不出来，不能核对", "从备份找回；不是 fz 写的报告就移走"
NOT_AS_LISTED = "重算的结果与清单记下的不同"


def verified(request: Request, step: processes.Step = lambda name: None) -> Verification:
    """`verify`; what keeps it from an answer is one too. To be called in a process of its own."""
    then = manifests.manifest(request.folder)
    try:
        return verify(request, step)
    except InputError as error:
        return Verification(request, problems=error.problems)
    except ReportError as error:
        return Verification(request, failure=str(error))
    except OSError as error:
        failure = _refused(error)
        if manifests.manifest(request.folder) != then:  # a file of the one is none of the other
            failure = REPUBLISHED
        return Verification(request, failure=failure)


def verify(request: Request, step: processes.Step = lambda name: None) -> Verification:
    """Compare a report with its manifest, with the inputs, and with what they give now.

    Goals are those that it keeps, whatever has become of them since. Nothing is written but among
    the temporary files, and evidence of files that were touched.

    Raises:
        InputError: there is no such report. Refused: what stands there is no report of ours, or
            has lost its manifest.
    """
    final = request.folder
    then = manifests.manifest(final)
    if not then and final.is_dir() and not final.is_symlink() and any(final.iterdir()):
        raise release.Refused(str(Problem(Place(str(final)), *NO_MANIFEST, kind="file.absent")))
    release.check_replaceable(final)
    if not then.get("outputs"):
        what, mend = "没有发布过的报告", f"先用 fz report {request.period}"
        raise InputError([Problem(Place(str(final)), what, mend, kind="file.absent")])
    step("核对文件")
    files = touched(final, then)
    where = _evidence(final, then, files)
    again, problems, failure = None, tuple[Problem, ...](), ""
    try:
        goals = not any(each.name.startswith(f"{kept_goals.KEPT}/") for each in files)
        again = recomputed(request, then, step, goals=goals)
    except InputError as error:
        problems = error.problems
    except ReportError as error:
        failure = str(error)
    except OSError as error:
        failure = _refused(error)
    findings = list[Finding]()
    if files:
        edited = _edited(final, then, files, again)
        findings.append(touched_finding(files, where, request, edited))
    if problems:
        findings.append(wrong_finding(problems))
    if again:
        findings += _answers(request, then, again, files)
    since = kept_goals.told(kept_goals.since(then.get("goals", {}), request), KEPT)
    if since:
        findings.append(registers_finding(since))
    remarks = release.remarks(final)
    if manifests.manifest(final) != then:  # what was read may be of either
        return Verification(request, failure=REPUBLISHED)
    pages = tuple(name for name in then["outputs"] if name.endswith(".html"))
    return Verification(request, str(then.get("id", "")), (*findings,), remarks, failure, (), pages)


def _refused(error: OSError) -> str:
    return f"读写文件出错：{system_error(error)}"


def _evidence(final: Path, then: Mapping[str, Any], files: Sequence[Touched]) -> Path | str:
    """Where these files are kept, or why they are not."""
    try:
        return keep(final, then, files) if files else ""
    except NotKept as error:
        return str(error)


def _edited(
    final: Path, then: Mapping[str, Any], files: Sequence[Touched], again: Recomputed | None
) -> list[str]:
    """What was changed in the tables among these files, where what was published is known."""
    lines = []
    made = again.files if again else {}
    for name in (each.name for each in files if each.is_file and each.name.endswith(".csv")):
        if name in made and _sha256(made[name]) == then["outputs"][name]:
            lines += listed(name, differences(name, made[name], (final / name).read_bytes()))
    if again and any(each.name.startswith(f"{kept_goals.KEPT}/") for each in files):
        lines.append(ONLY_SCORES)
    return lines


def _answers(
    request: Request, then: Mapping[str, Any], again: Recomputed, files: Sequence[Touched]
) -> Iterator[Finding]:
    """All but of touched files."""
    final = request.folder
    unlike = _unlike(final, then, again)
    figures = [
        line for each in unlike for line in _compared(final, each, again.files.get(each.name))
    ]
    if again.is_of_other_data:
        yield data_finding(again.data, again.others, figures, request)
    elif unlike and not again.program:
        known = {each.name for each in files}  # of those there is evidence already
        own = [each for each in unlike if each.is_file and each.name not in known]
        yield unlike_finding(figures, _evidence(final, then, own), request)
    if again.shared:
        yield shared_finding(again.shared)
    if again.program:
        yield program_finding(again.program, figures, tell=not again.is_of_other_data)


def _unlike(final: Path, then: Mapping[str, Any], again: Recomputed) -> list[Touched]:
    """Files that do not come out as the manifest has them: ``now`` is what it has, or GONE."""
    outputs, found = then["outputs"], []
    tables = {name for name in outputs if name.endswith(".csv") and "/" not in name}
    if not again.with_goals:
        tables &= {*again.files}
    for name in sorted({*outputs, *again.files} if again.is_whole else tables):
        made = _sha256(again.files[name]) if name in again.files else GONE
        if made != outputs.get(name):
            found.append(Touched(name, made, str(outputs.get(name, GONE))))
    return found


def _compared(final: Path, each: Touched, made: bytes | None) -> list[str]:
    """``scores.csv：福清市 output_growth.ytd 的 points：发布时 12.30，现为 12.10``."""
    if made is None or not each.is_file:
        return [f"{each.name}：{NOT_MADE if made is None else NOT_LISTED}"]
    if not each.name.endswith(".csv"):
        return [f"{each.name}：与重算的不同"]
    published = (final / each.name).read_bytes() if (final / each.name).is_file() else b""
    if _sha256(published) != each.now:  # it was touched too
        return [f"{each.name}：{NOT_AS_LISTED}"]
    return listed(each.name, differences(each.name, published, made))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
