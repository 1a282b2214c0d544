"""Rows of a progress list, made by hand: a task and how it stands."""

from dataclasses import replace
from decimal import Decimal

from fzlib.analysis.goals.progress import TaskProgress
from fzlib.goals.actuals import Scored, Tally
from fzlib.vocabulary import TaskStatus
from tests.analysis.goals.made import CITY, DONE, task

COUNT = Tally("r", reached=DONE)
RATE = Tally("r", reached=DONE, of="受理日期")
GROWTH, INCREMENT = Scored("va_growth", "ytd"), Scored("increment", "ytd")


def number(text):
    return None if text is None else Decimal(text)


def standing(
    name="任务", status="on_schedule", actual="5", *, target="12", progress=None, schedule=None,
    gap=None, needed=None, region=CITY, lack="", by=COUNT, **of_task,
):  # fmt: skip
    """A row; numbers as text. ``by``: the task's actual. ``of_task``: its other fields."""
    own = replace(task(name, target=target, actual=by, **of_task), name=name)
    numbers = map(number, (actual, target, progress, schedule, gap, needed))
    return TaskProgress(own, region, region == CITY, *numbers, TaskStatus(status), lack)
