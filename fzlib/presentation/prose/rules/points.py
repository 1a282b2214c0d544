"""How points come of a quantity, method by method: the rule, and the sum to redo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from fzlib.analysis.full_points import OPEN, can_fall
from fzlib.presentation.prose.rules.comparison import WORDS, among
from fzlib.presentation.terms import step
from fzlib.presentation.wording import MINUS, bracketed, trimmed
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.methods import (
    HIGHEST,
    LOWEST,
    Bands,
    Between,
    ByRank,
    Completion,
    PerUnit,
    Slope,
    Steps,
    Tiers,
)
from fzlib.scoring.rulebook import RuleBook

Rule = tuple[str, str]  # in words; the sum, '' where there is none to redo


def scored(row: Indicator, book: RuleBook) -> Rule:
    """What a county gets for its gap, value or place, with cap and floor; and the sum."""
    rule, formula = _METHODS[type(row.method)](row, row.method, book)
    return "，".join(filter(None, [rule, _cap(row), _floor(row, book)])), formula


def _cap(row: Indicator) -> str:
    if row.cap is not None:
        return f"{'满分' if row.cap == row.points else '最高'}{trimmed(row.cap)}分"
    falling = isinstance(row.method, PerUnit) and row.method.per_step <= 0
    return "上不封顶" if isinstance(row.method, OPEN) and not falling else ""


def _floor(row: Indicator, book: RuleBook) -> str:
    """Its own, else the reading's, where points can fall to it."""
    floor = row.floor
    if floor is None:
        if book.readings.floor != "zero" or not can_fall(row):
            return ""
        floor = Decimal(0)
    form = "扣至{}分为止" if isinstance(row.method, Steps | Tiers) else "最低{}分"
    return form.format(trimmed(floor))


# --- the methods ------------------------------------------------------------------------------


def _steps(row: Indicator, method: Steps, book: RuleBook) -> Rule:
    up, down = _sides(row)
    above, below = method.above, method.slope(above=False)
    whole = book.readings.steps == "whole"
    base = f"得分＝{bracketed(method.base, 0)}+"
    formula = base + _count("差距", above, whole)
    if method.below is None:
        each = f"每{up}（{down}）{step(above.step, row.unit)}加（扣）{trimmed(above.per_step)}分"
    else:
        each = f"每{up}{_each(above, row.unit, '加')}，每{down}{_each(below, row.unit, '扣')}"
        formula += f"；{down}于标准值的，{base}{_count('差距', below, whole)}"
    return f"达到标准值的得{trimmed(method.base)}分，{each}", formula


def _tiers(row: Indicator, method: Tiers, book: RuleBook) -> Rule:
    up, down = _sides(row)
    base = trimmed(method.base)
    above = f"{up}于标准值的，{_tiered(method.tiers, row.unit, '加')}"
    below = f"{down}于标准值的，" + (
        _tiered(method.tiers_below, row.unit, "扣") if method.tiers_below else "按同样的分段扣分"
    )
    first, signs = bracketed(method.base, 0), {True: "+", False: MINUS}
    sides = (_sum(first, method.side(above=side), sign) for side, sign in signs.items())
    formula = f"；{down}于标准值的，".join(f"得分＝{one}" for one in sides)
    if max(len(method.tiers), len(method.tiers_below)) > 1:
        formula += "（各段为差距落在该段内的部分）"
    return f"达到标准值的得{base}分；{above}；{below}", formula


def _tiered(tiers: Sequence[Slope], unit: str, verb: str) -> str:
    """起始30个百分点内每1个百分点加0.2分，再超出的部分每1个百分点加0.1分."""
    parts = []
    for n, tier in enumerate(tiers):
        if tier.width is not None:
            lead = f"{'其后' if n else '起始'}{step(tier.width, unit)}内"
        else:
            lead = "再超出的部分" if n else ""
        parts.append(f"{lead}每{_each(tier, unit, verb)}")
    return ("分段计算：" if len(tiers) > 1 else "") + "，".join(parts)


def _sum(base: str, tiers: Sequence[Slope], sign: str) -> str:
    """25+第1段÷1×0.2+第2段÷1×0.1; of one open tier 25+差距÷1×0.1, the gap with its sign."""
    if len(tiers) == 1:
        return f"{base}+{_count('差距', tiers[0], whole=False)}"
    parts = (_count(f"第{n}段", tier, whole=False) for n, tier in enumerate(tiers, 1))
    return base + "".join(f"{sign}{part}" for part in parts)


def _completion(row: Indicator, method: Completion, book: RuleBook) -> Rule:
    full, value = trimmed(method.full), WORDS[row.quantity]
    rule = f"按{value}与标准值之比计分，达到标准值的得{full}分"
    if not isinstance(row.standard, Decimal):
        rule += "，标准值不为正的待审定"
    return rule, f"得分＝{full}×{value}÷标准值"


