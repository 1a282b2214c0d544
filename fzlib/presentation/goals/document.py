"""How the page cites and quotes the document that sets the tasks."""

from __future__ import annotations

import re

from fzlib.goals.tasks import Document
from fzlib.presentation.prose.rules.document import KINDS

_HAN = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
_WIDE = {",": "，", ":": "：", ";": "；", "(": "（", ")": "）"}


def cited(document: Document) -> str:
    """《…方案》（榕政办〔2023〕28号，以下简称《方案》）: where it is first said."""
    brief = short(document)
    more = f"，以下简称{brief}" if brief != _titled(document) else ""
    return f"{_titled(document)}（{document.source}{more}）"


def short(document: Document) -> str:
    """《方案》: by its kind; its whole title where that names none."""
    kind = next((kind for kind in KINDS if document.title.endswith(kind)), "")
    return f"《{kind}》" if kind else _titled(document)


def _titled(document: Document) -> str:
    return f"《{document.title}》"


def closed_up(quote: str) -> str:
    """Without the blanks between figures and words that the source has, in full-width signs.

    ``力争 2023 年`` → 力争2023年; ``每月一联系,每季`` → 每月一联系，每季. No word is changed.
    """
    text = re.sub(rf"(?<=[{_HAN}])\s+(?=[\w{_HAN}])|(?<=\w)\s+(?=[{_HAN}])", "", quote)
    return re.sub(rf"(?<=[{_HAN}])[,:;()]|[,:;()](?=[{_HAN}])", lambda sign: _WIDE[sign[0]], text)
