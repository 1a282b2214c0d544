"""Which periods of a data folder have data, are published, and are up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fzlib.desk import resolve
from fzlib.errors import InputError
from fzlib.intake.folder import Folder
from fzlib.publishing import release
from fzlib.publishing.material import Material
from fzlib.publishing.request import Request
from fzlib.scoring.periods import Period, PeriodError, Quarter, Year, parse_any

Of = Period | Quarter | Year
# entries of the manifest that say why a report is no longer what would be made now
CAUSES = {
    "rulebook": "规则", "readings": "规则",
    "parameters": "参数", "notebook": "程序", "notebooks": "程序", "code": "程序",
    "versions": "软件版本",
}  # fmt: skip


@dataclass(frozen=True)
class Status:
    """A month, quarter or year: how many of its periods have data, its problems, its report.

    ``changed``: why a published report is stale, in Chinese; none where it is up to date.
    """

    of: Of
    there: int
    periods: int
    problems: int = 0
    published: bool = False
    changed: tuple[str, ...] = ()


def statuses(folder: Path, out: Path) -> list[Status]:
    """Every year of which there are data or a report: its months, quarters, and itself.

    Args:
        folder: the data folder. out: the folder that holds the periods' folders.

    Raises:
        InputError: no such folder.
    """
    months = Folder(folder).periods()
    years = sorted({of.year for of in [*months, *_published(out)]})
    return [_status(folder, of, out, months) for year in years for of in _of_year(Year(year))]


def _of_year(year: Year) -> list[Of]:
    return [*year.periods, *year.quarters, year]


def _published(out: Path) -> list[Of]:
    found: list[Of] = []
    for path in out.iterdir() if out.is_dir() else ():
        try:
            found += [parse_any(path.name)] if release.manifest(path) else []
        except PeriodError:
            continue  # not a report of ours
    return found


def _status(folder: Path, of: Of, out: Path, months: Sequence[Period]) -> Status:
    periods = [of] if isinstance(of, Period) else of.periods
    there, manifest = sum(period in months for period in periods), release.manifest(out / str(of))
    published, changed, problems = bool(manifest), [], 0
    try:
        request = Request(resolve(folder), of, out, _rules(manifest))
        basis = Material(request).basis if there else {}
        if published and not release.is_current(out / str(of), basis):
            changed = _changed(manifest, basis) or ["报告文件"]
    except InputError as error:
        changed, problems = ["输入"], len(error.problems)
    if published and not there:
        changed = ["输入"]
    told = dict.fromkeys(changed if published else [])
    return Status(of, there, len(periods), problems, published, tuple(told))


def _changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What a report was made from that is another now: 输入, 规则, 程序, …"""
    read = [one.get("inputs", {}) for one in (then, now)]
    labels = [
        label for label in sorted({*read[0], *read[1]}) if len({o.get(label) for o in read}) > 1
    ]
    inputs = ["规则" if _is_rules(label) else "输入" for label in labels]
    return inputs + [word for key, word in CAUSES.items() if then.get(key) != now.get(key)]


def _is_rules(label: str) -> bool:
    return label.endswith(".toml") and label != "dataset.toml"


def _rules(manifest: Mapping[str, Any]) -> Path | None:
    """The rule book in place of the folder's own that a report was made by, if it is there."""
    rules = manifest.get("parameters", {}).get("rules")
    path = resolve(str(rules)) if rules else None
    return path if path and path.is_file() else None
