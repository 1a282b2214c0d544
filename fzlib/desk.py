"""The analyst's desk: load a period, score it. Paths are taken from the project's root."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fzlib.intake.folder import Folder
from fzlib.scoring.card import Card, make_card

if TYPE_CHECKING:
    from fzlib.intake.folder import PeriodInputs
    from fzlib.scoring.periods import Period

_SIGN = Path("notebooks") / "monthly.ipynb"  # what makes a folder the project's root


@cache
def root() -> Path:
    """The project: the nearest folder upward from here that has the notebooks, else our own.

    So a notebook finds the same files in JupyterLab (which starts in ``notebooks/``), under
    papermill and from any folder of the project.
    """
    here, package = Path.cwd().resolve(), Path(__file__).resolve().parent
    # a checkout has notebooks/ beside the package, a wheel within it
    places = (here, *here.parents, package.parent, package)
    return next((place for place in places if (place / _SIGN).is_file()), here)


def resolve(path: str | Path) -> Path:
    """A path as given where absolute, else from the project's root."""
    return root() / path


def named(path: Path) -> str:
    """A path as notebooks and manifests name it: from the root where it lies within."""
    path = path.resolve()
    return path.relative_to(root()).as_posix() if path.is_relative_to(root()) else str(path)


def load(
    data: str | Path, period: str | Period, *, rules: str | Path | None = None
) -> PeriodInputs:
    """Read and check a period's inputs, the previous period's too where it is there.

    Args:
        data: the data folder. period: ``2023-05``. rules: another rule book ('' or None: the
            folder's own of that year).

    Raises:
        InputError: every problem at once, with file, sheet and cell. PeriodError: no such period.
    """
    return Folder(resolve(data)).load(period, rules=resolve(rules) if rules else None)


def score(inputs: PeriodInputs, **readings: str) -> Card:
    """Score a period; readings (``floor="none"``) replace the rule book's.

    Raises:
        ValueError: no such reading.
    """
    book = inputs.book.with_readings(**readings)
    before = inputs.previous
    previous = make_card(before.panel, before.book.with_readings(**readings)) if before else None
    return make_card(inputs.panel, book, previous)
