"""Who is on the watch list and why: ENTERPRISES, Findings and Exactly."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.enterprises.reasons import FAST_FALL, KEY_DOWN, REASONS
from fzlib.analysis.enterprises.watch import watch_list
from fzlib.enterprises.marks import DOWN, HALF_IDLE, IDLE
from fzlib.goals.cycles import last_day
from fzlib.vocabulary import MONTH
from tests.analysis.enterprises.watched import codes, course, shipped_year, visited, year
from tests.enterprises.frames import COUNTIES, enterprise

PATIENT = settings(deadline=None, max_examples=40)
GULOU, TAIJIANG = COUNTIES[:2]


def why(month, *, fast_fall=30, **others):
    own = year({5: [enterprise(month=month, **others)]}, fast_fall=Decimal(fast_fall))
    return [entry.reasons for entry in watch_list(own).entries]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        # 停产 (本期 0, 同期 > 0)
        ((0, 100), IDLE), ((0, "0.01"), IDLE), ((0, 0), None), ((0, None), None),
        # 半停产 (0 < 本期 <= 50 % of 同期)
        (("0.01", 100), HALF_IDLE), ((50, 100), HALF_IDLE), (("50.01", 100), FAST_FALL),
        # 下降快 (<= −30 %)
        ((70, 100), FAST_FALL), (("70.000001", 100), None), ((71, 100), None), ((100, 100), None),
        # below 0: comparable and down, neither idle nor half_idle
        ((-1, 100), FAST_FALL),
        # 同期 0, below 0 or missing is not comparable; 缺报 does not count
        ((5, 0), None), ((1, -5), None), ((1, None), None), ((None, 100), None),
    ],
)  # fmt: skip
def test_reason_of_the_month(month, expected):
    assert why(month) == ([(expected,)] if expected else [])


@pytest.mark.parametrize(
    ("fast_fall", "month", "listed"),
    [
        ("29.5", ("70.5", 100), True), ("29.5", ("70.51", 100), False),
        ("33.333333", (2, 3), True), ("33.333334", (2, 3), False),  # not rounded: 33.3…%
        (60, (45, 100), True),  # half idle whatever the setting
        (0, (100, 100), False),  # nothing fell
    ],
)  # fmt: skip
def test_the_fall_that_is_fast_is_a_setting_and_compared_exactly(fast_fall, month, listed):
    assert bool(why(month, fast_fall=fast_fall)) == listed


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ((99, 100), (KEY_DOWN,)),  # 重点企业 that fall
        ((70, 100), (FAST_FALL, KEY_DOWN)),
        ((0, 100), (IDLE, KEY_DOWN)),
        ((100, 100), None),
        ((5, 0), None),
    ],
)
def test_a_key_enterprise_that_falls_is_told_whatever_else_it_is(month, expected):
    assert why(month, is_key=True) == ([expected] if expected else [])


def test_left_is_on_no_list():
    """退库 takes a row out of firms, comparable, down, idle, half_idle, entered."""
    assert why((0, 100), state="退库", is_key=True) == []


def test_state_puts_nobody_on_the_list():
    """状态 against figures: figures decide."""
    assert why((100, 100), state="停产") == []
    assert why((0, 100), state="正常") == [(IDLE,)]


def test_the_year_to_date_is_told_beside_and_puts_nobody_on_the_list():
    own = year({5: [
        enterprise("1", month=(0, 9), ytd=(0, 90)), enterprise("2", month=(9, 9), ytd=(0, 90)),
    ]})  # fmt: skip
    (entry,) = watch_list(own).entries
    assert (entry.enterprise.code, entry.reasons, entry.ytd_reasons) == ("1", (IDLE,), (IDLE,))


def test_order_unvisited_first_then_county_run_and_lost_output():
    """Who is on the list and was not visited this month leads the list, by county."""
    listed = [  # code, county, visited, in March too, output of April
        ("a", TAIJIANG, False, False, 0),
        ("b", GULOU, True, False, 0),
        ("c", GULOU, False, False, 10),
        ("e", GULOU, False, False, 0),
        ("d", GULOU, False, False, 0),
        ("f", GULOU, False, True, 40),
        ("g", TAIJIANG, True, False, 0),
    ]
    march = [
        enterprise(code, county, month=(0 if again else 100, 100))
        for code, county, _, again, _ in listed
    ]
    april = [enterprise(code, county, month=(output, 100)) for code, county, _, _, output in listed]
    days = [(code, "2023-04-30") for code, _, is_visited, _, _ in listed if is_visited]
    for rows in (april, april[::-1]):
        found = watch_list(year({3: march, 4: rows}, registers=visited(*days)))
        assert "".join(codes(found.entries)) == "fdecabg"
        assert "".join(codes(found.unvisited)) == "fdeca"
        assert "".join(codes(found.of(TAIJIANG))) == "ag"


@pytest.mark.parametrize(
    ("months", "kind", "expected"),
    [
        (((0, 100), (40, 100), (50, 80)), "entries", [(2, 0, 100), (3, 40, 100), (4, 50, 80)]),
        (((90, 100), (40, 100), (50, 80)), "entries", [(3, 40, 100), (4, 50, 80)]),
        (((0, 100), (None, 100), (50, 80)), "entries", [(2, 0, 100), (4, 50, 80)]),
        # of who recovered, this period's after them
        (((40, 100), (90, 100)), "recovered", [(2, 40, 100), (3, 90, 100)]),
        (((40, 100), (None, 100)), "unreported", [(2, 40, 100)]),
    ],
)
def test_output_since(months, kind, expected):
    (own,) = getattr(watch_list(course(*months)), kind)
    assert [(point.period.month, point.output, point.base) for point in own.course] == expected


def test_growth_is_of_the_latest_month_half_up_to_6():
    (own,) = watch_list(course((0, 100), (1, 3))).entries
    assert (own.growth(), own.lost) == (Decimal("-66.666667"), 2)
    (own,) = watch_list(course((0, 100), (5, 0))).recovered
    assert (own.growth(), own.lost) == (None, -5)


FIGURES = st.sampled_from([None, *map(Decimal, ("-1", "0", "0.5", "50", "70", "99", "100", "130"))])
ROWS = st.lists(
    st.tuples(FIGURES, FIGURES, st.booleans(), st.sampled_from(["", "", "退库"])), max_size=12
)


@PATIENT
@given(ROWS, ROWS, ROWS)
def test_identities(february, march, april):
    rows = {
        n: [
            enterprise(str(code), month=(output, base), is_key=is_key, state=state)
            for code, (output, base, is_key, state) in enumerate(listed)
        ]
        for n, listed in enumerate((february, march, april), 2)
    }
    own = year(rows, registers=visited(("1", "2023-03-05"), ("2", "2023-04-05")))
    found = watch_list(own)
    on = set(codes(found.entries))
    assert on == {
        row.code
        for row in own.frame.rows
        if {IDLE, HALF_IDLE} & row.month.marks
        or (row.is_key and DOWN in row.month.marks)
        or (DOWN in row.month.marks and 10 * row.month.output <= 7 * row.month.base)
    }
    assert all(entry.reasons and set(entry.reasons) <= set(REASONS) for entry in found.entries)
    assert {*codes(found.new), *codes(found.continuing)} == on
    assert len(found.new) + len(found.continuing) == len(on)
    others = [found.recovered, found.idle_in_both, found.unreported, found.left]
    apart = [code for listed in others for code in codes(listed)]
    assert len(apart) == len(set(apart))
    assert not on & set(apart)
    assert set(codes(found.unvisited)) <= on
    assert sum(len(found.of(county)) for county in COUNTIES) == len(on)
    assert codes(found.entries)[: len(found.unvisited)] == codes(found.unvisited)


def test_the_shipped_year():
    """停产, 半停产, falls, 重点企业; nobody is on the list without a reason or in 退库."""
    found = watch_list(shipped_year("2023-05"))
    assert {reason for entry in found.entries for reason in entry.reasons} == set(REASONS)
    assert [len(found.because(reason)) for reason in REASONS] == [
        sum(reason in entry.reasons for entry in found.entries) for reason in REASONS
    ]
    frame = shipped_year("2023-05").frame
    assert set(codes(found.because(IDLE))) == {row.code for row in frame.marked(MONTH, IDLE)}
    assert not any(entry.enterprise.is_left for entry in found.entries)
    end = last_day(found.period)
    for entry in found.entries:
        assert entry.course[-1].period == found.period
        assert entry.run.length == len(entry.course)
        assert all(visit.day <= end for visit in entry.visits.visits)
