"""The plan's tasks as a new folder's start: the shipped targets/2023.toml moved to another year."""

from __future__ import annotations

import re

HEAD = """\
# 本文件是样本：任务、数值、条款和原文（quote）均为榕政办〔2023〕28号2023年的，须逐条改为当年、本市文件的。
# 没有的任务删去；没有数值目标的，不写 target、direction，只列示，不评判。
# 台账放在 registers/，空白表用 fz template 台账 名称 写；没有台账的任务按缺数列示，不影响计分。
"""  # noqa: E501 - as it stands in the file
_BLANKS = {"title": "文件的名称", "source": "文号"}


def starting_tasks(plan: str, year: int, *, is_own_city: bool) -> str:
    """The text of targets/YEAR.toml.

    The dates on which tasks are owed, and from which, are moved to the year. All else stays as the
    plan has it and is to be replaced: the first lines say so. For another city the document's
    names are blanks, and no county is exempt, for it has none of these.

    Args:
        plan: the text of the shipped file. is_own_city: whether the folder is the plan's city's.
    """
    text = HEAD + re.sub(r"\A(?:#[^\n]*\n)+", "", plan)
    text = re.sub(r'(?m)^(cycle|from) = "\d{4}-', rf'\g<1> = "{year}-', text)
    if not is_own_city:
        for key, blank in _BLANKS.items():
            text = re.sub(rf'(?m)^({key} = )"[^"\n]*"', rf'\1"（写明{blank}）"', text, count=1)
        text = re.sub(r"(?m)^except = ", "# except = ", text)
    return text
