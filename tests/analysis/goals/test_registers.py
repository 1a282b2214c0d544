"""What a register holds: entries, stages, overdue, blanks (GOALS, Findings: Registers)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fzlib.analysis.goals.blanks import by_column, left_out
from fzlib.analysis.goals.overdue import by_band
from fzlib.analysis.goals.register_findings import register_findings
from fzlib.goals.actuals import Tally
from fzlib.goals.registers import Register
from tests.analysis.goals.made import (
    CHANGLE,
    DONE,
    GULOU,
    MONEY,
    PLAN,
    goals,
    row,
    rows,
    task,
)

STAGES = ("签约日期", "开工日期", "投产日期")


def findings(listed, period="2023-05", **given):
    register = Register("r", "台账", "编号", "r", **given)
    return register_findings(goals((), listed, period, register=register))["r"]


def test_entries_by_county_the_city_s_last():
    own = findings(rows((CHANGLE,), ("",), (CHANGLE,)))
    assert own.count == 3
    assert list(own.by_region.items()) == [(CHANGLE, 2), ("", 1)]


def test_no_file_no_findings():
    assert findings(None) is None
    assert findings(()).count == 0


# --- overdue -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "band"),
    [(1, 0), (30, 0), (31, 1), (90, 1), (91, 2), (180, 2), (181, 3), (2000, 3)],
)
def test_overdue_by_age(days, band):
    """30, 90, 180 days past the planned date."""
    plan = date(2023, 5, 31) - timedelta(days=days)
    own = findings(rows({"plan": str(plan)}), due={DONE: PLAN})
    assert [(late.days, late.band, late.planned) for late in own.overdue] == [(days, band, plan)]
    assert by_band(own.overdue) == tuple(int(n == band) for n in range(4))


@pytest.mark.parametrize(
    ("plan", "done", "late"),
    [
        ("2023-05-31", "", False),  # that day is not past
        ("2023-05-30", "", True),
        ("2023-05-30", "2023-05-31", False),
        # "An actual date after the period's end counts from then on"
        ("2023-05-30", "2023-06-01", True),
        ("", "", False),
        ("2024-01-01", "", False),  # "planned dates may lie in the future"
    ],
)  # fmt: skip
def test_overdue(plan, done, late):
    own = findings(rows({"plan": plan, "done": done}), due={DONE: PLAN})
    assert bool(own.overdue) is late


def test_overdue_by_county_the_oldest_first():
    plans = [(GULOU, "2023-05-01"), ("", "2022-01-01"), (GULOU, "2023-04-01"), (CHANGLE, "")]
    listed = rows(*({"region": region, "plan": plan} for region, plan in plans))
    own = findings(listed, due={DONE: PLAN})
    gulou = [late for late in own.overdue if late.entry.region == GULOU]
    assert (by_band(gulou), by_band(own.overdue)) == ((1, 1, 0, 0), (1, 1, 0, 1))
    assert [late.entry.text("编号") for late in own.overdue] == ["R2", "R3", "R1"]


# --- stages ------------------------------------------------------------------------------------


def staged(*dates):
    return [row(n, **dict(zip(STAGES, days, strict=True))) for n, days in enumerate(dates, 1)]


FEBRUARY, MARCH, JUNE = (date(2023, month, 1) for month in (2, 3, 6))


def test_each_entry_s_last_stage_reached_by_the_period_s_end():
    listed = staged(
        (None, None, None), (FEBRUARY, None, None), (FEBRUARY, MARCH, JUNE), (JUNE, None, None)
    )
    own = findings(listed, stages=STAGES)
    assert own.stages == {"": 2, "签约日期": 1, "开工日期": 1, "投产日期": 0}
    assert sum(own.stages.values()) == own.count
    later = findings(listed, "2023-06", stages=STAGES)
    assert later.stages == {"": 1, "签约日期": 2, "开工日期": 0, "投产日期": 1}
    assert findings(listed).stages == {}


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((FEBRUARY, MARCH, None), []),
        ((FEBRUARY, FEBRUARY, None), []),
        ((None, MARCH, None), [("签约日期", "开工日期", True)]),
        ((MARCH, FEBRUARY, None), [("签约日期", "开工日期", False)]),
        ((JUNE, FEBRUARY, None), [("签约日期", "开工日期", False)]),
        ((None, JUNE, None), []),  # not reached yet
        (
            (None, MARCH, FEBRUARY),
            [
                ("签约日期", "开工日期", True),
                ("签约日期", "投产日期", True),
                ("开工日期", "投产日期", False),
            ],
        ),
    ],
)
def test_a_later_stage_and_no_earlier_one_is_told(days, told):
    own = findings(staged(days), stages=STAGES)
    assert [(c.earlier, c.later, c.is_blank) for c in own.contradictions] == told


# --- blanks ------------------------------------------------------------------------------------


def test_which_duty_holder_is_blank():
    listed = [
        row(1, 责任单位="市工信局", 第一责任人=""),
        row(2, 责任单位="", 第一责任人=""),
        row(3, 责任单位="市工信局", 第一责任人="某"),
    ]
    own = findings(listed, required=("责任单位", "第一责任人"))
    assert [(e.entry.text("编号"), e.columns) for e in own.incomplete] == [
        ("R1", ("第一责任人",)),
        ("R2", ("责任单位", "第一责任人")),
    ]
    blank = by_column(own.register, own.incomplete)
    assert {column: len(each) for column, each in blank.items()} == {"责任单位": 1, "第一责任人": 2}


def test_a_number_of_0_is_not_blank():
    assert findings([row(1, money=0)], required=(MONEY,)).incomplete == ()


def left(tally, listed, **given):
    made = goals(task(actual=tally, **given), listed)
    return [
        (each.column, [entry.text("编号") for entry in each.entries])
        for each in left_out(made.document, made.period, made.registers)
    ]


def test_a_blank_amount_is_left_out_and_told():
    listed = [row(1, done="2023-02-01", money=1), row(2, done="2023-02-01"), row(3)]
    assert left(Tally("r", reached=DONE, sum=MONEY), listed) == [(MONEY, ["R2"])]
    assert left(Tally("r", reached=DONE), listed) == []
    assert left(Tally("r", reached=DONE, sum=MONEY), listed, start="2023-06") == []
    assert left(Tally("r", reached=DONE, sum=MONEY), None) == []


def test_of_a_rate_both_columns_are_told():
    listed = [
        row(1, done="2023-02-01", plan="2023-01-01", 预算=None),
        row(2, plan="2023-01-01", 预算=None),
        row(3, done="2023-02-01", plan="2023-01-01", money=3, 预算=Decimal(5)),
    ]
    rate = Tally("r", reached=DONE, of=PLAN, sum=MONEY, of_sum="预算")
    assert left(rate, listed) == [("预算", ["R1", "R2"]), (MONEY, ["R1"])]
    same = Tally("r", reached=DONE, of=PLAN, sum=MONEY)
    assert left(same, listed) == [(MONEY, ["R1", "R2"])]


def test_blank_values_to_be_told_apart():
    listed = [row(1, done="2023-02-01", 代码=""), row(2, done="2023-02-01", 代码="A")]
    assert left(Tally("r", reached=DONE, distinct="代码"), listed) == [("代码", ["R1"])]
