"""A report folder's manifest: what it rests on, what was written, and is it up to date?"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from fzlib import __version__

MANIFEST = "manifest.json"
TABLE_ENTRIES = (
    "inputs", "outputs", "parameters", "rulebook", "readings", "dates", "goals", "enterprises",
    "names", "notebooks", "counties", "files",
)  # fmt: skip
# a manifest that does not speak of these had none of them
LATER_ENTRIES = ("enterprises", "files", "names")
DEPENDENCIES = (
    "numpy", "pandas", "duckdb", "matplotlib", "seaborn", "zhplot", "papermill", "nbclient",
    "nbconvert", "nbformat", "ipykernel", "ipython", "jinja2", "mistune", "openpyxl", "xlrd",
    "xlsxwriter",
)  # fmt: skip


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def code_digest() -> str:
    """Of this installation: another code is another result. The code that runs is read by now."""
    return package_digest(Path(__file__).resolve().parent.parent)


def package_digest(package: Path) -> str:
    """Digest of a package's own files."""
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
        content: Any = json.loads(path.read_text("utf-8")) if path.is_file() else None
    except (OSError, ValueError, RecursionError):
        return {}
    ours = isinstance(content, dict) and content.get("period") == (period or final.name)
    if not (ours and isinstance(content.get("outputs"), dict)):
        return {}
    content = {key: {} for key in LATER_ENTRIES} | content
    return content | {
        key: {} for key in TABLE_ENTRIES if not isinstance(content.get(key, {}), dict)
    }


def of_those_published(then: Any, today: Any) -> Any:
    """Today's names of regions (entry ``names``) without those that came since."""
    if isinstance(then, dict) and isinstance(today, dict):
        return {name: today[name] for name in then if name in today}
    return today


def is_current(final: Path, basis: Mapping[str, Any]) -> bool:
    """Whether ``final`` was made from just this basis and still holds what was written."""
    published = manifest(final)
    outputs = published.get("outputs", {})
    names = of_those_published(published.get("names"), basis.get("names"))
    today = {**basis, "names": names} if "names" in basis else basis
    if not outputs or any(published.get(key) != value for key, value in today.items()):
        return False
    try:
        return all(
            (final / name).is_file() and sha256(final / name) == digest
            for name, digest in outputs.items()
        )
    except OSError:
        return False  # unreadable: to be written anew


def write_manifest(
    folder: Path,
    basis: Mapping[str, Any],
    run: Mapping[str, Any],
    *,
    release: str = "",
    files: Mapping[str, str] | None = None,
) -> None:
    """manifest.json: the basis, every output's sha256, and (only here) the run's times.

    Args:
        release: its id (`release_id`). files: every input read → sha256 of its bytes, where the
            basis has the digest of what was used of it.
    """
    outputs = {
        path.relative_to(folder).as_posix(): sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    content = {
        "id": release, **basis, "files": dict(files or {}), "outputs": outputs, "run": dict(run),
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_bytes(text.encode())
