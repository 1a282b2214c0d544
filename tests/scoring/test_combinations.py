"""What a rule book may not say (contract 3b): each wrong key, type and combination by name."""

import copy
import re

import pytest

from fzlib.errors import InputError
from fzlib.scoring.rulebook import doubts
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.scoring.cities import rules
from tests.scoring.tables import (
    BANDS,
    MEASURES,
    METHODS,
    SLOPE,
    TIERS,
    D,
    book,
    refused,
    row,
    told,
)


@pytest.mark.parametrize("method", METHODS)
def test_each_method_reads_with_its_keys_alone(method):
    (own,) = parse_rulebook(book(row(method)), "r").indicators
    assert own.method.code == method
    assert (own.gap, own.low, own.spans) == ("difference", False, ("month", "ytd"))


def without_optional(method):
    """The keys without which a method means nothing."""
    return [key for key in METHODS[method] if key != "method"]


@pytest.mark.parametrize(
    ("method", "key"),
    [(method, key) for method in METHODS for key in without_optional(method)]
    + [("steps", key) for key in ("code", "name", "measure", "as", "points", "decimals")],
)
def test_a_key_that_is_required_and_absent_is_named(method, key):
    absent = row(method)
    del absent[key]
    refused(book(absent), f"indicator[1].{key}", "缺这个键")


OWN_KEYS = {  # with a value that would be right there
    "base": 10,
    "per_step": 1,
    "step": 1,
    "below": SLOPE,
    "tiers": TIERS,
    "tiers_below": TIERS,
    "low": 0,
    "high": 9,
    "least": D("0.6"),
    "by_rank": [3, 2, 1],
    "bands": BANDS,
    "whole": True,
}
OF_METHOD = {
    "steps": {"base", "per_step", "step", "below"},
    "tiers": {"base", "tiers", "tiers_below"},
    "completion": set(),
    "between": {"low", "high", "least"},
    "rank": {"by_rank"},
    "bands": {"bands"},
    "per_unit": {"base", "per_step", "step", "whole"},
}


@pytest.mark.parametrize("key", OWN_KEYS)
@pytest.mark.parametrize("method", METHODS)
def test_a_methods_key_on_another_method_is_refused(method, key):
    data = book(row(method, **{key: OWN_KEYS[key]}))
    if key in OF_METHOD[method]:
        assert parse_rulebook(data, "r").indicators
    else:
        own = sorted(OF_METHOD[method])
        refused(data, f"indicator[1].{key}", "没有这个键", "可用的键", *own)


