"""What if: the figures change as asked, what hangs together with them, and nothing else."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fzlib.analysis.whatif import what_if
from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import Ruling
from fzlib.scoring.panel import build_panel
from tests.analysis.cards import ALL, by_the_contract, card, columns_of

MAY = card("data/fuzhou", "2023-05")
CITY = "福州市"


def moved(trial):
    """(region, measure.span) → how far it moved."""
    return {(c.region, f"{c.series}.{c.span}"): c.after - (c.before or 0) for c in trial.changed}


def agrees(trial, columns):
    """The card after the change against the contract scored from hand-changed columns."""
    wanted = by_the_contract(trial.before, columns)
    got = [None if t is None else Fraction(t) for t in trial.after.totals.values()]
    assert (got, list(trial.after.ranks.values())) == (wanted.totals, wanted.ranks)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-0.5", "5.1"), ("6.2", "6.2"), ("=-3", "-3"), ("=2", "2"), (" +1 ", "6.6"),
        ("＋１．０", "6.6"), ("−1", "4.6"), ("0", "0"),
    ],
)  # fmt: skip
def test_ways_to_write_a_value(text, value):
    trial = what_if(MAY, {"福清市": {"va_growth.month": text}})
    assert trial.after.item("福清市", "va_growth.month").value == Decimal(value)


@pytest.mark.parametrize("measure", ["va_growth", "output", "base", "expected"])
@pytest.mark.parametrize("span", ["month", "ytd"])
def test_a_level_moves_the_city_as_well(measure, span):
    name, change = f"{measure}.{span}", Decimal("2.5")
    trial = what_if(MAY, {"长乐区": {name: "+2.5"}})
    regions, columns = ["长乐区"], columns_of(MAY.panel)
    columns[measure, span][3 + MAY.counties.index("长乐区")] += change
    if measure != "va_growth" and columns[measure, span][2] is not None:
        regions.append(CITY)
        columns[measure, span][2] += change
    assert moved(trial) == {(region, name): change for region in regions}
    agrees(trial, columns)
    assert trial.before is MAY
    assert trial.after.previous is MAY.previous


def test_first_period_moves_month_and_year_to_date_together():
    february = card("data/fuzhou", "2023-02")
    month = what_if(february, {"闽侯县": {"output.month": "+3"}})
    ytd = what_if(february, {"闽侯县": {"output.ytd": "+3"}})
    assert month.after.totals == ytd.after.totals
    assert len(month.changed) == 4
    assert set(moved(month).values()) == {3}
    with pytest.raises(ValueError, match="同一个数"):
        what_if(february, {"闽侯县": {"output.ytd": "+3", "output.month": "+3"}})


SEVERAL = {
    "福清市": {"output.month": "+1", "output.ytd": "1050"},
    "长乐区": {"output.month": "-2", "va_growth.ytd": "0"},
    CITY: {"output.month": "+0.5"},
    "全国": {"va_growth.month": "+0.3"},
}
YTD = Decimal("1050") - Decimal("1020.7930")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        (
            SEVERAL,
            {
                "福清市": {"output.month": 1, "output.ytd": YTD},
                "长乐区": {"output.month": -2, "va_growth.ytd": Decimal("0.3")},
                CITY: {"output.month": Decimal("-0.5"), "output.ytd": YTD},
                "全国": {"va_growth.month": Decimal("0.3")},
            },
        ),
        ({CITY: {"base.month": "+1"}}, {CITY: {"base.month": 1}}),  # no county
    ],
)
def test_several_changes_and_the_city_s_alone(changes, wanted):
    by_figure = {(r, name): by for r, each in wanted.items() for name, by in each.items()}
    assert moved(what_if(MAY, changes)) == by_figure


def test_city_given_as_a_value_is_that_value():
    trial = what_if(MAY, {CITY: {"output.month": "1020"}, "福清市": {"output.month": "+1"}})
    assert trial.after.panel.value("output", "month", CITY) == 1020


def test_computed_growth_may_be_given():
    before = MAY.item("福清市", "output_growth.month").value
    trial = what_if(MAY, {"福清市": {"output_growth.month": "+1.0"}})
    assert trial.after.item("福清市", "output_growth.month").value == before + 1
    same = ("increment.month", "contribution.month", "output_growth.ytd")
    assert all(trial.after.item("福清市", i) == MAY.item("福清市", i) for i in same)


def test_given_growth_follows_its_level():
    july = card("data/shaoyang", "2025-07")
    level, base = (july.panel.value(m, "ytd", "双清区") for m in ("output", "base"))
    city_base = july.panel.value("base", "ytd", "邵阳市")
    changes = moved(what_if(july, {"双清区": {"output.ytd": "+10"}}))
    assert changes.pop(("双清区", "output.ytd")) == changes.pop(("邵阳市", "output.ytd")) == 10
    for name, under in (("双清区", base), ("邵阳市", city_base)):
        change = changes.pop((name, "output_growth.ytd"))
        assert abs(Fraction(change) - Fraction(10) / Fraction(under) * 100) < Fraction(1, 10**5)
    assert changes == {}
    given = what_if(july, {"双清区": {"output.ytd": "+10", "output_growth.ytd": "20"}})
    assert given.after.panel.value("output_growth", "ytd", "双清区") == 20
    assert level > base


def test_filled_in_figure_gives_the_county_a_total():
    august = card("data/fuzhou", "2023-08")
    with pytest.raises(ValueError, match=r"鼓楼区 va_growth.month 缺数，不能加减"):
        what_if(august, {"鼓楼区": {"va_growth.month": "+1"}})
    trial = what_if(august, {"鼓楼区": {"va_growth.month": "3.1", "va_growth.ytd": "2.0"}})
    assert august.totals["鼓楼区"] is None
    assert trial.after.ranks["鼓楼区"] is not None
    columns = columns_of(august.panel)
    columns["va_growth", "month"][3] = Decimal("3.1")
    columns["va_growth", "ytd"][3] = Decimal("2.0")
    agrees(trial, columns)


def test_filled_in_level_moves_no_city():
    own, absent = MAY.panel, [(measure, "month", "台江区") for measure in ("output", "base")]
    values = {key: value for key, value in own.values.items() if key not in absent}
    lacking = build_panel(own.period, own.regions, values, dataset=own.dataset)
    trial = what_if(
        make_card(lacking, MAY.book), {"台江区": {"output.month": "1.1539", "base.month": "1.0068"}}
    )
    assert moved(trial) == {
        ("台江区", "output.month"): Decimal("1.1539"),
        ("台江区", "base.month"): Decimal("1.0068"),
    }
    assert trial.after.totals == MAY.totals


def test_bases_worked_out_stay_marked_when_another_is_filled_in():
    july = card("data/shaoyang", "2025-07")
    figures = {
        key: replace(f, present=f.present & (np.arange(f.present.size) != 3))
        for key, f in july.panel.figures.items()
    }
    lacking = make_card(replace(july.panel, figures=figures), july.book)
    trial = what_if(lacking, {"双清区": {"output.ytd": "229.0234", "base.ytd": "181.9523"}})
    for region in july.counties[1:]:
        before = july.item(region, "contribution.ytd")
        assert "derived_base" in before.flags
        assert trial.after.item(region, "contribution.ytd") == before


@pytest.mark.parametrize(("data", "period"), ALL)
def test_no_change_changes_nothing(data, period):
    own = card(data, period)
    for changes in ({}, {own.counties[1]: {"output.ytd": "+0", "va_growth.ytd": "-0"}}):
        trial = what_if(own, changes)
        assert trial.changed == ()
        assert trial.after.records == own.records
        assert (trial.table["change"].dropna() == 0).all()


@settings(max_examples=25)
@given(
    st.sampled_from(MAY.counties),
    st.sampled_from(["output.month", "output.ytd", "base.month", "expected.ytd"]),
    st.decimals("-0.9", 30, places=4),
)
def test_any_change_of_a_level_against_the_contract(region, name, change):
    measure, span = name.split(".")
    columns, own = columns_of(MAY.panel), 3 + MAY.counties.index(region)
    for at in (2, own):
        if columns[measure, span][at] is not None:
            columns[measure, span][at] += change
    changes = {region: {name: f"{change:+f}"}}
    if columns["output", "ytd"][own] < columns["output", "month"][own]:
        # what would stop a run stops a what-if
        with pytest.raises(ValueError, match="小于当月"):
            what_if(MAY, changes)
    else:
        agrees(what_if(MAY, changes), columns)


def test_table_is_the_difference():
    trial = what_if(MAY, {"连江县": {"va_growth.month": "+1.0"}})
    table = trial.table.set_index("region")
    assert list(table.columns[:5]) == [
        "total_before", "total_after", "change", "rank_before", "rank_after",
    ]  # fmt: skip
    row = table.loc["连江县"]
    assert row["change"] == row["va_growth.month"] == Decimal("2.00")
    assert (table.drop("连江县")["change"] == 0).all()
    assert table[list(MAY.book.item_ids)].sum(axis=1).tolist() == table["change"].tolist()


def test_cells_of_changed_figures_are_no_longer_named():
    trial = what_if(MAY, {"福清市": {"output.month": "+1"}})
    gone = {("output", "month", "福清市"), ("output", "month", CITY)}
    assert MAY.panel.sources.keys() - trial.after.panel.sources.keys() == gone


def test_ruled_item_stays_as_ruled():
    ruling = Ruling("福清市", "va_growth.month", Decimal("1.23"), "会议纪要")
    own = make_card(replace(MAY.panel, rulings=(ruling,)), MAY.book)
    trial = what_if(own, {"福清市": {"va_growth.month": "+1"}})
    assert trial.after.totals == own.totals
