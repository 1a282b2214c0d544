"""``fz targets``: how far the plan's tasks are, in the terminal or as targets.csv."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from fzlib.cli import chinese, options
from fzlib.cli.terminal import problem_lines, say
from fzlib.scoring.periods import Period
from fzlib.vocabulary import NATURES

if TYPE_CHECKING:
    from fzlib.intake.goals.goal_inputs import GoalInputs


@chinese.command()
@click.argument("period", type=options.parse_month, metavar="期间")
@options.data_option
@options.rules_option
@click.option("--county", metavar="县区", help="只列一个县（市）区的任务")
@click.option("--csv", "as_csv", is_flag=True, help="把 targets.csv 打印到标准输出")
def command(
    period: Period, data: str | None, rules: str | None, county: str | None, as_csv: bool
) -> None:
    """看一期的目标任务推进到哪一步，不写任何文件。

    任务写在 targets/ 里（如 2023.toml），实际数由 registers/ 里的台账、考评数据和企业数据算出。
    一项任务一行：条款、任务、目标、实际、进度和时间进度（%）、差距（百分点）、状态。
    差距是进度减时间进度；不按时间进度衡量的，是实际减目标。没有台账的任务按缺数列示。

    例：
      fz targets 2023-05
      fz targets 2023-05 --county 福清市
      fz targets 2023-05 --csv > 任务.csv
    """
    from fzlib.desk import load_goals
    from fzlib.intake.goals.documents import MEND_ABSENT

    if county is not None and as_csv:
        raise click.UsageError("--csv 是全市和各县（市）区的全部任务，不和 --county 一起用")
    folder, book = options.data_folder(data), options.typed_file(rules, "规则书")
    options.tell_strays(folder)
    inputs = load_goals(folder, period, rules=book)
    if inputs is None:
        what = f"{folder.name} 没有{period.year}年的目标任务（targets/{period.year}.toml）"
        raise click.ClickException(f"{what}；{MEND_ABSENT}")
    whose = options.assessed_county(county, inputs.scored.panel) if county else None
    say(*problem_lines([], inputs.warnings), err=True)
    if as_csv:
        from fzlib.publishing.score_files import progress_files

        sys.stdout.buffer.write(progress_files(inputs.goals)["targets.csv"])
        sys.stdout.buffer.flush()
    else:
        say(_shown(inputs, whose))


def _shown(inputs: GoalInputs, county: str | None) -> str:
    from fzlib.analysis.goals.progress import progress
    from fzlib.presentation import terminal
    from fzlib.presentation.goals import brief_table, standings

    goals = inputs.goals
    every = progress(goals)
    rows = standings.of_county(every, county) if county else standings.of_city(every)
    nature = NATURES[inputs.scored.panel.dataset.nature]
    units = "进度、时间进度单位：%，差距未注明单位的为百分点"
    caption = f"{goals.period.label}{county or goals.city}目标任务推进情况（{nature}，{units}）"
    table = brief_table.brief(goals.document, rows, caption)
    return "\n".join([*terminal.lines(table), "", brief_table.counts(rows)])
