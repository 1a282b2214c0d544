"""nbformat, papermill and nbconvert, imported without the second or two that none of them needs.

jsonschema, which nbformat loads, checks URIs and IRIs where their validators are installed (Jupyter
has them for its event log), and those build grammars when they are imported. The schema of
notebooks knows neither. Here they are put off until one is checked after all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

_PUT_OFF = {"rfc3987_syntax": "is_valid_syntax", "rfc3986_validator": "validate_rfc3986"}


def _later(module: str, function: str) -> Callable[..., bool]:
    def check(*arguments: str, **options: str) -> bool:
        return bool(getattr(import_module(module), function)(*arguments, **options))

    return check


def _import_jsonschema() -> None:
    ours = [name for name in _PUT_OFF if name not in sys.modules and find_spec(name)]
    for name in ours:
        sys.modules[name] = ModuleType(name)
        setattr(sys.modules[name], _PUT_OFF[name], _later(name, _PUT_OFF[name]))
    try:
        import_module("jsonschema")
    finally:
        for name in ours:
            del sys.modules[name]


_import_jsonschema()

import nbformat  # noqa: E402 - after jsonschema
import papermill  # noqa: E402

from fzlib.publishing import page  # noqa: E402 - nbconvert with it


def get_ready() -> None:
    """Compile notebooks' schema and the page's template: what the first report would wait for."""
    nbformat.validate(nbformat.v4.new_notebook())
    page.render(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("#")]))


__all__ = ["nbformat", "page", "papermill"]
