"""A period's file → its frame: rows with marks and groups, and what is doubtful in it by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fzlib.analysis.enterprises.rollup import framed
from fzlib.enterprises.database import database
from fzlib.enterprises.frame import Enterprise, Frame
from fzlib.enterprises.garbage import uncollected
from fzlib.enterprises.marks import COMPARABLE, ENTERED, HALF_IDLE, IDLE
from fzlib.errors import Problem, ProblemLog
from fzlib.intake.enterprises import hints
from fzlib.intake.enterprises.enterprise_file import read_enterprises
from fzlib.intake.enterprises.files import EnterpriseFiles, enterprise_stem
from fzlib.intake.enterprises.hints import Hints
from fzlib.intake.goals.row_regions import assessed
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.vocabulary import SPANS

MEND_ABSENT = "放入本期企业数据（CSV、parquet、xlsx、xls 或 ods）"


@dataclass(frozen=True, eq=False)
class FrameInputs:
    """A checked frame. ``digests``: label → sha256 of the file it was read from."""

    frame: Frame
    warnings: tuple[Problem, ...]
    digests: Mapping[str, str]


def read_frame(
    files: EnterpriseFiles, period: Period, regions: Sequence[Region], output: str
) -> FrameInputs:
    """The frame of a period's file.

    Args:
        regions: of regions.csv. output: what the data folder calls its level.

    Raises:
        InputError: every problem of the file at once; or there is none.
    """
    log = ProblemLog()
    with database(), uncollected():  # one for the file and for its groups
        label, sheets = files.sheets(enterprise_stem(period), log, MEND_ABSENT)
        rows = read_enterprises(sheets, label, period, regions, output, log) if sheets else ()
        log.raise_if_any()
        frame = Frame(period, label, *framed(period, rows, assessed(regions)))
    _warn_of_rows(frame, log)
    return FrameInputs(frame, tuple(log.warnings), {label: files.seen[label]})


def _warn_of_rows(frame: Frame, log: ProblemLog) -> None:
    """States against figures, year to date below the month, rows that no sum counts."""
    found, period = Hints(), frame.period
    for row in frame.rows:
        if said := contradiction(row):
            found.note(hints.STANDING, row.place, f"状态“{row.state}”，{said}")
    for row in frame.rows if not period.month_is_ytd else ():
        if any(
            month is not None and ytd is not None and ytd < month
            for month, ytd in zip(row.month[:2], row.ytd[:2], strict=True)
        ):
            found.note(hints.YTD_BELOW, row.place)
    for span in period.distinct(SPANS):
        called = "both" if period.month_is_ytd else span
        _note_all(found, hints.ABSENT[called], frame.left_out(span))
    found.tell(log)


def _note_all(found: Hints, hint: hints.Hint, rows: Iterable[Enterprise]) -> None:
    for row in rows:
        found.note(hint, row.place)


def contradiction(row: Enterprise) -> str:
    """What the month's figures say against the state of a row; '' where they agree, or cannot."""
    marks = row.month.marks
    if row.state == "正常":
        return "数为停产" if IDLE in marks else "数为半停产" if HALF_IDLE in marks else ""
    if row.state == "停产":
        return "有产出" if ENTERED in marks or (COMPARABLE in marks and IDLE not in marks) else ""
    if row.state == "半停产" and COMPARABLE in marks and HALF_IDLE not in marks:
        return "数为停产" if IDLE in marks else "数不是半停产"
    if row.state == "新建" and COMPARABLE in marks:
        return "上年同期有数"
    return ""
