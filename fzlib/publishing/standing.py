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

    ``since``: where its goals are those of a past report, what of their files has changed
    (`kept_goals.since`).
    """

    basis: Mapping[str, Any]
    is_current: bool
    since: Mapping[str, list[str]] = field(default_factory=dict)


def standing(material: Material) -> Standing:
    """Of today's inputs, but for the goals of an earlier period (`kept_goals.of_the_past`).

    Raises:
        InputError: the inputs, the goals or the enterprises are wrong.
    """
    folder, since = material.request.folder, dict[str, list[str]]()
    goals: Mapping[str, Any] | None = None
    if material.past:
        goals = manifests.manifest(folder).get("goals", {})
        since = kept_goals.since(goals, material.request)
    with suppress(InputError):  # told below, with all others
        # of a past report without reading the goals; of any without reading the enterprises
        own = kept_goals.entry(material.goals) if goals is None else goals
        basis = material.basis_with(own)
        if manifests.is_current(folder, basis):
            return Standing(basis, True, since)
    return Standing(material.basis, manifests.is_current(folder, material.basis), since)
