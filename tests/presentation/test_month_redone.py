"""Every claim of a month's head and results, worked out again in a plain way from its files."""

import random
import re
from decimal import Decimal

import pytest

from fzlib.desk import load_all, score_all
from fzlib.presentation import monthly
from fzlib.presentation.prose.results import results
from tests.analysis import random_cities
from tests.presentation.cards import MONTHS, card_of
from tests.presentation.other_city import write
from tests.presentation.published import (
    SHAOYANG,
    TENTH,
    Month,
    half_up,
    inputs,
    number,
    signed,
    with_unit,
)
from tests.scoring.cities import card_of as drawn_card

months = pytest.mark.parametrize("which", MONTHS, ids=str)
DIRECTIONS = {"前移": 1, "后移": -1, "持平": 0}


def listed(text):
    """甲县（60.00分）、乙县、丙县（并列第2位，50.00分） → (county, place or None, score)."""
    found = []
    for names, place, score in re.findall(
        r"([^（）]+)（(?:并列第(\d+)位，)?([\u2212-]?[\d.]+)分）", text
    ):
        for name in names.strip("、").split("、"):
            found.append((name, int(place) if place else None, signed(score)))
    return found


def check_ends(month, words):
    """First and last by name, place and score, ties together; how many have none."""
    sentences = [s for s in words.split("。") if s]
    for group, sentence in zip(dict.fromkeys(month.groups.values()), sentences, strict=False):
        own, every = month.field(group), [c for c in month.groups if month.groups[c] == group]
        assert sentence.startswith("按暂算得分，") == (month.early and bool(own))
        if not own:
            without = re.findall(r"([^，]*)没有总分", sentence.removesuffix("，本期不排位次"))
            decided = [c for c in every if month.totals[c] is not None]  # 不排位次, by a veto
            assert without or "不排位次" in sentence
            assert not decided or "不排位次" in sentence
            assert not {c for text in without for c in text.split("、")} & set(decided)
            continue
        counts = re.findall(r"(?:有总分|排位次)的(\d+)个", sentence)
        assert [int(count) for count in counts] == ([len(own)] if len(own) < len(every) else [])
        if "均为" in sentence:
            assert {month.ranks[c] for c in own} == {1}
            continue
        ends = month.ends(group)
        names = [own] if ends is None else [end for end in ends if end]
        told = re.findall(r"(?:居[前后首末]\d*位的是|位次依次为|，为)([^；]*)", sentence)
        assert len(told) == len(names)
        for text, wanted in zip(told, names, strict=True):
            assert [name for name, _, _ in listed(text)] == wanted
            for county, place, score in listed(text):
                tied = sum(month.ranks[other] == month.ranks[county] for other in own) > 1
                assert place == (month.ranks[county] if tied else None)
                assert score == month.totals[county]


def check_base(month, words):
    """Who reaches 基准分: the count, the names by rank, or those who do not."""
    told = re.search(r"(?:[^。]*)达到(?:基准分（([\d.]+)分）|各自基准分)([^。]*)。", words)
    if not month.ranks or not month.has_base():
        assert told is None
        return
    above, below = month.reached()
    if told.group(1):
        assert {month.base(c) for c in above + below} == {Decimal(told.group(1))}
    names = re.findall(r"有(\d+)个(?:：([^，。]*))?", told.group(2))
    if not above:
        assert "没有" in told.group(0)
    elif not below:
        assert "均达到" in told.group(0)
    elif len(names) == 1:
        assert names == [(str(len(above)), "、".join(above))]
    else:
        assert names == [(str(len(above)), ""), (str(len(below)), "、".join(below))]


def check_moves(month, words):
    """How many moved each way, who moved most and how far."""
    gained = {c: month.before[c] - month.ranks[c] for c in month.before}
    if not gained:
        assert words == ""
        return
    counts = {way: int(n) for way, n in re.findall("(前移|后移|持平)的(\\d+)个", words)}
    if "均持平" in words:
        assert set(gained.values()) == {0}
    else:
        for way, sign in DIRECTIONS.items():
            of_way = [c for c, size in gained.items() if (size > 0) - (size < 0) == sign]
            assert counts.get(way, 0) == len(of_way)
    for way, names, size in re.findall("(前移|后移)最多的是([^（]*)（各?(\\d+)位）", words):
        most = int(size) * DIRECTIONS[way]
        assert most == (max if most > 0 else min)(gained.values())
        assert set(names.split("、")) == {c for c, own in gained.items() if own == most}


