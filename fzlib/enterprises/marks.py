"""What an enterprise is counted as in a span: marks, their names and conditions, said here only.

A row is of one kind, and that gives its marks. A condition is SQL over ``output``, ``base`` (万元;
NULL where not reported) and ``is_left`` (退库): the same words count 500,000 enterprises and mark
each row of a month.
"""

from __future__ import annotations

from typing import NamedTuple

FIRMS, REPORTED, COMPARABLE, DOWN, UP, IDLE, HALF_IDLE, ENTERED, IDLE_IN_BOTH, LEFT, COUNTED = (
    "firms", "reported", "comparable", "down", "up", "idle", "half_idle", "entered",
    "idle_in_both", "left", "counted",
)  # fmt: skip


class Mark(NamedTuple):
    """What a mark is called, and what it says."""

    name: str
    meaning: str


MARKS = {
    FIRMS: Mark("企业数", "不含退库企业"),
    REPORTED: Mark("已报企业", "本期数已报"),
    COMPARABLE: Mark("可比企业", "本期数已报且上年同期大于0"),
    DOWN: Mark("减产企业", "可比企业中本期低于上年同期"),
    UP: Mark("增产企业", "可比企业中本期高于上年同期"),
    IDLE: Mark("停产", "可比企业中本期为0"),
    HALF_IDLE: Mark("半停产", "可比企业中本期大于0且不超过上年同期的50%"),
    ENTERED: Mark("新增企业", "上年同期为0、本期大于0"),
    IDLE_IN_BOTH: Mark("两期均停产", "本期和上年同期均为0"),
    LEFT: Mark("退库企业", "状态为退库"),
    COUNTED: Mark("计入汇总", "本期数和上年同期数均有"),
}


class Kind(NamedTuple):
    """What rows of a kind meet, and the marks that they have."""

    condition: str
    marks: frozenset[str]


def _kind(condition: str, *marks: str) -> Kind:
    return Kind(condition, frozenset(marks))


_FULL = (FIRMS, REPORTED, COUNTED)
_COMPARED = (*_FULL, COMPARABLE)
KINDS = (  # a row is of the first whose condition it meets
    _kind("is_left AND (output IS NULL OR base IS NULL)", LEFT),
    _kind("is_left", LEFT, COUNTED),
    _kind("output IS NULL", FIRMS),
    _kind("base IS NULL", FIRMS, REPORTED),
    _kind("base > 0 AND output > base", *_COMPARED, UP),
    _kind("base > 0 AND output = base", *_COMPARED),
    _kind("base > 0 AND output = 0", *_COMPARED, DOWN, IDLE),
    _kind("base > 0 AND output > 0 AND 2 * output <= base", *_COMPARED, DOWN, HALF_IDLE),
    _kind("base > 0", *_COMPARED, DOWN),  # below 0, too
    _kind("base = 0 AND output > 0", *_FULL, ENTERED),
    _kind("base = 0 AND output = 0", *_FULL, IDLE_IN_BOTH),
    _kind("true", *_FULL),  # 同期 below 0, or 0 and 本期 below 0
)


class Denominator(NamedTuple):
    """A reading of 减产面: what it is called, and the mark of those that are its denominator."""

    name: str
    mark: str


DENOMINATORS = {  # the first is the default; `all` is that of 工信部's survey
    "comparable": Denominator("可比企业", COMPARABLE),
    "reported": Denominator("已报企业", REPORTED),
    "all": Denominator("全部企业", FIRMS),
}
