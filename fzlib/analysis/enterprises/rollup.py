"""Enterprises rolled up to the city, counties, divisions and both, and each row's marks: in DuckDB.

Each row is looked at once a span, for its kind; groups are made of the sums of their kinds. Sums
are of BIGINT or DECIMAL(38, s), exact in any order: of |figures| up to 10^11 with up to 15
decimals those of 10^11 rows fit. DuckDB divides in binary: nothing is divided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from fzlib.enterprises.database import database
from fzlib.enterprises.frame import LEVELS, Enterprise, Group, Part
from fzlib.enterprises.garbage import uncollected
from fzlib.enterprises.marks import COUNTED, ENTERED, KINDS, LEFT, MARKS
from fzlib.scoring.periods import Period
from fzlib.vocabulary import SPANS

# a relation to be rolled up has these, a row an enterprise and period
COLUMNS = (
    "period", "county", "division", "is_left",
    "month_output", "month_base", "ytd_output", "ytd_base",
)  # fmt: skip
_WHENS = " ".join(f"WHEN {kind.condition} THEN {n}" for n, kind in enumerate(KINDS))
_KIND = f"(CASE {_WHENS} END)::UTINYINT"
_SPAN = "SELECT *, {span}_output AS output, {span}_base AS base FROM {relation}"


def _cells(span: str) -> str:
    """The rows of a span by kind: all that there is to sum up."""
    return (
        f"SELECT period, '{span}' AS span, county, division, {_KIND} AS kind, count(*) AS firms,"
        " sum(output) AS output, sum(base) AS base"
        f" FROM ({_SPAN.replace('{span}', span)}) GROUP BY ALL"
    )


def _sum(column: str, *marks: str) -> str:
    """Of a column over the cells of the kinds that have all the marks; 0 over none."""
    kinds = ", ".join(str(n) for n, kind in enumerate(KINDS) if kind.marks.issuperset(marks))
    return f"coalesce(sum({column}) FILTER (kind IN ({kinds})), 0)"


_PARTS = {"all": (COUNTED,), ENTERED: (COUNTED, ENTERED), LEFT: (COUNTED, LEFT)}
_COUNTS = {f"{mark}_firms": _sum("firms", mark) for mark in MARKS}
_SUMS = {
    f"{part}_{figure}": _sum(figure, *marks)
    for part, marks in _PARTS.items()
    for figure in ("output", "base")
}
_SMALLEST = ", ".join(f"{total} AS {name}" for name, total in (_COUNTS | _SUMS).items())
_TOTALS = ", ".join(
    # HUGEINT and DECIMAL cross slowly: a count fits BIGINT, a sum goes as text
    [*(f"sum({name})::BIGINT" for name in _COUNTS), *(f"sum({name})::VARCHAR" for name in _SUMS)]
)
_KEYS = "period, span, county, division"
_ROLL_UP = (
    f"WITH cells AS ({' UNION ALL '.join(map(_cells, SPANS))}),"
    f" smallest AS (SELECT {_KEYS}, {_SMALLEST} FROM cells GROUP BY ALL)"
    f" SELECT {_KEYS}, {_TOTALS} FROM smallest GROUP BY GROUPING SETS"
    f" ((period, span), (period, span, county), (period, span, division), ({_KEYS}))"
)


def roll_up(connection: Any, relation: str, counties: Sequence[str]) -> list[Group]:
    """The groups of a relation that has `COLUMNS`: only those that have a row.

    Figures are BIGINT or DECIMAL, NULL where not reported. By period, month then year to date;
    city, ``counties`` in their order, divisions by code, then both.
    """
    order = {county: n for n, county in enumerate(("", *counties))}
    with uncollected():
        rows = connection.execute(_ROLL_UP.format(relation=relation)).fetchall()
        periods = {text: Period.parse(text) for text in {text for text, *_ in rows}}
        groups = [_group(periods[text], row) for text, *row in rows]
    return sorted(
        groups,
        key=lambda group: (
            group.period,
            SPANS.index(group.span),
            LEVELS.index(group.level),
            order.get(group.county, len(order)),
            group.division,
        ),
    )


def _group(period: Period, row: Sequence[Any]) -> Group:
    span, county, division, *numbers = row
    counts = dict(zip(MARKS, numbers, strict=False))
    output, base, *parts = map(Decimal, numbers[len(MARKS) :])
    return Group(
        period, span, county or "", division or "", counts, output, base,
        Part(*parts[:2]), Part(*parts[2:]),
    )  # fmt: skip


def framed(
    period: Period, rows: Iterable[Enterprise], counties: Sequence[str]
) -> tuple[tuple[Enterprise, ...], tuple[Group, ...]]:
    """A period's rows, each with its marks, and their groups (as `roll_up`)."""
    listed = list(rows)
    if not listed:
        return (), ()
    with database() as connection:
        # a month's rows are few: handing them to threads takes longer than to count them
        connection.execute("SET threads = 1")
        _hold(connection, period, listed)
        marks = _marks(connection)
        groups = roll_up(connection, "enterprises", counties)
    marked = (row.marked(*own) for row, own in zip(listed, marks, strict=True))
    return tuple(marked), tuple(groups)


def _hold(connection: Any, period: Period, rows: Sequence[Enterprise]) -> None:
    """The rows as the table ``enterprises``, figures as DECIMAL of the most decimals that any has.

    They cross as text: numpy's numbers would be binary, or whole.
    """
    import numpy as np

    texts = [
        [None if value is None else format(value, "f") for value in own]
        for own in zip(*(row.month[:2] + row.ytd[:2] for row in rows), strict=True)
    ]
    every = {text for own in texts for text in own if text is not None}
    places = max((len(text.partition(".")[2].rstrip("0")) for text in every), default=0)
    columns: dict[str, list[Any]] = dict(
        zip(
            COLUMNS[1:],
            (
                [row.county for row in rows],
                [row.division for row in rows],
                [row.is_left for row in rows],
                *texts,
            ),
            strict=True,
        )
    )
    given = {name: np.array(values, object) for name, values in columns.items()}
    given["n"] = np.arange(len(rows))
    connection.register("given", given)
    cast = ", ".join(f"{name}::DECIMAL(38, {places}) AS {name}" for name in COLUMNS[4:])
    connection.execute(
        f"CREATE TEMP TABLE enterprises AS SELECT n, '{period}' AS period,"
        f" county::VARCHAR AS county, division::VARCHAR AS division, is_left::BOOLEAN AS is_left,"
        f" {cast} FROM given"
    )
    connection.unregister("given")


def _marks(connection: Any) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Of each row its marks of the month and of the year to date."""
    kinds = ", ".join(
        f"(SELECT {_KIND} FROM (SELECT is_left, {span}_output AS output, {span}_base AS base))"
        for span in SPANS
    )
    rows = connection.execute(f"SELECT {kinds} FROM enterprises ORDER BY n").fetchall()
    return [(KINDS[month].marks, KINDS[ytd].marks) for month, ytd in rows]
