"""Notebooks as they are committed: short, without outputs, with parameters papermill can set."""

import ast
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
MOST_CODE_CELLS = 25
MOST_LINES = 6
NO_PARAMETERS = ("explore",)  # for an analyst at work; papermill does not run it
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
SIMPLE = (str, int, float, bool)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def parameter_cells(notebook):
    return [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]


def parse(cell):
    return ast.parse(TransformerManager().transform_cell(cell.source))


def leftovers(notebook):
    """Code cells that carry something of a run."""
    return [
        cell.source
        for cell in code_cells(notebook)
        if cell.outputs or cell.execution_count is not None or "execution" in cell.metadata
    ]


def too_much(notebook):
    """What is more than a notebook should hold, in words."""
    cells = code_cells(notebook)
    faults = [f"{len(cells)} code cells"] if len(cells) > MOST_CODE_CELLS else []
    for cell in cells:
        nodes = list(ast.walk(parse(cell)))
        contents = {
            f"over {MOST_LINES} lines": len(cell.source.strip().splitlines()) > MOST_LINES,
            "a definition": any(isinstance(node, DEFINITIONS) for node in nodes),
            "a loop": any(isinstance(node, LOOPS) for node in nodes),
        }
        faults += [f"{what}: {cell.source}" for what, holds in contents.items() if holds]
    return faults


def literal(node):
    """Value of a literal string or number, or None."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    return value if type(value) in SIMPLE else None


def odd_parameters(cell):
    """Statements of a parameters cell that are not one name set to one literal of its type."""
    odd = []
    for statement in parse(cell).body:
        match statement:
            case ast.Assign(targets=[ast.Name()], value=value):
                fits = literal(value) is not None
            case ast.AnnAssign(target=ast.Name(), annotation=ast.Name(id=kind), value=value):
                fits = value is not None and type(literal(value)).__name__ == kind
            case _:
                fits = False
        if not fits:
            odd.append(ast.unparse(statement))
    return odd


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


def test_monthly_notebook_exists():
    assert "monthly" in [path.stem for path in NOTEBOOKS]


def test_is_valid(path):
    nbformat.validate(read(path))


def test_names_its_kernel(path):
    # papermill refuses a notebook that names no kernel or no language
    kernel = read(path).metadata.get("kernelspec", {})
    assert (kernel.get("name"), kernel.get("language")) == ("python3", "python")


def test_holds_nothing_of_a_run(path):
    assert leftovers(read(path)) == []


def test_is_short_and_defines_nothing(path):
    assert too_much(read(path)) == []


def test_parameters_are_typed_literals(path):
    cells = parameter_cells(read(path))
    assert len(cells) == (0 if path.stem in NO_PARAMETERS else 1)
    assert [odd for cell in cells for odd in odd_parameters(cell)] == []


def notebook_of(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])


def test_leftovers_are_found():
    run = notebook_of("1 + 1", "2 + 2")
    run.cells[1].execution_count = 1
    assert leftovers(run) == ["2 + 2"]


@pytest.mark.parametrize(
    "source",
    ["def f(): pass", "class A: pass", "for i in x: i", "while x: x", "\n".join("abcdefg")],
)
def test_too_much_is_found(source):
    assert len(too_much(notebook_of(source))) == 1
    assert len(too_much(notebook_of(*["1"] * 26))) == 1


@pytest.mark.parametrize("source", ["%load_ext autoreload", "a\nb\nc\nd\ne\nf", "[i for i in x]"])
def test_short_cells_pass(source):
    assert too_much(notebook_of(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "period = today()",
        "period: str = 5",
        "period: str",
        "a = b = 1",
        "a, b = 1, 2",
        "a = [1]",
        "a = None",
        "import sys",
    ],
)
def test_odd_parameters_are_found(source):
    assert odd_parameters(nbformat.v4.new_code_cell(source)) != []


@pytest.mark.parametrize(
    "source", ['period: str = "2023-05"  # 期间', "draws: int = 10", "a: float = -0.5", "b = True"]
)
def test_typed_literals_pass(source):
    assert odd_parameters(nbformat.v4.new_code_cell(source)) == []
