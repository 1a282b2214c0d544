"""Run one notebook by papermill: parameters checked first, no times or paths in its record."""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from fzlib.errors import nearest
from fzlib.paths import checkout
from fzlib.publishing import stock_kernel
from fzlib.publishing.processes import end_with_asker
from fzlib.publishing.request import INPROCESS, ReportError

TAG = "parameters"
DEAD = "内核没有启动或中途停止"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class NotebookError(ReportError):
    """The notebook cannot run as asked, or a cell of it failed."""


def notebook_path(name: str) -> Path:
    """notebooks/NAME.ipynb of this installation: its checkout's, or those that a wheel carries."""
    home = checkout() or Path(__file__).resolve().parent.parent
    return home / "notebooks" / f"{name}.ipynb"


class NotebookContent(NamedTuple):
    """What makes a notebook's report: of every cell its kind, source and tags; its kernel's name.

    Outputs, counts and other metadata are only what somebody ran it with last.
    """

    cells: list[tuple[str, str, list[str]]]
    kernel: str | None


def _read(path: Path) -> NotebookContent:
    try:  # not with nbformat: to import it takes longer than all that is up to date
        content = json.loads(path.read_bytes())
        return NotebookContent(
            [
                (cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("tags", []))
                for cell in content["cells"]
            ],
            content.get("metadata", {}).get("kernelspec", {}).get("name"),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NotebookError(f"{path.name}：不是笔记本，或已损坏") from error


def declared(path: Path) -> dict[str, Any]:
    """Names and default values of the notebook's ``parameters`` cell.

    Raises:
        NotebookError: no such cell, two of them, or anything in it but plain assignments.
    """
    sources = [source for _, source, tags in _read(path).cells if TAG in tags]
    if len(sources) != 1:
        raise NotebookError(f"{path.name}：应恰好有一个标签为 {TAG} 的单元格，现有{len(sources)}个")
    return _assignments(sources[0], path)


def digest(path: Path) -> str:
    """sha256 of what makes a notebook's report; of parameters the names, not the values.

    A notebook run and saved in JupyterLab is the same notebook.

    Raises:
        NotebookError: no notebook in it, or its parameters are no plain assignments.
    """
    made = [
        [kind, list(_assignments(source, path)) if TAG in tags else source, tags]
        for kind, source, tags in _read(path).cells
    ]
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()


def _assignments(source: str, path: Path) -> dict[str, Any]:
    """Names and values of a cell of plain assignments."""
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise NotebookError(f"{path.name}：参数单元格第{error.lineno}行不是 Python") from None
    return dict(_assigned(line, path) for line in lines)


def _assigned(line: ast.stmt, path: Path) -> tuple[str, Any]:
    """Name and value of ``period = "2023-05"`` (an annotation may stand)."""
    match line:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ):
            pass
        case _:
            raise NotebookError(f"{path.name}：参数单元格第{line.lineno}行不是“名称 = 值”")
    try:
        default = ast.literal_eval(value)
    except (ValueError, TypeError):
        default = None
    if type(default) not in (str, int, float, bool):
        raise NotebookError(f"{path.name}：参数 {name} 的默认值应是文字或数字")
    return name, default


def check_parameters(path: Path, given: Iterable[str]) -> None:
    """Every given parameter is declared.

    papermill itself only warns of a name it does not know and then runs the default month.

    Raises:
        NotebookError: all wrong names, each with the nearest name.
    """
    names = declared(path)
    wrong = []
    for name in given:
        if name not in names:
            near = nearest(name, names, likeness=0.5)
            hint = f"，是不是 {near}？" if near else f"，可用：{'、'.join(names)}"
            wrong.append(f"没有参数 {name}{hint}")
    if wrong:
        raise NotebookError(f"{path.name}：" + "；".join(wrong))


