"""What a new data folder still has of what it was started from: blanks to fill in, another city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from fzlib.errors import Place, ProblemLog
from fzlib.goals.tasks import Document
from fzlib.scoring.panel import Dataset
from fzlib.scoring.regions import CITY, Region
from fzlib.scoring.rulebook import RuleBook

BLANK = "（写明"  # how every blank of `fz init` begins
STARTER = "福州"  # whose plan a new folder starts from
OF_CITY = ("title", "issuer")  # keys of dataset.toml that name the city


def check_placeholders(
    dataset: Dataset | None,
    book: RuleBook | None,
    label: str,
    regions: Sequence[Region],
    log: ProblemLog,
    *,
    is_own: bool = True,
) -> None:
    """What would be printed in a report and is not this city's: it stops a run.

    Args:
        label: of the rule book. regions: none where regions.csv is wrong. is_own: whether the rule
            book is the folder's; of one that is named for this run only the blanks are told, for
            it may well be another city's.
    """
    _check(_texts(dataset, book, label, is_own=is_own), regions, log)


def check_document(
    document: Document, label: str, regions: Sequence[Region], log: ProblemLog
) -> None:
    """The same of a plan's document. ``label``: of its file."""
    texts = (("title", document.title, True), ("source", document.source, False))
    own = ((Place(label, "", key), text, of_city) for key, text, of_city in texts)
    _check(own, regions, log)


def _check(
    texts: Iterable[tuple[Place, str, bool]], regions: Sequence[Region], log: ProblemLog
) -> None:
    city = next((region.name for region in regions if region.kind == CITY), "")
    for place, text, of_city in texts:
        if BLANK in text:
            mend = "写上本市的" + "；文件没有说的，删去这一行" * place.cell.startswith("document.")
            log.stop(place, f"还是“{text}”", mend, kind="key.placeholder")
        elif of_city and city and STARTER in text and STARTER not in city:
            what = f"“{text}”写的是{STARTER}，本市是{city}"
            log.stop(place, what, "改为本市的", kind="key.placeholder")


def _texts(
    dataset: Dataset | None, book: RuleBook | None, label: str, *, is_own: bool
) -> Iterator[tuple[Place, str, bool]]:
    """What the two files say, each with its key, and whether it names the city."""
    for key, text in asdict(dataset).items() if dataset else ():
        if isinstance(text, str):
            yield Place("dataset.toml", "", key), text, key in OF_CITY
    if book is None:
        return
    yield Place(label, "", "title"), book.title, False
    yield Place(label, "", "source"), book.source, False
    for key, text in asdict(book.document).items():
        if isinstance(text, str):
            yield Place(label, "", f"document.{key}"), text, is_own
