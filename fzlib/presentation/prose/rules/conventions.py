"""补充约定: what the kit fixes where a document is silent, as far as the book makes use of it."""

from __future__ import annotations

from decimal import Decimal

from fzlib.presentation.prose.rules.ranking import total
from fzlib.presentation.wording import COUNTIES, points
from fzlib.scoring.indicators import COMPLETION, CONTRIBUTION, HIGHER_ABOVE, INCREMENT
from fzlib.scoring.measures import BASE, LEVEL, LEVEL_PLACES, Measure
from fzlib.scoring.methods import Completion
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MONEY, YTD


def beyond(book: RuleBook, output: str) -> list[str]:
    """For the method section of a report."""
    texts = [
        _same_period(book, output),
        "四舍五入一律逢五进一（负数按绝对值）；除注明的以外，中间结果不作四舍五入。",
        total(book),
        _base(book),
        "数据缺报的不按0分计，缺报一项即不计总分和位次，"
        f"位次在{'本组' if book.by_group else ''}有总分的{COUNTIES}中排列。",
        _places(book, output),
    ]
    return list(filter(None, texts))


def unscored(book: RuleBook) -> list[str]:
    """When an item is 暂算 or 待审定, beyond the readings."""
    texts = []
    if any(row.standard == HIGHER_ABOVE for row in book.indicators):
        texts.append("全国、全省的数只取得一个的，按取得的一个暂算。")
    if any(row.quantity == COMPLETION for row in book.indicators):
        texts.append("完成率的目标不为正的，待审定。")
    varying = (row for row in book.indicators if not isinstance(row.standard, Decimal))
    if any(isinstance(row.method, Completion) for row in varying):
        texts.append("按完成比例计分的，标准值不为正时待审定。")
    if any(row.quantity == COMPLETION or row.divides_by_standard for row in book.indicators):
        texts.append("有考评项待审定的，没有总分和位次。")
    return texts


def _same_period(book: RuleBook, output: str) -> str:
    """增量, 上年同期 and 累计, where there are any."""
    names = {
        row.measure.named(output)
        for row in book.indicators
        if row.quantity in (INCREMENT, CONTRIBUTION)
    }
    of = names.pop() if len(names) == 1 else "数"
    increments = any(row.quantity in (INCREMENT, CONTRIBUTION) for row in book.indicators)
    first = [
        f"增量为本期{of}减上年同期{of}" if increments else "",
        "上年同期数以本年填报的为准" if _with_base(book) else "",
    ]
    texts = ["；".join(filter(None, first))]
    if YTD in book.scored_spans:
        texts.append("累计数为填报数，不由各月相加")
    return "".join(f"{text}。" for text in texts if text)


def _with_base(book: RuleBook) -> list[Measure]:
    """Measures whose same period is made use of."""
    needed = (book.series[code] for code in book.needed)
    return [series.measure for series in needed if series.aspect == BASE]


def _base(book: RuleBook) -> str:
    """What 基准分 comes to; nothing where no item has points at a standard."""
    bases = [row.base for row, _ in book.items if row.base is not None]
    if not any(bases):
        return ""
    of = "所计各项" if len(bases) == len(book.items) else "有达标分的各项"
    base = points(sum(bases, Decimal(0)))
    suspended = any(row.quantity == CONTRIBUTION for row in book.indicators)
    rest = "；暂停计分的项目不计入" if suspended else ""
    return f"基准分为{of}的达标分之和，共{base}{rest}。"


def _places(book: RuleBook, output: str) -> str:
    """How exactly amounts and same periods that are worked out are kept."""
    levels = (book.series[code] for code in book.needed)
    units = list(dict.fromkeys(one.unit for one in levels if one.aspect == LEVEL and one.is_level))
    others = "、".join(unit for unit in units if unit != next(iter(MONEY)))
    parts = []
    if next(iter(MONEY)) in units:
        parts.append(f"金额保留到100元（亿元{LEVEL_PLACES}位小数）")
    if others:
        parts.append(f"以{others}计的数保留{LEVEL_PLACES}位小数")
    bases = _with_base(book)
    if bases:
        each = "、".join(f"{own.named(output)}{own.decimals}位" for own in bases)
        alike = len({own.decimals for own in bases}) == 1
        kept = f"{bases[0].decimals}位小数" if alike else f"小数{each}"
        parts.append(f"有增速而无上年同期数的，上年同期数＝本期÷（1+增速），保留{kept}，标“推”")
    return "；".join(parts) + "。" if parts else ""
