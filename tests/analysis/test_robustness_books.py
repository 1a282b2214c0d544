"""Ranks under revised data, with declared measures, groups and lists of other lengths."""

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from fzlib.analysis.robustness import Revision, draw_ranks, drawn, rank_intervals
from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import UNRANKED, Veto
from fzlib.scoring.engine import score
from fzlib.scoring.rulebook import Lists, Ranking
from tests.analysis import random_cities
from tests.analysis.cards import card
from tests.scoring.cities import card_of, read_book

FEW = Revision(draws=50, base=Decimal(1))


def random_card(seed):
    rng = random.Random(seed)
    return card_of(random_cities.city(rng, random_cities.tables(rng)))


@pytest.mark.parametrize("seed", range(12))
def test_amounts_in_proportion_counts_whole_rates_within_their_width(seed):
    own = random_card(seed)
    stacked, _ = drawn(own, FEW, 0, 50)
    for key, after in stacked.figures.items():
        before, series = own.panel.figures[key], own.panel.series[key[0]]
        change = after.units[..., 3:].astype(object) - (
            before.at(after.places).units[3:].astype(object)
        )
        if series.is_target:
            assert not change.any()
        elif series.is_level:
            share = FEW.base if series.aspect == "base" else FEW.level
            most = [abs(int(u)) * int(share * 1000) // 10**5 + 1 for u in before.units[3:]]
            if series.measure.decimals == 0:
                assert not (change % 10**6).any()
                most = [(units + 10**6 // 2) for units in most]
            assert (abs(change) <= np.array(most, object)).all()


@pytest.mark.parametrize("seed", range(12))
def test_draws_equal_scoring_each_panel_by_itself(seed):
    own = random_card(seed)
    stacked, book = drawn(own, FEW, 0, 50)
    ranks = draw_ranks(own, FEW)
    for k in range(0, 50, 11):
        figures = {
            key: replace(f, units=np.array(f.units[k]), present=np.array(f.present[k]))
            for key, f in stacked.figures.items()
        }
        single = make_card(replace(stacked, figures=figures), book)
        assert [rank or 0 for rank in single.ranks.values()] == ranks[k].tolist()


@pytest.mark.parametrize("seed", range(12))
def test_no_revision_of_amounts_is_the_card_where_no_rate_is_rounded(seed):
    """Rates are drawn around what was scored, so without a width only finer decimals are left."""
    own = random_card(seed)
    rows = tuple(replace(row, decimals=4) for row in own.book.indicators)
    own = make_card(own.panel, replace(own.book, indicators=rows))
    zero = Revision(rate=Decimal(0), level=Decimal(0), draws=2)
    assert score(*drawn(own, zero, 0, 2)).total[1].decimals() == list(own.totals.values())


def test_a_declared_series_changes_no_other_s_draws():
    """Its words come after those of the figures that every city has, draw by draw."""
    own = card("data/fuzhou", "2023-05")
    plain = drawn(own, FEW, 0, 1)[0].figures["va_growth", "month"].units
    rng = random.Random(1)
    row = random_cities.schemes.indicator(
        rng, "extra", ("sales", "value", "none", None, "high", "rank")
    )
    tables = {
        "title": "题", "source": "文号", "indicator": [row],
        "measure": [{"code": "sales"} | random_cities.schemes.MEASURES["sales"]],
    }  # fmt: skip
    book = read_book(tables)
    both = replace(
        own.book, indicators=own.book.indicators + book.indicators, declared=book.declared
    )
    blank = own.panel.figures["va_growth", "month"].where(np.zeros(16, bool))
    figures = dict(own.panel.figures)
    for code in book.series:
        for span in ("month", "ytd"):
            figures.setdefault((code, span), blank)
    more = make_card(replace(own.panel, figures=figures, series=both.series), both)
    assert (drawn(more, FEW, 0, 1)[0].figures["va_growth", "month"].units == plain).all()


def test_places_and_lists_are_those_of_the_group():
    own = card("data/fuzhou", "2023-05")
    regions = tuple(
        replace(region, group="甲" if n % 2 else "乙") for n, region in enumerate(own.panel.regions)
    )
    book = replace(own.book, ranking=Ranking(within="group"), lists=Lists(first=2, last=1))
    grouped = make_card(replace(own.panel, regions=regions), book)
    revision = Revision(draws=500)
    ranks = draw_ranks(grouped, revision)
    assert ranks.max() == 7
    for n, standing in enumerate(rank_intervals(grouped, revision).standings):
        assert standing.region == grouped.counties[n]
        group = grouped.groups[grouped.group_of[standing.region]]
        columns = ranks[:, [grouped.counties.index(r) for r in group]]
        below = (columns > ranks[:, [n]]).sum(axis=1)
        assert standing.among_first == Decimal(int((ranks[:, n] <= 2).sum())) / 5
        assert standing.among_last == Decimal(int((below < 1).sum())) / 5
        assert standing.worst <= len(group)


def test_a_vetoed_county_has_no_standing_and_the_others_close_up():
    own = card("data/fuzhou", "2023-05")
    first = own.ranked[0]
    vetoed = replace(own.panel, vetoes=(Veto(own.period, first, UNRANKED, "通报"),))
    standings = {s.region: s for s in rank_intervals(make_card(vetoed, own.book), FEW).standings}
    assert standings[first].best is None
    assert min(s.best for s in standings.values() if s.best) == 1
    assert max(s.worst for s in standings.values() if s.worst) <= 12
