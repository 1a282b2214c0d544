"""Schemes to score: rule books of every combination that means something, and cities for them.

Figures are mostly small whole numbers, so that values tie and standards are met exactly.
"""

import itertools
from decimal import Decimal

from fzlib.vocabulary import READINGS, SPANS
from tests.scoring.oracle import PRESETS, SYNONYMS, City

QUANTITIES = ("value", "growth", "increment", "share", "contribution", "completion")
ABOVE = ("nation", "province", "higher_of_nation_and_province")
STANDARDS = (
    "city", *ABOVE, "target", "own_share", "last_year", "group_mean", "best", "number", "none",
)  # fmt: skip
METHODS = ("steps", "tiers", "completion", "between", "rank", "bands", "per_unit")
MEASURES = {
    "output": {},
    "va_growth": {},
    "power": {"name": "工业用电量", "unit": "万千瓦时", "decimals": 2},
    "tax": {"name": "入库税收", "unit": "万元", "regions": "counties", "decimals": 0},
    "gdp": {"name": "生产总值", "regions": "all", "unit": "亿元"},
    "firms": {"name": "规上企业", "unit": "家", "base": False},
    "marks": {"name": "专项评分", "unit": "分", "base": False, "regions": "counties"},
    "sales": {"name": "产销率", "unit": "%", "base": False, "regions": "city"},
    "share": {"name": "高技术占比", "unit": "%", "regions": "counties"},
}
ASPECTS = ("level", "base", "growth", "target", "growth_target", "increment_target", "share_target")


def traits(code):
    """Whether a measure is a rate, has 同期, and whose figures there are."""
    table = MEASURES[code]
    is_rate = code == "va_growth" or table.get("unit") == "%"
    regions = "all" if code == "va_growth" else table.get("regions", "city")
    return is_rate, table.get("base", not is_rate), regions


def means_something(code, quantity, standard, gap, better, method):
    """Contract 3b: whether an indicator may be put together so."""
    is_rate, base, regions = traits(code)
    if quantity in ("growth", "increment", "contribution") and not base:
        return False
    if quantity in ("share", "contribution") and (is_rate or regions == "counties"):
        return False
    of_measure = {
        # the city's own share is always 100
        "city": regions != "counties" and quantity not in ("share", "contribution"),
        **dict.fromkeys(ABOVE, regions == "all" and quantity in ("value", "growth")),
        "target": quantity not in ("contribution", "completion"),
        "own_share": quantity == "contribution",
        "last_year": base and quantity in ("value", "share"),
    }
    if not of_measure.get(standard, True) or (standard == "none" and gap is not None):
        return False
    if method in ("between", "rank", "per_unit") and standard != "none":
        return False
    if method in ("steps", "tiers", "completion") and standard == "none":
        return False
    on_value = method in ("completion", "per_unit") or (method == "bands" and standard == "none")
    return not (better == "low" and on_value)


EVERY = tuple(
    itertools.product(
        MEASURES, QUANTITIES, STANDARDS, (None, "percent"), ("high", "low"), METHODS
    )
)  # fmt: skip
MEANT = tuple(combination for combination in EVERY if means_something(*combination))


# --- drawn books -----------------------------------------------------------------------------


def number(rng, low, high, places=(0, 0, 0, 1, 2, 4)):
    return round(Decimal(rng.randint(low * 10**4, high * 10**4)).scaleb(-4), rng.choice(places))


def size(rng, places=(0, 0, 1, 2)):
    """Above 0: a step, a width, points of a step; at times of many digits."""
    if rng.random() < 0.03:
        return Decimal(rng.choice(("0.0007", "9973", "9876.5431", "0.3333")))
    return number(rng, 0, 5, places) or Decimal(1)


def slope(rng):
    return {"per_step": size(rng), "step": size(rng)}


def tiers(rng):
    widths = [{"width": size(rng)} for _ in range(rng.randint(0, 3))]
    return [width | slope(rng) for width in (*widths, {})]


