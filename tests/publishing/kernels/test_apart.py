"""Nothing of a notebook reaches another, whether it ran before it or runs beside it."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from fzlib.publishing.kernels import KINDS, LEAN, STOCK, WARM
from fzlib.publishing.notebooks import run
from tests.publishing.kernels.books import book, cells, said

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
    """Run cells in a kernel of some kind; what the last one printed."""

    def show(kind, *sources, number=0):
        path = book(tmp_path / f"{kind}{number}.ipynb", *sources)
        return said(run(path, path.with_suffix(".out.ipynb"), {}, kernel=kind))

    return show


@pytest.mark.parametrize("kind", [LEAN, WARM])
def test_no_trace_of_one_before(shown, kind):
    clean = shown(STOCK, LOOK)
    assert shown(kind, LOOK) == clean
    marked = shown(kind, LEAVE, LOOK)
    changed = [one != other for one, other in zip(clean.split(), marked.split(), strict=False)]
    assert sum(changed) > 15  # what is looked for can be seen where it is
    assert shown(kind, LOOK) == clean


@pytest.mark.parametrize("kind", [LEAN, WARM])
def test_no_trace_of_one_beside(shown, kind, tmp_path):
    clean = shown(kind, LOOK)
    left, looked = tmp_path / "left", tmp_path / "looked"
    with ThreadPoolExecutor(2) as pool:
        stay = f"import os; os.mkdir({str(left)!r})" + WAIT.format(str(looked), 1)
        beside = pool.submit(shown, kind, LEAVE, stay, "print()")
        wait = "import os" + WAIT.format(str(left), 1)
        found = pool.submit(shown, kind, wait, LOOK, number=1)
        try:
            assert found.result() == clean
        finally:
            looked.mkdir()
        assert beside.result() == "\n"


@pytest.mark.parametrize("kind", [LEAN, WARM])
def test_no_two_draw_the_same(shown, kind):
    drawn = [shown(kind, DRAW).split() for _ in range(3)]
    assert all(len(set(values)) == 3 for values in zip(*drawn, strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_folder_and_environment_are_those_of_whoever_asks(shown, kind, monkeypatch, tmp_path):
    look = "import os; print(os.getcwd(), os.environ.get('ASKED'), os.environ.get('HOME'))"
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("ASKED", "yes")
    monkeypatch.delenv("HOME")
    assert shown(kind, look) == f"{tmp_path / 'here'} yes None\n"
    monkeypatch.undo()
    assert shown(kind, look) == f"{os.getcwd()} None {os.environ.get('HOME')}\n"  # noqa: PTH109


@pytest.mark.parametrize("kind", [LEAN, WARM])
def test_eight_at_once(shown, kind, tmp_path):
    def once(number):
        come = f"import os; os.mkdir({str(tmp_path / f'come{number}')!r})"
        count = come + WAIT.format(str(tmp_path / "come?"), 8) + f"mine = {number}"
        return shown(kind, count, "print(mine, sum(range(mine * 1000)))", number=number)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(once, range(8)))
    assert found == [f"{n} {sum(range(n * 1000))}\n" for n in range(8)]
