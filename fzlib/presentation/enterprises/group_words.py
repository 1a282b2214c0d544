"""Counties and divisions in words: how many grow, the ends, what pulls the city up and down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce

from fzlib.analysis.enterprises.rates import share
from fzlib.analysis.enterprises.spread import spread
from fzlib.presentation import wording
from fzlib.presentation.enterprises import values
from fzlib.presentation.enterprises.group_rows import GroupRow, printed
from fzlib.presentation.enterprises.values import named
from fzlib.presentation.wording import fixed, highest_and_lowest, listed, sign
from fzlib.scoring.rounding import EXACT

MOST = 3  # groups named on a side
LARGEST = 5  # divisions, by output


def growing(rows: Sequence[GroupRow], *, with_share: bool = False) -> str:
    """产值增长的11个、下降的2个; of divisions with 增长面."""
    own = spread(row.group for row in rows)
    sides = {"产值增长的": own.up, "持平的": own.level, "下降的": own.down}
    told = [f"{side}{len(groups)}个" for side, groups in sides.items() if groups]
    text = "、".join(told)
    if with_share and own.among:
        up = share(Decimal(len(own.up)), Decimal(own.among), values.SHARE)
        assert up is not None
        text += f"，增长面为{values.share(up)}"
    if own.without:
        names = listed([named(row.name) for row in rows if row.group in own.without])
        text += f"{'；' if text else ''}{names}上年同期合计不大于0，不计算增速"
    return text


def growth_ends(rows: Sequence[GroupRow]) -> str:
    """增速最高的是甲县（增长9.0%），最低的是乙县（下降2.0%）; '' where all are alike."""
    ends = highest_and_lowest(_named(printed(rows, "growth")), wording.growth)
    return f"增速{ends}" if ends else ""


def _named(rates: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {named(name): rate for name, rate in rates.items()}


def down_ends(rows: Sequence[GroupRow]) -> str:
    """减产面最高的是甲县（30.00%），最低的是乙县（10.00%）; '' where all are alike."""
    ends = highest_and_lowest(_named(printed(rows, "down_share")), values.share)
    return f"减产面{ends}" if ends else ""


def pulling(rows: Sequence[GroupRow], city: GroupRow) -> list[str]:
    """Who pulls the city's growth up most, with 贡献率; who pulls it down most."""
    pulls = printed(rows, "pull")
    up = _first({name: pull for name, pull in pulls.items() if pull > 0})
    down = _first({name: -pull for name, pull in pulls.items() if pull < 0})
    rises = city.group.increment > 0
    shares = printed(rows, "contribution") if rises else {}
    texts = [f"拉动全市增长{more(up, pulls, 1)}的是{_told(up, shares)}"] if up else []
    if down:
        texts.append(f"下拉全市增速{more(down, pulls, -1)}的是{_told(down, {})}")
    return texts


def largest(rows: Sequence[GroupRow], city: GroupRow) -> str:
    """产值最大的5个行业为甲业（占14.22%，增长4.1%）、…，合计占全市的58.03%; '' of few."""
    ordered = sorted(rows, key=lambda row: -row.group.output)
    own = ordered[:LARGEST]
    whole = reduce(EXACT.add, (row.group.output for row in own), Decimal(0))
    together = share(whole, city.group.output, values.SHARE)
    # of a tie at the end, or where a share is not one, nothing is singled out
    is_tied = len(ordered) > LARGEST and ordered[LARGEST].group.output == own[-1].group.output
    if len(ordered) <= LARGEST or is_tied or together is None or own[-1].group.output <= 0:
        return ""
    told = "、".join(_largest(row) for row in own)
    return f"产值最大的{LARGEST}个行业为{told}，合计占全市的{values.share(together)}"


def _largest(row: GroupRow) -> str:
    part = values.share(row.share) if row.share is not None else ""
    return f"{named(row.name)}（占{part}{values.grown(row.growth)}）"


def more(told: Mapping[str, Decimal], pulls: Mapping[str, Decimal], side: int) -> str:
    """较多, where there are others on the side than those told."""
    return "较多" if len(told) < sum(sign(pull) == side for pull in pulls.values()) else ""


def _first(sizes: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The `MOST` largest in order; more where the last ones are alike as printed."""
    ordered = sorted(sizes, key=lambda name: -sizes[name])
    least = sizes[ordered[min(MOST, len(ordered)) - 1]] if ordered else Decimal(0)
    return {name: sizes[name] for name in ordered if sizes[name] >= least}


def _told(sizes: Mapping[str, Decimal], shares: Mapping[str, Decimal]) -> str:
    """甲县（1.20个百分点，贡献率18.03%）、乙县（…）."""
    return "、".join(
        f"{named(name)}（{fixed(size, values.PULL)}个百分点"
        + (f"，贡献率{values.share(shares[name])}）" if name in shares else "）")
        for name, size in sizes.items()
    )
