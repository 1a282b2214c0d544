"""A report folder: replaced as a whole or left as it was; its manifest; is it up to date?"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any

import fzlib

MANIFEST = "manifest.json"
DEPENDENCIES = (
    "numpy", "pandas", "matplotlib", "seaborn", "zhplot", "papermill", "nbconvert", "openpyxl",
    "xlrd", "xlsxwriter",
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
    from filelock import FileLock, Timeout

    final.parent.mkdir(parents=True, exist_ok=True)
    stage, old = (final.with_name(f".{final.name}.{kind}") for kind in ("part", "old"))
    lock = FileLock(final.with_name(f".{final.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(f"{final}：另一个程序正在写这个文件夹，等它结束再试") from None
    try:
        _recover(final, stage, old)
        stage.mkdir()
        try:
            yield stage
            if final.exists():
                final.rename(old)
            stage.rename(final)
        finally:
            _recover(final, stage, old)
    finally:
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _recover(final: Path, stage: Path, old: Path) -> None:
    """Put back what a run killed between the two renames moved away; clear the rest."""
    if old.exists() and not final.exists():
        old.rename(final)
    for leftover in (stage, old):
        if leftover.exists():
            shutil.rmtree(leftover)


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def code_digest() -> str:
    """Digest of the package's own files: another code is another result."""
    package = Path(fzlib.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".j2", ".css", ".js", ".json"}:
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """fzlib and its main dependencies."""
    return {"fzlib": fzlib.__version__, **{name: metadata.version(name) for name in DEPENDENCIES}}


def is_current(final: Path, basis: Mapping[str, Any]) -> bool:
    """Whether ``final`` was made from just this basis and still holds what was written."""
    try:
        manifest = json.loads((final / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    if any(manifest.get(key) != value for key, value in basis.items()):
        return False
    outputs = manifest.get("outputs", {})
    return bool(outputs) and all(
        (final / name).is_file() and sha256(final / name) == digest
        for name, digest in outputs.items()
    )


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
