"""Numbers to words, as Chinese official text has them. Every function takes decimals, no floats.

Rates have 1 decimal, shares and completion 2, 亿元 2, 分 2; half-up; a trailing zero stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from fzlib.analysis.extremes import highest, lowest
from fzlib.scoring.rounding import decimals_of, half_up, plain

NONE = "—"
MINUS = "−"  # U+2212, of all that is drawn for people; a terminal has "-" (`cli.terminal.say`)
COUNTIES = "县（市）区"
NUMERALS = "〇一二三四五六七八九"
POWERS = ("", "十", "百", "千")  # of ten
NUMBERED = f"{NUMERALS}零{''.join(POWERS)}"  # the signs of a heading's number


def fixed(value: Decimal | Fraction | None, places: int) -> str:
    """``−3.20``; ``—`` where missing; never ``−0.0``."""
    if value is None:
        return NONE
    return f"{half_up(value, places):f}".replace("-", MINUS)


def signed(value: Decimal | Fraction | None, places: int) -> str:
    """``+3.20``, ``−3.20``, ``0.00``."""
    plus = "+" if value is not None and half_up(value, places) > 0 else ""
    return plus + fixed(value, places)


def bracketed(value: Decimal | None, least: int = 2) -> str:
    """``（−3.20）``: a negative operand stands in brackets; all decimals kept."""
    text = exact(value, least)
    return f"（{text}）" if text.startswith(MINUS) else text


def enclosed(operation: str) -> str:
    """``（3.20−1.00）``, ``［（−3.20）−1.00］``: a sum that is an operand itself."""
    return f"［{operation}］" if "（" in operation else f"（{operation}）"


def trimmed(value: Decimal) -> str:
    """``0.2``, ``−3``: a number of a rule as it is written there, without trailing zeros."""
    return plain(value).replace("-", MINUS)


def exact(value: Decimal | None, least: int = 2) -> str:
    """All decimals a figure has, at least ``least``: what a calculator is fed with."""
    return fixed(value, places_of([value], least))


def drawn(message: str) -> str:
    """A message of the core as pages have it: its numbers with their minus; 2023-05 as it is."""
    return re.sub(r"(?<![0-9A-Za-z_.])-(?=\d)", MINUS, message)


def places_of(values: Iterable[Decimal | None], least: int = 2) -> int:
    """The decimals of a column's figures: all that any of them has, at least ``least``."""
    return max(least, decimals_of(values))


def growth(rate: Decimal | Fraction, places: int = 1) -> str:
    """增长5.1% / 下降3.2% / 与上年同期持平."""
    return _up_or_down(rate, places, "增长", "下降", "%", "与上年同期持平")


def change_from(before: str, amount: Decimal, unit: str = "亿元") -> str:
    """比上年同期增加12.80亿元 / 比上年同期减少0.80亿元 / 与上年同期持平."""
    up, down = f"比{before}增加", f"比{before}减少"
    return _up_or_down(amount, 2, up, down, unit, f"与{before}持平")


def above(gap: Decimal, other: str, places: int = 1, unit: str = "个百分点") -> str:
    """高于全市4.1个百分点 / 低于… / 与全市持平."""
    return _up_or_down(gap, places, f"高于{other}", f"低于{other}", unit, f"与{other}持平")


def _up_or_down(
    value: Decimal | Fraction, places: int, up: str, down: str, unit: str, level: str
) -> str:
    """The size behind its direction; ``level`` where it rounds to 0."""
    value = half_up(value, places)
    return f"{up if value > 0 else down}{fixed(abs(value), places)}{unit}" if value else level


def above_both(rate: Decimal, others: Mapping[str, Decimal], places: int = 1) -> str:
    """分别高于全国、全省1.6个和1.3个百分点 where the sides agree, else one by one."""
    rounded = [(name, half_up(rate - other, places)) for name, other in others.items()]
    if len(rounded) == 2 and sign(rounded[0][1]) == sign(rounded[1][1]):
        (a, x), (b, y) = rounded
        both = above(x, f"{a}、{b}", places)
        if x == y:
            return f"均{both}" if x else both
        return f"分别{both.removesuffix('百分点')}和{fixed(abs(y), places)}个百分点"
    return "、".join(above(gap, other, places) for other, gap in rounded)


