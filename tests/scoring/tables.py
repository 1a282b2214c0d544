"""Rule books as TOML tables, right but for one change, and what is told of them."""

import copy
from decimal import Decimal

import pytest

from fzlib.errors import InputError
from fzlib.scoring.rulebook_file import parse_rulebook

D = Decimal
MEASURES = [
    {"code": "power", "name": "工业用电量", "unit": "万千瓦时"},
    {"code": "tax", "name": "入库税收", "unit": "万元", "regions": "counties"},
    {"code": "gdp", "name": "生产总值", "unit": "亿元", "regions": "all"},
    {"code": "firms", "name": "规上企业", "unit": "家", "base": False},
    {"code": "sales", "name": "产销率", "unit": "%"},
]
SLOPE = {"per_step": D("0.5"), "step": 1}
TIERS = [{"width": 10} | SLOPE, SLOPE]
BANDS = [{"from": 10, "points": 15}, {"from": 5, "points": 12}, {"points": 8}]
METHODS = {
    "steps": {"standard": "city", "base": 10} | SLOPE,
    "tiers": {"standard": "city", "method": "tiers", "base": 10, "tiers": TIERS},
    "completion": {"standard": "target", "method": "completion"},
    "between": {"standard": "none", "method": "between", "low": "lowest", "high": "highest"},
    "rank": {"standard": "none", "method": "rank", "by_rank": [15, 13, 11]},
    "bands": {"standard": "city", "method": "bands", "bands": BANDS},
    "per_unit": {"standard": "none", "method": "per_unit", "base": 0} | SLOPE,
}


def changed(table, changes):
    """A table with other values; None takes a key away."""
    return {key: value for key, value in (table | changes).items() if value is not None}


def row(method="steps", /, **changes):
    """A row of 工业用电量 by a method, with changes (``as_`` is ``as``)."""
    own = {"code": "i1", "name": "指标", "measure": "power", "as": "value"}
    own |= {"points": 15, "decimals": 1} | METHODS[method]
    return changed(own, {key.removesuffix("_"): value for key, value in changes.items()})


def book(*rows, **changes):
    """A rule book of these rows, with changes at its top."""
    data = {
        "title": "题",
        "source": "文号",
        "measure": MEASURES,
        "indicator": list(rows or [row()]),
    }
    return copy.deepcopy(changed(data, changes))


def told(data):
    """Key → what is wrong there and how to mend it."""
    with pytest.raises(InputError) as caught:
        parse_rulebook(data, "rules/2023.toml")
    assert {problem.where.file for problem in caught.value.problems} == {"rules/2023.toml"}
    return {p.where.cell: f"{p.what}；{p.mend}" for p in caught.value.problems}


def refused(data, key, *words):
    """Only this key is told, with these words."""
    told_of = told(data)
    assert list(told_of) == [key]
    assert [word for word in words if word not in told_of[key]] == []
