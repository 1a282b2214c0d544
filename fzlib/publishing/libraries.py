"""nbformat, papermill and nbconvert, imported without the second or two that none of them needs.

jsonschema, which nbformat loads, checks IRIs where rfc3987_syntax is installed (Jupyter has it for
its event log), and that builds a grammar when it is imported. The schema of notebooks knows no
IRI. Here the grammar is put off until one is checked after all.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_NAME = "rfc3987_syntax"


def _is_valid_syntax(term: str, value: str) -> bool:
    return bool(import_module(_NAME).is_valid_syntax(term, value))


def _import_jsonschema() -> None:
    if _NAME in sys.modules:
        import_module("jsonschema")
        return
    put_off = ModuleType(_NAME)
    vars(put_off)["is_valid_syntax"] = _is_valid_syntax
    sys.modules[_NAME] = put_off
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[_NAME]


_import_jsonschema()

import nbformat  # noqa: E402 - after jsonschema
import papermill  # noqa: E402

from fzlib.publishing import page  # noqa: E402 - nbconvert with it

__all__ = ["nbformat", "page", "papermill"]
