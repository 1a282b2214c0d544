"""A data folder's own CSV files as panels and cards, read plainly: no intake, no checks.

Money is in the unit of our own headers and a figure is what its cell holds; regions stand under
their names or aliases.
"""

import csv
import tomllib
from decimal import Decimal
from functools import cache

from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import Adjustment
from fzlib.scoring.panel import Dataset, build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rulebook_file import parse_rulebook
from fzlib.vocabulary import SPANS
from tests.scoring.cities import ROOT

KINDS = {"全国": "nation", "全省": "province", "全市": "city", "县区": "county"}
FUZHOU = tuple(f"2023-{month:02d}" for month in range(2, 13))
SHAOYANG = tuple(f"2025-{month:02d}" for month in range(2, 8))


def rows(path):
    """The rows of a CSV file; none where it is not there."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def book_of_file(path):
    text = path.read_text(encoding="utf-8")
    return parse_rulebook(tomllib.loads(text, parse_float=Decimal), path.name)


def regions_of(folder):
    """The regions that a panel has, in its order, and name or alias → name."""
    listed, names = [], {}
    for row in rows(folder / "regions.csv"):
        assessed = row["考评"] == "是"
        if assessed or row["类别"] != "县区":
            name, group = row["地区"], row.get("组别", "")
            listed.append(Region(name, KINDS[row["类别"]], assessed=assessed, group=group))
            names |= dict.fromkeys([name, *row["别名"].split("；")], name)
    return listed, names


def panel_of_folder(folder, period, book):
    """One period of a folder under a rule book."""
    when = Period.parse(period)
    regions, names = regions_of(folder)
    about = tomllib.loads((folder / "dataset.toml").read_text(encoding="utf-8"))
    dataset = Dataset(about["title"], about["nature"], about["source"], about["level"])
    headers = {
        one.header(span, dataset.output): (code, span)
        for code, one in book.series.items()
        for span in SPANS
    }
    targets = [row for path in (folder / "expected").glob("*.csv") for row in rows(path)]
    own = [row for row in targets if row["期间"] == period]
    figures = {
        (*headers[header], names[row["地区"]]): Decimal(cell)
        for row in (*rows(folder / "monthly" / f"{period}.csv"), *own)
        for header, cell in row.items()
        if header in headers and row["地区"] in names and cell.strip("-—")
    }
    added = folder / "adjustments.csv"
    adjustments = [
        Adjustment(
            Period.parse(row["期间"]), row["地区"], row["事项"], Decimal(row["加减分"]), row["依据"]
        )
        for row in rows(added)
    ]
    return build_panel(
        when, regions, figures, dataset=dataset, series=book.series,
        adjustments=adjustments if added.is_file() else None,
    )  # fmt: skip


@cache
def card(folder, period):
    """A period of ``data/<folder>`` under its own rules."""
    path = ROOT / "data" / folder
    book = book_of_file(path / "rules" / f"{period[:4]}.toml")
    return make_card(panel_of_folder(path, period, book), book)


def fuzhou(*periods):
    """Period → card; all eleven where none is named."""
    return {Period.parse(period): card("fuzhou", period) for period in periods or FUZHOU}


def shaoyang():
    return {Period.parse(period): card("shaoyang", period) for period in SHAOYANG}
