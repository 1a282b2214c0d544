"""Nothing of a notebook reaches another, whether it ran before it or runs beside it."""

import os
from functools import partial

import pytest

from fzlib.publishing import processes
from fzlib.publishing.request import INPROCESS, KERNELS, STOCK
from tests.publishing import calls
from tests.publishing.books import book, cells, printed, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # of the libraries below papermill
]
LEAVE, LOOK, DRAW = cells("apart").values()
# until so many flags of a name are there
WAIT = """
import glob, time
end = time.monotonic() + 120
while len(glob.glob({0!r})) < {1}: time.sleep(0.02); assert time.monotonic() < end
"""


@pytest.fixture
def shown(tmp_path):
    """Run cells in a kernel; what the last one printed."""

    def show(*sources, kernel=INPROCESS):
        path = book(tmp_path / f"{kernel}.ipynb", *sources)
        return printed(run(path, path.with_suffix(".out.ipynb"), {}, kernel=kernel))

    return show


@pytest.fixture
def beside(tmp_path):
    """Run notebooks of these cells as a report does, all at once; what the last cells printed."""

    def show(*notebooks):
        paths = [book(tmp_path / f"{n}.ipynb", *sources) for n, sources in enumerate(notebooks)]
        return processes.apart(partial(calls.notebooks, paths))

    return show


def test_no_trace_of_one_before(shown, beside):
    clean = shown(LOOK, kernel=STOCK)
    assert shown(LOOK) == clean
    marked = shown(LEAVE, LOOK)
    changed = [then != now for then, now in zip(clean.split(), marked.split(), strict=False)]
    assert sum(changed) > 15  # what is looked for can be seen where it is
    assert shown(LOOK) == clean


def test_no_trace_of_one_beside(shown, beside, tmp_path):
    left, looked = str(tmp_path / "left"), str(tmp_path / "looked")
    stay = f"import os; os.mkdir({left!r})" + WAIT.format(looked, 1)
    wait = "import os" + WAIT.format(left, 1)
    look = LOOK + f"\nos.rmdir({left!r}); os.mkdir({looked!r})"
    assert beside((LEAVE, stay, "print()"), (wait, look)) == ["\n", shown(LOOK)]


def test_no_two_draw_the_same(shown, beside):
    drawn = [text.split() for text in (shown(DRAW), *beside((DRAW,), (DRAW,)))]
    assert all(len(set(values)) == 3 for values in zip(*drawn, strict=True))


@pytest.mark.parametrize("kernel", KERNELS)
def test_folder_and_environment_are_those_of_whoever_asks(shown, kernel, monkeypatch, tmp_path):
    look = "import os; print(os.getcwd(), os.environ.get('ASKED'), os.environ.get('HOME'))"
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("ASKED", "yes")
    monkeypatch.delenv("HOME")
    assert shown(look, kernel=kernel) == f"{tmp_path / 'here'} yes None\n"
    monkeypatch.undo()
    place = os.getcwd()  # noqa: PTH109
    assert shown(look, kernel=kernel) == f"{place} None {os.environ.get('HOME')}\n"


def test_eight_at_once(beside, tmp_path):
    def counting(number):
        come = f"import os; os.mkdir({str(tmp_path / f'come{number}')!r})"
        count = come + WAIT.format(str(tmp_path / "come?"), 8) + f"mine = {number}"
        return count, "print(mine, sum(range(mine * 1000)))"

    sums = beside(*map(counting, range(8)))
    assert sums == [f"{n} {sum(range(n * 1000))}\n" for n in range(8)]