def _between(row: Indicator, method: Between, book: RuleBook) -> Rule:
    value, ends = WORDS[row.quantity], (method.low, method.high)
    full, least = trimmed(method.full), trimmed(method.least)
    worst = f"{trimmed(method.full * method.least)}分（分值×{least}）"
    low, high = (_end(end, row) for end in ends)
    sides = (_reached(method.high, high, "不低于"), _reached(method.low, low, "不高于"))
    best, last = reversed(sides) if row.low else sides
    by_field = [isinstance(end, str) for end in ends]
    parts = [
        f"{'按功效系数法计分，' if all(by_field) else ''}"
        f"{value}{best}的得{full}分，{last}的得{worst}，居中的按比例计分",
        "两端相同的得满分",
    ]
    if any(by_field):
        parts.append(f"最高值、最低值在{among(book)}有数的中取")
    if by_field.count(True) == 1:
        parts.append(f"{low}高于{high}的，{value}{best}的得满分，其余得{worst}")
    top, bottom = (f"（{end}）" if end.startswith(MINUS) else end for end in (high, low))
    reached = f"{top}−{value}" if row.low else f"{value}−{bottom}"
    formula = f"得分＝{full}×［{least}+（1−{least}）×（{reached}）÷（{top}−{bottom}）］"
    return "；".join(parts), formula


def _end(end: Decimal | str, row: Indicator) -> str:
    names = {LOWEST: "最低值", HIGHEST: "最高值"}
    return names[end] if isinstance(end, str) else trimmed(end) + row.value_unit


def _reached(end: Decimal | str, text: str, beyond: str) -> str:
    """最高, 不低于100%: at an end of the field, or at or beyond a number."""
    natural = {HIGHEST: "不低于", LOWEST: "不高于"}
    return f"最{text[1]}" if natural.get(str(end)) == beyond else f"{beyond}{text}"


def _by_rank(row: Indicator, method: ByRank, book: RuleBook) -> Rule:
    order = "由低到高" if row.low else "由高到低"
    parts, first = [], 1
    for points, run in groupby(method.by_rank):
        last = first + len(list(run)) - 1
        several = last > first
        who = f"第{first}至{last}名各" if several else f"第{first}名"
        parts.append(who + _given(points))
        first = last + 1
    listed = "，".join(parts)
    rule = f"按{WORDS[row.quantity]}在{among(book)}中{order}的名次计分：{listed}"
    return f"{rule}；第{first}名及以后得0分，并列的按较好的名次计", ""


def _bands(row: Indicator, method: Bands, book: RuleBook) -> Rule:
    """差距在5个百分点及以上的得15分，不足5个百分点、在0个百分点及以上的得8分，其余得0分."""
    subject, unit = (
        ("差距", row.unit)
        if row.has_standard
        else (
            WORDS[row.quantity],
            row.value_unit,
        )
    )
    parts, under = [], ""
    for band in method.bands:
        points = _given(band.points)
        if band.start is None:
            parts.append(f"其余{points}" if under else f"一律{points}")
            break
        start = step(band.start, unit)
        parts.append(f"{under}在{start}及以上的{points}")
        under = f"不足{start}、"
    else:
        parts.append("其余得0分")
    return subject + "，".join(parts), ""


def _per_unit(row: Indicator, method: PerUnit, book: RuleBook) -> Rule:
    slope = Slope(abs(method.per_step), method.step)
    value, size = WORDS[row.quantity], step(method.step, row.value_unit)
    each = _each(slope, row.value_unit, "扣" if method.per_step < 0 else "加")
    start = f"以{trimmed(method.base)}分为起点，" if method.base else ""
    rest = f"（不足{size}的不计）" if method.whole else ""
    per_step = Slope(method.per_step, method.step)
    formula = f"得分＝{bracketed(method.base, 0)}+{_count(value, per_step, method.whole)}"
    return f"{start}每{'满' if method.whole else ''}{each}{rest}", formula


_METHODS: dict[type, Callable[[Indicator, Any, RuleBook], Rule]] = {
    Steps: _steps,
    Tiers: _tiers,
    Completion: _completion,
    Between: _between,
    ByRank: _by_rank,
    Bands: _bands,
    PerUnit: _per_unit,
}

# --- their words ------------------------------------------------------------------------------


def _sides(row: Indicator) -> tuple[str, str]:
    """高, 低: the better side first."""
    return ("低", "高") if row.low else ("高", "低")


def _each(slope: Slope, unit: str, verb: str) -> str:
    """1个百分点加0.5分."""
    return f"{step(slope.step, unit)}{verb}{trimmed(slope.per_step)}分"


def _given(points: Decimal) -> str:
    """得15分, 扣5分."""
    return f"扣{trimmed(-points)}分" if points < 0 else f"得{trimmed(points)}分"


def _count(of: str, slope: Slope, whole: bool) -> str:
    """差距÷0.1×0.2, of whole steps （差距÷0.1，取整）×0.2."""
    count = f"{of}÷{trimmed(slope.step)}"
    return f"{f'（{count}，取整）' if whole else count}×{bracketed(slope.per_step, 0)}"
