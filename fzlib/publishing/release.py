"""A report folder: replaced as a whole or left as it was; its manifest; is it up to date?

Only a folder with a manifest of ours is ever replaced, and what the manifest does not list (a
leader's remark beside the report) is nobody's to delete: it is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from pathlib import Path, PurePath
from typing import Any

from fzlib import __version__
from fzlib.errors import Place, Problem, listing

MANIFEST = "manifest.json"
TABLES = ("inputs", "outputs", "parameters", "rulebook", "readings", "notebooks", "counties")
DEPENDENCIES = (
    "numpy", "pandas", "matplotlib", "seaborn", "zhplot", "papermill", "nbclient", "nbconvert",
    "nbformat", "ipykernel", "ipython", "jinja2", "mistune", "openpyxl", "xlrd", "xlsxwriter",
)  # fmt: skip


class Refused(Exception):
    """The folder is not to be written, and is as it was (Chinese message)."""


class Busy(Refused):
    """Another run is writing the same folder."""


def refuse_others(final: Path) -> None:
    """A report may take the place of an earlier one, or of nothing.

    Raises:
        Refused: a link, a file, or a folder that holds something but no manifest of ours.
    """
    kind = "链接" if final.is_symlink() else "文件夹" if final.is_dir() else "文件"
    free = not final.exists() or (kind == "文件夹" and not any(final.iterdir()))
    if kind == "链接" or not (free or manifest(final)):
        mend = f"换 --out，或移走这个{kind}"
        what = f"这个{kind}不是 fz 写的报告，不能替换"
        raise Refused(str(Problem(Place(str(final)), what, mend)))
    stage, old, passing = _beside(final)
    for path in (stage, old, passing):
        foreign = path.is_symlink() or (path.exists() and not path.is_dir())
        # with a report there it may be half cleared, its manifest already gone
        moved = path is old and path.is_dir() and not final.exists()
        if foreign or (moved and not manifest(path, final.name)):
            what = "占着 fz 写报告时要用的名字，不是 fz 写的"
            raise Refused(str(Problem(Place(str(path)), what, "改名或移走，再运行一次")))


@contextmanager
def staged(final: Path) -> Iterator[Path]:
    """A folder to write into that takes the place of ``final`` when the block ends well.

    On any failure (an interrupt too) ``final`` stays as it was. One writer at a time; what a
    killed run left behind is cleared by the next. What an earlier report holds beside its outputs
    is copied along, up to the moment in which the two change places.

    Raises:
        Busy: another process is writing this folder. Refused: it is not ours to replace, or what
            is to be kept stands in the way.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    with _ours(final):
        stage, old, passing = _beside(final)
        refuse_others(final)
        _recover(final)
        refuse_others(final)  # what a killed run had moved away
        stage.mkdir()
        passing.mkdir(mode=0o700)  # others may be let write in the folder above
        try:
            yield stage
            refuse_others(final)  # nobody's lock keeps a person from putting a folder there
            listed = _listed(final)
            names = beside_outputs(final, listed)
            _refuse_taken(final, stage, names)
            copy(final, stage, names)
            if final.exists():
                final.rename(old)
                late = _late(old, stage, listed)
                _refuse_taken(old, stage, set(late) - set(names))
                copy(old, stage, late)
            stage.rename(final)
        finally:
            _recover(final)


def clear(final: Path) -> None:
    """Clear what a run that was killed left beside the folder; not where another is writing it."""
    if any(path.exists() for path in (*_beside(final), _lock_file(final))):
        with suppress(Busy), _ours(final):
            _recover(final)


def passing(final: Path) -> Path:
    """A folder for what is only needed while ``final`` is `staged`; cleared with the stage."""
    return _beside(final)[2]


def _beside(final: Path) -> tuple[Path, Path, Path]:
    """What is being written, what stood there while the two change places, what passes."""
    part, old, passing = (final.with_name(f".{final.name}.{e}") for e in ("part", "old", "tmp"))
    return part, old, passing


def _lock_file(final: Path) -> Path:
    return final.with_name(f".{final.name}.lock")


