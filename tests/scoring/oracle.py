"""Any scheme by the contract (sections 3, 3b, 4): fractions, one county at a time, no fzlib.

A rule book is its TOML tables. A region's figures are (measure, aspect, span) → number; aspects are
level, base, growth, target, growth_target, increment_target and share_target.
"""

import math
from dataclasses import dataclass, field
from fractions import Fraction

MONTH_AND_YTD = ("month", "ytd")
PRESETS = {
    "va_growth": {
        "measure": "va_growth",
        "as": "value",
        "standard": "higher_of_nation_and_province",
    },
    "output_growth": {"measure": "output", "as": "growth", "standard": "city"},
    "increment": {"measure": "output", "as": "increment", "standard": "target", "gap": "percent"},
    "contribution": {"measure": "output", "as": "contribution", "standard": "own_share"},
}
STANDING = {
    "va_growth": {"code": "va_growth", "unit": "%", "regions": "all"},
    "output": {"code": "output", "unit": "亿元", "regions": "city"},
}
SYNONYMS = {"expected": "target", "output_share": "own_share"}
TARGETS = {
    "value": "target",
    "growth": "growth_target",
    "increment": "increment_target",
    "share": "share_target",
    "completion": "target",
}
READINGS = {
    "steps": "proportional",
    "floor": "zero",
    "city_decrease": "suspend",
    "expected_nonpositive": "refer",
}


@dataclass(frozen=True)
class City:
    """Everything a period is scored from; counties are known by their number.

    ``rulings``: (county, item id) → points; ``adjustments``: (county, points) each.
    """

    first: bool
    book: dict
    nation: dict
    province: dict
    city: dict
    counties: tuple
    groups: tuple
    rulings: dict = field(default_factory=dict)
    adjustments: tuple = ()
    unranked: frozenset = frozenset()


@dataclass(frozen=True)
class Result:
    """``items``: one dict a county, item id → (value, standard, gap, points, status, flags)."""

    items: list
    totals: list
    ranks: list
    base_totals: list


def evaluate(case):
    rows = [PRESETS.get(row["code"], {}) | row for row in case.book["indicator"]]
    scheme = Scheme(case)
    columns = {}
    for row in rows:
        for span in MONTH_AND_YTD:
            if span in row.get("spans", case.book.get("spans", MONTH_AND_YTD)):
                columns[f"{row['code']}.{span}"] = scheme.column(row, span)
    numbers = range(len(case.counties))
    items = [{item: column[n] for item, column in columns.items()} for n in numbers]
    totals = [total(case, n, own) for n, own in enumerate(items)]
    bases = {row["code"]: half_up(Fraction(row.get("base", 0)), 2) for row in rows}
    base_totals = [
        sum(bases[i.split(".")[0]] for i, scored in own.items() if scored[4] != "suspended")
        for own in items
    ]
    return Result(items, totals, ranks(case, items, totals), base_totals)


# --- numbers ---------------------------------------------------------------------------------


def half_up(number, places):
    """Half away from zero."""
    if number is None:
        return None
    whole = math.floor(abs(Fraction(number)) * 10**places + Fraction(1, 2))
    return Fraction(whole if number >= 0 else -whole, 10**places)


def minus(value, other):
    return None if value is None or other is None else value - other


def per_cent(value, other):
    return None if value is None or not other else value / other * 100


def toward_zero(number):
    return Fraction(math.trunc(number))


# --- figures ---------------------------------------------------------------------------------


