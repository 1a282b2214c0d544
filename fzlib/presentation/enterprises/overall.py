"""一、总体: output and growth, what growth consists of, the ten largest, who crossed a line."""

from __future__ import annotations

from decimal import Decimal

from fzlib.analysis.enterprises.milestones import LINES, NewPoints, Portion
from fzlib.analysis.enterprises.parts import CONTINUING, PARTS, GrowthSplit, growth_split
from fzlib.analysis.enterprises.pulls import largest
from fzlib.analysis.enterprises.rates import growth, pull, share
from fzlib.enterprises.frame import Part
from fzlib.enterprises.marks import COUNTED, ENTERED, FIRMS, LEFT
from fzlib.presentation import blocks, terms
from fzlib.presentation.enterprises import values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import names, rate_change, since
from fzlib.vocabulary import YTD

NOBODY = "本期企业数据中没有规上工业企业。"
UNRATED = "，上年同期合计不大于0，不计算增速"
MOST_NAMED = 6


def pieces(found: Findings) -> blocks.Piece:
    """Words and the table of parts."""
    if not found.city_rows:
        return terms.introduced([NOBODY])
    return terms.introduced(words(found)), parts_table(found)


def words(found: Findings) -> list[str]:
    """Paragraphs."""
    texts = [
        _output(found),
        "".join(_parts(found, span) for span in found.spans),
        _largest(found),
        _crossed(found),
        _new_points(found),
    ]
    return [text for text in texts if text]


def _output(found: Findings) -> str:
    """5月产值1000.12亿元，增长6.6%，较4月回落0.6个百分点；1—5月产值…，增长5.8%。"""
    first = found.city_rows[found.spans[0]].group
    told = [f"{found.label(span)}{_sum(found, span)}" for span in found.spans]
    lead = f"截至{found.period.month}月底，企业数据中有全市规上工业企业{first.counts[FIRMS]}户。"
    return f"{lead}{'；'.join(told)}。{_without_figures(found)}{found.level_note}"


def _sum(found: Findings, span: str) -> str:
    row = found.city_rows[span]
    text = f"产值{values.amount(row.group.output)}"
    if row.growth is None:
        return text + UNRATED
    return text + values.grown(row.growth) + _since(found, span, row.growth)


def _since(found: Findings, span: str, now: Decimal) -> str:
    """，较4月加快0.6个百分点: against the period just before, both as printed."""
    before = found.before.group(span) if found.before else None
    earlier = growth(before, values.RATE) if before else None
    if earlier is None or found.before is None:
        return ""
    name = found.before.period.span_label(span)
    return f"，{since(name, rate_change(now, earlier, values.RATE))}"


def _without_figures(found: Findings) -> str:
    """产值、增速按两期数据齐全的企业汇总，5月数据缺报的11户未计入（见第七部分）。"""
    left_out = {span: len(found.frame.left_out(span)) for span in found.spans}
    told = [f"{found.label(span)}{values.firms(n)}" for span, n in left_out.items() if n]
    if not told:
        return ""
    return f"产值、增速按两期数据齐全的企业汇总，数据缺报的企业未计入（{'，'.join(told)}）。"


def _parts(found: Findings, span: str) -> str:
    """5月增速中，持续经营企业拉动6.18个百分点，新增企业（24户）拉动0.46个百分点，…。"""
    group = found.city_rows[span].group
    if group.base <= 0 or not (group.counts[ENTERED] or group.counts[LEFT]):
        return ""
    split = growth_split(group, values.PULL)
    told = []
    for own in split.parts:
        number = f"（{values.firms(group.counts[own.name])}）" if own.name != CONTINUING else ""
        if own.pull is None or (own.name != CONTINUING and not group.counts[own.name]):
            continue
        size = values.pulled(own.pull, is_any=bool(own.part.increment))
        told.append(f"{PARTS[own.name]}企业{number}{size}")
    return f"{found.label(span)}增速中，{'，'.join(told)}。"


def _largest(found: Findings) -> str:
    """产值最大的10户企业，5月产值合计…，占全市的…；1—5月…。; '' where they are all there are."""
    told, count = [], 0
    for span in found.spans:
        group, own = found.city_rows[span].group, largest(found.frame, span)
        part = own.share(values.SHARE)
        if part is None or len(own.listed.entries) >= group.counts[COUNTED]:
            continue
        count = len(own.listed.entries)
        size = f"{found.label(span)}产值合计{values.amount(own.output)}"
        told.append(f"{size}，占全市的{values.share(part)}")
    return f"产值最大的{values.firms(count)}企业，{'；'.join(told)}。" if told else ""


