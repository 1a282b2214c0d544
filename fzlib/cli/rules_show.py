"""``fz rules show``: a rule book as sentences."""

from __future__ import annotations

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import problem_lines, say
from fzlib.scoring.periods import PeriodError, Year

NUMERALS = "一二三四五六七八九十"


def _year(text: str) -> Year:
    """``2023``: the type of the argument."""
    try:
        return Year.parse(text)
    except PeriodError as error:
        raise click.UsageError(str(error)) from None


@chinese.command()
@click.argument("year", type=_year, metavar="[年份]", required=False)
@options.data_option
@options.rules_option
def command(year: Year | None, data: str | None, rules: str | None) -> None:
    """把规则书写成文字，供对着文件逐条校对；不需要有数据。

    每项指标怎么计算、和什么比、怎么得分，满分、下限、四舍五入，要填哪些列，
    位次、名单、加减分，文件没有写明之处的口径，都逐条列出；规则书里的每个数都在里面。
    不写年份，用数据文件夹里最新一年的规则书。规则书有错，一次列全。

    例：
      fz rules show
      fz rules show 2023
      fz rules show --rules 新规则.toml
      fz rules show 2025 --data data/shaoyang > 规则.txt
    """
    from fzlib.intake.rule_books import read_rules
    from fzlib.presentation.prose.rules import rule_book

    folder, file = options.data_folder(data), options.typed_file(rules, "规则书")
    inputs = read_rules(folder, year.year if year else None, rules=file)
    say(*problem_lines([], inputs.warnings), err=True)
    sections = rule_book(inputs.book, inputs.output)
    for numeral, section in zip(NUMERALS, sections, strict=False):
        entries = [f"{n}. {text}" for n, text in enumerate(section.entries, 1)]
        space = [""] if numeral != NUMERALS[0] else []
        say(*space, f"{numeral}、{section.title}", *filter(None, [section.lead]), *entries)
