"""The benchmarks still run: small, and without a look at the clock."""

from typing import get_args

import pytest

from fzlib.scoring.engine import score
from fzlib.scoring.methods import Method
from tests.benchmarks import bare, others, scoring
from tests.scoring.cities import FUZHOU


def test_reading_a_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(others, "ROWS", 24)
    figures = others.reading(tmp_path)
    assert figures["figures"] == 21 * 8 + 2 * 2  # of nation and province only value added is read


def test_scoring_gives_what_the_loop_gives():
    panel, sliced = scoring.draw(periods=2, counties=20)
    assert scoring.differences(score(panel, FUZHOU), sliced, FUZHOU) == 0


def test_the_scheme_book_has_ten_indicators_of_all_methods():
    rows = scoring.scheme_book().indicators
    assert len(rows) == 10
    assert {type(row.method) for row in rows} == set(get_args(Method))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "period"), [("datacheck", "2023-05"), ("annual", "2023")])
def test_cells_run_bare(name, period, monkeypatch):
    monkeypatch.chdir(bare.ROOT)
    bare.run(name, period)
