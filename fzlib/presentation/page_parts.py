"""Parts that every report has: heading, key figures, sources, foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fzlib import vocabulary
from fzlib.presentation.html import Html, element, join, name, table
from fzlib.presentation.wording import NONE
from fzlib.scoring.card import Card
from fzlib.scoring.panel import Dataset

if TYPE_CHECKING:
    from fzlib.intake.period_inputs import PeriodInputs

NUMERALS = "一二三四五六七八九十"


def action(card: Card | PeriodInputs) -> tuple[str, str]:
    """工业争先增效行动 from the rule book's title, and what the title adds in brackets."""
    said, bracket, note = card.book.title.partition("（")
    said = said.removesuffix("考评办法").removeprefix(card.panel.city.name)
    return said, bracket + note


def key_figure(label: str, big: str, unit: str, note: str) -> Html:
    """One of the figures a reader wants first."""
    unit = "" if big == NONE else unit
    look = "big" if unit or big == NONE else "big names"  # words take more room than a number
    shown = Html(element("span", big).markup + element("small", unit).markup)
    return element(
        "div",
        element("dt", label) + element("dd", shown, class_=look) + element("dd", note),
    )


def masthead(
    dataset: Dataset, title: str, figures: Iterable[Html], *, badges: Sequence[str] = ()
) -> Html:
    """题头: nature and other badges, title, whose, key figures."""
    marks = [
        element("span", vocabulary.NATURES[dataset.nature], class_=f"badge nature-{dataset.nature}")
    ]
    marks += [element("span", text, class_="badge preliminary") for text in badges]
    byline = "　".join(f"{label}：{text}" for label, text in _whose(dataset))
    parts = [
        element("p", join(marks), class_="badges"),
        element("h1", title),
        element("p", byline, class_="byline"),
        element("dl", join(f for f in figures if f.markup), class_="figures"),
    ]
    return element("div", join(parts), class_="masthead")


def _whose(dataset: Dataset) -> list[tuple[str, str]]:
    return [
        ("落款单位", dataset.issuer or "未注明"),
        ("异议联系方式", dataset.contact or "未注明"),
        ("数据截至", dataset.as_of or "未注明"),
    ]


def footer(dataset: Dataset) -> Html:
    """What the figures are and whose, at the foot."""
    said = [vocabulary.NATURES[dataset.nature], f"来源：{dataset.source}"]
    said += [f"{label}：{text}" for label, text in _whose(dataset)]
    return element("p", "　".join(said), class_="colophon")


def sources(dataset: Dataset, files: Iterable[tuple[str, str]]) -> Html:
    """Where the figures are from: the source, and every file read with its SHA-256."""
    hashes = table(
        "输入文件",
        [["文件", "SHA-256"]],
        [[name(label), digest] for label, digest in files],
        class_="plain hashes",
    )
    return element("p", f"{dataset.title}。来源：{dataset.source}。") + hashes
