"""Names and texts written to be markup, code, formulas or paths: shown as they are, and no more.

All outputs of a city (`hostile.py`) in which thirteen counties, three areas above or beside them,
twenty-two enterprises, thirteen entries of a register and the texts of its TOML files are hostile.
"""

import csv
import html
import io
import re
import zipfile

import openpyxl
import pytest

from fzlib.publishing.sheets import file_names
from tests.publishing.browser import in_a_browser
from tests.publishing.folders import contents
from tests.publishing.hostile import (
    CITY,
    COUNTIES,
    FIRMS,
    MONTH,
    PERIODS,
    RUN,
    TEXTS,
    TRAPS,
    entries,
    texts_of,
)

pytestmark = pytest.mark.slow

NAMES = tuple(COUNTIES.values())
SHEETS = {county: f"{MONTH}/counties/{name}.html" for county, name in file_names(NAMES).items()}
EVERY_COUNTY = [
    *(f"{MONTH}/{page}.html" for page in ("monthly", "datacheck", "targets", "enterprises")),
    "2023-Q2/quarterly.html",
    "2023/annual.html",
]
PAGES = dict.fromkeys(EVERY_COUNTY, NAMES) | {page: (own,) for own, page in SHEETS.items()}
CITYS, PROVINCE, BESIDE = CITY.values()

# What a page of ours is made of; a name that became an element, an attribute or an address is not
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "script",
    "a", "p", "h1", "h2", "h3", "dl", "dt", "dd", "ul", "ol", "li", "div", "span", "small",
    "strong", "wbr", "button", "table", "caption", "thead", "tbody", "tr", "th", "td", "details",
    "summary", "figure", "figcaption", "svg", "defs", "path", "use", "rect", "text", "clipPath",
    "pattern",
}  # fmt: skip
ADDRESS = re.compile(r"#[\w-]+|(?:\.\./)?\w+\.html(?:#[\w-]+)?")
SEEN = """() => {
  const all = [...document.querySelectorAll("*")];
  const named = (name) => all.flatMap((one) => one.getAttribute(name) ?? []);
  return {
    ran: window.ran === undefined ? 0 : 1,
    violations: window.violations,
    elements: [...new Set(all.map((one) => one.localName))],
    scripts: document.scripts.length,
    handlers: all.flatMap((one) => one.getAttributeNames()).filter((name) => /^on/i.test(name)),
    addresses: ["href", "xlink:href", "src", "action", "data"].flatMap(named),
    styles: named("style").filter((style) => /url\\((?!#)|@import|expression/i.test(style)),
    text: ["header", "main", "footer"].flatMap((tag) =>
      [...document.querySelectorAll(tag)].map((one) => one.textContent)).join("\\n"),
  };
}"""
LISTEN = """window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));"""


def even(text):
    """As it is read: white space evened out."""
    return " ".join(text.split())


def test_every_kind_of_output_is_there(hostile):
    made = contents(hostile / "out")
    assert {name for name in made if name.endswith(".html")} == set(PAGES)


class TestInABrowser:
    pytestmark = in_a_browser

    @pytest.mark.parametrize("name", PAGES)
    def test_a_name_is_text(self, browser, hostile, name):
        """No script ran, nothing was asked for, nothing was there to be refused."""
        asked, said = [], []
        context = browser.new_context()
        context.route("**/*", lambda route: (asked.append(route.request.url), route.continue_()))
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        path = hostile / "out" / name
        page.goto(path.as_uri())
        for button in page.locator("th button").all()[:2]:
            button.click()  # our script reads and says headers
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        seen = page.evaluate(SEEN)
        context.close()
        assert (seen["ran"], seen["violations"], said, asked) == (0, [], [], [path.as_uri()])
        assert set(seen["elements"]) <= ELEMENTS
        assert (seen["scripts"], seen["handlers"], seen["styles"]) == (1, [], [])
        assert [one for one in seen["addresses"] if not ADDRESS.fullmatch(one)] == []
        text = even(seen["text"])
        assert [county for county in PAGES[name] if county not in text] == []

    def test_what_is_looked_for_is_found(self, browser, tmp_path):
        """A page that takes names for markup: each of these signs is seen."""
        (tmp_path / "page.html").write_text(
            "<meta http-equiv='Content-Security-Policy' content=\"img-src 'none'\"><main>"
            + "".join((*TEXTS, *NAMES)),
            "utf-8",
        )
        context = browser.new_context()
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        seen = page.evaluate(SEEN)
        context.close()
        assert seen["ran"] == 1
        assert seen["violations"] != []
        assert {"img", "base"} & set(seen["elements"])
        assert "onerror" in seen["handlers"]
        assert [one for one in seen["addresses"] if not ADDRESS.fullmatch(one)] != []


