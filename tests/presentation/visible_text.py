"""Every text that a reader of a report sees, with its kind, from the blocks of its parts."""

import json
from contextlib import ExitStack
from unittest.mock import patch
from xml.etree import ElementTree

from fzlib.presentation import (
    annual,
    blocks,
    county,
    datacheck,
    enterprise_report,
    findings,
    monthly,
    quarterly,
    targets,
)
from fzlib.presentation.charts import alt_texts, trend
from fzlib.presentation.enterprises import growth_words
from fzlib.presentation.goals import bullet_texts
from tests.presentation.cards import inner, parts_of
from tests.presentation.official_style import CELL, CHART, HEADING, NOTE, RULE, RUNNING, SUM
from tests.scoring.cities import ROOT

LISTS = {"sums": SUM, "rules": RULE}


def texts_of(shown):
    """(kind, text) of what is shown."""
    for block in inner(shown):
        match block:
            case blocks.Heading(text):
                yield HEADING, text
            case blocks.Paragraph(text, look):
                said = joined(text)
                yield (SUM if "=" in said else NOTE if look else RUNNING), said
            case blocks.Listing(entries, look):
                yield from (entry_of(entry, LISTS.get(look, RUNNING)) for entry in entries)
            case blocks.Figure(svg, caption):
                yield CHART, ElementTree.fromstring(svg).get("aria-label")
                yield CELL, caption
            case blocks.Workings(_, summary):
                yield CELL, summary
            case blocks.Masthead():
                yield from masthead(block)
            case blocks.Table():
                yield from table(block)


def joined(text):
    parts = (text,) if isinstance(text, str) else text
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def entry_of(entry, kind):
    if isinstance(entry, blocks.Sourced):
        return SUM, entry.text
    return kind, entry if isinstance(entry, str) else entry.text


def masthead(head):
    yield HEADING, head.title
    for figure in head.figures:
        yield CELL, figure.label
        yield CELL, figure.text + figure.unit
        yield CELL, figure.note


def table(shown):
    yield CELL, shown.caption
    for column in shown.columns:
        yield CELL, column.title
    for leaf in shown.leaves:
        yield CELL, leaf.title
    for row in (*shown.rows, *shown.apart):
        for cell in row:
            yield CELL, cell.text
            yield CELL, cell.meaning
    yield NOTE, shown.note


def headings(notebook):
    """Those of a notebook's own text; its first cell is for the analyst."""
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text("utf-8"))["cells"]
    own = (cell["source"] for cell in cells[1:] if cell["cell_type"] == "markdown")
    lines = (line for source in own for line in "".join(source).split("\n"))
    return [(HEADING, line.lstrip("# ")) for line in lines if line.startswith("#")]


def undrawn():
    """Charts as what they say: drawing them takes most of a page's time."""

    def said(alt):
        return f'<svg aria-label="{alt}"/>'

    def totals(card, group=None):
        regions = [r for r in card.ranked if group is None or card.group_of[r] == group]
        return said(alt_texts.totals_alt(card, regions))

    def indicator(card, code):
        row = next(row for row in card.book.indicators if row.code == code)
        return said(alt_texts.indicator_alt(card, row))

    def year(cards, name):
        return said(trend._alt(cards, name))

    def bullets(rows):
        return [said(bullet_texts.alt(rows))] if rows else []

    def heatmaps(grid, label):
        return [said(growth_words.heatmap_alt(grid, grid.counties, label))]

    def distribution(classes, label):
        return said(growth_words.distribution_alt(classes, label))

    def pulls(up, down, label):
        return said(growth_words.pulls_alt(up, down, label))

    stack = ExitStack()
    stack.enter_context(patch.object(monthly.charts, "growth_heatmaps", heatmaps))
    stack.enter_context(patch.object(monthly.charts, "growth_distribution", distribution))
    stack.enter_context(patch.object(monthly.charts, "pulls_chart", pulls))
    stack.enter_context(patch.object(monthly.charts, "totals_chart", totals))
    stack.enter_context(patch.object(monthly.charts, "indicator_chart", indicator))
    stack.enter_context(patch.object(monthly.charts, "bullet_charts", bullets))
    stack.enter_context(patch.object(county, "trend_chart", year))
    return stack


def page(*modules, **given):
    """The texts of every part that these modules make of what is given."""
    with undrawn():
        parts = [part for module in modules for part in parts_of(module, **given)]
        return [(kind, text) for part in parts for kind, text in texts_of(part) if text]


def month(card, **inputs):
    return page(monthly, findings, card=card, **inputs)


def quarter(inputs, cards, result, goals=None):
    return page(quarterly, inputs=inputs, cards=cards, result=result, goals=goals)


def year(inputs, cards, result, goals=None):
    return page(annual, inputs=inputs, cards=cards, result=result, goals=goals)


def tasks(inputs, rows):
    return page(targets, inputs=inputs, rows=rows)


def enterprises(inputs):
    return page(enterprise_report, own=enterprise_report.report(inputs))


def sheet(cards, name):
    return page(county, cards=cards, card=cards[max(cards)], county=name)


def check(inputs, earlier):
    return page(datacheck, inputs=inputs, earlier=earlier)
