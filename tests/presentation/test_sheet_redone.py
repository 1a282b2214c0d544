"""Every claim of a county's sheet, worked out again in a plain way from the published files."""

import re
from decimal import Decimal

import pytest

from fzlib.presentation import county as sheet
from fzlib.vocabulary import SPAN_NAMES
from tests.presentation.cards import inner, named, shown, tables_of, titles_of
from tests.presentation.periods import up_to
from tests.presentation.published import (
    FUZHOU,
    SHAOYANG,
    Month,
    named_of,
    number,
    published,
    signed,
    with_unit,
)

LAST = {FUZHOU: "2023-12", SHAOYANG: "2025-07"}
MONTHS = [(FUZHOU, f"2023-{n:02d}") for n in range(2, 13)]
MONTHS += [(SHAOYANG, f"2025-{n:02d}") for n in range(2, 8)]
months = pytest.mark.parametrize("which", MONTHS, ids=str)
NOBODY = "—"


@pytest.fixture(autouse=True)
def _without_a_search(monkeypatch):
    """What would gain a place takes long to find, and is proven in tests/analysis/test_gain."""
    monkeypatch.setattr(sheet, "gains", lambda *_: ())


def cards_of(which):
    """The cards up to a period, and the period's."""
    cards = up_to(which[0], LAST[which[0]])
    cards = {period: card for period, card in cards.items() if str(period) <= which[1]}
    return cards, cards[max(cards)]


def before_of(which):
    """What the period before is called: 上月, 1—2月, 1—6月; '' in the first."""
    month = int(which[1][-2:])
    if month == 2:
        return ""
    return "上月" if month > 3 and which[0] == FUZHOU else f"1—{month - 1}月"


def items_of(month, county):
    """Item → its row of scores.csv."""
    return {row["item"]: row for row in month.scores if row["region"] == county}


def places_of(month, county):
    """Item → place by points, and whether it is first or last of those with points."""
    found = {}
    for item, row in items_of(month, county).items():
        every = [number(r["points"]) for r in month.scores if r["item"] == item and r["points"]]
        if row["points"]:
            own = number(row["points"])
            above, below = (sum(o > own for o in every), sum(o < own for o in every))
            found[item] = above + 1, not above and below > 0, not below and above > 0
    return found


@months
def test_head(which):
    _, card = cards_of(which)
    month, before = Month(card), before_of(which)
    year, count = which[1][:4], len(month.ranks)
    earlier = f"{year}-{int(which[1][-2:]) - 1:02d}"
    then = {row["region"]: row for row in published(which[0], year).get(earlier, ((), ()))[0]}
    for county in card.counties:
        (head,) = sheet.masthead(card, county).blocks
        total, rank, change = head.figures
        own = month.totals[county]
        assert total.text == (NOBODY if own is None else with_unit(own).removesuffix("分"))
        if own is not None:
            apart = own - month.base(county)
            side = f"{'高于' if apart > 0 else '低于'}基准分（{int(month.base(county))}分）"
            assert total.note.startswith(f"{side}{with_unit(abs(apart))}" if apart else "与基准分")
        assert rank.text == str(month.ranks.get(county, NOBODY))
        assert rank.unit == f"/{count}"
        if county in month.before:
            moved = month.before[county] - month.ranks[county]
            words = f"较{before}{'前移' if moved > 0 else '后移'}{abs(moved)}位"
            assert rank.note == (words if moved else f"与{before}持平")
        else:
            assert rank.note == f"有位次的共{count}个"
        last = number(then[county]["total"]) if then else None
        if own is not None and last is not None:
            assert signed(change.text.removeprefix("+")) == own - last
            assert change.note == f"与{before}相比"
        else:
            assert change.text == NOBODY


