"""四、企业: 减产面, how growth is spread, who pulls the city up and down, 重点企业."""

from __future__ import annotations

from fzlib.analysis.enterprises.spread import growth_classes
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import down_shares, down_tables, key_firms, pull_tables
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.enterprises.growth_classes import classes_table
from fzlib.presentation.wording import numeral

SPREAD = "可比企业产值增速分布"


def pieces(found: Findings) -> blocks.Piece:
    """Each under its heading; nothing without enterprises."""
    if not found.city_rows:
        return []
    shown = {
        "减产面": [
            down_shares.words(found),
            down_shares.table(found),
            down_tables.tables(found),
            _spread(found),
        ],
        "拉动": pull_tables.pieces(found),
        "重点企业": key_firms.pieces(found),
    }
    parts = [(title, blocks.sequence(part)) for title, part in shown.items()]
    told = [(title, part) for title, part in parts if part]
    return [
        [blocks.Heading(f"（{numeral(n)}）{title}"), part]
        for n, (title, part) in enumerate(told, 1)
    ]


def _spread(found: Findings) -> blocks.Piece:
    """Of the last span, as the heat map."""
    from fzlib.presentation import charts

    span = found.spans[-1]
    classes, caption = growth_classes(found.frame, span), f"{SPREAD}（{found.label(span)}）"
    if not any(own.firms for own in classes):
        return []
    svg = charts.growth_distribution(classes, found.label(span))
    return [blocks.Figure(svg, caption), classes_table(classes, caption)]
