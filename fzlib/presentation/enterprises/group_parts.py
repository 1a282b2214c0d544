"""二、县（市）区 and 三、行业: words, a table a span, the heat map of both."""

from __future__ import annotations

from collections.abc import Iterable

from fzlib.enterprises.frame import COUNTY, DIVISION
from fzlib.presentation import blocks, terms
from fzlib.presentation.enterprises import group_words as words
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.enterprises.group_tables import group_table
from fzlib.presentation.enterprises.growth_table import growth_grid, growth_table
from fzlib.presentation.wording import COUNTIES

CAPTIONS = {COUNTY: f"各{COUNTIES}产值", DIVISION: "各行业产值"}
NAMES = {COUNTY: COUNTIES, DIVISION: "行业"}
GROWTH = f"各行业、各{COUNTIES}产值增速"


def counties(found: Findings) -> blocks.Piece:
    """Of each span a paragraph, one of 减产面, and a table."""
    told = [(_words(found, span, COUNTY), _down_words(found, span)) for span in found.city_rows]
    return [told, _without(found), _tables(found, COUNTY)]


def divisions(found: Findings) -> blocks.Piece:
    """Of each span a paragraph and a table; growth by division and county, drawn and in numbers."""
    told = [_words(found, span, DIVISION) for span in found.city_rows]
    return [told, _tables(found, DIVISION), _grid(found)]


def _words(found: Findings, span: str, level: str) -> str:
    """5月，12个县（市）区和高新区中，产值增长的11个…；增速最高的…。拉动…。"""
    rows = found.group_rows(span, level)
    first = f"{found.label(span)}，{_whose(found, span, level)}中，{_growing(found, span, level)}"
    pulling = words.pulling(rows, found.city_rows[span])
    largest = words.largest(rows, found.city_rows[span]) if level == DIVISION else ""
    growth = "；".join(filter(None, (first, words.growth_ends(rows))))
    sentences = filter(None, (growth, largest, "；".join(pulling)))
    return "".join(f"{sentence}。" for sentence in sentences)


def _down_words(found: Findings, span: str) -> str:
    """5月，减产面最高的是甲县（30.00%），最低的是乙县（10.00%）。; '' where all are alike."""
    ends = words.down_ends(found.group_rows(span, COUNTY))
    return f"{found.label(span)}，{ends}。" if ends else ""


def _growing(found: Findings, span: str, level: str) -> str:
    return words.growing(found.group_rows(span, level), with_share=level == DIVISION)


def _whose(found: Findings, span: str, level: str) -> str:
    """Of counties who they are, in full where it is first said; of divisions how many."""
    rows = found.group_rows(span, level)
    if level == DIVISION:
        return f"有企业的{len(rows)}个行业大类"
    if len(rows) < len(found.enterprises.counties):
        return f"有企业数据的{len(rows)}个{COUNTIES}"
    is_later = span != next(iter(found.city_rows))
    return f"各{COUNTIES}" if is_later else terms.assessed(found.inputs.scored.panel)


def _without(found: Findings) -> str:
    """Counties without any enterprise in the file."""
    names = {row.county for row in found.frame.rows}
    absent = [county for county in found.enterprises.counties if county not in names]
    return f"{'、'.join(absent)}没有企业数据。" if absent and found.frame.rows else ""


def _tables(found: Findings, level: str) -> Iterable[blocks.Table]:
    denominator = found.enterprises.settings.denominator
    return [
        group_table(
            f"{CAPTIONS[level]}（{found.label(span)}）",
            NAMES[level],
            found.group_rows(span, level),
            city,
            denominator,
        )
        for span, city in found.city_rows.items()
    ]


def _grid(found: Findings) -> blocks.Piece:
    """Of the last span: single months of a few enterprises say little."""
    from fzlib.presentation import charts

    if not found.city_rows:
        return []
    span = found.spans[-1]
    grid, caption = growth_grid(found.frame, span), f"{GROWTH}（{found.label(span)}）"
    svgs = charts.growth_heatmaps(grid, found.label(span))
    return [[blocks.Figure(svg, caption) for svg in svgs], growth_table(grid, caption)]
