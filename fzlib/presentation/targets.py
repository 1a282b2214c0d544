"""任务推进情况, part by part: what the notebook's cells show."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.presentation import blocks, charts, page_parts, terms
from fzlib.presentation.goals import (
    bullet_texts,
    clauses,
    county_tables,
    county_words,
    grid_tables,
    head,
    hints,
    method,
    overall,
    readings,
    sections,
    task_words,
)
from fzlib.presentation.goals import tasks as task_tables
from fzlib.presentation.goals.numbering import count, numbered
from fzlib.presentation.goals.standings import Rows
from fzlib.presentation.html import Part, part

BARS = "完成比例与时间进度（数值见“各项任务进度”表）"


def masthead(inputs: GoalInputs, rows: Rows) -> Part:
    """题头: badges, title, whose, and how many tasks stand how."""
    return head.masthead(inputs, rows)


def overall_goals(inputs: GoalInputs, rows: Rows) -> Part:
    """一、总体目标."""
    return part(overall.words(inputs.goals, rows))


def tasks(inputs: GoalInputs, rows: Rows) -> Part:
    """二、各项任务进度: words, bars of those with a schedule, a row a task, those only listed."""
    everyone = terms.assessed(inputs.scored.panel)
    svgs = charts.bullet_charts(bullet_texts.shown(rows))
    return part(
        task_words.words(inputs.goals, rows, everyone),
        [blocks.Figure(svg, f"图{n}　{BARS}") for n, svg in enumerate(svgs, 1)],
        _tasks(inputs, rows),
    )


def counties(inputs: GoalInputs, rows: Rows) -> Part:
    """三、各县（市）区: 任务分解, recurring duties, 严重滞后 (待核)."""
    return part(county_words.words(inputs.goals, rows), _counties(inputs, rows))


def registers(inputs: GoalInputs, rows: Rows) -> Part:
    """四、项目 and on: the registers by the document's sections, each under its heading."""
    above = count(_tasks(inputs, rows)) + count(_counties(inputs, rows))
    return part(numbered(above, sections.sections(inputs.goals, rows)))


def _tasks(inputs: GoalInputs, rows: Rows) -> Sequence[blocks.Block]:
    return numbered(0, task_tables.tables(rows))


def _counties(inputs: GoalInputs, rows: Rows) -> Sequence[blocks.Block]:
    """Tables, then the draft, where counties have anything of their own."""
    goals = inputs.goals
    tables = [
        *county_tables.summary(goals, rows),
        *county_tables.split_tables(goals, rows),
        *grid_tables.tables(goals),
    ]
    listed = county_words.serious(goals, rows)
    draft = (
        blocks.Heading(county_words.SERIOUS),
        county_words.serious_words(goals, listed),
        county_words.serious_tables(listed),
        readings.threshold_tables(goals),
    )
    above = count(_tasks(inputs, rows))
    return numbered(above, tables, draft if tables else ())


def notice_list(inputs: GoalInputs, rows: Rows) -> Part:
    """提示事项: what is missing, incomplete, contradictory, doubtful."""
    return part(hints.hints(inputs, rows))


def method_notes(inputs: GoalInputs) -> Part:
    """口径说明."""
    return part(method.notes(inputs))


def duties(inputs: GoalInputs) -> Part:
    """附: every task with its clause and quote."""
    return part(clauses.clauses(inputs.goals.document))


def footer(inputs: GoalInputs, *, release: str | int = "") -> Part:
    """The foot, as every report's."""
    return page_parts.footer(inputs.scored, release=release)
