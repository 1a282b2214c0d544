"""Electricity beside output: 产值升、用电降 and the reverse, by strict signs and exactly."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.enterprises.power import OUTPUT_DOWN, OUTPUT_UP, SCISSORS, power
from fzlib.enterprises.frame import NO_POWER, Frame, Power
from fzlib.enterprises.marks import COUNTED, DOWN, UP
from fzlib.vocabulary import MONTH, YTD
from tests.analysis.enterprises.watched import marked
from tests.enterprises.frames import MAY, enterprise, number, shipped

PATIENT = settings(deadline=None, max_examples=30)
MORE, LESS, EQUAL = (11, 10), (10, 11), (10, 10)


def row(code="1", month=MORE, used=LESS, **others):
    return enterprise(code, month=month, power=Power(*map(number, used)), **others)


def found(*rows, span=MONTH):
    return power(Frame(MAY, "", marked(rows), ()), span)


def kinds(findings):
    listed = {kind: [own.code for own, _ in rows] for kind, rows in findings.enterprises.items()}
    return {kind: listed[kind] for kind in SCISSORS if listed[kind]}


@pytest.mark.parametrize(
    ("month", "used", "kind"),
    [
        (MORE, LESS, OUTPUT_UP), (LESS, MORE, OUTPUT_DOWN),
        (("10.01", 10), ("9.99", 10), OUTPUT_UP),
        (MORE, MORE, None), (LESS, LESS, None), (MORE, EQUAL, None), (EQUAL, LESS, None),
        (MORE, (0, 5), OUTPUT_UP), (LESS, (5, 0), OUTPUT_DOWN),
        # both figures of both, or nothing
        (MORE, (None, 5), None), (MORE, (5, None), None), ((None, 5), LESS, None),
        ((5, None), LESS, None),
        # 同期 0 is no 升: new
        ((5, 0), LESS, None),
    ],
)  # fmt: skip
def test_an_enterprise(month, used, kind):
    assert kinds(found(row(month=month, used=used))) == ({kind: ["1"]} if kind else {})


def test_left_is_in_no_list_and_in_the_sums():
    """退库 takes a row out of the counts; its figures stay in output and base."""
    own = found(row(state="退库"))
    assert (kinds(own), own.city.firms, own.city.scissors) == ({}, 1, OUTPUT_UP)


def test_the_largest_change_of_output_first_then_by_code():
    rows = [row(code, (10 + up, 10)) for code, up in [("c", 2), ("b", 2), ("a", 1), ("d", 9)]]
    assert kinds(found(*rows)) == {OUTPUT_UP: ["d", "b", "c", "a"]}


def test_sums_are_of_those_that_have_all_four():
    own = found(
        row("1", (10, 8), (3, 4), division="26"),
        row("2", (5, 5), (1, "1.5"), division="31"),
        row("3", (90, 10), (None, 9), division="26"),
        row("4", (None, 10), (1, 9), division="26"),
        row("5", (7, 1), (None, None), division="13"),
    )
    assert [code for code, _ in own.divisions] == ["26", "31"]
    (chemicals,) = (pair for code, pair in own.divisions if code == "26")
    assert (chemicals.firms, chemicals.of, chemicals.output, chemicals.used) == (1, 2, 10, 3)
    assert (chemicals.growth(), chemicals.power_growth()) == (25, -25)
    assert (own.city.firms, own.city.of) == (2, 4)
    assert (own.city.output, own.city.base, own.city.used, own.city.used_base) == (
        15, 13, 4, Decimal("5.5"),
    )  # fmt: skip
    assert [code for code, _ in own.crossed(OUTPUT_UP)] == ["26"]
    assert own.crossed(OUTPUT_DOWN) == ()


def test_rates_are_half_up_to_6_and_missing_over_nothing():
    own = found(row(month=(2, 3), used=(1, 0))).city
    assert (own.growth(), own.power_growth()) == (Decimal("-33.333333"), None)


def test_without_electricity_there_is_nothing():
    own = found(row(used=(None, None)))
    assert (own.is_given, own.divisions, kinds(own)) == (False, (), {})
    assert found().city.of == 0


def test_the_year_to_date_has_its_own_electricity():
    own = row(used=LESS, ytd=LESS)
    assert kinds(found(own, span=YTD)) == {}
    assert kinds(found(replace(own, power_ytd=Power(*map(Decimal, MORE))), span=YTD)) == {
        OUTPUT_DOWN: ["1"]
    }
    assert not found(replace(own, power=NO_POWER)).is_given


FIGURES = st.sampled_from([None, *map(Decimal, ("-1", "0", "0.5", "1", "2"))])
ROWS = st.lists(st.tuples(st.sampled_from(["26", "31"]), *[FIGURES] * 4), max_size=12)


@PATIENT
@given(ROWS)
def test_identities(listed):
    rows = [
        row(str(n), figures[:2], figures[2:], division=division)
        for n, (division, *figures) in enumerate(listed)
    ]
    own = found(*rows)
    for figure in ("firms", "output", "base", "used", "used_base"):
        parts = sum(getattr(pair, figure) for _, pair in own.divisions)
        assert getattr(own.city, figure) == parts
    assert own.city.firms <= own.city.of <= len(rows)
    assert not set(kinds(own).get(OUTPUT_UP, ())) & set(kinds(own).get(OUTPUT_DOWN, ()))
    for pairs in own.enterprises.values():
        assert all(pair.increment * (pair.used - pair.used_base) < 0 for _, pair in pairs)


def test_the_shipped_year_has_chemicals_and_steel_with_output_up_and_electricity_down():
    frame = shipped("2023-05")
    own = power(frame)
    assert {"26", "31"} <= {code for code, _ in own.crossed(OUTPUT_UP)}
    assert own.city.of == len(frame.marked(MONTH, COUNTED))
    for kind, mark, sign in ((OUTPUT_UP, UP, -1), (OUTPUT_DOWN, DOWN, 1)):
        plain = {
            each.code for each in frame.marked(MONTH, mark)
            if None not in each.power and sign * (each.power.used - each.power.base) > 0
        }  # fmt: skip
        assert {each.code for each, _ in own.enterprises[kind]} == plain
        assert plain
    assert not power(frame, YTD).is_given  # the files have none of the year to date
