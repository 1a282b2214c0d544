"""Who came into the period's file and went out of it since the one before, and who moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fzlib.analysis.enterprises.turnover import Move, Turnover
from fzlib.enterprises.frame import Enterprise
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import firm_cells, values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import NONE
from fzlib.vocabulary import MONTH

MOST = 20  # rows; the others are counted
CAME, WENT, LEFT, COUNTY, DIVISION = "新进入", "不再报送", "退库", "县（市）区变更", "行业变更"
Line = tuple[str, str, str, str, str]


def pieces(found: Findings) -> blocks.Piece:
    """A sentence and a table; nothing where the year has no earlier file."""
    own = found.turnover
    return [_words(own), _table(own)] if own else []


def _words(own: Turnover) -> str:
    """与4月相比，新进入企业数据的3户，…; 企业没有增减和变更."""
    counts = {
        CAME: len(own.came),
        WENT: len(own.went),
        LEFT: len(own.left),
        COUNTY: len(own.county),
        DIVISION: len(own.division),
    }
    lead = f"与{own.before.span_label(MONTH)}相比"
    told = [f"{what}的{values.firms(count)}" for what, count in counts.items() if count]
    return f"{lead}，企业数据中{'、'.join(told)}。" if told else f"{lead}，企业数据没有增减和变更。"


def _table(own: Turnover) -> list[blocks.Table]:
    lines: list[Line] = [
        *_rows(CAME, own.came),
        *_rows(WENT, own.went),
        *_rows(LEFT, own.left),
        *_moves(COUNTY, own.county, lambda row: row.county),
        *_moves(DIVISION, own.division, lambda row: values.division(row.division)),
    ]
    if not lines:
        return []
    rest = f"注：共{len(lines)}项，列前{MOST}项。"
    columns = [blocks.text("变动"), *firm_cells.WHOSE, blocks.text("变更前")]
    table = blocks.table(
        f"企业数据变动（与{own.before.span_label(MONTH)}相比）",
        columns,
        [(name, kind, county, division, was) for kind, name, county, division, was in lines[:MOST]],
        names=firm_cells.NAME,
        note=rest if len(lines) > MOST else "",
        look="plain",
    )
    return [table]


def _rows(kind: str, rows: Sequence[Enterprise]) -> list[Line]:
    return [(kind, *firm_cells.who(row), NONE) for row in rows]


def _moves(kind: str, moves: Sequence[Move], of: Callable[[Enterprise], str]) -> list[Line]:
    return [(kind, *firm_cells.who(move.now), of(move.before)) for move in moves]
