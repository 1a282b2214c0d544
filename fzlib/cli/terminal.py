"""What is said on a terminal: nothing it would act on, a line a problem, at most a hundred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import click

from fzlib.errors import MOST_NAMED, Problem, listing, one_line, serious_first

MOST_LINES = 100
HINT = "提示　"


def say(text: str, *, err: bool = False) -> None:
    """Print lines, without the control characters that names in files and arguments may hold."""
    click.echo("\n".join(map(one_line, text.split("\n"))), err=err)


def listed(
    problems: Sequence[Problem],
    hints: Sequence[Problem] = (),
    *,
    most: int = MOST_LINES,
    hint: str = HINT,
) -> list[str]:
    """Problems, then hints (``hint`` before each), the serious ones first; beyond ``most`` a count.

    More than five hints of one kind in one column are one line.
    """
    grouped = _grouped(serious_first(hints))
    lines = [*map(str, problems), *(f"{hint}{one}" for one in grouped)]
    if len(lines) > most:
        rest = f"……另有{len(lines) - most}条没有列出；用 fz check --json 看全部"
        lines[most:] = [rest]
    return lines


def _grouped(hints: Sequence[Problem]) -> list[Problem]:
    """Hints that a column has more than five of, as one: the same remedy is the same kind."""
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for one in hints:
        column = re.match(r"[A-Z]+(?=\d+$)", one.where.cell)
        place = (column[0],) if column else ("", one.where.cell, one.what)
        kinds.setdefault((one.where.file, one.where.sheet, one.mend, *place), []).append(one)
    return [each for alike in kinds.values() for each in _one(alike)]


def _one(alike: list[Problem]) -> list[Problem]:
    if len(alike) <= MOST_NAMED:
        return alike
    first = alike[0]
    where = replace(first.where, cell=listing(one.where.cell for one in alike))
    return [replace(first, where=where, what=f"{len(alike)}条同类提示，如“{first.what}”")]