def check_high(month, words):
    """Items above twice their 分值: which, how many points, what share of the total."""
    high = {}
    for row in month.scores:
        points = number(row["points"])
        if points is not None and points > 2 * month.rows[row["item"]].points:
            high.setdefault(row["region"], []).append(points)
    high = {c: points for c, points in high.items() if (month.totals[c] or 0) > 0}
    told = re.search(r"单项得分超过分值2倍的县（市）区有(\d+)个：([^。]*)。", words)
    if not high:
        assert told is None
        return
    each = told.group(2).split("；")
    assert int(told.group(1)) == len(each) == len(high)
    for text, county in zip(each, [c for c in month.totals if c in high], strict=True):
        assert text.startswith(county)
        (share,) = re.findall(r"占其总分的([\d.]+)%", text)
        assert Decimal(share) == half_up(sum(high[county]) / month.totals[county] * 100)
        count = re.findall(r"(\d+)项合计得", text)
        own = [Decimal(points) for points in re.findall(r"得([\d.]+)分", text)]
        if count:
            assert (int(count[0]), own) == (len(high[county]), [sum(high[county])])
        elif "各得" in text:
            assert sorted(own * 2) == sorted(high[county])
        else:
            assert sorted(own) == sorted(high[county])


def check_results(card):
    """All of the text that rests on the score files alone."""
    month, (lead, moves, *rest) = Month(card), results(card)
    check_ends(month, lead)
    check_base(month, lead)
    check_moves(month, moves)
    check_high(month, "".join(rest))


def check_head(card):
    """The cards that rest on the score files alone: 基准分, first and last."""
    month, (head,) = Month(card), monthly.masthead(card).blocks
    shown = {figure.label: figure for figure in head.figures}
    lists, above = card.book.list_sizes, []
    if month.has_base():
        above, below = month.reached()
        (of_base,) = [f for label, f in shown.items() if label.startswith("达到基准分")]
        note = "、".join(above)
        if below and len(below) < len(above) and len(above) > 8:
            note = f"未达到的{len(below)}个：{'、'.join(below)}"
        lacking = [c for c in card.counties if month.totals[c] is None]
        if lacking:
            note += "；" * bool(note) + f"{'、'.join(lacking)}没有总分"
        assert (of_base.text, of_base.note) == (str(len(above)), note)
    for group in dict.fromkeys(month.groups.values()):
        own = month.field(group)
        if not own:
            continue
        ends = month.ends(group)
        first = "首位" if lists.first == 1 else f"前{lists.first}位"
        last = "末位" if lists.last == 1 else f"后{lists.last}位"
        wanted = {"位次": own} if ends is None else dict(zip((first, last), ends, strict=True))
        for side, names in wanted.items():
            if names:
                figure = shown[group + side]
                assert figure.text == "、".join(names)
                assert figure.note == "、".join(with_unit(month.totals[c]) for c in names)


@months
def test_results_and_head_of_the_folders(which):
    check_results(card_of(*which))
    check_head(card_of(*which))


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    return score_all(load_all(write(tmp_path_factory.mktemp("other")), "2023"))


def test_results_and_head_of_another_city_by_group(other):
    for card in other.values():
        check_results(card)
        check_head(card)


@pytest.mark.parametrize("seed", range(40))
def test_results_and_head_under_books_of_all_methods(seed):
    rng = random.Random(seed)
    methods = rng.sample(random_cities.METHODS, rng.randint(1, 4))
    then, now = random_cities.two_periods(rng, random_cities.tables(rng, methods))
    card = drawn_card(now, drawn_card(then))
    check_results(card)
    check_head(card)


# --- what rests on the monthly inputs ----------------------------------------------------------


def city(data, period, region=2):
    """The row of nation (0), province (1) or city (2)."""
    return inputs(data, f"monthly/{period}.csv")[region]


def rate(data, period, span, region=2):
    """Growth of value added, %."""
    return number(city(data, period, region)[f"增加值{'累计' * (span == 'ytd')}增速（%）"])


def increment(data, period, span):
    row, more = city(data, period), "累计" * (span == "ytd")
    level = "营业收入" if data == SHAOYANG else "总产值"
    now, then = number(row[f"{more}{level}（亿元）"]), number(row[f"上年同期{more}{level}（亿元）"])
    if then is None:  # 推算, to 4 decimals
        rate = number(row[f"{level}{more}增速（%）"])
        then = half_up(now / (1 + rate / 100), Decimal("0.0001"))
    return now - then


def expected(data, period, span):
    """The counties' sum: these folders have no row of the city."""
    if data == SHAOYANG:
        return None
    column = f"{'累计' if span == 'ytd' else '月度'}预期增量（亿元）"
    rows = inputs(data, f"expected/{period[:4]}.csv")
    return sum(number(row[column]) for row in rows if row["期间"] == period)


def spans(data, period):
    """Span → how the page names it; 1—2月 is one."""
    month = int(period[-2:])
    ytd = {"ytd": f"1—{month}月"}
    if data == SHAOYANG:
        return ytd
    return {"month": "1—2月"} if month == 2 else {"month": f"{month}月"} | ytd


