"""减产面 under its readings, month and year to date; 停产, and who is in no reading, apart."""

from __future__ import annotations

from fzlib.analysis.enterprises.rates import down_share
from fzlib.enterprises.frame import Group
from fzlib.enterprises.marks import (
    DENOMINATORS,
    DOWN,
    ENTERED,
    FIRMS,
    HALF_IDLE,
    IDLE,
    IDLE_IN_BOTH,
    LEFT,
    MARKS,
    REPORTED,
)
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import fixed, sign

UNREPORTED = "缺报"
CHOSEN = "（本报告采用）"


def words(found: Findings) -> list[str]:
    """A paragraph a span."""
    return [_words(found, span) for span in found.city_rows]


def _words(found: Findings, span: str) -> str:
    """5月，可比企业2792户中，产值低于上年同期的692户，减产面为24.79%，…。"""
    group, settings = found.city_rows[span].group, found.enterprises.settings
    chosen = DENOMINATORS[settings.denominator]
    lead = f"{found.label(span)}，{chosen.name}{values.firms(group.counts[chosen.mark])}"
    own = down_share(group, settings.denominator, values.SHARE)
    if own is None:
        return f"{lead}，不计算减产面。"
    counts = group.counts
    text = f"{lead}中，产值低于上年同期的{values.firms(counts[DOWN])}"
    idle = [f"{MARKS[m].name}{values.firms(counts[m])}" for m in (IDLE, HALF_IDLE) if counts[m]]
    text += f"（其中{'、'.join(idle)}）" if idle else ""
    text += f"，减产面为{values.share(own)}{_since(found, span)}"
    return f"{text}。" + _others(group, settings.denominator) + _apart(group)


def _since(found: Findings, span: str) -> str:
    """，较4月提高0.52个百分点: against the period just before, as printed."""
    own = found.city_rows[span].down_share
    before = found.before.group(span) if found.before else None
    denominator = found.enterprises.settings.denominator
    earlier = down_share(before, denominator, values.SHARE) if before else None
    if own is None or earlier is None or found.before is None:
        return ""
    name = found.before.period.span_label(span)
    gap = own - earlier
    if not gap:
        return f"，与{name}持平"
    verb = "提高" if sign(gap) > 0 else "降低"
    return f"，较{name}{verb}{fixed(abs(gap), values.SHARE)}个百分点"


def _others(group: Group, denominator: str) -> str:
    """按已报企业计算为24.55%，按全部企业计算为24.45%。"""
    told = [
        f"按{own.name}计算为{values.share(share)}"
        for code, own in DENOMINATORS.items()
        if code != denominator and (share := down_share(group, code, values.SHARE)) is not None
    ]
    return f"{'，'.join(told)}。" if told else ""


def _apart(group: Group) -> str:
    """新增企业24户、两期均停产3户、缺报11户、退库企业1户不作为减产企业。"""
    names = [MARKS[ENTERED].name, MARKS[IDLE_IN_BOTH].name, UNREPORTED, MARKS[LEFT].name]
    told = [
        f"{name}{values.firms(count)}"
        for name, count in zip(names, apart(group), strict=True)
        if count
    ]
    return f"{'、'.join(told)}不作为减产企业。" if told else ""


def apart(group: Group) -> list[int]:
    """新增, 两期均停产, 缺报, 退库: how many."""
    counts = group.counts
    missing = counts[FIRMS] - counts[REPORTED]
    return [counts[ENTERED], counts[IDLE_IN_BOTH], missing, counts[LEFT]]


def table(found: Findings) -> blocks.Table:
    """A row a reading, from the same counts."""
    settings, groups = found.enterprises.settings, [r.group for r in found.city_rows.values()]
    lines = []
    for code, own in DENOMINATORS.items():
        name = own.name + CHOSEN * (code == settings.denominator)
        cells = [name]
        for group in groups:
            share = fixed(down_share(group, code, values.SHARE), values.SHARE)
            cells += [str(group.counts[DOWN]), str(group.counts[own.mark]), share]
        lines.append(cells)
    titles = ("减产企业（户）", "口径内企业（户）", "减产面（%）")
    return blocks.table(
        "三种口径的减产面",
        [blocks.group(found.title(span), *titles) for span in found.city_rows],
        lines,
        names="口径",
        note="注：减产面为减产企业占口径内企业的百分比。",
        look="plain",
    )
