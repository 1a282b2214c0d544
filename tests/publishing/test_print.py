"""Every kind of report on A4: what belongs together stays together, and nothing stands alone."""

import re
import shutil
import subprocess

import pytest

from fzlib.publishing.manifests import manifest
from fzlib.publishing.page import render
from tests.publishing.browser import PAGES, SHEETS, in_a_browser, opened
from tests.publishing.test_page import sample

pytestmark = [
    *in_a_browser,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler)"),
]

FOLLOWED = """() => [...document.querySelectorAll("main :is(h2, h3)")].map((heading) => {
  const texts = [heading.innerText];
  for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
    const shown = next.matches(".chart") ? next.querySelector("figcaption") : next.matches(".table")
      ? next.querySelector("caption") : next.matches("ul") ? next.firstElementChild : next;
    if (texts.length > 3 || (texts.length > 1 && next.matches("h2, h3, ul, .working"))) break;
    texts.push(next.matches(".working") ? "" : shown.textContent.slice(0, 14));
    if (next.matches(".chart, .table, ul")) return texts;
  }
  return texts.slice(0, 2);
})"""
"""Headings with their first text, or with up to two texts and the chart or table they are of."""


def bare(text):
    """Without white space, which a PDF has where it likes."""
    return re.sub(r"\s", "", text)


def printed(page, path):
    """The lines of each page on A4, head and foot of the sheet apart: (head, lines, foot)."""
    page.pdf(path=path, prefer_css_page_size=True)
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    assert b"A4" in subprocess.run(["pdfinfo", path], capture_output=True, check=True).stdout
    sheets = []
    for number, sheet in enumerate(read.stdout.decode().split("\f")[:-1]):
        lines = [bare(line) for line in sheet.splitlines() if line.strip()]
        head = lines.pop(0) if number else ""
        sheets.append((head, lines[:-1], lines[-1]))
    return sheets


@pytest.fixture(scope="module")
def sheets(browser, made, tmp_path_factory):
    """Each page as it is printed, with its title, natures and what follows its headings."""
    known = {}

    def of(name):
        if name not in known:
            with opened(browser, made / name) as page:
                texts = page.evaluate(FOLLOWED)
                nature = bare("".join(page.locator("[class*=nature-]").all_inner_texts()))
                path = tmp_path_factory.mktemp("printed") / "page.pdf"
                known[name] = printed(page, path), page.title(), nature, texts
        return known[name]

    return of


def release_of(made, name):
    """The id that the manifest of the page's release says."""
    return manifest(made.joinpath(*name.split("/")[:2]))["id"]


@pytest.mark.parametrize("name", PAGES)
def test_title_nature_number_and_release_stand_in_the_margin(made, sheets, name):
    pages, title, nature, _ = sheets(name)
    release = f"发布编号：{release_of(made, name)}"
    assert [(head, foot) for head, _, foot in pages] == [
        (bare(title) if number > 1 else "", f"{nature}第{number}页{release}")
        for number in range(1, len(pages) + 1)
    ]


@pytest.mark.parametrize("name", PAGES)
def test_the_release_stands_once_in_the_footer(made, name):
    page = (made / name).read_text("utf-8")
    line = f'<p class="release">发布编号：{release_of(made, name)}</p>'
    assert page.count(line) == page.partition("<footer>")[2].count(line) == 1


SHEET = "fuzhou/2023-05/enterprises.html"  # of two natures: the most that stands below a sheet


@pytest.mark.parametrize("size", ["105mm 148mm", "A4 landscape"])
def test_nothing_in_the_margin_meets_on_other_paper(browser, made, tmp_path, size):
    """A6, upright, is 75 mm of text."""
    page = (made / SHEET).read_text("utf-8")
    assert page.count("size: A4 portrait;") == 1
    (tmp_path / "page.html").write_text(page.replace("A4 portrait", size), "utf-8")
    with opened(browser, tmp_path / "page.html") as shown:
        shown.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, page_ranges="1-2")
    command = ["pdftotext", "-bbox", tmp_path / "page.pdf", "-"]
    read = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    both = read.split("<page ")[1:]
    assert len(both) == 2
    for sheet in both:
        width = float(re.search(r'width="([\d.]+)"', sheet)[1])
        words = re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)<', sheet)
        foot = max(float(top) for _, top, *_ in words)
        below = sorted(
            (float(left), float(right), text)
            for left, top, right, _, text in words
            if float(top) > foot - 2
        )
        places = [0, *(place for left, right, _ in below for place in (left, right)), width]
        assert places == sorted(places)
        text = "".join(text for *_, text in below)
        assert re.fullmatch(
            rf"内部资料示例数据第[12]页发布编号：{release_of(made, SHEET)}", bare(text)
        )


@pytest.mark.parametrize("name", PAGES)
def test_a_heading_stays_with_its_text_and_with_the_chart_or_table_it_is_of(sheets, name):
    pages, *_, followed = sheets(name)
    where = ["".join(lines) for _, lines, _ in pages]
    assert followed
    for texts in followed:
        wanted = [bare(text) for text in texts]
        # a table may move on with the text before it; the heading keeps its first
        is_table = "表" in wanted[-1][:2]
        for own in (wanted[:2], wanted[-2:]) if is_table else (wanted,):
            assert any(all(text in page for text in own) for page in where), texts


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_nearly_empty_and_no_line_stands_alone(sheets, name):
    pages, *_ = sheets(name)
    for _, lines, _ in pages:
        assert len(lines) >= 6, lines


@pytest.mark.parametrize("name", SHEETS)
def test_what_a_county_sheet_says_is_one_page_before_its_workings(sheets, name):
    pages, *_ = sheets(name)
    beginning = [lines[0] for _, lines, _ in pages]
    assert len(pages) <= 3
    assert re.match(r"附[一二]?[、：]?计算过程", beginning[1])


def test_what_is_folded_is_printed_without_our_script_too(browser, tmp_path):
    path = tmp_path / "page.html"
    page = re.sub(r"<script>.*?</script>", "", render(sample()), flags=re.DOTALL)
    path.write_text(page, encoding="utf-8")
    with opened(browser, path) as shown:
        pages = printed(shown, tmp_path / "page.pdf")
    lines = [line for _, lines, _ in pages for line in lines]
    assert "折叠之内" in "".join(lines)
    assert "目录" not in lines
