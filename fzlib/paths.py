"""Where relative paths begin: at this installation's checkout, else at the working folder."""

from __future__ import annotations

from pathlib import Path

_SIGN = Path("notebooks") / "monthly.ipynb"  # beside the package in a checkout, in it in a wheel


def checkout() -> Path | None:
    """The checkout that this installation belongs to; None where it is a wheel's.

    Never looked for above the working folder: notebooks lie in it, and whoever may write to a
    folder above would have them run.
    """
    package = Path(__file__).resolve().parent
    ours, carried = ((home / _SIGN).is_file() for home in (package.parent, package))
    return package.parent if ours and not carried else None


def root() -> Path:
    """What relative paths are taken from: our `checkout`, else the working folder.

    So a notebook finds the same files in JupyterLab (which starts in ``notebooks/``), under
    papermill and from any folder. Nothing may be written where a wheel is installed.
    """
    return checkout() or Path.cwd()


def resolve(path: str | Path) -> Path:
    """A path as given where absolute, else from the root."""
    return root() / path


def named(path: Path) -> str:
    """A path as what we publish names it: from the root, and outside only its last part.

    Where a folder lies on one machine is nobody else's business, and no part of the result.
    """
    path = path.resolve()
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else path.name
