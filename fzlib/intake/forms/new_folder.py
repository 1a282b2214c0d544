"""A new data folder for a real city: every file it needs, blank forms, and what to do next."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fzlib.errors import Place, ProblemLog, listing
from fzlib.intake.formats.writing import csv_bytes
from fzlib.intake.forms import folder_stage
from fzlib.intake.forms.blank_forms import month_form, year_form
from fzlib.intake.forms.plan_tasks import starting_tasks
from fzlib.intake.forms.sample_books import sample_books
from fzlib.intake.input_files import Files, regions_of, rulebook_of
from fzlib.intake.regions import GROUP, REGION_COLUMNS, REGION_KINDS
from fzlib.paths import root
from fzlib.scoring.measures import Series
from fzlib.scoring.periods import Period, Year
from fzlib.scoring.regions import CITY, COUNTY, PROVINCE, Region
from fzlib.scoring.rulebook import RuleBook

STARTER = Path("data") / "fuzhou"  # of the project
CARRIED = Path(__file__).resolve().parents[2] / "starter"  # the same in a wheel: fzlib/starter
TEMPLATES = Path(__file__).parent / "templates"
FORM_FOLDER, NEXT = "模板", "下一步.md"
PLAN_YEAR = 2023  # of the rule book and the tasks that are shipped
TASKS = "targets"
KIND_NAMES = {kind: word for word, kind in REGION_KINDS.items()}
_YES = {True: "是", False: "否"}
_BLANKS = {  # keys of a rule book that name its document
    "title": "考评办法的名称",
    "source": "文号",
    "name": "报告里怎样称这份办法",
    "action": "报告标题里的行动或考评名称",
}


@dataclass(frozen=True)
class NewCity:
    """Whose folder it is to be; without ``counties``, those of the plan's own city, Fuzhou.

    ``rules``: a rule book to start from; None: the plan's.
    """

    year: int
    city: str = ""
    province: str = ""
    counties: Sequence[str] = ()
    rules: Path | None = None


def starter() -> Path:
    """regions.csv, the plan's rule book and its tasks: a wheel's own, else the project's."""
    return CARRIED if CARRIED.is_dir() else root() / STARTER


def create_folder(folder: Path, city: NewCity) -> list[Path]:
    """Write a new data folder as a whole; the paths of its files.

    A run that was killed is run again: what it left is cleared, or completed.

    Raises:
        InputError: the folder exists and holds something else; it is a link or a file; another
            run is writing it; two regions of one name; a rule book that is none.
    """
    folder_stage.make(folder, lambda stage: _write(stage, city))
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _write(stage: Path, city: NewCity) -> None:
    log, year, first = ProblemLog(), city.year, Period(city.year, 2)
    plan = city.rules or starter() / "rules" / f"{PLAN_YEAR}.toml"
    book = rulebook_of(Files(plan.parent), first, plan, log)
    log.raise_if_any()
    assert book is not None
    of_targets = [book.series[code] for code in book.needed if book.series[code].is_target]
    for name in ("rules", "monthly", *(["expected"] if of_targets else []), FORM_FOLDER):
        (stage / name).mkdir(parents=True)
    regions = _regions(city)
    name = next(region.name for region in regions if region.kind == CITY)
    of_industry = "规上工业" if city.rules is None else ""
    title = json.dumps(f"{name}{of_industry}月度数据", ensure_ascii=False)
    (stage / "dataset.toml").write_text(_template("dataset.toml", title=title), "utf-8")
    (stage / "regions.csv").write_bytes(_regions_bytes(regions, grouped=book.by_group))
    text = plan.read_bytes()
    samples = {sample.path.resolve() for sample in sample_books().values()}
    if plan.resolve() in samples or (city.city and city.rules is None):
        text = _blanked(text.decode()).encode()
    (stage / "rules" / f"{year}.toml").write_bytes(text)
    if city.rules is None:  # the tasks are of the same plan
        tasks = (starter() / TASKS / f"{PLAN_YEAR}.toml").read_text("utf-8")
        (stage / TASKS).mkdir()
        own = starting_tasks(tasks, year, is_own_city=not city.city)
        (stage / TASKS / f"{year}.toml").write_bytes(own.encode())
    files = Files(stage)
    regions_of(files, log)
    log.raise_if_any()
    forms = stage / FORM_FOLDER
    for period in Year(year).periods:
        (forms / f"{period}.xlsx").write_bytes(month_form(stage, period))
    if of_targets:
        (forms / f"{year}.xlsx").write_bytes(year_form(stage, Year(year)))
    (stage / NEXT).write_text(_next_steps(city, book, of_targets), "utf-8")


def _next_steps(city: NewCity, book: RuleBook, of_targets: Sequence[Series]) -> str:
    """What is to be done in the new folder, step by step."""
    year, first = city.year, Period(city.year, 2)
    names = listing(dict.fromkeys(series.name("总产值") for series in of_targets))
    grouped = "、组别（规则书按组别排位次）" if book.by_group else ""
    sample = f"{book.title}（{book.source}）的规则书"
    steps = [
        _template("basis.md", grouped=grouped),
        _template("rules.md", year=year, first=first, forms=FORM_FOLDER, book=sample),
        _template("targets.md", year=year, forms=FORM_FOLDER, names=names) if of_targets else "",
        _template("figures.md", first=first, forms=FORM_FOLDER),
        "" if city.rules else _template("tasks.md", year=year, first=first),
        _template("report.md", first=first),
    ]
    numbered = (f"{n}. {step}" for n, step in enumerate(filter(None, steps), 1))
    return _template("next.md", steps="".join(numbered))


def _blanked(plan: str) -> str:
    """A rule book for another city: what names its document is to be filled in."""
    head, mark, rows = plan.partition("[[")  # the first table of an array: names of their own
    for key, blank in _BLANKS.items():
        head = re.sub(rf'(?m)^({key} = )"[^"\n]*"', rf'\1"（写明{blank}）"', head)
    # what only its own document says is not said of another's
    head = re.sub(r"(?m)^(commends|conversion_clause) = ", r"# \1 = ", head)
    return head + mark + rows


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


ZONES = {"经济技术开发区": "经开区", "高新技术产业": "高新区"}


def _short(name: str) -> str:
    """双清 of 双清区, 城步 of 城步苗族自治县, as bureaus print it; '' where there is none.

    经开区 and 高新区 of the zones that are called so; another zone's name stays whole.
    """
    for full, short in ZONES.items():
        if full in name:
            return short
    if name.endswith(("开发区", "园区", "新区", "工业区")):
        return ""
    peoples = re.fullmatch(r"(.{2,}?)(?:.{1,5}族)+自治[县旗]", name)
    if peoples:
        return peoples[1]
    return name[:-1] if len(name) > 2 and name[-1] in "区县市" else ""


def _regions_bytes(regions: Sequence[Region], *, grouped: bool) -> bytes:
    """regions.csv; with a blank 组别 to be filled in where places are by group."""
    more = [GROUP] if grouped else []
    rows = [
        [r.name, r.code, KIND_NAMES[r.kind], _YES[r.assessed], "；".join(r.aliases), r.note]
        + [r.group for _ in more]
        for r in regions
    ]
    return csv_bytes([[*REGION_COLUMNS, *more], *rows])


def _template(name: str, **values: object) -> str:
    """A text of the new folder with its blanks filled in."""
    return (TEMPLATES / name).read_text("utf-8").format(**values)
