"""The sample rule books score their small cities as worked out by hand (tests/cases/schemes)."""

import pytest

from fzlib.scoring.card import make_card
from fzlib.scoring.rounding import plain
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.presentation.books import SHIPPED, shipped
from tests.scoring.cities import ROOT
from tests.scoring.folders import panel_of_folder, rows

CASES = {path.name: path for path in sorted((ROOT / "tests" / "cases" / "schemes").iterdir())}


def card(name):
    """The one period of a case."""
    folder, book = CASES[name] / "data", parse_rulebook(shipped(f"schemes/{name}.toml"), name)
    (monthly,) = (folder / "monthly").iterdir()
    return make_card(panel_of_folder(folder, monthly.stem, book), book)


@pytest.mark.parametrize("name", CASES)
def test_points_totals_and_places(name):
    scored = card(name)
    given = [
        {
            "region": region,
            "item": item,
            "points": plain(scored.item(region, item).points),
            "total": plain(scored.totals[region]),
            "rank": str(scored.ranks[region] or ""),
        }
        for region in scored.counties
        for item in scored.book.item_ids
    ]
    assert given == rows(CASES[name] / "expected.csv")


def test_each_sample_has_a_case():
    assert [f"schemes/{name}.toml" for name in CASES] == [n for n in SHIPPED if "schemes" in n]
