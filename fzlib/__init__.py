"""fzlib: the monthly evaluation of counties, from a data folder to a printed report.

import fzlib as fz
card = fz.score(fz.load("data/fuzhou", "2023-05"))
card.ranking
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fzlib.analysis.explain import trace
    from fzlib.analysis.whatif import what_if
    from fzlib.desk import load, load_all, load_history, result, score, score_all
    from fzlib.errors import InputError
    from fzlib.intake.bureau.import_plan import import_workbook
    from fzlib.intake.folder import Folder
    from fzlib.presentation.prose.workings import explain
    from fzlib.publishing.score_files import save, save_result
    from fzlib.scoring.periods import Period

__version__ = "0.1.0"
__all__ = [
    "Folder", "InputError", "Period", "explain", "import_workbook", "load", "load_all",
    "load_history", "result", "save", "save_result", "score", "score_all", "trace", "what_if",
]  # fmt: skip

# name → where it lives; loaded when first asked for, so that `import fzlib` stays quick
_NAMES = {
    "Folder": "fzlib.intake.folder",
    "InputError": "fzlib.errors",
    "Period": "fzlib.scoring.periods",
    "explain": "fzlib.presentation.prose.workings",
    "import_workbook": "fzlib.intake.bureau.import_plan",
    "load": "fzlib.desk",
    "load_all": "fzlib.desk",
    "load_history": "fzlib.desk",
    "result": "fzlib.desk",
    "save": "fzlib.publishing.score_files",
    "save_result": "fzlib.publishing.score_files",
    "score": "fzlib.desk",
    "score_all": "fzlib.desk",
    "trace": "fzlib.analysis.explain",
    "what_if": "fzlib.analysis.whatif",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _NAMES:
        raise AttributeError(f"module 'fzlib' has no attribute {name!r}")
    return getattr(import_module(_NAMES[name]), name)
