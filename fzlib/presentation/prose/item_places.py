"""Where a county stands by each item, in words: first or last, and what rests on early figures."""

from __future__ import annotations

from collections.abc import Iterable

from fzlib.analysis.item_places import ItemPlace
from fzlib.presentation.prose import item_names
from fzlib.scoring.card import Card
from fzlib.vocabulary import Status


def ends(places: Iterable[ItemPlace]) -> str:
    """单项得分居首位的有3项（含并列）：当月和累计A，当月B；居末位的有1项：累计C。"""
    every = list(places)
    sides = {
        "居首位": [place for place in every if place.first],
        "居末位": [place for place in every if place.last],
    }
    texts = [
        f"{side}的有{len(own)}项{_level(own)}：{item_names.every(place.item for place in own)}"
        for side, own in sides.items()
        if own
    ]
    return f"单项得分{'；'.join(texts)}。" if texts else ""


def _level(own: Iterable[ItemPlace]) -> str:
    return "（含并列）" if any(place.level > 1 for place in own) else ""


def early(card: Card, county: str) -> str:
    """当月和累计增加值增速得分以及总分、位次为暂算。"""
    early = [item for item in card.of(county) if item.status == Status.PRELIMINARY]
    if not early:
        return ""
    ranked = "以及总分、位次" if card.ranks[county] else ""
    return f"{item_names.every(early)}得分{ranked}为暂算。"
