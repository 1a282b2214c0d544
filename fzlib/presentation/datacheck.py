"""数据核对, part by part: what was checked, and the cell every figure came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from fzlib.analysis.history import LEAST, histories
from fzlib.analysis.reconcile import ADDS_UP, Sum, rests_on_derived, ways
from fzlib.presentation import page_parts, provenance
from fzlib.presentation.html import (
    Cell,
    Html,
    element,
    join,
    listing,
    name,
    numeric,
    paragraphs,
    table,
)
from fzlib.presentation.prose import datacheck as texts
from fzlib.presentation.wording import COUNTIES, NONE, exact, fixed, signed
from fzlib.scoring.rounding import decimals_of, half_up
from fzlib.vocabulary import MONTH, YTD, measure_name

if TYPE_CHECKING:
    from fzlib.intake.period_inputs import PeriodInputs

Earlier = Sequence["PeriodInputs"]
LEVELS = ("output", "base")


def masthead(inputs: PeriodInputs, earlier: Earlier) -> Html:
    """题头: how many figures, blanks, notes and files."""
    panel = inputs.panel
    action, note = page_parts.action(inputs)
    when = panel.period.span_label(inputs.book.spans[0])
    count, blank = _counts(inputs)
    warnings = texts.hints(inputs, earlier)
    files, books = len(inputs.files), len(provenance.numbered(inputs)) - len(inputs.files)
    figures = [
        page_parts.key_figure(
            "所用的数", str(count), "个", f"缺数{blank}个" if blank else "没有缺数"
        ),
        page_parts.key_figure("核对提示", str(len(warnings)), "条", "" if warnings else "没有提示"),
        page_parts.key_figure(
            "输入文件", str(files), "个", f"另有导入的工作簿{books}个" if books else "没有导入记录"
        ),
    ]
    title = f"数据核对：{panel.period.year}年{when}{action}考评{note}"
    return page_parts.masthead(panel.dataset, title, figures)


def _counts(inputs: PeriodInputs) -> tuple[int, int]:
    """Figures read from cells, and cells that had to have one and do not."""
    panel = inputs.panel
    spans = panel.period.distinct(inputs.book.spans)
    known = blank = 0
    for region in panel.regions:
        for measure in provenance.used(inputs.book, region):
            for span in spans:
                if (measure, span, region.name) in panel.sources:
                    known += 1
                elif measure not in ("output_growth", "expected") or region.assessed:
                    computed = measure == "output_growth"
                    blank += not (computed or panel.value(measure, span, region.name) is not None)
    return known, blank


def files(inputs: PeriodInputs) -> Html:
    """一、输入文件."""
    lead = "本期读入的文件及其 SHA-256；文件改动一个字节，SHA-256 就不同。"
    return element("p", lead) + provenance.files(inputs)


def findings(inputs: PeriodInputs, earlier: Earlier) -> Html:
    """二、核对情况: what was compared, then all that stood out with its cell."""
    found = texts.hints(inputs, earlier)
    said = [element("p", "本期核对了以下各项，提示只供核对，计分没有因此改动。")]
    said.append(listing(texts.compared(inputs, earlier), class_="rules"))
    if not found:
        return join([*said, element("p", "没有需要提示的情况。")])
    rows: list[list[Cell | str]] = [[name(str(one.where)), one.what, one.mend] for one in found]
    shown = table("核对提示", [["位置", "情况", "处理"]], rows, class_="plain wide")
    return join([*said, shown])


def year_to_date(inputs: PeriodInputs) -> Html:
    """三、累计数与当月数: previous year-to-date and month against year-to-date."""
    found = texts.added_up(inputs)
    if not found:
        return paragraphs([texts.with_previous(inputs)[0]])
    return join(
        _accumulated(inputs, measure, found)
        for measure in LEVELS
        if any(key[0] == measure for key in found)
    )


def _accumulated(inputs: PeriodInputs, measure: str, found: texts.AddedUp) -> Html:
    assert inputs.previous is not None
    panel, last = inputs.panel, inputs.previous.panel.period
    rows: list[list[Cell | str]] = []
    numbers = {
        region: (one.before, one.month, one.ytd, one.rest)
        for (of, region), one in found.items()
        if of == measure
    }
    places = _places(chain(*numbers.values()))
    for region in panel.local:
        if region.name not in numbers:
            rows.append([name(region.name), *(numeric(NONE) for _ in range(5))])
            continue
        share = found[measure, region.name].share
        mark = "核" if found[measure, region.name].doubtful else ""
        cells = [numeric(fixed(value, places)) for value in numbers[region.name]]
        rows.append([name(region.name), *cells, numeric(signed(half_up(share, 2), 2), mark)])
    titles = (
        last.span_label(YTD), panel.period.span_label(MONTH), panel.period.span_label(YTD),
        "相差", "相差占累计（%）",
    )  # fmt: skip
    note = f"注：单位为亿元；相差＝累计-上期累计-当月；核：相差超过{ADDS_UP}%，核对或为前期数修订。"
    caption = f"{measure_name(measure, YTD, panel.dataset.word)}与上期累计、当月之和"
    return table(caption, [["地区", *map(numeric, titles)]], rows, note=note, class_="plain wide")


def sums(inputs: PeriodInputs) -> Html:
    """四、各县（市）区合计与全市: as evaluated, and with or without the areas in doubt."""
    panel, rows = inputs.panel, []
    spans = panel.period.distinct(inputs.book.spans)
    found = {
        (measure, span): ways(panel, measure, span, inputs.beside)
        for measure in LEVELS
        for span in spans
    }
    places = _places(n for one in chain(*found.values()) for n in (one.total, one.city))
    for (measure, span), tried in found.items():
        label = measure_name(measure, span, panel.dataset.word)
        for one in tried:
            said = _agreement(one, derived=rests_on_derived(panel, measure, span))
            levels = (numeric(fixed(level, places)) for level in (one.total, one.city, one.rest))
            way = one.name or f"考评的各{COUNTIES}"
            rows.append([name(label), way, *levels, numeric(fixed(one.share, 2)), said])
            label = ""
    if not rows:
        return element("p", f"全市或有{COUNTIES}缺数，合计没有核对。")
    titles = ("合计", "全市", "全市减合计", "占全市（%）")
    head: list[Cell | str] = ["指标", "合计的范围", *map(numeric, titles), "情况"]
    note = (
        "注：单位为亿元。没有行政区划代码的（如高新区）可能已计入所在县区，不参加考评的可能属于全市，"
        "逐一试算；四舍五入：相差不超过各数末位四舍五入所致；推算：同期数由本期数和增速推算，"
        "合计不必一致。全市数不用合计代替。"
    )
    return table("合计核对", [head], rows, note=note, class_="plain wide")


def _places(values: Iterable[Decimal]) -> int:
    """The decimals of a table's figures: all that any of them has, at least 2."""
    return max(2, decimals_of(values))


