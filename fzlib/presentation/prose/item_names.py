"""Items named together: by the spans they share, and by why they have no points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fzlib.analysis.extremes import grouped
from fzlib.presentation import terms
from fzlib.scoring.card import Card, Item
from fzlib.vocabulary import MONTH, SPAN_NAMES


def by_spans(named: Iterable[tuple[str, str]]) -> str:
    """当月和累计增加值增速，当月总产值: names with their spans, those that share them together."""
    own = grouped(named, lambda each: each[0])

    def spans(name: str) -> str:
        return "和".join(dict.fromkeys(SPAN_NAMES.get(span, "") for _, span in own[name]))

    return "，".join(of + "、".join(names) for of, names in grouped(own, spans).items())


def in_period(card: Card, named: Iterable[tuple[str, str]]) -> str:
    """The same; in 1—2月, which is no 当月, without spans where the book scores months."""
    if card.period.month_is_ytd and MONTH in card.book.spans:
        return "、".join(dict.fromkeys(name for name, _ in named))
    return by_spans(named)


def every(items: Iterable[Item]) -> str:
    """当月和累计增加值增速，当月增量贡献率: also in 1—2月; an item of several counties once."""
    return by_spans(map(_named, items))


def of_period(card: Card, items: Iterable[Item]) -> str:
    """The same; in 1—2月 增加值增速、增量贡献率."""
    return in_period(card, map(_named, items))


def _named(item: Item) -> tuple[str, str]:
    return item.indicator.short, item.span


def statuses(card: Card, items: Sequence[Item]) -> str:
    """当月和累计增加值增速数据缺报，当月增量贡献率暂停计分: what has no points, by reason."""
    groups = grouped((i for i in items if i.points is None), terms.unscored)
    return "，".join(f"{of_period(card, alike)}{status}" for status, alike in groups.items())
