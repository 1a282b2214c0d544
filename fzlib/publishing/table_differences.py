"""Where two copies of a report's table differ: row by what it is of, column, both values."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from fzlib.errors import MOST_NAMED, one_line

# table → the columns that say what a row is of
KEYS = {
    "scores.csv": ("region", "item"),
    "ranking.csv": ("region",),
    "targets.csv": ("task", "region"),
    "enterprises.csv": ("span", "level", "key"),
}
NOT_A_TABLE = "已不是表格，不能逐行比较"
FORM = "各行各列的内容相同，次序或写法不同"
Rows = dict[tuple[str, ...], dict[str, str]]


def differences(name: str, then: bytes, now: bytes) -> list[str]:
    """``福清市 output_growth.ytd 的 points：发布时 12.30，现为 12.10``; none where they are equal.

    Args:
        name: of the table's file. then, now: as published, and as it is otherwise.
    """
    if then == now:
        return []
    try:
        (columns, rows), (new_columns, new_rows) = (_table(name, table) for table in (then, now))
    except (UnicodeDecodeError, csv.Error):
        return [NOT_A_TABLE]
    texts = [f"{each} 一列，现在没有" for each in columns if each not in new_columns]
    texts += [f"{each} 一列，发布时没有" for each in new_columns if each not in columns]
    for key in dict.fromkeys([*rows, *new_rows]):
        what = " ".join(part for part in key if part) or "空行"
        if key not in new_rows or key not in rows:
            texts.append(f"{what} 一行，{'发布时' if key in new_rows else '现在'}没有")
            continue
        texts += [
            f"{what} 的 {column}：发布时 {old or '空'}，现为 {new or '空'}"
            for column, old in rows[key].items()
            if (new := new_rows[key].get(column, old)) != old
        ]
    return texts or [FORM]


def listed(name: str, texts: Sequence[str], most: int = MOST_NAMED) -> list[str]:
    """As lines of this file; beyond ``most`` how many more there are."""
    lines = [one_line(f"{name}：{text}") for text in texts[:most]]
    if len(texts) > most:
        lines.append(f"{name}：另有{len(texts) - most}处")
    return lines


def _table(name: str, content: bytes) -> tuple[list[str], Rows]:
    """Its columns, and its rows by their key; a row with the key of an earlier one is numbered."""
    columns, *lines = [*csv.reader(io.StringIO(content.decode("utf-8-sig")))] or [[]]
    if len({*columns}) < len(columns) or any(len(line) > len(columns) for line in lines):
        raise csv.Error("cells under no header of their own")
    by = KEYS.get(name, tuple(columns[:2]))
    rows: Rows = {}
    seen = Counter[tuple[str, ...]]()
    for line in lines:
        row = dict(zip(columns, line, strict=False))
        key = tuple(row.get(column, "") for column in by)
        seen[key] += 1
        rows[(*key, f"（第{seen[key]}次）") if seen[key] > 1 else key] = row
    return columns, rows
