"""Everything that comes from a file is escaped, once; what is empty leaves no trace."""

import pytest

from fzlib.presentation.html import (
    NOTHING,
    Cell,
    Html,
    element,
    figure,
    join,
    listing,
    numeric,
    paragraphs,
    table,
)

BAD = '<script>alert("1")</script>&'
TEXT = '&lt;script&gt;alert("1")&lt;/script&gt;&amp;'


@pytest.mark.parametrize(
    ("made", "markup", "why"),
    [
        (element("p", BAD), f"<p>{TEXT}</p>", "text"),
        (element("p", Html("<b>x</b>")), "<p><b>x</b></p>", "markup stays"),
        (element("p", "x", class_="a b"), '<p class="a b">x</p>', "class_"),
        (element("p", "x", title='a"b<'), '<p title="a&quot;b&lt;">x</p>', "attributes"),
        (element("td", "x", colspan=None), "<td>x</td>", "None is left out"),
        (element("td", "x", colspan=2), '<td colspan="2">x</td>', "numbers"),
        (paragraphs(["a", "", "b"]), "<p>a</p>\n<p>b</p>", "an empty text is no paragraph"),
        (paragraphs([]), "", "no text at all"),
        (element("p", "1\u202e2\x1b3"), "<p>1�2�3</p>", "what turns the text beside it shows"),
        (element("p", "1\n2\u200b"), "<p>1\n2\u200b</p>", "line ends are spaces"),
        (listing([BAD]), f"<ul><li>{TEXT}</li></ul>", "entries"),
        (listing([]), "", "an empty list is no list"),
        (join([NOTHING, Html("a"), NOTHING]), "a", "nothing leaves no line"),
    ],
)
def test_pieces(made, markup, why):
    assert made.markup == markup, why


def test_a_figure_has_its_caption():
    shown = figure("<svg/>", BAD).markup
    assert shown == f'<figure class="chart"><svg/>\n<figcaption>{TEXT}</figcaption></figure>'


def test_every_place_of_a_table_is_escaped():
    cell = Cell(BAD, number=True, mark=BAD, title=BAD, class_=BAD)
    shown = table(BAD, [[BAD, numeric(BAD)]], [[Cell(BAD, head=True), cell]], note=BAD).markup
    assert "<script" not in shown
    assert shown.count(TEXT) == 7  # caption, two headers, row header, number, mark, note
    assert shown.count("&lt;script&gt;alert(&quot;1&quot;)") == 2  # class and title of the number


def test_html_shows_itself_in_a_notebook_and_not_in_its_text_twin():
    assert Html("<b>x</b>")._repr_html_() == "<b>x</b>"
    assert "<" not in repr(Html("<b>x</b>"))
