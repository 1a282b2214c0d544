"""A small file of enterprises that says nothing: one a county, its figures the monthly file's."""

import csv
import tempfile
from decimal import Decimal
from pathlib import Path

from fzlib.enterprises.database import database
from fzlib.goals.credit_codes import _SIGNS, is_credit_code
from tests.intake.conftest import GOLDEN, MONTHLY

FIRMS = "enterprises/2023-05.csv"
HEADER = [
    "统一社会信用代码", "企业名称", "地区", "行业代码",
    "总产值（万元）", "上年同期总产值（万元）", "累计总产值（万元）", "上年同期累计总产值（万元）",
    "状态", "重点企业", "用电量（万千瓦时）", "上年同期用电量（万千瓦时）",
]  # fmt: skip
DIVISIONS = ("39", "35", "06", "17", "44", "36", "13", "31", "30", "26", "32", "14", "40")
TYPES = ["VARCHAR"] * 4 + ["DECIMAL(18,2)"] * 4 + ["VARCHAR"] * 2 + ["DECIMAL(18,2)"] * 2


def code(number):
    """A code that no enterprise has, with its check digit."""
    stem = f"91350100EX{number:07d}"
    return next(stem + sign for sign in _SIGNS if is_credit_code(stem + sign))


def rows():
    """Header and 13 rows, as texts: that of 鼓楼区 is row 2, of 福清市 row 8."""
    with (GOLDEN / MONTHLY).open(encoding="utf-8-sig", newline="") as file:
        monthly = list(csv.reader(file))[4:]
    return [[*HEADER]] + [
        [code(n), f"示例{n}公司", row[0], DIVISIONS[n - 1], *map(wan, row[3:7]), "正常",
         "是" if n == 7 else "", "12.5", "12"]
        for n, row in enumerate(monthly, 1)
    ]  # fmt: skip


def wan(text):
    """亿元 → 万元."""
    return format((Decimal(text) * 10_000).quantize(Decimal(1)), "f")


def parquet_bytes(table, types=TYPES, options=""):
    """A table of texts (None: NULL) as a parquet file, its columns cast to types."""
    header, *body = table
    with tempfile.TemporaryDirectory() as folder, database() as connection:
        path = Path(folder) / "x.parquet"
        given = ", ".join(f"c{n} VARCHAR" for n in range(len(header)))
        connection.execute(f"CREATE TEMP TABLE given ({given})")
        if body:
            marks = ", ".join("?" * len(header))
            connection.executemany(f"INSERT INTO given VALUES ({marks})", body)
        chosen = ", ".join(
            f'c{n}::{kind} AS "{name}"'
            for n, (name, kind) in enumerate(zip(header, types, strict=True))
        )
        connection.execute(
            f"COPY (SELECT {chosen} FROM given) TO '{path}' (FORMAT parquet{options})"
        )
        return path.read_bytes()


def written(select):
    """What a query gives, as a parquet file."""
    with tempfile.TemporaryDirectory() as folder, database() as connection:
        path = Path(folder) / "x.parquet"
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()
