"""``fz check``: read and check inputs, print every problem and warning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import (
    data_folder,
    data_option,
    period_of,
    rules_option,
    rules_path,
    shown,
)
from fzlib.errors import InputError, Place, Problem
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
    """检查一期的全部输入，或检查一个文件：数据文件夹里的，或还没有放进去的。

    放进去之前检查的文件代替数据文件夹里原有的，其余照旧；文件名要说明它是什么：
    2023-05.xlsx 是月度数据，2023.csv 是预期增量，2023.toml 是规则书。
    预期增量、规则书、地区表连同用到它的各期一起检查；还没有数据的，只检查它自己。
    --annotate 写一份副本：有问题的格填了色、加了批注，第一张表“核对结果”列出全部。

    例：
      fz check 2023-05
      fz check 2023-03 2023-04 --data data/shaoyang
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
    told: set[Problem] = set()
    if as_json:
        click.echo(_json(found))
    else:
        for one in found:
            _tell(one, told)
    if target is not None:
        _annotate(found, target)
    if any(one.problems for one in found):
        raise SystemExit(1)


@dataclass(frozen=True)
class Check:
    """One period to check; ``file``, if any, is read as the folder's input ``label``.

    ``alone``: there are no figures of the period yet, and only the file itself is checked.
    """

    folder: Path
    period: Period
    file: Path | None = None
    label: str = ""
    alone: bool = False

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
    if not path.is_file():
        return [Check(data_folder(data), _period(target))]
    home = next((p for p in path.resolve().parents if (p / "dataset.toml").is_file()), None)
    folder = home if home and data is None else data_folder(data)
    if path.resolve().parent.name in UNREAD:
        raise click.UsageError(f"{target}：{'、'.join(UNREAD)} 里的文件不参加计分，这里不检查")
    label = _label(path)
    if label is None:
        raise click.UsageError(f"{target}：从文件名看不出是哪种输入。认得的：{NAMES}")
    stem = Path(label).stem
    periods = Folder(folder).periods()
    if label.startswith("monthly/"):
        periods = [Period.parse(stem)]
    elif stem.isdigit():
        periods = [period for period in periods if str(period.year) == stem]
    if periods:
        return [Check(folder, period, path, label) for period in periods]
    books = (path.stem for path in (folder / "rules").glob("*.toml"))
    years = [stem] if stem.isdigit() else [*filter(_is_year, books)]
    if not years:
        raise click.UsageError(f"{folder.name} 里没有用到 {path.name} 的月度数据，也没有规则书")
    periods = Year.parse(max(years)).periods
    periods = periods if label.startswith("expected/") else periods[:1]
    return [Check(folder, period, path, label, alone=True) for period in periods]


def _period(target: str) -> Period:
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
    from fzlib.presentation.prose.datacheck import hints

    instead = {} if check.file is None else {check.label: check.file}
    try:
        inputs = Folder(check.folder).load(check.period, rules=rules, instead=instead)
    except InputError as error:
        problems, warnings = error.problems, error.warnings
        if check.alone:
            problems = tuple(p for p in problems if p.where.file == check.label)
            what = "还没有用到它的月度数据，只检查了它自己"
            warnings = (Problem(Place(check.label), what, "放入数据后再检查"),)
    else:
        earlier = Folder(check.folder).history(check.period, rules=rules)
        problems, warnings = (), tuple(hints(inputs, earlier))
    return Found(check, check.named(problems), (*check.named(warnings), *check.replaced))


def _tell(found: Found, told: set[Problem]) -> None:
    """Print what a check found, each problem and warning once (``told``)."""
    check, problems, warnings = found.check, found.problems, found.warnings
    counts = [f"{len(problems)} 处问题" if problems else "没有问题"]
    counts += [f"{len(warnings)} 条提示"] if warnings else []
    listed = [*problems, *warnings]
    repeated = sum(problem in told for problem in listed)
    counts += [f"其中 {repeated} 条前面已列"] if repeated else []
    click.echo(f"{check.title}：{'，'.join(counts)}")
    lines = [(problem, f"  {problem}") for problem in problems]
    lines += [(warning, f"  提示　{warning}") for warning in warnings]
    for one, line in lines:
        if one not in told:
            click.echo(line)
    told.update(listed)


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
    return json.dumps({"checks": checks}, ensure_ascii=False, indent=1)


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
        click.echo("没有写标注的副本：文件读不了。", err=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(marked.content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    click.echo(f"标注　{shown(target)}（标出 {marked.cells} 格）", err=True)
    if marked.lost:
        click.echo(f"提示　副本里没有原文件的{'、'.join(marked.lost)}", err=True)
