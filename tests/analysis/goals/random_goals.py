"""Random goals: tasks of every form of actual over random registers, figures and splits."""

from datetime import date, timedelta
from decimal import Decimal

from fzlib.errors import Place
from fzlib.goals.actuals import OfEnterprises, Reported, Scored, Tally
from fzlib.goals.cycles import Cycle
from fzlib.goals.evidence import Goals
from fzlib.goals.registers import Entries, Entry, Register
from fzlib.goals.tasks import Document, GoalReadings, Task
from fzlib.scoring.periods import Period

CITY = "全市"
COUNTIES = ("甲县", "乙区", "丙市")
KINDS, GRADES = ("走访", "联系", ""), ("处级", "科级")
DATES = ("受理日期", "办理时限", "办结日期")
AMOUNTS = ("预算（万元）", "拨付（万元）")
COLUMNS = ("编号", "地区", "类别", "职级", "代码", *DATES, *AMOUNTS)
NAMES = ("joined", "eligible")
SPANS = ("month", "ytd")
SERIES = ("va_growth", "output_growth", "increment")
OF_ENTERPRISES = ("down_share.ytd", "pull.month", "output.ytd", "down.month")


def goals(rng, tasks=12):
    """A document of so many tasks, of a random period of 2023, and all its evidence."""
    period = Period(2023, rng.randint(2, 12))
    registers = {"full": _entries(rng, 60), "few": _entries(rng, 6), "empty": _entries(rng, 0)}
    registers["blank"] = _entries(rng, 12, blank=0.9)
    registers["absent"] = None
    listed = tuple(task(rng, n, tuple(registers)) for n in range(tasks))
    readings = GoalReadings(
        rng.choice(("calendar", "expected")), Decimal(rng.choice(("20", "10", "33.33")))
    )
    document = Document(
        "方案", "文号", 2023, readings,
        {code: Register(code, code, "编号", code) for code in registers},
        listed, _split(rng, listed),
    )  # fmt: skip
    periods = [Period(2023, month) for month in range(2, 13)]
    regions = (CITY, *COUNTIES)
    series = [f"{one}.{span}" for one in SERIES for span in SPANS]
    return Goals(
        document, period, CITY, COUNTIES, registers,
        figures=_figures(rng, periods, regions, NAMES, whole=True),
        scored=_figures(rng, periods, regions, series),
        enterprises=_figures(rng, periods, regions, OF_ENTERPRISES),
        expected=_expected(rng, periods, regions),
    )  # fmt: skip


def _entries(rng, count, blank=0.15):
    return Entries(COLUMNS, tuple(entry(rng, n, blank) for n in range(count)))


def entry(rng, number, blank=0.15):
    """A row; a region of '' is the city's own, each other value may be blank."""

    def unless_blank(value, nothing=None):
        return nothing if rng.random() < blank else value

    start = date(2022, 10, 1) + timedelta(days=rng.randrange(460))
    days = [start, *(start + timedelta(days=rng.randint(-5, 120)) for _ in "12")]
    if rng.random() < 0.1:  # on the edges of a cycle
        days[0] = rng.choice((date(2023, 1, 1), date(2023, 3, 31), date(2023, 4, 1)))
    region = rng.choice((*COUNTIES, ""))
    values = {
        "编号": f"N{number}", "地区": region, "类别": rng.choice(KINDS),
        "职级": rng.choice(GRADES), "代码": unless_blank(rng.choice("ABCDEFG"), ""),
    }  # fmt: skip
    values |= {name: unless_blank(day) for name, day in zip(DATES, days, strict=True)}
    values |= {name: unless_blank(_amount(rng)) for name in AMOUNTS}
    return Entry(region, values, Place("registers/x.csv", "", f"A{number + 2}"))


def _amount(rng):
    return rng.choice((Decimal(0), Decimal(rng.randint(1, 99999)).scaleb(-rng.randint(0, 4))))


def _cycle(rng):
    kind = rng.choice(("year", "quarter", "month", "date"))
    if kind != "date":
        return Cycle(kind)
    return Cycle("", date(2023, 1, 15) + timedelta(days=rng.randrange(380)))


def task(rng, number, registers):
    """Any form, cycle, direction, schedule, start and exemption."""
    direction = rng.choice(("at_least", "at_least", "above", "at_most", "about", ""))
    actual = rng.choice((_tally, _tally, _tally, _reported, _scored, _enterprises))(rng, registers)
    rate = getattr(actual, "of", "") or getattr(actual, "series", "").endswith("growth")
    unit = "%" if rate or rng.random() < 0.1 else rng.choice(("项", "亿元"))
    target = None if not direction or rng.random() < 0.1 else _target(rng, unit)
    return Task(
        f"t{number}", "任务", "一", "…", "", unit, _cycle(rng), rng.choice(("city", "county")),
        actual, target, direction,
        exempt=tuple(rng.sample(COUNTIES, rng.choice((0, 0, 0, 1, 3)))),
        schedule=rng.choice(("", "", "", "calendar", "none")),
        start=rng.choice((None, None, Period(2023, rng.randint(2, 12)))),
    )  # fmt: skip


def _target(rng, unit):
    if unit == "%":
        return rng.choice((Decimal(100), Decimal("33.33"), Decimal("6.8"), Decimal(0)))
    return rng.choice((Decimal(0), Decimal(1), Decimal(3), Decimal(40), Decimal("12.345")))


def _tally(rng, registers):
    where = rng.choice(((), (("类别", ("走访",)),), (("类别", KINDS[:2]), ("职级", ("处级",)))))
    reached = rng.choice(("", "办结日期", "受理日期"))
    form = rng.choice(("count", "sum", "distinct"))
    is_rate = rng.random() < 0.4
    sums = form == "sum"
    return Tally(
        rng.choice((*registers, "full", "full")), where, reached,
        within="办理时限" if reached and rng.random() < 0.3 else "",
        of=rng.choice(("受理日期", "办理时限")) if is_rate else "",
        sum=AMOUNTS[1] if sums else "",
        of_sum=AMOUNTS[0] if sums and is_rate and rng.random() < 0.5 else "",
        distinct="代码" if form == "distinct" else "",
        ever=rng.random() < 0.3,
    )  # fmt: skip


def _reported(rng, _):
    return Reported(NAMES[0], rng.choice(("", NAMES[1])))


def _scored(rng, _):
    return Scored(rng.choice((*SERIES, "increment")), rng.choice(SPANS))


def _enterprises(rng, _):
    return OfEnterprises(rng.choice(OF_ENTERPRISES))


def _split(rng, tasks):
    """Targets of some counties; not negative, as the reader has it."""
    return {
        (own.code, county): _target(rng, own.unit)
        for own in tasks
        if own.direction and rng.random() < 0.4
        for county in COUNTIES
        if rng.random() < 0.8
    }


def _figures(rng, periods, regions, names, whole=False):
    drawn = {}
    for key in (
        (period, region, name) for period in periods for region in regions for name in names
    ):
        value = Decimal(rng.randint(0, 9)) if whole else Decimal(rng.randint(-9999, 99999)) / 1000
        if rng.random() < 0.85:
            drawn[key] = value
    return drawn


def _expected(rng, periods, regions):
    """Up to each period; now and then a county's is missing, or the city's, or it is negative."""
    lacking = rng.choice((None, None, CITY, COUNTIES[0]))
    sign = rng.choice((1, 1, 1, -1))
    return {
        (period, region): Decimal(sign * period.month * rng.randint(1, 5)) / 4
        for period in periods
        for region in regions
        if region != lacking
    }
