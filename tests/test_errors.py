"""Problems have a place, a kind and a remedy; what is unknown is met with the nearest name."""

import ast
import difflib
from pathlib import Path

import pytest

from fzlib.errors import PROBLEM_KINDS, Place, Problem, ProblemLog, nearest, suggestion

COUNTIES = ["鼓楼区", "台江区", "仓山区", "福清市", "长乐区", "闽侯县", "闽清县"]
PACKAGE = Path(__file__).resolve().parents[1] / "fzlib"


@pytest.mark.parametrize("name", ["福清巿", "长乐市", "闽县", "鼓楼", "x", "", "区"])
@pytest.mark.parametrize("likeness", [0.0, 0.3, 0.6])
def test_the_nearest_name_is_the_one_of_difflib(name, likeness):
    near = difflib.get_close_matches(name, COUNTIES, n=1, cutoff=likeness)
    assert nearest(name, COUNTIES, likeness=likeness) == "".join(near)


def test_of_equally_similar_names_the_preferred_is_taken():
    alike = ["闽侯县", "闽清县"]
    assert nearest("闽县", alike, preference=lambda name: name == "闽侯县") == "闽侯县"
    assert nearest("闽县", []) == ""


def test_a_suggestion_lists_what_there_is():
    assert suggestion("福清", COUNTIES[2:5]) == "；是不是“福清市”？可选：仓山区、福清市、长乐区"
    assert suggestion("x", COUNTIES) == "；可选：鼓楼区、台江区、仓山区、福清市、长乐区等7个"


def test_a_kind_is_one_of_those_there_are():
    log, place = ProblemLog(), Place("a.csv")
    log.stop(place, "没有这个文件", kind="file.absent")
    log.warn(place, "是隐藏的工作表", kind="sheet.hidden")
    assert [p.kind for p in (*log.problems, *log.warnings)] == ["file.absent", "sheet.hidden"]
    assert log.problems == [Problem(place, "没有这个文件")]  # the kind only sorts
    with pytest.raises(ValueError, match=r"file\.lost"):
        log.stop(place, "没有这个文件", kind="file.lost")


def kinds_given():
    """Every literal ``kind="…"`` of a problem in the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
            if name in ("stop", "warn") or getattr(getattr(node, "func", 0), "id", 0) == "Problem":
                given = {key.arg: key.value for key in node.keywords}.get("kind")
                if isinstance(given, ast.Constant):
                    yield given.value


def test_no_kind_is_given_that_is_not_there():
    assert set(kinds_given()) <= PROBLEM_KINDS
