"""The page a reader opens: what is on it, what is not, and that it asks nobody for anything."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat import v4

from fzlib.presentation.wording import numeral
from fzlib.publishing.page import HERE, PageRefused, compose, css_string, render
from fzlib.publishing.page_pieces import Piece, without_empty

MASTHEAD = """<div class="masthead">
<p class="badges"><span class="badge nature-example">示例数据</span>
<span class="badge preliminary">暂算</span></p>
<h1>2023年5月工业争先增效行动<br>考评情况 &lt;script&gt;</h1>
<p class="byline">落款单位：未注明</p>
<dl class="figures"><div><dt>全市增加值增速</dt><dd class="big">5.1<small>%</small></dd>
<dd>高于全国1.6个百分点</dd></div></dl></div>"""

TABLE = """<div class="table"><table class="wide"><caption>表1　得分</caption><thead>
<tr><th scope="col" rowspan="2">县（市）区</th><th scope="colgroup" colspan="2">实际完成增量</th>
<th scope="col" rowspan="2" class="n">位次变化</th></tr>
<tr><th scope="col" class="n">当月</th><th scope="col" class="n">累计</th></tr></thead>
<tbody>
<tr><th scope="row">甲县</th><td class="n">1,009.50</td>
<td class="n">—</td><td class="down">↓2</td></tr>
<tr><th scope="row">乙县</th><td class="n">−12.00</td>
<td class="n">待审定</td><td class="up">↑1</td></tr>
<tr><th scope="row">丙县</th><td class="n" data-mark="小" title="基数较小">54.67</td>
<td class="n">7.00</td><td class="same">持平</td></tr>
</tbody>
<tbody class="apart"><tr><th scope="row">全市</th><td class="n">0.00</td><td class="n">0.00</td>
<td class="same">—</td></tr></tbody></table></div>"""

CHART = """<figure class="chart"><svg role="img" aria-label="甲县居首" viewBox="0 0 80 20"
xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="p1"><rect width="80" height="20"/></clipPath>
</defs><g id="axes_1" clip-path="url(#p1)"><text style="font: 10px 'Noto Sans SC'">甲县</text>
</g></svg><figcaption>图1　得分</figcaption></figure>"""

WORKING = """<details class="working"><summary>甲县　217.94分</summary>
<ol class="sums"><li>10 + 8.6 = 折叠之内18.60</li></ol></details>"""


def code(*fragments, tags=(), source="fz.secret_call()"):
    """A code cell that showed these HTML fragments, with the noise a run leaves."""
    outputs = [v4.new_output("stream", name="stderr", text="noise on stderr")]
    for fragment in fragments:
        data = {"text/html": fragment, "text/plain": "<plain.object>"}
        outputs.append(v4.new_output("display_data", data))
    metadata = {"tags": list(tags)}
    return v4.new_code_cell(source, outputs=outputs, metadata=metadata, execution_count=7)


def text(source, *tags):
    return v4.new_markdown_cell(source, metadata={"tags": list(tags)})


def sample(masthead=MASTHEAD):
    """A notebook as papermill leaves it; cell ids are random, as there."""
    return v4.new_notebook(
        cells=[
            text("# 月度考评\n\n改参数后全部运行", "analyst"),
            text("# 月度考评"),
            v4.new_code_cell('period = "2023-05"', metadata={"tags": ["parameters"]}),
            code(masthead) if masthead else text(""),
            text("## 一、全市总体情况"),
            code("<p>5月，全市规模以上工业增加值同比增长5.1%。</p>"),
            text("## 二、考评结果\n\n### （一）综合得分"),
            code(TABLE, CHART),
            text("### （二）计算过程 <b>&</b>\n\n口径由规则文件\n给出<script>alert(1)</script>"),
            code(CHART, WORKING),
            code("<p>仅供核对</p>", tags=["hide"]),
            code("<p>分析人员的表</p>", tags=["analyst"]),
            code("<p>数据性质：示例数据</p>", tags=["footer"]),
        ]
    )


class Elements(HTMLParser):
    """Every element of a page, as (tag, attributes)."""

    def __init__(self, page):
        super().__init__()
        self.elements = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def values(self, name):
        return [attrs[name] for _, attrs in self.elements if name in attrs]

    def count(self, tag):
        return sum(name == tag for name, _ in self.elements)


@pytest.fixture(scope="module")
def page():
    return render(sample())


def policy(page):
    match = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return dict(part.strip().split(" ", 1) for part in match[1].split(";"))


# --- one file, no request -----------------------------------------------------------------


def test_policy_allows_our_script_by_its_hash_and_nothing_else(page):
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy(page) == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "script-src": f"'sha256-{digest}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_page_asks_nobody_for_anything(page):
    page = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", page)
    assert not re.search(r"https?://|\ssrc=|@import|url\((?!#)|<link|<base|<iframe", page)


def test_page_is_small(page):
    assert len((HERE / "template/style.css").read_bytes()) < 13_500
    assert len((HERE / "template/page.js").read_bytes()) < 6_000
    assert len(page.encode()) < 25_000


# --- what is on the page ------------------------------------------------------------------

HEAD = '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'


@pytest.mark.parametrize(
    ("what", "fragment"),
    [
        ("the language, and the charset first", HEAD),
        ("the masthead's text as the title",
         "<title>2023年5月工业争先增效行动考评情况 &lt;script&gt;</title>"),
        ("what the footer's cell shows", "<footer>\n<p>数据性质：示例数据</p>\n</footer>"),
        ("nature on every printed page", f"@bottom-left {{ content: {css_string('示例数据')}; }}"),
        ("lines of Chinese joined without a space", "口径由规则文件给出"),
        ("raw HTML in Markdown as text", "给出&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("raw HTML in the contents as text", "（二）计算过程 &lt;b&gt;&amp;&lt;/b&gt;</a>"),
    ],
)  # fmt: skip
def test_the_page_has(page, what, fragment):
    assert page.count(fragment) >= 1, what
    assert fragment != HEAD or page.startswith(HEAD)


FOOT = '<p class="colophon">示例数据</p>\n<p class="release">发布编号：{}</p>'


def of_release(number, **tags):
    """The sample with this id in its footer, or in a cell with other tags."""
    made = sample()
    made.cells.append(code(FOOT.format(number), **({"tags": ["footer"]} | tags)))
    return render(made)


def test_a_release_s_id_is_on_every_printed_sheet_the_first_too(page):
    box = f"@bottom-right {{ content: {css_string('发布编号：1a2b3c4d')}; }}"
    own = of_release("1a2b3c4d")
    assert own.count(box) == own.count("@bottom-right") == 1
    first_sheet = re.search(r"@page :first \{.*?\n\}", own, re.DOTALL)[0]
    assert "@bottom" not in first_sheet
    assert "@bottom-right" not in page


@pytest.mark.parametrize("number", ["", "1a2b3c4", "1a2b3c4d5", "1A2B3C4D", '";}</style><script>'])
def test_what_is_no_id_is_in_no_margin(number):
    assert "@bottom-right" not in of_release(number)


@pytest.mark.parametrize("tags", [[], ["hide"], ["analyst"]])
def test_nor_is_what_stands_elsewhere_than_in_the_footer(tags):
    assert "@bottom-right" not in of_release("1a2b3c4d", tags=tags)


def test_one_h1_and_landmarks_once(page):
    elements = Elements(page)
    for tag in ("h1", "header", "nav", "main", "footer", "title"):
        assert elements.count(tag) == 1, tag


def test_without_a_masthead_the_first_heading_is_the_title():
    page = render(sample(masthead=None))
    assert "<title>月度考评</title>" in page
    assert '<div class="masthead"><h1>月度考评</h1></div>' in page
    assert compose(v4.new_notebook(cells=[text("## 一、<情况>")])).title == "一、&lt;情况&gt;"
    assert "<title>报告</title>" in render(v4.new_notebook())


@pytest.mark.parametrize(
    ("cells", "contents"),
    [
        (
            ["## 一、甲", "<p>话</p>", "## 二、乙", "", "## 三、丙", "<p>话</p>"],
            ["一、甲", "二、丙"],
        ),
        (["## 一、甲", "", "## 二、乙\n\n### （一）丁", "<p>话</p>"], ["一、乙"]),
        (["## 一、甲\n\n### （一）丁", "", "## 二、乙", "<p>话</p>"], ["一、乙"]),
        (["## 一、甲", "### （一）丁", "", "### （二）戊", "<p>话</p>"], ["一、甲"]),
        (["## 一、甲", "<p>话</p>", "## 附表", "<p>话</p>"], ["一、甲", "附表"]),
        # headings of the same rank that a cell shows are numbered among the others
        (
            [
                "## 一、甲",
                "",
                "<h2>二、乙</h2><p>话</p>\n<h2>三、丙</h2>",
                "## 九、丁",
                "<p>话</p>",
            ],
            ["一、乙", "二、丙", "三、丁"],
        ),
    ],
)
def test_a_section_with_nothing_in_it_is_left_out_and_the_numbers_close_up(cells, contents):
    made = [text(own) if own.startswith("#") else code(own) for own in cells]
    composed = compose(v4.new_notebook(cells=[code(MASTHEAD), *made]))
    assert [section.label for section in composed.contents] == contents
    for label in contents:
        assert f">{label}</h2>" in composed.body


def test_contents_link_to_the_headings(page):
    elements = Elements(page)
    links = [link.removeprefix("#") for link in elements.values("href")]
    assert links == ["main", "s1", "s2", "s2-1", "s2-2"]
    assert set(links) <= set(elements.values("id"))
    assert '<h3 id="s2-1">（一）综合得分</h3>' in page


def test_ids_are_unique_though_charts_repeat_theirs(page):
    ids = Elements(page).values("id")
    assert len(ids) == len(set(ids))
    assert 'id="c2-axes_1" clip-path="url(#c2-p1)"' in page


@pytest.mark.parametrize(
    ("escaped", "css"),
    [
        ("示例数据", '"示例数据"'),
        ("&quot;", '"\\000022"'),
        ("&lt;/style&gt;", '"\\00003c\\00002f\\000073\\000074\\000079\\00006c\\000065\\00003e"'),
        ("\\\n", '"\\00005c\\00000a"'),
    ],
)
def test_nothing_ends_a_css_string(escaped, css):
    assert css_string(escaped) == css


# --- what is not --------------------------------------------------------------------------


CODE_AND_NOISE = ("secret_call", "period =", "noise on stderr", "plain.object", "[7]")


@pytest.mark.parametrize(
    "unseen", [*CODE_AND_NOISE, "改参数后全部运行", "仅供核对", "分析人员的表"]
)
def test_code_noise_and_notes_to_the_analyst_stay_away(page, unseen):
    assert unseen not in page


@pytest.mark.parametrize("tag", ["", "hide", "analyst"])
def test_a_failed_cell_refuses_the_page(tag):
    notebook = sample()
    failed = v4.new_output("error", ename="KeyError", evalue="'增速'", traceback=["…"])
    cell = v4.new_code_cell("x", outputs=[failed], metadata={"tags": [tag] if tag else []})
    notebook.cells.insert(3, cell)
    with pytest.raises(PageRefused, match=r"第4个单元格运行出错（KeyError：'增速'）"):
        render(notebook)


# --- same notebook, same bytes ------------------------------------------------------------


def test_nbconvert_gives_the_same_page(page, tmp_path, monkeypatch):
    assert render(sample()) == page  # with other ids of cells
    executed = tmp_path / "executed.ipynb"
    nbformat.write(sample(), executed)
    # a folder named like ours, where nbconvert is run, changes nothing
    (tmp_path / "template").mkdir()
    (tmp_path / "template/index.html.j2").write_text("changed", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exporter = get_exporter("fzlib.publishing.page.ReportExporter")()
    converted, resources = exporter.from_filename(str(executed))
    assert converted == page
    assert resources["output_extension"] == ".html"


def test_a_template_that_the_environment_names_is_not_ours(page, tmp_path, monkeypatch):
    """JUPYTER_PATH names folders of templates; a conf.json there can name code to run."""
    theirs = tmp_path / "nbconvert/templates/template"
    theirs.mkdir(parents=True)
    (theirs / "conf.json").write_text('{"preprocessors": {"1": {"type": "theirs.Code"}}}', "utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    exporter = get_exporter("fzlib.publishing.page.ReportExporter")()
    assert exporter.from_notebook_node(sample())[0] == page


def test_more_headings_than_99_are_numbered():
    pieces = [Piece(f"<h2>{numeral(n)}、节</h2>\n<p>文</p>") for n in range(99, 103)]
    texts = [piece.text.partition("、")[0] for piece in without_empty(pieces)]
    assert texts == ["<h2>一", "<h2>二", "<h2>三", "<h2>四"]
