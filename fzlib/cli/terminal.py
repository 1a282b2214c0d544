"""What is said on a terminal: nothing it would act on, a line a problem, at most a hundred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import click

from fzlib.errors import MOST_NAMED, Problem, listing, one_line, serious_first
from fzlib.presentation.wording import MINUS

MOST_PRINTED = 100
HINT = "提示　"


def say(*texts: str, indent: str = "", err: bool = False) -> None:
    """Print each, without the control characters that names in files and arguments may hold.

    A minus is the hyphen: a console of Windows has no other, and people paste from here.
    """
    for text in texts:
        lines = text.replace(MINUS, "-").split("\n")
        click.echo(indent + "\n".join(map(one_line, lines)), err=err)


def problem_lines(
    problems: Sequence[Problem],
    hints: Sequence[Problem] = (),
    *,
    most: int = MOST_PRINTED,
    hint: str = HINT,
) -> list[str]:
    """Problems, then hints (``hint`` before each), the serious ones first; beyond ``most`` a count.

    More than five hints of one kind in one column are one line.
    """
    lines = [*map(str, problems), *(f"{hint}{each}" for each in _grouped(serious_first(hints)))]
    if len(lines) > most:
        lines[most:] = [f"……另有{len(lines) - most}条没有列出；用 fz check --json 看全部"]
    return lines


def _grouped(hints: Sequence[Problem]) -> list[Problem]:
    """Hints of which a column has more than five as one: the same remedy is the same kind."""
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for hint in hints:
        column = re.match(r"[A-Z]+(?=\d+$)", hint.where.cell)
        place = (column[0],) if column else ("", hint.where.cell, hint.what)
        kinds.setdefault((hint.where.file, hint.where.sheet, hint.mend, *place), []).append(hint)
    return [line for alike in kinds.values() for line in _as_one(alike)]


def _as_one(alike: list[Problem]) -> list[Problem]:
    if len(alike) <= MOST_NAMED:
        return alike
    first = alike[0]
    where = replace(first.where, cell=listing(hint.where.cell for hint in alike))
    return [replace(first, where=where, what=f"{len(alike)}条同类提示，如“{first.what}”")]
