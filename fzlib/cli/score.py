"""``fz score``: the ranking in the terminal, or scores.csv on standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import problem_lines, say
from fzlib.scoring.card import Card
from fzlib.scoring.periods import Period
from fzlib.vocabulary import NATURES, READINGS


@chinese.command()
@click.argument("period", type=options.parse_month, metavar="期间")
@options.data_option
@options.rules_option
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="项=值",
    help="换一种口径，如 floor=none、steps=whole；可写多次",
)
@click.option("--csv", "as_csv", is_flag=True, help="把 scores.csv 打印到标准输出")
def command(
    period: Period, data: str | None, rules: str | None, changes: tuple[str, ...], as_csv: bool
) -> None:
    """看一期的得分和位次，不写任何文件。

    例：
      fz score 2023-05
      fz score 2023-05 --set floor=none --set steps=whole
      fz score 2023-05 --csv > 得分.csv
    """
    from fzlib.desk import load, score

    readings = dict(_reading(change) for change in changes)
    folder, book = options.data_folder(data), options.typed_file(rules, "规则书")
    options.tell_strays(folder)
    inputs = load(folder, period, rules=book)
    card = score(inputs, **readings)
    say(*problem_lines([], inputs.warnings), err=True)
    if as_csv:
        from fzlib.publishing.score_files import csv_files

        sys.stdout.buffer.write(csv_files(card)["scores.csv"])
        sys.stdout.buffer.flush()
    else:
        say(_shown(card, readings))


def _reading(change: str) -> tuple[str, str]:
    key, equals, value = (part.strip() for part in change.partition("="))
    if not equals:
        raise click.UsageError(f"--set 应写作 项=值，如 floor=none；现在是“{change}”")
    if key not in READINGS:
        raise click.UsageError(f"--set：没有“{key}”这一项；可选：{'、'.join(READINGS)}")
    if value not in READINGS[key].choices:
        choices = "、".join(READINGS[key].choices)
        raise click.UsageError(f"--set：{key} 不能是“{value}”；可选：{choices}")
    return key, value


def _shown(card: Card, readings: Mapping[str, str]) -> str:
    from fzlib.presentation import tables, terminal
    from fzlib.presentation.prose import uncertainty

    basis = [NATURES[card.panel.dataset.nature], "单位：分"]
    basis += [uncertainty.reading(card, key, value) for key, value in readings.items()]
    title = "综合得分和位次试算" if readings else "综合得分和位次"
    caption = f"{card.period.label}{title}（{'，'.join(basis)}）"
    shown = tables.ranking(card, caption, moves=False)
    return "\n\n".join("\n".join(terminal.lines(table)) for table in shown)
