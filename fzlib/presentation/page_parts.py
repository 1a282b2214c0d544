"""Parts that every report has: head, sources, foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose.results import ENDS
from fzlib.presentation.wording import NONE, fixed
from fzlib.scoring.card import Card
from fzlib.scoring.panel import Dataset
from fzlib.vocabulary import NATURES, STATUSES, Status


def masthead(
    card: Card | PeriodInputs,
    before: str,
    after: str,
    figures: Iterable[blocks.KeyFigure | None],
    *,
    early: bool = False,
    badges: Sequence[str] = (),
) -> Part:
    """题头: nature and other badges, title, whose, key figures; what is empty is left out.

    The title is ``before`` (2023年5月), the action as the rule book calls it (工业争先增效行动),
    ``after`` (考评情况), and what the rule book adds in brackets. ``early``: 暂算.
    """
    dataset, city = card.panel.dataset, card.panel.city.name
    action, bracket, note = card.book.title.partition("（")
    action = action.removesuffix("考评办法").removeprefix(city)
    title = f"{before}{action}{after}{bracket}{note}"
    nature = NATURES[dataset.nature], f"nature-{dataset.nature}"
    texts = filter(None, (STATUSES[Status.PRELIMINARY] if early else "", *badges))
    marks = (nature, *((text, "preliminary") for text in texts))
    return part(blocks.Masthead(title, _whose(dataset), marks, tuple(filter(None, figures))))


def leaders(scores: Mapping[str, Decimal | None], none: str) -> blocks.KeyFigure:
    """The key figure of who leads, with their scores; ``none`` where nobody does."""
    points = "、".join(f"{fixed(score, 2)}分" for score in scores.values())
    return blocks.KeyFigure(f"前{ENDS}位", "、".join(scores) or NONE, "", points or none)


def _whose(dataset: Dataset) -> str:
    texts = {"落款单位": dataset.issuer, "异议联系方式": dataset.contact, "数据截至": dataset.as_of}
    return "　".join(f"{label}：{text or '未注明'}" for label, text in texts.items())


def footer(card: Card | PeriodInputs) -> Part:
    """What the figures are and whose, at the page's foot."""
    dataset = card.panel.dataset
    texts = (NATURES[dataset.nature], f"来源：{dataset.source}", _whose(dataset))
    return part(blocks.Paragraph("　".join(texts), "colophon"))


def sources(dataset: Dataset, files: Iterable[tuple[str, str]]) -> blocks.Piece:
    """Where the figures are from: the source, and every file read, once, with its SHA-256."""
    rows, hashes = sorted(set(files)), [blocks.text("SHA-256")]
    table = blocks.table("输入文件", hashes, rows, names="文件", look="plain hashes")
    return f"{dataset.title}。来源：{dataset.source}。", table
