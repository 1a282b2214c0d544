"""A case of the corpus: a plan with one thing odd or broken, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.intake.files import PLAIN
from tests.intake.goals.plans import DOCUMENT

NO_DATE = "不是日期；写作 2023-05-31、2023/5/31 或 2023年5月31日，没有就留空"
NO_REGION = "改为 regions.csv 里的名称，或在那里加作别名"
NO_ENTRY = "这一行没有条目的内容；合计、说明行请删去；是条目的补全"


@dataclass(frozen=True)
class Case:
    """``make`` spoils the plan. Exactly these problems stop 2023-05, or exactly these warnings
    are told of it.
    """

    name: str
    make: Callable
    problems: tuple = ()
    warnings: tuple = ()


def stops(name, make, *problems):
    """A case that stops."""
    assert problems
    return Case(name, make, problems)


def goes(name, make, *warnings):
    """A case that is accepted."""
    return Case(name, make, (), warnings)


# ------------------------------------------------------------ how the plan is spoilt


def put(label, **cells):
    """Cells set in a CSV."""
    return lambda plan: plan.put(label, **cells)


def add(label, *rows):
    """Rows below the others."""
    return lambda plan: plan.append(label, *rows)


def without(label, letter):
    """A column less."""
    return lambda plan: plan.drop_column(label, letter)


def book(label, suffix="xlsx", form=PLAIN, **cells):
    """The same table in a workbook, with these cells as they are."""
    return lambda plan: plan.recast(
        label, suffix, typed=lambda text: text or None, form=form, **cells
    )


def holds(label, content):
    """A file with this in it."""
    return lambda plan: plan.write(label, content)


def gone(label):
    """No such file."""
    return lambda plan: plan.remove(label)


def edit(old, new):
    """The document changed."""
    return lambda plan: plan.edit(DOCUMENT, old, new)


def both(*makes):
    """One after the other."""

    def make(plan):
        for change in makes:
            change(plan)

    return make
