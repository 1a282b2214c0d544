"""附: every task of the document with its clause and quote."""

from __future__ import annotations

from fzlib.goals.tasks import Document
from fzlib.presentation import blocks
from fzlib.presentation.goals.document import closed_up
from fzlib.presentation.wording import NONE


def clauses(document: Document) -> blocks.Table:
    """Clause, task, quote, who answers for it; in the document's order."""
    rows = tuple(
        tuple(
            map(
                blocks.TableCell,
                (task.clause, task.name, closed_up(task.quote), task.owner or NONE),
            )
        )
        for task in document.tasks
    )
    columns = (
        blocks.text("条款"),
        blocks.TableColumn("任务", blocks.NAME),
        blocks.text("原文"),
        blocks.text("责任单位"),
    )
    note = (
        f"注：原文摘自《{document.title}》（{document.source}）；文件未明确责任单位的记“{NONE}”。"
        "同一条文提出几项要求的，分列为几项任务；目标、周期和衡量方法按原文确定，"
        "原文未规定数量或提法为“左右”的，只列示情况，不作达到与否的判断。各项任务的进度见第二部分。"
    )
    caption = f"各项任务及其条文（{len(rows)}项）"
    return blocks.Table(caption, columns, rows, note=note, look="wide tasks")
