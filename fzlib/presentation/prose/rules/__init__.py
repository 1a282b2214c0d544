"""A rule book as official sentences: for proof-reading, and for the method section of reports."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from fzlib.presentation.prose.rules import document
from fzlib.presentation.prose.rules.choices import idle, readings, settled
from fzlib.presentation.prose.rules.comparison import definition, rounding
from fzlib.presentation.prose.rules.conventions import beyond, unscored
from fzlib.presentation.prose.rules.figures import columns, measures
from fzlib.presentation.prose.rules.points import scored
from fzlib.presentation.prose.rules.ranking import conversions, decided, ranking, total
from fzlib.presentation.wording import trimmed
from fzlib.scoring.indicators import Indicator
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import SPAN_NAMES

__all__ = ["Section", "beyond", "readings", "rule", "rule_book", "rules", "settled"]


class Section(NamedTuple):
    """A heading without its number, the sentences under it, and one before them."""

    title: str
    entries: list[str]
    lead: str = ""


def rules(book: RuleBook, output: str) -> list[str]:
    """One entry an indicator: value, standard, points, cap, rounding, the sum (计分规则)."""
    return [rule(row, book, output) for row in book.indicators]


def rule(row: Indicator, book: RuleBook, output: str) -> str:
    """The rule of one indicator; ``output``: 总产值 or 营业收入."""
    spans = "、".join(SPAN_NAMES[span] for span in row.spans)
    each = "各" if len(row.spans) > 1 else ""
    points, formula = scored(row, book)
    end = f"{formula}，保留2位小数" if formula else "得分保留2位小数"
    return (
        f"{row.name}（{spans}，分值{each}{trimmed(row.points)}分）："
        f"{definition(row, book, output)}。{points}。{rounding(row)}{end}。"
    )


def rule_book(book: RuleBook, output: str) -> list[Section]:
    """The whole book, every number and choice of it; sections with nothing to say are left out."""
    short = document.short(book) or document.DOCUMENT
    conventions = [text for text in beyond(book, output) if text != total(book)]
    sections = [
        Section("考评依据", _document(book)),
        Section("考评数据", [*measures(book, output), *columns(book, output)]),
        Section("考评指标和计分方法", _indicators(book, output), _overview(book)),
        Section(
            "总分、位次和名单",
            [total(book), *ranking(book), *decided(book), *conversions(book)],
        ),
        Section(f"{short}已明确的事项", settled(book, output)),
        Section(document.open_points(book), readings(book, output)),
        Section("考评项未用到的口径", idle(book, output)),
        Section("补充约定", [*conventions, *unscored(book)]),
    ]
    return [section for section in sections if section.entries]


def _document(book: RuleBook) -> list[str]:
    """Title and source, and what reports may say of the document."""
    own = book.document
    texts = [f"规则书：{book.title}。", f"来源：{book.source}。"]
    if own.name:
        texts.append(f"报告中称所依据的文件为{own.name}。")
    else:
        texts.append("规则书没有写明文件名称，报告用规则书的名称和来源。")
    if own.report_title:
        texts.append(f"报告标题：{own.report_title.replace('{period}', '〔期间〕')}。")
    if own.action:
        texts.append(f"报告标题中称所考评的工作为“{own.action}”。")
    if own.commends:
        texts.append(f"季度优胜的由{own.commends}表扬，报告列拟表扬名单。")
    else:
        texts.append("规则书没有写明由谁表扬，报告不列表扬名单。")
    if own.conversion_clause:
        texts.append(f"关于折算，文件写明：{own.conversion_clause.rstrip('。')}。")
    return texts


def _overview(book: RuleBook) -> str:
    spans = "、".join(SPAN_NAMES[span] for span in book.spans)
    full = trimmed(sum((row.points for row, _ in book.items), Decimal(0)))
    count = f"{len(book.indicators)}项指标、{len(book.items)}个考评项"
    return f"按{spans}计分，共{count}，分值合计{full}分。"


def _indicators(book: RuleBook, output: str) -> list[str]:
    """Rules with the codes by which rulings name the items."""
    codes = ("、".join(row.item_id(span) for span in row.spans) for row in book.indicators)
    return [f"{text}考评项：{own}。" for text, own in zip(rules(book, output), codes, strict=True)]