def bands(rng):
    starts = sorted({number(rng, -8, 12) for _ in range(rng.randint(1, 4))}, reverse=True)
    listed = [{"from": start, "points": number(rng, -5, 15)} for start in starts]
    return listed + ([{"points": number(rng, -5, 9)}] if rng.random() < 0.5 else [])


def ends(rng):
    ends = [number(rng, -9, 12), number(rng, -9, 12)]
    low, high = sorted(ends)
    return {"low": rng.choice(("lowest", "lowest", low)), "high": rng.choice(("highest", high))}


def keys_of(rng, method):
    """The keys of a method, with any of those that may be absent."""
    optional = rng.random() < 0.5
    if method == "steps":
        below = {"below": slope(rng)} if optional else {}
        return {"base": number(rng, -3, 10)} | slope(rng) | below
    if method == "tiers":
        below = {"tiers_below": tiers(rng)} if optional else {}
        return {"base": number(rng, -3, 10), "tiers": tiers(rng)} | below
    if method == "between":
        least = {"least": rng.choice((Decimal("0.6"), Decimal("0.3333"), 0, 1))}
        return ends(rng) | (least if optional else {})
    if method == "rank":
        return {"by_rank": [number(rng, -2, 15) for _ in range(rng.randint(1, 6))]}
    if method == "bands":
        return {"bands": bands(rng)}
    if method == "per_unit":
        whole = {"whole": rng.random() < 0.7} if optional else {}
        numbers = {"base": number(rng, -5, 5), "per_step": number(rng, -3, 3)}
        return numbers | {"step": size(rng)} | whole
    return {}


def indicator(rng, code, combination):
    """A row that is such a combination."""
    measure, quantity, standard, gap, better, method = combination
    row = {"code": code, "name": f"指标{code}", "measure": measure, "as": quantity}
    row["standard"] = standard
    row["decimals"] = decimals = rng.choice((0, 0, 1, 1, 2, 4))
    if standard == "number":
        divides = gap == "percent" or method == "completion"
        row["standard"] = number(rng, -9, 12)
        if divides and round(row["standard"], decimals) <= 0:
            row["standard"] = Decimal(rng.randint(1, 120))
    row |= {"points": number(rng, 1, 20), "method": method} | keys_of(rng, method)
    row |= {"gap": gap} if gap else {}
    row |= {"better": "low"} if better == "low" else {}
    row |= {"spans": rng.choice((["ytd"], ["month"]))} if rng.random() < 0.3 else {}
    base = row.get("base", -9)
    row |= {"cap": base + number(rng, 0, 9)} if rng.random() < 0.3 else {}
    if rng.random() < 0.3:
        row["floor"] = min(number(rng, -6, 4), row.get("cap", 4))
    return row


def measures_of(rows):
    """The measures of rows, each once."""
    return dict.fromkeys((PRESETS.get(row["code"], {}) | row)["measure"] for row in rows)


def book(rng, combinations):
    """A rule book of such rows, with readings, ranking and bounds at random."""
    rows = [indicator(rng, f"i{n}", own) for n, own in enumerate(combinations)]
    for code, preset in PRESETS.items():  # an annex's row says the rest by its code
        for row in [row for row in rows if preset.items() <= row.items()][:1]:
            row["code"] = code
            for key in preset:
                row.pop(key)
    for row in rows:
        for synonym, standard in SYNONYMS.items():
            if row.get("standard") == standard and rng.random() < 0.5:
                row["standard"] = synonym
    used = measures_of(rows)
    readings = ("steps", "floor", "city_decrease", "expected_nonpositive")
    ids = [f"{row['code']}.{s}" for row in rows for s in row.get("spans", SPANS)]
    ranking = {
        "within": rng.choice(("all", "group")),
        "ties": rng.choice(("competition", "dense")),
        "tie_break": rng.sample(ids, rng.choice((0, 0, 1, min(2, len(ids))))),
    }
    bounds = {}
    if rng.random() < 0.5:
        bounds = rng.choice(({"cap": 2}, {"floor": -2}, {"cap": 1, "floor": 0}))
    return {
        "title": "题",
        "source": "文号",
        "readings": {key: rng.choice(list(READINGS[key].choices)) for key in readings},
        "measure": [{"code": code} | MEASURES[code] for code in used if MEASURES[code]],
        "indicator": rows,
        "ranking": ranking,
        "adjustments": bounds,
    }


