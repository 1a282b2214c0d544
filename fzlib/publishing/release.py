"""A report folder: replaced as a whole or left as it was; its manifest; is it up to date?"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from fzlib import __version__

MANIFEST = "manifest.json"
DEPENDENCIES = (
    "numpy", "pandas", "matplotlib", "seaborn", "zhplot", "papermill", "nbclient", "nbconvert",
    "nbformat", "ipykernel", "ipython", "jinja2", "mistune", "openpyxl", "xlrd", "xlsxwriter",
)  # fmt: skip


class Busy(Exception):
    """Another run is writing the same folder (Chinese message)."""


@contextmanager
def staged(final: Path) -> Iterator[Path]:
    """A folder to write into that takes the place of ``final`` when the block ends well.

    On any failure (an interrupt too) ``final`` stays as it was. One writer at a time; what a
    killed run left behind is cleared by the next.

    Raises:
        Busy: another process is writing this folder.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    with _ours(final):
        stage, old, passing = _beside(final)
        _recover(final)
        stage.mkdir()
        passing.mkdir(mode=0o700)  # others may be let write in the folder above
        try:
            yield stage
            if final.exists():
                final.rename(old)
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
            shutil.rmtree(leftover)


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


def manifest(final: Path) -> dict[str, Any]:
    """What the folder's manifest says; nothing where there is none of ours."""
    try:
        found = json.loads((final / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_current(final: Path, basis: Mapping[str, Any]) -> bool:
    """Whether ``final`` was made from just this basis and still holds what was written."""
    try:
        manifest = json.loads((final / MANIFEST).read_text("utf-8"))
        outputs = manifest["outputs"]
        if any(manifest[key] != value for key, value in basis.items()):
            return False
        return bool(outputs) and all(
            sha256(final / name) == digest for name, digest in outputs.items()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False  # absent, unreadable, or no manifest of ours: to be written anew


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
