"""The files under targets/ and registers/, of which the bytes are kept as well as their digests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from fzlib.errors import ProblemLog
from fzlib.intake.input_files import MEND_ABSENT, Files

TARGETS, REGISTERS = "targets", "registers"


def document_label(year: int) -> str:
    """``targets/2023.toml``."""
    return f"{TARGETS}/{year}.toml"


def register_stem(file: str) -> str:
    """``registers/projects``: a register's file, whichever format it has."""
    return f"{REGISTERS}/{file}"


@dataclass
class GoalFiles(Files):
    """``contents``: label → the bytes as read, which a release keeps."""

    contents: dict[str, bytes] = field(default_factory=dict)

    def content(self, label: str, log: ProblemLog, mend: str = MEND_ABSENT) -> bytes | None:
        """A file's bytes, kept; None and a problem where they cannot be had."""
        content = super().content(label, log, mend)
        if content is not None:
            self.contents[label] = content
        return content

    def has_document(self, year: int) -> bool:
        """Whether there is a document of the year; one that has come since is noticed too."""
        label = document_label(year)
        path = self.replacements.get(label, self.root / label)
        return path.exists() or path.is_symlink()

    @property
    def digests(self) -> dict[str, str]:
        """Label → sha256 of what was read, by label."""
        return {
            label: hashlib.sha256(content).hexdigest()
            for label, content in sorted(self.contents.items())
        }
