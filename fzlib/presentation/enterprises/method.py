"""口径说明: whose figures they are, what each mark means, the readings, rounding, sources."""

from __future__ import annotations

from fzlib.analysis.enterprises.milestones import LINES
from fzlib.enterprises.marks import DENOMINATORS, MARKS
from fzlib.presentation import blocks, page_parts
from fzlib.presentation.enterprises import head
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import trimmed


def notes(found: Findings) -> list[blocks.Piece]:
    """Whose, the data beside, rules as a list."""
    dataset = found.inputs.scored.panel.dataset
    return [
        f"{head.OWNER}：{head.source(found.inputs)}。本报告载有企业名称和数据，为内部资料。"
        "统计联网直报的资料只能用于统计目的（《中华人民共和国统计法》第二十五条）。",
        f"核对用的全市和各县（市）区产值取自月度数据：{page_parts.sources(dataset)}",
        blocks.Listing(rules(found), "rules"),
    ]


def rules(found: Findings) -> list[str]:
    """The marks as `enterprises.marks` has them, then how figures come about."""
    settings = found.enterprises.settings
    told = [f"{mark.name}：{mark.meaning}。" for mark in MARKS.values()]
    chosen = DENOMINATORS[settings.denominator].name
    others = "、".join(own.name for own in DENOMINATORS.values())
    told += [
        "产值、上年同期、增速、拉动、贡献率按计入汇总的企业计算，退库企业的数据计入汇总、"
        "不计入企业数和减产面。",
        f"减产面为减产企业占{chosen}的百分比；同时列示按{others}计算的结果。"
        "停产、半停产企业计入减产企业并单列。",
        "拉动为增量占全市上年同期产值的百分比，单位为百分点；贡献率为增量占全市增量的百分比。"
        "上年同期合计不大于0的不计算增速和拉动。",
        f"新达到{'、'.join(LINES.values())}及以上：累计产值达到该数、上年同期低于该数。",
        f"关注名单按{_month(found)}数据确定，包括停产、半停产、下降快"
        f"（降幅{trimmed(settings.fast_fall)}%及以上）和产值下降的重点企业；"
        "没有数据的期不中断也不延长在名单的期数；走访自起始期的第一日起计。",
        "行业按《国民经济行业分类》（GB/T 4754—2017）大类划分。",
        "产值由万元换算为亿元，文字中保留2位小数，表中保留全部小数；增速保留1位小数，"
        "占比、贡献率、减产面和拉动保留2位小数，四舍五入；拉动的尾数为使各项之和等于合计作调整的，"
        "在表中注明。占比、贡献率各项之和因四舍五入可能与合计有差异。",
    ]
    if found.before:
        told.append("与上期比较的增速、减产面，上期数按上期企业数据计算。")
    if found.period.month_is_ytd:
        told.append("1月、2月数据合并发布，当月数和累计数为同一个数。")
    return told


def _month(found: Findings) -> str:
    return "当期" if found.period.month_is_ytd else "当月"
