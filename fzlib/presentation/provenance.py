"""数据出处: where every figure came from, and the links that lead there from a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fzlib import vocabulary
from fzlib.errors import Place
from fzlib.presentation.html import Cell, Html, element, join, numeric, table
from fzlib.presentation.wording import fixed
from fzlib.scoring.panel import COUNTY, NATION, PROVINCE, Panel, Region
from fzlib.scoring.rounding import plain
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import MEASURES

if TYPE_CHECKING:
    from fzlib.intake.period_inputs import PeriodInputs

PAGE = "datacheck.html"
Numbers = dict[tuple[str, str], int]  # file, sha256 → its number on the page
KINDS = {  # how a label begins → what the file is for
    "dataset": "数据说明",
    "regions": "地区表",
    "rules/": "规则书",
    "monthly/": "月度数据",
    "expected/": "预期增量",
    "rulings": "审定",
    "imports/": "导入记录",
}


def anchor(panel: Panel, region: str, measure: str) -> str:
    """The id of a figure's row: d5-output."""
    names = [one.name for one in panel.regions]
    return f"d{names.index(region)}-{measure}"


def link(panel: Panel, region: str, measure: str, *, up: str = "") -> Html:
    """From a score to the cells it rests on; on the screen only. ``up``: "../" from a folder."""
    href = f"{up}{PAGE}#{anchor(panel, region, measure)}"
    return element("a", "出处", href=href, class_="source", title="数据核对页：所用的数和出处")


def to_page() -> Html:
    """A link to the page itself, which is readable on paper too."""
    return element("a", f"数据核对（{PAGE}）", href=PAGE)


def numbered(inputs: PeriodInputs) -> Numbers:
    """(file, sha256) → its number: the files read for the period, then imported workbooks."""
    read = [(file.label, file.sha256) for file in inputs.files]
    books = [(one.place.file, one.sha256) for one in inputs.imported.values()]
    return {key: n for n, key in enumerate(dict.fromkeys([*read, *sorted(set(books))]), 1)}


def files(inputs: PeriodInputs) -> Html:
    """Every file read for the period, and the workbooks figures were imported from."""
    last = f"monthly/{inputs.panel.period.last_year}."
    book = inputs.book.source
    rows: list[list[Cell | str]] = []
    for (label, digest), n in numbered(inputs).items():
        if (label, digest) not in {(file.label, file.sha256) for file in inputs.files}:
            kind = "原工作簿（导入）"
        elif label.startswith(last):
            kind = "上年文件（只作核对）"
        else:
            known = (said for start, said in KINDS.items() if label.startswith(start))
            kind = next(known, f"规则书（{book}）")
        rows.append([Cell(f"［{n}］", head=True, id=f"file{n}"), label, kind, digest])
    head: list[Cell | str] = ["编号", "文件", "用途", "SHA-256"]
    return table("输入文件", [head], rows, class_="plain hashes")


def figures(inputs: PeriodInputs) -> Html:
    """Every figure used: value, cell, and where it was imported from; a table a region."""
    numbers = numbered(inputs)
    return join(_region(inputs, region, numbers) for region in inputs.panel.regions)


def used(book: RuleBook, region: Region) -> list[str]:
    """The measures of a region that the rule book's indicators rest on."""
    levels = book.scores("output_growth", "increment", "contribution")
    above = region.kind in (NATION, PROVINCE)
    wanted = {
        "va_growth": book.scores("va_growth"),
        "output": levels and not above,
        "base": levels and not above,
        "output_growth": levels and not above,
        "expected": book.scores("increment") and not above,
    }
    return [measure for measure in MEASURES if wanted[measure]]


def _region(inputs: PeriodInputs, region: Region, numbers: Numbers) -> Html:
    panel, book = inputs.panel, inputs.book
    word = panel.dataset.word
    spans = panel.period.distinct(book.spans)
    rows: list[list[Cell | str]] = []
    for measure in used(book, region):
        cells: list[Cell | str] = []
        for span in spans:
            cells += _figure(inputs, (measure, span, region.name), numbers)
        if measure == "expected" and region.kind != COUNTY and not any(
            (measure, span, region.name) in panel.sources for span in spans
        ):  # fmt: skip
            continue  # the city's own expectation need not be given
        label = MEASURES[measure].name.format(output=word)
        row_name = Cell(label, head=True, id=anchor(panel, region.name, measure))
        rows.append([row_name, MEASURES[measure].unit, *cells])
    if not rows:
        return Html("")
    titles = [
        panel.period.span_label(s) if panel.period.is_first else vocabulary.SPAN_NAMES[s]
        for s in spans
    ]
    head: list[Cell | str] = ["指标", "单位"]
    for title in titles:
        head += [numeric(title), "出处"]
    return table(region.name, [head], rows, class_="plain wide cells")


def _figure(inputs: PeriodInputs, key: tuple[str, str, str], numbers: Numbers) -> list[Cell | str]:
    """A figure as it stands in its cell, and which cell that is."""
    panel, (measure, span, region) = inputs.panel, key
    value, place = panel.value(*key), panel.sources.get(key)
    if value is not None and place is not None:
        number = next((n for (label, _), n in numbers.items() if label == place.file), "")
        where = f"［{number}］{_cell(place)}"
        return [numeric(plain(value)), where + _imported(inputs, key, numbers)]
    if measure == "base" and panel.has_derived_base(span, region):
        return [numeric(plain(value) if value is not None else ""), "按本期和增速推算"]
    if measure == "output_growth":
        row = next((row for row in inputs.book.indicators if row.code == measure), None)
        places = row.decimals if row else 1
        rate = panel.by_region(panel.output_growth(span, places))[region]
        if rate is not None:
            return [numeric(fixed(rate, places)), "按本期和同期计算"]
    return [Cell("缺数", number=True, class_="status"), ""]


def _cell(place: Place) -> str:
    """数据 › C7."""
    return " › ".join(part for part in (place.sheet, place.cell) if part)


def _imported(inputs: PeriodInputs, key: tuple[str, str, str], numbers: Numbers) -> str:
    """Where an imported figure stood, and whether it is still what was imported."""
    one = inputs.imported.get(key)
    if one is None:
        return ""
    number = numbers[one.place.file, one.sha256]
    same = one.stands(inputs.panel.value(*key))
    changed = "" if same else f"，导入时为{plain(one.value)}，后有改动"
    return f"（原［{number}］{_cell(one.place)}{changed}）"