def _agreement(one: Sum, *, derived: bool) -> str:
    """What a difference is; a way that is only tried need not agree."""
    if one.rounding:
        return "四舍五入" if one.rest else "一致"
    if derived:
        return "推算"
    return "不一致" if one.name else "需核对"


def history(inputs: PeriodInputs, earlier: Earlier) -> Html:
    """五、增速与前期: each county's growth beside its own earlier ones."""
    words = paragraphs(texts.history_words(inputs, earlier))
    found = histories(inputs.panel, inputs.book, texts.panels(earlier))
    if len(earlier) < LEAST or not found:
        return words
    rows: list[list[Cell | str]] = [
        [
            name(one.region),
            measure_name(one.measure, one.span, inputs.panel.dataset.word),
            numeric(exact(one.value, 1)),
            *(
                (numeric(fixed(one.median, 2)), numeric(fixed(one.deviation, 2)))
                if one.earlier
                else (numeric(NONE), numeric(NONE))
            ),
            numeric(str(len(one.earlier))),
            numeric(texts.fixed_z(one), "核" if one.unusual else ""),
        ]
        for one in found
    ]
    titles = ("本期（%）", "前期中位数（%）", "绝对离差中位数（百分点）", "前期期数", "稳健z值")
    note = (
        "注：稳健z值＝0.6745×（本期-前期中位数）÷绝对离差中位数（Iglewicz、Hoaglin，1993）；"
        "绝对离差中位数为0时改用绝对离差的平均数，除数为1.253314×平均数。核：超过±3.5。"
    )
    head: list[Cell | str] = ["县（市）区", "指标", *map(numeric, titles)]
    return words + table("增速与本地前期", [head], rows, note=note, class_="wide")


def figures(inputs: PeriodInputs) -> Html:
    """六、数据出处: every figure used."""
    money = "金额换算为亿元，其余照原格。"
    lead = f"计分所用的每个数和它所在的格：［编号］见第一部分，其后是工作表和单元格。{money}"
    return element("p", lead) + provenance.figures(inputs)


def footer(inputs: PeriodInputs) -> Html:
    """The foot."""
    return page_parts.footer(inputs.panel.dataset)
