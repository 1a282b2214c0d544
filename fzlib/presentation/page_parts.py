"""Parts that every report has: head, sources, foot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, release_note
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose.hints import Hint
from fzlib.presentation.prose.places import Field, front, rear
from fzlib.presentation.wording import NONE, fixed
from fzlib.scoring.card import Card
from fzlib.scoring.decisions import EFFECTS, UNRANKED
from fzlib.scoring.panel import Dataset
from fzlib.scoring.periods import AnyPeriod
from fzlib.scoring.rulebook import Lists, RuleBook
from fzlib.vocabulary import NATURES, STATUSES, Status

ISSUER, CONTACT = "落款单位", "异议联系方式"
UNTIL, DATED, SCOPE = "数据截至", "成文日期", "统计范围"
UNSTATED = "未注明"
EVALUATIONS = ("考评", "考核", "评比", "评价", "评估")  # an action that ends so needs no 考评 more


def masthead(
    card: Card | PeriodInputs,
    before: str,
    after: str,
    figures: Iterable[blocks.KeyFigure | None],
    *,
    early: bool = False,
    badges: Sequence[str] = (),
    when: AnyPeriod | None = None,
    line_of_goals: str = "",
) -> Part:
    """题头: nature and other badges, title, whose, key figures; what is empty is left out.

    The title is as `title` has it. ``early``: 暂算. ``when``: the quarter or year it is about,
    where that is not the card's month. ``line_of_goals``: the year's goals, below the figures.
    """
    dataset = card.panel.dataset
    texts = filter(None, (STATUSES[Status.PRELIMINARY] if early else "", *badges))
    marks = (nature_badge(dataset.nature), *((text, "preliminary") for text in texts))
    heading = title(card.book, card.panel.city.name, before, after)
    return part(
        blocks.Masthead(heading, line(byline(card, when)), marks, tuple(filter(None, figures))),
        [blocks.Paragraph(line_of_goals, "goals")] if line_of_goals else (),
    )


def nature_badge(nature: str) -> tuple[str, str]:
    """Text and look of a badge that every printed page repeats: one of `vocabulary.NATURES`."""
    return NATURES[nature], f"nature-{nature}"


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


def ends(lists: Lists, fields: Sequence[Field], none: str) -> list[blocks.KeyFigure]:
    """The key figures of the first and the last, with their scores, of each group.

    One of all where the text has one list; ``none`` where nobody is ranked.
    """
    return [figure for field in fields for figure in _ends(lists, field, none)]


def _ends(lists: Lists, field: Field, none: str) -> list[blocks.KeyFigure]:
    first, last = (text.removeprefix("居") for text in (front(lists.first), rear(lists.last)))
    if not field.ranked:
        why = EFFECTS[UNRANKED] if field.vetoed >= set(field.regions) else none
        return [blocks.KeyFigure(f"{field.group}{first}", NONE, "", why)]
    if field.all_told(lists):
        return [_named(field, "位次", field.ranked)]
    sides = {first: field.leading(lists.first), last: field.trailing(lists.last)}
    return [_named(field, side, regions) for side, regions in sides.items() if regions]


def _named(field: Field, side: str, regions: Sequence[str]) -> blocks.KeyFigure:
    scores = "、".join(f"{fixed(field.scores[region], 2)}分" for region in regions)
    return blocks.KeyFigure(f"{field.group}{side}", "、".join(regions), "", scores)


def byline(card: Card | PeriodInputs, when: AnyPeriod | None = None) -> dict[str, str]:
    """Who issues it, whom to ask, the dates and the scope of the figures: label → text."""
    dataset = card.panel.dataset
    dates = dataset.dates(when or card.panel.period)
    told = {UNTIL: dates.as_of, DATED: dates.dated, SCOPE: dataset.scope.rstrip("。")}
    return _whose(dataset) | {label: text for label, text in told.items() if text}


def _whose(dataset: Dataset) -> dict[str, str]:
    """Who issues it and whom to ask, or that it is not said."""
    whose = {ISSUER: dataset.issuer, CONTACT: dataset.contact}
    if not any(whose.values()):
        return {"、".join(whose): UNSTATED}
    return {label: text or UNSTATED for label, text in whose.items()}


def line(texts: Mapping[str, str]) -> str:
    """落款单位：…　异议联系方式：…."""
    return "　".join(f"{label}：{text}" for label, text in texts.items())


def footer(
    card: Card | PeriodInputs, when: AnyPeriod | None = None, *, release: str | int = ""
) -> Part:
    """What the figures are and whose; at the very end who signs, and when, as on a document.

    ``release``: the id of the release that the page is of; '' where it is of none. Raises
    RequestError: as `release_note.line`.
    """
    dataset = card.panel.dataset
    dates = dataset.dates(when or card.panel.period)
    whose = _whose(dataset)
    if dataset.issuer:
        del whose[ISSUER]
    until = {UNTIL: dates.as_of} if dates.as_of else {}
    told = line({"来源": dataset.source, **whose, **until})
    lines = "\n".join(filter(None, (dataset.issuer, dates.dated)))
    signed = blocks.Paragraph(lines, "signature") if lines else ()
    number = release_note.line(release)
    return part(
        blocks.Paragraph(f"{NATURES[dataset.nature]}　{told}", "colophon"),
        blocks.Paragraph(number, release_note.LOOK) if number else (),
        signed,
    )


def hints(own: Sequence[Hint], card: Card, none: str) -> blocks.Piece:
    """提示事项 of one period's page; ``none``: what is said where there are none."""
    entries = [blocks.Labelled(hint.kind, hint.text(card)) for hint in own]
    return blocks.Listing(entries, "notices") if entries else none


def sources(dataset: Dataset) -> str:
    """…月度数据。来源：…。统计范围：…。: where the figures are from, what they leave out."""
    return f"{dataset.title}。来源：{dataset.source}。{scope(dataset)}"


def scope(dataset: Dataset) -> str:
    """统计范围：全市不含平潭，闽侯县不含高新区。: what the area leaves out; '' where not stated."""
    text = dataset.scope.rstrip("。")
    return f"{SCOPE}：{text}。" if text else ""