_TURNS = {  # signs before and now
    (0, 1): "由平转升",
    (0, -1): "由平转降",
    (1, 0): "回落至持平",
    (-1, 0): "由降转平",
    (-1, 1): "由降转升",
    (1, -1): "由升转降",
}


def rate_change(now: Decimal, before: Decimal, places: int = 1) -> str:
    """How a growth rate changed, by the signs of both periods; with the size where it has one."""
    now, before = half_up(now, places), half_up(before, places)
    up, down = ("加快", "回落") if now > 0 else ("降幅收窄", "降幅扩大")
    change = _up_or_down(now - before, places, up, down, "个百分点", "持平")
    return _TURNS.get((sign(before), sign(now)), change)


def since(before: str, change: str) -> str:
    """较上月加快0.9个百分点, 较上月前移2位 / 与上月持平; '' where there is no change to tell."""
    if not change:
        return ""
    return f"与{before}持平" if change == "持平" else f"较{before}{change}"


def rank_move(now: int | None, before: int | None) -> str:
    """前移2位 / 后移2位 / 持平; '' where there is nothing to compare with."""
    if now is None or before is None:
        return ""
    if now == before:
        return "持平"
    return f"{'前移' if now < before else '后移'}{abs(now - before)}位"


def numeral(number: int) -> str:
    """一, 十, 十二, 二十, 一百零五, 二百一十: the number of a heading, up to 9999."""
    text, is_apart = "", False
    for place, power in enumerate(reversed(POWERS)):
        digit = number // 10 ** (len(POWERS) - 1 - place) % 10
        if digit:
            text += ("零" if text and is_apart else "") + NUMERALS[digit] + power
        is_apart = not digit
    return text.removeprefix("一") if number in range(10, 20) else text


def sign(number: Decimal | Fraction | int) -> int:
    """1, 0 or -1."""
    return (number > 0) - (number < 0)


def counts(changes: Iterable[Decimal | int], up: str, down: str, level: str) -> str:
    """前移的5个、后移的5个、持平的3个: how many rose, fell and stayed, where there are any."""
    signs = [sign(change) for change in changes]
    sides = {up: signs.count(1), down: signs.count(-1), level: signs.count(0)}
    return "、".join(f"{side}的{count}个" for side, count in sides.items() if count)


def names(regions: Sequence[str], most: int = 6) -> str:
    """A、B、C; with more than ``most``: the first ones and 等, the count stands elsewhere."""
    shown = "、".join(regions[:most])
    return shown if len(regions) <= most else f"{shown}等"


def listed(regions: Sequence[str], most: int = 6) -> str:
    """A、B、C; with more than ``most`` also how many: A、B、C、D、E、F等8个."""
    return names(regions, most) + (f"{len(regions)}个" if len(regions) > most else "")


def highest_and_lowest(
    values: Mapping[str, Decimal],
    shown: Callable[[Decimal], str],
    most: int = 6,
    names: tuple[str, str] = ("最高", "最低"),
) -> str:
    """最高的是甲县（增长9.0%），最低的是乙县（下降2.0%）; '' where all are alike."""
    high, low = names
    sides = {high: highest(values, values.get), low: lowest(values, values.get)}
    if sides[high] == sides[low]:
        return ""
    texts = {side: f"{listed(who, most)}（{shown(values[who[0]])}）" for side, who in sides.items()}
    return "，".join(f"{side}的是{text}" for side, text in texts.items())


def points(value: Decimal) -> str:
    """72分 for a whole rule figure, 10.50分 otherwise."""
    return f"{trimmed(value)}分" if value == value.to_integral_value() else f"{fixed(value, 2)}分"
