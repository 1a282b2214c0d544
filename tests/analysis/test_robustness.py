"""Draws are exact and reproducible; standings are their counts."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from fzlib.analysis.robustness import Revision, Standing, draw_ranks, drawn, rank_intervals
from fzlib.scoring.card import make_card
from fzlib.scoring.engine import score
from fzlib.scoring.panel import Panel
from fzlib.scoring.rounding import Fixed
from tests.analysis.cards import ALL, by_the_contract, card, columns_of

FEW = Revision(draws=100)
CHANCES = ("same", "first", "among_first", "among_last")
CARDS = [("data/fuzhou", "2023-05"), ("data/fuzhou", "2023-02"), ("data/shaoyang", "2025-07")]


@pytest.fixture(params=CARDS, ids=str)
def own(request):
    return card(*request.param)


@pytest.fixture
def stacked(own):
    """The panels of a hundred draws."""
    return drawn(own, FEW, 0, 100)[0]


def alone(stacked: Panel, k) -> Panel:
    """One panel of a stack."""
    figures = {
        key: Fixed(f.units[k].copy(), f.present[k].copy(), f.places)
        for key, f in stacked.figures.items()
    }
    return replace(stacked, figures=figures)


def test_draws_equal_scoring_each_panel_by_itself(own):
    stacked, book = drawn(own, FEW, 0, 100)
    ranks, scores = draw_ranks(own, FEW), score(stacked, book)
    for k in range(100):
        single = make_card(alone(stacked, k), book)
        assert [r or 0 for r in single.ranks.values()] == ranks[k].tolist()
        assert list(single.totals.values()) == scores.total[k].decimals()


def test_draws_equal_the_contract_in_fractions(own):
    stacked, book = drawn(own, FEW, 0, 100)
    ranks = draw_ranks(own, FEW)
    decimals = [row.decimals for row in book.indicators]  # rates are not rounded back
    for k in range(0, 100, 9):
        wanted = by_the_contract(own, columns_of(alone(stacked, k)), decimals)
        assert [rank or 0 for rank in wanted.ranks] == ranks[k].tolist()


def test_a_draw_depends_on_seed_and_number_alone(own, stacked):
    for k in (0, 1, 17, 39):
        single = drawn(own, replace(FEW, draws=7), k, 1)[0]
        for key, fixed in single.figures.items():
            assert np.array_equal(fixed.units[0], stacked.figures[key].units[k])
    other, key = drawn(own, replace(FEW, seed=1), 0, 100)[0], ("va_growth", "ytd")
    assert not np.array_equal(other.figures[key].units, stacked.figures[key].units)


def test_same_seed_same_answer_however_it_is_cut():
    own = card("data/fuzhou", "2023-05")
    revision = Revision(draws=4_100)
    assert rank_intervals(own, revision) == rank_intervals(own, revision)
    ranks = draw_ranks(own, revision)
    assert np.array_equal(ranks[:100], draw_ranks(own, FEW))
    assert np.array_equal(ranks[4_000:], score(*drawn(own, revision, 4_000, 100)).rank)


def test_words_of_a_draw_are_those_of_pcg64(own):
    """The definition, once more: word → integer within ± the width."""
    spans = 1 if own.period.month_is_ytd else 2
    regions = len(own.panel.regions)
    size = 4 * spans * regions
    words = np.random.PCG64(np.random.SeedSequence(2023)).random_raw(4 * size)[3 * size :]
    stacked = drawn(own, FEW, 3, 1)[0]
    nation = own.panel.figures["va_growth", "ytd"]
    at = (spans - 1) * regions  # va_growth comes first
    noise = ((int(words[at]) >> 20) * (2 * 500 + 1) >> 44) - 500
    rounded = nation.at(1).units[0] * 1000
    assert stacked.figures["va_growth", "ytd"].units[0, 0] == rounded + noise


def test_revisions_stay_within_their_widths_and_fill_them(own):
    stacked, _ = drawn(own, Revision(draws=2_000), 0, 2_000)
    for span in own.book.spans:
        before, after = own.panel.figures["output", span], stacked.figures["output", span]
        apart = (after.units - before.units)[:, 3:] / before.units[3:]
        assert -0.005001 < apart.min() < -0.0049
        assert 0.0049 < apart.max() < 0.005001
        assert abs(apart.mean()) < 0.0002
        rate = own.panel.figures["va_growth", span].at(1).units * 1000
        noise = stacked.figures["va_growth", span].units[:, 3:] - rate[3:]
        assert (noise.min(), noise.max()) == (-500, 500)
        assert abs(noise.mean()) < 10


def test_base_and_expected_stay_and_the_city_is_the_sum(own, stacked):
    for span in own.book.spans:
        for key in (("base", span), ("expected", span)):
            assert (stacked.figures[key].units == own.panel.figures[key].units).all()
        change = stacked.figures["output", span].units - own.panel.figures["output", span].units
        assert (change[:, 2] == change[:, 3:].sum(axis=1)).all()


def test_computed_growth_follows_its_level_and_has_no_rounding_of_its_own():
    own = card("data/fuzhou", "2023-05")
    stacked, book = drawn(own, FEW, 0, 5)
    for k in range(5):
        panel = alone(stacked, k)
        levels = {key: f for key, f in panel.figures.items() if key[0] != "output_growth"}
        blank = {key: f.where(np.zeros(f.present.shape, bool)) for key, f in panel.figures.items()}
        plain = make_card(replace(panel, figures=blank | levels), own.book)
        revised = make_card(panel, book)
        for region in own.counties:
            rates = (c.item(region, "output_growth.month").value for c in (plain, revised))
            assert len(set(rates)) == 1


def test_base_is_revised_when_stated():
    own = card("data/fuzhou", "2023-05")
    stacked, _ = drawn(own, replace(FEW, base=Decimal(1)), 0, 100)
    change = stacked.figures["base", "ytd"].units - own.panel.figures["base", "ytd"].units
    assert (change[:, 3:] != 0).mean() > 0.99
    assert (change[:, 2] == change[:, 3:].sum(axis=1)).all()


def test_city_that_the_counties_do_not_sum_to_is_revised_on_its_own():
    own = card("data/fuzhou", "2023-05")
    figures = dict(own.panel.figures)
    units = figures["output", "ytd"].units.copy()
    units[2] += 10**9  # 1,000 亿元 belong to no county
    figures["output", "ytd"] = replace(figures["output", "ytd"], units=units)
    apart = make_card(replace(own.panel, figures=figures), own.book)
    stacked, _ = drawn(apart, FEW, 0, 100)
    change = stacked.figures["output", "ytd"].units - units
    assert (change[:, 2] != change[:, 3:].sum(axis=1)).any()
    assert (abs(change[:, 2]) <= units[2] * 0.005 + 1).all()


@pytest.mark.parametrize(("data", "period"), ALL)
def test_no_revision_is_the_card(data, period):
    own = card(data, period)
    zero = Revision(rate=Decimal(0), level=Decimal(0), draws=3)
    assert [score(*drawn(own, zero, 0, 3)).total[k].decimals() for k in range(3)] == [
        list(own.totals.values())
    ] * 3
    for standing in rank_intervals(own, zero).standings:
        assert standing.best == standing.worst == standing.rank == own.ranks[standing.region]


def test_standings_are_the_counts():
    own = card("data/fuzhou", "2023-08")
    revision = Revision(draws=1_000)
    ranks = draw_ranks(own, revision)
    for n, standing in enumerate(rank_intervals(own, revision).standings):
        if standing.rank is None:
            assert standing == Standing("鼓楼区", None)
            continue
        ordered = sorted(ranks[:, n].tolist())
        below = [sum(rank > row[n] for rank in row) for row in ranks.tolist()]
        first, three = ordered.count(1), sum(rank <= 3 for rank in ordered)
        hits = (ordered.count(standing.rank), first, three, sum(b < 3 for b in below))
        assert standing == Standing(
            own.counties[n], own.ranks[own.counties[n]],
            best=ordered[0], worst=ordered[-1], low=ordered[50], high=ordered[949],
            **{name: Decimal(n) / 10 for name, n in zip(CHANCES, hits, strict=True)},
        )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [{"rate": Decimal("0.00001")}, {"level": Decimal(-1)}, {"base": Decimal(6)}, {"draws": 0}],
)
def test_settings_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match="应"):
        Revision(**wrong)
