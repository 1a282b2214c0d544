"""From items to a place: total, ranking, lists, adjustments, vetoes, conversion."""

from __future__ import annotations

from fzlib.presentation.prose.rules.comparison import WORDS
from fzlib.presentation.wording import COUNTIES, trimmed
from fzlib.scoring.rulebook import Conversion, RuleBook
from fzlib.vocabulary import SPAN_NAMES

_TIES = {
    "competition": "并列，其后位次顺延（如1、2、2、4）",
    "dense": "并列，其后位次连续（如1、2、2、3）",
}
_CONVERTED = {"months": "各期", "year": "年度"}
_CONVERSIONS = {
    "share": "折算分＝{points}×考评得分÷100，最高{points}分",
    "of_best": "折算分＝{points}×考评得分÷最高得分",
}


def total(book: RuleBook) -> str:
    """What a total is, and how it is ranked."""
    within = "在各组别内" if book.by_group else ""
    ties = f"同分{_TIES[book.ranking.ties]}"
    if book.ranking.tie_break:
        items = "、".join(_item(book, item) for item in book.ranking.tie_break)
        order = f"同分的依次比较{items}，数值高的在前，没有数的在后"
        ties = f"{order}，仍相同的{_TIES[book.ranking.ties]}"
    return f"总分为各项得分（已保留2位小数）之和；位次{within}按总分排列，{ties}。"


def ranking(book: RuleBook) -> list[str]:
    """Groups, and the lists."""
    texts = [
        "按组别（地区表的“组别”列）分别排位次；与最好的、平均的比较和名次、最高最低也在本组内。"
        if book.by_group
        else f"各{COUNTIES}统一排位次。"
    ]
    if book.lists:
        of = "各组别" if book.by_group else ""
        texts.append(
            f"报告列出{of}前{book.lists.first}名和后{book.lists.last}名；"
            f"连续几期在后{book.lists.last}名的，注明期数。"
        )
    return texts


def _item(book: RuleBook, item: str) -> str:
    """楼宇经济税收（累计指标值）."""
    row, span = next((row, span) for row, span in book.items if row.item_id(span) == item)
    return f"{row.name}（{SPAN_NAMES[span]}{WORDS[row.quantity]}）"


def bounds(book: RuleBook) -> str:
    """最高10分，最低0分: of a county's adjustments together; '' without any."""
    given = {"最高": book.adjustments.cap, "最低": book.adjustments.floor}
    return "，".join(f"{word}{trimmed(b)}分" for word, b in given.items() if b is not None)


def decided(book: RuleBook) -> list[str]:
    """What is decided by hand: adjustments, vetoes, rulings."""
    bound = bounds(book) or "不设上下限"
    listed = "；列为“不予表扬”的不列入表扬名单" if book.document.commends else ""
    return [
        f"加减分（adjustments.csv）计入总分，单列一栏；一个{COUNTIES}一期的加减分合计{bound}。",
        f"列为“不排位次”的（vetoes.csv）只列总分，其余依次递补{listed}。",
        "审定得分（rulings.csv）代替计算的得分，不受满分和下限限制。",
    ]


def conversions(book: RuleBook) -> list[str]:
    """How the scores count elsewhere, as far as the book says."""
    return [_conversion(one) for one in book.conversions]


def _conversion(one: Conversion) -> str:
    form = _CONVERSIONS[one.method].format(points=trimmed(one.points))
    return f"{_CONVERTED[one.of]}考评得分折算计入“{one.target}”，{trimmed(one.points)}分：{form}。"
