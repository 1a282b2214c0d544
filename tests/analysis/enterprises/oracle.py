"""enterprises.csv a second time, by pandas on Fractions, from ENTERPRISES.md alone.

It imports nothing of fzlib: rows come as plain tuples, settings as text.
"""

from fractions import Fraction

import pandas as pd

HEADER = [
    "period", "span", "level", "key", "firms", "comparable", "down", "idle", "half_idle",
    "entered", "output", "base", "growth", "pull", "contribution", "down_share",
]  # fmt: skip
COLUMNS = (
    "county", "division", "state", "month_output", "month_base", "ytd_output", "ytd_base",
)  # fmt: skip


def table(period, city, counties, rows, denominator="comparable"):
    """The file as lists of text; rows as tuples of `COLUMNS`, figures exact or None."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    lines = [HEADER]
    if frame.empty:
        return lines
    for span in ("month", "ytd"):
        own = marked(frame, span)
        everyone = sums(own)
        lines.append([period, span, "city", city, *texts(everyone, everyone, denominator)])
        for level, by in (
            ("county", ["county"]),
            ("division", ["division"]),
            ("county_division", ["county", "division"]),
        ):
            groups = [(dict(zip(by, key, strict=True)), part) for key, part in own.groupby(by)]
            groups.sort(
                key=lambda g: (
                    counties.index(g[0]["county"]) if "county" in g[0] else 0,
                    g[0].get("division", ""),
                )
            )
            for key, part in groups:
                name = "/".join(key.values())
                lines.append([period, span, level, name, *texts(sums(part), everyone, denominator)])
    return lines


def marked(frame, span):
    """One row an enterprise, with what it counts as in the span."""
    output = frame[f"{span}_output"].map(fraction)
    base = frame[f"{span}_base"].map(fraction)
    own = pd.DataFrame({"county": frame["county"], "division": frame["division"]})
    own["output"], own["base"] = output, base
    own["left"] = frame["state"] == "退库"
    has = [(o is not None, b is not None) for o, b in zip(output, base, strict=True)]
    own["counted"] = [o and b for o, b in has]
    own["firms"] = ~own["left"]
    own["reported"] = own["firms"] & pd.Series([o for o, _ in has], dtype=bool)
    facts = [
        (o is not None and b is not None and b > 0, o, b) for o, b in zip(output, base, strict=True)
    ]
    own["comparable"] = own["firms"] & pd.Series([c for c, *_ in facts])
    own["down"] = own["comparable"] & pd.Series([c and o < b for c, o, b in facts])
    own["idle"] = own["comparable"] & pd.Series([c and o == 0 for c, o, b in facts])
    own["half_idle"] = own["comparable"] & pd.Series(
        [c and o > 0 and o / b <= Fraction(1, 2) for c, o, b in facts]
    )
    own["entered"] = own["firms"] & pd.Series(
        [b == 0 and o is not None and o > 0 for _, o, b in facts]
    )
    return own


def sums(own):
    """Counts and exact sums of a group."""
    counts = {
        name: int(own[name].sum())
        for name in (
            "firms", "reported", "comparable", "down", "idle", "half_idle", "entered",
        )
    }  # fmt: skip
    both = own[own["counted"].astype(bool)]
    totals = {name: sum(both[name], Fraction(0)) for name in ("output", "base")}
    return counts | totals


def texts(own, city, denominator):
    """The columns after the key."""
    increment, of_city = own["output"] - own["base"], city["output"] - city["base"]
    among = own[{"comparable": "comparable", "reported": "reported", "all": "firms"}[denominator]]
    counts = [
        str(own[name]) for name in ("firms", "comparable", "down", "idle", "half_idle", "entered")
    ]
    return [
        *counts,
        plain(own["output"]),
        plain(own["base"]),
        rate(increment, own["base"]) if own["base"] > 0 else "",
        rate(increment, city["base"]) if city["base"] > 0 else "",
        rate(increment, of_city) if of_city else "",
        rate(Fraction(own["down"]), among) if among else "",
    ]


def fraction(value):
    return None if value is None else Fraction(value)


def rate(part, whole):
    """In %, half away from zero to 6 decimals."""
    exact = abs(100 * part / whole) * 10**6
    units = int(exact + Fraction(1, 2))
    return plain(Fraction(units if (part < 0) == (whole < 0) else -units, 10**6))


def plain(value):
    """A decimal fraction without trailing zeros, from its digits."""
    sign, value = "-" if value < 0 else "", abs(value)
    whole, rest = divmod(value, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return f"{sign}{whole}{'.' if digits else ''}{digits}"
