"""The files under enterprises/, which may be parquet too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from fzlib.intake.formats.sheets import PARQUET, SUFFIXES
from fzlib.intake.input_files import Files, tables_in
from fzlib.scoring.periods import Period

ENTERPRISES = "enterprises"
ENTERPRISE_SUFFIXES = (*SUFFIXES, PARQUET)


def enterprise_stem(period: Period) -> str:
    """``enterprises/2023-05``: a period's file, whichever format it has."""
    return f"{ENTERPRISES}/{period}"


@dataclass
class EnterpriseFiles(Files):
    """Reads those of a data folder."""

    suffixes: ClassVar[tuple[str, ...]] = ENTERPRISE_SUFFIXES

    def has(self, period: Period) -> bool:
        """Whether a period has a file, one that is read in its place among them."""
        return bool(self.labels(period))

    def labels(self, period: Period) -> list[str]:
        """Those of a period: more than one is a mistake, which `find` tells."""
        stem = enterprise_stem(period)
        replaced = [
            label for suffix in self.suffixes if (label := stem + suffix) in self.replacements
        ]
        path = Path(self.root / stem)
        files = tables_in(path.parent, path.name, suffixes=self.suffixes)
        return replaced or [f"{ENTERPRISES}/{file.name}" for file in files]