def figures_of(given, first, measures):
    """Section 1 (1—2月 is one figure), section 2 (6 decimals; 同期 worked out)."""
    given = {key: Fraction(number) for key, number in given.items() if number is not None}
    if first:
        for measure, aspect, span in list(given):
            other = MONTH_AND_YTD[1 - MONTH_AND_YTD.index(span)]
            given.setdefault((measure, aspect, other), given[measure, aspect, span])
    figures = {}
    for (code, aspect, span), number in given.items():
        in_percent = measures[code]["unit"] == "%" or aspect.startswith(("growth", "share"))
        figures[code, aspect, span] = number if in_percent else half_up(number, 6)
    for code, measure in measures.items():
        for span in MONTH_AND_YTD:
            level, growth = (figures.get((code, aspect, span)) for aspect in ("level", "growth"))
            if (code, "base", span) in figures or level is None or growth is None or growth <= -100:
                continue
            base = half_up(level / (1 + growth / 100), measure.get("decimals", 4))
            figures |= {(code, "base", span): base, (code, "derived", span): True}
    return figures


class Scheme:
    """A city under its rule book."""

    def __init__(self, case):
        measures = STANDING | {m["code"]: m for m in case.book.get("measure", ())}
        self.measures = measures
        self.readings = READINGS | case.book.get("readings", {})
        self.by_group = case.book.get("ranking", {}).get("within") == "group"
        self.case = case
        self.nation, self.province, self.city, *self.counties = (
            figures_of(given, case.first, measures)
            for given in (case.nation, case.province, case.city, *case.counties)
        )

    def peers(self, n):
        """The counties that one is compared with, itself among them."""
        groups = self.case.groups
        return [m for m in range(len(groups)) if not self.by_group or groups[m] == groups[n]]

    def column(self, row, span):
        """Section 4, one item of every county."""
        in_percent = self.in_percent(row)
        measured = [self.quantity(row, span, county) for county in self.counties]
        values = [value for value, _ in measured]
        scored = []
        for n, (value, states) in enumerate(measured):
            standard, more = self.standard(row, span, n, values)
            if in_percent:
                standard = half_up(standard, row["decimals"])
            states = states | more
            gap = self.gap(row, value, standard)
            if row["standard"] != "none" and standard is not None and self.refers(row, standard):
                states.add("referred")
            order = ("missing", "suspended", "referred", "preliminary", "ok")
            status = next(state for state in order if state in states | {"ok"})
            points = None
            if status in ("ok", "preliminary"):
                others = [values[m] for m in self.peers(n) if values[m] is not None]
                points = self.points(row, value, standard, gap, others)
            else:
                gap = None
            ruling = self.case.rulings.get((n, f"{row['code']}.{span}"))
            if ruling is not None:
                status, points = "ruled", Fraction(ruling)
            flags = self.flags(row, span, points, self.counties[n])
            scored.append((value, standard, gap, points, status, flags))
        return scored

    # --- what is compared --------------------------------------------------------------------

    def in_percent(self, row):
        """rate, growth, share, contribution, completion."""
        is_rate = self.measures[row["measure"]]["unit"] == "%"
        return is_rate or row["as"] not in ("value", "increment")

    def quantity(self, row, span, region):
        """Of any region, and the states that stand against it."""
        code, quantity = row["measure"], row["as"]
        level, base, growth, target = (
            region.get((code, aspect, span)) for aspect in ("level", "base", "growth", "target")
        )
        whole = self.city.get((code, "level", span))
        increment = minus(level, base)
        city_increment = minus(whole, self.city.get((code, "base", span)))
        states, lacks = set(), None
        if quantity == "value":
            value = level
        elif quantity == "growth":
            value = per_cent(increment, base) if growth is None else growth
        elif quantity == "increment":
            value = increment
        elif quantity == "share":
            value = per_cent(level, whole)
        elif quantity == "contribution":
            value, lacks = per_cent(increment, city_increment), None in (increment, city_increment)
            if city_increment is not None:
                falls = city_increment < 0 and self.readings["city_decrease"] == "suspend"
                states |= {"suspended"} if falls or city_increment == 0 else set()
        else:
            value, lacks = per_cent(level, target), None in (level, target)
            states |= {"referred"} if target is not None and target <= 0 else set()
        if value is None if lacks is None else lacks:
            states.add("missing")
        return half_up(value, row["decimals"]) if self.in_percent(row) else value, states

    def standard(self, row, span, n, values):
        """Of one county, and the states that it brings."""
        named, code, county = SYNONYMS.get(row["standard"], row["standard"]), row["measure"], None
        county = self.counties[n]
        if named == "none":
            return None, set()
        if named in ("city", "nation", "province"):
            value, states = self.quantity(row, span, getattr(self, named))
            return value, states - {"suspended"}
        if named == "higher_of_nation_and_province":
            pair = [self.quantity(row, span, region)[0] for region in (self.nation, self.province)]
            out = [value for value in pair if value is not None]
            states = ({"missing"}, {"preliminary"}, set())[len(out)]
            return max(out, default=None), states
        if named in ("best", "group_mean"):
            # where nobody has a value, what stands against each county's own is its state
            others = [values[m] for m in self.peers(n) if values[m] is not None]
            if not others:
                return None, set()
            if named == "best":
                return (min if row.get("better") == "low" else max)(others), set()
            return half_up(sum(others) / len(others), row["decimals"]), set()
        if named == "own_share":
            value = per_cent(
                county.get((code, "level", span)), self.city.get((code, "level", span))
            )
        elif named == "last_year":
            value = county.get((code, "base", span))
            if row["as"] == "share":
                value = per_cent(value, self.city.get((code, "base", span)))
        elif named == "target":
            value = county.get((code, TARGETS[row["as"]], span))
        else:
            value = Fraction(named)
        return value, {"missing"} if value is None else set()

    def gap(self, row, value, standard):
        gap = minus(value, standard)
        if row.get("gap") == "percent" and gap is not None:
            gap = half_up(per_cent(gap, abs(standard)), row["decimals"])
        return -gap if row.get("better") == "low" and gap is not None else gap

    def refers(self, row, standard):
        """Whether a percent gap or a completion of this standard is referred."""
        if row.get("method") == "completion":
            return standard <= 0
        if row.get("gap") != "percent":
            return False
        return standard == 0 or (standard < 0 and self.readings["expected_nonpositive"] == "refer")

    # --- points ------------------------------------------------------------------------------

    def points(self, row, value, standard, gap, others):
        """Method → cap → floor → half-up to 2 decimals."""
        method = row.get("method", "steps")
        points = getattr(self, f"by_{method}")(row, value, standard, gap, others)
        if row.get("cap") is not None:
            points = min(points, Fraction(row["cap"]))
        if row.get("floor") is not None:
            points = max(points, Fraction(row["floor"]))
        elif self.readings["floor"] == "zero":
            points = max(points, Fraction(0))
        return half_up(points, 2)

    def by_steps(self, row, value, standard, gap, others):
        slope = row["below"] if gap < 0 and row.get("below") else row
        steps = gap / Fraction(slope["step"])
        if self.readings["steps"] == "whole":
            steps = toward_zero(steps)
        return Fraction(row["base"]) + steps * Fraction(slope["per_step"])

    def by_tiers(self, row, value, standard, gap, others):
        """A unit of the gap at a time would do: each tier takes what is left, to its width."""
        left, points = abs(gap), Fraction(0)
        for tier in row.get("tiers_below", row["tiers"]) if gap < 0 else row["tiers"]:
            part = min(left, Fraction(tier["width"])) if "width" in tier else left
            points += part / Fraction(tier["step"]) * Fraction(tier["per_step"])
            left -= part
        return Fraction(row["base"]) + (points if gap >= 0 else -points)

    def by_completion(self, row, value, standard, gap, others):
        return Fraction(row["points"]) * value / standard

    def by_between(self, row, value, standard, gap, others):
        ends = {"lowest": min(others), "highest": max(others)}
        low, high = (
            ends[row[key]] if isinstance(row[key], str) else Fraction(row[key])
            for key in ("low", "high")
        )
        is_low, full, least = (
            row.get("better") == "low", Fraction(row["points"]), Fraction(row.get("least", 0))
        )  # fmt: skip
        if low == high:
            return full
        if low > high:
            return full if (value <= low if is_low else value >= high) else full * least
        reached = (high - value if is_low else value - low) / (high - low)
        return min(full, max(full * least, full * (least + (1 - least) * reached)))

    def by_rank(self, row, value, standard, gap, others):
        if row.get("better") == "low":
            place = sum(other < value for other in others)
        else:
            place = sum(other > value for other in others)
        return Fraction(row["by_rank"][place]) if place < len(row["by_rank"]) else Fraction(0)

    def by_bands(self, row, value, standard, gap, others):
        reached = value if row["standard"] == "none" else gap
        for band in row["bands"]:
            if "from" not in band or reached >= Fraction(band["from"]):
                return Fraction(band["points"])
        return Fraction(0)

    def by_per_unit(self, row, value, standard, gap, others):
        steps = value / Fraction(row["step"])
        if row.get("whole"):
            steps = toward_zero(steps)
        return Fraction(row["base"]) + steps * Fraction(row["per_step"])

    # --- flags -------------------------------------------------------------------------------

    def flags(self, row, span, points, county):
        """Section 4's, by measure, quantity and standard."""
        code, quantity, flags = row["measure"], row["as"], set()
        if points is not None and points > 2 * Fraction(row["points"]):
            flags.add("high")
        whole, base = (self.city.get((code, aspect, span)) for aspect in ("level", "base"))
        level = county.get((code, "level", span))
        of_parts = quantity in ("growth", "increment", "contribution")
        if of_parts and level is not None and whole is not None and whole > 0:
            flags |= {"small_base"} if level / whole < Fraction(5, 1000) else set()
        grown = minus(whole, base)
        if quantity == "contribution" and grown is not None:
            flags |= {"small_city_increment"} if 0 < grown < base * Fraction(5, 1000) else set()
        if (code, quantity) in (("va_growth", "value"), ("output", "growth")):
            at_constant = half_up(county.get(("va_growth", "level", span)), row["decimals"])
            output = {"measure": "output", "as": "growth", "decimals": row["decimals"]}
            at_current, _ = self.quantity(output, span, county)
            if None not in (at_constant, at_current) and at_constant * at_current < 0:
                flags.add("opposite_signs")
        last_year = row["standard"] == "last_year"
        if quantity in ("increment", "contribution") or last_year:
            city_too = quantity in ("contribution", "share")
            rests_on = (county, self.city) if city_too else (county,)
            if any((code, "derived", span) in region for region in rests_on):
                flags.add("derived_base")
        return flags


