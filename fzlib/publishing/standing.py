"""Does the report that is there still stand, and if not, what would it be made from?"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from fzlib.errors import InputError
from fzlib.publishing import kept_goals, manifests
from fzlib.publishing.material import Material


@dataclass(frozen=True)
class Standing:
    """What the report is, or is to be, made from; whether it is up to date.

    ``since``: of a report that stands, what of its goals' files has changed (`kept_goals.since`).
    """

    basis: Mapping[str, Any]
    is_current: bool
    since: Mapping[str, list[str]] = field(default_factory=dict)


def standing(material: Material) -> Standing:
    """Of today's inputs; of an earlier period's goals those with which it was published.

    All else being what it was, it stands; where anything else has changed it is made from today's
    goals too. Forced, it is made from today's in any case.

    Raises:
        InputError: the inputs are wrong; the goals too, where they are of today.
    """
    request = material.request
    published = manifests.manifest(request.folder)
    if published and not request.force and kept_goals.is_earlier(request):
        then = published.get("goals", {})
        with suppress(InputError):  # told below, with those of the goals
            basis = material.basis_with(then)
            if manifests.is_current(request.folder, basis):
                return Standing(basis, True, kept_goals.since(then, request))
    return Standing(material.basis, manifests.is_current(request.folder, material.basis))
