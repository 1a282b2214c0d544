"""数据核对: what was compared with what, and what stood out, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.history import LEAST_EARLIER, LIMIT, History, growths
from fzlib.analysis.plausibility import GROWTH_TOLERANCE, unusual_growth
from fzlib.analysis.reconcile import ADDS_UP, Accumulated, levels, year_to_date
from fzlib.errors import Problem, listing
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation.wording import COUNTIES, trimmed
from fzlib.scoring.measures import BASE, LEVEL, MOST_RATE
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import SPAN_NAMES, YTD

Earlier = Sequence[PeriodInputs]
AddedUp = dict[tuple[str, str], Accumulated]  # series, region


def hints(inputs: PeriodInputs, earlier: Earlier) -> list[Problem]:
    """核对提示: what the inputs warn of, then growth far outside a county's own history."""
    past = [period.panel for period in earlier]
    unusual = unusual_growth(inputs.panel, inputs.book, past, doubted=inputs.doubted)
    return [*inputs.warnings, *unusual]


def compared(inputs: PeriodInputs, earlier: Earlier) -> list[str]:
    """What was checked, one entry each; and why, where something could not be."""
    used = [inputs.book.series[code] for code in inputs.book.needed]
    has_base = any(series.measure.base for series in used)
    entries = {
        "空缺的格（缺数）、已知而不参加考评的地区、没有用到的列。": True,
        f"所填增速与按本期、同期计算的增速：相差超过{trimmed(GROWTH_TOLERANCE)}个百分点的列出；"
        f"计算的增速超过±{trimmed(MOST_RATE)}%的、整列增速疑似未换算为百分数的，也列出。": has_base,
        f"各{COUNTIES}合计与全市：超出四舍五入的列出，见第四部分。": bool(of_city(inputs)),
        **dict.fromkeys(with_previous(inputs), True),
        _with_last_year(inputs): has_base,
        "导入的数与导入记录：后有改动的列出。": bool(inputs.imported),
        _with_history(inputs.book, earlier): bool(growths(inputs.book)),
    }
    return [entry for entry, applies in entries.items() if applies]


def of_city(inputs: PeriodInputs) -> list[str]:
    """Levels and same periods (series) that are used and that the city has too."""
    added, needed = levels(inputs.panel), inputs.book.needed
    series = inputs.panel.series
    return [code for code in added if code in needed and series[code].measure.of_city]


def with_previous(inputs: PeriodInputs) -> list[str]:
    """What was compared with the previous period: year-to-date first, then units."""
    panel = inputs.panel
    if panel.period.previous is None:
        return ["1—2月数据合并发布，是一年的第一期，没有同年的上期可比。"]
    if inputs.previous is None:
        return [f"没有上期（{panel.period.previous}）可用的数据，没有核对累计数和单位。"]
    before = inputs.previous.panel.period
    both = f"与{before.span_label(YTD)}累计、当月之和"
    adds = f"累计数{both}：相差超过{ADDS_UP}%的列出，见第三部分。"
    if not added_up(inputs):
        adds = f"没有当月数，累计数没有{both}核对。"
    jump = f"与{before.label}相比，为其百倍以上或不足百分之一的列出（单位或有不同）。"
    used = [panel.series[code] for code in inputs.book.needed if panel.series[code].is_level]
    levels_ = [series.name(panel.dataset.output) for series in used if series.aspect == LEVEL]
    names = listing(levels_)
    names += "指标" if names.endswith(f"等{len(levels_)}个") else ""
    bases = "和同期数" if any(series.aspect == BASE for series in used) else ""
    return [adds, f"{names}{bases}：{jump}"] if used else []


def added_up(inputs: PeriodInputs) -> AddedUp:
    """(series, region) → year-to-date beside month and previous, where it can be compared."""
    return year_to_date(inputs.panel, inputs.previous.panel) if inputs.previous else {}


def _with_last_year(inputs: PeriodInputs) -> str:
    last = inputs.panel.period.last_year
    if any(label.startswith(f"monthly/{last}.") for label in inputs.files):
        return f"所填同期数与上年文件（{last}）：不同的列出；计分以本年文件为准。"
    return f"没有上年文件（{last}），所填同期数没有与之核对。"


def rates_word(book: RuleBook) -> str:
    """增速; 增速、比率 where rates that are no growth are evaluated too."""
    kinds = {series.is_growth for _, series in growths(book)}
    return "增速、比率" if kinds == {True, False} else "比率" if kinds == {False} else "增速"


def _with_history(book: RuleBook, earlier: Earlier) -> str:
    who = f"各{COUNTIES}{rates_word(book)}与本地前期"
    if len(earlier) < LEAST_EARLIER:
        have = f"现有{len(earlier)}期" if earlier else "没有更早的数据"
        return f"{who}：前期不足{LEAST_EARLIER}期（{have}），没有核对。"
    return f"{who}：稳健z值超过±{trimmed(LIMIT)}的列出，见第五部分。"


def history_words(rates: Sequence[History], book: RuleBook, earlier: Earlier) -> list[str]:
    """What stands out against the counties' own history, or that nothing does."""
    word = rates_word(book)
    if not growths(book):
        return ["没有按增速、比率计分的考评项，没有与前期核对。"]
    if len(earlier) < LEAST_EARLIER:
        return [_with_history(book, earlier)]
    spans = [SPAN_NAMES[span] for span in dict.fromkeys(rate.span for rate in rates)]
    what = f"{'分别' * (len(spans) > 1)}比较各{COUNTIES}{'、'.join(spans)}{word}"
    first, last = earlier[0].panel.period, earlier[-1].panel.period
    lead = f"以{first.label}至{last.label}的{len(earlier)}期为前期，{what}。"
    count = sum(rate.unusual for rate in rates)
    short = sorted({rate.region for rate in rates if len(rate.earlier) < LEAST_EARLIER})
    result = (
        f"{count}个{word}超出±{trimmed(LIMIT)}。" if count else f"没有超出±{trimmed(LIMIT)}的。"
    )
    if short:
        result += f"{'、'.join(short)}前期不足{LEAST_EARLIER}期的，没有核对。"
    return [lead + result + "超出只说明与本地以往差别大，不说明有错；计分没有改动。"]
