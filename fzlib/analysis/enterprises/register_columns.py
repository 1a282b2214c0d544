"""Which columns of the registers say when, by whom and what: headers that code must know.

What a register says of itself in the plan's document (its stages and dues) goes before these.
"""

from __future__ import annotations

from fzlib.goals.registers import Register

# ENTERPRISES, Watch list: "visited since it came on the list? how often, by whom"
VISIT_DATE, LEADER = "走访日期", "带队领导"
# the plan's 四（一）: 每月一联系、每季一走访: a contact is no visit
MEANS, VISITED = "方式", "走访"
# ENTERPRISES, Watch list: "appeals open, closed"
RECEIVED, CLOSED = "受理日期", "办结日期"
# ENTERPRISES, Findings: "register `projects`, 类别 = 新增长点"
PROJECT_KIND, NEW_POINT = "类别", "新增长点"


def visited_on(register: Register) -> str:
    """The column of a visit's date: the register's first stage, where it has any."""
    return register.stages[0] if register.stages else VISIT_DATE


def received_on(register: Register) -> str:
    """The column of the date on which an appeal was received: the first stage."""
    return register.stages[0] if register.stages else RECEIVED


def closed_on(register: Register) -> str:
    """The column of the date on which an appeal was closed: the first that is due."""
    return next(iter(register.due), CLOSED)


def visit_columns(register: Register) -> tuple[str, ...]:
    """What a register of visits is asked for; the date first."""
    return visited_on(register), LEADER


def appeal_columns(register: Register) -> tuple[str, ...]:
    """What a register of appeals is asked for; the date of receipt first."""
    return received_on(register), closed_on(register)
