"""The bounds within which a file is read."""

from __future__ import annotations

from fzlib.intake.formats.unreadable import TOO_LARGE, Unreadable

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


def bound(count: int, most: int) -> None:
    """Refuse a file with more of something than is read. Raises Unreadable."""
    if count > most:
        raise Unreadable(*TOO_LARGE)


def cut(text: str, most: int) -> str:
    """The text; its first ``most`` signs and … where it is longer."""
    return text if len(text) <= most else f"{text[:most]}…"
