"""The enterprise files that a report rests on: what its manifest says of them.

A month's rests on those of its year up to it, for a watch list goes back; a report with goals on
those of the periods that its tasks need. Only bytes are looked at: nothing is read for it, and no
name or code of an enterprise stands in a manifest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fzlib.errors import ProblemLog
from fzlib.intake.dataset_file import enterprise_settings
from fzlib.intake.enterprises.files import EnterpriseFiles
from fzlib.intake.input_files import Files
from fzlib.scoring.periods import Period


def entry(data: Path, periods: Iterable[Period]) -> dict[str, Any]:
    """In the manifest; nothing where none of these periods has a file.

    ``inputs``: label → sha256. ``settings``: of dataset.toml.
    """
    files, log = EnterpriseFiles(data), ProblemLog()
    for period in periods:
        for label in files.labels(period):  # two, of which none is used, are not as either alone
            files.content(label, log)
    if not files.seen:
        return {}
    settings = enterprise_settings(Files(data), log)
    own = {name: str(value) for name, value in asdict(settings).items()}
    return {"inputs": dict(sorted(files.seen.items())), "settings": own}
