"""Every claim of a quarter's page, worked out again in a plain way from the published files."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from fzlib.presentation import quarterly
from tests.presentation.cards import named, shown, tables_of, titles_of
from tests.presentation.other_city import write
from tests.presentation.periods import folder
from tests.presentation.published import (
    FUZHOU,
    MONTHS,
    NAMES,
    QUARTERS,
    SHAOYANG,
    changes,
    counties,
    half_up,
    lists,
    move_text,
    named_of,
    number,
    on_target,
    parts,
    published,
    quarter_scores,
    ranked,
    ranks,
    text_of,
    totals,
    winners,
)

quarters = pytest.mark.parametrize("which", QUARTERS, ids=str)


@quarters
def test_scores_ranks_and_the_quarter_before(which):
    data, (year, n) = which[0], (which[1][:4], int(which[1][-1]))
    scores, places = quarter_scores(data, year, n), ranked(quarter_scores(data, year, n))
    then = quarter_scores(data, year, n - 1) if n > 1 else {}
    before = any(score is not None for score in then.values())
    (part,) = parts(quarterly, which, "results")
    (table,) = tables_of(part)
    titles = [title for title in titles_of(table) if title != "县（市）区"]
    gained = changes(ranked(then), places) if before else {}
    for county, cells in named(table).items():
        cell = dict(zip(titles, cells, strict=True))
        assert cell["位次"] == str(places[county] or "—")
        assert cell["季度得分（分）"] == text_of(scores[county])
        for month in MONTHS[n]:
            period = f"{year}-{month}"
            total = totals(data, year, period).get(county)
            assert cell[f"{named_of(period, data)}总分（分）"] == text_of(total)
        if before:
            name = f"{NAMES[n - 2]}季度"
            assert cell[f"{name}得分（分）"] == text_of(then[county])
            assert cell[f"{name}位次"] == str(ranked(then)[county] or "—")
            moved = move_text(gained[county]) if county in gained else "—"
            assert cell["位次变化"] == moved
        else:
            assert "位次变化" not in cell
    words = shown(part)
    if any(scores.values()):
        early = "按暂算得分，" if is_early(data, year, n) else ""
        assert re.search(rf"(^| ){early}\d+个县（市）区", words)
        assert lists(scores) in words
        assert ("总分为暂算。" in words) == bool(early)
    if gained:
        assert_moves(words, f"{early}与{NAMES[n - 2]}季度相比", gained)
    elif n == 1:
        assert "季度相比" not in words


def is_early(data, year, n):
    """Whether a score of the quarter rests on a standard that waits for nation or province."""
    months = MONTHS[n][-1:] if data == SHAOYANG else MONTHS[n]
    items = (published(data, year).get(f"{year}-{month}", ((), ()))[1] for month in months)
    return any(item["status"] == "preliminary" for own in items for item in own)


def assert_moves(words, lead, gained):
    (sentence,) = [s for s in words.split("。") if s.strip().startswith(lead)]
    counts = {"前移的": 0, "后移的": 0, "持平的": 0}
    for places in gained.values():
        counts["前移的" if places > 0 else "后移的" if places < 0 else "持平的"] += 1
    told = {
        side: int(count) for side, count in re.findall(r"(前移的|后移的|持平的)(\d+)个", sentence)
    }
    assert told == {side: count for side, count in counts.items() if count}
    for side, size in (("前移", max(gained.values())), ("后移", -min(gained.values()))):
        who = [county for county, places in gained.items() if abs(places) == size > 0
               and (places > 0) == (side == "前移")]  # fmt: skip
        each = "各" if len(who) > 1 else ""
        most = re.search(rf"{side}最多的是(.+?)（{each}{size}位）", sentence)
        if 0 < len(who) <= 3:
            assert sorted(most[1].split("、")) == sorted(who)
        else:
            assert most is None


@quarters
def test_ranks_over_the_quarter(which):
    data, (year, n) = which[0], (which[1][:4], int(which[1][-1]))
    periods = [f"{year}-{month}" for month in MONTHS[n]]
    there = [period for period in periods if totals(data, year, period)]
    (part,) = parts(quarterly, which, "ranks_by_period")
    (table,) = tables_of(part)
    gained = changes(ranks(data, year, there[0]), ranks(data, year, there[-1]))
    for county, cells in named(table).items():
        each = [ranks(data, year, period).get(county) for period in periods]
        assert cells[:-1] == [str(rank or "—") for rank in each]
        moved = move_text(gained[county]) if len(there) > 1 and county in gained else "—"
        assert cells[-1] == moved
    words = shown(part)
    if len(there) < 2:
        assert "相比" not in words
        return
    assert f"{named_of(there[-1], data)}与{named_of(there[0], data)}相比" in words
    for side, size in (("前移", max(gained.values())), ("后移", -min(gained.values()))):
        who = {c for c in gained if (gained[c] if side == "前移" else -gained[c]) == size}
        found = re.search(rf"{side}最多的是(.+?)（均?{side}{size}位）", words)
        assert set(found[1].split("、")) == who


@pytest.mark.parametrize("n", range(1, 5))
def test_the_list_and_its_grid(n):
    which = FUZHOU, f"2023-Q{n}"
    (head, part) = parts(quarterly, which, "masthead", "on_target")
    (table,) = tables_of(part)
    for county, cells in named(table).items():
        each = [county in on_target(FUZHOU, "2023", f"2023-{month}") for month in MONTHS[n]]
        assert cells[:-1] == ["达到" if met else "未达到" for met in each]
        assert cells[-1] == ("是" if all(each) else "否")
    own = [county for county in counties(FUZHOU) if county in winners(FUZHOU, "2023", n)]
    names = "、".join(own)
    assert f"当季每月均达到预期的有{len(own)}个：{names}（拟表扬名单" in shown(part)
    assert f" 每月均达到预期 {len(own)}个 {names}" in shown(head)
    # by the total: the one other reading that the published files settle by themselves
    by_total = [
        county for county in counties(FUZHOU)
        if all((totals(FUZHOU, "2023", f"2023-{m}")[county] or 0) >= 72 for m in MONTHS[n])
    ]  # fmt: skip
    more, fewer = ([c for c in a if c not in b] for a, b in ((by_total, own), (own, by_total)))
    change = "，".join(
        f"{side}{'、'.join(who)}" for side, who in (("增加", more), ("减少", fewer)) if who
    )
    count = len(by_total)
    expected = f"名单{change}，共{count}个。" if change else f"名单无变化（{count}个）。"
    assert shown(part).endswith(expected)


def test_nobody_is_listed_where_nobody_commends():
    assert shown(parts(quarterly, (SHAOYANG, "2025-Q2"), "on_target")) == ""


def test_another_citys_quarter_by_group(tmp_path):
    """Dense ranks within groups; 加减分 of the quarter; the quarter before by its own mean."""
    data = write(tmp_path)
    _, cards, result = folder(data, "2023-Q2")
    rankings = published(data, "2023")
    by_group = Counter()
    added = {"甲县": Decimal("1.5")}
    for table in tables_of(quarterly.results(result, cards)):
        titles = [title for title in titles_of(table) if title != "县（市）区"]
        scores = {}
        for county, cells in named(table).items():
            cell = dict(zip(titles, cells, strict=True))
            rows = [
                next(row for row in rankings[f"2023-{m}"][0] if row["region"] == county)
                for m in ("02", "03", "04", "05", "06")
            ]
            each = [number(row["total"]) for row in rows]
            score = half_up(sum(each[2:]) / 3) + added.get(county, 0)
            assert cell["季度得分（分）"] == str(score)
            assert cell["一季度得分（分）"] == str(half_up(sum(each[:2]) / 2))
            scores[county] = score
            by_group[rows[0]["group"]] += 1
        order = sorted(set(scores.values()), reverse=True)
        shown_ranks = [cells[0] for cells in named(table).values()]
        assert shown_ranks == [str(order.index(score) + 1) for score in scores.values()]
    assert by_group == {"城区组": 4, "县域组": 5}
