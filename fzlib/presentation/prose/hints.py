"""提示事项 as data: a period's hints, as the month, a county, quarter and year tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fzlib.analysis.extremes import grouped
from fzlib.presentation.prose import course, item_names
from fzlib.presentation.wording import COUNTIES
from fzlib.scoring.card import Card, Cards
from fzlib.scoring.decisions import EFFECTS
from fzlib.scoring.periods import Period
from fzlib.vocabulary import STATUSES

HERE = "{}"  # in a matter: where the cases stand
ADJUSTED, DOUBT, SUMS, FORM = "加减分", "数据核对", "合计核对", "输入文件"
_BEARING = (*STATUSES.values(), ADJUSTED, *EFFECTS.values())  # on a score: told first
_LAST = (SUMS, FORM)


def weight(kind: str) -> int:
    """The place of a kind among the others: what bears on a score, what is in doubt, the rest."""
    if kind in (*_BEARING, DOUBT):
        return int(kind == DOUBT)
    return 2 + (_LAST.index(kind) + 1 if kind in _LAST else 0)


class Case(NamedTuple):
    """An item, or a figure, that a hint is about: whose, what it is called, of which span.

    ``region``: a county, or nation, province or city; '' of all together. ``note``: more of it.
    """

    region: str
    name: str
    span: str
    note: str = ""


@dataclass(frozen=True)
class Hint:
    """What a reader is to know of a period's figures or scores.

    ``kind``: its label (缺数). ``matter``: what is the matter, a sentence without its 。; where it
    has ``cases`` they stand in it at `HERE`. ``regions``: the counties that it concerns without
    being about an item or figure of theirs. ``brief``: of several periods it is told once, with
    whose and when; else a sentence a period. ``marked``: a mark stands beside each score too.
    """

    kind: str
    matter: str
    cases: tuple[Case, ...] = ()
    regions: tuple[str, ...] = ()
    brief: bool = False
    marked: bool = False

    def of(self, county: str, card: Card) -> Hint | None:
        """As it concerns one county: what is its own, the city's, the nation's; None if nothing."""
        above = {region.name for region in (*card.panel.above, card.panel.city)}
        own = tuple(case for case in self.cases if case.region in {county, *above})
        concerns = own or county in self.regions
        return replace(self, cases=own) if concerns else None

    def text(self, card: Card) -> str:
        """The sentence of the period's own page."""
        if not self.cases:
            return f"{self.matter}。"
        lead, _, end = self.matter.partition(HERE)
        return f"{lead}{_listed(self.cases, card)}{end}。"


def _listed(cases: Sequence[Case], card: Card) -> str:
    """台江区、永泰县当月总产值增速；马尾区当月和累计增量贡献率: who shares the same together."""
    own = grouped(cases, lambda case: case.region)
    if any(case.note for case in cases):
        each = [named([case], card) + case.note for case in cases]
        return "；".join(case.region + text for case, text in zip(cases, each, strict=True))
    groups = grouped(own, lambda region: named(own[region], card))
    return "；".join(everyone(card, who) + what for what, who in groups.items())


def named(cases: Iterable[Case], card: Card) -> str:
    """当月和累计增加值增速; in 1—2月 增加值增速."""
    return item_names.in_period(card, ((case.name, case.span) for case in cases))


def everyone(card: Card, regions: Sequence[str]) -> str:
    """A、B、C; all counties, with those above or without, by their number."""
    counties = [region for region in regions if region in card.counties]
    if len(counties) < max(len(card.counties), 2):
        return "、".join(regions)
    above = [region for region in regions if region not in card.counties]
    return "、".join([*above, f"全部{len(counties)}个{COUNTIES}"])


def merged(hints: Mapping[Period, Sequence[Hint]], cards: Cards) -> list[tuple[str, str]]:
    """Kind and text of those of several periods, each with its periods.

    The same sentence stands once; what is brief once, with whose and when.
    """
    sentences: dict[tuple[str, str], list[Period]] = {}
    told: dict[tuple[str, str], list[tuple[Period, Case]]] = {}
    for period in sorted(hints):
        for hint in hints[period]:
            if hint.brief:
                found = ((period, case) for case in hint.cases)
                told.setdefault((hint.kind, hint.matter), []).extend(found)
            else:
                sentence = hint.kind, hint.text(cards[period])
                sentences.setdefault(sentence, []).append(period)
    card = cards[max(cards)]
    entries = [
        (kind, f"{course.span_of(own, card.book)}：{text}")
        for (kind, text), own in sentences.items()
    ]
    for (kind, matter), cases in told.items():
        own = _over_periods(cases, card)
        # whose stands behind a colon of its own
        lead = matter.replace(f"：{HERE}", f"。{HERE}") if "：" in own else matter
        entries.append((kind, f"{lead.replace(HERE, own, 1)}。"))
    return sorted(entries, key=lambda entry: weight(entry[0]))


def _over_periods(found: Sequence[tuple[Period, Case]], card: Card) -> str:
    """实际完成增量、增量贡献率：福清市（1—2月、4月）、马尾区（4月）；总产值：长乐区（8月）."""
    by_name = grouped(found, lambda each: each[1].name)
    alike = grouped(by_name, lambda name: _whose_and_when(by_name[name], card))
    return "；".join("、".join(names) + who for who, names in alike.items())


def _whose_and_when(found: Sequence[tuple[Period, Case]], card: Card) -> str:
    """：福清市（1—2月、4月）、马尾区（4月）; （1—2月、4月） of all together."""
    own = grouped(found, lambda each: each[1].region)
    when = {
        region: course.span_of(list(dict.fromkeys(period for period, _ in each)), card.book)
        for region, each in own.items()
    }
    if len({*when.values()}) == 1:  # said once
        who = f"：{everyone(card, [*when])}" if any(when) else ""
        return f"{who}（{next(iter(when.values()))}）"
    return "：" + "、".join(f"{region}（{periods}）" for region, periods in when.items())
