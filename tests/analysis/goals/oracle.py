"""A second implementation of targets.csv: written from GOALS.md alone, plainly, in fractions.

It takes nothing of the package but the fields of its dataclasses: no property, no method.
"""

import calendar
from datetime import date
from fractions import Fraction

MONTHS_OF = {"year": 12, "quarter": 3, "month": 1}
WORST_FIRST = ("seriously_behind", "behind", "missing", "on_schedule", "met")


def table(goals):
    """The rows of targets.csv without header: lists of texts."""
    document = goals.document
    cells = {}
    for task in document.tasks:
        split = {
            county: line for (code, county), line in document.targets.items() if code == task.code
        }
        regions = [goals.city]
        if task.of == "county" or split:
            regions += goals.counties
        for region in regions:
            if region == goals.city:
                line = task.target if task.of == "city" else None
            else:
                line = split.get(region, task.target if task.of == "county" else None)
            cells[task.code, region] = row(goals, task, region, line)
        if task.of == "county":
            statuses = [cells[task.code, county]["status"] for county in goals.counties]
            cells[task.code, goals.city]["status"] = worst(statuses)
    return [
        [
            f"{goals.period.year}-{goals.period.month:02d}", task.code, region,
            *(written(cells[task.code, region].get(name)) for name in
              ("actual", "target", "progress", "schedule", "gap", "needed")),
            cells[task.code, region]["status"],
        ]
        for region in (goals.city, *goals.counties)
        for task in document.tasks
        if (task.code, region) in cells
    ]  # fmt: skip


def worst(statuses):
    for status in WORST_FIRST:
        if status in statuses:
            return status
    if "told" in statuses:
        return "told"
    return "not_due" if "not_due" in statuses else "not_applicable"


def row(goals, task, region, line):
    if region in task.exempt:
        return {"status": "not_applicable"}
    period = goals.period
    end = last_day(period.year, period.month)
    over, months_left = course(task, period, end)
    kind, value = attained(goals, task, region, end, over)
    target = None if line is None else Fraction(line)
    doubled = task.cycle.kind == "month" and period.month == 2 and task.unit != "%"
    if target is not None and doubled:
        target *= 2
    judged = task.direction in ("at_least", "above", "at_most")
    scheduled = (
        judged
        and task.direction != "at_most"
        and task.schedule != "none"
        and (task.unit != "%" or task.schedule == "calendar")
    )
    out = {"actual": value, "target": target}
    met = None
    if judged and value is not None and target is not None:
        met = {
            "at_least": value >= target,
            "above": value > target,
            "at_most": value <= target,
        }[task.direction]
    if scheduled and target is not None:
        out["schedule"] = elapsed(goals, task, region, over, months_left)
        if value is not None:
            if target > 0:
                out["progress"] = rounded(value / target * 100)
            if not met and months_left > 0:
                out["needed"] = rounded((target - value) / months_left)
    # --- what becomes of it
    if task.start is not None and (period.year, period.month) < (task.start.year, task.start.month):
        return not_due(out)
    if kind == "nothing due":
        return not_due(out)
    if task.cycle.due is not None and not over:
        grows = type(task.actual).__name__ == "Tally" and not task.actual.of
        if not (grows and met and task.direction in ("at_least", "above")):
            return not_due(out)
    if value is None:
        return out | {"status": "missing"}
    if met is None:
        return out | {"status": "told"}
    if not scheduled:
        out["gap"] = value - target
        return out | {"status": "met" if met else "behind"}
    if out.get("progress") is not None and out["schedule"] is not None:
        out["gap"] = out["progress"] - out["schedule"]
    gap = out.get("gap")
    if met:
        status = "met"
    elif gap is not None and gap <= -Fraction(goals.document.readings.seriously_behind):
        status = "seriously_behind"
    elif over or (gap is not None and gap < 0):
        status = "behind"
    else:
        status = "on_schedule"
    return out | {"status": status}


def not_due(out):
    return out | {"schedule": None, "gap": None, "status": "not_due"}


# --- time ----------------------------------------------------------------------------------


def last_day(year, month):
    return date(year, month, calendar.monthrange(year, month)[1])


def course(task, period, end):
    """Whether the cycle is over, and how many months of it are left."""
    due = task.cycle.due
    if due is not None:
        return due <= end, max(12 * (due.year - period.year) + due.month - period.month, 0)
    if task.cycle.kind == "year":
        left = 12 - period.month
    elif task.cycle.kind == "quarter":
        left = {1: 2, 2: 1, 0: 0}[period.month % 3]
    else:
        left = 0
    return left == 0, left