def compared(data, period, span, text):
    """Whether a text says what the city's growth is above nation and province."""
    own = half_up(rate(data, period, span), TENTH)
    gaps = [rate(data, period, span, region) for region in (0, 1)]
    gaps = [own - half_up(gap, TENTH) for gap in gaps if gap is not None]
    told = [Decimal(size) for size in re.findall(r"([\d.]+)个", text)]
    wanted = [abs(gap) for gap in gaps if gap]
    if "均" in text:
        wanted = wanted[:1]
    assert told == wanted
    assert ("高于" in text) == any(gap > 0 for gap in gaps)
    assert ("低于" in text) == any(gap < 0 for gap in gaps)


@months
def test_the_citys_cards_are_its_own_figures(which):
    data, period = which
    growth, amount = monthly.masthead(card_of(data, period)).blocks[0].figures[:2]
    (first, when), *more = spans(data, period).items()
    assert growth.label == f"全市增加值增速（{when}）"
    assert Decimal(growth.text) == half_up(rate(data, period, first), TENTH)
    notes = growth.note.split("；")
    assert len(notes) == 1 + len(more)
    compared(data, period, first, notes[0])
    assert amount.label == f"全市增量（{when}）"
    assert Decimal(amount.text) == half_up(increment(data, period, first))
    of_expected = amount.note.split("；")
    for (span, label), of_rate, of_amount in zip(more, notes[1:], of_expected[1:], strict=True):
        own = half_up(rate(data, period, span), TENTH)
        lead, _, rest = of_rate.partition("，")
        assert lead == f"{label}{'增长' if own > 0 else '下降'}{abs(own)}%"
        compared(data, period, span, rest)
        assert of_amount.startswith(f"{label}增量{half_up(increment(data, period, span))}亿元，")
    for span, text in zip(spans(data, period), of_expected, strict=True):
        if (whole := expected(data, period, span)) is not None:
            done = half_up(increment(data, period, span) / whole * 100)
            name = (
                "预期" if period.endswith("-02") else {"month": "月度预期", "ytd": "累计预期"}[span]
            )
            assert text.endswith(f"为{name}的{done}%")


@months
def test_who_is_small_and_what_an_amount_moves(which):
    """Below 0.5 % of the city: 0.01亿元 is 1/|expected| %, at 0.2 points each, where not held."""
    data, period = which
    words, month = "".join(results(card_of(data, period))), Month(card_of(data, period))
    told = {}
    for county, clauses in re.findall(
        rf"({'|'.join(month.totals)})([^。]*每变动0\.01亿元[^。]*)。", words
    ):
        for clause in clauses.split("；"):
            span, word, share, points = re.fullmatch(
                r"(当月|累计|)产值比重(为|不足)([\d.]+)%，"
                r"增量每变动0\.01亿元，影响实际完成增量(?:当月、累计)?得分各?([\d.]+)分",
                clause,
            ).groups()
            assert (word == "不足") == (Decimal(share) == Decimal("0.5"))  # 0.498 % is below it
            told[county, "ytd" if span == "累计" else "month"] = Decimal(share), Decimal(points)
    wanted, whole = {}, city(data, period)
    for row in month.scores:
        code, span = row["item"].split(".")
        if data == SHAOYANG or code != "increment" or span not in spans(data, period):
            continue
        own = next(
            r
            for r in inputs(data, f"monthly/{period}.csv")
            if r["地区"].partition("（")[0] == row["region"]
        )
        column = f"{'累计' * (span == 'ytd')}总产值（亿元）"
        share = number(own[column]) / number(whole[column]) * 100
        points = number(row["points"])
        unheld = 8 + number(row["gap"]) * Decimal("0.2") >= 0 if row["gap"] else False
        if share < Decimal("0.5") and points is not None and unheld:
            moved = half_up(Decimal("0.2") / abs(number(row["standard"])))
            if moved:
                wanted[row["region"], span] = half_up(share), moved
    assert told == wanted


@months
def test_one_release_scored_twice_is_said_once(which):
    data, period = which
    words = "".join(results(card_of(data, period)))
    twice = period.endswith("-02") and data != SHAOYANG
    assert words.count("1—2月数据合并发布") == twice
    if twice:  # month and year to date have the same figures, and the same points
        by_item = {}
        for row in Month(card_of(data, period)).scores:
            code, _ = row["item"].split(".")
            by_item.setdefault((row["region"], code), set()).add((row["value"], row["points"]))
        assert {len(pairs) for pairs in by_item.values()} == {1}


def test_the_folders_have_what_the_checks_are_for():
    """Ties, moves, a county without a total, 暂算 and 1—2月 are among the months."""
    every = [Month(card_of(*which)) for which in MONTHS]
    assert any(month.early for month in every)
    assert any(None in month.totals.values() for month in every)
    assert any(month.before for month in every)
    assert any(len(month.reached()[0]) > 8 for month in every)
