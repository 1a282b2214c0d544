"""数据核对, part by part: what was checked, and the cell every figure came from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, product

from fzlib.analysis.history import LEAST_EARLIER, histories
from fzlib.analysis.reconcile import ADDS_UP, Sum, rests_on_derived, ways, zones
from fzlib.errors import listing
from fzlib.intake.needs import city_targets, is_expected, used_spans
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, page_parts, provenance, release_note
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import datacheck as texts
from fzlib.presentation.wording import COUNTIES, drawn, exact, fixed, places_of, signed
from fzlib.scoring.measures import GROWTH, Series
from fzlib.scoring.panel import Panel
from fzlib.vocabulary import MONEY, MONTH, YTD

footer = page_parts.footer  # as every report's


def masthead(inputs: PeriodInputs, earlier: Sequence[PeriodInputs]) -> Part:
    """题头: how many figures, blanks, notes and files."""
    panel = inputs.panel
    when = f"{panel.period.year}年{panel.period.span_label(inputs.book.spans[0])}"
    count, blank = _counts(inputs)
    hints = len(texts.hints(inputs, earlier))
    files, books = len(inputs.files), len(provenance.numbered(inputs)) - len(inputs.files)
    blanks = f"缺数{blank}个" if blank else "无缺数"
    imported = f"另有导入的工作簿{books}个" if books else "无导入记录"
    figures = [
        blocks.KeyFigure("所用的数", str(count), "个", blanks),
        blocks.KeyFigure("核对提示", str(hints), "条", "" if hints else "没有提示"),
        blocks.KeyFigure("输入文件", str(files), "个", imported),
    ]
    return page_parts.masthead(inputs, f"数据核对：{when}", "考评", figures)


def _counts(inputs: PeriodInputs) -> tuple[int, int]:
    """Figures read from cells, and cells that had to have one and do not."""
    panel, book = inputs.panel, inputs.book
    used, of_city = used_spans(book, panel.period), city_targets(book)
    count = blank = 0
    for region, (code, spans) in product(panel.regions, used.items()):
        series = panel.series[code]
        is_needed = series.aspect != GROWTH and is_expected(series, region, of_city)
        for span in spans if region.has(series) else ():
            is_given = (code, span, region.name) in panel.sources
            count += is_given
            blank += is_needed and not is_given and panel.value(code, span, region.name) is None
    return count, blank


def files(inputs: PeriodInputs, *, release: str | int = "") -> Part:
    """一、输入文件; of which release, and how a copy of a page is held against it."""
    lead = "本期所用的文件及其校验值（SHA-256）。校验值按本期所用的内容计算，所用的内容如有改动，"
    lead += "校验值即不一致；同一文件中其他各期的内容、规则书的注释等不计在内。"
    lead += "导入的原工作簿按整个文件计算；各输入文件整个文件的校验值见 manifest.json 的 files。"
    return part(lead, provenance.files(inputs), release_note.explained(release) or ())


def findings(inputs: PeriodInputs, earlier: Sequence[PeriodInputs]) -> Part:
    """二、核对情况: what was compared, then all that stood out with its cell."""
    hints = texts.hints(inputs, earlier)
    rows = [[str(hint.where), drawn(hint.what), drawn(hint.mend)] for hint in hints]
    columns = map(blocks.text, ("情况", "处理"))
    table = blocks.table("核对提示", columns, rows, names="位置", look="plain wide")
    return part(
        "本期核对了以下各项，提示只供核对，计分没有因此改动。",
        blocks.Listing(texts.compared(inputs, earlier), "rules"),
        table if rows else "没有需要提示的情况。",
    )


def year_to_date(inputs: PeriodInputs) -> Part:
    """三、累计数与当月数: previous year-to-date and month against year-to-date."""
    sums = texts.added_up(inputs)
    if not sums:
        why = next(iter(texts.with_previous(inputs)), "所用的数都是比率，没有累计数可以核对。")
        return part(why)
    compared = dict.fromkeys(series for series, _ in sums)
    return part(_accumulated(inputs, series, sums) for series in compared)


def _accumulated(inputs: PeriodInputs, code: str, sums: texts.AddedUp) -> blocks.Table:
    assert inputs.previous is not None
    panel, last = inputs.panel, inputs.previous.panel.period
    series = panel.series[code]
    own = {region: each for (of, region), each in sums.items() if of == code}
    levels = {region: (a.before, a.month, a.ytd, a.rest) for region, a in own.items()}
    places = places_of(chain(*levels.values()))
    rows: list[blocks.Row] = []
    for region in (region.name for region in panel.local):
        numbers = (fixed(n, places) for n in levels.get(region, (None,) * 4))
        share = own[region].share if region in own else None
        mark = "核" if region in own and own[region].doubtful else ""
        rows.append([region, *numbers, blocks.TableCell(signed(share, 2), mark)])
    now = map(panel.period.span_label, (MONTH, YTD))
    titles = (last.span_label(YTD), *now, "相差", "相差占累计（%）")
    doubt = f"核：相差超过{ADDS_UP}%，核对或为前期数修订。"
    note = f"注：单位为{series.unit}；相差＝累计−上期累计−当月；{doubt}"
    caption = f"{series.named(YTD, panel.dataset.output)}与上期累计、当月之和"
    return blocks.table(caption, titles, rows, names="地区", note=note, look="plain wide")


def sums(inputs: PeriodInputs) -> Part:
    """四、各县（市）区合计与全市: as evaluated, and with or without the areas in doubt."""
    panel, used = inputs.panel, used_spans(inputs.book, inputs.panel.period)
    own = [(code, span) for code in texts.of_city(inputs) for span in used[code]]
    if not own:
        return part("所用的数没有全市数可比，合计没有核对。")
    tried = {level: ways(panel, *level, inputs.beside) for level in own}
    units = dict.fromkeys(panel.series[code].unit for code, _ in tried)
    places = {
        unit: places_of(
            n
            for (code, _), of_level in tried.items()
            if panel.series[code].unit == unit
            for way in of_level
            for n in (way.total, way.city)
        )
        for unit in units
    }
    rows: list[blocks.Row] = []
    for (code, span), of_level in tried.items():
        series = panel.series[code]
        label = _label(series, span, panel.dataset.output, named=len(units) > 1)
        for way in of_level:
            agreement = _agreement(way, derived=rests_on_derived(panel, code, span))
            amounts = (
                fixed(level, places[series.unit]) for level in (way.total, way.city, way.rest)
            )
            counted = way.name or f"考评的各{COUNTIES}"
            rows.append([label, counted, *amounts, fixed(way.share, 2), agreement])
            label = ""
    if not rows:
        return part(f"全市或有{COUNTIES}缺数，合计没有核对。")
    which, agreed = map(blocks.text, ("合计的范围", "情况"))
    columns = which, "合计", "全市", "全市减合计", "占全市（%）", agreed
    note = _sums_note(panel, "" if len(units) > 1 else f"单位为{next(iter(units))}。")
    return part(blocks.table("合计核对", columns, rows, names="指标", note=note, look="plain wide"))


def _label(series: Series, span: str, output: str, *, named: bool) -> str:
    return series.named(span, output) + (f"（{series.unit}）" if named else "")


def _sums_note(panel: Panel, unit: str) -> str:
    """How the counties were counted, and what a difference may be."""
    own = zones(panel)
    uncoded = f"没有行政区划代码的（如{own[0]}）可能已计入所在县区，" if own else ""
    return (
        f"注：{unit}{uncoded}不参加考评的可能属于全市，"
        "逐一试算；四舍五入：相差不超过各数末位四舍五入所致；推算：同期数由本期数和增速推算，"
        "合计不必一致。全市数不用合计代替。"
    )


def _agreement(way: Sum, *, derived: bool) -> str:
    """What a difference is; a way that is only tried need not agree."""
    if way.rounding:
        return "四舍五入" if way.rest else "一致"
    if derived:
        return "推算"
    return "不一致" if way.name else "需核对"


def history(inputs: PeriodInputs, earlier: Sequence[PeriodInputs]) -> Part:
    """五、增速与前期: each county's growth beside its own earlier ones."""
    rates = histories(inputs.panel, inputs.book, [period.panel for period in earlier])
    words = texts.history_words(rates, inputs.book, earlier)
    if len(earlier) < LEAST_EARLIER or not rates:
        return part(words)
    rows: list[blocks.Row] = []
    for rate in rates:
        name = inputs.panel.series[rate.series].named(rate.span, inputs.panel.dataset.output)
        usual = (rate.median, rate.deviation) if rate.earlier else (None, None)
        before = *(fixed(number, 2) for number in usual), str(len(rate.earlier))
        z = blocks.TableCell(fixed(rate.z, 2), "核" if rate.unusual else "")
        rows.append([rate.region, name, exact(rate.value, 1), *before, z])
    titles = ("本期（%）", "前期中位数（%）", "绝对离差中位数（百分点）", "前期期数", "稳健z值")
    note = (
        "注：稳健z值＝0.6745×（本期−前期中位数）÷绝对离差中位数（Iglewicz、Hoaglin，1993）；"
        "绝对离差中位数为0时改用绝对离差的平均数，除数为1.253314×平均数。核：超过±3.5。"
    )
    columns = (blocks.text("指标"), *titles)
    caption = f"{texts.rates_word(inputs.book)}与本地前期"
    return part(words, blocks.table(caption, columns, rows, note=note, look="wide"))


def figures(inputs: PeriodInputs) -> Part:
    """六、数据出处: every figure used."""
    used = (inputs.book.series[code].unit for code in inputs.book.needed)
    units = listing(dict.fromkeys(unit for unit in used if unit in MONEY))
    money = f"金额换算为{units}，其余按原单元格数值列示。" if units else ""
    lead = f"计分所用的各项数据及其所在单元格：［编号］见第一部分，其后为工作表和单元格。{money}"
    return part(lead, provenance.figures(inputs))
