"""计算过程: the levels that scores rest on, each score as a sum, and the total."""

from __future__ import annotations

from itertools import chain

from fzlib.analysis.explain import trace
from fzlib.presentation import blocks, provenance, terms
from fzlib.presentation.prose.workings import working
from fzlib.presentation.tables import span_title
from fzlib.presentation.wording import bracketed, fixed
from fzlib.scoring.card import Card
from fzlib.scoring.indicators import COMPLETION, VALUE
from fzlib.scoring.measures import BASE, LEVEL, Measure
from fzlib.scoring.panel import Panel
from fzlib.vocabulary import FLAGS


def workings(card: Card) -> list[blocks.Workings]:
    """A folded part a county: the levels it rests on, then each score as a sum."""
    folded = []
    for region in card.ranked:
        steps = blocks.sequence(levels(card, region), sums(card, region), sum_line(card, region))
        folded.append(blocks.Workings(steps, f"{region}　{_total(card, region)}"))
    return folded


def sums(card: Card, region: str, *, up: str = "") -> blocks.Listing:
    """Each score as a sum, with a link to the figures it rests on. ``up``: as provenance.link."""
    entries = []
    for item_id in card.book.item_ids:
        steps = trace(card, region, item_id)
        source = provenance.link(card.panel, region, steps.inputs[0].series, up=up)
        entries.append(blocks.Sourced(working(card, steps), source))
    return blocks.Listing(entries, "sums")


def _total(card: Card, region: str) -> str:
    total, rank = card.totals[region], card.ranks[region]
    if total is None:
        return "没有总分"
    return f"{fixed(total, 2)}分，{f'第{rank}位' if rank else '不排位次'}"


def sum_line(card: Card, region: str) -> str:
    """总分：15.00+13.00+…=132.35分, or why there is no total."""
    total, items = card.totals[region], card.of(region)
    unscored = [terms.unscored(item) for item in items if item.points is None]
    if total is None:
        return f"有考评项{'、'.join(dict.fromkeys(unscored))}，不计总分。"
    points = [item.points for item in items if item.points is not None]
    added = card.adjustments[region]
    scored = "+".join(map(bracketed, [*points, *([added] if added else [])]))
    notes = ["暂停计分的不计入"] if unscored else []
    notes += ["末项为加减分"] if added else []
    note = f"（{'，'.join(notes)}）" if notes else ""
    return f"总分{note}：{scored}={fixed(total, 2)}分。"


def levels(card: Card, region: str) -> list[blocks.Table]:
    """A table a measure of which items take increments, growth or parts of the city."""
    measures = dict.fromkeys(
        row.measure
        for row in card.book.indicators
        if row.measure.base and row.quantity not in (VALUE, COMPLETION)
    )
    return [_levels(card, region, measure) for measure in measures]


def _levels(card: Card, region: str, measure: Measure) -> blocks.Table:
    """Level, base and increment of county and city, all with all decimals; 推算 is marked."""
    panel = card.panel
    name = measure.named(panel.dataset.output)
    spans = card.book.spans_of(measure)
    of_city = [("全市", panel.city.name)] if measure.of_city else []
    amounts = {
        (own, span): (
            *(panel.value(measure.code_of(a), span, own) for a in (LEVEL, BASE)),
            panel.by_region(panel.increment(measure, span))[own],
        )
        for _, own in ((region, region), *of_city)
        for span in spans
    }
    places = terms.places_in(measure.unit, chain(*amounts.values()))
    rows: list[blocks.Row] = []
    for label, own in ((region, region), *of_city):
        cells: list[str | blocks.TableCell] = [label]
        for span in spans:
            level, base, increment = (fixed(amount, places) for amount in amounts[own, span])
            cells += [level, base_cell(base, panel, measure, span, own), increment]
        rows.append(cells)
    titles = (name, f"上年同期{name}", "增量")
    groups = [blocks.group(f"{span_title(card, span)}，{measure.unit}", *titles) for span in spans]
    caption = f"{region}{'和全市' if of_city else ''}的{name}"
    return blocks.table(caption, groups, rows, names="地区", look="plain")


def base_cell(
    text: str, panel: Panel, measure: Measure, span: str, region: str
) -> blocks.TableCell:
    """同期 of a region; 推算 is marked."""
    flag, derived = FLAGS["derived_base"], panel.has_derived_base(measure, span, region)
    return blocks.TableCell(text, *((flag.mark, flag.name) if derived else ()))