def run(path: Path, output: Path, parameters: Mapping[str, Any], *, kernel: str = INPROCESS) -> Any:
    """Run a notebook with papermill into ``output``; the executed notebook is returned.

    Its cells run in this very process, which nothing else should use before or after: call it in
    one of its own (`processes`). It ends with whoever started it.

    Args:
        path: the notebook. output: the executed one. parameters: to be put in the place of the
            declared ones. kernel: INPROCESS, or STOCK for Jupyter's own, a further process, which
            also runs a notebook that names another kernel than this Python's.

    Raises:
        NotebookError: a parameter is wrong (before anything runs), or a cell failed.
    """
    end_with_asker()
    check_parameters(path, parameters)
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError
    from papermill.exceptions import PapermillExecutionError

    from fzlib.publishing.libraries import papermill

    execute = partial(
        papermill.execute_notebook,
        _unformatted(path),
        _unformatted(output),
        dict(parameters),
        progress_bar=False,
        log_output=False,
        # the output is of use when all of it is there; written after every cell it takes as long as
        # a third of the cells
        request_save_on_cell_execute=False,
    )
    try:
        if kernel == INPROCESS and _is_this_python(_read(path).kernel):
            return execute(engine_name=INPROCESS)
        return stock_kernel.run(execute, output.parent)
    except PapermillExecutionError as error:
        # counted as in the notebook itself, where papermill's own cell is not
        number = (error.exec_count or 0) - bool(parameters)
        what = f"{error.ename}：{error.evalue}"
        raise NotebookError(f"{path.name} 第{number}个代码单元格出错：{what}") from error
    except CellTimeoutError as error:
        seconds = stock_kernel.OUTPUT_SECONDS
        raise NotebookError(f"{path.name}：有一个代码单元格{seconds}秒没有运行完") from error
    except (NoSuchKernel, RuntimeError) as error:
        # RuntimeError: nbclient's and jupyter_client's word for a kernel that died or never came
        raise NotebookError(f"{path.name}：{DEAD}（{error}）") from error


def _is_this_python(name: str | None) -> bool:
    """Whether it is ipykernel of the very Python that runs us, with nothing special about it.

    The kit's notebooks name python3, which is ours whatever kernel of that name JUPYTER_PATH leads
    to: its command would be run.

    Raises:
        NoSuchKernel: there is none of this name.
    """
    from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager

    if not name:
        return False  # papermill says what is wrong
    if name == NATIVE_KERNEL_NAME:
        return True
    spec = KernelSpecManager().get_kernel_spec(name)
    major, minor = sys.version_info[:2]
    # as jupyter_client reads them
    this = {sys.executable, "python", f"python{major}", f"python{major}.{minor}"}
    return spec.argv[0] in this and "ipykernel_launcher" in spec.argv and not spec.env


def _unformatted(path: Path) -> str:
    """A path that comes out of papermill's str.format as it is."""
    return str(path).replace("{", "{{").replace("}", "}}")


def settle(notebook: Any, parameters: Mapping[str, Any]) -> None:
    """Leave of an executed notebook what does not depend on when, where, or last saved how, it ran.

    ``parameters``: what its parameters cell, and the one papermill added, show; others are blank.
    """
    info = notebook.metadata.get("language_info")  # of the kernel that ran it
    notebook.metadata.clear()
    notebook.metadata.update({"kernelspec": KERNEL} | ({"language_info": info} if info else {}))
    notebook.nbformat_minor = 5
    for number, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags")
        cell.metadata.clear()
        if tags is not None:
            cell.metadata["tags"] = tags
        # papermill gives the cell it adds a random id
        seed = f"{number}\n{cell.cell_type}\n{','.join(tags or ())}"
        cell.id = hashlib.sha256(seed.encode()).hexdigest()[:12]
        if TAG in (tags or ()):
            blank = dict.fromkeys(_assignments(cell.source, Path("parameters")), "")
            cell.source = _shown(blank | dict(parameters))
        elif "injected-parameters" in (tags or ()):
            cell.source = "# Parameters\n" + _shown(parameters)


def _shown(parameters: Mapping[str, Any]) -> str:
    return "\n".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in parameters.items())
