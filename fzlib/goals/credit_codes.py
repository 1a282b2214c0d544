"""The check digit of a 统一社会信用代码, by GB 32100-2015."""

from __future__ import annotations

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
LENGTH = 18
# the check digit counts as it is
_WEIGHTS = (*(pow(3, place, 31) for place in range(LENGTH - 1)), 1)


def is_credit_code(text: str) -> bool:
    """Whether a code has 18 of the standard's signs, the last of them as the others demand.

    Weights are 3^i modulo 31; the check digit makes the weighted sum a multiple of 31.
    """
    if len(text) != LENGTH or not _VALUES.keys() >= set(text):
        return False
    return (
        sum(_VALUES[sign] * weight for sign, weight in zip(text, _WEIGHTS, strict=True)) % 31 == 0
    )