VALUES = [
    # method, changes, key below the row, words
    ("steps", {"method": "formula"}, "method", "formula", "steps、tiers、completion、between"),
    ("steps", {"method": 3}, "method", "不是文字"),
    ("steps", {"measure": "gnp"}, "measure", "没有“gnp”", "va_growth、output", "[[measure]]"),
    ("steps", {"as": "ratio"}, "as", "ratio", "value、growth、increment、share、contribution"),
    ("steps", {"standard": "county"}, "standard", "county", "city、nation", "一个数"),
    ("steps", {"standard": True}, "standard", "“true”", "一个数"),
    ("steps", {"standard": "一个数"}, "standard", "不能是“一个数”"),
    ("steps", {"standard": "8.5"}, "standard", "不能是“8.5”", "一个数"),
    ("steps", {"standard": ["city", D("0.5")]}, "standard", '“["city", 0.5]”', "一个数"),
    ("steps", {"standard": D("1.00001")}, "standard", "小数位过多"),
    ("steps", {"standard": 10**10}, "standard", "过大"),
    ("steps", {"gap": "ratio"}, "gap", "ratio", "difference、percent"),
    ("steps", {"better": "lower"}, "better", "lower", "high、low"),
    ("steps", {"spans": ["year"]}, "spans", "month"),
    ("steps", {"code": "用电"}, "code", "用电", "小写英文字母"),
    ("steps", {"code": "Power"}, "code", "Power"),
    ("steps", {"name": "a\nb"}, "name"),
    ("steps", {"unit": "%"}, "unit", "不能是“%”", "写 万千瓦时"),
    ("steps", {"gap": "percent", "unit": "百分点"}, "unit", "写 %"),
    ("rank", {"unit": "%"}, "unit", "删去"),
    ("steps", {"points": 0}, "points", "大于0"),
    ("steps", {"points": "15"}, "points", "“15”是文字，不是数", "不加引号"),
    ("steps", {"decimals": 5}, "decimals", "0至4"),
    ("steps", {"cap": 9}, "cap", "满分9低于基准10"),
    ("rank", {"cap": 5, "floor": 6}, "floor", "下限6高于上限5"),
    ("steps", {"floor": "zero"}, "floor", "“zero”是文字，不是数"),
    ("steps", {"per_step": -1}, "per_step", "大于0"),
    ("steps", {"step": 0}, "step", "大于0"),
    ("steps", {"below": 5}, "below", "应是一张表"),
    ("steps", {"below": {"per_step": 0, "step": 1}}, "below.per_step", "大于0"),
    ("steps", {"below": {"per_step": 1}}, "below.step", "缺这个键"),
    ("steps", {"below": SLOPE | {"width": 1}}, "below.width", "没有这个键", "per_step、step"),
    ("tiers", {"tiers": []}, "tiers", "写作 [{ width"),
    ("tiers", {"tiers": SLOPE}, "tiers", "“{ per_step = 0.5, step = 1 }”", "写作 [{ width"),
    ("tiers", {"tiers": [1]}, "tiers[1]", "应是一张表"),
    ("tiers", {"tiers": [SLOPE, SLOPE]}, "tiers[1].width", "缺这个键", "除最后一档外"),
    ("tiers", {"tiers": [*TIERS[:1] * 2]}, "tiers[2].width", "最后一档不写"),
    ("tiers", {"tiers": [SLOPE | {"width": 0}, SLOPE]}, "tiers[1].width", "大于0"),
    ("tiers", {"tiers": [TIERS[0] | {"per_step": -1}, SLOPE]}, "tiers[1].per_step", "大于0"),
    ("tiers", {"tiers": [SLOPE | {"points": 1}]}, "tiers[1].points", "没有这个键", "width"),
    ("tiers", {"tiers_below": []}, "tiers_below", "写作 [{ width"),
    ("tiers", {"tiers_below": [SLOPE, SLOPE]}, "tiers_below[1].width", "缺这个键"),
    ("between", {"low": "best"}, "low", "best", "lowest、highest"),
    ("between", {"low": 9, "high": 8}, "low", "“9”高于 high"),
    ("between", {"low": "highest", "high": "lowest"}, "low", "对调"),
    ("between", {"low": "highest"}, "low", "相同"),
    ("between", {"high": "lowest"}, "low", "相同"),
    ("between", {"least": D("1.1")}, "least", "最大1"),
    ("between", {"least": D("-0.1")}, "least", "不小于0"),
    ("rank", {"by_rank": []}, "by_rank", "写作 [15, 13, 11]"),
    ("rank", {"by_rank": [3, "2"]}, "by_rank[2]", "“2”是文字，不是数"),
    ("bands", {"bands": []}, "bands", "写作 [{ from"),
    ("bands", {"bands": [{"points": 1}, {"points": 0}]}, "bands[1].from", "只有最后一档"),
    ("bands", {"bands": [BANDS[1], BANDS[0]]}, "bands[2].from", "“10”不低于上一档"),
    ("bands", {"bands": [BANDS[0], BANDS[0]]}, "bands[2].from", "“10”不低于上一档"),
    ("bands", {"bands": [{"from": 1}]}, "bands[1].points", "缺这个键"),
    ("bands", {"bands": [{"from": "1", "points": 1}]}, "bands[1].from", "“1”是文字，不是数"),
    ("per_unit", {"whole": "yes"}, "whole", "true 或 false"),
    ("per_unit", {"step": 0}, "step", "大于0"),
]
COMBINATIONS = [
    # spans
    ("steps", {"name": "甲", "spans": ["month"]}, "spans", "“month”不在规则书的 spans 里", "ytd"),
    # quantity and measure
    (
        "steps",
        {"measure": "firms", "as": "growth"},
        "as",
        "“growth”要有上年同期",
        "value、completion",
    ),
    ("steps", {"measure": "firms", "as": "increment"}, "as", "规上企业没有", "base = true"),
    ("steps", {"measure": "va_growth", "as": "growth"}, "as", "要有上年同期"),
    ("rank", {"measure": "sales", "as": "share"}, "as", "“share”要能相加", "单位是 %"),
    ("rank", {"measure": "tax", "as": "share"}, "as", "要有全市数", "regions 改为 city"),
    ("rank", {"measure": "tax", "as": "contribution"}, "as", "要有全市数", "regions 改为 city"),
    # quantity and standard
    ("steps", {"measure": "tax"}, "standard", "“city”要有全市数", "regions 改为 city"),
    ("steps", {"as": "share"}, "standard", "100%", "last_year", "一个数"),
    ("steps", {"as": "contribution"}, "standard", "100%", "own_share"),
    ("steps", {"standard": "nation"}, "standard", "“nation”要有全国、全省数", "regions 改为 all"),
    ("steps", {"standard": "higher_of_nation_and_province"}, "standard", "regions 改为 all"),
    (
        "steps",
        {"measure": "gdp", "as": "increment", "standard": "province"},
        "standard",
        "可选：city",
    ),
    (
        "steps",
        {"as": "contribution", "standard": "target"},
        "standard",
        "不以目标为标准值",
        "own_share",
    ),
    (
        "steps",
        {"as": "completion", "standard": "target"},
        "standard",
        "不以目标为标准值",
        "标准值写 100）；可选：city、group_mean",
    ),
    ("steps", {"as": "share", "standard": "own_share"}, "standard", "只用于 contribution"),
    ("steps", {"as": "growth", "standard": "last_year"}, "standard", "value 和 share"),
    ("steps", {"measure": "firms", "standard": "last_year"}, "standard", "有上年同期的数"),
    # method and standard
    ("steps", {"standard": "none"}, "standard", "steps 要有标准值", "city、target", "一个数"),
    ("tiers", {"standard": "none"}, "standard", "tiers 要有标准值"),
    ("completion", {"standard": "none"}, "standard", "completion 要有标准值"),
    ("between", {"standard": "city"}, "standard", "between 没有标准值", "写 none"),
    ("rank", {"standard": 5}, "standard", "rank 没有标准值", "写 none"),
    ("per_unit", {"standard": "target"}, "standard", "per_unit 没有标准值", "写 none"),
    ("bands", {"standard": "none", "gap": "percent"}, "gap", "没有标准值，也就没有差距"),
    ("rank", {"gap": "difference"}, "gap", "没有标准值，也就没有差距"),
    ("completion", {"standard": 0}, "standard", "“0”不大于0"),
    ("completion", {"standard": D("-0.5")}, "standard", "“-0.5”不大于0"),
    ("steps", {"standard": 0, "gap": "percent"}, "standard", "“0”不大于0", "大于0的数"),
    (
        "steps",
        {"as": "growth", "standard": D("0.04"), "gap": "percent"},
        "standard",
        "“0.04”按 decimals 保留小数后不大于0",
    ),
    # the lower is the better
    ("completion", {"better": "low"}, "better", "completion 不能用“low”"),
    ("per_unit", {"better": "low"}, "better", "per_unit 不能用“low”", "负的 per_step"),
    ("bands", {"standard": "none", "better": "low"}, "better", "bands 不能用“low”"),
]


