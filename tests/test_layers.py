"""The direction of docs/architecture.md: a folder of fzlib imports only from folders above it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "fzlib"
LAYERS = (
    "errors", "paths", "disk", "locks", "scratch", "vocabulary", "toml_schema", "scoring", "goals",
    "enterprises", "analysis", "intake", "desk", "presentation", "publishing", "lab", "cli",
)  # fmt: skip
# Beyond the direction: what is shown is handed over; the lab publishes nothing.
CLOSED = {("presentation", "desk"), ("lab", "publishing")}
HEAVY = ("papermill", "nbconvert", "matplotlib", "pandas", "duckdb")

FILES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    # The package's front door hands out names of every folder; python -m fzlib is the command line.
    if path not in (PACKAGE / "__init__.py", PACKAGE / "__main__.py")
]


def imported_modules(source, module, *, is_package):
    """Dotted names that the source of `module` imports, wherever in it the import stands."""
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            # `from fzlib import scoring` names the folder only in what it imports
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def violations(source, module, *, is_package=False):
    """Imports in the source of `module`, a dotted name, that go against the direction."""
    folder = module.split(".")[1]
    if folder not in LAYERS:
        return [f"{module}: {folder} has no place in the order {', '.join(LAYERS)}"]
    faults = []
    for name in imported_modules(source, module, is_package=is_package):
        parts = name.split(".")
        if parts[0] != "fzlib" or parts[1:] == ["__version__"]:
            continue
        target = parts[1] if len(parts) > 1 else None
        if target not in LAYERS:
            faults.append(f"{module} imports {name}: the front door is for users, not for fzlib")
        elif LAYERS.index(target) > LAYERS.index(folder) or (folder, target) in CLOSED:
            faults.append(f"{module} imports {name}: {target} is not above {folder}")
    return faults


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_folder_imports_only_from_above(path):
    source = path.read_text(encoding="utf-8")
    assert violations(source, module_name(path), is_package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("fzlib.scoring.engine", "from fzlib.intake import tables"),
        ("fzlib.scoring.engine", "from fzlib import intake"),
        ("fzlib.scoring.engine", "import fzlib.cli"),
        ("fzlib.scoring.engine", "import fzlib"),
        ("fzlib.scoring.engine", "from fzlib import score"),
        ("fzlib.scoring.engine", "from ..intake.tables import Grid"),
        ("fzlib.scoring.engine", "from .. import presentation"),
        ("fzlib.scoring.engine", "def late():\n    import fzlib.publishing.page"),
        ("fzlib.analysis.explain", "from fzlib.intake.folder import DataFolder"),
        ("fzlib.presentation.tables", "from fzlib.desk import load"),
        ("fzlib.errors", "from fzlib.scoring.periods import Period"),
        ("fzlib.publishing.release", "if TYPE_CHECKING:\n    from fzlib.cli import main"),
        ("fzlib.helpers", ""),
    ],
)
def test_checker_finds_a_violation(module, source):
    assert len(violations(source, module)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("fzlib.scoring.engine", "from fzlib.errors import Problem"),
        ("fzlib.scoring.engine", "from .rounding import half_up"),
        ("fzlib.scoring.engine", "from . import rounding"),
        ("fzlib.scoring.engine", "import decimal, numpy"),
        ("fzlib.presentation.prose", "from ..analysis import explain"),
        ("fzlib.publishing.release", "from fzlib import __version__"),
        ("fzlib.cli.report", "from fzlib.intake import folder"),
        ("fzlib.cli.report", "import fzlib.publishing.release"),
    ],
)
def test_checker_allows_the_direction(module, source):
    assert violations(source, module) == []


def test_checker_reads_relative_imports_of_a_package():
    assert violations("from .engine import score", "fzlib.scoring", is_package=True) == []
    assert violations("from ..cli import main", "fzlib.scoring", is_package=True) != []


@pytest.mark.parametrize("module", ["fzlib", "fzlib.cli"])
def test_import_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*sorted(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.split()) == (0, "", [])


REPORTING = {
    "papermill", "nbconvert", "nbclient", "jupyter_client", "matplotlib", "seaborn",
    "duckdb",  # what looks at enterprises needs it, and nothing else
}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "loaded"),
    [
        (["--help"], []),
        (["report", "--help"], []),
        (["score", "2023-05"], []),
        (["check", "2023-05"], ["duckdb"]),  # the example's periods have enterprises
        (["check", "2023-05", "--json"], ["duckdb"]),
        (["check", "2025-03", "--data", "data/shaoyang"], []),  # these have none
        (["check", "data/fuzhou/monthly/2023-05.csv"], []),
        (["check", "data/fuzhou/registers/visits.csv"], []),
        (["status"], ["duckdb"]),  # it counts the problems of what is not up to date
        (["status", "--data", "data/shaoyang"], []),
        (["targets", "2023-05"], ["duckdb"]),  # one of the example's tasks rests on enterprises
        (["rules", "show"], []),
    ],
)
def test_commands_that_make_no_report_load_none_of_its_libraries(arguments, loaded):
    """They would wait a second or two for them."""
    code = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print('loaded', *sorted({REPORTING} & set(sys.modules))))\n"
        "from fzlib.cli import program\n"
        f"sys.argv[1:] = {arguments}\n"
        "program()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT, timeout=60
    )
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[-1].split() == ["loaded", *loaded]
