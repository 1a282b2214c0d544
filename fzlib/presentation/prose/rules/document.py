"""How reports cite the document that a rule book is taken from: in full, then by its kind."""

from __future__ import annotations

import re

from fzlib.scoring.rulebook import RuleBook

KINDS = ("办法", "方案", "细则", "规定", "意见", "通知")  # what a title may end in
DOCUMENT = "文件"


def titles(book: RuleBook) -> list[str]:
    """The titles that the book itself puts in 《》, in their order: a document, then its annex."""
    return re.findall("《([^《》]+)》", book.document.name)


def cited(book: RuleBook) -> str:
    """《…方案》（榕政办〔2023〕28号）附件《…办法》: by its name, with its source where not in it.

    A book without a document is cited by its own title, which is no document's.
    """
    name, number = book.document.name, book.source.split()[0]
    if not name:
        return f"{book.title}；{book.source}"
    return name if number in name else f"{name}（{book.source}）"


def basis(book: RuleBook) -> str:
    """考评依据：…（以下简称《办法》）。"""
    text, named = cited(book), short(book)
    if named:  # one bracket after the title, not two
        text = f"{text[:-1]}，" if text.endswith("）") else f"{text}（"
        text += f"以下简称{named}）"
    return f"考评依据：{text}。"


def short(book: RuleBook) -> str:
    """《办法》: the last title by its kind, once `basis` has told it; '' of any other."""
    own = titles(book)
    kind = next((kind for kind in KINDS if own and own[-1].endswith(kind)), "")
    return f"《{kind}》" if kind else ""


def whole(book: RuleBook) -> str:
    """《…方案》: the document itself, annexes and all."""
    own = titles(book)
    return f"《{own[0]}》" if own else book.document.name or DOCUMENT


def open_points(book: RuleBook) -> str:
    """《办法》未明确事项的口径选择: the heading over the readings."""
    named = short(book)
    return f"{named}未明确事项的口径选择" if named else "口径选择"


def read_as(book: RuleBook) -> str:
    """The sentence before the readings."""
    named = short(book)
    if named:
        return f"{named}未明确的事项，按下列口径计分："
    return "下列事项可有不同口径，按所列口径计分："
