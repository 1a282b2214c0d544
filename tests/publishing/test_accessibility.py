"""axe-core finds nothing on any kind of report, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.publishing.browser import DESKTOP, PAGES, PHONE, in_a_browser, opened

pytestmark = in_a_browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    """What axe-core finds: rule, the first element, what is wrong with it."""
    # of what passes one element each: a selector for every cell of a table takes minutes
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response
    assert len(found["passes"]) > 20  # it did look
    return [
        (rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"])
        for rule in found["violations"]
    ]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser, made, name, width):
    with opened(browser, made / name, width) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert violations(page) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("document.querySelector('thead th').textContent = ''", "empty-table-header"),
        ("document.querySelectorAll('.toc a').forEach(a => a.style.all = 'revert')", "target-size"),
        ("document.querySelector('main p').style.color = '#aaa'", "color-contrast"),
        ("document.querySelector('svg').removeAttribute('aria-label')", "svg-img-alt"),
        ("document.querySelector('.figures').remove()", None),
    ],
)
def test_axe_would_find_it(browser, made, change, rule):
    with opened(browser, made / PAGES[1]) as page:
        page.evaluate(change)
        assert [found for found, *_ in violations(page)] == ([rule] if rule else [])
