"""A workbook's entries into a register (台账): shown first, never silently, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fzlib.errors import InputError, Place, Problem, ProblemLog, RequestError
from fzlib.goals.document_keys import FIGURES_FILE
from fzlib.intake.cell_values import even
from fzlib.intake.formats.sheets import csv_texts, format_of, read_sheets
from fzlib.intake.forms.workbook_edit import lost_by_editing
from fzlib.intake.goals.documents import DocumentInputs, read_tasks
from fzlib.intake.goals.figures_file import FIGURES_STEM
from fzlib.intake.goals.goal_files import REGISTERS, GoalFiles, register_stem
from fzlib.intake.goals.needed_columns import FileNeeds, file_needs
from fzlib.intake.goals.register_file import check_key, read_register
from fzlib.intake.goals.register_merge import MergedRegister, merge, written
from fzlib.intake.goals.register_source import list_in, source_of
from fzlib.intake.goals.year_goals import read_year
from fzlib.intake.import_files import free_label, write_all
from fzlib.intake.input_files import Files
from fzlib.intake.regions import RegionNames
from fzlib.intake.tables import InputTable, TableRow
from fzlib.paths import resolve
from fzlib.scratch import scratch_folder
from fzlib.vocabulary import CHANGED

EARLIER = f"{REGISTERS}/earlier"  # what an import changed is kept here
MEND_FORM = "用表格软件另存为 CSV，移走原文件后再导入"


@dataclass
class RegisterImport:
    """What a workbook would change, or has changed, in a register's file.

    ``sheets``: of the workbook, those that were read. ``unfilled``: how many rows of a form have
    nothing but what was filled in before: they are left out. ``content``: the file as it will be,
    ``read``: sha256 of what it was made from, '' of none.
    ``written`` and ``kept``: the file written and the earlier one kept.
    """

    data: Path
    source: str
    sheets: tuple[str, ...]
    unfilled: int
    file: MergedRegister
    content: bytes
    read: str
    warnings: tuple[Problem, ...]
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)

    @property
    def changed(self) -> list[Problem]:
        """Cells that stand there otherwise."""
        mend = "核对；确认用工作簿的，加 --replace"
        return [
            Problem(
                change.target,
                f"{change.entry}的“{change.header}”已有“{change.old}”，"
                f"工作簿为“{change.new}”（{change.source}）",
                mend,
                kind="figure.revised",
            )
            for change in self.file.of(CHANGED)
        ]


def plan_register_import(
    workbook: str | Path, register: str, *, data: str | Path
) -> RegisterImport:
    """Read a workbook's list and compare it with the register's file; write nothing.

    Args:
        workbook: xlsx, xlsm, xls, ods or CSV with the register's headers, its key at least; on
            several sheets it is one list. Of a form only what was filled in.
        register: its file, code or name, of the newest document. data: the data folder.

    Raises:
        InputError: every problem at once: no such list, a cell that cannot be read, an entry
            without a key, or what the merged file would be stopped for.
        RequestError: no such register.
    """
    folder, path = resolve(data), resolve(workbook)
    tasks = read_tasks(folder)
    name = tasks.file_called(register)
    if name == FIGURES_FILE:
        what = f"{FIGURES_FILE} 没有编号，不能并入；直接放到 {FIGURES_STEM}.csv"
        raise RequestError(what)
    needs = file_needs(tasks.document, name)
    if len(needs.keys) > 1:
        raise RequestError(f"{name} 有几个编号列（{'、'.join(needs.keys)}），不能并入")
    log = ProblemLog()
    content = Files(path.parent).content(path.name, log, "核对路径")
    file, before = _as_it_is(folder, needs, log)
    log.raise_if_any()
    assert content is not None
    target = None if file.is_new else list_in(read_sheets(before, file.label), file.label, needs)
    if target is None and not file.is_new:
        mend = "先用 fz check 检查这个文件"
        log.stop(Place(file.label), "没有找到表头", mend, kind="table.absent")
    sheets = read_sheets(content, path.name)
    source = source_of(sheets, path.name, needs, target.columns if target else (), log)
    # the file's own columns need not be in the workbook, which may bring only some
    named = needs if file.is_new or not source.lists else _named_in(source.lists[0], needs)
    for own in [[one.sheet] for one in source.lists] or [sheets]:
        read_register(own, path.name, named, (), tasks.regions, log)
    log.raise_if_any()
    _check_keys(source.lists, needs.keys[0], log)
    log.raise_if_any()
    merged = merge(source.lists, needs.keys[0], file, target, RegionNames(tasks.regions))
    if merged.sheet and merged.differs and (lost := lost_by_editing(before)):
        what = f"里面有{'、'.join(lost)}，补全时会丢掉"
        log.stop(Place(file.label), what, MEND_FORM, kind="file.existing")
        log.raise_if_any()
    whole = merged.content(before)
    _check(tasks, folder, file.label, whole)
    warnings = tuple(dict.fromkeys(log.warnings))
    names = tuple(one.sheet.name for one in source.lists)
    read = "" if file.is_new else hashlib.sha256(before).hexdigest()
    return RegisterImport(folder, path.name, names, source.unfilled, merged, whole, read, warnings)


def write(plan: RegisterImport) -> None:
    """Write the register's file, and keep the one that was there; nothing where none differs.

    Only while `importing`.
    """
    target = plan.data / plan.file.label
    if not plan.file.differs:
        return
    label, kept = plan.file.label, dict[str, str]()
    if not plan.file.is_new:
        kept[free_label(plan.data, EARLIER, target)] = label
    write_all(plan.data, {label: plan.content}, kept, {label: plan.read})
    plan.kept += [plan.data / each for each in kept]
    plan.written.append(target)


def _as_it_is(folder: Path, needs: FileNeeds, log: ProblemLog) -> tuple[MergedRegister, bytes]:
    """The register's file with its rows as text, and its bytes; an empty one if there is none."""
    files, stem = Files(folder), register_stem(needs.file)
    label = files.find(stem, log)
    content = files.content(label, log) if label else None
    if label is None or content is None:
        return MergedRegister(f"{stem}.csv", is_new=True, rows=[]), b""
    form = format_of(content)  # an xlsx may be called .csv
    if form == "csv":
        newline = "\r\n" if b"\r\n" in content else "\n"
        rows = [list(row) for row in csv_texts(content)]
        return MergedRegister(label, is_new=False, rows=rows, newline=newline), content
    if form != "xlsx":
        log.stop(Place(label), "导入只补全 CSV 和 xlsx", MEND_FORM, kind="file.existing")
    table = list_in(read_sheets(content, label), label, needs)
    rows = [[written(cell) for cell in row] for row in table.sheet.rows] if table else []
    sheet = table.sheet.name if table else ""
    return MergedRegister(label, is_new=False, rows=rows, sheet=sheet), content


def _named_in(table: InputTable, needs: FileNeeds) -> FileNeeds:
    """Those of the columns needed that a list has."""
    columns = {name: by for name, by in needs.columns.items() if even(name) in table.columns}
    return replace(needs, columns=columns)


def _check_keys(lists: Sequence[InputTable], key: str, log: ProblemLog) -> None:
    """Entries of areas not assessed are merged by their keys like the others."""
    seen = dict[str, TableRow]()
    for source in lists:
        columns = {**source.columns, key: source.columns[even(key)]}
        for row in replace(source, columns=columns, log=log).rows():
            check_key(row, key, seen)


def _check(tasks: DocumentInputs, folder: Path, label: str, content: bytes) -> None:
    """Read the file as it will be.

    Raises:
        InputError: what it would be stopped for.
    """
    with scratch_folder() as home:
        trial = home / Path(label).name
        trial.write_bytes(content)
        try:
            read_year(GoalFiles(folder, {label: trial}), tasks.document.year, tasks.regions)
        except InputError as error:
            problems = [problem for problem in error.problems if problem.where.file == label]
            if problems:
                raise InputError(problems) from None
