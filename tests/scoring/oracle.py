"""The contract a second time, in fractions and one county at a time; shares no code with fzlib.

A city of one period is plain data: regions are dicts (measure, span) → Decimal or None, rows are
the rule book's ``[[indicator]]`` tables. Words are the contract's, sections 1 to 4.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

MONTH_AND_YTD = ("month", "ytd")
LEVELS = ("output", "base", "expected")


@dataclass(frozen=True)
class City:
    """Everything a period is scored from. ``rulings``: (county's number, item id) → points."""

    first: bool
    spans: tuple
    readings: dict
    rows: tuple
    nation: dict
    province: dict
    city: dict
    counties: tuple
    rulings: dict


@dataclass(frozen=True)
class Result:
    """``items``: one dict a county, item id → (value, standard, gap, points, status, flags)."""

    items: list
    totals: list
    ranks: list
    base_totals: list


def half_up(number, places):
    """Half away from zero."""
    if number is None:
        return None
    scaled = abs(Fraction(number)) * 10**places
    whole = math.floor(scaled + Fraction(1, 2))
    return Fraction(whole if number >= 0 else -whole, 10**places)


def minus(value, other):
    return None if value is None or other is None else value - other


def per_cent(value, other):
    return None if value is None or not other else value / other * 100


def region_of(given, first):
    """Section 1 (1—2月 is one figure) and section 2 (6 decimals; 同期 worked out)."""
    figures = {}
    for measure in ("va_growth", "output", "base", "output_growth", "expected"):
        month, ytd = (given.get((measure, span)) for span in MONTH_AND_YTD)
        if first:
            month, ytd = (ytd if month is None else month), (month if ytd is None else ytd)
        for span, number in zip(MONTH_AND_YTD, (month, ytd), strict=True):
            exact = None if number is None else Fraction(number)
            figures[measure, span] = half_up(exact, 6) if measure in LEVELS else exact
    for span in MONTH_AND_YTD:
        level, growth = figures["output", span], figures["output_growth", span]
        derive = figures["base", span] is None and level is not None and growth is not None
        figures["derived", span] = derive and growth > -100
        if figures["derived", span]:
            figures["base", span] = half_up(level / (1 + growth / 100), 4)
        figures["increment", span] = minus(level, figures["base", span])
    return figures


def growth_of_output(region, span, decimals):
    given = region["output_growth", span]
    if given is None:
        given = per_cent(region["increment", span], region["base", span])
    return half_up(given, decimals)


def evaluate(case):
    nation, province, city = (
        region_of(given, case.first) for given in (case.nation, case.province, case.city)
    )
    counties = [region_of(given, case.first) for given in case.counties]
    results = []
    for number, county in enumerate(counties):
        items = {}
        for row in case.rows:
            for span in MONTH_AND_YTD:
                if span in case.spans:
                    item = f"{row['code']}.{span}"
                    ruling = case.rulings.get((number, item))
                    items[item] = score_item(
                        row, span, case.readings, county, city, nation, province, ruling
                    )
        results.append(items)
    totals = [total(items) for items in results]
    return Result(results, totals, ranks(totals), [base_total(i, case.rows) for i in results])


def score_item(row, span, readings, county, city, nation, province, ruling):
    """Section 4, one item: the status by precedence, then the points."""
    value, standard, gap, states = MEASURED[row["code"]](
        row, span, readings, county, city, nation, province
    )
    status = next(
        s for s in ("missing", "suspended", "referred", "preliminary", "ok") if s in states
    )
    if status not in ("ok", "preliminary"):
        gap = None
    points = points_of(gap, row, readings)
    if ruling is not None:
        status, points = "ruled", Fraction(ruling)
    flags = flags_of(row, span, points, county, city)
    return value, standard, gap, points, status, flags


def va_growth(row, span, readings, county, city, nation, province):
    value = half_up(county["va_growth", span], row["decimals"])
    out = [
        half_up(region["va_growth", span], row["decimals"])
        for region in (nation, province)
        if region["va_growth", span] is not None
    ]
    standard = max(out, default=None)
    states = {"ok"} | ({"preliminary"} if len(out) == 1 else set())
    if value is None or standard is None:
        states.add("missing")
    return value, standard, minus(value, standard), states


def output_growth(row, span, readings, county, city, nation, province):
    value, standard = (growth_of_output(r, span, row["decimals"]) for r in (county, city))
    states = {"missing"} if value is None or standard is None else {"ok"}
    return value, standard, minus(value, standard), states


def increment(row, span, readings, county, city, nation, province):
    value, standard = county["increment", span], county["expected", span]
    states = {"ok"}
    if value is None or standard is None:
        return value, standard, None, {"missing"}
    if standard == 0 or (standard < 0 and readings["expected_nonpositive"] == "refer"):
        states.add("referred")
    gap = None if standard == 0 else (value - standard) / abs(standard) * 100
    return value, standard, half_up(gap, row["decimals"]), states


def contribution(row, span, readings, county, city, nation, province):
    mine, whole = county["increment", span], city["increment", span]
    value = half_up(per_cent(mine, whole), row["decimals"])
    share = per_cent(county["output", span], city["output", span])
    standard = half_up(share, row["decimals"])
    states = {"ok"}
    if mine is None or whole is None or share is None:
        states.add("missing")
    if whole is not None and (whole == 0 or (whole < 0 and readings["city_decrease"] == "suspend")):
        states.add("suspended")
    return value, standard, minus(value, standard), states


MEASURED = {
    "va_growth": va_growth,
    "output_growth": output_growth,
    "increment": increment,
    "contribution": contribution,
}


def points_of(gap, row, readings):
    """base + gap/step x per_step → cap → floor → half-up to 2 decimals."""
    if gap is None:
        return None
    steps = gap / Fraction(row["step"])
    if readings["steps"] == "whole":
        steps = Fraction(math.trunc(steps))
    points = Fraction(row["base"]) + steps * Fraction(row["per_step"])
    if row.get("cap") is not None:
        points = min(points, Fraction(row["cap"]))
    if readings["floor"] == "zero":
        points = max(points, Fraction(0))
    return half_up(points, 2)


def flags_of(row, span, points, county, city):
    flags = set()
    if points is not None and points > 2 * Fraction(row["points"]):
        flags.add("high")
    share = per_cent(county["output", span], city["output", span])
    if row["code"] != "va_growth" and share is not None and share < Fraction(1, 2):
        flags.add("small_base")
    if row["code"] == "contribution" and city["increment", span] is not None:
        least = city["base", span] * Fraction(5, 1000)
        if 0 < city["increment", span] < least:
            flags.add("small_city_increment")
    if row["code"] in ("va_growth", "output_growth"):
        value_added = half_up(county["va_growth", span], row["decimals"])
        output = growth_of_output(county, span, row["decimals"])
        if value_added is not None and output is not None and value_added * output < 0:
            flags.add("opposite_signs")
    rests_on = {"increment": (county,), "contribution": (county, city)}.get(row["code"], ())
    if any(region["derived", span] for region in rests_on):
        flags.add("derived_base")
    return flags


def total(items):
    """The plain sum of the printed points; none where one is missing or referred."""
    points = [item[3] for item in items.values() if item[4] != "suspended"]
    return None if None in points or not points else sum(points)


def base_total(items, rows):
    bases = {row["code"]: half_up(row["base"], 2) for row in rows}
    return sum(bases[i.split(".")[0]] for i, item in items.items() if item[4] != "suspended")


def ranks(totals):
    """Competition ranking: one more than those with a higher total."""
    return [
        None if mine is None else 1 + sum(t > mine for t in totals if t is not None)
        for mine in totals
    ]
