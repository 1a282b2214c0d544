"""Cities to score: written out by hand (``panel``) or drawn from a seed (``random_city``)."""

import itertools
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from fzlib.scoring.card import make_card
from fzlib.scoring.decisions import UNRANKED, Adjustment, Ruling, Veto
from fzlib.scoring.measures import STANDING_SERIES
from fzlib.scoring.panel import Dataset, build_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rounding import Fixed
from fzlib.scoring.rulebook_file import parse_rulebook
from fzlib.vocabulary import READINGS, SPANS
from tests.scoring.oracle import City

ROOT = Path(__file__).resolve().parents[2]
DATASET = Dataset("试算", "example", "测试", "规上工业总产值")


def rules(folder, year):
    """A data folder's rule book as parsed TOML, anew at every call."""
    text = (ROOT / "data" / folder / "rules" / f"{year}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


FUZHOU = parse_rulebook(rules("fuzhou", 2023), "rules/2023.toml")
SHAOYANG = parse_rulebook(rules("shaoyang", 2025), "rules/2025.toml")


def panel(
    *, nation=(), province=(), city=(), counties, period="2023-05", rulings=(), groups=(), **inputs
):
    """A panel from figures written as text: ``{"output.month": "12.5"}``; what is absent is blank.

    ``counties``: name → figures. ``rulings``: (county, item id, points). ``groups``: name → 组别.
    ``inputs``: others that a panel takes.
    """
    rows = {"全国": nation, "福建省": province, "福州市": city, **counties}
    kinds = [("全国", "nation"), ("福建省", "province"), ("福州市", "city")]
    regions = [Region(name, kind) for name, kind in kinds]
    of = dict(groups)
    regions += [Region(name, "county", assessed=True, group=of.get(name, "")) for name in counties]
    values = {
        (*name.split("."), region): Decimal(text)
        for region, row in rows.items()
        for name, text in dict(row).items()
    }
    rulings = [Ruling(name, item, Decimal(points), "会议纪要") for name, item, points in rulings]
    when = Period.parse(period)
    return build_panel(when, regions, values, dataset=DATASET, rulings=rulings, **inputs)


def stacked(panels):
    """One panel with the panels along its leading axis, under the rulings of the first."""

    def stack(quantities):
        units, present = (
            np.stack([getattr(q, of) for q in quantities]) for of in ("units", "present")
        )
        return Fixed(units, present, quantities[0].places)

    first = panels[0]
    figures = {key: stack([panel.figures[key] for panel in panels]) for key in first.figures}
    derived = {key: np.stack([p.derived_base[key] for p in panels]) for key in first.derived_base}
    return replace(first, figures=figures, derived_base=derived)


def panel_of(drawn, read):
    """An oracle's city as a panel, under the book read; counties are named by number."""
    when = Period(2023, 2 if drawn.first else 3 + len(drawn.counties) % 10)
    codes = {(one.measure.code, one.aspect): code for code, one in read.series.items()}
    above = [("全国", "nation", drawn.nation), ("某省", "province", drawn.province)]
    listed = [*above, ("某市", "city", drawn.city)]
    regions = [Region(name, kind) for name, kind, _ in listed]
    counties = [(str(n), figures) for n, figures in enumerate(drawn.counties)]
    regions += [
        Region(name, "county", assessed=True, group=group)
        for (name, _), group in zip(counties, drawn.groups, strict=True)
    ]
    values = {
        (codes[code, aspect], span, name): value
        for name, figures in (*((name, own) for name, _, own in listed), *counties)
        for (code, aspect, span), value in figures.items()
        if (code, aspect) in codes
    }
    return build_panel(
        when, regions, values, dataset=DATASET, series=read.series,
        rulings=[Ruling(str(n), item, own, "纪要") for (n, item), own in drawn.rulings.items()],
        adjustments=[Adjustment(when, str(n), "事项", p, "文件") for n, p in drawn.adjustments],
        vetoes=[Veto(when, str(n), UNRANKED, "通报") for n in drawn.unranked],
    )  # fmt: skip


def read_book(tables):
    return parse_rulebook(tables, "rules/2023.toml")


def card_of(drawn, previous=None):
    """An oracle's city, scored by the engine."""
    read = read_book(drawn.book)
    return make_card(panel_of(drawn, read), read, previous)


def all_readings():
    """Every combination of the readings that touch a period's scores."""
    keys = ("steps", "floor", "city_decrease", "expected_nonpositive")
    return [
        dict(zip(keys, values, strict=True))
        for values in itertools.product(*(READINGS[key].choices for key in keys))
    ]


def random_city(rng, readings):
    """A city of one period, mostly odd: blanks, falls, zeros, 100 元 and 10^7 亿元."""
    first, size = rng.random() < 0.2, Decimal(10) ** rng.choice((-5, -2, 0, 1, 2, 3, 5, 7, 7))
    gaps = rng.choice((0, 0.02, 0.3))
    counties = [_region(rng, size, gaps, first) for _ in range(rng.randint(1, 13))]
    counties += [dict(rng.choice(counties)) for _ in range(rng.choice((0, 0, 2)))]
    city = _region(rng, size, gaps / 8, first)
    for span in SPANS:
        level = city["output", span]
        if level is not None and rng.random() < 0.8 and not first:
            change = rng.choice((1, "0.9", "0.97", "0.9951", "0.99999", "1.004"))
            city["base", span] = level * Decimal(change)
    rows = _rows(rng) if rng.random() < 0.4 else rules("fuzhou", 2023)["indicator"]
    spans = rng.choice((SPANS, SPANS, SPANS, SPANS[:1], SPANS[1:]))
    items = [f"{row['code']}.{span}" for row in rows for span in spans]
    rulings = {
        (n, item): Decimal(rng.randint(-500, 5000)).scaleb(-2)
        for n, item in itertools.product(range(len(counties)), items)
        if rng.random() < 0.02
    }
    nation, province = (_region(rng, size, max(gaps, 0.1), first) for _ in range(2))
    return annex_city(first, rows, spans, readings, [nation, province, city, *counties], rulings)


def annex_city(first, rows, spans, readings, regions, rulings=()):
    """An oracle's city of the standing measures: regions as {(series, span): decimal}."""
    series = {code: (one.measure.code, one.aspect) for code, one in STANDING_SERIES.items()}
    nation, province, city, *counties = (
        {(*series[code], span): own for (code, span), own in region.items() if own is not None}
        for region in regions
    )
    book = {"title": "题", "source": "文号", "spans": list(spans), "readings": readings}
    groups = ("",) * len(counties)
    return City(
        first, book | {"indicator": rows}, nation, province, city, tuple(counties), groups,
        dict(rulings),
    )  # fmt: skip


def _region(rng, size, gaps, first):
    region = {}
    for span in SPANS:
        level = _level(rng, size)
        base = level * Decimal(rng.choice(("0.8", "0.95", "0.999", "1", "1.01", "1.2")))
        expected = (level - base) * Decimal(rng.choice(("0.9", "1", "1.0003", "-1", "7")))
        region |= {
            ("va_growth", span): _rate(rng),
            ("output", span): level,
            ("base", span): rng.choice((base, base, base, _level(rng, size), None)),
            ("output_growth", span): rng.choice((None, None, _rate(rng))),
            ("expected", span): rng.choice((expected, expected, _level(rng, size), Decimal(0))),
        }
    if first:  # one figure, in either column or in both
        region |= {(m, "ytd"): value for (m, span), value in region.items() if span == "month"}
    return {key: None if rng.random() < gaps else value for key, value in region.items()}


def _level(rng, size):
    """0 to ``size`` 亿元; as files have it, or with more decimals than are kept."""
    if rng.random() < 0.03:
        return Decimal(0)
    level = size * Decimal(rng.randint(1, 10**12)).scaleb(-12)
    level = rng.choice((size, level, level, level, level / 300))
    return round(level, rng.choice((0, 2, 4, 6, 8)))


def _rate(rng):
    """Mostly a few per cent at few decimals; also computed ones, −100 % and beyond."""
    kind = rng.random()
    if kind < 0.04:
        odd = ("0", "-100", "-100.0000000000001", "-400", "1000", "-99.9999999999999")
        return Decimal(rng.choice(odd))
    digits = rng.choice((1, 1, 2, 3, 12, 13, 25))
    return Decimal(rng.randint(-20 * 10**digits, 40 * 10**digits)).scaleb(-digits)


def _rows(rng):
    """Another city's annex: any of the four indicators in any order, with other numbers."""
    rows = rules("fuzhou", 2023)["indicator"]
    rng.shuffle(rows)
    rows = rows[: rng.randint(1, 4)]
    for row in rows:
        row["decimals"] = rng.randint(0, 4)
        row["step"] = Decimal(rng.choice(("0.1", "1", "0.3", "0.07", "2.5", "0.0007")))
        row["per_step"] = Decimal(rng.choice(("0.2", "0.25", "1", "0.0003", "3")))
        row["base"] = Decimal(rng.choice(("8", "10", "7.5", "6.125", "3.3333")))
        row["points"] = Decimal(rng.choice(("10", "15", "0.0125")))
        row.pop("cap", None)
        if rng.random() < 0.5:
            row["cap"] = row["base"] + Decimal(rng.choice(("0", "0.005", "5")))
    return rows
