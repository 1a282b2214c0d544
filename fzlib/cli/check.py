"""``fz check``: read and check inputs, print every problem and warning."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from fzlib.cli.check_arguments import Check, checks_of
from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import (
    data_option,
    rules_option,
    rules_path,
    shown,
)
from fzlib.cli.terminal import MOST_LINES, listed, say
from fzlib.errors import InputError, Place, Problem, listing


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
    checks = [check for target in targets for check in checks_of(target, data)]
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
class Found:
    """What a check found."""

    check: Check
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def _found(check: Check, rules: Path | None) -> Found:
    from fzlib.intake.folder import Folder
    from fzlib.intake.strays import strays
    from fzlib.presentation.prose.datacheck import hints

    try:
        inputs = Folder(check.folder).load(check.period, rules=rules, replacements=check.instead)
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
    from fzlib.errors import ProblemLog
    from fzlib.intake.input_files import Files, regions_of

    unknown = sum(problem.what.endswith("不是已知地区") for problem in found.problems)
    absent = sum(bool(re.match("没有“.*”的行", problem.what)) for problem in found.problems)
    regions = regions_of(Files(found.check.folder, found.check.instead), ProblemLog())
    return unknown > max(len(regions) - absent, 2)


def _json(found: Sequence[Found]) -> str:
    """The same for a program."""

    def entries(problems: Sequence[Problem]) -> list[dict[str, str]]:
        return [
            {**asdict(p.where), "kind": p.kind, "what": p.what, "mend": p.mend} for p in problems
        ]

    checks = [
        {
            "data": one.check.folder.name,
            "period": str(one.check.period),
            "file": str(one.check.file or ""),
            "problems": entries(one.problems),
            "warnings": entries(one.warnings),
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
    from fzlib.intake.forms.marked_copy import is_ours

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
    from fzlib.intake.forms.marked_copy import annotate

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
