"""Tables of part 三 and 四: changes, what gains a place, readings, rank intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fzlib.analysis.change import ScoreChange, score_changes
from fzlib.analysis.gain import LEVEL_BOUND, RATE_BOUND, gains, measures
from fzlib.analysis.readings import ReadingEffects, reading_effects
from fzlib.analysis.robustness import Robustness, rank_intervals
from fzlib.presentation import blocks
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import changes as change_texts
from fzlib.presentation.prose import uncertainty
from fzlib.presentation.tables import change_cells, place
from fzlib.presentation.wording import COUNTIES, NONE, fixed
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import plain

# the numbered tables in the order of the page, after 表1 and 表2: does this card have one?
TABLES: dict[str, Callable[[Card], bool]] = {
    "changes": lambda card: bool(score_changes(card)),
    "gains": lambda _: True,
    "readings": lambda card: bool(reading_effects(card).alternatives),
    "intervals": lambda _: True,
}
MOST_TOTALS = 3  # so many alternatives are shown with totals, more with ranks only


def _caption(card: Card, name: str, title: str) -> str:
    """表5　…: counted on the page, where a table with nothing to show is left out."""
    before = list(TABLES)[: list(TABLES).index(name)]
    return f"表{3 + sum(TABLES[earlier](card) for earlier in before)}　{title}"


def changes(card: Card) -> Part:
    """三、（一）: words and table of the change since the period before."""
    changed = score_changes(card)
    if not changed:
        return part(f"{change_texts.nothing_before(card)}，没有可以比较的得分。")
    texts = [*change_texts.changes(card, changed), *change_texts.rank_moves(card)]
    return part(texts, _change_table(card, changed))


def _change_table(card: Card, changed: Sequence[ScoreChange]) -> blocks.Table:
    columns = (
        blocks.group("位次", "上期", "本期"),
        blocks.group("总分（分）", "上期", "本期"),
        blocks.group("总分变动（分）", "合计", "自身数据", "标准值", "规则"),
    )
    by_region = {change.region: change for change in changed}
    rows = []
    for region in card.ranked:
        change = by_region.get(region) or ScoreChange(region, None, card.totals[region], (), None)
        ranks = place(card.previous_rank(region)), place(card.ranks[region])
        totals = fixed(change.before, 2), fixed(change.after, 2)
        rows.append([region, *ranks, *totals, *change_cells(change)])
    note = (
        "注：自身数据、标准值为两期数据互换所引起的封顶、下限、取整之前的得分变化（先后次序取平均）；"
        "规则为封顶、下限、取整、四舍五入和审定的影响。三项之和等于合计。"
    )
    note += "".join(change_texts.not_split(card, changed))
    return blocks.table(_caption(card, "changes", "总分变动分解"), columns, rows, note=note)


def gain_table(card: Card) -> Part:
    """三、（二）进一位测算: the smallest rise of one measure that gains a place."""
    keys, output = measures(card), card.panel.dataset.output
    cells = {(gain.region, gain.key): change_texts.gain_cell(gain) for gain in gains(card)}
    rows = [
        [region, place(card.ranks[region]), *(cells[region, key] for key in keys)]
        for region in card.ranked
    ]
    columns: list[blocks.AnyColumn] = ["位次"]
    for code, title in (("va_growth", "增加值增速（百分点）"), ("output", f"{output}（亿元）")):
        spans = [card.period.span_label(span) for measure, span in keys if measure == code]
        columns += [blocks.group(title, *spans)] if spans else []
    note = (
        f"注：测算。只改这一项、其他都不变，位次前移至少一位所需的最小增加量；{output}的增加同时计入全市。"
        f"{NONE}：居首位、没有位次，或增速增加{plain(RATE_BOUND)}个百分点、"
        f"{output}增加{plain(LEVEL_BOUND * 100)}%以内（当月数不超过累计数）不能进位。"
    )
    return part(blocks.table(_caption(card, "gains", "进一位测算"), columns, rows, note=note))


def readings(card: Card) -> Part:
    """四、（一）: totals and ranks under every combination of readings that differs."""
    effects = reading_effects(card)
    if not effects.alternatives:
        return part(uncertainty.effects(effects))
    legend = [
        f"读法{n}：{'；'.join(uncertainty.reading(k, v) for k, v in other.changes.items())}。"
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
    labels = ["本办法", *(f"读法{n}" for n in range(1, count + 1))]
    columns = [blocks.group(label, *titles) for label in labels]
    note = "注：本办法为规则书所取读法；加粗的位次与本办法不同。"
    caption = _caption(card, "readings", f"各种读法下的{'和'.join(titles)}")
    return blocks.table(caption, columns, rows, note=note, look="" if both else "wide")


def intervals(card: Card) -> Part:
    """四、（二）: ranks under small revisions of the data."""
    ranks = rank_intervals(card)
    if not any(standing.rank for standing in ranks.standings):
        return part("本期没有位次，不作测算。")
    return part(uncertainty.intervals(ranks), _interval_table(card, ranks))


def _interval_table(card: Card, ranks: Robustness) -> blocks.Table:
    by_region = {standing.region: standing for standing in ranks.standings}
    chances = ("位次不变", "居首位", "居前3位", "居后3位")
    titles = ("位次", "90%区间", "最好—最差", *(f"{title}（%）" for title in chances))
    rows = []
    for region in card.ranked:
        standing = by_region[region]
        ranges = _range(standing.low, standing.high), _range(standing.best, standing.worst)
        shares = (standing.same, standing.first, standing.first_three, standing.last_three)
        rows.append([region, place(standing.rank), *ranges, *(fixed(share, 2) for share in shares)])
    note = f"注：{uncertainty.settings(ranks, card.panel.dataset.output)}"
    caption = _caption(card, "intervals", f"数据小幅修订下各{COUNTIES}的位次")
    return blocks.table(caption, titles, rows, note=note)


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return NONE
    return str(low) if low == high else f"{low}—{high}"
