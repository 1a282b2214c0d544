"""The sample rule books that are shipped: published schemes of other cities, to start from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fzlib.errors import ProblemLog
from fzlib.intake.tomlfile import read_toml
from fzlib.paths import root

SAMPLES = Path("data") / "schemes"  # of the project
CARRIED = Path(__file__).resolve().parents[2] / "schemes"  # the same in a wheel: fzlib/schemes


@dataclass(frozen=True)
class SampleBook:
    """A rule book by its file's name, with its own title and source."""

    name: str
    path: Path
    title: str
    source: str


def sample_books() -> dict[str, SampleBook]:
    """Name → sample, by name."""
    home = CARRIED if CARRIED.is_dir() else root() / SAMPLES
    return {path.stem: _sample(path) for path in sorted(home.glob("*.toml"))}


def _sample(path: Path) -> SampleBook:
    log = ProblemLog()
    data = read_toml(path.read_bytes(), path.name, log) or {}
    log.raise_if_any()
    return SampleBook(path.stem, path, str(data.get("title", "")), str(data.get("source", "")))
