"""A matplotlib figure as one <svg> that may stand in any page, beside others of its kind."""

from __future__ import annotations

import hashlib
import io
import re
from itertools import groupby
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from fzlib.presentation.charts.style import FONTS, drawn_text

MANY = 50  # texts alike, one after another
_NUMBER = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"(?<=url\(#)[^)]+|(?<=^#).+")  # url(#x) in a style, #x in a href


def to_svg(figure: Figure, *, name: str, alt: str) -> str:
    """The figure as one inline <svg>, text as text, sized by its viewBox alone.

    ``alt``: what it shows in words. Prolog, metadata and matplotlib's style sheet (which would rule
    the whole page) are left out. Only ids in use remain; they begin with ``name`` and a hash of the
    drawing, so that no two different charts of a page share one.
    """
    file = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    canvas: Any = FigureCanvasSVG(figure)
    canvas.print_svg(file, metadata=nothing)
    root = ElementTree.fromstring(file.getvalue())
    for node in root.iter():
        _simplify(node)
    _drop(root)
    _gather(root)
    _rename(root, name)
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": root.get("viewBox", ""),
        "role": "img",
        "aria-label": drawn_text(alt),
        "style": f"font-family:{FONTS};stroke-linejoin:round",
    }
    return ElementTree.tostring(root, encoding="unicode")


def _simplify(node: Element) -> None:
    """No namespaces (HTML has none), two decimals, no white space, plain texts."""
    node.tag = node.tag.rpartition("}")[2]
    node.attrib = {key.rpartition("}")[2]: value for key, value in node.items()}
    node.tail = None
    if node.tag != "text":
        node.text = None
    for key in ("d", "x", "y"):
        if key in node.attrib:
            node.set(key, _NUMBER.sub(_two_decimals, " ".join(node.attrib[key].split())))


def _two_decimals(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 2) + 0.0:g}"  # + 0.0: no -0


def _drop(node: Element) -> None:
    """Leave out metadata and style sheets, and the tags of groups that say nothing."""
    for child in list(node):
        _drop(child)
        empty = child.tag == "defs" and not len(child)
        # of a heat map's cells without a value
        unseen = child.tag == "path" and child.get("style") == "fill: none"
        if child.tag in ("metadata", "style") or empty or unseen:
            node.remove(child)
        elif child.tag == "g" and set(child.keys()) <= {"id"}:
            at = list(node).index(child)
            node[at : at + 1] = list(child)


def _gather(root: Element) -> None:
    """Say the look of many texts alike once, on a group: half the size of a grid of numbers."""
    for parent in list(root.iter()):
        children = []
        for look, run in groupby(list(parent), _look_of):
            texts = list(run)
            if not look or len(texts) < MANY:
                children += texts
                continue
            group = Element("g", dict(look))
            for text in texts:
                text.attrib = {key: text.attrib[key] for key in ("x", "y")}
            group.extend(texts)
            children.append(group)
        parent[:] = children


def _look_of(node: Element) -> tuple[tuple[str, str], ...]:
    """The attributes of a text but its place; () of any other node."""
    look = [pair for pair in node.items() if pair[0] not in ("x", "y")]
    return tuple(look) if node.tag == "text" else ()


def _rename(root: Element, name: str) -> None:
    drawing = hashlib.sha256(ElementTree.tostring(root)).hexdigest()
    values = [value for node in root.iter() for value in node.attrib.values()]
    used = {id_ for value in values for id_ in _REFERENCE.findall(value)}
    ids = [id_ for node in root.iter() if (id_ := node.get("id")) in used]
    new = {id_: f"{name}-{drawing[:8]}-{n}" for n, id_ in enumerate(ids, 1)}
    for node in root.iter():
        node.attrib = {
            key: new[value] if key == "id" else _REFERENCE.sub(lambda m: new.get(m[0], m[0]), value)
            for key, value in node.items()
            if key != "id" or value in new
        }
