"""What is wrong with an input: where it stands, what is there, how to mend it."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

MOST_PROBLEMS = 1000  # nobody reads more; a wrong file of a million rows would have as many
MOST_NAMED = 5  # cells, rows or names within one message; the rest are counted

# What kinds of problems there are: subject and trouble, as `fz check --json` gives them. Programs
# and tests go by these, never by the wording.
PROBLEM_KINDS = frozenset(
    f"{subject}.{trouble}"
    for subject, troubles in {
        "file": "absent twice unreadable empty misnamed unused changed existing given_up",
        "key": "unknown absent type value twice doubtful placeholder",
        "text": "unfit",
        "sheet": "hidden merged unused",
        "table": "absent twice unmarked",
        "column": "absent twice unknown unheaded ambiguous",
        "row": "too_long repeated_header",
        "period": "absent unreadable unusable unstated other",
        "unit": "unknown other doubtful index",
        "region": "absent twice unknown unnamed ambiguous misdeclared not_assessed",
        "figure": "absent twice misread negative unexpected shown_otherwise"
        " contradictory unequal_sum jump revised unusual",
        "ruling": "twice region item reason points",
        "adjustment": "twice region matter reason points",
        "veto": "twice region effect reason",
        "record": "unreadable",
        "import": "unfinished busy",
        "task": "unknown twice region",
        "entry": "unnamed twice empty misread half_filled",
        "date": "misread",
        "code": "doubtful misread",
        "division": "absent unknown doubtful",
        "state": "unknown contradictory",
        "firm": "moved",
    }.items()
    for trouble in troubles.split()
)

# What a terminal acts on; what turns, or mirrors, the numbers beside it: directional marks, and
# letters written from right to left. Characters without width stay: names are compared without.
_CONTROL = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_TURNING = (
    "\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u206f"
    "\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
UNFIT = re.compile(f"([{_CONTROL}])|[{_TURNING}]")


def unfit(text: str) -> str:
    """``有改变书写方向的字符 U+202E``: why a text to be printed is refused; '' where it is not."""
    match = UNFIT.search(text)
    if not match:
        return ""
    name = "换行或控制字符" if match[1] else "改变书写方向的字符"
    return f"有{name} U+{ord(match[0]):04X}"


def one_line(text: str) -> str:
    """What a file holds, for a message: no line ends, and nothing a terminal would act on."""
    return "".join(
        c if c.isprintable() or c == "\u3000" else " " if c.isspace() else "�" for c in text
    )


def listing(names: Iterable[object]) -> str:
    """``A1、A2、A3、A4、A5等244个``: what one message names; all of them up to `MOST_NAMED`."""
    every = [str(name) for name in names]
    more = f"等{len(every)}个" if len(every) > MOST_NAMED else ""
    return "、".join(every[:MOST_NAMED]) + more


@dataclass(frozen=True, order=True)
class Place:
    """A cell (or a key, or only a file): ``monthly/2023-05.xlsx › 数据 › D7``."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return one_line(" › ".join(part for part in (self.file, self.sheet, self.cell) if part))


@dataclass(frozen=True)
class Problem:
    """One located problem or warning, in Chinese, with how to mend it.

    ``serious``: a warning that a figure may be wrong, told before those of what is absent.
    ``kind``: one of `PROBLEM_KINDS`. ``figures``: those that it is about (series, span, region).
    ``matter``: how a report tells it, whose readers have no cells before them: of its figures, or
    a sentence where it has none; '' where it is about the form of a file.
    """

    where: Place
    what: str
    mend: str = ""
    serious: bool = field(default=False, compare=False)
    kind: str = field(default="", compare=False)
    figures: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)
    matter: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.kind and self.kind not in PROBLEM_KINDS:
            raise ValueError(f"{self.kind} is not among errors.PROBLEM_KINDS")

    def __str__(self) -> str:
        return one_line(f"{self.where}：{self.what}" + (f"；{self.mend}" if self.mend else ""))


