"""提示事项: what is missing, not filled in, contradictory; what was doubtful as it was read."""

from __future__ import annotations

from fzlib.analysis.extremes import grouped
from fzlib.analysis.goals.register_findings import register_findings
from fzlib.errors import serious_first
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.presentation import blocks
from fzlib.presentation.goals import register_words
from fzlib.presentation.goals.standings import Rows, having
from fzlib.presentation.goals.values import named
from fzlib.presentation.terms import UNREPORTED
from fzlib.presentation.wording import drawn
from fzlib.vocabulary import LACKS, TaskStatus

NONE = "本期没有需要提示的事项。"


def hints(inputs: GoalInputs, rows: Rows) -> blocks.Piece:
    """A list, each label's entries together, the missing first; or that there is nothing."""
    entries = [*absent(inputs), *missing(inputs, rows), *faulty(inputs), *doubtful(inputs)]
    labels = list(dict.fromkeys(entry.label for entry in entries))
    entries.sort(key=lambda entry: labels.index(entry.label))
    return blocks.Listing(entries, "notices") if entries else NONE


def absent(inputs: GoalInputs) -> list[blocks.Labelled]:
    """Registers without a file, each with the tasks that miss it."""
    goals = inputs.goals
    return [
        blocks.Labelled(
            "台账未报送", register_words.absent(register.name, goals.document.resting_on(code))
        )
        for code, register in goals.document.registers.items()
        if goals.registers.get(code) is None
    ]


def missing(inputs: GoalInputs, rows: Rows) -> list[blocks.Labelled]:
    """Tasks without an actual, by what is missing; of counties where the city has one.

    What misses a register is told with it; single numbers that were not reported are told by the
    checks of the inputs, with the regions that owe them.
    """
    elsewhere = {"register", *(["figure"] if inputs.goals.figures else [])}
    every = [row for row in having(rows, TaskStatus.MISSING) if row.lack not in elsewhere]
    city = [row for row in every if row.is_city and row.actual is None]
    told = {row.task.code for row in city}
    counties = [row for row in every if not row.is_city and row.task.code not in told]
    texts = [
        f"{'、'.join(named(row.task) for row in of)}：{LACKS[lack]}。"
        for lack, of in grouped(city, lambda row: row.lack).items()
    ]
    for of in grouped(counties, lambda row: (row.task.code, row.lack)).values():
        who = "、".join(row.region for row in of)
        texts.append(f"{named(of[0].task)}（{who}）：{LACKS[of[0].lack]}。")
    return [blocks.Labelled(UNREPORTED, text) for text in texts]


def faulty(inputs: GoalInputs) -> list[blocks.Labelled]:
    """How many entries of which registers are incomplete, and whose stages contradict."""
    kinds: dict[str, list[str]] = {}
    for own in filter(None, register_findings(inputs.goals).values()):
        for kind, number in register_words.counts(own).items():
            kinds.setdefault(kind, []).append(f"{own.register.name}{number}项")
    return [blocks.Labelled(kind, f"{'、'.join(texts)}。") for kind, texts in kinds.items()]


def doubtful(inputs: GoalInputs) -> list[blocks.Labelled]:
    """What the inputs' checks found: sentences for readers; the others are counted.

    A file that is not there has been told with the tasks that miss it.
    """
    warnings = [hint for hint in serious_first(inputs.warnings) if hint.kind != "file.absent"]
    told = [hint for hint in warnings if hint.matter]
    others = len(warnings) - len(told)
    entries = [
        blocks.Labelled(
            UNREPORTED if hint.kind == "figure.absent" else "数据核对", f"{drawn(hint.matter)}。"
        )
        for hint in told
    ]
    if others:
        text = f"任务文件和台账的写法、编码另有核对提示{others}处。"
        entries.append(blocks.Labelled("输入文件", text))
    return entries
