"""数据出处: where every figure came from, and the links that lead there from a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from fzlib.analysis.summary import rate_decimals
from fzlib.errors import Place
from fzlib.intake.needs import city_targets, is_expected, used_spans
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks
from fzlib.presentation.wording import fixed, trimmed
from fzlib.scoring.measures import BASE, GROWTH, Series
from fzlib.scoring.panel import Panel
from fzlib.scoring.regions import Region
from fzlib.vocabulary import SPAN_NAMES, STATUSES, Status

PAGE = "datacheck.html"
TO_PAGE = blocks.Link(f"数据核对（{PAGE}）", PAGE)  # readable on paper too
Numbers = dict[tuple[str, str], int]  # file, digest → its number on the page
LABEL_KINDS = {  # how a label begins → what the file is for
    "dataset": "数据说明",
    "regions": "地区表",
    "rules/": "规则书",
    "monthly/": "月度数据",
    "expected/": "目标",
    "rulings": "审定",
    "adjustments": "加减分",
    "vetoes": "否决",
    "imports/": "导入记录",
}


def anchor(panel: Panel, region: str, series: str) -> str:
    """The id of a figure's row: d5-output."""
    names = [each.name for each in panel.regions]
    return f"d{names.index(region)}-{series}"


def link(panel: Panel, region: str, series: str, *, up: str = "") -> blocks.Link:
    """From a score to the cells it rests on; on the screen only. ``up``: "../" from a folder."""
    href = f"{up}{PAGE}#{anchor(panel, region, series)}"
    return blocks.Link("出处", href, "数据核对页：所用的数和出处", "source")


def numbered(inputs: PeriodInputs) -> Numbers:
    """(file, digest) → its number: the files used for the period, then imported workbooks."""
    books = {(figure.place.file, figure.sha256) for figure in inputs.imported.values()}
    files = dict.fromkeys([*inputs.files.items(), *sorted(books)])
    return {file: number for number, file in enumerate(files, 1)}


def files(inputs: PeriodInputs) -> blocks.Table:
    """Every file used for the period, and the workbooks figures were imported from."""
    last = f"monthly/{inputs.panel.period.last_year}."
    targets = (inputs.book.series[code] for code in inputs.book.needed)
    names = {series.name("") for series in targets if series.is_target}
    kinds = {last: "上年文件（只作核对）"} | LABEL_KINDS
    if len(names) == 1:
        kinds["expected/"] = names.pop()
    rows: list[blocks.Row] = []
    for (label, digest), number in numbered(inputs).items():
        kind = "原工作簿（导入）"
        if inputs.files.get(label) == digest:
            own = (kind for start, kind in kinds.items() if label.startswith(start))
            kind = next(own, f"规则书（{inputs.book.source}）")
        cell = blocks.TableCell(f"［{number}］", anchor=f"file{number}")
        rows.append([cell, label, kind, digest])
    columns = map(blocks.text, ("文件", "用途", "SHA-256"))
    return blocks.table("输入文件", columns, rows, names="编号", look="plain hashes")


def kinds(inputs: Sequence[PeriodInputs]) -> str:
    """A quarter's or year's files by what they are for; each period's page lists them by name."""
    files = {label: None for period in inputs for label in period.files}
    used = (_spoken(k) for label in files for k in LABEL_KINDS if label.startswith(k))
    counts = Counter(used)
    each = "、".join(kind + (f"{n}个" if n > 1 else "") for kind, n in counts.items())
    return f"所用文件共{len(files)}个（{each}），文件名称和校验值见各期数据核对。"


def _spoken(start: str) -> str:
    """What a file is for, in a sentence."""
    return "计分规则" if start == "rules/" else LABEL_KINDS[start].partition("（")[0]


def figures(inputs: PeriodInputs) -> list[blocks.Table]:
    """Every figure used: value, cell, and where it was imported from; a table a region."""
    numbers = numbered(inputs)
    each = (_region(inputs, region, numbers) for region in inputs.panel.regions)
    return [table for table in each if table.rows]


def _region(inputs: PeriodInputs, region: Region, numbers: Numbers) -> blocks.Table:
    panel, book = inputs.panel, inputs.book
    spans, used = panel.period.distinct(book.spans), used_spans(book, panel.period)
    rows: list[blocks.Row] = []
    for code, own in used.items():
        series = panel.series[code]
        given = any((code, span, region.name) in panel.sources for span in own)
        if not region.has(series) or not (given or _is_shown(inputs, series, region)):
            continue
        whole = {twin for span in own for twin in panel.period.twins(span)}
        cells = (
            _figure(inputs, (code, span, region.name), numbers) if span in whole else ["", ""]
            for span in spans
        )
        name = blocks.TableCell(
            series.name(panel.dataset.output), anchor=anchor(panel, region.name, code)
        )
        rows.append([name, series.unit, *chain(*cells)])
    columns: list[blocks.AnyColumn] = [blocks.text("单位")]
    for span in spans:
        once = panel.period.month_is_ytd
        title = panel.period.span_label(span) if once else SPAN_NAMES[span]
        columns += [title, blocks.text("出处")]
    return blocks.table(region.name, columns, rows, names="指标", look="plain wide cells")


def _is_shown(inputs: PeriodInputs, series: Series, region: Region) -> bool:
    """Whether a series that nothing is given of is shown as missing, or as worked out."""
    if series.aspect == GROWTH:
        return series.code in inputs.book.needed
    return is_expected(series, region, city_targets(inputs.book))


def _figure(inputs: PeriodInputs, key: tuple[str, str, str], numbers: Numbers) -> blocks.Row:
    """A figure as it stands in its cell, and which cell that is."""
    panel, (code, span, region) = inputs.panel, key
    series = panel.series[code]
    value, source = panel.value(*key), panel.sources.get(key)
    if value is not None and source is not None:
        number = next((n for (label, _), n in numbers.items() if label == source.file), "")
        where = f"［{number}］{_cell(source)}"
        return [trimmed(value), where + _imported(inputs, key, numbers)]
    if series.aspect == BASE and panel.has_derived_base(series.measure, span, region):
        return [trimmed(value) if value is not None else "", "按本期和增速推算"]
    if series.aspect == GROWTH:
        places = rate_decimals(inputs.book, series.measure)
        rate = panel.by_region(panel.growth(series.measure, span, places))[region]
        if rate is not None:
            return [fixed(rate, places), "按本期和同期计算"]
    return [blocks.TableCell(STATUSES[Status.MISSING], look="status"), ""]


def _cell(place: Place) -> str:
    """数据 › C7."""
    return " › ".join(part for part in (place.sheet, place.cell) if part)


def _imported(inputs: PeriodInputs, key: tuple[str, str, str], numbers: Numbers) -> str:
    """Where an imported figure stood, and whether it is still what was imported."""
    figure = inputs.imported.get(key)
    if figure is None:
        return ""
    number = numbers[figure.place.file, figure.sha256]
    same = figure.stands(inputs.panel.value(*key))
    changed = "" if same else f"，导入时为{trimmed(figure.value)}，后有改动"
    return f"（原［{number}］{_cell(figure.place)}{changed}）"