@months
def test_items(which):
    _, card = cards_of(which)
    month = Month(card)
    names = {
        row.item_id(span): SPAN_NAMES[span] + row.short
        for row in card.book.indicators
        for span in row.spans
    }
    for county in card.counties:
        part, places = sheet.items(card, county), places_of(month, county)
        (table,) = tables_of(part)
        at = [title for title in titles_of(table) if title != "考评项"].index("单项位次")
        for item, name in names.items():
            place = str(places[item][0]) if item in places else NOBODY
            assert named(table)[name][at] == place
        words = shown([block for block in inner(part) if block is not table])
        rows = items_of(month, county)
        apart = {
            item: number(row["points"]) - month.rows[item].base
            for item, row in rows.items()
            if row["points"]
        }
        for side, verb, sign in (("高于", "多", 1), ("低于", "少", -1)):
            sizes = {item: sign * size for item, size in apart.items() if sign * size > 0}
            told = re.findall(rf"{side}达标分的有(\d+)项([^；。]*)", words)
            assert [int(count) for count, _ in told] == ([len(sizes)] if sizes else [])
            if sizes:
                most = max(sizes.values())
                wanted = [i for i in sizes if len(sizes) <= 2 or sizes[i] == most]
                alike = len(wanted) > 1 and len({sizes[i] for i in wanted}) == 1
                listed = told[0][1].removeprefix("：").removeprefix(f"，{verb}得最多的是")
                if alike:
                    listed, size = re.fullmatch(r"(.*)（均(.*)）", listed).groups()
                    assert size == f"{verb}{with_unit(most)}"
                ends = ["" if alike else f"（{verb}{with_unit(sizes[i])}）" for i in wanted]
                each = [names[i] + end for i, end in zip(wanted, ends, strict=True)]
                assert sorted(listed.split("、")) == sorted(each)
        for side, at_end in (("居首位", 1), ("居末位", 2)):
            wanted = [names[item] for item, place in places.items() if place[at_end]]
            told = re.findall(rf"{side}的有(\d+)项(?:（含并列）)?：([^；。]*)", words)
            assert [int(count) for count, _ in told] == ([len(wanted)] if wanted else [])
            if wanted:
                assert sorted(spelled(told[0][1])) == sorted(wanted)
        early = [names[item] for item, row in rows.items() if row["status"] == "preliminary"]
        told = re.findall("([^。]*)得分(?:以及总分、位次)?为暂算", words)
        assert (sorted(spelled(told[0])) if told else []) == sorted(early)


def spelled(text):
    """当月和累计A、B，当月C → 当月A, 累计A, 当月B, 累计B, 当月C."""
    found = []
    for lot in text.strip().split("，"):
        spans, names = re.fullmatch("((?:当月|累计)(?:和累计)?)(.*)", lot).groups()
        found += [span + name for span in spans.split("和") for name in names.split("、")]
    return found


@months
def test_change(which):
    cards, card = cards_of(which)
    month, before = Month(card), before_of(which)
    totals = {period: Month(own).totals for period, own in cards.items()}
    for county in card.counties:
        words = shown(sheet.change(card, county))
        told = re.findall(
            r"总分(?:比(.*?)(增加|减少)([\d.]+)分|与(.*?)持平)(?:，其中([^。]*))?", words
        )
        then = totals[card.period.previous][county] if before else None
        if then is None or month.totals[county] is None:
            assert told == []
        else:
            ((name, way, size, level, parts),) = told
            change = Decimal(size or 0) * (-1 if way == "减少" else 1)
            assert (name or level) == before
            assert change == month.totals[county] - then
            each = re.findall(r"(增加|减少)([\d.]+)分", parts)
            sizes = [Decimal(size) * (1 if way == "增加" else -1) for way, size in each]
            assert sum(sizes) == change
        moved = re.findall(rf"{county}由第(\d+)位到第(\d+)位", words)
        if month.before.get(county) not in (None, month.ranks.get(county)):
            assert moved == [(str(month.before[county]), str(month.ranks[county]))]
            passed = re.findall("：超过([^；。]*)", words)
            ahead, behind = (
                {c for c, place in ranks.items() if place < ranks[county]}
                for ranks in (month.before, month.ranks)
            )
            both = set(month.before)
            level = {c for c in both if month.ranks[c] == month.ranks[county]}
            assert set(passed[0].split("、") if passed else []) == (ahead & both) - behind - level
        else:
            assert moved == []


@months
def test_course(which):
    cards, card = cards_of(which)
    year = which[1][:4]
    totals, ranks = (
        {
            named_of(str(period), which[0]): {row["region"]: row[column] for row in ranking}
            for period, (ranking, _) in (
                (period, published(which[0], year)[str(period)]) for period in cards
            )
        }
        for column in ("total", "rank")
    )
    for county in card.counties:
        part = sheet.annexes(cards, county)
        *_, table = tables_of(part)
        assert titles_of(table)[1:] == list(totals)
        each = {period: number(own[county]) for period, own in totals.items()}
        shown_ = [NOBODY if t is None else with_unit(t).removesuffix("分") for t in each.values()]
        assert named(table)["总分（分）"] == shown_
        assert named(table)["位次"] == [own[county] or NOBODY for own in ranks.values()]
        given = {period: total for period, total in each.items() if total is not None}
        words = shown([block for block in inner(part) if block is not table])
        told = re.findall(
            r"本年已有(\d+)期总分，最高的是(.*?)（([\d.]+)分），最低的是(.*?)（([\d.]+)分）", words
        )
        if len(given) > 1 and len(set(given.values())) > 1:
            most, least = max(given.values()), min(given.values())
            assert told == [
                (str(len(given)),
                 "、".join(p for p in given if given[p] == most), f"{most:.2f}",
                 "、".join(p for p in given if given[p] == least), f"{least:.2f}")
            ]  # fmt: skip
        else:
            assert told == []
