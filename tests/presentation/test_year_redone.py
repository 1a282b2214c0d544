"""Every claim of a year's page, worked out again in a plain way from the published files."""

import re

import pytest

from fzlib.presentation import annual, quarterly
from tests.presentation.cards import named, shown, tables_of, titles_of
from tests.presentation.periods import folder
from tests.presentation.published import (
    FUZHOU,
    NAMES,
    QUARTERS,
    SHAOYANG,
    YEARS,
    counties,
    half_up,
    lists,
    number,
    parts,
    published,
    ranked,
    ranks,
    scores_of,
    text_of,
    totals,
    winners,
)

years = pytest.mark.parametrize("which", YEARS, ids=str)


def year_of(which):
    """Its periods up to the last one published, and that one."""
    data, year = which
    last = max(published(data, year))
    return [f"{year}-{m:02d}" for m in range(2, int(last[-2:]) + 1)], last


@years
def test_the_years_scores_and_its_last_year_to_date(which):
    data, year = which
    periods, last = year_of(which)
    scores = scores_of(data, year, periods)
    (part,) = parts(annual, which, "results")
    (table,) = tables_of(part)
    titles = [title for title in titles_of(table) if title != "县（市）区"]
    items = published(data, year)[last][1]
    for county, cells in named(table).items():
        cell = dict(zip(titles, cells, strict=True))
        assert cell["位次"] == str(ranked(scores)[county] or "—")
        assert cell["年度得分（分）"] == text_of(scores[county])
        own = [i for i in items if i["region"] == county and i["item"].endswith(".ytd")]
        points = [number(i["points"]) for i in own if i["status"] != "suspended"]
        assert cell[f"1—{int(last[-2:])}月累计各项之和（分）"] == text_of(
            None if None in points else sum(points)
        )
        given = [t for p in periods if (t := totals(data, year, p).get(county)) is not None]
        if scores[county] is None and given:
            mean = half_up(sum(given) / len(given))
            assert cell["已有各期平均（分，测算）"] == str(mean)
    if any(scores.values()):
        assert lists(scores) in shown(part)


def test_winners_are_named_by_county():
    (head, part) = parts(annual, (FUZHOU, "2023"), "masthead", "results")
    of = {c: [n for n in range(1, 5) if c in winners(FUZHOU, "2023", n)] for c in counties(FUZHOU)}
    own = [county for county in of if of[county]]
    told = re.search(r"季度优胜的有(\d+)个：(.+?)。", shown(part))
    assert int(told[1]) == len(own)
    found = {}
    for who, which in re.findall(r"([^（）]+)（(?:均为)?([一二三四、]+)季度）", told[2]):
        for county in filter(None, who.split("、")):
            found[county] = [NAMES.index(name) + 1 for name in which.split("、")]
    assert found == {county: of[county] for county in own}
    assert f"季度优胜 {len(own)}个 {'、'.join(own)}" in shown(head)
    (table,) = tables_of(part)
    for county, cells in named(table).items():
        assert cells[-1] == (
            "、".join(NAMES[n - 1] for n in of[county]) + "季度" if of[county] else "—"
        )


def spoken(text, year, data):
    """The periods that 1—2月、4—6月 names, in a plain reading of it."""
    periods = []
    for piece in text.split("、"):
        if data == SHAOYANG:  # 1—2月, or 1—5月至1—7月
            ends = [int(month) for month in re.findall(r"1—(\d+)月", piece)]
        else:
            ends = [int(month) for month in re.findall(r"\d+", piece)]
            ends = [2, *ends[1:]] if ends[0] == 1 else ends
        periods += [f"{year}-{m:02d}" for m in range(ends[0], ends[-1] + 1)]
    return periods


def longest(periods, holding):
    """The first of the longest runs of periods in a row that are in ``holding``."""
    best, run = [], []
    for period in periods:
        run = [*run, period] if period in holding else []
        best = run if len(run) > len(best) else best
    return best


@years
def test_best_worst_and_runs(which):
    data, year = which
    periods, _ = year_of(which)
    (part,) = parts(annual, which, "by_county")
    (table,) = tables_of(part)
    base = 28 if data == SHAOYANG else 72  # 10+10+8; twice 10+10+8+8: nothing was suspended
    for county, (best, worst, above, below) in named(table).items():
        own = {p: r for p in periods if (r := ranks(data, year, p).get(county))}
        for cell, rank in ((best, min(own.values())), (worst, max(own.values()))):
            place, when = re.fullmatch(r"第(\d+)位（(.+)）", cell).groups()
            assert int(place) == rank
            assert spoken(when, year, data) == [p for p in own if own[p] == rank]
        scored = {p: t for p in periods if (t := totals(data, year, p).get(county)) is not None}
        for cell, reached in ((above, True), (below, False)):
            run = longest(periods, [p for p in scored if (scored[p] >= base) == reached])
            if not run:
                assert cell == "—"
                continue
            when, count = re.fullmatch(r"(.+)（(\d+)期）", cell).groups()
            assert spoken(when, year, data) == run
            assert int(count) == len(run)


@pytest.mark.parametrize("which", [q for q in QUARTERS + YEARS if q[0] == SHAOYANG], ids=str)
def test_a_year_to_date_folder_never_speaks_of_a_month(which):
    given, cards, result = folder(*which)
    page = quarterly if "Q" in which[1] else annual
    every = [p(result, cards) for p in (page.masthead, page.overview, page.results)]
    every += [page.notices(given, cards)]
    every += (
        [page.on_target(result, cards), page.ranks_by_period(result, cards)]
        if page is quarterly
        else [page.heat_maps(result, cards), page.by_county(result, cards)]
    )
    assert re.findall(r"(?<![—\d])\d+月", shown(every)) == []
