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
from fzlib.intake.regions import COLUMNS, KINDS
from fzlib.paths import root
from fzlib.scoring.panel import CITY, COUNTY, PROVINCE, Region
from fzlib.scoring.periods import Period, Year

STARTER = Path("data") / "fuzhou"  # of the project
CARRIED = Path(__file__).resolve().parents[2] / "starter"  # the same in a wheel: fzlib/starter
FORMS, NEXT = "模板", "下一步.md"
PLAN_YEAR = 2023  # of the rule book that is shipped
KIND_NAMES = {kind: word for word, kind in KINDS.items()}
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
        problem = Problem(Place(str(folder)), "已经有了，而且不是空的", "换一个新的文件夹")
        raise InputError([problem])
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
    stage.mkdir(parents=True)
    regions = _regions(city)
    title = next(region.name for region in regions if region.kind == CITY)
    (stage / "dataset.toml").write_text(_dataset(title), "utf-8")
    (stage / "regions.csv").write_bytes(_regions_bytes(regions))
    (stage / "rules").mkdir()
    plan = (starter() / "rules" / f"{PLAN_YEAR}.toml").read_bytes()
    (stage / "rules" / f"{city.year}.toml").write_bytes(plan)
    for empty in ("monthly", "expected"):
        (stage / empty).mkdir()
    log, files = ProblemLog(), Files(stage)
    regions_of(files, log)
    log.raise_if_any()
    forms = stage / FORMS
    forms.mkdir()
    for period in Year(city.year).periods:
        (forms / f"{period}.xlsx").write_bytes(month_form(stage, period))
    (forms / f"{city.year}.xlsx").write_bytes(year_form(stage, Year(city.year)))
    (stage / NEXT).write_text(_next(city.year), "utf-8")


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
            log.stop(Place("名称"), what, mend)
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
    return csv_bytes([COLUMNS, *rows])


def _dataset(city: str) -> str:
    title = json.dumps(f"{city}规上工业月度数据", ensure_ascii=False)
    return f"""# 每一项写在引号里；井号后面是说明。
title  = {title}   # 数据名称
nature = "internal"   # 内部资料；可公开发布的写 published，示例写 example。报告首屏和页脚都注明
source = "（写明数据来源）"   # 印在报告的口径说明里
level  = "规上工业总产值"   # 产值列是什么；以“营业收入”结尾时，表头写营业收入
issuer  = ""   # 落款单位，可空
contact = ""   # 异议联系方式，可空
as_of   = ""   # 数据截至日期，如 "2026-06-20"，可空
"""


def _next(year: int) -> str:
    first = Period(year, 2)
    return f"""# 下一步

这是一个城市的数据文件夹。下面的路径和命令都从这个文件夹算起：在终端里进入它，按次序做完，就能出第一期报告。

1. `dataset.toml`：填数据来源、落款单位、联系方式。`nature` 是 `internal`（内部资料）。
2. `regions.csv`：核对县区名单、代码、是否考评；文件里常见的别的写法填进“别名”，用；分开。
3. `rules/{year}.toml`：榕政办〔2023〕28号附件的规则书（{PLAN_YEAR}年）。
   逐条对着当年、本市的文件改名称（`title`、`source`）、分值、标准值、加扣分和“读法”。
   改了名单或规则，重新写空白表：
   `fz template {first} -o {FORMS}/{first}.xlsx --force`
4. `{FORMS}/{year}.xlsx`：填全年各期预期增量，另存到 `expected/{year}.xlsx`。
5. `{FORMS}/{first}.xlsx`：填1—2月数据，先检查：
   `fz check {FORMS}/{first}.xlsx`
   没有要改的就放到 `monthly/{first}.xlsx`。以后每月同样。
   数在统计部门的工作簿里时，写一份 `layout.toml`，用 `fz import` 导入（见 `fz import --help`）；
   全国、全省的增速工作簿里没有的，照样填在月度文件里（CSV 或 xlsx）。
6. `fz score {first}` 看得分，`fz report {first}` 写报告，`fz status` 看各期到了哪一步。

市直指标牵头部门审定的得分写在 `rulings.csv`：期间,地区,考评项,得分,依据。
"""
