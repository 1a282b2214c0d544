"""Rule books as data: those that are shipped, and small ones of one indicator."""

import tomllib
from decimal import Decimal
from pathlib import Path

from fzlib.scoring.rulebook_file import parse_rulebook

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {
    path.relative_to(ROOT / "data").as_posix(): path
    for path in sorted([*ROOT.glob("data/*/rules/*.toml"), *ROOT.glob("data/schemes/*.toml")])
}
POWER = """
title = "甲市办法"
source = "甲政发〔2024〕1号"

[[measure]]
code = "power"
name = "工业用电量"
unit = "万千瓦时"
regions = "all"
decimals = 3

[[measure]]
code = "sold"
name = "产销率"
unit = "%"
regions = "all"
"""
ROW = 'code = "item"\nname = "考评项甲"\npoints = 12\ndecimals = 2\n'


def data(text):
    """Parsed as a rule book's file is."""
    return tomllib.loads(text, parse_float=Decimal)


def shipped(name):
    """A shipped rule book as parsed TOML, anew at every call."""
    return data(SHIPPED[name].read_text(encoding="utf-8"))


def book(text):
    """The rule book of a TOML text."""
    return parse_rulebook(data(text), "r.toml")


def with_row(row, top=""):
    """A book of one indicator, of its keys beyond code, name, points and decimals."""
    return book(f"{POWER}\n{top}\n[[indicator]]\n{ROW}{row}")