@pytest.mark.parametrize(("method", "changes", "key", "words"), [(*c[:3], c[3:]) for c in VALUES])
def test_a_wrong_value_is_named_with_what_may_stand_there(method, changes, key, words):
    refused(book(row(method, **changes)), f"indicator[1].{key}", *words)


@pytest.mark.parametrize(
    ("method", "changes", "key", "words"), [(*c[:3], c[3:]) for c in COMBINATIONS]
)
def test_what_means_nothing_is_refused_by_name(method, changes, key, words):
    refused(book(row(method, **changes), spans=["ytd"]), f"indicator[1].{key}", *words)


ALLOWED = [
    ("steps", {"base": -3, "cap": 0}),
    ("steps", {"standard": D("0.04")}),  # of an amount, which is not rounded
    ("steps", {"standard": -5}),
    ("tiers", {"tiers": [SLOPE]}),
    ("between", {"low": 5, "high": 5}),
    ("between", {"low": 12, "high": "highest"}),  # the field may pass it
    ("between", {"better": "low", "least": 1}),
    ("rank", {"by_rank": [3, 0, -1], "better": "low"}),
    ("bands", {"bands": [{"from": -5, "points": -3}], "better": "low"}),
    ("bands", {"standard": "none"}),
    ("per_unit", {"per_step": -2, "base": -5}),
    ("completion", {"standard": D("0.5"), "gap": "percent"}),
    ("completion", {"as": "completion", "standard": 100}),
    ("steps", {"standard": "expected", "unit": "万千瓦时"}),
    ("steps", {"as": "contribution", "standard": "output_share", "unit": "百分点"}),
]


