"""Who came into the file and went out of it since the period before, and who moved."""

import pytest

from fzlib.analysis.enterprises.turnover import turnover
from tests.analysis.enterprises.watched import shipped_year, year
from tests.enterprises.frames import enterprise

KINDS = ("came", "went", "left", "county", "division")
HERE, LEFT = enterprise(), enterprise(state="退库")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (HERE, HERE, ()),
        (None, HERE, ("came",)),
        (HERE, None, ("went",)),
        (HERE, LEFT, ("left",)),
        (LEFT, LEFT, ()),
        (LEFT, None, ()),  # it was out already
        (LEFT, HERE, ("came",)),
        (None, LEFT, ("left",)),
        (HERE, enterprise(county="长乐区"), ("county",)),
        (HERE, enterprise(division="26"), ("division",)),
        (HERE, enterprise(county="长乐区", division="26"), ("county", "division")),
        (HERE, enterprise(state="停产", month=(0, 1)), ()),
        (HERE, enterprise(name="改名"), ()),
    ],
)
def test_since_the_period_before(before, now, expected):
    listed = {4: [before] if before else [], 5: [now] if now else []}
    found = turnover(year(listed))
    assert tuple(kind for kind in KINDS if getattr(found, kind)) == expected


def test_a_move_has_both_rows():
    (move,) = turnover(year({4: [HERE], 5: [enterprise(county="长乐区")]})).county
    assert (move.before.county, move.now.county) == ("福清市", "长乐区")


def test_it_is_against_the_last_file():
    rows = {code: enterprise(code) for code in "123"}
    own = year({2: [rows["1"]], 3: [rows["1"], rows["2"]], 6: list(rows.values())})
    found = turnover(own)
    assert (str(found.before), [row.code for row in found.came]) == ("2023-03", ["3"])


def test_nothing_is_before_the_first_file():
    assert turnover(year({2: [HERE]})) is None


def test_the_shipped_files_balance():
    """Rows in the frame now = before + came − went − left; some moved in the year."""
    moved = {"county": 0, "division": 0, "came": 0, "left": 0, "went": 0}
    for month in range(3, 13):
        own = shipped_year(f"2023-{month:02d}")
        found = turnover(own)
        now, before = (
            sum(not row.is_left for row in frame.rows) for frame in (own.frame, own.earlier[-1])
        )
        assert now == before + len(found.came) - len(found.went) - len(found.left)
        moved = {kind: count + len(getattr(found, kind)) for kind, count in moved.items()}
    assert all(moved.values())
