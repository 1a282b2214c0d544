"""Goals made by hand: one task or several, a register of a few rows, two counties."""

from datetime import date
from decimal import Decimal

from fzlib.analysis.goals.progress import progress
from fzlib.analysis.goals.table import targets_rows
from fzlib.errors import Place
from fzlib.goals.actuals import Tally
from fzlib.goals.cycles import Cycle
from fzlib.goals.evidence import Goals
from fzlib.goals.registers import Entries, Entry, Register
from fzlib.goals.tasks import Document, GoalReadings, Task
from fzlib.scoring.periods import Period

CITY, COUNTIES = "福州市", ("鼓楼区", "长乐区")
GULOU, CHANGLE = COUNTIES
DONE, PLAN, MONEY = "完成日期", "计划日期", "金额（万元）"
MAY = Period(2023, 5)
RATE = Tally("r", reached=DONE, of=PLAN)
IN_PERCENT = {"unit": "%", "target": 50, "actual": RATE}


def task(code="t", *, cycle="year", target=12, of="city", **given):
    """A count of the register ``r`` by its 完成日期, at least ``target`` of them."""
    due = date.fromisoformat(cycle) if cycle[0] == "2" else None
    base = {
        "direction": "" if target is None else "at_least", "unit": "项",
        "actual": Tally("r", reached=DONE),
    } | given  # fmt: skip
    line = None if target is None else Decimal(str(target))
    start = Period.parse(base.pop("start")) if "start" in base else None
    return Task(
        code, "任务", "一", "…", "", cycle=Cycle("" if due else cycle, due), of=of,
        target=line, start=start, **base,
    )  # fmt: skip


def day(text):
    return date.fromisoformat(text) if text else None


def row(number, region="", done="", plan="", money=None, **more):
    """An entry; dates as text."""
    values = {"编号": f"R{number}", "地区": region, DONE: day(done), PLAN: day(plan)}
    values |= {MONEY: None if money is None else Decimal(str(money))} | more
    return Entry(region, values, Place("registers/r.csv", "", f"A{number + 1}"))


def rows(*given):
    """Entries of (region, done), or of keyword arguments."""
    return tuple(
        row(n, **each) if isinstance(each, dict) else row(n, *each)
        for n, each in enumerate(given, 1)
    )


def entries(listed):
    columns = listed[0].values if listed else {"编号": None}
    return Entries(tuple(columns), tuple(listed))


def goals(tasks, listed=(), period="2023-05", *, targets=None, register=None, **given):
    """``listed``: the entries of ``r``, None where it has no file."""
    own = register or Register("r", "台账", "编号", "r")
    readings = GoalReadings(
        given.pop("schedule", "calendar"), Decimal(given.pop("seriously_behind", 20))
    )
    split = {key: Decimal(str(line)) for key, line in (targets or {}).items()}
    listed_tasks = tuple(tasks) if isinstance(tasks, tuple | list) else (tasks,)
    document = Document("方案", "文号", 2023, readings, {"r": own}, listed_tasks, split)
    evidence = {"figures": {}} | given
    registers = {"r": None if listed is None else entries(listed)}
    return Goals(document, Period.parse(period), CITY, COUNTIES, registers, **evidence)


def table(made):
    """region → the columns from actual to status, as written in targets.csv; of one task."""
    return {line[2]: line[3:] for line in targets_rows(made.period, progress(made))[1:]}


def city(made):
    return table(made)[CITY]


def done(*days):
    return rows(*(("", each) for each in days))
