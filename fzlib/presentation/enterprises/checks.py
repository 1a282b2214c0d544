"""七、问题与核对: against the monthly file, who is left out, doubts of the inputs, turnover."""

from __future__ import annotations

from collections.abc import Sequence

from fzlib.analysis.enterprises.reconcile import Reconciled, reconciled
from fzlib.analysis.extremes import grouped
from fzlib.enterprises.frame import Enterprise
from fzlib.errors import serious_first
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import firm_cells, turnover_parts, values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.terms import UNREPORTED
from fzlib.presentation.wording import COUNTIES, NONE, drawn, fixed, numeral, places_of, signed
from fzlib.vocabulary import FIRM_SUMS

SUMS = dict(zip(FIRM_SUMS, ("产值", "上年同期产值"), strict=True))
MONEY_PLACES = 4  # decimals of 亿元: a sum is redone
MOST = 20  # enterprises left out; the others are counted


def pieces(found: Findings) -> blocks.Piece:
    """Each under its heading, numbered."""
    shown = {
        f"与各{COUNTIES}月度数据核对": _reconciled(found),
        "未参加汇总的企业": _left_out(found),
        "企业数据增减": turnover_parts.pieces(found),
        "核对提示": _hints(found),
    }
    parts = {title: blocks.sequence(part) for title, part in shown.items()}
    told = [(title, part) for title, part in parts.items() if part]
    return [
        [blocks.Heading(f"（{numeral(n)}）{title}"), part]
        for n, (title, part) in enumerate(told, 1)
    ]


def _reconciled(found: Findings) -> blocks.Piece:
    """Words and a table a span; that there is nothing to compare with."""
    every = reconciled(found.enterprises)
    if not every:
        return "月度数据没有产值，未作核对。"
    by_span = {span: [own for own in every if own.span == span] for span in found.spans}
    told = [_apart(found, span, own) for span, own in by_span.items()]
    return [told, [_table(found, span, own) for span, own in by_span.items() if own]]


def _apart(found: Findings, span: str, own: Sequence[Reconciled]) -> str:
    """5月，全市产值月度数据比企业合计多3.0600亿元（…），…；两项均一致的县（市）区8个。"""
    city = [each for each in own if each.region == found.enterprises.city]
    told = ["全市产值、上年同期产值均与月度数据一致"] if _agree(city) else map(_rest, city)
    counties = grouped((each for each in own if each not in city), lambda each: each.region)
    same = sum(map(_agree, counties.values()))
    texts = [*told, f"产值、上年同期产值均一致的{COUNTIES}{same}个" if same else ""]
    text = "；".join(filter(None, texts))
    return f"{found.label(span)}，{text}。" if text else ""


def _agree(own: Sequence[Reconciled]) -> bool:
    """Whether all of them, some, are equal to the monthly file's."""
    return bool(own) and all(each.rest == 0 for each in own)


def _rest(own: Reconciled) -> str:
    name = f"全市{SUMS[own.figure]}"
    if own.rest is None:
        return f"{name}{UNREPORTED}，未作核对"
    if not own.rest:
        return f"{name}与月度数据一致"
    side = "多" if own.rest > 0 else "少"
    size = fixed(abs(own.rest), max(places_of([own.rest]), MONEY_PLACES))
    text = f"{name}月度数据比企业合计{side}{size}亿元"
    return text + (f"，相当于月度数据的{values.share(abs(own.share))}" if own.share else "")


def _table(found: Findings, span: str, own: Sequence[Reconciled]) -> blocks.Table:
    """A row a county, the city apart; all decimals, so that the rest can be redone."""
    at = {(each.region, each.figure): each for each in own}
    places = places_of([n for each in own for n in (each.total, each.published)])
    city = found.enterprises.city
    regions = [region for region in found.enterprises.counties if (region, "output") in at]

    def line(region: str) -> list[str]:
        cells = [region]
        for figure in SUMS:
            each = at[region, figure]
            cells += [fixed(each.total, places), fixed(each.published, places)]
            cells += [signed(each.rest, places)]
        return [*cells, str(at[region, "output"].without)]

    titles = ("企业合计（亿元）", "月度数据（亿元）", "差额（亿元）")
    groups = [blocks.group(name, *titles) for name in SUMS.values()]
    return blocks.table(
        f"企业合计与月度数据（{found.label(span)}）",
        [*groups, "未参加汇总企业（户）"],
        [line(region) for region in regions],
        apart=[line(city)] if (city, "output") in at else (),
        note="注：差额为月度数据减企业合计；两期数据不齐全的企业未参加汇总。",
        look="wide",
    )


def _left_out(found: Findings) -> blocks.Piece:
    """Which rows no sum of a span counts, and which figure is missing."""
    rows = {span: found.frame.left_out(span) for span in found.spans}
    told = [f"{found.label(span)}{values.firms(len(of))}" for span, of in rows.items() if of]
    if not told:
        return ""
    lead = "本期数或上年同期数缺报的企业，不参加该期产值、增速、拉动、贡献率的汇总，不按零处理"
    every = list(dict.fromkeys(row for of in rows.values() for row in of))
    return f"{lead}：{'，'.join(told)}。", _absent(found, every)


def _absent(found: Findings, rows: Sequence[Enterprise]) -> blocks.Table:
    shown = rows[:MOST]
    lines = [
        [*firm_cells.who(row), *(_lacking(row, span) for span in found.spans)] for row in shown
    ]
    rest = f"注：共{values.firms(len(rows))}，列前{values.firms(MOST)}。"
    titles = [blocks.text(f"{found.title(span)}缺报") for span in found.spans]
    return blocks.table(
        "数据缺报的企业",
        [*firm_cells.WHOSE, *titles],
        lines,
        names=firm_cells.NAME,
        note=rest if len(rows) > MOST else "",
        look="plain",
    )


def _lacking(row: Enterprise, span: str) -> str:
    own = row.of(span)
    given = {"产值": own.output, "上年同期产值": own.base}
    return "、".join(name for name, value in given.items() if value is None) or NONE


def _hints(found: Findings) -> blocks.Piece:
    """What the inputs' checks found: sentences for readers; the others are counted."""
    warnings = serious_first(found.inputs.warnings)
    told = [
        blocks.Labelled("数据核对", f"{drawn(hint.matter)}。") for hint in warnings if hint.matter
    ]
    if others := len(warnings) - len(told):
        text = f"企业文件的写法、编码另有核对提示{others}处。"
        told.append(blocks.Labelled("输入文件", text))
    return blocks.Listing(told, "notices") if told else "输入检查没有核对提示。"
