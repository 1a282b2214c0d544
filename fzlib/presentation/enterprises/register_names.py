"""What a register that enterprises are joined with is called, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Iterable

from fzlib.analysis.enterprises.joins import Lack
from fzlib.goals.registers import APPEALS, VISITS

REGISTERS = {VISITS: "走访台账", APPEALS: "诉求台账"}
WHAT = {VISITS: "走访情况", APPEALS: "诉求情况"}


def lack_words(lacks: Iterable[Lack]) -> list[str]:
    """A sentence a register: 没有走访台账，走访情况数据缺报。"""
    return [_words(own) for own in lacks]


def _words(own: Lack) -> str:
    name, what = REGISTERS[own.role], WHAT[own.role]
    if own.is_absent:
        return f"没有{name}，{what}数据缺报。"
    told = [f"没有{'、'.join(f'“{column}”' for column in own.columns)}列"] if own.columns else []
    told += [f"未填日期的{own.undated}项未计入"] if own.undated else []
    return f"{name}{'，'.join(told)}。"
