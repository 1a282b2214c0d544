"""Made-up cards of a few numbers, the folders' own cards, and a reader of blocks."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from inspect import Parameter, signature
from xml.etree import ElementTree

import pytest

from fzlib.desk import load, score
from fzlib.presentation import monthly, tables
from fzlib.presentation.blocks import NAME, Table, Workings, sequence
from fzlib.presentation.html import Part, markup
from fzlib.presentation.prose import city, indicators, results
from fzlib.presentation.prose.notices import period_hints
from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import Ruling
from fzlib.scoring.panel import Dataset, build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.vocabulary import SPANS
from tests.scoring.cities import FUZHOU

DATASET = Dataset("试算", "example", "测试", "规上工业总产值")
REVENUE = replace(DATASET, level="规模工业营业收入")
GOLDEN = "tests/golden/data"
MONTHS = [
    (GOLDEN, "2023-05"),
    *(("data/fuzhou", f"2023-{month:02d}") for month in range(2, 13)),
    *(("data/shaoyang", f"2025-{month:02d}") for month in range(2, 8)),
]


def cases(names, table):
    """Parametrizes a test: what each case shows → its values."""
    return pytest.mark.parametrize(names, table.values(), ids=list(table))


def region(va=None, output=None, base=None, *, growth=None, expected=None, ytd=None):
    """Figures of a region, written as text; the same in both spans unless ``ytd`` says else."""
    given = {"va_growth": va, "output": output, "base": base, "output_growth": growth}
    given["expected"] = expected
    return {"month": given, "ytd": given | (ytd or {})}


CITY = region("4.0", "1050", "1000")  # growth of output 5.0 %, increment 50
AVERAGE = region("5.0", "105", "100", expected="5")  # at every standard: 72 points


def card(
    counties,
    *,
    city=CITY,
    nation="5.0",
    province="4.0",
    period="2023-05",
    book=FUZHOU,
    dataset=DATASET,
    rulings=(),
    previous=None,
    **readings,
):
    """A card of these counties (name → ``region``); None for nation or province: not out yet."""
    above = [nation if isinstance(nation, dict) else region(nation)]
    above += [province if isinstance(province, dict) else region(province), city]
    names = [("全国", "nation"), ("福建省", "province"), ("福州市", "city")]
    regions = [Region(name, kind) for name, kind in names]
    regions += [Region(name, "county", assessed=True) for name in counties]
    values = {
        (measure, span, name): Decimal(text)
        for name, each in zip((r.name for r in regions), (*above, *counties.values()), strict=True)
        for measure in ("va_growth", "output", "base", "output_growth", "expected")
        for span in SPANS
        if (text := each[span][measure]) is not None
    }
    ruled = [Ruling(name, item, Decimal(points), basis) for name, item, points, basis in rulings]
    panel = build_panel(Period.parse(period), regions, values, dataset=dataset, rulings=ruled)
    return make_card(panel, book.with_readings(**readings), previous)


def only(*codes, spans=("month",), **changes):
    """Fuzhou's rule book with these indicators and spans; ``changes`` to every indicator."""
    rows = [
        replace(row, spans=tuple(spans), **changes)
        for row in FUZHOU.indicators
        if row.code in codes
    ]
    return replace(FUZHOU, indicators=tuple(rows), spans=spans)


def totals(totals_, **more):
    """Counties with these totals: one item without a cap, 2 points a 百分点; None: 缺数."""
    book = more.pop("book", only("va_growth", cap=None))
    counties = {
        name: region(None if total is None else str((Decimal(total) - 10) / 2))
        for name, total in totals_.items()
    }
    return card(counties, nation="0.0", province="0.0", book=book, **{"floor": "none"} | more)


@cache
def inputs_of(data, period):
    return load(data, period)


@cache
def card_of(data, period, **readings):
    """The card of a data folder."""
    return score(inputs_of(data, period), **readings)


def prose(card_, warnings=()):
    """Every computed paragraph of a month, without the standing text of 口径说明."""
    texts = [*city.overview(card_), *results.results(card_)]
    for row in card_.book.indicators:
        texts += indicators.indicator(card_, row)
    texts += [hint.text(card_) for hint in period_hints(card_, warnings)]
    return [text for text in texts if text]


def notices_of(card_, kind):
    """The notices of one kind."""
    return [hint.text(card_) for hint in period_hints(card_) if hint.kind == kind]


def parts_of(page, **given):
    """Every part of a page that can be made of these, named as its functions name them."""
    made = []
    for make in vars(page).values():
        if getattr(make, "__annotations__", {}).get("return") == "Part":
            own = signature(make).parameters
            needed = {name for name in own if own[name].default is Parameter.empty}
            handed = {name: given[name] for name in own if name in given}
            made += [make(**handed)] if needed <= set(handed) else []
    return made


def blocks_of(shown):
    """The blocks of a part, of several, or of a text."""
    if isinstance(shown, list):
        return tuple(block for each in shown for block in blocks_of(each))
    return shown.blocks if isinstance(shown, Part) else sequence(shown)


def inner(shown):
    """The blocks of what is shown, and those within them, in their order."""
    for block in blocks_of(shown):
        yield block
        if isinstance(block, Workings):
            yield from inner(list(block.content))


def tables_of(block):
    """The tables in what is shown."""
    return [shown for shown in inner(block) if isinstance(shown, Table)]


def named(table):
    """The rows by their names: texts without the name."""
    at = [column.kind for column in table.leaves].index(NAME)
    rows = [[cell.text for cell in row] for row in (*table.rows, *table.apart)]
    return {row.pop(at): row for row in rows}


def row(table, name):
    """The texts of the row of that name, without the name."""
    return named(table)[name]


def titles_of(table):
    """The titles of the columns, without those of their groups."""
    return [column.title for column in table.leaves]


def html(shown):
    """What is shown as a notebook shows it; markup stays as it is."""
    return shown if isinstance(shown, str) else markup(blocks_of(shown))


def parsed(block):
    """What is shown as a tree; its HTML is written as well-formed XML."""
    return ElementTree.fromstring(f"<div>{html(block)}</div>")


def typed(text):
    """A printed sum or number as a calculator takes it."""
    return text.replace("−", "-")


def shown(block):
    """All the text, one white space between."""
    return " ".join("".join(parsed(block).itertext()).split())


def page(card_):
    """Every text part of a month's page but the charts."""
    parts = [tables.ranking(card_, "表2"), monthly.masthead(card_), monthly.overview(card_)]
    parts += [monthly.item_tables(card_), monthly.workings(card_), monthly.footer(card_)]
    return html(parts)


def sentences(texts):
    """Sentences of several paragraphs."""
    return [s for text in texts for s in re.split("[。]", text) if s]
