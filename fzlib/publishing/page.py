"""An executed notebook as one HTML page that needs nothing from any network.

``jupyter nbconvert --to fzreport executed.ipynb`` and `render` give the same bytes: the exporter
reads nothing but the notebook's Markdown and ``text/html`` outputs, no clock and no cell id.
The layout is in ``template/``: ``index.html.j2``, ``style.css``, ``page.js`` (sorts, prints).
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import mistune
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import Bool, List, Unicode

from fzlib.presentation import release_note
from fzlib.publishing.page_pieces import pieces, without_empty

HERE = Path(__file__).parent


class PageRefused(ConversionException):
    """The notebook cannot become a page (nbconvert's command prints it and exits with 1)."""


@dataclass
class Section:
    """A heading of the page and the headings below it; `label` is HTML text, already escaped."""

    id: str
    label: str
    parts: list[Section] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """What the template lays out: fragments of HTML, already escaped."""

    title: str
    nature: str
    masthead: str
    contents: list[Section]
    body: str
    footer: str
    release: str


class Markdown(mistune.HTMLRenderer):
    """Markdown to HTML: raw HTML becomes text, headings get ids and are kept for the contents."""

    def __init__(self) -> None:
        super().__init__(escape=True)
        self.title = ""
        self.contents: list[Section] = []

    def heading(self, text: str, level: int, **attrs: object) -> str:
        """## and ### get a stable id (s2, s2-1); # names the notebook, which the masthead does."""
        if level == 1:
            self.title = self.title or plain_text(text)
            return ""
        return self.entered(level, text) or super().heading(text, level, **attrs)

    def entered(self, level: int, text: str) -> str:
        """The heading with its id, entered in the contents; '' where it has no place there."""
        label = plain_text(text)
        if level == 2:
            self.contents.append(Section(f"s{len(self.contents) + 1}", label))
            return f'<h2 id="{self.contents[-1].id}">{text}</h2>\n'
        if level == 3 and self.contents:
            above = self.contents[-1]
            above.parts.append(Section(f"{above.id}-{len(above.parts) + 1}", label))
            return f'<h3 id="{above.parts[-1].id}">{text}</h3>\n'
        return ""

    def fragment(self, fragment: str) -> str:
        """An HTML output with its own headings (one an indicator, say) entered too."""
        return re.sub(
            r"<h([23])>(.*?)</h\1>", lambda m: self.entered(int(m[1]), m[2]) or m[0], fragment
        )

    def paragraph(self, text: str) -> str:
        """A line break in the source is no space between two Chinese characters."""
        return super().paragraph(unwrapped(text))

    def block_text(self, text: str) -> str:
        """As in a paragraph: the text of a list item."""
        return super().block_text(unwrapped(text))


class ReportExporter(TemplateExporter):
    """nbconvert's exporter for the bureau's reports (entry point ``fzreport``)."""

    export_from_notebook = "工业考评网页"
    output_mimetype = "text/html"

    # checked after the last preprocessor, not after each of eleven
    optimistic_validation = Bool(True)
    file_extension = Unicode(".html")
    template_name = Unicode("template")
    # not the working directory, nbconvert's default: a folder there must not change the page
    extra_template_basedirs = List([str(HERE)])

    def get_prefix_root_dirs(self) -> list[str]:
        """None other: a template of this name where JUPYTER_PATH leads is not ours."""
        return []

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """The filters of nbconvert and the three that our template needs."""
        yield from super().default_filters()
        yield from {"page": compose, "sha256": sha256_source, "css_string": css_string}.items()


def render(notebook: NotebookNode) -> str:
    """The page of an executed notebook; `PageRefused` if one of its cells failed."""
    return str(_exporter().from_notebook_node(notebook)[0])


@cache
def _exporter() -> ReportExporter:
    """One for all pages: it compiles the template once."""
    return ReportExporter()


def compose(notebook: NotebookNode) -> Page:
    """Take the parts of the page from the notebook's cells.

    The first HTML output with an <h1> is the masthead; what a cell tagged ``footer`` shows is the
    footer; all else follows in the notebook's order.
    """
    refuse_errors(notebook)
    markdown = Markdown()
    to_html = mistune.create_markdown(renderer=markdown)
    body: list[str] = []
    footer: list[str] = []
    masthead = ""
    for piece in without_empty(pieces(notebook)):
        place = footer if piece.in_footer else body
        if piece.is_markdown:
            place.append(str(to_html(piece.text)))
        elif not masthead and "<h1" in piece.text:
            masthead = piece.text
        else:
            place.append(markdown.fragment(piece.text))
    title = first(r"<h1[^>]*>(.*?)</h1>", masthead) or markdown.title
    title = title or (markdown.contents[0].label if markdown.contents else "报告")
    return Page(
        title=title,
        nature="　".join(natures(masthead)),
        masthead=masthead or f'<div class="masthead"><h1>{title}</h1></div>',
        contents=markdown.contents,
        body="\n".join(body),
        footer="\n".join(footer),
        release=release_line("\n".join(footer)),
    )


def refuse_errors(notebook: NotebookNode) -> None:
    """A failed cell, whatever its tags, leaves a part of the report out: then there is no page."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise PageRefused(
                    f"第{number}个单元格运行出错（{output.ename}：{output.evalue}），不生成网页；"
                    "请修正后从头运行笔记本，再转换"
                )


def natures(masthead: str) -> list[str]:
    """The texts of the badges that say what the figures are: a printed page repeats them."""
    badges = re.findall(r'<span class="[^"]*\bnature-[^"]*">(.*?)</span>', masthead, re.DOTALL)
    return [plain_text(badge) for badge in badges]


def release_line(footer: str) -> str:
    """发布编号：1a2b3c4d, which a printed page repeats on every sheet; '' where there is none."""
    own = rf'<p class="{release_note.LOOK}">({release_note.LABEL}：{release_note.FORM.pattern})</p>'
    return first(own, footer)


def first(pattern: str, fragment: str) -> str:
    """The text of the first match's group, without tags; still escaped; '' if there is none."""
    match = re.search(pattern, fragment, flags=re.DOTALL)
    return plain_text(match[1]) if match else ""


def plain_text(fragment: str) -> str:
    """An HTML fragment without its tags, white space evened out; entities stay as they are."""
    return " ".join(re.sub(r"<[^>]*>", "", fragment).split())


def unwrapped(text: str) -> str:
    """Join lines that break between two East Asian characters."""
    return re.sub(r"(?<=[\u2e80-\uffef])\n(?=[\u2e80-\uffef])", "", text)


def sha256_source(script: str) -> str:
    """The source expression by which a content-security-policy allows exactly this script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def css_string(escaped: str) -> str:
    """HTML text as a CSS string; every ASCII sign is a code, so nothing in it can end the style."""
    text = html.unescape(escaped)
    return '"' + re.sub(r"[\x00-\x7f]", lambda sign: f"\\{ord(sign[0]):06x}", text) + '"'