def _crossed(found: Findings) -> str:
    """1—5月，累计产值新达到1亿元及以上的企业12户，产值增加…；…。"""
    told = [f"{_step(line)}的企业{_portion(own)}" for line, own in _lines(found)]
    return f"{found.label(YTD)}，累计产值{'；'.join(told)}。" if told else ""


def _lines(found: Findings) -> list[tuple[Decimal, Portion]]:
    """Lines that any enterprise crossed."""
    return [(line, own) for line, own in found.milestones.crossed.items() if own.enterprises]


def _step(line: Decimal) -> str:
    return f"新达到{LINES[line]}及以上"


def _portion(own: Portion) -> str:
    """12户（甲公司、…等），产值比上年同期增加3.20亿元."""
    shown = names([row.name for row in own.enterprises], MOST_NAMED)
    return f"{values.firms(len(own.enterprises))}（{shown}），产值{values.change(own.increment)}"


def _new_points(found: Findings) -> str:
    """新增长点项目30个，涉及企业28户，1—5月产值比上年同期增加…，占全市增量的…。"""
    points, whole = found.milestones.new_points, found.milestones.increment
    if points is None or not points.projects:
        return ""
    own = points.portion
    lead = f"台账中的新增长点项目{points.projects}个"
    if not own.enterprises:
        return f"{lead}，没有两期数据齐全的企业{_without(points)}。"
    text = f"{lead}，对应两期数据齐全的企业{values.firms(len(own.enterprises))}{_without(points)}"
    text += f"，{found.label(YTD)}产值{values.change(own.increment)}"
    if whole is not None and whole > 0 and own.increment > 0:
        part = share(own.increment, whole, values.SHARE)
        verb = "占" if own.increment <= whole else "相当于"  # others fall: more than the whole
        text += f"，{verb}全市增量的{values.share(part)}" if part is not None else ""
    return f"{text}。{_overlap(found, own)}"


def _without(points: NewPoints) -> str:
    """（另有未填信用代码的项目2个、不在企业数据中的企业3户、数据不全的企业1户）."""
    told = {
        f"未填统一社会信用代码的项目{points.uncoded}个": points.uncoded,
        f"不在企业数据中的企业{values.firms(len(points.unknown))}": len(points.unknown),
        f"数据不全的企业{values.firms(len(points.uncounted))}": len(points.uncounted),
    }
    text = "、".join(text for text, count in told.items() if count)
    return f"（另有{text}）" if text else ""


def _overlap(found: Findings, own: Portion) -> str:
    """其中2户同时新达到1亿元及以上。: who would be counted twice."""
    both = {line: len(own.shared_with(crossed).enterprises) for line, crossed in _lines(found)}
    told = [f"{values.firms(count)}同时{_step(line)}" for line, count in both.items() if count]
    return f"其中{'，'.join(told)}。" if told else ""


def parts_table(found: Findings) -> blocks.Table:
    """Continuing, entered, left, and all of them: output, 同期, increment and 拉动 of each span."""
    splits = {span: growth_split(row.group, values.PULL) for span, row in found.city_rows.items()}
    spans = [_columns(split) for split in splits.values()]
    lines: list[blocks.Row] = [
        [f"{PARTS[name]}企业", *(cell for columns in spans for cell in columns[n])]
        for n, name in enumerate(PARTS)
    ]
    whole: blocks.Row = [
        found.enterprises.city,
        *(cell for columns in spans for cell in columns[-1]),
    ]
    titles = ("产值（亿元）", "上年同期（亿元）", "增量（亿元）", "拉动（百分点）")
    groups = [blocks.group(found.title(span), *titles) for span in splits]
    moved = values.moved_note(cell for columns in spans for row in columns for cell in row)
    return blocks.table(
        "产值增速的构成",
        groups,
        lines,
        names="企业",
        apart=[whole],
        note=f"注：拉动为增量占全市上年同期的比重，各项之和等于全市增速。{moved}",
        look="plain wide",
    )


def _columns(split: GrowthSplit) -> list[list[blocks.TableCell]]:
    """Of each part, then of the whole."""
    group = split.group
    sums = [*(own.part for own in split.parts), Part(group.output, group.base)]
    amounts = zip(
        values.column([own.output for own in sums]),
        values.column([own.base for own in sums]),
        values.column([own.increment for own in sums], signs=True),
        strict=True,
    )
    pulls = [*(own.pull for own in split.parts), split.growth]
    return [
        [
            *map(blocks.TableCell, texts),
            values.pull_cell(printed, pull(own.increment, group, values.PULL)),
        ]
        for texts, printed, own in zip(amounts, pulls, sums, strict=True)
    ]
