"""Parts that every report has: head, sources, foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose.places import Field
from fzlib.presentation.wording import NONE, fixed
from fzlib.scoring.card import Card
from fzlib.scoring.panel import Dataset
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import NATURES, STATUSES, Status

READ_AS = "下列各点可有不同读法，本期按所列读法计分："
EVALUATIONS = (
    "考评",
    "考核",
    "评比",
    "评价",
    "评估",
)  # an action that ends so needs no 考评 after it


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

    The title is as `title` has it. ``early``: 暂算.
    """
    dataset = card.panel.dataset
    nature = NATURES[dataset.nature], f"nature-{dataset.nature}"
    texts = filter(None, (STATUSES[Status.PRELIMINARY] if early else "", *badges))
    marks = (nature, *((text, "preliminary") for text in texts))
    heading = title(card.book, card.panel.city.name, before, after)
    return part(blocks.Masthead(heading, _whose(dataset), marks, tuple(filter(None, figures))))


def title(book: RuleBook, city: str, before: str, after: str) -> str:
    """2023年5月工业争先增效行动考评情况.

    ``before``: 2023年5月; then the action as the document calls it; ``after``: 考评情况, which is
    情况 where the action is itself one. A whole title of the document's goes before. Without a
    document the action is the rule book's title, with what that adds in brackets at the end.
    """
    document = book.document
    if document.report_title:
        return document.report_title.replace("{period}", before)
    action, bracket, note = document.action, "", ""
    if not action:
        action, bracket, note = book.title.partition("（")
        action = action.removesuffix("考评办法").removesuffix("考核办法").removeprefix(city)
    if action.endswith(EVALUATIONS):
        after = after.replace("考评", "")
    return f"{before}{action}{after}{bracket}{note}"


def basis(book: RuleBook) -> str:
    """考评依据：…。: the document as reports cite it, with its source; else the book's title."""
    name = book.document.name
    cited = f"{name}（{book.source}）" if name else f"{book.title}；{book.source}"
    return f"考评依据：{cited}。"


def leaders(book: RuleBook, fields: Sequence[Field], none: str) -> list[blocks.KeyFigure]:
    """The key figure of who leads, with their scores, of each group; ``none`` where nobody does."""
    most = book.list_sizes.first
    return [_leaders(field, most, none) for field in fields] if most else []


def _leaders(field: Field, most: int, none: str) -> blocks.KeyFigure:
    leading = field.leading(most)
    points = "、".join(f"{fixed(field.scores[region], 2)}分" for region in leading)
    names = "、".join(leading) or NONE
    return blocks.KeyFigure(f"{field.group}前{most}位", names, "", points or none)


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
