"""What a person reads in a grid of cells, written apart from fzlib: the figures, or a refusal.

It knows the golden folder's headers and names and a few others. Where it refuses, reading must
refuse; where it gives figures, reading may still refuse (figures are checked against each other),
but may not give others.
"""

import datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from unicodedata import category

from tests.intake.files import Error, Formula, Percent

REGION, PERIOD = ("region", "", ""), ("period", "", "")
# text → measure, span, unit
HEADERS = {
    "地区": REGION,
    "县（市）区": REGION,
    "期间": PERIOD,
    "增加值增速（%）": ("va_growth", "month", "%"),
    "规上工业增加值同比增长（%）": ("va_growth", "month", "%"),
    "增加值累计增速（%）": ("va_growth", "ytd", "%"),
    "总产值（亿元）": ("output", "month", "亿元"),
    "总产值（万元）": ("output", "month", "万元"),
    "总产值（%）": ("output", "month", ""),
    "上年同期总产值（亿元）": ("base", "month", "亿元"),
    "去年同期总产值（千元）": ("base", "month", "千元"),
    "累计总产值（亿元）": ("output", "ytd", "亿元"),
    "本月止累计总产值": ("output", "ytd", ""),
    "上年同期累计总产值（亿元）": ("base", "ytd", "亿元"),
    "总产值增速（%）": ("output_growth", "month", "%"),
    "总产值累计增速（%）": ("output_growth", "ytd", "%"),
    "月度预期增量（亿元）": ("expected", "month", "亿元"),
    "累计预期增量（亿元）": ("expected", "ytd", "亿元"),
}
PARTS = {"亿元": 6, "万元": 2, "千元": 1}  # decimals that are kept
SHIFT = {"亿元": 0, "万元": -4, "千元": -5}
MISSING = {"", "...", "…", "……", "/", "／", "N/A", "缺", "缺报"}
MISSING |= {times * dash for dash in "-–—－" for times in (1, 2)}
WIDE = {chr(n): chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F)} | {"−": "-", "–": "-"}


class Refused(Exception):
    """Not to be read."""


def bare(text):
    """Without spaces, those without width too."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "\u200b\u2060\ufeff")


def same(text):
    """Names and headers: brackets and width do not count."""
    text = "".join(WIDE.get(sign, sign) for sign in bare(text))
    return text.replace("[", "(").replace("]", ")")


def shown(value):
    """What a cell says as a name or header."""
    match value:
        case Formula(_, result):
            return shown(result) if result is not None else "=…"
        case None:
            return ""
        case str():
            return value
    return "…"  # a number, a date, an error: no name and no header


def is_blank(value):
    return not shown(value).strip()


def figure(value, unit):
    """A cell's decimal in 亿元 or %; None where missing."""
    match value:
        case None:
            return None
        case Formula(_, None) | Error() | bool() | datetime.date():
            raise Refused
        case Formula(_, result):
            return figure(result, unit)
        case Percent(number):
            if unit != "%":
                raise Refused
            number = stored(number) * 100
        case str():
            if bare(value) in MISSING:
                return None
            number = written(value, unit)
        case _:
            number = stored(value)
    if unit == "%":
        if abs(number) > 1000:
            raise Refused
        return number.quantize(Decimal("1E-10"), ROUND_DOWN)  # as the panel keeps rates
    with localcontext(prec=1000):
        number = number.quantize(Decimal(1).scaleb(-PARTS[unit]), ROUND_HALF_UP)
        return number.scaleb(SHIFT[unit])


def stored(number):
    return Decimal(f"{float(number):.15g}")


def written(text, unit):
    """A number as text: sign, groups of three, point, percent sign; spaces between these only."""
    text = "".join(
        " " if category(sign) == "Zs" or sign in "\u200b\u2060\ufeff" else WIDE.get(sign, sign)
        for sign in text
    ).strip()
    if text.endswith("%"):
        if unit != "%":
            raise Refused
        text = text[:-1].rstrip(" ")
    sign, body = (text[0], text[1:].lstrip(" ")) if text[:1] in ("+", "-") else ("", text)
    whole, point, rest = body.partition(".")
    first, *groups = whole.replace(", ", ",").split("," if "," in whole else " ")
    sound = set(first + rest + "".join(groups)) <= set("0123456789") and (first or rest)
    sound = sound and not (groups and first.startswith("0"))
    if not sound or (groups and (not 1 <= len(first) <= 3 or any(len(g) != 3 for g in groups))):
        raise Refused
    return Decimal(sign + first + "".join(groups) + point + rest)


def header_of(cell, measures):
    text = same(shown(cell))
    header = next((HEADERS[name] for name in HEADERS if same(name) == text), None)
    return header if header in (REGION, PERIOD) or (header and header[0] in measures) else None


def read(grid, names, measures, period="2023-05"):
    """(measure, span, region) → decimal, of a sheet's rows.

    Args:
        grid: rows of cells as tests.intake.files writes them. names: even name → region, None
            for one that is not assessed. measures: what the file is for.

    Raises:
        Refused: this must not be accepted.
    """
    heads = [[header_of(cell, measures) for cell in row] for row in grid[:20]]
    top = next((n for n, headers in enumerate(heads) if is_head(headers)), None)
    if top is None:
        raise Refused
    columns = {n: header for n, header in enumerate(heads[top]) if header}
    if len(set(meanings := [header[:2] for header in columns.values()])) < len(meanings):
        raise Refused
    if any(header[2] == "" for header in columns.values() if header not in (REGION, PERIOD)):
        raise Refused
    values, seen = {}, set()
    for row in grid[top + 1 :]:
        cells = {columns[n]: cell for n, cell in enumerate(row) if n in columns}
        if all(map(is_blank_cell, row)) or not in_period(cells, columns, period):
            continue
        name = same(shown(cells.get(REGION)))
        if name not in names or names[name] in seen:
            raise Refused
        seen.add(region := names[name])
        for (measure, span, unit), cell in cells.items():
            if unit and region and (measure == "va_growth" or region not in ("全国", "福建省")):
                value = figure(cell, unit)
                if value is not None:
                    if value < 0 and measure in ("output", "base"):
                        raise Refused
                    if unit != "%" and abs(value) > 10**7:
                        raise Refused
                    values[measure, span, region] = value
    wanted = set(names.values()) - {None}
    if "expected" in measures:
        wanted -= {"全国", "福建省", "福州市"}
    if not wanted <= seen:
        raise Refused
    return values


def is_head(headers):
    return REGION in headers and len(set(headers) - {None}) > 1


def is_blank_cell(value):
    return isinstance(value, str | Formula | None) and is_blank(value)


def in_period(cells, columns, period):
    if PERIOD not in columns.values():
        return True
    cell = cells.get(PERIOD)
    if isinstance(cell, datetime.date):
        return f"{cell:%Y-%m}" == period
    text = shown(cell).strip()
    if text != period and not (len(text) == 7 and text[:5] in ("2022-", "2023-")):
        raise Refused
    return text == period