def serious_first(hints: Iterable[Problem]) -> list[Problem]:
    """In the order found, but the serious ones before the others."""
    return sorted(hints, key=lambda hint: not hint.serious)


class InputError(Exception):
    """All problems of the inputs at once; nothing has been written.

    ``warnings``: what was found beside them before it ended, as far as it was looked for.
    """

    def __init__(self, problems: Iterable[Problem], warnings: Iterable[Problem] = ()) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.warnings: tuple[Problem, ...] = tuple(warnings)
        # the arguments, so that it can pass between processes
        super().__init__(self.problems, self.warnings)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)

    def _render_traceback_(self) -> list[str]:
        """IPython shows this instead of a traceback: the mistake is in a file, not in code."""
        return [f"输入有 {len(self.problems)} 处问题：", *(f"  {p}" for p in self.problems)]


class RequestError(ValueError):
    """What was asked for is not there; the message (one line of Chinese) says what there is."""

    def _render_traceback_(self) -> list[str]:
        """IPython shows this instead of a traceback: what is mistaken is the question."""
        return [str(self)]


def nearest(
    name: str,
    names: Iterable[str],
    *,
    likeness: float = 0.6,
    preference: Callable[[str], Any] = str,
) -> str:
    """The most similar of the names, to be suggested; '' where none is similar enough.

    Args:
        likeness: how similar it must be at least, from 0 to 1 (as of difflib).
        preference: of equally similar names, the one for which this is greatest.
    """
    matcher = SequenceMatcher(b=name)

    def similarity(candidate: str) -> float:
        matcher.set_seq1(candidate)
        return matcher.ratio() if matcher.quick_ratio() >= likeness else -1.0

    similar = {candidate: similarity(candidate) for candidate in names}
    best = max(similar, key=lambda n: (similar[n], preference(n)), default="")
    return best if best and similar[best] >= likeness else ""


def suggestion(name: str, names: Iterable[str]) -> str:
    """``；是不是“福清市”？可选：鼓楼区、台江区…``: what there is in place of an unknown name."""
    every = list(names)
    near = nearest(str(name), every, likeness=0.3)
    return f"；{f'是不是“{near}”？' if near else ''}可选：{listing(every)}"


@dataclass
class ProblemLog:
    """What has been found so far while inputs are read: what stops a run, and what only warns."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def stop(self, where: Place, what: str, mend: str = "", *, kind: str) -> None:
        """Remember a problem; reading goes on so that all are found.

        Raises:
            InputError: there are more than anybody reads.
        """
        self.problems.append(Problem(where, what, mend, kind=kind))
        if len(self.problems) >= MOST_PROBLEMS:
            what = f"问题已有{MOST_PROBLEMS}处，其余没有再查"
            mend = "先改前面的；核对是不是这个文件"
            self.problems.append(Problem(Place(where.file), what, mend, kind="file.given_up"))
            self.raise_if_any()

    def warn(
        self,
        where: Place,
        what: str,
        mend: str = "",
        *,
        serious: bool = False,
        kind: str,
        figures: Iterable[tuple[str, str, str]] = (),
        matter: str = "",
    ) -> None:
        """Remember a warning; what more is said of it is as of `Problem`."""
        self.warnings.append(Problem(where, what, mend, serious, kind, tuple(figures), matter))

    def add(self, error: InputError) -> None:
        """Take over what another reading ended with."""
        self.problems += error.problems
        self.warnings += error.warnings

    def raise_if_any(self) -> None:
        """End here if anything stops the run.

        Raises:
            InputError: with every problem, in the order found, each once; and all warnings.
        """
        if self.problems:
            raise InputError(dict.fromkeys(self.problems), dict.fromkeys(self.warnings))


_SYSTEM = {
    errno.EACCES: "没有权限，或文件正被别的程序占用",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENAMETOOLONG: "文件名过长",
}


def system_error(error: OSError) -> str:
    """What the operating system refused, in Chinese, and where."""
    what = _SYSTEM.get(error.errno or 0) or error.strerror or str(error)
    return one_line(f"{error.filename}：{what}" if error.filename else what)
