"""papermill's engine ``inprocess``: the cells run in papermill's own process.

The kernel is ipykernel's in-process one. nbclient's own code makes outputs of its messages and
papermill's keeps the record, so an executed notebook is the same as with a kernel of Jupyter's.
What needs a process and sockets of the kernel's own is left to that: awaiting, input, what is
written to a file descriptor, the state of widgets, a limit to a cell's time, other languages.

papermill takes the module itself as the engine. It loads it (by the entry point in pyproject.toml)
while it is being imported, which may have begun here, before there is any class to be named.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

from nbclient.exceptions import CellExecutionComplete, CellExecutionError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine

from fzlib.publishing.processes import INLINE, NO_DEBUGGER_WARNING
from fzlib.publishing.stock_kernel import OUTPUT_SECONDS


class Client(PapermillNotebookClient):
    """papermill's client of a kernel in this process, which has to be the notebook's alone."""

    def execute(self, **_: Any) -> Any:
        """Run all cells, up to the first that fails; the executed notebook."""
        from ipykernel.inprocess.manager import InProcessKernelManager
        from traitlets.config import Config

        _look_like_a_kernel()
        manager: Any = InProcessKernelManager(
            # cells are kept in no file; that it cannot await is told where one tries to
            config=Config(
                HistoryManager={"hist_file": ":memory:"}, InteractiveShell={"autoawait": False}
            )
        )
        manager.start_kernel()
        self.kc = manager.client()
        self.kc.start_channels()
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = manager.kernel.language_info
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, *_: Any, **__: Any) -> Any:
        """Run a cell to its end; then its outputs.

        Raises:
            CellExecutionError: it failed.
        """
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        cell.outputs, self.clear_before_next_output = [], False
        request = self.kc.execute(cell.source)
        with suppress(CellExecutionComplete):
            while True:
                message = self.kc.get_iopub_msg(timeout=OUTPUT_SECONDS)
                # what is printed does not say by which request
                if message["parent_header"].get("msg_id", request) == request:
                    self.process_message(message, cell, cell_index)
        reply = self.kc.get_shell_msg(timeout=0)["content"]
        if reply["status"] == "error":
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell


def _look_like_a_kernel() -> None:
    """What matplotlib and pandas ask about when they are imported, perhaps before there was one."""
    os.environ.update({"MPLBACKEND": INLINE} | NO_DEBUGGER_WARNING | os.environ)
    if pandas := sys.modules.get("pandas"):
        # all, where it takes itself to be in a terminal
        pandas.set_option("display.max_columns", 20)


class InProcess(Engine):
    """As papermill's NBClientEngine."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Run the cells of papermill's notebook here."""
        told = {name: options.get(name) for name in ("log_output", "stdout_file", "stderr_file")}
        Client(nb_man, record_timing=False, **told).execute()


execute_notebook = InProcess.execute_notebook
nb_kernel_name, nb_language = InProcess.nb_kernel_name, InProcess.nb_language
