"""Lean and warm kernels give what Jupyter's own gives: every output, error and mark."""

import nbformat
import papermill
import pytest

from fzlib.publishing.job import notebook_path
from fzlib.publishing.kernels import LEAN, STOCK, WARM, settings
from fzlib.publishing.notebooks import NotebookError, run, settle
from tests.publishing.folders import FUZHOU
from tests.publishing.kernels.books import book, cells, lasting

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # of the libraries below papermill
]
SHOWN, FAILING = cells("shown"), cells("failing")
KIT = {
    "monthly": {"period": "2023-05"},
    "quarterly": {"period": "2023-Q3"},
    "annual": {"period": "2023"},
    "county": {"period": "2023-08", "county": "鼓楼区"},
    "datacheck": {"period": "2023-12"},
}


@pytest.fixture(autouse=True)
def as_a_user(monkeypatch):
    """ipykernel leaves descriptors alone where this stands."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")


@pytest.mark.parametrize("name", KIT)
def test_notebooks_of_the_kit(tmp_path, name):
    given = KIT[name] | {"data": str(FUZHOU)}
    found = {}
    for kind in (STOCK, LEAN, WARM):
        made = run(notebook_path(name), tmp_path / f"{kind}.ipynb", given, kernel=kind)
        marks = lasting(made.metadata), [lasting(cell.metadata) for cell in made.cells]
        settle(made, KIT[name])
        found[kind] = nbformat.writes(made), marks
    assert "<h2" in found[STOCK][0] or "<table" in found[STOCK][0]
    assert found[LEAN] == found[STOCK]
    assert found[WARM] == found[STOCK]


def test_the_notebook_of_controls(tmp_path):
    """It is the analyst's own, without a parameters cell: papermill runs it as it stands."""
    found = {}
    for kind in (STOCK, LEAN, WARM):
        with settings(kind, "python3") as options:
            made = papermill.execute_notebook(
                notebook_path("explore"), tmp_path / f"{kind}.ipynb", progress_bar=False, **options
            )
        found[kind] = lasting(made)
    assert "widget-view+json" in str(found[STOCK])
    assert "<table" in str(found[STOCK]["metadata"]["widgets"])
    assert found[LEAN] == found[STOCK]
    assert found[WARM] == found[STOCK]


def test_all_notebooks_of_the_kit_are_compared():
    there = {path.stem for path in notebook_path("monthly").parent.glob("*.ipynb")}
    assert there == {*KIT, "explore"}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The same notebook of every kind of output, run in each kernel."""
    folder = tmp_path_factory.mktemp("shown")
    path = book(folder / "shown.ipynb", *SHOWN.values())
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        return {
            kind: run(path, folder / f"{kind}.ipynb", {}, kernel=kind)
            for kind in (STOCK, LEAN, WARM)
        }


@pytest.mark.parametrize("kind", [LEAN, WARM])
class TestShown:
    @pytest.mark.parametrize(("number", "what"), list(enumerate(SHOWN, 1)))
    def test_cell(self, shown, kind, number, what):
        assert lasting(shown[kind].cells[number]) == lasting(shown[STOCK].cells[number])

    def test_metadata(self, shown, kind):
        assert lasting(shown[kind].metadata) == lasting(shown[STOCK].metadata)
        assert "widgets" in shown[kind].metadata


@pytest.mark.parametrize("what", FAILING)
def test_failures(tmp_path, what):
    found = {}
    for kind in (STOCK, LEAN, WARM):
        path = book(tmp_path / "failing.ipynb", "a = 1", FAILING[what], "print('never')")
        output = tmp_path / f"{kind}.ipynb"
        try:
            run(path, output, {}, kernel=kind)
            told = None
        except NotebookError as error:
            told = str(error)
        found[kind] = told, lasting(nbformat.read(output, as_version=4))
    assert found[LEAN] == found[STOCK]
    assert found[WARM] == found[STOCK]


@pytest.mark.parametrize("kind", [LEAN, WARM])
def test_ten_megabytes_of_text(tmp_path, kind):
    path = book(tmp_path / "much.ipynb", "for _ in range(10):\n    print('x' * 1_000_000)")
    made = run(path, tmp_path / "out.ipynb", {}, kernel=kind)
    text = "".join(output.text for output in made.cells[-1].outputs)
    assert text == ("x" * 1_000_000 + "\n") * 10
