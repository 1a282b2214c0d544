"""Run one notebook by papermill: parameters checked first, no times or paths in its record."""

from __future__ import annotations

import ast
import difflib
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TAG = "parameters"


class NotebookError(Exception):
    """The notebook cannot run as asked, or a cell of it failed; the message is Chinese."""


def declared(path: Path) -> dict[str, Any]:
    """Names and default values of the notebook's ``parameters`` cell.

    Raises:
        NotebookError: no such cell, two of them, or anything in it but plain assignments.
    """
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    cells = [cell for cell in notebook.cells if TAG in cell.metadata.get("tags", ())]
    if len(cells) != 1:
        raise NotebookError(f"{path.name}：应恰好有一个标签为 {TAG} 的单元格，现有{len(cells)}个")
    found: dict[str, Any] = {}
    for line in ast.parse(cells[0].source).body:
        target = line.targets[0] if isinstance(line, ast.Assign) else None
        if not isinstance(target, ast.Name) or not isinstance(line, ast.Assign):
            raise NotebookError(f"{path.name}：参数单元格第{line.lineno}行不是“名称 = 值”")
        try:
            found[target.id] = ast.literal_eval(line.value)
        except ValueError:
            raise NotebookError(f"{path.name}：参数 {target.id} 的默认值应是文字或数字") from None
    return found


def check_parameters(path: Path, given: Mapping[str, Any]) -> None:
    """Every given parameter is declared, with a value of the declared type.

    papermill itself only warns of a name it does not know and then runs the default month.

    Raises:
        NotebookError: all wrong names and types, with the nearest name.
    """
    known = declared(path)
    wrong = []
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"，是不是 {near[0]}？" if near else f"，可用：{'、'.join(known)}"
            wrong.append(f"没有参数 {name}{hint}")
        elif type(value) is not type(known[name]):
            kind = type(known[name]).__name__
            wrong.append(f"参数 {name} 应是 {kind}，给的是 {type(value).__name__}")
    if wrong:
        raise NotebookError(f"{path.name}：" + "；".join(wrong))


def run(path: Path, output: Path, parameters: Mapping[str, Any]) -> Any:
    """Run a notebook with papermill into ``output``; the executed notebook is returned.

    Raises:
        NotebookError: a parameter is wrong (before anything runs), or a cell failed.
    """
    check_parameters(path, parameters)
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        return papermill.execute_notebook(
            path,
            output,
            dict(parameters),
            progress_bar=False,
            log_output=False,
            # it warns at every start that it listens on loopback: nothing a reader can act on
            extra_arguments=["--IPKernelApp.log_level=40"],
        )
    except PapermillExecutionError as error:
        raise NotebookError(
            f"{path.name} 第{error.exec_count}个代码单元格出错：{error.ename}：{error.evalue}"
        ) from error


def settle(notebook: Any, replace: Mapping[str, Any]) -> None:
    """Take times, paths and random ids out of an executed notebook, in place.

    ``replace``: parameters whose value was only good for the run, and what to show instead.
    """
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        # papermill gives the cell it adds a random id
        seed = f"{number}\n{cell.cell_type}\n{','.join(cell.metadata.get('tags', ()))}"
        cell.id = hashlib.sha256(seed.encode()).hexdigest()[:12]
        if "injected-parameters" in cell.metadata.get("tags", ()):
            lines = cell.source.splitlines()
            names = [line.partition(" = ")[0] for line in lines]
            cell.source = "\n".join(
                f"{name} = {replace[name]!r}".replace("'", '"') if name in replace else line
                for name, line in zip(names, lines, strict=True)
            )
