"""What the charts of enterprises show, in words: their alternative texts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from fzlib.analysis.enterprises.spread import GrowthClass
from fzlib.analysis.extremes import highest, lowest
from fzlib.enterprises.divisions import DIVISIONS
from fzlib.presentation.enterprises.growth_classes import (
    FELL,
    GREW,
    LEVEL,
    class_label,
    class_side,
)
from fzlib.presentation.enterprises.growth_table import GrowthGrid
from fzlib.presentation.enterprises.values import named
from fzlib.presentation.wording import COUNTIES, fixed, growth, listed, sign


def heatmap_alt(grid: GrowthGrid, counties: Sequence[str], label: str) -> str:
    """How many cells grow and fall, the extremes, and where most divisions fall."""
    cells = {key: rate for key, rate in grid.cells.items() if key[0] in counties}
    rates = {key: rate for key, rate in cells.items() if rate is not None}
    parts = [_sides(list(rates.values()))]
    high, low = highest(rates, rates.get), lowest(rates, rates.get)
    if high != low:
        ends = {"增速最高的是": high, "最低的是": low}
        for end, who in ends.items():
            names = listed([county + named(DIVISIONS[division]) for county, division in who])
            parts.append(f"{end}{names}（{growth(rates[who[0]])}）")
    falls = {
        county: sum(rate < 0 for (own, _), rate in rates.items() if own == county)
        for county in counties
    }
    most = highest({county: n for county, n in falls.items() if n}, falls.get)
    if most and len(falls) > 1:
        each = "各" if len(most) > 1 else ""
        parts.append(f"下降行业最多的是{listed(most)}（{each}{falls[most[0]]}个）")
    if len(cells) > len(rates):
        parts.append(f"{len(cells) - len(rates)}格无法计算增速")
    found = "，".join(filter(None, parts))
    return f"{label}各{COUNTIES}分行业产值增速：{found or '没有企业'}。"


def _sides(rates: Sequence[Fraction]) -> str:
    """有增速的83格中，增长70格、下降13格: of a county and a division each."""
    signs = [sign(rate) for rate in rates]
    sides = {GREW: signs.count(1), LEVEL: signs.count(0), FELL: signs.count(-1)}
    told = "、".join(f"{side}{n}格" for side, n in sides.items() if n)
    return f"有增速的{len(rates)}格中，{told}" if rates else ""


def distribution_alt(classes: Sequence[GrowthClass], label: str) -> str:
    """How many grow and fall, which class has most, and how many are in the open ones."""
    counts = {class_label(own): len(own.firms) for own in classes}
    total = sum(counts.values())
    if not total:
        return f"{label}可比企业产值增速分布：没有可比企业。"
    sides = {1: GREW, 0: LEVEL, -1: FELL}
    of_side = {
        word: sum(len(own.firms) for own in classes if class_side(own) == side)
        for side, word in sides.items()
    }
    told = "、".join(f"{word}{n}户" for word, n in of_side.items() if n)
    most = highest(counts, counts.get)
    ends = [own for own in classes if None in (own.low, own.high) and own.firms]
    parts = [
        f"{total}户可比企业中，{told}",
        f"{listed(most)}的最多（{'各' if len(most) > 1 else ''}{counts[most[0]]}户）",
        *(f"{class_label(own)}的{len(own.firms)}户" for own in ends),
    ]
    return f"{label}可比企业产值增速分布：{'，'.join(parts)}。"


def pulls_alt(
    up: Sequence[tuple[str, Fraction]], down: Sequence[tuple[str, Fraction]], label: str
) -> str:
    """Who pulls up and down most, and how much those listed do together."""
    parts = []
    for own, most, word in ((up, "拉动最多", "拉动"), (down, "下拉最多", "下拉")):
        if own:
            name, pull = own[0]
            parts.append(f"{most}的是{name}（{fixed(abs(pull), 2)}个百分点）")
            if len(own) > 1:
                whole = sum((pull for _, pull in own), Fraction(0))
                parts[-1] += f"，所列{len(own)}户合计{word}{fixed(abs(whole), 2)}个百分点"
    return f"{label}企业对全市产值增速的拉动：{'；'.join(parts)}。"
