"""达到预期 and the list of those proposed for commendation, where a document says who commends."""

from __future__ import annotations

from fzlib.presentation.prose.course import span_of
from fzlib.presentation.prose.rules import choices
from fzlib.presentation.wording import COUNTIES
from fzlib.scoring.card import Cards
from fzlib.scoring.on_target import Grid, on_target_grid
from fzlib.scoring.periods import Quarter
from fzlib.scoring.results import Result
from fzlib.vocabulary import READINGS


def undecided(grid: Grid) -> str:
    """Why nobody can be said to be on target in every period; '' where it can be said."""
    rows = grid.rows.values()
    if any(not cell.in_rules for row in rows for cell in row.values()):
        return "规则书不计所需的考评项，无从判定"
    absent = [period for period in grid.periods if all(row[period].met is None for row in rows)]
    return f"{span_of(absent)}没有可以判定的数据，尚不能确定" if absent else ""


def commended(result: Result) -> str:
    """拟表扬名单: a proposal; nothing where the document does not say who commends."""
    by = result.card.book.document.commends
    if not isinstance(result.of, Quarter) or not by:
        return ""
    if why := undecided(result.grid):
        return f"当季每月均达到预期的{COUNTIES}：{why}。"
    met = result.grid.commended
    if not met:
        return f"没有当季每月均达到预期的{COUNTIES}。"
    text = f"当季每月均达到预期的有{len(met)}个：{'、'.join(met)}"
    proposed = [region for region in met if result.commended[region]]
    if len(proposed) == len(met):
        return f"{text}（拟表扬名单，由{by}表扬）。"
    vetoed = "、".join(region for region in met if region not in proposed)
    listed = f"；其余拟由{by}表扬" if proposed else ""
    return f"{text}；其中{vetoed}不予表扬，不列入名单{listed}。"


def other_readings(chosen: Grid, cards: Cards) -> list[str]:
    """Under each other reading: who would be commended more, who no longer."""
    texts, book = [], cards[max(cards)].book
    for reading, choice in READINGS["on_target"].choices.items():
        if reading == chosen.reading or not choices.applies(book, "on_target", reading):
            continue
        grid, lead = on_target_grid(cards, chosen.periods, reading), f"如按{choice}判断："
        if why := undecided(grid):
            texts.append(f"{lead}{why}。")
            continue
        more = [name for name in grid.commended if name not in chosen.commended]
        fewer = [name for name in chosen.commended if name not in grid.commended]
        parts = [f"增加{'、'.join(more)}"] if more else []
        parts += [f"减少{'、'.join(fewer)}"] if fewer else []
        texts.append(f"{lead}{'，'.join(parts) or '名单不变'}，共{len(grid.commended)}个。")
    return texts
