"""Enterprises drawn at random: negative, blank, zero and new ones, 退库, many decimals."""

from decimal import Decimal

import numpy as np
from hypothesis import strategies as st

from tests.enterprises.frames import COUNTIES, enterprise

DIVISIONS = ("06", "13", "26", "39", "46")
LARGEST = Decimal(10**11)  # 万元, with 15 decimals: more digits than a decimal's own 28 in a sum
SMALLEST = Decimal("0.000000000000001")
STATES = ("", "正常", "停产", "新建", "退库")

amounts = st.one_of(
    st.none(),
    st.sampled_from([Decimal(0), Decimal(-1), Decimal(50), Decimal(100)]),
    st.integers(-5, 10**6).map(Decimal),
    st.decimals(-100, 10**4, places=2),
    st.sampled_from([LARGEST, -LARGEST, LARGEST - SMALLEST, SMALLEST]),
)
pairs = st.tuples(amounts, amounts)
drafts = st.tuples(
    st.sampled_from(COUNTIES[:4]),
    st.sampled_from(DIVISIONS),
    pairs,
    pairs,
    st.sampled_from(STATES),
    st.booleans(),
)
rows = st.lists(drafts, max_size=40).map(
    lambda listed: [
        enterprise(f"{n:02}", county, division, month=month, ytd=ytd, state=state, is_key=is_key)
        for n, (county, division, month, ytd, state, is_key) in enumerate(listed)
    ]
)


def drawn(seed, count):
    """As many rows of all counties, figures like those of a month; the same for a seed."""
    rng = np.random.default_rng(seed)
    return [
        enterprise(
            f"{n:05}",
            str(rng.choice(COUNTIES)),
            str(rng.choice(DIVISIONS)),
            month=_pair(rng),
            ytd=_pair(rng),
            state=str(rng.choice(STATES)),
            is_key=bool(rng.random() < 0.02),
        )
        for n in range(count)
    ]


def _pair(rng):
    base = _amount(rng)
    if base is not None and rng.random() < 0.8:
        rate = Decimal(int(rng.choice([0, 49, 50, 51, 70, 99, 100, 101, 130, 250])))
        return (base * rate / 100, base)
    return (_amount(rng), base)


def _amount(rng):
    match int(rng.integers(0, 20)):
        case 0:
            return None
        case 1:
            return Decimal(0)
        case 2:
            return Decimal(-int(rng.integers(1, 500)))
        case _:
            return Decimal(int(rng.integers(1, 10**7))).scaleb(-int(rng.integers(0, 4)))
