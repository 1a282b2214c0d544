"""Everything that comes from a file is escaped, once; what is empty leaves no trace."""

import pytest

from fzlib.presentation import blocks
from fzlib.presentation.blocks import Figure, Heading, Labelled, Link, Paragraph, Sourced, Workings
from fzlib.presentation.html import Part, part
from tests.presentation.cards import html, parsed, shown

BAD = '<script>alert("1")</script>&'
TEXT = '&lt;script&gt;alert("1")&lt;/script&gt;&amp;'
TITLE = TEXT.replace('"', "&quot;")
LINK = Link("x", 'a"b', BAD, "source")
STRONG, SPAN = f"<strong>{TEXT}</strong>", f"<span>{TEXT}</span>"
A = f'<a href="a&quot;b" class="source" title="{TITLE}">x</a>'


@pytest.mark.parametrize(
    ("block", "markup", "why"),
    [
        (Paragraph(BAD), f"<p>{TEXT}</p>", "text"),
        (Paragraph("x", "a b"), '<p class="a b">x</p>', "look"),
        (Paragraph((BAD, LINK, "。")), f"<p>{TEXT}{A}。</p>", "a link and its attributes"),
        (Paragraph((Link("x", "y"),)), '<p><a href="y">x</a></p>', "empty attributes are left out"),
        (Paragraph("1\u202e2\x1b3"), "<p>1�2�3</p>", "what turns the text beside it shows"),
        (Paragraph("1\n2\u200b"), "<p>1\n2\u200b</p>", "line ends are spaces"),
        (["a", "", "b"], "<p>a</p>\n<p>b</p>", "an empty text is no paragraph"),
        ([], "", "no text at all"),
        (Heading(BAD), f"<h3>{TEXT}</h3>", "a heading"),
        (blocks.Listing([BAD], "b"), f'<ul class="b"><li>{TEXT}</li></ul>', "entries"),
        (blocks.Listing([Labelled(BAD, BAD)]), f"<ul><li>{STRONG}{SPAN}</li></ul>", "labelled"),
        (blocks.Listing([Sourced(BAD, LINK)]), f"<ul><li>{SPAN}\n{A}</li></ul>", "with its source"),
        (blocks.Listing([]), "", "an empty list is no list"),
        (["", [], Paragraph("a"), ()], "<p>a</p>", "nothing leaves no line"),
        ([blocks.Blank(), "a"], "\n<p>a</p>", "but an empty line does"),
        (
            Figure("<svg/>", BAD),
            f'<figure class="chart"><svg/>\n<figcaption>{TEXT}</figcaption></figure>',
            "a figure has its caption",
        ),
        (
            Workings((Paragraph("a"), Paragraph("b")), BAD),
            f'<details class="working"><summary>{TEXT}</summary>\n<p>a</p>\n<p>b</p></details>',
            "folded",
        ),
        (Workings((Paragraph("a"),)), '<div class="working"><p>a</p></div>', "open"),
    ],
)
def test_blocks(block, markup, why):
    assert html(block) == markup, why


@pytest.mark.parametrize(
    ("text", "unit", "look", "words"),
    [
        ("5.0", "%", "big", "5.0%"),
        ("—", "分", "big", "—"),  # no unit of nothing
        ("甲县、乙县", "", "big names", "甲县、乙县"),
    ],
)
def test_key_figures(text, unit, look, words):
    figure = blocks.KeyFigure("标", text, unit, BAD)
    head = blocks.Masthead("题", "署名", (("示例数据", "nature-example"),), (figure,))
    assert shown(head) == f"示例数据 题 署名 标 {words} {BAD}"
    assert [part.get("class") for part in parsed(head).iter("dd")] == [look, None]
    assert 'class="badge nature-example"' in html(head)


def test_every_place_of_a_table_is_escaped():
    cell = blocks.TableCell(BAD, BAD, BAD, BAD)
    made = html(blocks.table(BAD, [blocks.group(BAD, BAD)], [[BAD, cell]], names=BAD, note=BAD))
    assert "<script" not in made
    assert made.count(TEXT) == 8  # caption, three headers, row's name, number, mark, note
    assert made.count(TITLE) == 2  # look and meaning of the mark


def test_a_table():
    met, up = blocks.TableCell("x", look="met"), blocks.TableCell("1", "审", "m", "up")
    rows, total = [[blocks.TableCell("甲", anchor="d1"), met, up]], ["全市", "y", "2"]
    more = {"names": "名", "apart": [total], "note": "注", "look": "wide"}
    table = blocks.table("表　试", [blocks.text("况"), "数"], rows, **more)
    assert html(table) == (
        '<div class="table"><table class="wide"><caption>表　试</caption>\n'
        '<thead><tr><th scope="col">名</th>\n<th scope="col">况</th>\n'
        '<th scope="col" class="n">数</th></tr></thead>\n'
        '<tbody><tr><th scope="row" id="d1">甲</th>\n<td class="met">x</td>\n'
        '<td class="n up">1<sup class="flag" title="m">审</sup></td></tr></tbody>\n'
        '<tbody class="apart"><tr><th scope="row">全市</th>\n<td>y</td>\n'
        '<td class="n">2</td></tr></tbody></table></div>\n<p class="note">注</p>'
    )


def test_columns_under_a_common_header():
    columns = [blocks.group("乙", "丙", "丁"), blocks.group("戊", "己")]
    first, second = parsed(blocks.table("表　试", columns, [], names="甲")).iter("tr")
    assert [(c.text, c.get("scope"), c.get("colspan"), c.get("rowspan")) for c in first] == [
        ("甲", "col", None, "2"), ("乙", "colgroup", "2", None), ("戊", "col", None, None),
    ]  # fmt: skip
    assert [(c.text, c.get("scope"), c.get("class")) for c in second] == [
        (title, "col", "n") for title in "丙丁己"
    ]


def test_a_part_shows_itself_in_a_notebook_and_not_in_its_text_twin():
    assert part("x")._repr_html_() == "<p>x</p>"
    assert repr(part("x")) == "（图文）"


def test_what_is_shown_is_a_value():
    table = blocks.table("表", [], [["甲"]])
    assert part("x", table) == Part((Paragraph("x"), table))
    assert hash(table) == hash(blocks.table("表", [], [["甲"]]))
