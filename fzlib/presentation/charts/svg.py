"""A matplotlib figure as one <svg> that may stand in any page, beside others of its kind."""

from __future__ import annotations

import hashlib
import io
import re
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from fzlib.presentation.charts.style import FONTS, drawn_text

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
        if child.tag in ("metadata", "style") or (child.tag == "defs" and not len(child)):
            node.remove(child)
        elif child.tag == "g" and set(child.keys()) <= {"id"}:
            at = list(node).index(child)
            node[at : at + 1] = list(child)


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