def texts_in(page):
    """The text of a page's file, read without a browser."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return even(html.unescape(re.sub(r"<[^>]*>", "", body)))


def test_every_text_is_told_somewhere_as_it_was_written(hostile):
    pages = "\n".join(
        texts_in((hostile / "out" / name).read_text("utf-8")) for name in EVERY_COUNTY
    )
    wanted = {*texts_of(hostile / "city"), *FIRMS.values(), CITYS, PROVINCE, "<i>列"}
    wanted |= {name for _, name in entries()[: len(COUNTIES)]}
    assert len(wanted) > 60
    untold = [text for text in wanted if even(text) not in pages]
    assert [re.sub(r".*\D(?=commends)", "", text) for text in untold] == ["commends4"]  # no quarter
    assert BESIDE not in pages  # it is not assessed


def test_files_stay_in_their_folder_under_names_of_every_system(hostile):
    made = contents(hostile / "out")
    assert {name.split("/")[0] for name in made} == set(PERIODS)
    assert {path.name for path in hostile.iterdir()} == {"city", "here", "out"}
    sheets = [name.removeprefix(f"{MONTH}/counties/") for name in made if "/counties/" in name]
    assert len(sheets) == len(COUNTIES)
    assert [name for name in sheets if re.search(r'[<>:"/|?*\\\x00-\x1f]|^(CON|\.)', name)] == []


def test_files_of_the_working_folder_are_neither_run_nor_read(hostile):
    """No module, setting, template or notebook: what the pages are like says the rest."""
    assert contents(hostile / "here").keys() == TRAPS.keys()
    assert "#ff0000" not in (hostile / "out" / EVERY_COUNTY[0]).read_text("utf-8")


TABLES = ("scores.csv", "ranking.csv", "targets.csv", "enterprises.csv")


@pytest.mark.parametrize("name", [f"{MONTH}/{table}" for table in TABLES])
def test_no_cell_of_a_csv_is_a_formula(hostile, name):
    rows = list(csv.reader(io.StringIO((hostile / "out" / name).read_text("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    begun = [cell for cell in cells if re.match(r"\s*[=+@\-\t\r]", cell)]
    assert [cell for cell in begun if not re.fullmatch(r"-[\d.]+", cell)] == []
    assert {CITYS, *NAMES} & set(cells) != set()


@pytest.mark.parametrize("name", ["scores.xlsx", "watchlist.xlsx"])
def test_no_cell_of_a_workbook_is_a_formula(hostile, name):
    content = (hostile / "out" / MONTH / name).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    texts = "\n".join(str(cell.value) for cell in cells)
    named = NAMES if name == "scores.xlsx" else [n for n in FIRMS.values() if n in texts]
    assert len([one for one in named if one in texts]) == len(named) > 10
    parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert [part for part in parts if re.search("external|macro|vba|embed", part, re.I)] == []
    assert all(
        len(title.encode("utf-16-le")) <= 62 and not re.search(r"[\[\]:*?/\\]", title)
        for title in book.sheetnames
    )


def test_names_are_code_in_no_notebook(hostile):
    """The executed notebooks beside the pages hold them in outputs and parameters alone."""
    import nbformat

    books = list((hostile / "out").rglob("*.ipynb"))
    assert len(books) == 5
    for path in books:
        sources = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
        assert RUN not in sources
