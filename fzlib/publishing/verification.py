"""What came of verifying a release: the answers told apart, in words and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from fzlib.errors import Problem
from fzlib.publishing.changes import Pairs
from fzlib.publishing.evidence import Touched
from fzlib.publishing.request import Request

UNCHANGED = "重算的数与发布时一致"


class Answer(Enum):
    """What was found, in the order in which it is told."""

    TOUCHED = "touched"  # a published file was changed
    DATA = "data"  # the data used are others now
    UNLIKE = "unlike"  # the same data and program give other bytes
    SHARED = "shared"  # a file was changed where the period uses nothing of it
    PROGRAM = "program"  # another version of the program
    REGISTERS = "registers"  # targets/ or registers/, which the release keeps, have changed since


@dataclass(frozen=True)
class Finding:
    """One answer: its title (Chinese), a line for each thing found. ``differs``: exit code 1."""

    answer: Answer
    title: str
    lines: tuple[str, ...]
    differs: bool = False


@dataclass(frozen=True)
class Verification:
    """What is told of a release.

    Attributes:
        id: the release's; '' where its manifest has none. findings: in the order of `Answer`.
        remarks: of files beside it that are not its own. failure: why it was not verified.
        problems: that it is not there. pages: its pages' names.
    """

    request: Request
    id: str = ""
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Problem, ...] = ()
    failure: str = ""
    problems: tuple[Problem, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it is as published, and as its data give it."""
        return not (self.failure or self.problems or any(each.differs for each in self.findings))

    @property
    def headline(self) -> str:
        """``2023-05（1a2b3c4d）：一致（有3个文件改动，本期所用的数没有变）``."""
        name = f"{self.request.period}" + (f"（{self.id}）" if self.id else "")
        differing = "；".join(each.title for each in self.findings if each.differs)
        if self.failure or self.problems:
            done = f"{differing}；没有重算" if differing else "没有核对"
            return f"{name}：{done}" + (f"，{self.failure}" if self.failure else "")
        alike = "；".join(each.title for each in self.findings if not each.differs)
        return f"{name}：{differing or '一致' + (f'（{alike}）' if alike else '')}"


def touched_finding(
    files: Sequence[Touched], where: Path | str, request: Request, edited: Sequence[str]
) -> Finding:
    """发布的文件被改动. ``where``: the evidence, or why there is none; ``edited``: its cells."""
    title = "发布的文件被改动，" + ("已留证" if isinstance(where, Path) else "没有留证")
    each = (f"{file.name}：{file.what}" for file in files)
    return Finding(Answer.TOUCHED, title, (*each, *edited, _kept(where, request)), differs=True)


def wrong_finding(problems: Sequence[Problem]) -> Finding:
    """The data used are wrong now: each with its place."""
    lines = tuple(map(str, problems))
    return Finding(Answer.DATA, "所用的数有问题，不能重算", lines, differs=True)


def data_finding(
    pairs: Pairs, others: Sequence[str], figures: Sequence[str], request: Request
) -> Finding:
    """所用的数变了: files and settings with what became of them, then where figures differ."""
    mend = f"改错了就改回；确是修订的，fz report {request.period} 重新发布"
    lines = (*_reread(pairs), *others, *(figures or [UNCHANGED]), mend)
    return Finding(Answer.DATA, "所用的数变了", lines, differs=True)


def unlike_finding(figures: Sequence[str], where: Path | str, request: Request) -> Finding:
    """与重算的结果不同, with the same data and program: file and manifest were changed alike."""
    why = "数据和程序都与发布时相同，文件和清单可能一起被改动"
    lines = (*figures, why, *([_kept(where, request)] if where else []))
    return Finding(Answer.UNLIKE, "与重算的结果不同", lines, differs=True)


def program_finding(versions: Sequence[str], figures: Sequence[str], *, tell: bool) -> Finding:
    """程序版本不同; where the data are the same (``tell``) whether it gives the same figures."""
    title = "程序版本不同"
    if tell:
        title += "，重算的数与发布时不一致" if figures else f"，{UNCHANGED}"
    lines = (*versions, *(figures if tell else ()))
    return Finding(Answer.PROGRAM, title, lines, differs=tell and bool(figures))


def shared_finding(pairs: Pairs) -> Finding:
    """文件有改动，但本期所用的数没有变."""
    title = f"有{len(pairs)}个文件改动，本期所用的数没有变"
    return Finding(Answer.SHARED, title, (*_reread(pairs),))


def registers_finding(since: Sequence[Problem]) -> Finding:
    """What has become of targets/ and registers/; the release keeps those that it used."""
    return Finding(Answer.REGISTERS, "任务和台账后来有改动", tuple(map(str, since)))


def _kept(where: Path | str, request: Request) -> str:
    """Never just to publish again: what was there would be gone."""
    if isinstance(where, Path):
        return f"留证在 {where}；查明后再 fz report {request.period} --force"
    return f"没有留证（{where}）；先另存这个文件夹，查明后再 fz report {request.period} --force"


def _reread(pairs: Pairs) -> list[str]:
    """Inputs whose digests are not what they were; None where it was not, or is not, read."""
    return [
        f"{label}："
        + ("发布时读过，现在没有用到" if now is None
           else "发布时没有读过" if then is None else "发布以后有改动")
        for label, (then, now) in pairs.items()
    ]  # fmt: skip
