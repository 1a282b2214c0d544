"""Enterprises with a year's earlier files and registers, for tests of who is watched."""

from dataclasses import replace
from datetime import date
from functools import cache

from fzlib.analysis.enterprises.rollup import framed
from fzlib.desk import load_goals
from fzlib.enterprises.evidence import Enterprises, JoinedRegister
from fzlib.enterprises.frame import Enterprise, Frame
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.errors import Place
from fzlib.goals.columns import CREDIT_CODE_HEADER, DATE, column_type
from fzlib.goals.registers import REGION, ROLES, Entries, Entry, Register
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH, YTD
from tests.enterprises.frames import COUNTIES, FUZHOU, enterprise, shipped

CITY = "福州市"
APPEALS = Register(
    "appeals", "企业诉求", "诉求编号", "appeals",
    stages=("受理日期", "办结日期"), due={"办结日期": "办理时限"}, role="appeals",
)  # fmt: skip
VISITS = Register("visits", "走访", "走访编号", "visits", role="visits")
VISIT_COLUMNS = ("走访日期", "带队领导", "方式")
APPEAL_COLUMNS = ("受理日期", "办结日期")
PROJECTS = Register("projects", "项目", "项目编号", "projects", role="projects")
# months (output, base) of an enterprise that …
IDLE, HALF, FALL, DOWN, SAME, UP = (0, 100), (50, 100), (70, 100), (71, 100), (100, 100), (101, 100)
UNREPORTED, NEW, IDLE_IN_BOTH, ABSENT = (None, 100), (5, 0), (0, 0), None


def periods(*months):
    return [Period(2023, month) for month in months]


_MARKS = {}  # what a row is counted as depends on its figures and 退库 alone


def marked(rows):
    """Rows with their marks; DuckDB is asked once for all figures that are new."""
    fresh = [row for row in rows if not {_key(row, MONTH), _key(row, YTD)} <= _MARKS.keys()]
    for row in framed(Period(2023, 5), fresh, COUNTIES)[0]:
        _MARKS.update({_key(row, span): row.of(span).marks for span in (MONTH, YTD)})
    return tuple(
        replace(
            row,
            month=row.month._replace(marks=_MARKS[_key(row, MONTH)]),
            ytd=row.ytd._replace(marks=_MARKS[_key(row, YTD)]),
        )
        for row in rows
    )


def _key(row, span):
    return *row.of(span)[:2], row.is_left


def year(rows_by_month, *, registers=None, **settings):
    """Enterprises of the last of the months. ``rows_by_month``: month → rows, in order."""
    every = iter(marked([row for rows in rows_by_month.values() for row in rows]))
    frames = [
        Frame(Period(2023, month), "", tuple(next(every) for _ in rows), ())
        for month, rows in rows_by_month.items()
    ]
    *earlier, own = frames
    given = EnterpriseSettings(**settings)
    return Enterprises(own.period, CITY, COUNTIES, given, own, tuple(earlier), registers or {})


def months_of(figures, **others):
    """One enterprise's rows: month → its figures, `ABSENT`, or a row."""
    return {
        month: [own] if isinstance(own, Enterprise) else [enterprise(month=own, **others)]
        if own is not ABSENT else []
        for month, own in figures.items()
    }  # fmt: skip


def course(*figures, first=2, registers=None, **others):
    """Enterprises whose only one had these months, one after another."""
    return year(months_of(dict(enumerate(figures, first)), **others), registers=registers)


def register(own, *rows, columns=(), without=()):
    """A register of a role whose rows are (code, {column: value}); dates as text."""
    columns = dict.fromkeys((own.key, REGION, CREDIT_CODE_HEADER, *columns))
    columns |= dict.fromkeys(column for _, values in rows for column in values)
    kept = tuple(column for column in columns if column not in without)
    entries = [
        Entry("", _values(kept, {CREDIT_CODE_HEADER: code, **values}), Place(""))
        for code, values in rows
    ]
    return JoinedRegister(own, Entries(kept, tuple(entries)))


def _values(columns, values):
    return {column: _value(column, values.get(column, "")) for column in columns}


def _value(column, text):
    if column_type(column) == DATE:
        return date.fromisoformat(text) if text else None
    return text


def visited(*rows, without=()):
    """Visits of enterprise 1, or (code, day): a day or a dict of columns."""
    return {"visits": _coded(VISITS, rows, "走访日期", without)}


def appealed(*rows, without=()):
    """Likewise."""
    return {"appeals": _coded(APPEALS, rows, "受理日期", without)}


def _coded(own, rows, date_column, without):
    """A register that has the columns that are looked for, whatever its rows say."""
    columns = VISIT_COLUMNS if own is VISITS else APPEAL_COLUMNS
    pairs = [row if isinstance(row, tuple) else ("1", row) for row in rows]
    blank = dict.fromkeys(columns, "")
    full = [
        (code, blank | (own_row if isinstance(own_row, dict) else {date_column: own_row}))
        for code, own_row in pairs
    ]
    return register(own, *full, columns=columns, without=without)


@cache
def shipped_registers():
    goals = load_goals(FUZHOU, "2023-12").goals
    return {
        own.role: JoinedRegister(own, goals.registers[code])
        for code, own in goals.document.registers.items()
        if own.role in ROLES
    }


@cache
def shipped_year(period="2023-12"):
    *earlier, own = Period.parse(period).so_far
    frames = tuple(shipped(str(each)) for each in earlier)
    return Enterprises(
        own, CITY, COUNTIES, EnterpriseSettings(), shipped(str(own)), frames, shipped_registers()
    )


def codes(listed):
    return [own.enterprise.code for own in listed]
