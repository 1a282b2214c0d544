"""``fz score``: the ranking in the terminal, or scores.csv on standard output."""

from __future__ import annotations

import sys
import unicodedata

import click

from fzlib.cli.chinese import ChineseCommand
from fzlib.cli.options import PeriodType, data_option, given, rules_option, rules_path
from fzlib.scoring.card import Card
from fzlib.scoring.periods import Period


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("period", type=PeriodType(), metavar="期间")
@data_option
@rules_option
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="项=值",
    help="换一种读法，如 floor=none、steps=whole；可写多次",
)
@click.option("--csv", "as_csv", is_flag=True, help="把 scores.csv 打印到标准输出")
def command(
    period: Period, data: str, rules: str | None, changes: tuple[str, ...], as_csv: bool
) -> None:
    r"""看一期的得分和位次，不写任何文件。

    \b
    例：
      fz score 2023-05
      fz score 2023-05 --set floor=none --set steps=whole
      fz score 2023-05 --csv > 得分.csv
    """
    from fzlib.desk import load, score

    readings = dict(_reading(change) for change in changes)
    inputs = load(given(data), period, rules=rules_path(rules))
    try:
        card = score(inputs, **readings)
    except ValueError as error:
        raise click.UsageError(f"--set：{error}") from None
    for warning in inputs.warnings:
        click.echo(f"提示　{warning}", err=True)
    if as_csv:
        from fzlib.publishing.files import csv_bytes, scores_rows

        sys.stdout.flush()
        sys.stdout.buffer.write(csv_bytes(scores_rows(card)))
    else:
        click.echo(_shown(card))


def _reading(change: str) -> tuple[str, str]:
    key, equals, value = change.partition("=")
    if not equals:
        raise click.UsageError(f"--set 应写作 项=值，如 floor=none；现在是“{change}”")
    return key.strip(), value.strip()


def _shown(card: Card) -> str:
    from fzlib.presentation import terms
    from fzlib.presentation.wording import NONE, fixed

    word = card.panel.dataset.word
    head = ["位次", "县（市）区", "总分"]
    head += [terms.SPANS[s] + terms.names(row, word).short for row, s in card.book.items]
    rows = [
        [
            str(card.ranks[region] or NONE),
            region,
            fixed(card.totals[region], 2),
            *(
                terms.STATUSES[item.status] if item.points is None else fixed(item.points, 2)
                for item in card.of(region)
            ),
        ]
        for region in card.ranked
    ]
    widths = [max(_width(row[n]) for row in [head, *rows]) for n in range(len(head))]
    lines = [
        "  ".join(
            _padded(text, width, left=n == 1)
            for n, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [head, *rows]
    ]
    nature = terms.NATURES[card.panel.dataset.nature]
    return "\n".join([f"{card.period.label}综合得分和位次（{nature}，单位：分）", *lines])


def _width(text: str) -> int:
    """Columns a terminal gives the text: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
