"""Everything that comes from a file is escaped, once; what is empty leaves no trace."""

import pytest

from fzlib.presentation.block_parts import (
    NAME,
    TEXT,
    Column,
    Group,
    KeyFigure,
    Labelled,
    Link,
    Sourced,
    TableCell,
    numbers,
)
from fzlib.presentation.blocks import (
    NOTHING,
    Blocks,
    Figure,
    Heading,
    Masthead,
    Paragraph,
    Workings,
    listing,
    paragraphs,
    sequence,
    table,
)
from tests.presentation.cards import html, parsed, shown

BAD = '<script>alert("1")</script>&'
ESCAPED = '&lt;script&gt;alert("1")&lt;/script&gt;&amp;'
LINK = Link("x", 'a"b', BAD, "source")
A = f'<a href="a&quot;b" class="source" title="{ESCAPED.replace(chr(34), "&quot;")}">x</a>'


@pytest.mark.parametrize(
    ("block", "markup", "why"),
    [
        (Paragraph(BAD), f"<p>{ESCAPED}</p>", "text"),
        (Paragraph("x", "a b"), '<p class="a b">x</p>', "look"),
        (Paragraph((BAD, LINK, "。")), f"<p>{ESCAPED}{A}。</p>", "a link and its attributes"),
        (Paragraph((Link("x", "y"),)), '<p><a href="y">x</a></p>', "empty attributes are left out"),
        (Heading(BAD), f"<h3>{ESCAPED}</h3>", "a heading"),
        (paragraphs(["a", "", "b"]), "<p>a</p>\n<p>b</p>", "an empty text is no paragraph"),
        (paragraphs([]), "", "no text at all"),
        (Paragraph("1\u202e2\x1b3"), "<p>1�2�3</p>", "what turns the text beside it shows"),
        (Paragraph("1\n2\u200b"), "<p>1\n2\u200b</p>", "line ends are spaces"),
        (listing([BAD]), f"<ul><li>{ESCAPED}</li></ul>", "entries"),
        (
            listing([Labelled(BAD, BAD)], "notices"),
            f'<ul class="notices"><li><strong>{ESCAPED}</strong><span>{ESCAPED}</span></li></ul>',
            "under a label",
        ),
        (
            listing([Sourced(BAD, LINK)]),
            f"<ul><li><span>{ESCAPED}</span>\n{A}</li></ul>",
            "with its source",
        ),
        (listing([]), "", "an empty list is no list"),
        (sequence(NOTHING, paragraphs(["a"]), NOTHING), "<p>a</p>", "nothing leaves no line"),
        (
            Figure("<svg/>", BAD),
            f'<figure class="chart"><svg/>\n<figcaption>{ESCAPED}</figcaption></figure>',
            "a figure has its caption",
        ),
        (
            Workings(paragraphs(["a"]), BAD),
            f'<details class="working"><summary>{ESCAPED}</summary>\n<p>a</p></details>',
            "folded",
        ),
        (Workings(paragraphs(["a"])), '<div class="working"><p>a</p></div>', "open"),
    ],
)
def test_blocks(block, markup, why):
    assert html(block) == markup, why


@pytest.mark.parametrize(
    ("text", "unit", "look", "told"),
    [
        ("5.0", "%", "big", "5.0%"),
        ("—", "分", "big", "—"),  # no unit of nothing
        ("甲县、乙县", "", "big names", "甲县、乙县"),
    ],
)
def test_key_figures(text, unit, look, told):
    head = Masthead(
        "题", "署名", (("示例数据", "nature-example"),), (KeyFigure("标", text, unit, BAD),)
    )
    assert shown(head) == f"示例数据 题 署名 标 {told} {BAD}"
    assert [part.get("class") for part in parsed(head).iter("dd")] == [look, None]
    assert [part.get("class") for part in parsed(head).iter("span")] == [
        "badge nature-example", None,
    ]  # fmt: skip


def test_every_place_of_a_table_is_escaped():
    columns = [Column(BAD, NAME), Group(BAD, numbers(BAD))]
    made = html(table(BAD, columns, [[BAD, TableCell(BAD, BAD, BAD, BAD)]], note=BAD))
    assert "<script" not in made
    assert made.count(ESCAPED) == 8  # caption, three headers, row's name, number, mark, note
    assert made.count("&lt;script&gt;alert(&quot;1&quot;)") == 2  # look and meaning of the mark


def test_a_table_of_one_header_row():
    columns = [Column("名", NAME), Column("况", TEXT), Column("数")]
    rows = [
        [TableCell("甲", anchor="d1"), TableCell("x", look="met"), TableCell("1", "审", "m", "up")]
    ]
    made = html(table("表　试", columns, rows, apart=[["全市", "y", "2"]], note="注", look="wide"))
    assert made == (
        '<div class="table"><table class="wide"><caption>表　试</caption>\n'
        '<thead><tr><th scope="col">名</th>\n<th scope="col">况</th>\n'
        '<th scope="col" class="n">数</th></tr></thead>\n'
        '<tbody><tr><th scope="row" id="d1">甲</th>\n<td class="met">x</td>\n'
        '<td class="n up">1<sup class="flag" title="m">审</sup></td></tr></tbody>\n'
        '<tbody class="apart"><tr><th scope="row">全市</th>\n<td>y</td>\n'
        '<td class="n">2</td></tr></tbody></table></div>\n<p class="note">注</p>'
    )


def test_columns_under_a_common_header():
    columns = [Column("甲"), Group("乙", numbers("丙", "丁")), Group("戊", numbers("己"))]
    made = parsed(table("表　试", columns, []))
    assert [
        [(c.text, c.get("scope"), c.get("colspan"), c.get("rowspan"), c.get("class")) for c in row]
        for row in made.iter("tr")
    ] == [
        [
            ("甲", "col", None, "2", "n"),
            ("乙", "colgroup", "2", None, None),
            ("戊", "col", None, None, None),
        ],
        [(title, "col", None, None, "n") for title in "丙丁己"],
    ]
    assert list(made.iter("tbody")) == []


def test_a_block_shows_itself_in_a_notebook_and_not_in_its_text_twin():
    assert Blocks((Paragraph("x"),))._repr_html_() == "<p>x</p>"
    assert {repr(Blocks()), repr(Paragraph("x")), repr(table("x", [], []))} == {"（图文）"}


def test_a_block_is_a_value():
    made = table("x", [Column("名", NAME)], [["甲"]])
    assert made == table("x", [Column("名", NAME)], [[TableCell("甲")]])
    assert hash(made) == hash(table("x", [Column("名", NAME)], [["甲"]]))
