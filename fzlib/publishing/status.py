"""Which periods of a data folder have data, are published, and are up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fzlib.errors import InputError
from fzlib.intake.folder import Folder
from fzlib.paths import resolve
from fzlib.publishing import manifests
from fzlib.publishing.changes import ENTRIES, changes
from fzlib.publishing.material import Material
from fzlib.publishing.request import Request
from fzlib.publishing.standing import Standing, standing
from fzlib.scoring.periods import AnyPeriod, Period, PeriodError, Year, parse_any


@dataclass(frozen=True)
class ReportStatus:
    """A month, quarter or year: its months, how many have data, their problems, its report.

    ``causes``: what has changed since it was published, in Chinese; none where it is up to date.
    ``goals_changed``: it is, but its tasks or registers (台账) have changed since.
    """

    period: AnyPeriod
    months: int
    with_data: int
    problems: int = 0
    published: bool = False
    causes: tuple[str, ...] = ()
    goals_changed: bool = False


def statuses(folder: Path, out: Path) -> list[ReportStatus]:
    """Every year of which there are data or a report: its months, quarters, and itself.

    Args:
        folder: the data folder. out: the folder that holds the periods' folders.

    Raises:
        InputError: no such folder.
    """
    months, published = Folder(folder).periods(), _published(out)
    years = sorted({period.year for period in (*months, *published)})
    periods: list[AnyPeriod] = []
    for year in map(Year, years):
        periods += [*year.periods, *year.quarters, year]
    return [_status(Request(folder, p, out), months, published.get(p, {})) for p in periods]


def _published(out: Path) -> dict[AnyPeriod, dict[str, Any]]:
    """The manifest of every report there."""
    published: dict[AnyPeriod, dict[str, Any]] = {}
    for path in out.iterdir() if out.is_dir() else ():
        manifest = manifests.manifest(path)
        with suppress(PeriodError):  # called like no period
            if manifest:
                published[parse_any(path.name)] = manifest
    return published


def _status(
    request: Request, months: Sequence[Period], manifest: Mapping[str, Any]
) -> ReportStatus:
    period = request.period
    periods = [period] if isinstance(period, Period) else period.periods
    with_data, problems = sum(month in months for month in periods), 0
    causes, goals_changed = ["输入"], False  # where there are no data, or wrong ones
    if with_data:
        material = Material(replace(request, rules=published_rules(manifest)))
        stands: Standing | None = None
        with suppress(InputError):
            stands = standing(material)
        # what is up to date was made from just these inputs
        problems = 0 if stands and stands.is_current else _problems(material)
        if stands:
            goals_changed = bool(stands.since)
            causes = [] if stands.is_current else _causes(manifest, stands.basis) or ["报告文件"]
    told = tuple(causes) if manifest else ()
    return ReportStatus(
        period, len(periods), with_data, problems, bool(manifest), told, goals_changed
    )


def _problems(material: Material) -> int:
    """How many there are in its inputs."""
    try:
        material.check()
    except InputError as error:
        return len(error.problems)
    return 0


def _causes(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What a report was made from that is another now, each once: 输入, 规则, 程序, …"""
    changed = changes(then, now)
    inputs = ["规则" if _is_rules(label) else "输入" for label in changed.pop("inputs", ())]
    return list(dict.fromkeys([*inputs, *(ENTRIES[entry][1] for entry in changed)]))


def _is_rules(label: str) -> bool:
    return label.endswith(".toml") and label != "dataset.toml"


def published_rules(manifest: Mapping[str, Any]) -> Path | None:
    """The rule book in place of the folder's own that a report was made by, if it is there."""
    rules = manifest.get("parameters", {}).get("rules")
    places = (resolve(str(rules)), Path.cwd() / str(rules)) if rules else ()
    return next((path for path in places if path.is_file()), None)
