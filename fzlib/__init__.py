"""fzlib: the monthly evaluation of counties, from a data folder to a printed report.

import fzlib as fz
card = fz.score(fz.load("data/fuzhou", "2023-05"))
card.ranking
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fzlib.analysis.explain import trace
    from fzlib.analysis.goals.progress import progress
    from fzlib.analysis.whatif import what_if
    from fzlib.desk import (
        load,
        load_all,
        load_enterprises,
        load_goals,
        load_history,
        load_quarter_before,
        result,
        score,
        score_all,
    )
    from fzlib.errors import InputError
    from fzlib.intake.bureau.import_plan import import_workbook
    from fzlib.intake.folder import Folder
    from fzlib.presentation.prose.workings import explain
    from fzlib.publishing.score_files import save, save_enterprises, save_progress, save_result
    from fzlib.scoring.periods import Period

__version__ = "0.1.0"
__all__ = [
    "Folder", "InputError", "Period", "explain", "import_workbook", "load", "load_all",
    "load_enterprises", "load_goals", "load_history", "load_quarter_before", "progress", "result",
    "save", "save_enterprises", "save_progress", "save_result", "score", "score_all", "trace",
    "what_if",
]  # fmt: skip

# where the names live; loaded when first asked for, so that `import fzlib` stays quick
_HOMES = {
    "fzlib.analysis.explain": ("trace",),
    "fzlib.analysis.goals.progress": ("progress",),
    "fzlib.analysis.whatif": ("what_if",),
    "fzlib.desk": (
        "load",
        "load_all",
        "load_enterprises",
        "load_goals",
        "load_history",
        "load_quarter_before",
        "result",
        "score",
        "score_all",
    ),
    "fzlib.errors": ("InputError",),
    "fzlib.intake.bureau.import_plan": ("import_workbook",),
    "fzlib.intake.folder": ("Folder",),
    "fzlib.presentation.prose.workings": ("explain",),
    "fzlib.publishing.score_files": ("save", "save_enterprises", "save_progress", "save_result"),
    "fzlib.scoring.periods": ("Period",),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'fzlib' has no attribute {name!r}")
