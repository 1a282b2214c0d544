"""What the checks of a period's figures found, as hints: without cells, and nothing told twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from fzlib.analysis.extremes import grouped
from fzlib.analysis.plausibility import UNEQUAL
from fzlib.errors import Problem
from fzlib.presentation.prose.hints import DOUBT, FORM, HERE, Case, Hint
from fzlib.scoring.card import Card
from fzlib.scoring.panel import FigureKey
from fzlib.vocabulary import STATUSES, Status

ABSENT = "figure.absent"
FORMS = {  # kinds of problem → what of a file's form they are about
    "column.unknown": "未用到的列",
    "sheet.hidden": "隐藏的行、列或工作表",
    "sheet.unused": "未读入的工作表",
    "figure.shown_otherwise": "显示值与存储值不同的数",
    "figure.unexpected": "未读入的数",
    ABSENT: "填“…”的格",
    "record.unreadable": "不能读入的导入记录",
}


def doubts(card: Card, problems: Iterable[Problem], told: Collection[FigureKey] = ()) -> list[Hint]:
    """Those of one matter together, the serious before the others; last what is about form.

    Absent figures that leave an item without points, or 暂算, are told with the item. ``told``:
    figures of the city that are told to be no sum.
    """
    hints: list[Hint] = []
    found = sorted(problems, key=lambda problem: not problem.serious)
    own = [problem for problem in found if problem.matter]
    for matter, alike in grouped(own, lambda problem: problem.matter).items():
        keys = dict.fromkeys(key for problem in alike for key in problem.figures)
        absent = alike[0].kind == ABSENT
        kind = STATUSES[Status.MISSING] if absent else DOUBT
        if not keys:
            hints.append(Hint(kind, matter))
            continue
        left = [key for key in keys if not (absent and _bears(card, key))]
        if matter == UNEQUAL:
            left = [key for key in left if key not in told]
        if left:
            cases = (_case(card, key) for key in left)
            whole = f"{HERE}{matter}" if absent else f"{matter}：{HERE}"
            hints.append(Hint(kind, whole, tuple(cases), brief=not absent))
    forms = dict.fromkeys(FORMS.get(p.kind, "其他") for p in found if not p.matter)
    if forms:
        of_form = tuple(Case("", name, "") for name in forms)
        hints.append(Hint(FORM, f"另有提示：{HERE}", of_form, brief=True))
    return hints


def _case(card: Card, key: FigureKey) -> Case:
    code, span, region = key
    return Case(region, card.panel.series[code].name(card.panel.dataset.output), span)


def _bears(card: Card, key: FigureKey) -> bool:
    """Whether an item that lacks points, or has them for now, rests on a figure."""
    code, span, region = key
    codes = {code, card.panel.series[code].needed_as}
    return any(
        item.status in (Status.MISSING, Status.PRELIMINARY)
        and item.span in card.period.twins(span)
        and (item.region == region or region not in card.counties)
        and any(series.code in codes for series in item.indicator.series)
        for item in card.records
    )
