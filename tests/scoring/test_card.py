"""A card as records and tables: the columns of scores.csv and ranking.csv (contract section 5)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fzlib.errors import RequestError
from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import Adjustment
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import Bounds, Ranking
from fzlib.vocabulary import FLAGS
from tests.scoring.cities import FUZHOU, SHAOYANG, panel

NAMES = ("甲县", "乙县", "丙县", "丁县")


def shaoyang_card(growths, *, period="2025-05", previous=None, rulings=()):
    """Counties that differ only in the growth of value added; None: blank."""
    same = {"output.ytd": "110", "base.ytd": "100"}
    counties = {
        name: same | ({"va_growth.ytd": growth} if growth else {})
        for name, growth in growths.items()
    }
    built = panel(
        nation={"va_growth.ytd": "5"},
        city={"output.ytd": "1100", "base.ytd": "1000"},
        counties=counties,
        period=period,
        rulings=rulings,
    )
    return make_card(built, SHAOYANG, previous)


@pytest.fixture
def card():
    before = shaoyang_card(dict(zip(NAMES, ("6", None, "4", "5"), strict=True)), period="2025-04")
    growths = dict(zip(NAMES, ("5", "6", None, "5"), strict=True))
    return shaoyang_card(growths, previous=before)


def test_records_are_counties_in_order_then_items_in_the_rule_books(card):
    assert [(i.region, i.id) for i in card.records] == [
        (name, item) for name in NAMES for item in SHAOYANG.item_ids
    ]
    assert card.of("乙县") == card.records[3:6]
    assert card.item("乙县", "contribution.ytd") is card.records[5]


@pytest.mark.parametrize("key", [("某县", "va_growth.ytd"), ("甲县", "va_growth.month")])
def test_what_is_not_in_the_card_is_told_with_what_is(card, key):
    with pytest.raises(RequestError, match=r"没有“.*；.*可选："):
        card.item(*key)


def test_a_total_is_the_plain_sum_of_the_printed_points(card):
    assert card.totals == {"甲县": 28, "乙县": 30, "丙县": None, "丁县": 28}
    for name in ("甲县", "乙县", "丁县"):
        assert card.totals[name] == sum(item.points for item in card.of(name))


def test_ranked_has_ties_in_the_order_of_regions_and_the_unranked_last(card):
    assert card.ranks == {"甲县": 2, "乙县": 1, "丙县": None, "丁县": 2}
    assert card.ranked == ("乙县", "甲县", "丁县", "丙县")


def test_previous_rank(card):
    assert [card.previous_rank(name) for name in NAMES] == [1, None, 3, 2]
    assert card.previous.previous_rank("甲县") is None  # nothing to compare with
    assert card.previous_rank("某县") is None  # was not assessed then


def test_scores_table_has_the_columns_of_scores_csv(card):
    items = card.items
    columns = "period region item value standard gap points status flags"
    assert list(items) == columns.split()
    assert len(items) == len(NAMES) * 3
    figures = [Decimal(figure) for figure in ("6.0", "5.0", "1.0", "12.00")]
    row = ["2025-05", "乙县", "va_growth.ytd", *figures, "preliminary", ""]
    assert items.iloc[3].tolist() == row
    missing = items.iloc[6]
    assert (missing["status"], missing["value"], missing["points"]) == ("missing", None, None)
    assert missing["standard"] == 5  # given where it exists


def test_ranking_table_has_the_columns_of_ranking_csv(card):
    ranking = card.ranking
    columns = "period rank region total previous_rank"
    assert list(ranking) == [*columns.split(), *SHAOYANG.item_ids]
    assert ranking["region"].tolist() == ["乙县", "甲县", "丁县", "丙县"]
    assert ranking["rank"].dropna().tolist() == [1, 2, 2]
    assert ranking["total"].tolist() == [30, 28, 28, None]
    assert ranking["previous_rank"].isna().tolist() == [True, False, False, False]
    assert ranking["contribution.ytd"].tolist() == [8, 8, 8, 8]


def test_flags_are_listed_in_a_fixed_order():
    figures = {"output.ytd": "0.11", "output_growth.ytd": "5000", "va_growth.ytd": "-1"}
    city = {"output.ytd": "1000.1", "base.ytd": "1000"}
    built = panel(nation={"va_growth.ytd": "5"}, city=city, counties={"甲县": figures})
    item = make_card(built, SHAOYANG).item("甲县", "contribution.ytd")
    assert item.flags == ("high", "small_base", "small_city_increment", "derived_base")
    assert list(item.flags) == [flag for flag in FLAGS if flag in item.flags]


def test_a_card_of_one_county_with_no_figures():
    card = make_card(panel(counties={"甲县": {}}), FUZHOU)
    assert {item.status.name for item in card.records} == {"MISSING"}
    assert (card.totals, card.ranks, card.ranked) == ({"甲县": None}, {"甲县": None}, ("甲县",))
    assert card.ranking["rank"].isna().all()


def test_groups_and_adjustments_stand_in_the_ranking_where_there_are_any():
    """组别 in the order of regions.csv; places within them; the column of adjustments by total."""
    book = replace(SHAOYANG, ranking=Ranking(within="group", ties="dense"))
    groups = dict(zip(NAMES, ("二类", "一类", "二类", "二类"), strict=True))
    same = {"output.ytd": "110", "base.ytd": "100", "va_growth.ytd": "5"}
    city = {"output.ytd": "1100", "base.ytd": "1000"}
    when = Period(2025, 5)
    added = [Adjustment(when, "丙县", "事项", Decimal(p), "文件") for p in ("1.5", "2")]
    added.append(Adjustment(Period(2025, 4), "甲县", "事项", Decimal(9), "文件"))
    built = panel(
        nation={"va_growth.ytd": "5"}, city=city, counties=dict.fromkeys(NAMES, same),
        period="2025-05", groups=groups, adjustments=added,
    )  # fmt: skip
    card = make_card(built, replace(book, adjustments=Bounds(cap=Decimal(3))))
    assert card.groups == {"二类": ("甲县", "丙县", "丁县"), "一类": ("乙县",)}
    ranking = card.ranking
    columns = "period rank region group total adjustments previous_rank"
    assert list(ranking)[:7] == columns.split()
    assert ranking["region"].tolist() == ["丙县", "甲县", "丁县", "乙县"]
    assert ranking["rank"].tolist() == [1, 2, 2, 1]
    assert ranking["total"].tolist() == [31, 28, 28, 28]
    assert ranking["adjustments"].tolist() == [3, 0, 0, 0]
    # an adjustments file without a row for the period keeps the column
    bare = make_card(replace(built, adjustments=()), SHAOYANG)
    assert bare.ranking["adjustments"].tolist() == [0] * 4
    assert "adjustments" not in make_card(replace(built, adjustments=None), SHAOYANG).ranking


@pytest.mark.parametrize(
    ("bounds", "points", "held"),
    [
        (Bounds(), "-4 1.25", "-2.75"),
        (Bounds(cap=Decimal(2)), "5 -1", "2"),  # the sum is bounded, not each
        (Bounds(floor=Decimal(-2)), "5 -9", "-2"),
        (Bounds(cap=Decimal("0.005")), "1", "0.01"),  # as printed
        (Bounds(), "", "0"),
    ],
)
def test_adjustments_are_summed_within_bounds(bounds, points, held):
    when = Period(2023, 5)
    rows = [Adjustment(when, "甲县", "事项", Decimal(own), "文件") for own in points.split()]
    built = panel(counties={"甲县": {}, "乙县": {}}, adjustments=rows)
    assert built.adjusted(when, bounds).decimals() == [Decimal(held), 0]
    assert built.adjusted(Period(2023, 6), bounds).decimals() == [0, 0]
