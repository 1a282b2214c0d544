"""Why a file, or a cell, cannot be read; the bounds within which it is."""

from __future__ import annotations

# Far above any evaluation, far below the memory: a file beyond them is refused within seconds.
MOST_FILE_BYTES = 100_000_000  # of a file, and of what its zip holds
MOST_CSV = 20_000_000  # bytes of a CSV: decoded and split it takes ten times as many
MOST_CELLS = 1_000_000  # of one file
MOST_ROWS = 1_048_576  # what a spreadsheet can hold
MOST_COLUMNS = 16_384  # the same
MOST_FILE_ROWS = 2 * MOST_ROWS  # of one file, blank ones too
MOST_MERGED = 20_000  # merged areas of one sheet
MOST_SIGNS = 32_767  # of one cell: what a spreadsheet can hold
MOST_DIGITS = 1000  # signs of a number as written; a spreadsheet keeps 17 digits
MOST_FORMAT = 500  # signs of a number format; a spreadsheet allows 255
MOST_TAGS = 3_000_000  # of the XML of one file; a cell has two to six

LOCKED = ("工作簿有密码，打不开", "去掉密码另存后再用")
DAMAGED = ("工作簿损坏，打不开", "用表格软件打开，另存为 xlsx 后再用")
TOO_LARGE = ("表格过大", "删去多余的行、列和工作表后再用")
NO_PARQUET = ("是 parquet 文件，这里不读", "另存为 xlsx 或 CSV；只有企业数据可以是 parquet")
NO_SHEET = ("不是表格文件", "另存为 xlsx 或 CSV")


class Flaw(Exception):
    """What is wrong with a file or a cell, and how to mend it (Chinese)."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


class Unreadable(Flaw):
    """A file that cannot be read."""


def bound(count: int, most: int) -> None:
    """Refuse a file with more of something than is read. Raises Unreadable."""
    if count > most:
        raise Unreadable(*TOO_LARGE)


def cut(text: str, most: int) -> str:
    """The text; its first ``most`` signs and … where it is longer."""
    return text if len(text) <= most else f"{text[:most]}…"
