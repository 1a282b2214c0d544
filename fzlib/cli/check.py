"""``fz check``: read and check inputs, print every problem and warning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fzlib.cli import chinese, options
from fzlib.cli.check_arguments import checks_of
from fzlib.cli.terminal import MOST_PRINTED, problem_lines, say
from fzlib.errors import InputError, Place, Problem, listing

if TYPE_CHECKING:
    from fzlib.intake.checks import PeriodCheck


AS_HELP = "把文件当作什么：台账的名称、任务分解、目标任务、企业"


@chinese.command()
@click.argument("targets", nargs=-1, metavar="期间或文件…")
@options.data_option
@options.rules_option
@click.option("--as", "role", metavar="名称", help=AS_HELP)
@click.option("--annotate", metavar="文件", help="另写一份标出问题的 xlsx；原文件不动")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON，供程序读")
def command(
    targets: tuple[str, ...],
    data: str | None,
    rules: str | None,
    role: str | None,
    annotate: str | None,
    as_json: bool,
) -> None:
    """检查一期（all 为有数据的各期）的全部输入，或一个文件：数据文件夹里的，或还没有放进去的。

    放进去之前检查的文件代替数据文件夹里原有的，其余照旧；文件名要说明它是什么：
    2023-05.xlsx 是月度数据，2023.csv 是预期增量等目标，2023.toml 是规则书，
    rulings.csv 是审定得分（列：期间、地区、考评项、得分、依据），
    adjustments.csv 是加减分（期间、地区、事项、加减分、依据），
    vetoes.csv 是不排位次、不予表扬（期间、地区、效力、依据），这三个没有就不放。
    月度数据以外的，连同用到它的各期一起检查；还没有数据的，只检查它自己。
    目标任务和台账（targets/、registers/ 里的）也检查，没有就不查；台账以最近一期检查。
    还没有放进去的台账，文件名照 registers/ 里的，如 projects.xlsx，否则用 --as 写明是哪一本；
    任务分解、目标任务（文件名是年份）用 --as 任务分解、--as 目标任务 写明。
    有企业数据（enterprises/2023-05.parquet，csv、xlsx、xls、ods 也行）的期间，企业数据一并检查；
    还没有放进去的，文件名写明期间，用 --as 企业 写明是企业数据。
    问题要改了才能计分（台账、企业数据的，改了才能写报告）；只有提示的可以计分，先核对数是否有误；
    什么也没有查出才说没有问题。
    --annotate 写一份副本：有问题的格填了色、加了批注，第一张表“核对结果”列出全部。

    例：
      fz check 2023-05
      fz check 2025-03 2025-04 --data data/shaoyang
      fz check all
      fz check 下载/2023-05.xlsx
      fz check 下载/2023-05.xlsx --annotate 核对.xlsx
      fz check data/fuzhou/rules/2023.toml
      fz check data/fuzhou/registers/projects.csv
      fz check 下载/项目表.xlsx --as projects --annotate 核对.xlsx
      fz check data/fuzhou/enterprises/2023-05.parquet
      fz check 下载/2023-05.xlsx --as 企业
    """
    if not targets:
        raise click.UsageError("写明要检查的期间或文件，如 fz check 2023-05")
    book = options.typed_file(rules, "规则书")
    checks = [check for target in targets for check in checks_of(target, data, role)]
    copy = _copy_path(annotate, targets, checks[0].file) if annotate else None
    results = [_result(check, book) for check in checks]
    if as_json:
        click.echo(_json(results))
    else:
        _tell(results, folder_named=data is not None)
    if copy is not None:
        _write_copy(results, copy)
    if any(result.problems for result in results):
        raise SystemExit(1)


@dataclass(frozen=True)
class CheckResult:
    """What a check gave."""

    check: PeriodCheck
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def _result(check: PeriodCheck, rules: Path | None) -> CheckResult:
    from fzlib.intake.strays import strays

    found: list[Found] = []
    if not (check.is_of_goals or check.is_of_enterprises):
        found.append(_of_scores(check, rules))
    if check.with_goals and (check.is_of_goals or not check.alone):
        found.append(_own(check, _of_goals(check, rules)))
    if check.with_enterprises and (check.is_of_enterprises or not check.alone):
        found.append(_of_enterprises(check, rules))
    problems, warnings = (
        tuple(dict.fromkeys(each for own in found for each in own[n])) for n in (0, 1)
    )
    of_folder = (*check.unread, *strays(check.folder))
    return CheckResult(
        check, check.under_given_name(problems), (*check.under_given_name(warnings), *of_folder)
    )


Found = tuple[tuple[Problem, ...], tuple[Problem, ...]]  # problems, warnings


def _of_scores(check: PeriodCheck, rules: Path | None) -> Found:
    """Of what is scored."""
    from fzlib.intake.folder import Folder
    from fzlib.presentation.prose.datacheck import hints

    folder = Folder(check.folder)
    try:
        inputs = folder.load(check.period, rules=rules, replacements=check.instead)
    except InputError as error:
        if not check.alone:
            return error.problems, error.warnings
        own = tuple(p for p in error.problems if p.where.file == check.label)
        what = "还没有用到它的月度数据，只检查了它自己"
        place = Place(check.label)
        return own, (Problem(place, what, "放入数据后再检查", kind="period.absent"),)
    return (), tuple(hints(inputs, folder.history(check.period, rules=rules)))


def _own(check: PeriodCheck, found: Found) -> Found:
    """Of a register's file that is checked only what is its own, or keeps it from being read."""
    from fzlib.intake.goals.goal_files import document_label

    if not check.is_register:
        return found
    problems, warnings = found
    told = (check.label, document_label(check.period.year))
    return (
        tuple(problem for problem in problems if problem.where.file in told),
        tuple(warning for warning in warnings if warning.where.file == check.label),
    )


