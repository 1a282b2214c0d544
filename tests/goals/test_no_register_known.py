"""Tasks and registers are data: no code names a register, a column or a value of the plan's."""

import ast
import csv
import tomllib
from pathlib import Path

import pytest

from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.goals.registers import REGION

ROOT = Path(__file__).parents[2]
FUZHOU = ROOT / "data/fuzhou"
ROLES = {"visits", "appeals", "projects"}  # what enterprises are joined with: keys of the file
FOLDERS = ("goals", "analysis/goals", "intake/goals", "presentation/goals")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / "fzlib" / folder).glob("*.py"))


def headers():
    """Of all registers; the two that every register may have are the code's own."""
    for path in (FUZHOU / "registers").glob("*.csv"):
        if path.stem != "figures":
            with path.open(encoding="utf-8-sig") as file:
                yield from next(csv.reader(file))


def names():
    plan = tomllib.loads((FUZHOU / "targets/2023.toml").read_text(encoding="utf-8"))
    for register in plan["register"]:
        yield from (register["code"], register["name"])
    for task in plan["task"]:
        yield from (task["code"], task["name"])
        for values in task["actual"].get("where", {}).values():
            yield from values if isinstance(values, list) else [values]


OWN = {
    *ROLES, REGION, CREDIT_CODE_HEADER,
    "va_growth",  # a measure
    "listed",  # a key of [[section]]
    "单位", "责任单位", "内容",  # titles of columns that the page itself has, a word of a message
}  # fmt: skip
OF_THE_PLAN = {*headers(), *names()} - OWN


def constants(source):
    """The texts in a module that are no docstring."""
    tree = ast.parse(source)
    said = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }  # texts that stand alone
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}.{path.stem}")
def test_no_code_names_what_is_the_plan_s(path):
    assert OF_THE_PLAN & set(constants(path.read_text(encoding="utf-8"))) == set()


def test_a_name_would_be_found():
    assert set(constants('"""funds"""\nregister = "funds"\n')) & OF_THE_PLAN == {"funds"}
    assert len(OF_THE_PLAN) > 200
