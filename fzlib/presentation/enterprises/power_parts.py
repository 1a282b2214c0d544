"""六、用电: output beside electricity of those that have both; where they go apart."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.enterprises.power import SCISSORS, Pair, PowerFindings
from fzlib.enterprises.frame import Enterprise
from fzlib.presentation import blocks, wording
from fzlib.presentation.enterprises import firm_cells, values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import fixed, names, places_of, signed

MOST = 10  # enterprises of a kind; the others are counted
MOST_NAMED = 8


def pieces(found: Findings) -> blocks.Piece:
    """Nothing where no enterprise has electricity; then the section is left out."""
    return [_of_span(found, own) for own in found.power]


def _of_span(found: Findings, own: PowerFindings) -> blocks.Piece:
    lists = {kind: of for kind, of in own.enterprises.items() if of}
    return [
        _words(found, own),
        _divisions(found, own),
        [_table(found, own.span, kind, of) for kind, of in lists.items()],
    ]


def _words(found: Findings, own: PowerFindings) -> str:
    """5月，产值和用电量均有的企业1880户，产值增长7.0%，用电量增长3.1%；行业中…；企业中…。"""
    city = own.city
    text = f"{found.label(own.span)}，产值、用电量两期数据齐全的企业{values.firms(city.firms)}"
    text += f"（参加汇总的企业共{values.firms(city.of)}）" if city.firms < city.of else ""
    text += _growths(city) + "。"
    divisions = [
        f"{name}的{len(of)}个：{_names(of)}"
        for kind, name in SCISSORS.items()
        if (of := own.crossed(kind))
    ]
    text += f"行业大类中，{'；'.join(divisions)}。" if divisions else ""
    firms = [
        f"{name}的{values.firms(len(own.enterprises[kind]))}"
        for kind, name in SCISSORS.items()
        if own.enterprises[kind]
    ]
    return text + (f"可比企业中，{'，'.join(firms)}。" if firms else "")


def _names(divisions: Sequence[tuple[str, Pair]]) -> str:
    return names([values.named(values.division(code)) for code, _ in divisions], MOST_NAMED)


def _growths(pair: Pair) -> str:
    told = {"产值": pair.growth(values.RATE), "用电量": pair.power_growth(values.RATE)}
    return "".join(
        f"，{name}{wording.growth(rate, values.RATE)}"
        for name, rate in told.items()
        if rate is not None
    )


def _divisions(found: Findings, own: PowerFindings) -> blocks.Table:
    """A row a division that has any, the city apart."""
    pairs = [(values.division(code), pair) for code, pair in own.divisions]
    every = [*pairs, (found.enterprises.city, own.city)]
    lines = _lines(every)
    note = "注：仅为产值、用电量两期数据齐全的企业；" if own.city.firms < own.city.of else "注："
    return blocks.table(
        f"各行业产值和用电量（{found.label(own.span)}）",
        ["企业数（户）", *_TITLES, blocks.text("背离情况")],
        lines[:-1],
        names="行业",
        apart=lines[-1:],
        note=f"{note}{_MEANING}",
        look="wide",
    )


_TITLES = (
    "产值（亿元）", "上年同期（亿元）", "增速（%）",
    "用电量（万千瓦时）", "上年同期（万千瓦时）", "用电增速（%）",
)  # fmt: skip
_MEANING = "背离指产值、用电量一升一降。"


def _lines(pairs: Sequence[tuple[str, Pair]]) -> list[list[str]]:
    outputs = values.column([pair.output for _, pair in pairs])
    bases = values.column([pair.base for _, pair in pairs])
    places = places_of([n for _, pair in pairs for n in (pair.used, pair.used_base)])
    return [
        [
            name,
            str(pair.firms),
            output,
            base,
            signed(pair.growth(values.RATE), values.RATE),
            fixed(pair.used, places),
            fixed(pair.used_base, places),
            signed(pair.power_growth(values.RATE), values.RATE),
            SCISSORS.get(pair.scissors, ""),
        ]
        for (name, pair), output, base in zip(pairs, outputs, bases, strict=True)
    ]


def _table(
    found: Findings, span: str, kind: str, own: Sequence[tuple[Enterprise, Pair]]
) -> blocks.Table:
    """The largest changes of output of a kind; the others are counted."""
    shown = own[:MOST]
    amounts = firm_cells.amounts([row.of(span) for row, _ in shown])
    places = places_of([n for _, pair in shown for n in (pair.used, pair.used_base)])
    lines = [
        [
            *firm_cells.who(row),
            *amount,
            signed(pair.growth(values.RATE), values.RATE),
            fixed(pair.used, places),
            fixed(pair.used_base, places),
            signed(pair.power_growth(values.RATE), values.RATE),
        ]
        for (row, pair), amount in zip(shown, amounts, strict=True)
    ]
    columns = ("产值（万元）", "上年同期（万元）", *_TITLES[2:])
    rest = f"注：共{values.firms(len(own))}，列产值变化较大的{values.firms(MOST)}。"
    return blocks.table(
        f"{SCISSORS[kind]}的企业（{found.label(span)}）",
        [*firm_cells.WHOSE, *columns],
        lines,
        names=firm_cells.NAME,
        note=rest if len(own) > MOST else "",
        look="wide",
    )
