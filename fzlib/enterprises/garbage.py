"""Many objects made at once, without a search for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage in circles meanwhile: it would take as long as all the making.

    Hundreds of thousands of cells or groups are made, none of them in a circle, and every search
    looks at all that are there.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
