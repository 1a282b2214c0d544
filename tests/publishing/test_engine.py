"""The engine gives what Jupyter's own kernel gives: every output, error and mark."""

import subprocess
import sys

import nbformat
import pytest
from jupyter_client import kernelspec

from fzlib.publishing import notebooks
from fzlib.publishing.notebooks import NotebookError, notebook_path, settle
from fzlib.publishing.request import INPROCESS, KERNELS, STOCK
from tests.publishing.books import book, cells, lasting, run
from tests.publishing.folders import FUZHOU

SHOWN, FAILING = cells("shown"), cells("failing")
KIT = {
    "monthly": {"period": "2023-05"},
    "quarterly": {"period": "2023-Q3"},
    "annual": {"period": "2023"},
    "county": {"period": "2023-08", "county": "鼓楼区"},
    "datacheck": {"period": "2023-12"},
    "targets": {"period": "2023-09"},
    "enterprises": {"period": "2023-03"},
}
whole = pytest.mark.slow
noisy = pytest.mark.filterwarnings("default")  # of the libraries below papermill


@pytest.fixture(autouse=True)
def as_a_user(monkeypatch):
    """ipykernel leaves descriptors alone where this stands."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")


@whole
@noisy
@pytest.mark.parametrize("name", KIT)
def test_notebooks_of_the_kit(tmp_path, name):
    given = KIT[name] | {"data": str(FUZHOU)}
    records = {}
    for kernel in KERNELS:
        made = run(notebook_path(name), tmp_path / f"{kernel}.ipynb", given, kernel=kernel)
        marks = lasting(made.metadata), [lasting(cell.metadata) for cell in made.cells]
        settle(made, KIT[name])
        records[kernel] = nbformat.writes(made), marks
    assert "<h2" in records[STOCK][0] or "<table" in records[STOCK][0]
    assert records[INPROCESS] == records[STOCK]


def test_all_notebooks_of_the_kit_are_compared():
    shipped = {path.stem for path in notebook_path("monthly").parent.glob("*.ipynb")}
    assert shipped == {*KIT, "explore"}  # that one has controls, whose state Jupyter's kernel keeps


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The same notebook of every kind of output, run in each kernel."""
    folder = tmp_path_factory.mktemp("shown")
    path = book(folder / "shown.ipynb", *SHOWN.values())
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        return {
            kernel: run(path, folder / f"{kernel}.ipynb", {}, kernel=kernel) for kernel in KERNELS
        }


@whole
@noisy
class TestShown:
    @pytest.mark.parametrize(("number", "what"), list(enumerate(SHOWN, 2)))
    def test_cell(self, shown, number, what):
        assert lasting(shown[INPROCESS].cells[number]) == lasting(shown[STOCK].cells[number])

    def test_metadata(self, shown):
        assert lasting(shown[INPROCESS].metadata) == lasting(shown[STOCK].metadata)


@whole
@noisy
@pytest.mark.parametrize("what", FAILING)
def test_failures(tmp_path, what):
    records = {}
    for kernel in KERNELS:
        path = book(tmp_path / "failing.ipynb", "a = 1", FAILING[what], "print('never')")
        output = tmp_path / f"{kernel}.ipynb"
        try:
            run(path, output, {}, kernel=kernel)
            told = None
        except NotebookError as error:
            told = str(error)
        records[kernel] = told, lasting(nbformat.read(output, as_version=4))
    assert records[INPROCESS] == records[STOCK]


@whole
@noisy
def test_that_it_cannot_await_is_told_where_a_cell_does(tmp_path):
    path = book(tmp_path / "in.ipynb", "import asyncio", "await asyncio.sleep(0)")
    with pytest.raises(
        NotebookError, match="第2个代码单元格出错：SyntaxError：'await' outside function"
    ):
        run(path, tmp_path / "out.ipynb", {})


@whole
@noisy
def test_ten_megabytes_of_text(tmp_path):
    path = book(tmp_path / "much.ipynb", "for _ in range(10):\n    print('x' * 1_000_000)")
    made = run(path, tmp_path / "out.ipynb", {})
    text = "".join(output.text for output in made.cells[-1].outputs)
    assert text == ("x" * 1_000_000 + "\n") * 10


@whole
def test_papermill_knows_it_by_its_name(tmp_path):
    path, out = book(tmp_path / "in.ipynb", "print(1)", "1 / 0"), tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", str(path), str(out), "--engine", "inprocess"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ZeroDivisionError: division by zero" in done.stderr
    cells = nbformat.read(out, as_version=4).cells
    assert [cell.outputs[0].text for cell in cells if cell.source == "print(1)"] == ["1\n"]


@pytest.mark.parametrize("first", ["papermill", "fzlib.publishing.engine"])
def test_the_engine_is_there_whatever_is_imported_first(first):
    """papermill loads it while it is being imported itself."""
    code = f"import {first}; from papermill.engines import papermill_engines as engines; "
    code += "print(engines.get_engine('inprocess').nb_kernel_name.__name__)"
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("nb_kernel_name\n", "")


@pytest.fixture
def spec(monkeypatch):
    """The kernelspec that there is, to be changed."""
    spec = kernelspec.KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{file}"])
    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", lambda *_: spec)
    return spec


class TestAnotherKernelIsJupytersOwn:
    @pytest.fixture
    def ran(self, tmp_path, monkeypatch):
        """What papermill is asked for, of a notebook that names a kernel."""
        import papermill

        def ran(kernel="theirs", *, chosen=INPROCESS):
            made = []
            monkeypatch.setattr(papermill, "execute_notebook", lambda *_, **o: made.append(o))
            notebooks.run(
                book(tmp_path / "in.ipynb", kernel=kernel), tmp_path / "o.ipynb", {}, kernel=chosen
            )
            return made[0].get("engine_name", STOCK)

        return ran

    def test_python3_is_ours_whatever_the_environment_calls_so(self, ran, spec):
        """JUPYTER_PATH may lead to a kernel of that name whose command is anything."""
        spec.argv = ["/bin/sh", "-c", "touch taken"]
        assert ran("python3") == INPROCESS
        assert ran("python3", chosen=STOCK) == STOCK

    @pytest.mark.parametrize(
        "changes",
        [
            {"argv": ["R", "--slave", "-e", "IRkernel::main()"]},
            {"argv": ["/elsewhere/python", "-m", "ipykernel_launcher"]},
            {"env": {"A": "b"}},
        ],
        ids=["of another language", "of another Python", "with an environment of its own"],
    )
    def test_what_is_not_this_python(self, ran, spec, changes):
        assert ran() == INPROCESS
        for name, value in changes.items():
            setattr(spec, name, value)
        assert ran() == STOCK

    def test_unknown(self, ran):
        with pytest.raises(NotebookError, match="内核没有启动或中途停止"):
            ran("nosuch")

    def test_none_named(self, ran):
        assert ran("") == STOCK
