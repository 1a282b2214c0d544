"""The golden case under three sets of readings, and ranks that a statistics bureau printed."""

import csv
from pathlib import Path

import pytest

from fzlib.intake.folder import Folder
from fzlib.scoring.card import make_card
from fzlib.scoring.columns import csv_rows
from fzlib.scoring.engine import ranks

TESTS = Path(__file__).resolve().parents[1]
GOLDEN = TESTS / "golden"
SHAOYANG = TESTS.parent / "data" / "shaoyang"
READINGS = {
    "default": {},
    "floor-none": {"floor": "none"},
    "steps-whole": {"steps": "whole"},
}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def written(columns, records, like):
    """The rows of our file, in the columns of golden rows."""
    header, *lines = csv_rows(columns, records)
    return [{k: v for k, v in zip(header, row, strict=True) if k in like[0]} for row in lines]


@pytest.fixture(scope="module")
def inputs():
    return Folder(GOLDEN / "data").load("2023-05")


@pytest.fixture(scope="module", params=READINGS)
def named(request, inputs):
    """A set of readings by name, and its card."""
    book = inputs.book.with_readings(**READINGS[request.param])
    return request.param, make_card(inputs.panel, book)


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
    inputs = Folder(SHAOYANG).load(f"2025-{month}")
    card = make_card(inputs.panel, inputs.book)
    growth = card.scores.items[card.book.item_ids.index("va_growth.ytd")].value
    printed = {
        row["region"]: int(row["rank"])
        for row in rows(SHAOYANG / "published_va_ranks.csv")
        if row["period"] == f"2025-{month}"
    }
    assert dict(zip(card.counties, ranks(growth).tolist(), strict=True)) == printed
    assert len(printed) == 12
