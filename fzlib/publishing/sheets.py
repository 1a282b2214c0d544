"""County sheets beside a month's report: which there are, their files, what they depend on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any

from fzlib.desk import load_all
from fzlib.publishing import manifests, notebooks
from fzlib.publishing.material import Material, hashes
from fzlib.publishing.notebooks import notebook_path
from fzlib.publishing.request import COUNTY_SHEET
from fzlib.scoring.periods import Period

FOLDER = "counties"  # where they are, and their entry in the manifest
_UNSAFE = re.compile(r'[<>:"/|?*\\\x00-\x1f\x7f]|^[. ]|[. ]$')  # in a file name, on some system
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)", re.IGNORECASE
)
MOST_NAME_BYTES = 150  # with .html, a number and whatever a system adds, under its limit


@dataclass(frozen=True)
class Sheets:
    """County sheets of a month: which, and what they depend on beside the report's own basis.

    ``pages``: county → its page.
    """

    counties: tuple[str, ...] = ()
    basis: Mapping[str, Any] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def entry(self) -> dict[str, Any]:
        """In the manifest, as `published_sheets` reads it."""
        return {"counties": list(self.counties), "basis": dict(self.basis)}


def sheets_of(material: Material, counties: Sequence[str]) -> Sheets:
    """The sheets of these counties, in the order of regions.csv; they rest on the year so far."""
    request = material.request
    if not counties or not isinstance(request.period, Period):
        return Sheets()
    assessed = material.inputs[0].panel.counties
    year = load_all(request.data, request.period, rules=request.rules)
    notebook, inputs = notebooks.digest(notebook_path(COUNTY_SHEET)), hashes(year, request.period)
    basis = {"notebook": notebook, "inputs": inputs}
    names = file_names(assessed).items()
    pages = {county: f"{FOLDER}/{name}.html" for county, name in names if county in counties}
    return Sheets(tuple(pages), basis, pages)


def published_sheets(final: Path) -> Sheets:
    """The sheets that the report there is has, by its manifest."""
    entry = manifests.manifest(final).get(FOLDER, {})
    try:
        return Sheets(tuple(entry["counties"]), dict(entry["basis"]))
    except (TypeError, LookupError, ValueError):
        return Sheets()  # none, or no manifest of ours


def file_names(counties: Sequence[str]) -> dict[str, str]:
    """County → its name as a file on every system; no two are one where case is not told."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for county in counties:
        safe = _UNSAFE.sub("_", county).encode()[:MOST_NAME_BYTES].decode(errors="ignore")
        safe = _UNSAFE.sub("_", f"_{safe}" if _RESERVED.match(safe) else safe)
        numbered = (f"{safe}_{number}" for number in count(2))
        names[county] = next(name for name in chain([safe], numbered) if _folded(name) not in taken)
        taken.add(_folded(names[county]))
    return names


def _folded(name: str) -> str:
    """The same of all that a file system may take for one name."""
    return unicodedata.normalize("NFKC", name).casefold()
