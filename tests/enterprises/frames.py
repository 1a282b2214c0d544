"""Frames for tests: of rows written out, and of the shipped files read without our intake."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from fzlib.analysis.enterprises.rollup import framed
from fzlib.enterprises.database import database
from fzlib.enterprises.frame import Enterprise, Figures, Frame, Power
from fzlib.scoring.periods import Period

ROOT = Path(__file__).parents[2]
FUZHOU = ROOT / "data/fuzhou"
COUNTIES = (
    "鼓楼区", "台江区", "仓山区", "马尾区", "晋安区", "长乐区", "福清市",
    "闽侯县", "连江县", "罗源县", "闽清县", "永泰县", "高新区",
)  # fmt: skip
MAY = Period.parse("2023-05")


def number(value):
    return None if value is None else Decimal(value)


def enterprise(code="1", county="福清市", division="39", *, month=(1, 1), ytd=None, **others):
    """One row; figures as (output, base), year to date like the month where not given."""
    figures = [Figures(*map(number, pair)) for pair in (month, ytd or month)]
    return Enterprise(code, others.pop("name", f"企业{code}"), county, division, *figures, **others)


def frame(*rows, period=MAY, counties=COUNTIES):
    return Frame(period, f"enterprises/{period}.csv", *framed(period, rows, counties))


@cache
def shipped(period="2023-05"):
    """The shipped file of a period."""
    path = FUZHOU / f"enterprises/{period}.parquet"
    with database() as connection:
        rows = connection.execute(f"SELECT * FROM read_parquet('{path}')").fetchall()
    return frame(*map(_row, rows), period=Period.parse(period))


def _row(row):
    code, name, county, division, *figures, state, key, used, base = row
    month, ytd = (Figures(*map(number, figures[at : at + 2])) for at in (0, 2))
    power = Power(used, base)
    return Enterprise(
        code, name, county, division, month, ytd, state=state or "", is_key=key == "是", power=power
    )
