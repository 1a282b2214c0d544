"""Why an enterprise is on the watch list (关注名单): 停产, 半停产, 下降快, 重点企业下降."""

from __future__ import annotations

from fractions import Fraction

from fzlib.enterprises.frame import Enterprise
from fzlib.enterprises.marks import DOWN, HALF_IDLE, IDLE, MARKS
from fzlib.enterprises.settings import EnterpriseSettings

FAST_FALL, KEY_DOWN = "fast_fall", "key_down"
REASONS = {  # ENTERPRISES, Findings: the worse ones first
    IDLE: MARKS[IDLE].name,
    HALF_IDLE: MARKS[HALF_IDLE].name,
    FAST_FALL: "下降快",
    KEY_DOWN: "重点企业下降",
}


def reasons(row: Enterprise, span: str, settings: EnterpriseSettings) -> tuple[str, ...]:
    """Codes of `REASONS`, in their order; none of a row that is not comparable, or 退库.

    What is idle or half idle is not told as 下降快 too: that says less of the same fall. A 重点企业
    that falls is told whatever else it is.
    """
    found = (_fall(row, span, settings), KEY_DOWN if _is_key_down(row, span) else "")
    return tuple(reason for reason in found if reason)


def _fall(row: Enterprise, span: str, settings: EnterpriseSettings) -> str:
    figures = row.of(span)
    for mark in (IDLE, HALF_IDLE):
        if mark in figures.marks:
            return mark
    if DOWN not in figures.marks or figures.output is None or figures.base is None:
        return ""
    output, base = Fraction(figures.output), Fraction(figures.base)
    # growth <= −fast_fall %, without a division and its rounding
    is_fast = 100 * (output - base) <= -Fraction(settings.fast_fall) * base
    return FAST_FALL if is_fast else ""


def _is_key_down(row: Enterprise, span: str) -> bool:
    return row.is_key and DOWN in row.of(span).marks
