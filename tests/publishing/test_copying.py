"""A table copied from the page into a spreadsheet sums to what the report's files say."""

import csv
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

import pytest

from tests.publishing.browser import MONTHS, in_a_browser, opened

pytestmark = in_a_browser

CHOSEN = {  # how a reader selects a table
    "from its first cell to its last": """(table) => {
        const cells = table.querySelectorAll("td, th");
        getSelection().setBaseAndExtent(cells[0], 0, cells[cells.length - 1], 1); }""",
    "with what stands around it": "() => getSelection().selectAllChildren(document.body)",
}
LISTEN = """() => addEventListener("paste", (event) => {
  window.pasted = ["text/plain", "text/html"].map((kind) => event.clipboardData.getData(kind));
})"""


class Tables(HTMLParser):
    """Tables of pasted HTML by their captions: rows of cells."""

    def __init__(self, pasted):
        super().__init__()
        self.tables, self.rows, self.within = {}, [], None
        self.feed(pasted)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.rows = self.tables[""] = []
        elif tag == "caption":
            self.within = []
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.within = []
            self.rows[-1].append(self.within)

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables["".join(self.within)] = self.rows
        if tag in ("td", "th", "caption"):
            self.within = None

    def handle_data(self, data):
        if self.within is not None:
            self.within.append(data)


def on_the_clipboard(page, browser):
    """What a copy leaves for others: text and HTML."""
    page.keyboard.press("Control+C")
    other = browser.new_page()
    other.set_content("<textarea autofocus></textarea>")
    other.locator("textarea").focus()
    other.evaluate(LISTEN)
    other.keyboard.press("Control+V")
    given = other.evaluate("window.pasted")
    other.close()
    return given


def sums(rows):
    """The sum of each column as a spreadsheet has it: a cell that is not all a number is text."""
    totals = {}
    for row in rows:
        for column, cell in enumerate(row):
            try:
                number = Decimal(cell.strip()) if cell.isascii() else None
            except InvalidOperation:
                number = None
            if number is not None:
                totals[column] = totals.get(column, 0) + number
    return totals


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def added(texts):
    return sum(Decimal(text) for text in texts if text)


@pytest.mark.parametrize("how", CHOSEN)
@pytest.mark.parametrize("name", MONTHS)
def test_a_copied_table_sums(browser, made, name, how):
    """The ranking's totals and points, and the gaps, of which some are negative."""
    ranking, scores = (read((made / name).parent / f"{of}.csv") for of in ("ranking", "scores"))
    items = list(ranking[0])[5:]
    own = [item for item in items if item.split(".")[0] == items[0].split(".")[0]]
    wanted = {
        "综合得分和位次": {
            2 + n: added(row[column] for row in ranking)
            for n, column in enumerate(["total", *items])
        },
        "附表1": {
            4 * n + 3: added(row["gap"] for row in scores if row["item"] == item)
            for n, item in enumerate(own)
        },
    }  # fmt: skip
    for caption, columns in wanted.items():
        with opened(browser, made / name) as page:
            named = page.locator("caption", has_text=caption)
            table = page.locator("table").filter(has=named).first
            table.evaluate(CHOSEN[how])
            text, html = on_the_clipboard(page, browser)
        pasted = Tables(html).tables
        rows = next((rows for title, rows in pasted.items() if caption in title), pasted[""])
        cells = [["".join(cell) for cell in row] for row in rows]
        assert {column: sums(cells).get(column, 0) for column in columns} == columns
        if how == "from its first cell to its last":
            assert sums(line.split("\t") for line in text.splitlines()).items() >= columns.items()
