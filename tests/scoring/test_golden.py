"""The golden case under three sets of readings, and ranks that a statistics bureau printed."""

import pytest

from fzlib.scoring.card import make_card
from fzlib.scoring.columns import csv_rows
from fzlib.scoring.periods import Period
from fzlib.scoring.ranking import ranks
from tests.scoring.cities import ROOT
from tests.scoring.folders import book_of_file, panel_of_folder, rows, shaoyang

GOLDEN = ROOT / "tests" / "golden"
READINGS = {
    "default": {},
    "floor-none": {"floor": "none"},
    "steps-whole": {"steps": "whole"},
}


def written(columns, records, like):
    """The rows of our file, in the columns of golden rows."""
    header, *lines = csv_rows(columns, records)
    return [{k: v for k, v in zip(header, row, strict=True) if k in like[0]} for row in lines]


@pytest.fixture(scope="module")
def inputs():
    book = book_of_file(GOLDEN / "data" / "rules" / "2023.toml")
    return panel_of_folder(GOLDEN / "data", "2023-05", book), book


@pytest.fixture(scope="module", params=READINGS)
def named(request, inputs):
    """A set of readings by name, and its card."""
    panel, book = inputs
    return request.param, make_card(panel, book.with_readings(**READINGS[request.param]))


def test_scores_are_golden_to_the_last_digit(named):
    name, card = named
    wanted = rows(GOLDEN / f"scores.{name}.csv")
    assert len(wanted) == 13 * 8
    assert written(card.item_columns, card.records, like=wanted) == wanted


def test_totals_and_ranks_are_golden(named):
    name, card = named
    wanted = rows(GOLDEN / f"ranking.{name}.csv")
    assert written(card.ranking_columns, card.ranked, like=wanted) == wanted


def test_the_three_sets_of_readings_differ():
    texts = {(GOLDEN / f"scores.{name}.csv").read_text(encoding="utf-8") for name in READINGS}
    assert len(texts) == len(READINGS)


@pytest.mark.parametrize("month", ["02", "03", "04", "05", "06", "07"])
def test_growth_ranks_the_counties_as_the_bureau_printed(month):
    """Contract section 4: the value of va_growth.ytd as rounded, competition ranking."""
    card = shaoyang()[Period.parse(f"2025-{month}")]
    growth = card.scores.items[card.book.item_ids.index("va_growth.ytd")].value
    printed = {
        row["region"]: int(row["rank"])
        for row in rows(ROOT / "data" / "shaoyang" / "published_va_ranks.csv")
        if row["period"] == f"2025-{month}"
    }
    assert dict(zip(card.counties, ranks(growth).tolist(), strict=True)) == printed
    assert len(printed) == 12
