"""Pages in the Chromium that is installed, driven by Playwright; its own are never downloaded."""

import shutil
from contextlib import contextmanager

import pytest

from tests.publishing.folders import ROOT, run

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
in_a_browser = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to open the page"),
]
DESKTOP, PHONE = 1280, 390  # pixels

PERIODS = {
    "fuzhou": ("2023-02", "2023-05", "2023-08", "2023-12", "2023-Q2", "2023"),
    "shaoyang": ("2025-02", "2025-07", "2025-Q2", "2025"),
}
SHEETS = [
    "fuzhou/2023-02/counties/长乐区.html",  # 1—2月, one release
    "fuzhou/2023-05/counties/福清市.html",
    "fuzhou/2023-08/counties/鼓楼区.html",  # without total
    "fuzhou/2023-12/counties/福清市.html",  # the longest year
    "shaoyang/2025-07/counties/双清区.html",
]
MONTHS = [
    f"{city}/{period}/monthly.html"
    for city, periods in PERIODS.items()
    for period in periods
    if period[5:].isdigit()
]
PAGES = [
    *MONTHS,
    *SHEETS,
    *(month.replace("monthly", "datacheck") for month in MONTHS),
    *(
        month.replace("monthly", page)
        for page in ("targets", "enterprises")
        for month in MONTHS
        if month.startswith("fuzhou/")
    ),
    "fuzhou/2023-Q2/quarterly.html",
    "fuzhou/2023/annual.html",
    "shaoyang/2025-Q2/quarterly.html",
    "shaoyang/2025/annual.html",
]


def make_reports(folder):
    """Reports of every kind, by processes of their own."""
    for city, periods in PERIODS.items():
        made = run(
            "report", *periods, "--counties", "--data", ROOT / "data" / city, "--out", folder / city
        )
        assert made.returncode == 0, made.stderr


@contextmanager
def opened(browser, path, width=DESKTOP, **looks):
    """The page in a window of that width; ``looks``: what the reader's system asks for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **looks)
    page = context.new_page()
    page.goto(path.as_uri())
    try:
        yield page
    finally:
        context.close()
