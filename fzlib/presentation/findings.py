"""Tables of part 三 and 四: changes, what gains a place, readings, rank intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from fzlib.analysis.change import ScoreChange, score_changes
from fzlib.analysis.gain import LEVEL_BOUND, RATE_BOUND, Gain, gains, measures
from fzlib.analysis.readings import ReadingEffects, reading_effects
from fzlib.analysis.robustness import Robustness, rank_intervals
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
from fzlib.presentation.prose import changes as change_texts
from fzlib.presentation.prose import uncertainty
from fzlib.presentation.wording import COUNTIES, NONE, fixed, signed
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


def _number(card: Card, table: str) -> str:
    """表5: counted on the page, where a table with nothing to show is left out."""
    before = list(TABLES)[: list(TABLES).index(table)]
    return f"表{3 + sum(TABLES[one](card) for one in before)}"


def changes(card: Card) -> Html:
    """三、（一）: words and table of the change since the period before."""
    found = score_changes(card)
    if not found:
        why = change_texts.nothing_before(card)
        return element("p", f"{why}，没有可以比较的得分。")
    return join(
        [
            paragraphs(change_texts.changes(card, found)),
            paragraphs(change_texts.ranks(card)),
            _change_table(card, found),
        ]
    )


def _change_table(card: Card, found: Sequence[ScoreChange]) -> Html:
    by_region = {change.region: change for change in found}
    head = [
        Cell("县（市）区", rows=2),
        Cell("位次", span=2),
        Cell("总分（分）", span=2),
        Cell("总分变动（分）", span=4),
    ]
    second = ["上期", "本期", "上期", "本期", "合计", "自身数据", "标准值", "规则"]
    rows = []
    for region in card.ranked:
        change = by_region.get(region)
        parts = change.parts if change else None
        split = (
            [signed(v, 2) for v in (parts.own, parts.standard, parts.rules + parts.ruled)]
            if parts
            else [NONE] * 3
        )
        rows.append(
            [
                name(region),
                numeric(str(card.previous_rank(region) or NONE)),
                numeric(str(card.ranks[region] or NONE)),
                numeric(fixed(change.before if change else None, 2)),
                numeric(fixed(card.totals[region], 2)),
                numeric(signed(change.change if change else None, 2)),
                *map(numeric, split),
            ]
        )
    note = (
        "注：自身数据、标准值为两期数据互换所引起的封顶、下限、取整之前的得分变化（先后次序取平均）；"
        "规则为封顶、下限、取整、四舍五入和审定的影响。三项之和等于合计。"
    )
    note += "".join(change_texts.not_split(card, found))
    return table(
        f"{_number(card, 'changes')}　总分变动分解",
        [head, [numeric(t) for t in second]],
        rows,
        note=note,
    )


def gain_table(card: Card) -> Html:
    """三、（二）进一位测算: the smallest rise of one measure that gains a place."""
    keys, word = measures(card), card.panel.dataset.word
    by_region = {
        region: {gain.measure: gain for gain in group}
        for region, group in groupby(gains(card), key=lambda gain: gain.region)
    }
    groups = {
        title: [span for measure, span in keys if measure == code]
        for code, title in (("va_growth", "增加值增速（百分点）"), ("output", f"{word}（亿元）"))
    }
    rows = [
        [
            name(region),
            numeric(str(card.ranks[region] or NONE)),
            *(_gain_cell(by_region[region][".".join(key)]) for key in keys),
        ]
        for region in card.ranked
    ]
    head = [Cell("县（市）区", rows=2), Cell("位次", number=True, rows=2)]
    head += [Cell(title, span=len(spans)) for title, spans in groups.items() if spans]
    second = [numeric(card.period.span_label(s)) for spans in groups.values() for s in spans]
    note = (
        f"注：测算。只改这一项、其他都不变，位次前移至少一位所需的最小增加量；{word}的增加同时计入全市。"
        f"{NONE}：居首位、没有位次，或增速增加{plain(RATE_BOUND)}个百分点、"
        f"{word}增加{plain(LEVEL_BOUND * 100)}%以内（当月数不超过累计数）不能进位。"
    )
    return table(f"{_number(card, 'gains')}　进一位测算", [head, second], rows, note=note)


def _gain_cell(gain: Gain) -> Cell:
    return numeric(change_texts.gain_cell(gain))


def readings(card: Card) -> Html:
    """四、（一）: totals and ranks under every combination of readings that differs."""
    found = reading_effects(card)
    words = element("p", uncertainty.effects(found))
    return words + _reading_table(card, found) if found.alternatives else words


def _reading_table(card: Card, found: ReadingEffects) -> Html:
    count = len(found.alternatives)
    named = ["本办法"] + [f"读法{n}" for n in range(1, count + 1)]
    both = count <= MOST_TOTALS
    head: list[Cell | str] = [Cell("县（市）区", rows=2)]
    head += [Cell(label, span=2 if both else 1) for label in named]
    pair = ["总分", "位次"] if both else ["位次"]
    rows = []
    for region in card.ranked:
        cells: list[Cell | str] = [name(region)]
        own = found.ranks(region)[0]
        for total, rank in zip(found.totals(region), found.ranks(region), strict=True):
            if both:
                cells.append(numeric(fixed(total, 2)))
            moved = "moved" if rank != own else ""
            cells.append(Cell(str(rank or NONE), number=True, class_=moved))
        rows.append(cells)
    second = [numeric(title) for _ in named for title in pair]
    legend = listing(
        (
            f"读法{n}：{'；'.join(uncertainty.reading(k, v) for k, v in other.changes.items())}。"
            for n, other in enumerate(found.alternatives, 1)
        ),
        class_="rules",
    )
    note = "注：本办法为规则书所取读法；加粗的位次与本办法不同。"
    wide = None if both else "wide"
    caption = f"{_number(card, 'readings')}　各种读法下的{'总分和位次' if both else '位次'}"
    return legend + table(caption, [head, second], rows, note=note, class_=wide)


def intervals(card: Card) -> Html:
    """四、（二）: ranks under small revisions of the data."""
    found = rank_intervals(card)
    if not any(one.rank for one in found.standings):
        return element("p", "本期没有位次，不作测算。")
    return element("p", uncertainty.intervals(found)) + _interval_table(card, found)


def _interval_table(card: Card, found: Robustness) -> Html:
    by_region = {one.region: one for one in found.standings}
    header = [
        "县（市）区",
        "位次",
        "90%区间",
        "最好—最差",
        "位次不变",
        "居首位",
        "居前3位",
        "居后3位",
    ]
    rows = []
    for region in card.ranked:
        one = by_region[region]
        chances = (one.same, one.first, one.first_three, one.last_three)
        rows.append(
            [
                name(region),
                numeric(str(one.rank or NONE)),
                numeric(_range(one.low, one.high)),
                numeric(_range(one.best, one.worst)),
                *(numeric(fixed(chance, 2)) for chance in chances),
            ]
        )
    head = [
        header[0],
        *(numeric(t) for t in header[1:4]),
        *(numeric(f"{t}（%）") for t in header[4:]),
    ]
    note = f"注：{uncertainty.settings(found, card.panel.dataset.word)}"
    caption = f"{_number(card, 'intervals')}　数据小幅修订下各{COUNTIES}的位次"
    return table(caption, [head], rows, note=note)


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return NONE
    return str(low) if low == high else f"{low}—{high}"
