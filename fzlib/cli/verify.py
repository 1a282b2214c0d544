"""``fz verify``: is what was published still what the inputs give?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fzlib.cli import chinese, options
from fzlib.cli.report import cores
from fzlib.cli.terminal import HINT, MOST_PRINTED, problem_lines, say
from fzlib.errors import listing
from fzlib.publishing.request import Request
from fzlib.scoring.periods import AnyPeriod, parse_any

if TYPE_CHECKING:
    from fzlib.publishing.verification import Verification


@chinese.command()
@click.argument("periods", nargs=-1, type=options.parse_period, metavar="期间…")
@options.data_option
@click.option("--out", metavar="文件夹", help="报告在哪里；不写为 outputs/数据文件夹名")
@options.rules_option
@click.option("--id", "number", metavar="编号", help="核对这个发布编号的报告，如 1a2b3c4d")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="个数", help="同时核对几份；不写为处理器核数"
)
def command(
    periods: tuple[AnyPeriod | str, ...],
    data: str | None,
    out: str | None,
    rules: str | None,
    number: str | None,
    jobs: int | None,
) -> None:
    """从输入重算一遍，与已发布的报告和清单比较；不改已发布的文件。

    分四种情形说明，可以同时有几种：
      发布的文件被改动：与清单不符。改动的文件和清单留证在 留证/ 里，先查明，不要直接重新发布。
      所用的数变了：当期用到的数、规则、目标任务有改动。逐个文件列出，得分有变的列到地区和考评项。
      文件有改动，本期所用的数没有变：如共用文件里只加了别的期的行。
      程序版本不同：用现在的程序重算，只比较各表的数，说明一致或不一致。
    没有不同，或只是第三种、第四种而重算的数一致，退出码为 0；其余为 1；用法不对为 2。

    任务和台账用发布时留存的一份，后来的改动另外说明（0）；企业数据用数据文件夹里现在的。
    发布时用的 --rules 记在清单里，不用再写。数据文件夹、报告文件夹移到别处，用 --data、--out 指明。
    发布编号印在网页页尾和打印页上：fz verify --id 找出是哪一份，再核对。
    重算只用本程序自己的笔记本，先说明在哪里。

    例：
      fz verify 2023-05
      fz verify 2023-Q2 2023
      fz verify all --data data/shaoyang --jobs 4      已发布的各期
      fz verify --id 1a2b3c4d
    """
    if not (periods or number):
        raise click.UsageError("写明期间，如 fz verify 2023-05；或编号，如 fz verify --id 1a2b3c4d")
    from fzlib.publishing.notebooks import notebook_path
    from fzlib.publishing.release import recover

    book = options.typed_file(rules, "规则书")
    if number:
        folder, reports, requested = _found(number, periods, data, out)
    else:
        folder = options.data_folder(data)
        reports = options.output_folder(folder, out)
        requested = _published(reports, options.periods_of(folder, periods), periods)
    recover(reports)
    say(f"重算用的笔记本：{notebook_path('monthly').parent}")
    jobs = jobs or cores()
    own = jobs if len(requested) == 1 else 1
    requests = [Request(folder, period, reports, book, jobs=own) for period in requested]
    alike = [done.holds for done in _verified(requests, jobs, with_pages=bool(number))]
    if not all(alike):
        raise SystemExit(1)


def _found(
    number: str, periods: Sequence[AnyPeriod | str], data: str | None, out: str | None
) -> tuple[Path, Path, list[AnyPeriod]]:
    """The data folder, the folder of reports and the period of the release with this id."""
    from fzlib import paths
    from fzlib.publishing.manifests import manifest
    from fzlib.publishing.release_id import find_release

    place = Path(out).resolve() if out else options.output_folder(options.data_folder(data), None)
    with options.as_usage_error():
        release = find_release(place, number)
    period = parse_any(release.name)
    if periods and options.ALL not in periods and period not in periods:
        raise click.UsageError(f"编号 {number} 是 {period} 的报告，不是写的期间")
    named = paths.resolve(str(manifest(release).get("parameters", {}).get("data") or ""))
    if data is None and (named / "dataset.toml").is_file():
        data = str(named)
    folder = options.data_folder(data)
    if data is None and folder.name != named.name:
        what = f"编号 {number} 是数据文件夹 {named.name} 的报告，这里没有它"
        raise click.UsageError(f"{what}；用 --data 指明在哪里")
    return folder, release.parent, [period]


def _published(
    reports: Path, periods: Sequence[AnyPeriod], requested: Sequence[AnyPeriod | str]
) -> list[AnyPeriod]:
    """Those to verify: of ``all`` only what was published; how many were not is told."""
    absent = [
        of for of in periods if of not in requested and not os.path.lexists(reports / str(of))
    ]
    if absent and len(absent) < len(periods):
        say(f"另有{len(absent)}期没有发布：{listing(map(str, absent))}")
        return [of for of in periods if of not in absent]
    return [*periods]


def _verified(
    requests: Sequence[Request], jobs: int, *, with_pages: bool
) -> Iterator[Verification]:
    """All of them under one bar, each told when it and those before have ended."""
    from tqdm import tqdm

    from fzlib.publishing.verifications import verify_releases

    with tqdm(total=len(requests), unit="份", disable=None, leave=False) as bar:

        def show(running: Mapping[Request, str]) -> None:
            each = (
                f"{of.period} {step if len(running) == 1 else ''}" for of, step in running.items()
            )
            bar.set_description("、".join(text.strip() for text in each))

        for done in verify_releases(requests, jobs, show=show):
            _tell(done, bar, with_pages=with_pages)
            yield done


def _tell(done: Verification, bar: Any, *, with_pages: bool) -> None:
    bar.clear()
    say(done.headline)
    if with_pages and done.pages:
        say(f"在 {options.shown(done.request.folder)}：{'、'.join(done.pages)}", indent="  ")
    say(*problem_lines(done.problems), indent="  ")
    several = len(done.findings) > 1
    for finding in done.findings:
        if several:  # the title of one alone stands in the headline
            say(finding.title, indent="  ")
        indent = "    " if several else "  "
        say(*finding.lines[:MOST_PRINTED], indent=indent)
        if more := len(finding.lines[MOST_PRINTED:]):
            say(f"……另有{more}条没有列出", indent=indent)
    say(*map(str, done.remarks), indent=f"  {HINT}")
    bar.update()
