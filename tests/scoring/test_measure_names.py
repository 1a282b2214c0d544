"""What a declared measure may be called (contract 3b): each wrong key by name, no column twice."""

import pytest

from fzlib.scoring.rulebook_file import parse_rulebook
from tests.scoring.tables import MEASURES, book, changed, refused, row


def measure(**changes):
    return changed({"code": "heat", "name": "供热量", "unit": "吉焦"}, changes)


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"code": None}, "code", ["缺这个键"]),
        ({"code": "Heat"}, "code", ["“Heat”不能作代码"]),
        ({"code": "output"}, "code", ["“output”与已有的重复"]),
        ({"code": "va_growth"}, "code", ["与已有的重复"]),
        ({"code": "power"}, "code", ["“power”与已有的重复"]),
        ({"code": "base"}, "code", ["“base”与总产值（output）的列分不开"]),
        ({"code": "expected"}, "code", ["output"]),
        ({"code": "output_growth"}, "code", ["总产值（output）"]),
        ({"name": None}, "name", ["缺这个键"]),
        ({"name": "工业用电量"}, "name", ["与已有的重复"]),
        ({"name": "总产值"}, "name", ["output"]),
        ({"name": "规上工业总产值"}, "name", ["output"]),
        ({"name": "营业收入"}, "name", ["output"]),
        ({"name": "增加值"}, "name", ["“增加值”与增加值增速（va_growth）的列分不开"]),
        ({"name": "规上工业增加值"}, "name", ["va_growth"]),
        ({"name": "上年同期工业用电量"}, "name", ["power"]),
        ({"name": "工业用电量增速"}, "name", ["power"]),
        ({"name": "工业用电量增长"}, "name", ["power"]),
        ({"name": "累计工业用电量"}, "name", ["power"]),
        ({"name": "工业用电量目标"}, "name", ["power"]),
        ({"name": "供热量（吉焦）"}, "name", ["括号"]),
        ({"name": "{output}"}, "name", ["括号"]),
        ({"unit": None}, "unit", ["缺这个键"]),
        ({"unit": "吉焦，小时"}, "unit", ["逗号"]),
        ({"unit": "%", "base": True}, "base", ["没有上年同期"]),
        ({"base": "yes"}, "base", ["true 或 false"]),
        ({"regions": "nation"}, "regions", ["counties、city、all"]),
        ({"decimals": 7}, "decimals", ["0至6的整数"]),
        ({"places": 1}, "places", ["没有这个键", "decimals"]),
    ],
)
def test_the_wrong_key_of_a_measure_is_named(changes, key, words):
    refused(book(measure=[*MEASURES, measure(**changes)]), f"measure[6].{key}", *words)


def test_a_measure_that_cannot_be_read_is_told_once():
    wrong = [measure(code="power", regions="nation"), *MEASURES[1:]]
    refused(book(measure=wrong), "measure[1].regions", "nation")


@pytest.mark.parametrize("code", ["va", "output_level", "power_growth"])
def test_codes_of_measures_are_free_but_for_those_of_the_columns(code):
    """全部工业增加值 may be ``va``: its growth is another column than va_growth."""
    own = measure(code=code)
    read = parse_rulebook(book(row(measure=code, as_="growth"), measure=[own]), "r")
    codes = [series.code for series in read.declared[0].series.values()]
    assert len({*codes, "va_growth"}) == len(codes) + 1
    assert set(read.needed) <= set(read.series)


def test_defaults_of_a_measure():
    read = parse_rulebook(
        book(measure=[measure(), measure(code="rate", name="率", unit="%")])
        | {"indicator": [row(measure="heat")]},
        "r",
    )
    heat, rate = read.declared
    assert (heat.base, heat.regions, heat.decimals) == (True, "city", 4)
    assert not rate.base
