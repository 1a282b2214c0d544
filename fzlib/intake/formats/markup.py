"""XML read once from end to end by expat, in bounded memory: only what is asked for is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from fzlib.intake.formats.refusals import DAMAGED, MOST_TAGS, TOO_LARGE, Unreadable

MOST_APART = 2_000_000  # bytes from one tag to the next: other readers read such a stretch anew
_PHONETIC = "rPh"  # how a Chinese or Japanese text is read aloud, kept beside it in xlsx
_SPACE = b"\xef\xbb\xbf\xfe\xff \t\r\n\0"  # and the marks of UTF-8 and UTF-16

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str, str], None]


def is_xml(part: bytes) -> bool:
    """Whether bytes begin as XML does, in whatever encoding expat reads: not told by a name."""
    return part.lstrip(_SPACE).startswith(b"<")


def walk(part: bytes, start: Start, end: End | None = None, *, most: int = MOST_TAGS) -> None:
    """Call ``start`` with each tag's name and attributes, ``end`` with its name and own text.

    Prefixes are left out of the names; the text is what stands behind the last child, none where
    it only says how another is read aloud.

    Raises:
        Unreadable: too many tags, or too far apart; a DOCTYPE (no spreadsheet writes one, and
            entities can grow without end). ExpatError: not well-formed. LookupError, ValueError:
            an encoding that is none.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    texts: list[str] = []
    tags = last = 0
    phonetic = False

    def reach(at: int) -> None:
        nonlocal last
        if tags > most or at - last > MOST_APART:
            raise Unreadable(*TOO_LARGE)
        last = at

    def started(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal tags, phonetic
        tags += 1
        reach(parser.CurrentByteIndex)
        texts.clear()
        tag = name.rpartition(":")[2]
        phonetic = phonetic or tag == _PHONETIC
        start(tag, {k.rpartition(":")[2]: v for k, v in attributes.items()})

    def ended(name: str) -> None:
        nonlocal phonetic
        reach(parser.CurrentByteIndex)
        tag = name.rpartition(":")[2]
        if end:
            end(tag, "" if phonetic else "".join(texts))
        phonetic = phonetic and tag != _PHONETIC
        texts.clear()

    def refuse(*_: object) -> None:
        raise Unreadable(*DAMAGED)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.StartDoctypeDeclHandler = refuse
    if end:
        parser.CharacterDataHandler = texts.append
    parser.Parse(part, True)
    reach(len(part))