# --- drawn cities ----------------------------------------------------------------------------


def figure(rng, lowest):
    """Mostly one of a few whole numbers."""
    kind = rng.random()
    if kind < 0.75:
        return Decimal(rng.randint(max(lowest, -1), 9))
    if kind < 0.98:
        return max(number(rng, -9, 12, (1, 2, 6)), Decimal(lowest))
    largest = rng.choice((10**6, "999999.999999", 10**12, "999999999999.999999"))
    return rng.choice((Decimal(largest), Decimal(max(lowest, -(10**5)))))


def region_figures(rng, measures, kind, blanks):
    """One region's figures of every aspect that a measure has there."""
    figures = {}
    for code in measures:
        is_rate, base, regions = traits(code)
        if (kind == "above" and regions != "all") or (kind == "city" and regions == "counties"):
            continue
        for aspect, span in itertools.product(ASPECTS, SPANS):
            of_base = aspect in ("base", "growth", "growth_target", "increment_target")
            is_target = "target" in aspect
            if (of_base and not base) or (aspect == "share_target" and is_rate):
                continue
            # a growth is mostly computed, a base at times worked out from it
            absent = {"growth": 0.5, "base": 0.1}.get(aspect, blanks)
            if (kind == "above" and is_target) or rng.random() < absent:
                continue
            amount = not is_rate and aspect in ("level", "base")
            lowest = 0 if amount and code == "output" else -12
            lowest = 1 if is_target and rng.random() < 0.9 else lowest
            value = figure(rng, lowest)
            figures[code, aspect, span] = (
                value * rng.choice((1, 7, 300)) if kind == "city" else value
            )
        for span in SPANS:
            if kind == "city" and base and (code, "base", span) in figures and rng.random() < 0.4:
                change = Decimal(rng.choice(("1.003", "1.2", "1")))
                figures[code, "level", span] = figures[code, "base", span] * change
    return figures


def city(rng, rule_book):
    """A city that the book may score, with rulings, adjustments and vetoes."""
    rows = rule_book["indicator"]
    measures = dict.fromkeys(["output", "va_growth", *measures_of(rows)])
    first, blanks = rng.random() < 0.25, rng.choice((0, 0.005, 0.03))
    counties = [region_figures(rng, measures, "county", blanks) for _ in range(rng.randint(5, 9))]
    counties[-1] = dict(counties[0])  # a tie of everything
    if first:
        counties = [once(rng, own) for own in counties]
    whole = region_figures(rng, measures, "city", blanks / 2)
    above = [region_figures(rng, measures, "above", blanks + 0.15) for _ in range(2)]
    if first:
        whole, *above = (once(rng, own) for own in (whole, *above))
    numbers = range(len(counties))
    ids = [f"{row['code']}.{s}" for row in rows for s in row.get("spans", SPANS)]
    rulings = {
        (n, item): number(rng, -5, 20, (0, 2))
        for n, item in itertools.product(numbers, ids)
        if rng.random() < 0.01
    }
    adjustments = tuple((n, number(rng, -3, 3, (0, 2))) for n in numbers if rng.random() < 0.3) * 2
    unranked = frozenset(n for n in numbers if rng.random() < 0.1)
    groups = tuple(rng.choice("甲乙丙") for _ in counties)
    return City(
        first, rule_book, above[0], above[1], whole, tuple(counties), groups,
        rulings, adjustments, unranked,
    )  # fmt: skip


def once(rng, figures):
    """1—2月: one figure, in either column or in both."""
    kept = {}
    for (code, aspect, _), value in figures.items():
        for span in rng.choice((SPANS, SPANS[:1], SPANS[1:])):
            kept.setdefault((code, aspect, span), value)
    return kept | {
        (code, aspect, span): kept[code, aspect, "month"]
        for code, aspect, span in kept
        if (code, aspect, "month") in kept
    }
