"""Bytes spoilt at random, and how often a random test is run."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st


def quick(examples):
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )


def slowly(examples):
    return pytest.param(examples, marks=pytest.mark.slow)


@st.composite
def spoilt(draw, content):
    """Bytes flipped, cut out, cut off, doubled, moved or overwritten."""
    content = bytearray(content)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        end = at + draw(st.integers(1, 300))
        match draw(st.sampled_from(["flip", "flip", "cut", "end", "double", "move", "write"])):
            case "flip" if content:
                content[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del content[at:end]
            case "end":
                del content[at:]
            case "double":
                content[at:at] = content[at:end]
            case "move":
                part = bytes(content[at:end])
                del content[at:end]
                to = draw(st.integers(0, len(content)))
                content[to:to] = part
            case "write":
                part = draw(st.binary(min_size=1, max_size=8))
                content[at : at + len(part)] = part
    return bytes(content)
