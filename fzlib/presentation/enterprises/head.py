"""题头: 内部资料, the title, and the figures a reader wants first."""

from __future__ import annotations

from fzlib.analysis.enterprises.reconcile import hundred_millions
from fzlib.enterprises.marks import HALF_IDLE, IDLE
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.presentation import blocks, page_parts, wording
from fzlib.presentation.enterprises import values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import NONE, fixed
from fzlib.vocabulary import MONTH

TITLE = "工业运行分析"
INTERNAL = "internal"
OWNER = "企业数据来源"


def masthead(found: Findings) -> blocks.Masthead:
    """2023年5月福州市工业运行分析: always 内部资料, beside what else the figures are."""
    inputs = found.inputs.scored
    natures = dict.fromkeys((INTERNAL, inputs.panel.dataset.nature))
    return blocks.Masthead(
        f"{found.period.label}{found.enterprises.city}{TITLE}",
        page_parts.line(page_parts.byline(inputs) | {OWNER: source(found.inputs)}),
        tuple(map(page_parts.nature_badge, natures)),
        tuple(figures(found)),
    )


def source(inputs: EnterpriseInputs) -> str:
    """Who collected the enterprises' figures, or that it is not said."""
    return inputs.enterprises.settings.source.rstrip("。") or page_parts.UNSTATED


def figures(found: Findings) -> list[blocks.KeyFigure]:
    """Output and growth of each span, 减产面, 停产 and 半停产, the watch list."""
    outputs = [_output(found, span) for span in found.spans]
    return [*outputs, _down(found), _idle(found), *_watched(found)]


def _output(found: Findings, span: str) -> blocks.KeyFigure:
    label, row = f"规上工业产值（{found.label(span)}）", found.city_rows.get(span)
    if row is None:
        return blocks.KeyFigure(label, NONE, "", "")
    text = fixed(hundred_millions(row.group.output), values.AMOUNT)
    rate = "" if row.growth is None else wording.growth(row.growth, values.RATE)
    return blocks.KeyFigure(label, text, "亿元", rate)


def _down(found: Findings) -> blocks.KeyFigure:
    """Of the first span, the others in the note."""
    shares = {
        found.label(span): fixed(row.down_share, values.SHARE)
        for span, row in found.city_rows.items()
    }
    first = next(iter(shares), found.label(found.spans[0]))
    note = "；".join(f"{label}为{text}%" for label, text in shares.items() if label != first)
    return blocks.KeyFigure(f"减产面（{first}）", shares.get(first, NONE), "%", note)


def _idle(found: Findings) -> blocks.KeyFigure:
    label, row = f"停产企业（{found.label(MONTH)}）", found.city_rows.get(MONTH)
    if row is None:
        return blocks.KeyFigure(label, NONE, "", "")
    counts = row.group.counts
    half = f"半停产{values.firms(counts[HALF_IDLE])}"
    return blocks.KeyFigure(label, str(counts[IDLE]), values.FIRMS, half)


def _watched(found: Findings) -> list[blocks.KeyFigure]:
    """How many are on the list, and how many of them were not visited this month."""
    watch = found.watch
    news = f"新列入{values.firms(len(watch.new))}" if watch.new is not None else ""
    listed = blocks.KeyFigure("关注名单", str(len(watch.entries)), values.FIRMS, news)
    if watch.unvisited is None:
        return [listed, blocks.KeyFigure("本月未走访", NONE, "", "没有可用的走访台账")]
    return [listed, blocks.KeyFigure("本月未走访", str(len(watch.unvisited)), values.FIRMS, "")]
