"""XML read element by element by expat, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from fzlib.intake.formats.limits import MOST_TAGS
from fzlib.intake.formats.unreadable import DAMAGED, TOO_LARGE, Unreadable

# What reading a part may raise: no XML, numbers that are none, references to what is not there.
MALFORMED = (expat.ExpatError, ValueError, LookupError, OverflowError)

_FEW_TAGS = MOST_TAGS // 10  # of parts that a spreadsheet, too, keeps whole
_MOST_APART = 2_000_000  # bytes from one tag to the next: each chunk reads such a stretch anew
_CHUNK = 1 << 16  # bytes
_SPACE = b"\xef\xbb\xbf\xfe\xff \t\r\n\0"  # and the marks of UTF-8 and UTF-16


def is_xml(part: bytes) -> bool:
    """Whether bytes begin as XML does, in whatever encoding expat reads: not told by a name."""
    return part.lstrip(_SPACE).startswith(b"<")


def tree(part: bytes) -> Any:
    """The root of a part that has few tags; names and errors as of `elements`."""
    *_, root = elements(part, most=_FEW_TAGS)
    return root


def elements(part: bytes, *, namespaces: bool = False, most: int = MOST_TAGS) -> Iterator[Any]:
    """Every element as it ends, names without their prefixes; whoever is done with one clears it.

    Args:
        namespaces: names as ``{namespace}name`` instead.

    Raises:
        Unreadable: too many tags, or too far apart; a DOCTYPE (no spreadsheet writes one, and
            entities can grow without end). ExpatError: not well-formed. LookupError, ValueError:
            an encoding that is none.
    """
    parser = expat.ParserCreate(namespace_separator="}" if namespaces else None)
    builder, complete = ElementTree.TreeBuilder(), list[Any]()
    named = _qualified if namespaces else _local
    tags = last = 0

    def reach(at: int) -> None:
        nonlocal last
        if tags > most or at - last > _MOST_APART:
            raise Unreadable(*TOO_LARGE)
        last = at

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal tags
        tags += 1
        reach(parser.CurrentByteIndex)
        builder.start(named(name), {named(key): value for key, value in attributes.items()})

    def ended(name: str) -> None:
        reach(parser.CurrentByteIndex)
        complete.append(builder.end(named(name)))

    def refuse(*_: object) -> None:
        raise Unreadable(*DAMAGED)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    for start in range(0, len(part) + 1, _CHUNK):
        parser.Parse(part[start : start + _CHUNK], start + _CHUNK > len(part))
        yield from complete
        complete.clear()
    reach(len(part))


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def _local(name: str) -> str:
    return name.rpartition(":")[2]
