"""Which stretches of steps are scored at a time."""

from fzlib.analysis.stretches import grid, jumps, taken


def test_small_stretches_are_scored_together():
    """Every step of as many stretches as there is room for; those between are left out."""
    stretches = [(0, 3), (3, 5), (9, 12), (40, 90)]
    first = taken(stretches, 16)
    assert first == stretches[:3]
    assert jumps(first) == [5]
    steps = grid(first, 16).tolist()
    assert steps == [0, 1, 2, 3, 3, 4, 5, 9, 10, 11, 12, 12, 12, 12, 12, 12, 12]
    assert taken(stretches[3:], 16) == stretches[3:]
