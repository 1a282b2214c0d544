"""Who is first and who is last, by rank: of all, or of each group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.extremes import first, grouped, last
from fzlib.presentation.wording import COUNTIES, fixed, listed
from fzlib.scoring.decisions import UNRANKED
from fzlib.scoring.panel import Panel
from fzlib.scoring.periods import AnyPeriod
from fzlib.scoring.rulebook import Lists

Ranks = Mapping[str, int | None]
Scores = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Field:
    """Those ranked with each other, in the order of their ranks, the unranked last.

    ``group``: '' where of all, who then are called ``everyone`` (`terms.assessed`). ``vetoed``:
    those 不排位次. ``what``: 总分 or 得分.
    """

    regions: Sequence[str]
    ranks: Ranks
    scores: Scores
    group: str = ""
    vetoed: frozenset[str] = frozenset()
    what: str = "总分"
    everyone: str = ""

    @property
    def ranked(self) -> list[str]:
        """Those that have a rank."""
        return [region for region in self.regions if self.ranks[region] is not None]

    @property
    def subject(self) -> str:
        """12个县（市）区和高新区; of a group its name and how many it has."""
        count = len(self.regions)
        if self.group:
            return f"{self.group}（{count}个）"
        return self.everyone or f"{count}个{COUNTIES}"

    def leading(self, most: int) -> list[str]:
        """The first ``most``, ties included."""
        return first(self.ranked, self.ranks.get, most)

    def trailing(self, most: int) -> list[str]:
        """The last ``most``, ties included; nobody is the last of one."""
        if len(self.ranked) < 2:
            return []
        ranks = {region: -(self.ranks[region] or 0) for region in self.ranked}
        return last(self.ranked, ranks.get, most)

    def all_told(self, lists: Lists) -> bool:
        """Whether first and last are one list: where they are few, or ties join the ends."""
        ranked = self.ranked
        few = len(ranked) < lists.first + lists.last if lists.last else len(ranked) <= lists.first
        return few or bool(set(self.leading(lists.first)) & set(self.trailing(lists.last)))


def fields(
    ranked: Sequence[str],
    ranks: Ranks,
    scores: Scores,
    group_of: Mapping[str, str],
    vetoed: frozenset[str] = frozenset(),
    what: str = "总分",
    everyone: str = "",
) -> list[Field]:
    """One of each group."""
    return [
        Field(own, ranks, scores, group, vetoed, what, everyone)
        for group, own in grouped(ranked, group_of.__getitem__).items()
    ]


def ends(field: Field, lists: Lists, none: str, *, by_name: bool = True, lead: str = "") -> str:
    """13个县（市）区中，居前3位的是…；居后3位的是…; ``none`` where nobody is ranked.

    ``by_name``: those without a score are named, where that is not told elsewhere. ``lead``:
    before all of it, 按暂算得分，.
    """
    ranked = field.ranked
    if len(field.regions) == 1:
        own = f"为{_shower(field)(ranked)}" if ranked else _without(field)
        return f"{lead if ranked else ''}{field.group or COUNTIES}仅1个，{own}。"
    if not ranked:
        return f"{field.subject}{_nobody(field, none)}。"
    text, comma = lead + field.subject, "中，"
    if without := _without(field):
        kept = "排位次" if field.vetoed & set(field.regions) else f"有{field.what}"
        who = f"（{without}）" if by_name else ""
        text, comma = f"{text}中，{kept}的{len(ranked)}个{who}", "，"
    if len(ranked) > 1 and all(field.ranks[region] == 1 for region in ranked):
        score = fixed(field.scores[ranked[0]], 2)
        return f"{text}{field.what}均为{score}分，并列第1位。"
    return f"{text}{comma}{_named(field, lists)}。"


def _nobody(field: Field, none: str) -> str:
    """均没有总分，本期不排位次; 均不排位次; 中，乙县没有总分，丙县不排位次."""
    vetoed = field.vetoed & set(field.regions)
    if not vetoed:
        return f"均没有{field.what}，{none}"
    return f"中，{_without(field)}" if vetoed < set(field.regions) else "均不排位次"


def _without(field: Field) -> str:
    """乙县没有总分，丙县不排位次."""
    rest = [region for region in field.regions if field.ranks[region] is None]
    vetoed = [region for region in rest if region in field.vetoed]
    lacking = [region for region in rest if region not in field.vetoed]
    texts = [f"{listed(lacking)}没有{field.what}"] if lacking else []
    return "，".join([*texts, *([f"{listed(vetoed)}不排位次"] if vetoed else [])])


def _named(field: Field, lists: Lists) -> str:
    """居前3位的是…；居后3位的是…; one list by rank where they are few, or ties join the ends."""
    ranked, shown = field.ranked, _shower(field)
    if field.all_told(lists):
        return f"{'位次依次为' if len(ranked) > 1 else '为'}{shown(ranked)}"
    leading, trailing = field.leading(lists.first), field.trailing(lists.last)
    parts = [f"{front(lists.first)}的是{shown(leading)}"] if leading else []
    parts += [f"{rear(lists.last)}的是{shown(trailing)}"] if trailing else []
    return "；".join(parts) or f"{len(ranked)}个排有位次"


def front(most: int) -> str:
    """居前3位; 居首位 of one."""
    return "居首位" if most == 1 else f"居前{most}位"


def rear(most: int) -> str:
    """居后3位; 居末位 of one."""
    return "居末位" if most == 1 else f"居后{most}位"


def _shower(field: Field) -> Callable[[Iterable[str]], str]:
    return lambda regions: with_scores(regions, field.ranks, field.scores)


def with_scores(regions: Iterable[str], ranks: Ranks, scores: Scores) -> str:
    """福清市（217.94分）、A、B（并列第3位，100.00分）: ties are named together."""
    groups = grouped(regions, ranks.get)
    ties = {rank: f"并列第{rank}位，" if len(who) > 1 else "" for rank, who in groups.items()}
    return "、".join(
        f"{'、'.join(who)}（{ties[rank]}{fixed(scores[who[0]], 2)}分）"
        for rank, who in groups.items()
    )


def unranked_of(panel: Panel, when: AnyPeriod) -> frozenset[str]:
    """Those 不排位次 in a report."""
    return panel.vetoed(when, UNRANKED)
