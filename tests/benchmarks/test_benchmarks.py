"""The benchmarks still run: small, and without a look at the clock."""

from typing import get_args

import pytest

from fzlib.scoring.engine import score
from fzlib.scoring.methods import Method
from tests.benchmarks import bare, enterprises, others, scoring
from tests.scoring.cities import FUZHOU


def test_reading_a_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(others, "ROWS", 24)
    figures = others.reading(tmp_path)
    assert figures["figures"] == 21 * 8 + 2 * 2  # of nation and province only value added is read


def test_scoring_gives_what_the_loop_gives():
    panel, sliced = scoring.draw(periods=2, counties=20)
    assert scoring.differences(score(panel, FUZHOU), sliced, FUZHOU) == 0


def test_rolling_up_gives_what_pandas_gives(tmp_path):
    enterprises.make(tmp_path, firms=3_000, periods=2)
    own, other = enterprises.ours(tmp_path)(), enterprises.theirs(tmp_path)()
    assert len(own) > 2_000  # of 2 periods, 2 spans, 588 places
    assert enterprises.differences(own, other) == 0


def test_the_scheme_book_has_ten_indicators_of_all_methods():
    rows = scoring.scheme_book().indicators
    assert len(rows) == 10
    assert {type(row.method) for row in rows} == set(get_args(Method))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "period"), [("datacheck", "2023-05"), ("annual", "2023")])
def test_cells_run_bare(name, period, monkeypatch):
    monkeypatch.chdir(bare.ROOT)
    bare.run(name, period)