def _of_goals(check: PeriodCheck, rules: Path | None) -> Found:
    """Of the plan's tasks and their registers; what they lack in the period where it is scored."""
    from fzlib.intake.folder import Folder

    folder = Folder(check.folder)
    try:
        year = folder.year_goals(check.period.year, replacements=check.instead)
    except InputError as error:
        return error.problems, error.warnings
    with suppress(InputError):  # of the scored data: told above, or of no matter here
        scored = folder.load(check.period, rules=rules, replacements=check.instead)
        return (), folder.goals(scored, replacements=check.instead).warnings
    return (), year.warnings


def _of_enterprises(check: PeriodCheck, rules: Path | None) -> Found:
    """Of the period's enterprises; beside the scored data where there are any, and can be read."""
    from fzlib.intake.folder import Folder

    folder = Folder(check.folder)
    try:
        own = folder.frame(check.period, replacements=check.instead)
    except InputError as error:
        return error.problems, error.warnings
    with suppress(InputError):  # of the scored data or registers: told above, or of no matter here
        scored = folder.load(check.period, rules=rules, replacements=check.instead)
        return (), folder.enterprises(scored, replacements=check.instead).warnings
    return (), own.warnings


def _tell(results: Sequence[CheckResult], *, folder_named: bool) -> None:
    """Print the results, each problem and warning once; of another city's file only that."""
    told: set[Problem] = set()
    for result in results:
        check, file = result.check, result.check.file
        say(f"{check.title}：{_counts(result, told)}")
        guessed = (
            file is not None and not folder_named and options.folder_around(file.resolve()) is None
        )
        foreign = guessed and check.is_foreign(result.problems)
        if foreign:
            what = f"多数地区名对不上 {check.folder.name}，像是别的城市的"
            say(f"  {file}：{what}；用 --data 指定它的数据文件夹")
        new = ([p for p in each if p not in told] for each in (result.problems, result.warnings))
        say(*problem_lines(*new, most=0 if foreign else MOST_PRINTED), indent="  ")
        if foreign:  # and so for every other period
            return
        told.update((*result.problems, *result.warnings))


def _counts(result: CheckResult, told: set[Problem]) -> str:
    """2 处问题，1 条提示; whether it can be scored."""
    problems, warnings = len(result.problems), len(result.warnings)
    scored = warnings and not problems and result.check.is_scored
    repeated = sum(problem in told for problem in (*result.problems, *result.warnings))
    counts = {
        f"{problems} 处问题": problems,
        "可以计分": scored,
        f"{warnings} 条提示": warnings,
        "先核对": scored,
        f"其中 {repeated} 条前面已列": repeated,
    }
    return "，".join(text for text, holds in counts.items() if holds) or "没有问题"


def _json(results: Sequence[CheckResult]) -> str:
    """The same for a program."""

    def entries(problems: Sequence[Problem]) -> list[dict[str, str]]:
        return [
            {**asdict(p.where), "kind": p.kind, "what": p.what, "mend": p.mend} for p in problems
        ]

    checks = [
        {
            "data": result.check.folder.name,
            "period": str(result.check.period),
            "file": str(result.check.file or ""),
            "problems": entries(result.problems),
            "warnings": entries(result.warnings),
        }
        for result in results
    ]
    text = json.dumps({"checks": checks}, ensure_ascii=False, indent=1)
    # readable, and nothing in it that a terminal would act on
    return "".join(c if c.isprintable() or c in "\n\u3000" else json.dumps(c)[1:-1] for c in text)


def _copy_path(annotate: str, targets: Sequence[str], file: Path | None) -> Path:
    """Where the marked copy goes.

    Raises:
        click.UsageError: not one table file, no xlsx, or a file there that is not such a copy.
    """
    from fzlib.intake.forms.marked_copy import is_ours

    copy = Path(annotate).absolute()
    if len(targets) != 1 or file is None or file.suffix.lower() == ".toml":
        raise click.UsageError("--annotate 要配一个表格文件，如 fz check 2023-05.xlsx --annotate …")
    if copy.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--annotate：{annotate} 应以 .xlsx 结尾")
    if copy.resolve() == file.resolve():
        raise click.UsageError("--annotate：不能写到原文件上，换个名字")
    if copy.exists() and not (copy.is_file() and is_ours(copy.read_bytes())):
        raise click.UsageError(f"--annotate：已有 {annotate}，不是标注的副本，换个名字")
    return copy


def _write_copy(results: Sequence[CheckResult], copy: Path) -> None:
    """Write the marked copy; where it is told on the error output, which is nobody's input."""
    from fzlib.intake.formats.writing import write_whole
    from fzlib.intake.forms.marked_copy import annotate

    file = results[0].check.file
    assert file is not None
    problems = dict.fromkeys(p for result in results for p in result.problems)
    warnings = dict.fromkeys(p for result in results for p in result.warnings)
    try:
        marked = annotate(file.read_bytes(), str(file), [*problems], [*warnings])
    except InputError:
        say("没有写标注的副本：文件读不了。", err=True)
        return
    write_whole({copy: marked.content})
    say(f"标注　{options.shown(copy)}（标出 {marked.cells} 格）", err=True)
    if marked.lost:
        say(f"提示　副本里没有原文件的{listing(marked.lost)}", err=True)
