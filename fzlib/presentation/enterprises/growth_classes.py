"""Comparable enterprises by classes of growth: what each is called, and their table."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.enterprises.spread import GrowthClass
from fzlib.presentation import blocks
from fzlib.presentation.wording import NONE, fixed
from fzlib.scoring.rounding import percent

FELL, LEVEL, GREW = "下降", "持平", "增长"
FALLS, GAINS = "降幅", "增幅"  # of a class: 增长 is followed by a rate with its decimal


def class_side(own: GrowthClass) -> int:
    """−1: it falls. 0: 持平. 1: it grows."""
    if own.low == own.high:
        return 0
    return -1 if own.high is not None and own.high <= 0 else 1


def class_label(own: GrowthClass) -> str:
    """降幅10%至30%, 增幅100%及以上, 持平."""
    side = class_side(own)
    if not side:
        return LEVEL
    near, far = (own.high, own.low) if side < 0 else (own.low, own.high)
    assert near is not None  # the side of 0 is never open
    word = GAINS if side > 0 else FALLS
    if far is None:
        return f"{word}{abs(near)}%及以上"
    return f"{word}{abs(near)}%至{abs(far)}%" if near else f"{word}{abs(far)}%以内"


def classes_table(classes: Sequence[GrowthClass], caption: str) -> blocks.Table:
    """企业数 and 占比 of each class, the largest fall first."""
    total = sum(len(own.firms) for own in classes)
    rows = [
        [class_label(own), str(n), fixed(percent(n, total, 2), 2) if total else NONE]
        for own in classes
        for n in [len(own.firms)]
    ]
    columns = ["企业数（户）", "占可比企业（%）"]
    note = "注：“至”前的数含在本组，“至”后的数在下一组；“以内”不含该数。停产企业在最前一组。"
    return blocks.table(caption, columns, rows, names="同比", note=note)