@pytest.mark.parametrize(("method", "changes"), ALLOWED)
def test_what_is_odd_but_means_something_is_read(method, changes):
    assert parse_rulebook(book(row(method, **changes)), "r").indicators


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"cap": 16}, "cap", "封顶16分，高于分值15分"),
        ({"as": "growth", "standard": D("8.25")}, "standard", "8.25取1位小数后按8.3比较"),
        ({"as": "growth", "standard": D("8.20")}, None, ""),
        ({"standard": D("8.25"), "cap": 15}, None, ""),  # an amount
    ],
)
def test_what_is_hardly_meant_is_doubted(changes, key, words):
    read = parse_rulebook(book(row(**changes)), "r")
    told_of = {problem.where.cell: problem.what for problem in doubts(read, "r")}
    assert list(told_of) == ([f"indicator[1].{key}"] if key else [])
    assert all(words in what for what in told_of.values())


BOOK = [
    ({"spans": ["ytd", "ytd"]}, "spans", ["month"]),
    (
        {"measure": {"code": "x"}, "indicator": [row(measure="output")]},
        "measure",
        ["[[measure]]"],
    ),
    ({"lists": {"first": -1}}, "lists.first", ["0至99的整数"]),
    ({"lists": {"last": "3"}}, "lists.last", ["0至99的整数"]),
    ({"lists": {"middle": 3}}, "lists.middle", ["first、last"]),
    ({"adjustments": {"floor": 1}}, "adjustments.floor", ["floor 不大于0"]),
    ({"adjustments": {"cap": -1}}, "adjustments.cap", ["cap 不小于0"]),
    ({"adjustments": {"cap": "2"}}, "adjustments.cap", ["“2”是文字，不是数"]),
    ({"adjustments": {"most": 2}}, "adjustments.most", ["cap、floor"]),
    ({"ranking": {"within": "groups"}}, "ranking.within", ["all、group"]),
    ({"ranking": {"ties": "shared"}}, "ranking.ties", ["competition、dense"]),
    ({"ranking": {"tie_break": "i1.ytd"}}, "ranking.tie_break", ["va_growth.ytd"]),
    ({"ranking": {"tie_break": ["i1"]}}, "ranking.tie_break[1]", ["“i1”", "i1.month、i1.ytd"]),
    ({"ranking": {"tie_break": [1]}}, "ranking.tie_break[1]", ["i1.month"]),
    ({"ranking": {"tie_break": ["i1.ytd"] * 2}}, "ranking.tie_break[2]", ["写了两次"]),
    ({"ranking": {"order": "low"}}, "ranking.order", ["within、ties、tie_break"]),
    ({"document": {"settled": ["step"]}}, "document.settled", ["steps、floor"]),
    ({"document": {"settled": ["steps", "steps"]}}, "document.settled", ["steps"]),
    ({"document": {"settled": "steps"}}, "document.settled", ["steps"]),
    ({"document": {"report_title": "{month}月"}}, "document.report_title", ["{period}"]),
    ({"document": {"report_title": "月报"}}, "document.report_title", ["“月报”没有写明期间"]),
    ({"document": {"name": 5}}, "document.name", ["不是文字"]),
    ({"document": {"issuer": "市政府"}}, "document.issuer", ["commends"]),
    ({"document": []}, "document", ["应是一张表"]),
    ({"readings": {"steps": "half"}}, "readings.steps", ["proportional、whole"]),
    ({"formula": "x"}, "formula", ["没有这个键", "[[indicator]]", "[ranking]"]),
    ({"indicator": None}, "indicator", ["至少写一个"]),
]


@pytest.mark.parametrize(("changes", "key", "words"), BOOK)
def test_the_wrong_key_of_the_book_is_named(changes, key, words):
    refused(book(**changes), key, *words)


def test_base_total_is_refused_where_an_item_has_no_base():
    readings = {"on_target": "base_total"}
    for method in ("steps", "tiers", "per_unit"):
        assert parse_rulebook(book(row(method), readings=readings), "r").indicators
    for method in ("completion", "between", "rank", "bands"):
        data = book(row(method, name="名次"), readings=readings)
        refused(data, "readings.on_target", "名次没有", "month_increment")