def elapsed(goals, task, region, over, months_left):
    """时间进度, or None before a date."""
    if task.cycle.due is not None:
        return Fraction(100) if over else None
    months = MONTHS_OF[task.cycle.kind]
    by_calendar = rounded(Fraction(months - months_left, months) * 100)
    has_expected = (
        type(task.actual).__name__ == "Scored"
        and task.actual.series == "increment"
        and task.cycle.kind == "year"
        and task.schedule == ""
    )
    if goals.document.readings.schedule != "expected" or not has_expected:
        return by_calendar
    ways = [[region]] if region != goals.city else [[goals.city], list(goals.counties)]
    for regions in ways:
        now, year = [], []
        for (period, name), value in goals.expected.items():
            if name in regions and period.year == goals.period.year:
                if period.month == goals.period.month:
                    now.append(Fraction(value))
                if period.month == 12:
                    year.append(Fraction(value))
        if len(now) == len(year) == len(regions) and sum(year) > 0:
            return rounded(sum(now) / sum(year) * 100)
    return by_calendar


# --- what has been attained ----------------------------------------------------------------


def attained(goals, task, region, end, over):
    """("", value), ("missing", None) or ("nothing due", None)."""
    actual, form = task.actual, type(task.actual).__name__
    due = task.cycle.due
    year, month = goals.period.year, goals.period.month
    if due is not None and over:
        year, month = due.year, max(due.month, 2)
    if form == "Tally":
        return of_register(goals, task, region, end)
    if form == "Reported":
        part = figure(goals.figures, year, month, region, actual.figure)
        if not actual.of:
            return ("", part) if part is not None else ("missing", None)
        whole = figure(goals.figures, year, month, region, actual.of)
        if whole == 0:
            return "nothing due", None
        if part is None or whole is None:
            return "missing", None
        return "", rounded(part / whole * 100)
    if form == "Scored":
        value = figure(goals.scored, year, month, region, f"{actual.series}.{actual.span}")
    else:
        value = figure(goals.enterprises, year, month, region, actual.column)
        rates = ("growth", "pull", "contribution", "down_share")
        if value is not None and actual.column.split(".")[0] in rates:
            value = rounded(value)
    return ("", value) if value is not None else ("missing", None)


def figure(mapping, year, month, region, name):
    for (period, of, what), value in mapping.items():
        if (period.year, period.month, of, what) == (year, month, region, name):
            return Fraction(value)
    return None


def of_register(goals, task, region, end):
    tally = task.actual
    entries = goals.registers[tally.register]
    if entries is None:
        return "missing", None
    first, last = date(goals.period.year, 1, 1), end
    kind, month = task.cycle.kind, goals.period.month
    if task.cycle.due is not None:
        first, last = date.min, min(end, task.cycle.due)
    elif kind == "quarter":
        first = date(goals.period.year, {0: 1, 1: 4, 2: 7, 3: 10}[(month - 1) // 3], 1)
    elif kind == "month" and month != 2:
        first = date(goals.period.year, month, 1)
    if tally.ever:
        first = date.min
    mine = []
    for entry in entries.rows:
        values = entry.values
        fits = all(str(values.get(column)) in any_of for column, any_of in tally.where)
        if fits and (region == goals.city or entry.region == region):
            mine.append(values)
    if tally.of:
        owed = [v for v in mine if v.get(tally.of) and first <= v[tally.of] <= last]
        if not owed:
            return "nothing due", None
        done = [v for v in owed if in_time(tally, v, date.min, last)]
        part = amount(tally, done, tally.sum)
        whole = amount(tally, owed, tally.of_sum or tally.sum)
        if part is None or whole is None or whole == 0:
            return "missing", None
        return "", rounded(part / whole * 100)
    value = amount(tally, [v for v in mine if in_time(tally, v, first, last)], tally.sum)
    return ("", value) if value is not None else ("missing", None)


def in_time(tally, values, first, last):
    if not tally.reached:
        return True
    day = values.get(tally.reached)
    if not day or not first <= day <= last:
        return False
    if tally.within:
        limit = values.get(tally.within)
        return bool(limit) and day <= limit
    return True


def amount(tally, listed, column):
    if column:
        there = [Fraction(v[column]) for v in listed if v.get(column) is not None]
        return None if listed and not there else sum(there, Fraction(0))
    if tally.distinct:
        there = {v[tally.distinct] for v in listed if v.get(tally.distinct)}
        return None if listed and not there else Fraction(len(there))
    return Fraction(len(listed))


# --- numbers -------------------------------------------------------------------------------


def rounded(value):
    """Half-up, away from zero, to 2 decimals."""
    sign = -1 if value < 0 else 1
    return sign * Fraction(int(abs(value) * 100 + Fraction(1, 2)), 100)


def written(value):
    """A plain decimal without trailing zeros; blank where there is none."""
    if value is None:
        return ""
    value, digits = Fraction(value), 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    units = abs(value * 10**digits).numerator
    whole, part = divmod(units, 10**digits)
    text = str(whole) + (f".{part:0{digits}d}" if digits else "")
    return ("-" if value < 0 else "") + text