@contextmanager
def _ours(final: Path) -> Iterator[None]:
    """Nobody else writes the folder meanwhile. Raises Busy where somebody does."""
    from filelock import FileLock, Timeout

    lock = FileLock(_lock_file(final), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(f"{final}：另一个程序正在写这个文件夹，等它结束再试") from None
    try:
        yield
    finally:
        # while it is ours: removed after the release it could be the next writer's already
        with suppress(OSError):  # Windows removes it on release
            Path(lock.lock_file).unlink()
        lock.release()


def _recover(final: Path) -> None:
    """Put back what a run killed between the two renames moved away; clear the rest."""
    _, old, _ = _beside(final)
    if old.exists() and not final.exists():
        old.rename(final)
    for leftover in _beside(final):
        if leftover.exists():
            _remove(leftover)


def _remove(folder: Path) -> None:
    """Also what somebody made read-only: it has been copied. What resists is left to the next run.

    The report that stands is whole by then, or still the earlier one.
    """
    with suppress(OSError):
        folder.chmod(0o700)
        for place, folders, files in os.walk(folder):
            for path in (Path(place, name) for name in (*folders, *files)):
                if not path.is_symlink():
                    with suppress(PermissionError):  # another's, in a folder of ours
                        path.chmod(0o700)
        shutil.rmtree(folder)


def _listed(final: Path) -> frozenset[str]:
    """What is the report's own: the manifest and the outputs that it lists."""
    return frozenset({MANIFEST, *manifest(final).get("outputs", ())})


def beside_outputs(final: Path, listed: Collection[str]) -> list[str]:
    """Files, links and empty folders below ``final`` that are not ``listed``."""
    found = []
    for path in sorted(final.rglob("*")):
        name = path.relative_to(final).as_posix()
        folder = path.is_dir() and not path.is_symlink()
        ours = folder and any(output.startswith(f"{name}/") for output in listed)
        if name not in listed and not ours and not (folder and any(path.iterdir())):
            found.append(name)
    return found


def remarks(final: Path) -> tuple[Problem, ...]:
    """That there are such files, if there are."""
    found = beside_outputs(final, _listed(final))
    what = f"{listing(found)} 不是报告的文件，照原样保留"
    return (Problem(Place(final.name), what),) if found else ()


def _late(old: Path, stage: Path, listed: Collection[str]) -> list[str]:
    """Of what lies beside the outputs, what was saved after it was copied."""

    def stamp(path: Path) -> tuple[int, int] | None:
        try:
            found = path.lstat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    names = beside_outputs(old, listed)
    return [name for name in names if stamp(old / name) != stamp(stage / name)]


def _refuse_taken(folder: Path, stage: Path, names: Iterable[str]) -> None:
    """Refused where one of these, beside the outputs of a report, has an output's name."""
    taken = [
        name
        for name in sorted(names)
        if any((stage / part).is_file() for part in (name, *PurePath(name).parents))
        or ((stage / name).is_dir() and not (folder / name).is_dir())
    ]
    if taken:
        what = f"{listing(taken)} 不是报告的文件，却与要写的同名"
        raise Refused(str(Problem(Place(str(folder)), what, "改名或移走，再运行一次")))


def copy(source: Path, target: Path, names: Collection[str]) -> None:
    """Copy these of a folder's files into another, with times and modes, links as links.

    Raises:
        Refused: one cannot be read, or is no file at all (a pipe).
    """
    wanted = {source / part for name in names for part in (name, *PurePath(name).parents)}

    def rest(place: str, there: list[str]) -> list[str]:
        return [name for name in there if Path(place, name) not in wanted]

    try:
        if names:
            shutil.copytree(source, target, symlinks=True, ignore=rest, dirs_exist_ok=True)
    except shutil.Error as error:
        failed = listing(Path(path).relative_to(source) for path, *_ in error.args[0])
        what = f"{failed} 不能照样复制"
        raise Refused(str(Problem(Place(str(source)), what, "移走，再运行一次"))) from error


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def code_digest() -> str:
    """Digest of the package's own files: another code is another result."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".j2", ".css", ".js", ".json"}:
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """fzlib, Python and the main dependencies."""
    ours = {"fzlib": __version__, "python": platform.python_version()}
    return ours | {name: metadata.version(name) for name in DEPENDENCIES}


def manifest(final: Path, period: str | None = None) -> dict[str, Any]:
    """What the folder's manifest says; nothing where there is none, or none of ours.

    ``period``: whose it is, where the folder is not called so.
    """
    path = final / MANIFEST
    try:
        found = json.loads(path.read_text("utf-8")) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or not isinstance(found.get("outputs"), dict):
        return {}
    if found.get("period") != (period or final.name):
        return {}
    return found | {key: {} for key in TABLES if not isinstance(found.get(key, {}), dict)}


def is_current(final: Path, basis: Mapping[str, Any]) -> bool:
    """Whether ``final`` was made from just this basis and still holds what was written."""
    found = manifest(final)
    outputs = found.get("outputs", {})
    if not outputs or any(found.get(key) != value for key, value in basis.items()):
        return False
    files = {final / name: digest for name, digest in outputs.items()}
    try:
        return all(path.is_file() and sha256(path) == digest for path, digest in files.items())
    except OSError:
        return False  # unreadable: to be written anew


def write_manifest(folder: Path, basis: Mapping[str, Any], run: Mapping[str, Any]) -> None:
    """manifest.json: the basis, every output's sha256, and (only here) the run's times."""
    outputs = {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    content = {**basis, "outputs": outputs, "run": dict(run)}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_bytes(text.encode())
