"""``fz check``: read and check inputs, print every problem and warning."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.lines import MOST_LINES, listed, say
from fzlib.cli.options import (
    ALL,
    data_folder,
    data_option,
    home_of,
    period_of,
    periods_of,
    rules_option,
    rules_path,
    shown,
)
from fzlib.errors import InputError, Place, Problem, listing
from fzlib.scoring.periods import Period, PeriodError, Year

NAMES = "2023-05.xlsx（月度数据）、2023.csv（预期增量）、2023.toml（规则书）、regions.csv"
UNREAD = ("enterprises", "targets")  # folders of a data folder that no monthly score reads


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("targets", nargs=-1, metavar="期间或文件…")
@data_option
@rules_option
@click.option("--annotate", metavar="文件", help="另写一份标出问题的 xlsx；原文件不动")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON，供程序读")
def command(
    targets: tuple[str, ...],
    data: str | None,
    rules: str | None,
    annotate: str | None,
    as_json: bool,
) -> None:
    """检查一期（all 为有数据的各期）的全部输入，或一个文件：数据文件夹里的，或还没有放进去的。

    放进去之前检查的文件代替数据文件夹里原有的，其余照旧；文件名要说明它是什么：
    2023-05.xlsx 是月度数据，2023.csv 是预期增量，2023.toml 是规则书。
    预期增量、规则书、地区表连同用到它的各期一起检查；还没有数据的，只检查它自己。
    问题要改了才能计分；只有提示的可以计分，先核对数是否有误；什么也没有查出才说没有问题。
    --annotate 写一份副本：有问题的格填了色、加了批注，第一张表“核对结果”列出全部。

    例：
      fz check 2023-05
      fz check 2025-03 2025-04 --data data/shaoyang
      fz check all
      fz check 下载/2023-05.xlsx
      fz check 下载/2023-05.xlsx --annotate 核对.xlsx
      fz check data/fuzhou/rules/2023.toml
    """
    if not targets:
        raise click.UsageError("写明要检查的期间或文件，如 fz check 2023-05")
    book = rules_path(rules)
    checks = [check for target in targets for check in _checks(target, data)]
    target = _copy_to(annotate, targets, checks) if annotate else None
    found = [_found(check, book) for check in checks]
    if as_json:
        click.echo(_json(found))
    else:
        _tell(found)
    if target is not None:
        _annotate(found, target)
    if any(one.problems for one in found):
        raise SystemExit(1)


@dataclass(frozen=True)
class Check:
    """One period to check; ``file``, if any, is read as the folder's input ``label``.

    ``alone``: there are no figures of the period yet, and only the file itself is checked.
    ``guessed``: neither its place nor --data says that the file is of this folder.
    """

    folder: Path
    period: Period
    file: Path | None = None
    label: str = ""
    alone: bool = False
    guessed: bool = False

    @property
    def instead(self) -> dict[str, Path]:
        """The file in place of the folder's, if any."""
        return {} if self.file is None else {self.label: self.file}

    @property
    def title(self) -> str:
        """What is checked, as the user named it."""
        which = f"{self.folder.name} {self.period}"
        return f"{self.file}（{which}）" if self.file else which

    def named(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Problems of ``file`` under the name the user gave it, not the folder's ``label``."""
        given = str(self.file)
        return tuple(
            replace(one, where=replace(one.where, file=given))
            if self.file and one.where.file == self.label
            else one
            for one in problems
        )

    @property
    def replaced(self) -> list[Problem]:
        """A warning for each file of the folder that ``file`` stands in for and is not."""
        from fzlib.intake.grid import SUFFIXES

        if self.file is None or self.file.suffix.lower() not in SUFFIXES:
            return []
        labels = (Path(self.label).with_suffix(suffix).as_posix() for suffix in SUFFIXES)
        found = [label for label in labels if (self.folder / label).is_file()]
        if self.file.resolve() in [(self.folder / label).resolve() for label in found]:
            return []
        # named with its folder: the file that is checked goes by the same label
        old = (Place(f"{self.folder.name}/{label}") for label in found)
        return [Problem(where, "已有这个文件，检查时没有用它", "放入前先移走") for where in old]


@dataclass(frozen=True)
class Found:
    """What a check found."""

    check: Check
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def _checks(target: str, data: str | None) -> list[Check]:
    """What a target means: a period, or a file for every period that it can concern."""
    from fzlib.intake.folder import Folder

    path = Path(target)
    if target == ALL:
        folder = data_folder(data)
        return [Check(folder, of) for of in periods_of(folder, [ALL]) if isinstance(of, Period)]
    if not path.is_file():
        period = _period(target)
        return [Check(data_folder(data), period)]
    if path.resolve().parent.name in UNREAD:
        raise click.UsageError(f"{target}：{'、'.join(UNREAD)} 里的文件不参加计分，这里不检查")
    label = _label(path)
    if label is None:
        raise click.UsageError(f"{target}：从文件名看不出是哪种输入。认得的：{NAMES}")
    guessed = data is None and home_of(path.resolve()) is None
    folder, stem = data_folder(data, near=path), Path(label).stem
    periods = Folder(folder).periods()
    if label.startswith("monthly/"):
        periods = [Period.parse(stem)]
    elif stem.isdigit():
        periods = [period for period in periods if str(period.year) == stem]
    if periods:
        return [Check(folder, period, path, label, guessed=guessed) for period in periods]
    books = (path.stem for path in (folder / "rules").glob("*.toml"))
    years = [stem] if stem.isdigit() else [*filter(_is_year, books)]
    if not years:
        raise click.UsageError(f"{folder.name} 里没有用到 {path.name} 的月度数据，也没有规则书")
    periods = Year.parse(max(years)).periods
    periods = periods if label.startswith("expected/") else periods[:1]
    return [Check(folder, period, path, label, alone=True) for period in periods]


def _period(target: str) -> Period:
    if Path(target).exists() and not Path(target).is_dir():
        raise click.UsageError(f"{target} 不是普通文件（是管道、设备一类），不能检查")
    if Path(target).is_dir():
        say = f"{target} 是文件夹；写明期间，如 fz check 2023-05 --data {target}"
        raise click.UsageError(say)
    if not target[:1].isdigit() or any(sign in target for sign in "./\\"):
        raise click.UsageError(f"没有文件 {target}（期间写作 2023-05）")
    return period_of(target)


def _label(path: Path) -> str | None:
    """Which input of a data folder a file is, by its name; None where it is none."""
    from fzlib.intake.grid import SUFFIXES

    stem, suffix = path.stem, path.suffix.lower()
    if suffix == ".toml":
        year = f"rules/{stem}.toml" if _is_year(stem) else None
        return "dataset.toml" if path.name == "dataset.toml" else year
    if suffix not in SUFFIXES:
        return None
    if stem in ("regions", "rulings"):
        return f"{stem}{suffix}"
    if _is_year(stem):
        return f"expected/{stem}{suffix}"
    try:
        return f"monthly/{Period.parse(stem[:7])}{suffix}"  # 2023-05终稿.xlsx
    except PeriodError:
        return None


def _is_year(stem: str) -> bool:
    try:
        return str(Year.parse(stem)) == stem
    except PeriodError:
        return False


def _found(check: Check, rules: Path | None) -> Found:
    from fzlib.intake.folder import Folder
    from fzlib.intake.strays import strays
    from fzlib.presentation.prose.datacheck import hints

    try:
        inputs = Folder(check.folder).load(check.period, rules=rules, instead=check.instead)
    except InputError as error:
        problems, warnings = error.problems, error.warnings
        if check.alone:
            problems = tuple(p for p in problems if p.where.file == check.label)
            what = "还没有用到它的月度数据，只检查了它自己"
            warnings = (Problem(Place(check.label), what, "放入数据后再检查"),)
    else:
        earlier = Folder(check.folder).history(check.period, rules=rules)
        problems, warnings = (), tuple(hints(inputs, earlier))
    beside = (*check.replaced, *strays(check.folder))
    return Found(check, check.named(problems), (*check.named(warnings), *beside))


def _tell(found: Sequence[Found]) -> None:
    """Print what was found, each problem and warning once; of another city's file only that."""
    told: set[Problem] = set()
    for one in found:
        say(f"{one.check.title}：{_counts(one, told)}")
        foreign = one.check.guessed and _is_foreign(one)
        if foreign:
            what = f"多数地区名对不上 {one.check.folder.name}，像是别的城市的"
            say(f"  {one.check.file}：{what}；用 --data 指定它的数据文件夹")
        problems, warnings = (
            [problem for problem in some if problem not in told]
            for some in (one.problems, one.warnings)
        )
        for line in listed(problems, warnings, most=0 if foreign else MOST_LINES):
            say(f"  {line}")
        if foreign:  # and so for every other period
            return
        told.update((*one.problems, *one.warnings))


def _counts(found: Found, told: set[Problem]) -> str:
    """2 处问题，1 条提示; whether it can be scored."""
    problems, warnings = len(found.problems), len(found.warnings)
    counts = [f"{problems} 处问题"] if problems else []
    counts += ["可以计分"] if warnings and not problems and not found.check.alone else []
    counts += [f"{warnings} 条提示"] if warnings else []
    counts += ["先核对"] if counts[:1] == ["可以计分"] else []
    repeated = sum(problem in told for problem in (*found.problems, *found.warnings))
    counts += [f"其中 {repeated} 条前面已列"] if repeated else []
    return "，".join(counts) or "没有问题"


def _is_foreign(found: Found) -> bool:
    """Whether more names of regions are unknown than known, as in another city's file."""
    from fzlib.errors import Findings
    from fzlib.intake.inputs import Files, regions_of

    unknown = sum(problem.what.endswith("不是已知地区") for problem in found.problems)
    absent = sum(bool(re.match("没有“.*”的行", problem.what)) for problem in found.problems)
    regions = regions_of(Files(found.check.folder, found.check.instead), Findings())
    return unknown > max(len(regions) - absent, 2)


def _json(found: Sequence[Found]) -> str:
    """The same for a program."""

    def listed(problems: Sequence[Problem]) -> list[dict[str, str]]:
        return [{**asdict(p.where), "what": p.what, "mend": p.mend} for p in problems]

    checks = [
        {
            "data": one.check.folder.name,
            "period": str(one.check.period),
            "file": str(one.check.file or ""),
            "problems": listed(one.problems),
            "warnings": listed(one.warnings),
        }
        for one in found
    ]
    text = json.dumps({"checks": checks}, ensure_ascii=False, indent=1)
    # readable, and nothing in it that a terminal would act on
    return "".join(c if c.isprintable() or c in "\n\u3000" else json.dumps(c)[1:-1] for c in text)


def _copy_to(annotate: str, targets: Sequence[str], checks: Sequence[Check]) -> Path:
    """Where the marked copy goes.

    Raises:
        click.UsageError: not one table file, no xlsx, or a file there that is not such a copy.
    """
    from fzlib.publishing.annotate import is_ours

    target, file = Path(annotate).absolute(), checks[0].file
    if len(targets) != 1 or file is None or file.suffix.lower() == ".toml":
        raise click.UsageError("--annotate 要配一个表格文件，如 fz check 2023-05.xlsx --annotate …")
    if target.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--annotate：{annotate} 应以 .xlsx 结尾")
    if target.resolve() == file.resolve():
        raise click.UsageError("--annotate：不能写到原文件上，换个名字")
    if target.exists() and not (target.is_file() and is_ours(target.read_bytes())):
        raise click.UsageError(f"--annotate：已有 {annotate}，不是标注的副本，换个名字")
    return target


def _annotate(found: Sequence[Found], target: Path) -> None:
    """Write the marked copy; where it is told on the error output, which is nobody's input."""
    from fzlib.publishing.annotate import annotate

    first = found[0].check
    assert first.file is not None
    problems = dict.fromkeys(p for one in found for p in one.problems)
    warnings = dict.fromkeys(p for one in found for p in one.warnings)
    try:
        marked = annotate(first.file.read_bytes(), str(first.file), [*problems], [*warnings])
    except InputError:
        say("没有写标注的副本：文件读不了。", err=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(marked.content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    say(f"标注　{shown(target)}（标出 {marked.cells} 格）", err=True)
    if marked.lost:
        say(f"提示　副本里没有原文件的{listing(marked.lost)}", err=True)
