"""The goals of a report: what they are in its manifest, what it keeps of them, what changed since.

Registers are living lists. A report keeps the targets/ and registers/ that it was made from, and an
earlier period's rests on those for good, whatever it is written anew for: that they have grown is
told. Only where it is forced, or what it kept was touched, it is made from today's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fzlib.errors import Place, Problem, ProblemLog, listing
from fzlib.intake.folder import Folder
from fzlib.intake.goals.figures_file import FIGURES_STEM
from fzlib.intake.goals.goal_files import document_label, register_stem
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.intake.input_files import Files
from fzlib.publishing import manifests
from fzlib.publishing.request import Request
from fzlib.scoring.periods import Period

KEPT = "inputs"  # the folder of a report that holds them
CHANGED, ADDED, GONE = "有改动", "加入", "移走"


def entry(goals: GoalInputs | None) -> dict[str, Any]:
    """In the manifest; nothing where the year has no targets/.

    ``inputs``: label → sha256. ``absent``: files that were looked for, without their suffix.
    """
    if goals is None:
        return {}
    document = goals.goals.document
    toml = document_label(document.year)
    looked = {toml.removesuffix(".toml"), *map(register_stem, document.files)}
    if document.figures:
        looked.add(FIGURES_STEM)
    there = {label.rpartition(".")[0] for label in goals.contents if label != toml}
    return {
        "document": {"title": document.title, "source": document.source},
        "readings": {
            "schedule": document.readings.schedule,
            "seriously_behind": str(document.readings.seriously_behind),
        },
        "inputs": {label: goals.files[label] for label in sorted(goals.contents)},
        "absent": sorted(looked - there),
    }


def keep(goals: GoalInputs, report: Path) -> None:
    """Write the bytes that were read into the report's folder."""
    for label, content in goals.contents.items():
        path = report / KEPT / label
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def of_the_past(request: Request) -> Path | None:
    """The folder with the goals of an earlier report that is there; None where today's are used.

    It may hold none, or not be there: then the report was published without goals. A manifest that
    does not speak of goals is of a version that knew of none.
    """
    published = manifests.manifest(request.folder)
    if request.force or "goals" not in published or not _is_earlier(request):
        return None
    kept = request.folder / KEPT
    digests = {
        path.relative_to(request.folder).as_posix(): manifests.sha256(path)
        for path in kept.rglob("*")
        if path.is_file()
    }
    outputs = published["outputs"].items()
    is_intact = digests == {name: of for name, of in outputs if name.startswith(f"{KEPT}/")}
    return kept if is_intact else None


def _is_earlier(request: Request) -> bool:
    """Whether the report is of periods before the latest that has data."""
    of = request.period
    last = of if isinstance(of, Period) else of.periods[-1]
    return any(last < period for period in Folder(request.data).periods())


def since(then: Mapping[str, Any], request: Request) -> dict[str, list[str]]:
    """What of the goals' files is not what it was by the manifest: 有改动, 加入, 移走 → labels.

    Only their bytes are looked at: one that cannot be read, or is wrong now, has changed.
    """
    data, changed = request.data, dict[str, list[str]]()
    files, log = Files(data), ProblemLog()
    inputs, absent = then.get("inputs"), then.get("absent")
    inputs = inputs if isinstance(inputs, dict) else {}  # a manifest may have been edited
    for label, digest in inputs.items():
        files.content(label, log)
        if files.seen.get(label) != digest:
            word = CHANGED if (data / label).exists() else GONE
            changed.setdefault(word, []).append(label)
    for stem in absent if isinstance(absent, list) else ():
        if label := files.find(str(stem), log):
            changed.setdefault(ADDED, []).append(label)
    toml = document_label(request.period.year)
    if toml not in inputs and (data / toml).exists():
        changed.setdefault(ADDED, []).append(toml)
    return changed


def told(changed: Mapping[str, list[str]], consequence: str, mend: str = "") -> list[Problem]:
    """``registers/projects.csv：发布以后有改动，仍用发布时的；--force 按现在的台账重做``."""
    return [
        Problem(Place(listing(labels)), f"发布以后{word}，{consequence}", mend, kind="file.changed")
        for word, labels in changed.items()
    ]