def test_two_indicators_may_not_be_taken_for_each_other():
    refused(book(row(), row(name="另一项")), "indicator[2].code", "“i1”写了两次")
    refused(book(row(), row(code="i2")), "indicator[2].name", "“指标”写了两次")
    months = row(spans=["month"]), row(code="i2", spans=["ytd"])
    assert len(parse_rulebook(book(*months), "r").items) == 2


def test_every_row_is_told_at_its_place():
    rows = row(), row("rank", code="i2", name="二", cap="x"), row(code="i3", name="三", as_="sum")
    assert list(told(book(*rows))) == ["indicator[2].cap", "indicator[3].as"]


PRESET = [
    ("va_growth", ("va_growth", "value", "higher_of_nation_and_province", "difference", "百分点")),
    ("output_growth", ("output", "growth", "city", "difference", "百分点")),
    ("increment", ("output", "increment", "target", "percent", "%")),
    ("contribution", ("output", "contribution", "own_share", "difference", "百分点")),
]


def meaning(data):
    (own,) = parse_rulebook(data, "r").indicators
    return own.measure.code, own.quantity, own.standard, own.gap, own.unit


@pytest.mark.parametrize(("code", "meant"), PRESET)
def test_a_preset_fills_in_what_is_not_written(code, meant):
    """Contract 3b: the annex's codes stand for measure, as, standard and gap."""
    bare = row(code=code, measure=None, as_=None, standard=None)
    assert meaning(book(bare)) == meant
    annex = next(own for own in rules("fuzhou", 2023)["indicator"] if own["code"] == code)
    assert meaning(book(annex)) == meant


@pytest.mark.parametrize(
    ("code", "changes", "meant"),
    [
        ("va_growth", {"standard": "province"}, ("va_growth", "value", "province")),
        ("va_growth", {"measure": "sales", "standard": "city"}, ("sales", "value", "city")),
        ("output_growth", {"measure": "power"}, ("power", "growth", "city")),
        ("increment", {"gap": "difference"}, ("output", "increment", "target")),
        (
            "contribution",
            {"as": "share", "standard": "last_year"},
            ("output", "share", "last_year"),
        ),
    ],
)
def test_a_key_beside_a_presets_code_wins(code, changes, meant):
    own = row(code=code, measure=None, as_=None, standard=None) | changes
    assert meaning(book(own))[:3] == meant
    assert meaning(book(own))[3] == "difference"


def test_a_presets_gap_goes_with_its_standard():
    own = row("rank", code="increment", measure=None, as_=None)
    assert meaning(book(own)) == ("output", "increment", "none", "difference", "")


ANYTHING = [
    None, True, -1, 0, 10**30, D("NaN"), D("Infinity"), D("1e-30"), 0.1, "", "一个数", "{x}",
    "output", "a\nb", "%", "highest", "rank",
    [], ["x"], [1], [[]], {}, {"x": 1}, [{}], [SLOPE], ["ytd"] * 2,
]  # fmt: skip


def places(table, path=()):
    """Every key and place of a list below a table, each with what holds it."""
    below = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in list(below):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


@pytest.mark.parametrize("method", METHODS)
def test_whatever_stands_under_a_key_is_read_or_told_at_a_place_of_the_file(method):
    whole = {
        "spans": ["ytd"], "readings": {"steps": "whole"}, "adjustments": {"cap": 3, "floor": -3},
        "ranking": {"within": "all", "ties": "dense", "tie_break": ["i1.ytd"]},
        "lists": {"first": 3, "last": 3}, "document": {"name": "《办法》", "settled": ["steps"]},
        "conversion": [{"target": "考核", "of": "year", "points": 5, "method": "share"}],
    }  # fmt: skip
    good = book(row(method), measure=MEASURES[:1], **whole)
    assert parse_rulebook(good, "r").indicators
    own = [path for path in places(good) if method == "steps" or path[0] == "indicator"]
    for path in own:
        for value in ANYTHING:
            data = copy.deepcopy(good)
            holder = data
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = value
            try:
                parse_rulebook(data, "r")
            except InputError as caught:
                told_at = {problem.where.cell for problem in caught.problems}
                assert {re.split(r"[.\[]", at)[0] for at in told_at} <= set(good), (path, value)