# --- totals and ranks --------------------------------------------------------------------------


def total(case, n, items):
    """The plain sum of the printed points and the adjustments within their bounds."""
    points = [item[3] for item in items.values() if item[4] != "suspended"]
    if None in points or not points:
        return None
    bounds = case.book.get("adjustments", {})
    adjusted = sum((Fraction(own) for county, own in case.adjustments if county == n), Fraction(0))
    if "cap" in bounds:
        adjusted = min(adjusted, Fraction(bounds["cap"]))
    if "floor" in bounds:
        adjusted = max(adjusted, Fraction(bounds["floor"]))
    return sum(points) + adjusted


def ranks(case, items, totals):
    """Within groups; ties broken by values, a blank last; competition or dense."""
    ranking = case.book.get("ranking", {})

    def standing(n):
        broken_by = [items[n][item][0] for item in ranking.get("tie_break", ())]
        return totals[n], *((value is not None, value or 0) for value in broken_by)

    def place(n):
        if totals[n] is None or n in case.unranked:
            return None
        better = [standing(m) for m in rivals(n) if standing(m) > standing(n)]
        return 1 + len(set(better) if ranking.get("ties") == "dense" else better)

    def rivals(n):
        by_group = ranking.get("within") == "group"
        return [
            m
            for m in range(len(totals))
            if totals[m] is not None and m not in case.unranked
            if not by_group or case.groups[m] == case.groups[n]
        ]

    return [place(n) for n in range(len(totals))]
