"""A new data folder for a real city: every file it needs, blank forms, and what to do next."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fzlib.errors import InputError, Place, Problem, ProblemLog
from fzlib.intake.formats.writing import csv_bytes
from fzlib.intake.forms.blank_forms import month_form, year_form
from fzlib.intake.input_files import Files, regions_of
from fzlib.intake.regions import REGION_COLUMNS, REGION_KINDS
from fzlib.paths import root
from fzlib.scoring.panel import CITY, COUNTY, PROVINCE, Region
from fzlib.scoring.periods import Period, Year

STARTER = Path("data") / "fuzhou"  # of the project
CARRIED = Path(__file__).resolve().parents[2] / "starter"  # the same in a wheel: fzlib/starter
TEMPLATES = Path(__file__).parent / "templates"
FORM_FOLDER, NEXT = "模板", "下一步.md"
PLAN_YEAR = 2023  # of the rule book that is shipped
KIND_NAMES = {kind: word for word, kind in REGION_KINDS.items()}
_YES = {True: "是", False: "否"}


@dataclass(frozen=True)
class NewCity:
    """Whose folder it is to be; without ``counties``, those of the plan's own city, Fuzhou."""

    year: int
    city: str = ""
    province: str = ""
    counties: Sequence[str] = ()


def starter() -> Path:
    """regions.csv and the 2023 rule book: those a wheel carries, else the project's."""
    return CARRIED if CARRIED.is_dir() else root() / STARTER


def create_folder(folder: Path, city: NewCity) -> list[Path]:
    """Write a new data folder as a whole; the paths of its files.

    Raises:
        InputError: the folder exists and is not empty; two regions of one name.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what, mend = "已经有了，而且不是空的", "换一个新的文件夹"
        raise InputError([Problem(Place(str(folder)), what, mend, kind="file.existing")])
    stage = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(stage, ignore_errors=True)
    try:
        _write(stage, city)
        if folder.exists():  # kept, not replaced: a shell may stand in it
            for entry in stage.iterdir():
                entry.rename(folder / entry.name)
        else:
            stage.rename(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write(stage: Path, city: NewCity) -> None:
    for name in ("rules", "monthly", "expected", FORM_FOLDER):
        (stage / name).mkdir(parents=True)
    regions = _regions(city)
    name = next(region.name for region in regions if region.kind == CITY)
    title = json.dumps(f"{name}规上工业月度数据", ensure_ascii=False)
    (stage / "dataset.toml").write_text(_template("dataset.toml", title=title), "utf-8")
    (stage / "regions.csv").write_bytes(_regions_bytes(regions))
    plan = (starter() / "rules" / f"{PLAN_YEAR}.toml").read_bytes()
    (stage / "rules" / f"{city.year}.toml").write_bytes(plan)
    log, files = ProblemLog(), Files(stage)
    regions_of(files, log)
    log.raise_if_any()
    forms = stage / FORM_FOLDER
    for period in Year(city.year).periods:
        (forms / f"{period}.xlsx").write_bytes(month_form(stage, period))
    (forms / f"{city.year}.xlsx").write_bytes(year_form(stage, Year(city.year)))
    year, first = city.year, Period(city.year, 2)
    steps = _template("next.md", year=year, first=first, forms=FORM_FOLDER, plan_year=PLAN_YEAR)
    (stage / NEXT).write_text(steps, "utf-8")


def _regions(city: NewCity) -> list[Region]:
    log = ProblemLog()
    fuzhou = regions_of(Files(starter()), log)
    log.raise_if_any()
    renamed = {CITY: city.city, PROVINCE: city.province}
    top = [
        Region(name, region.kind, aliases=(KIND_NAMES[region.kind],))
        if (name := renamed.get(region.kind, ""))
        else region
        for region in fuzhou
        if region.kind != COUNTY
    ]
    names = [*(region.name for region in top), *city.counties]
    for name, times in Counter(names).items():
        if times > 1:
            what, mend = f"“{name}”写了{times}次", "市、省和各县（市）区的名称要各不相同"
            log.stop(Place("名称"), what, mend, kind="region.twice")
    log.raise_if_any()
    if not city.counties:
        return [*top, *(region for region in fuzhou if region.kind == COUNTY)]
    shorts = [_short(name) for name in city.counties]
    uses = Counter([*shorts, _short(city.city), *city.counties, city.city])  # 邵阳: city or county
    return top + [
        Region(name, COUNTY, assessed=True, aliases=(short,) if short and uses[short] == 1 else ())
        for name, short in zip(city.counties, shorts, strict=True)
    ]


def _short(name: str) -> str:
    """双清 of 双清区, 城步 of 城步苗族自治县, as bureaus print it; '' where there is none."""
    peoples = re.fullmatch(r"(.{2,}?)(?:.{1,5}族)+自治[县旗]", name)
    if peoples:
        return peoples[1]
    return name[:-1] if len(name) > 2 and name[-1] in "区县市" else ""


def _regions_bytes(regions: Sequence[Region]) -> bytes:
    rows = [
        [r.name, r.code, KIND_NAMES[r.kind], _YES[r.assessed], "；".join(r.aliases), r.note]
        for r in regions
    ]
    return csv_bytes([REGION_COLUMNS, *rows])


def _template(name: str, **values: object) -> str:
    """A text of the new folder with its blanks filled in."""
    return (TEMPLATES / name).read_text("utf-8").format(**values)
