"""Tables of part 三 and 四: changes, what gains a place, readings, rank intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fzlib.analysis.change import ScoreChange, score_changes
from fzlib.analysis.extremes import grouped
from fzlib.analysis.gain import gains
from fzlib.analysis.readings import ReadingEffects, reading_effects
from fzlib.analysis.robustness import Robustness, rank_intervals
from fzlib.analysis.summary import main_measures
from fzlib.analysis.tries import Figure, figures
from fzlib.presentation import blocks
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import changes as change_texts
from fzlib.presentation.prose import city, uncertainty
from fzlib.presentation.prose import gains as gain_texts
from fzlib.presentation.prose.places import front, rear
from fzlib.presentation.tables import change_cells, change_parts, place
from fzlib.presentation.wording import COUNTIES, NONE, fixed
from fzlib.scoring.card import Card

# the numbered tables in the order of the page: does this card have one?
TABLES: dict[str, Callable[[Card], bool]] = {
    "city": lambda card: bool(main_measures(card)),
    "ranking": lambda _: True,
    "changes": lambda card: bool(score_changes(card)),
    "gains": lambda card: bool(figures(card)),
    "readings": lambda card: bool(reading_effects(card).alternatives),
    "intervals": lambda card: not uncertainty.firm(rank_intervals(card)),
}
MOST_TOTALS = 3  # so many alternatives are shown with totals, more with ranks only
MOST_TRIED = 8  # columns of figures in one table


def caption(card: Card, name: str, title: str) -> str:
    """表5　…: counted on the page, where a table with nothing to show is left out."""
    before = list(TABLES)[: list(TABLES).index(name)]
    return f"表{1 + sum(TABLES[earlier](card) for earlier in before)}　{title}"


def changes(card: Card) -> Part:
    """三、（一）: words and table of the change since the period before."""
    changed = score_changes(card)
    if not changed:
        return part(f"{change_texts.nothing_before(card)}，没有可以比较的得分。")
    texts = [*change_texts.changes(card, changed), *change_texts.rank_moves(card)]
    return part(texts, _change_table(card, changed))


def _change_table(card: Card, changed: Sequence[ScoreChange]) -> blocks.Table:
    parts, both = change_parts(card.book, changed), (city.before_words(card), "本期")
    columns = (
        blocks.group("位次", *both),
        blocks.group("总分（分）", *both),
        blocks.group("总分变动（分）", "合计", *parts.values()),
    )
    by_region = {change.region: change for change in changed}
    rows = []
    for region in card.ranked:
        change = by_region.get(region) or ScoreChange(region, None, card.totals[region], (), None)
        ranks = place(card.previous_rank(region)), place(card.ranks[region])
        totals = fixed(change.before, 2), fixed(change.after, 2)
        rows.append([region, *ranks, *totals, *change_cells(change, parts)])
    rest = [*change_texts.not_split(card, changed), *change_texts.unsplit(card, changed)]
    note = f"注：{change_texts.how_split(card)}{''.join(rest)}"
    named = caption(card, "changes", "总分变动分解")
    return blocks.table(named, columns, rows, note=note, look="wide")


def gain_table(card: Card) -> Part:
    """三、（二）位次前移测算: the smallest change of one figure that gains a place."""
    tried = figures(card)
    if not tried:
        return part("考评项没有可以单独变动的数，不作测算。")
    cells = {(gain.region, gain.figure): gain_texts.cell(gain) for gain in gains(card)}
    lots = [tried[n : n + MOST_TRIED] for n in range(0, len(tried), MOST_TRIED)]
    tables = []
    for n, own in enumerate(lots):
        rows = [
            [region, place(card.ranks[region]), *(cells[region, figure] for figure in own)]
            for region in card.ranked
        ]
        columns: list[blocks.AnyColumn] = ["位次"]
        for title, figures_ in grouped(own, lambda f: _tried(card, f)).items():
            columns.append(blocks.group(title, *(card.period.span_label(f.span) for f in figures_)))
        named = caption(card, "gains", gain_texts.TITLE + ("（续）" if n else ""))
        note = gain_texts.note(card) if n + 1 == len(lots) else ""
        tables.append(blocks.table(named, columns, rows, note=note, look="wide"))
    return part(tables)


def _tried(card: Card, figure: Figure) -> str:
    """增加值增速（百分点）."""
    return f"{gain_texts.full_name(card, figure)}（{gain_texts.unit_of(figure)}）"


def readings(card: Card) -> Part:
    """四、（一）: totals and ranks under every combination of readings that differs."""
    effects = reading_effects(card)
    if not effects.alternatives:
        return part(uncertainty.effects(effects))
    legend = [
        uncertainty.alternative(card, n, other.changes)
        for n, other in enumerate(effects.alternatives, 1)
    ]
    table = _reading_table(card, effects)
    return part(uncertainty.effects(effects), blocks.Listing(legend, "rules"), table)


def _reading_table(card: Card, effects: ReadingEffects) -> blocks.Table:
    count = len(effects.alternatives)
    both = count <= MOST_TOTALS
    titles = ["总分", "位次"] if both else ["位次"]
    rows = []
    for region in card.ranked:
        cells: list[str | blocks.TableCell] = [region]
        for other in effects.cards:
            own, rank = card.ranks[region], other.ranks[region]
            moved = blocks.TableCell(place(rank), look="moved" if rank != own else "")
            cells += [fixed(other.totals[region], 2), moved] if both else [moved]
        rows.append(cells)
    labels = ["现行口径", *map(uncertainty.label, range(1, count + 1))]
    columns = [blocks.group(label, *titles) for label in labels]
    note = "注：加粗的位次与现行口径不同。"
    named = caption(card, "readings", f"各口径下的{'和'.join(titles)}")
    return blocks.table(named, columns, rows, note=note, look="" if both else "wide")


def intervals(card: Card) -> Part:
    """四、（二）: ranks under small revisions of the data."""
    ranks = rank_intervals(card)
    if not any(standing.rank for standing in ranks.standings):
        return part("本期没有位次，不作测算。")
    words, note = uncertainty.intervals(ranks), f"测算方法：{uncertainty.settings(card, ranks)}"
    if uncertainty.firm(ranks):
        return part(words + note)
    return part(words, _interval_table(card, ranks, f"注：{note}"))


def _interval_table(card: Card, ranks: Robustness, note: str) -> blocks.Table:
    by_region = {standing.region: standing for standing in ranks.standings}
    lists = card.book.list_sizes
    chances = {"位次无变化": "same", "居首位": "first"}
    chances |= {front(lists.first): "among_first"} if lists.first > 1 else {}
    chances |= {rear(lists.last): "among_last"} if lists.last else {}
    titles = ("位次", "90%区间", "最好—最差", *(f"{title}（%）" for title in chances))
    rows = []
    for region in card.ranked:
        standing = by_region[region]
        ranges = _range(standing.low, standing.high), _range(standing.best, standing.worst)
        shares = (uncertainty.share(getattr(standing, name)) for name in chances.values())
        rows.append([region, place(standing.rank), *ranges, *shares])
    named = caption(card, "intervals", f"数据小幅修订下各{COUNTIES}的位次")
    return blocks.table(named, titles, rows, note=note)


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return NONE
    return str(low) if low == high else f"{low}—{high}"
