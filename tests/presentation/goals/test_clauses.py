"""附: every task with its clause and the plan's words."""

import pytest

from fzlib.presentation.goals.clauses import clauses
from fzlib.presentation.goals.document import closed_up
from tests.analysis.goals.made import goals, task
from tests.presentation.goals.made_sections import lines


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("力争 2023 年全市增长 6.8%", "力争2023年全市增长6.8%"),
        ("每月一联系,每季一走访", "每月一联系，每季一走访"),
        ("县(市)区", "县（市）区"),
        ("控制在 20%左右", "控制在20%左右"),
        ("年产80万吨PVC项目", "年产80万吨PVC项目"),
        ("ratio of 1,000 items", "ratio of 1,000 items"),
    ],
)
def test_blanks_and_signs_of_the_source(quote, printed):
    assert closed_up(quote) == printed


def test_a_row_a_task_in_the_document_s_order():
    own = clauses(goals([task("a"), task("b", target=None)]).document)
    assert lines(own) == [["一", "任务", "…", "—"]] * 2
    assert own.caption == "各项任务及其条文（2项）"
    assert own.note.startswith("注：原文摘自《方案》（文号）；文件未明确责任单位的记“—”。")
