"""Made-up cards of a few numbers, the folders' own cards, and a reader of blocks."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree

import pytest

from fzlib.desk import load, score
from fzlib.presentation import monthly
from fzlib.presentation.block_parts import NAME, leaves
from fzlib.presentation.blocks import Block, Table, sequence
from fzlib.presentation.prose import city, indicators, notices, results
from fzlib.scoring.card import make_card
from fzlib.scoring.panel import Dataset, Region, Ruling, build_panel
from fzlib.scoring.periods import Period
from fzlib.vocabulary import SPANS
from tests.scoring.cities import FUZHOU

DATASET = Dataset("试算", "example", "测试", "规上工业总产值")
REVENUE = replace(DATASET, level="规模工业营业收入")
GOLDEN = "tests/golden/data"


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
        (measure, span): [
            None if (text := each[span][measure]) is None else Decimal(text)
            for each in (*above, *counties.values())
        ]
        for measure in ("va_growth", "output", "base", "output_growth", "expected")
        for span in SPANS
    }
    panel = build_panel(
        Period.parse(period),
        regions,
        values,
        dataset=dataset,
        rulings=[
            Ruling(name, item, Decimal(points), basis) for name, item, points, basis in rulings
        ],
    )
    return make_card(panel, book.with_readings(**readings), previous)


def only(*codes, spans=("month",), **changes):
    """Fuzhou's rule book with these indicators and spans; ``changes`` to every indicator."""
    rows = [replace(row, **changes) for row in FUZHOU.indicators if row.code in codes]
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
    texts += [text for _, text in notices.notices(card_, warnings)]
    return [text for text in texts if text]


def notices_of(card_, kind):
    """The notices of one kind."""
    return [text for its_kind, text in notices.notices(card_) if its_kind == kind]


def inner(block):
    """A block and all the blocks in it, in their order."""
    yield block
    parts = (*getattr(block, "parts", ()), getattr(block, "content", None))
    for part in filter(None, parts):
        yield from inner(part)


def tables_of(block):
    """The tables in a block."""
    return [part for part in inner(block) if isinstance(part, Table)]


def named(table):
    """The rows by their names: texts without the name."""
    at = [column.kind for column in leaves(table.columns)].index(NAME)
    rows = [[cell.text for cell in row] for row in (*table.rows, *table.apart)]
    return {row.pop(at): row for row in rows}


def row(table, name):
    """The texts of the row of that name, without the name."""
    return named(table)[name]


def titles_of(table):
    """The titles of the columns, without those of their groups."""
    return [column.title for column in leaves(table.columns)]


def parsed(block):
    """A block as a tree; its HTML is written as well-formed XML."""
    return ElementTree.fromstring(f"<div>{html(block)}</div>")


def html(block):
    """A block as a notebook shows it."""
    return block._repr_html_() if isinstance(block, Block) else block


def shown(block):
    """All the text, one white space between."""
    return " ".join("".join(parsed(block).itertext()).split())


def page(card_):
    """Every text part of a month's page but the charts."""
    return html(
        sequence(
            monthly.masthead(card_),
            monthly.overview(card_),
            monthly.tables.ranking(card_, "表2"),
            monthly.item_tables(card_),
            monthly.workings(card_),
            monthly.footer(card_),
        )
    )


def sentences(texts):
    """Sentences of several paragraphs."""
    return [s for text in texts for s in re.split("[。]", text) if s]
