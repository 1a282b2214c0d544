"""What an indicator's figures and items are called under a rule book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fzlib.analysis.extremes import grouped
from fzlib.scoring.card import Item
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import Indicator
from fzlib.vocabulary import EXPECTED, INDICATORS, SPAN_NAMES, IndicatorTerms, share_of


def names(row: Indicator, output: str) -> IndicatorTerms:
    """The terms of one indicator, decimals included; ``output`` is 总产值 or 营业收入."""
    terms = INDICATORS[row.code]
    standard = terms.standard.format(share=share_of(output))
    return replace(terms, standard=standard, places=terms.places or row.decimals)


def item_names(items: Iterable[Item]) -> str:
    """当月和累计增加值增速，当月增量贡献率: indicators that share their spans together.

    An item of several counties is named once.
    """
    own = grouped(items, lambda item: item.indicator.short)

    def spans(short: str) -> str:
        return "和".join(dict.fromkeys(SPAN_NAMES[item.span] for item in own[short]))

    return "，".join(of + "、".join(shorts) for of, shorts in grouped(own, spans).items())


def why_missing(item: Item) -> str:
    """Why an item is 缺数."""
    return "本地未报" if item.no_value else "标准值未发布"


def expected(period: Period, span: str) -> str:
    """月度预期 or 累计预期; in 1—2月, where the two are one, 预期."""
    return "预期" if period.month_is_ytd else EXPECTED[span]
