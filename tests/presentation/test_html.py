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
        (Heading(BAD, level=2), f"<h2>{TEXT}</h2>", "a heading of a section"),
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
    assert made.count(TEXT) == 7  # caption, three headers, row's name, number, note
    assert made.count(TITLE) == 3  # look, mark and its meaning


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
        '<td class="n up" data-mark="审" title="m">1</td></tr></tbody>\n'
        '<tbody class="apart"><tr><th scope="row">全市</th>\n<td>y</td>\n'
        '<td class="n">2</td></tr></tbody></table></div>\n<p class="note">注</p>'
    )


def test_a_mark_is_no_part_of_the_number():
    marked = blocks.TableCell("24.97", "高", "异常高分")
    (cell,) = parsed(blocks.table("表", ["数"], [["甲", marked]])).iter("td")
    assert "".join(cell.itertext()) == "24.97"
    assert cell.attrib == {"class": "n", "data-mark": "高", "title": "异常高分"}


def test_a_header_that_says_nothing_is_none():
    table = blocks.table("表", ["数"], [["", "1"]], names="")
    assert [(c.tag, c.text) for c in parsed(table).iter() if c.tag in ("th", "td")] == [
        ("td", None), ("th", "数"), ("td", None), ("td", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("得149.54分", ["149.54分"]),
        ("增加1.60亿元", ["1.60亿元"]),
        ("1.6个和1.3个百分点", ["1.6个", "1.3个百分点"]),
        ("并列第10位", ["第10位"]),
        ("2023年1—2月", ["2023年", "1—2月"]),
        ("5%—10.5%", ["5%—10.5%"]),
        ("第2—5位", ["第2—5位"]),
        ("2023年6月19日", ["2023年", "6月19日"]),
        ("12,000.5万吨", ["12,000.5万吨"]),
        ("−3.20%，2.1÷0.1×0.2=4.20", []),  # browsers keep these themselves
        ("monthly/2023-05.csv", []),
        ("a&b<3", []),  # escaped first: &amp; and &lt; hold no figures
    ],
)
def test_a_number_stays_with_its_unit(text, kept):
    assert [span.text for span in parsed(part(text)).iter("span")] == kept
    assert shown(part(text)) == text


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("1.2+3.4=4.6", "1.2<wbr/>+3.4<wbr/>=4.6"),
        ("5%−（−1.2）", '5%<wbr/><span class="u">−（</span>−1.2）'),
        ("（3−1）×2", "（3<wbr/>−1）<wbr/>×2"),
        ("下降−3.2", "下降−3.2"),  # a sign
        ("2023-05", "2023-05"),  # a hyphen
    ],
)
def test_a_sum_may_be_broken_before_its_operators(text, markup):
    assert html(part(text)) == f"<p>{markup}</p>"


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
