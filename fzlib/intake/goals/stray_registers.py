"""Files in targets/ and registers/ that no document reads: misnamed, or a document is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from fzlib.errors import Place, Problem, ProblemLog, nearest
from fzlib.goals.document_keys import FIGURES_FILE
from fzlib.intake.goals.goal_files import REGISTERS, TARGETS
from fzlib.intake.input_files import Files, tables_in


def stray_registers(folder: Path) -> list[Problem]:
    """A hint for each: 任务分解 of a year without a document, then registers.

    Of a document that cannot be read, its registers are not known, and none is told.
    """
    return [*_splits(folder), *_registers(folder)]


def _splits(folder: Path) -> Iterator[Problem]:
    for path in tables_in(folder / TARGETS):
        document = f"{TARGETS}/{path.stem}.toml"
        if path.stem.isdigit() and len(path.stem) == 4 and not (folder / document).exists():
            what, mend = f"没有 {document}，没有读", f"写好 {document}；不用的移出 {TARGETS}/"
            yield Problem(Place(f"{TARGETS}/{path.name}"), what, mend, kind="file.unused")


def _registers(folder: Path) -> Iterator[Problem]:
    labels = [f"{TARGETS}/{path.name}" for path in sorted((folder / TARGETS).glob("*.toml"))]
    log = ProblemLog()
    documents = [Files(folder).toml(label, log) for label in labels]
    if log.problems:
        return
    names = {FIGURES_FILE} if documents else set()
    for document in documents:
        names |= set(_files_of(document or {}))
    for path in tables_in(folder / REGISTERS):
        if path.stem not in names and not path.name.startswith(("~$", ".")):
            near = nearest(path.stem, names)
            mend = f"是不是“{near}{path.suffix}”？" if near else "在台账的 file 里写上它；"
            where, what = Place(f"{REGISTERS}/{path.name}"), "没有台账用它，没有读"
            yield Problem(where, what, f"{mend}不用的移出 {REGISTERS}/", kind="file.unused")


def _files_of(document: Mapping[str, object]) -> Iterator[str]:
    """What the registers of a parsed document are called, as far as they say it."""
    registers = document.get("register")
    for register in registers if isinstance(registers, list) else []:
        if isinstance(register, Mapping):
            yield str(register.get("file") or register.get("code"))
