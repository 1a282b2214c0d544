"""The forms of a data folder's goals: what there is already is taken into account."""

from __future__ import annotations

from pathlib import Path

from fzlib.errors import ProblemLog
from fzlib.goals.document_keys import FIGURES_FILE
from fzlib.intake.cell_values import even
from fzlib.intake.forms.register_form import register_form
from fzlib.intake.forms.target_forms import figures_form, split_form
from fzlib.intake.goals.documents import DocumentInputs, read_tasks
from fzlib.intake.goals.figures_file import FIGURES_STEM
from fzlib.intake.goals.goal_files import TARGETS, register_stem
from fzlib.intake.goals.needed_columns import file_needs
from fzlib.intake.input_files import Files
from fzlib.intake.tables import find_table


def form_of_register(data: Path, name: str) -> tuple[str, bytes]:
    """The label without suffix, and the workbook, of a register or of the reported numbers.

    Args:
        data: the data folder. name: of the newest document a register's file, code or name;
            ``figures``.

    Raises:
        InputError: as of `read_tasks`. RequestError: no such register.
    """
    tasks = read_tasks(data)
    file = tasks.file_called(name)
    if file == FIGURES_FILE:
        return FIGURES_STEM, figures_form(tasks.document, tasks.regions)
    form = register_form(tasks.document, file, tasks.regions, _header(data, tasks, file))
    return register_stem(file), form


def form_of_split(data: Path, year: int) -> tuple[str, bytes]:
    """The same of a year's 任务分解.

    Raises:
        InputError: as of `read_tasks`.
    """
    tasks = read_tasks(data, year)
    return f"{TARGETS}/{year}", split_form(tasks.document, tasks.regions)


def _header(data: Path, tasks: DocumentInputs, file: str) -> list[str]:
    """The headers of the file that is there; none where it cannot be read, which fz check tells."""
    needs, log = file_needs(tasks.document, file), ProblemLog()
    label, sheets = Files(data).sheets(register_stem(file), log)
    spelled = {even(header): header for header in needs.columns}
    table = sheets and find_table(
        sheets,
        label,
        lambda text: spelled.get(even(text), text.strip()) or None,
        log,
        first=needs.keys[0],
    )
    return [str(header) for header in table.columns] if table else []
