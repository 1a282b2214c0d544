"""A table's keys are declared once; every mistake is named by the path of its key."""

import pytest

from fzlib.errors import ProblemLog
from fzlib.toml_schema import Fault, Key, TomlFile, one_of, text


def count(value):
    return None if type(value) is int else Fault("“{}”不是整数", "写整数")


def few(value):
    return None if value < 10 else Fault("“{}”过大", "最大9", "key.value")


KEYS = {
    "name": Key(text),
    "kind": Key(text, one_of(("", "a", "b")), required=False, default="a"),
    "count": Key(count, few, required=False, default=1, convert=float),
    "row": Key(required=False, default=[], form="[[{}]]"),
}


@pytest.fixture
def log():
    return ProblemLog()


@pytest.fixture
def read(log):
    return lambda data, path="", **words: TomlFile("a.toml", log, **words).table(data, path, KEYS)


def told(log):
    return [
        (problem.where.cell, problem.what, problem.mend, problem.kind) for problem in log.problems
    ]


def test_what_is_right_is_converted_and_what_is_absent_has_its_default(read, log):
    table = read({"name": "x", "count": 3})
    assert table.is_complete()
    assert table.values() == {"name": "x", "kind": "a", "count": 3.0, "row": []}
    assert log.problems == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": 5}, ("t.name", "“5”不是文字", "写成带引号的文字", "key.type")),
        ({"name": " "}, ("t.name", "“ ”不是文字", "写成带引号的文字", "key.type")),
        ({"name": "a\nb"}, ("t.name", "有换行或控制字符 U+000A", "删去这个字符", "text.unfit")),
        ({"kind": "c"}, ("t.kind", "不能是“c”", "可选：a、b", "key.value")),
        ({"count": "3"}, ("t.count", "“3”不是整数", "写整数", "key.type")),
        ({"count": 10}, ("t.count", "“10”过大", "最大9", "key.value")),
        (
            {"nane": 1},
            ("t.nane", "没有这个键", "可用的键：name、kind、count、[[row]]", "key.unknown"),
        ),
    ],
)
def test_a_mistake_is_named_by_its_key(read, log, change, problem):
    table = read({"name": "x"} | change, "t")
    table.values()
    table.is_complete()
    assert told(log) == [problem]


def test_a_value_of_a_wrong_type_is_the_default_and_one_out_of_bounds_stays(read):
    wrong, far = {"name": 5, "count": "3"}, {"name": "x", "kind": "c", "count": 10}
    assert read(wrong).values() == {"name": None, "kind": "a", "count": 1, "row": []}
    assert read(far).values() == {"name": "x", "kind": "c", "count": 10.0, "row": []}


def test_the_file_is_gone_through_in_its_order_then_what_is_absent(read, log):
    assert not read({"count": "3", "x": 1}).is_complete()
    assert [cell for cell, *_ in told(log)] == ["count", "x", "name"]


def test_a_mistake_is_told_once(read, log):
    table = read({"count": 10})
    for _ in range(2):
        table.values()
        table.is_complete()
    assert [cell for cell, *_ in told(log)] == ["name", "count"]


def test_a_file_has_its_own_words(read, log):
    words = {"absent": Fault("缺", "补"), "unknown": "删去；", "no_table": Fault("不是表", "改")}
    read({"x": 5}, "t", **words, shown=lambda value: f"<{value}>").is_complete()
    read([], "r", **words)
    assert [problem[:3] for problem in told(log)] == [
        ("t.x", "没有这个键", "删去；可用的键：name、kind、count、[[row]]"),
        ("t.name", "缺", "补"),
        ("r", "不是表", "改"),
    ]


def test_rows_have_their_paths(read):
    rows = read({"name": "x", "row": [{"a": 1}, {"b": 2}]}, "t").rows("row")
    assert [*rows] == [("t.row[1]", {"a": 1}), ("t.row[2]", {"b": 2})]


def test_what_is_no_table_is_told_and_none_of_its_keys_is_missed(read, log):
    table = read(["name"], "t")
    assert table.values()["name"] is None
    assert table.is_complete()
    assert told(log) == [("t", "应是一张表", "照样例改", "key.type")]
