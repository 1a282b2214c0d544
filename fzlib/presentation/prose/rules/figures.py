"""What a rule book needs: its measures, and the columns of the files that hold them."""

from __future__ import annotations

from itertools import groupby

from fzlib.intake.needs import city_targets
from fzlib.presentation.wording import COUNTIES
from fzlib.scoring.measures import GROWTH, REGIONS, Measure, Series
from fzlib.scoring.rulebook import RuleBook

USUAL_PLACES = Measure("", "").decimals


def measures(book: RuleBook, output: str) -> list[str]:
    """The measures that the book declares; neighbours that are alike in one sentence."""
    texts = []
    for _, alike in groupby(book.declared, key=_declared):
        own = list(alike)
        names = "、".join(measure.named(output) for measure in own)
        texts.append(f"{names}：{_declared(own[0])}。")
    return texts


def _declared(measure: Measure) -> str:
    places = f"{measure.decimals}位小数"
    base = (
        f"有上年同期数，由本期数和增速推算的保留{places}"
        if measure.base
        else "没有上年同期数"
        + (f"（推算上年同期数的{places}用不到）" if measure.decimals != USUAL_PLACES else "")
    )
    return f"单位{measure.unit}，填{REGIONS[measure.regions]}的数，{base}"


def columns(book: RuleBook, output: str) -> list[str]:
    """The columns of the monthly files and of the targets'."""
    needed = {code: one for code, one in book.series.items() if book.needs(code)}
    figures = [one for one in needed.values() if not one.is_target]
    targets = [one for one in needed.values() if one.is_target]
    texts = [f"月度数据表的列：{_headers(book, figures, output)}。"]
    if any(one.aspect == GROWTH for one in figures):
        texts.append("填了增速的，上年同期数可以不填；填了上年同期数的，增速可以不填。")
    if targets:
        rows = f"每期每个考评的{COUNTIES}一行{'，全市一行' if city_targets(book) else ''}"
        texts.append(f"目标表（expected）的列：{_headers(book, targets, output)}；{rows}。")
    return texts


def _headers(book: RuleBook, series: list[Series], output: str) -> str:
    return "、".join(
        one.header(span, output) for one in series for span in book.needed[one.needed_as]
    )
