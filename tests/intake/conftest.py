"""The golden data folder, copied, with one thing broken by a test."""

import contextlib
import csv
import io
import re
import shutil
import signal
from pathlib import Path

import pytest

from fzlib.errors import InputError
from fzlib.intake.folder import Folder
from tests.intake.files import PLAIN, WRITERS, csv_bytes

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "data"
MONTHLY = "monthly/2023-05.csv"
FIRST = "monthly/2023-02.csv"
EXPECTED = "expected/2023.csv"


def position(cell):
    """Zero-based row and column of an A1 name of one letter."""
    return int(cell[1:]) - 1, ord(cell[0]) - ord("A")


def typed(text):
    """A CSV cell as a spreadsheet would store it."""
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text or None


def refused(read, *args, **options):
    """The InputError a call ends in; None where it ends well. Anything else goes through."""
    try:
        read(*args, **options)
    except InputError as error:
        return error
    return None


@contextlib.contextmanager
def within(seconds):
    """No hang: far beyond what any of these files takes."""

    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class City:
    """A data folder a test may spoil: change files, then ask what is said about them."""

    def __init__(self, path):
        self.path = path

    def write(self, label, content):
        path = self.path / label
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def text(self, label):
        return (self.path / label).read_text(encoding="utf-8-sig")

    def edit(self, label, old, new):
        text = self.text(label)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {label}"
        self.write(label, text.replace(old, new))

    def remove(self, label):
        (self.path / label).unlink()

    def rows(self, label):
        return list(csv.reader(io.StringIO(self.text(label))))

    def put(self, label, **cells):
        """Set cells of a CSV: put(MONTHLY, D5="12,3")."""
        rows = self.rows(label)
        for cell, value in cells.items():
            row, column = position(cell)
            rows[row][column] = value
        self.write(label, csv_bytes(rows))

    def append(self, label, *rows):
        self.write(label, csv_bytes([*self.rows(label), *rows]))

    def drop_row(self, label, number):
        rows = self.rows(label)
        del rows[number - 1]
        self.write(label, csv_bytes(rows))

    def drop_column(self, label, letter):
        rows = self.rows(label)
        for row in rows:
            del row[ord(letter) - ord("A")]
        self.write(label, csv_bytes(rows))

    def recast(
        self, label, suffix, *, sheet="数据", typed=typed, form=PLAIN, percent_format="", **cells
    ):
        """Replace a CSV by the same table in a workbook; ``cells`` are set as they are."""
        more = {"percent_format": percent_format} if percent_format else {}
        rows = [[typed(text) for text in row] for row in self.rows(label)]
        for cell, value in cells.items():
            row, column = position(cell)
            rows[row][column] = value
        self.remove(label)
        self.write(
            label.removesuffix("csv") + suffix, WRITERS[suffix]({sheet: rows}, form=form, **more)
        )

    def to_first(self):
        """The figures as those of 1—2月: each year-to-date cell repeats the month's."""
        rows = self.rows(MONTHLY)
        for row in rows[1:]:
            row[2], row[5], row[6], row[8] = row[1], row[3], row[4], row[7]
        self.remove(MONTHLY)
        self.write(FIRST, csv_bytes(rows))
        expected = self.rows(EXPECTED)
        expected = [expected[0], *(["2023-02", row[1], row[2], row[2]] for row in expected[1:])]
        self.write(EXPECTED, csv_bytes(expected))

    def load(self, period="2023-05", **options):
        return Folder(self.path).load(period, **options)

    def problems(self, period="2023-05", **options):
        """What stops the run, one line a problem; [] where nothing does."""
        error = refused(self.load, period, **options)
        return [str(problem) for problem in error.problems] if error else []

    def warnings(self, period="2023-05"):
        return [str(warning) for warning in self.load(period).warnings]


def figures(inputs):
    """Every figure of a period: (series, span) → decimals by region."""
    return {key: fixed.decimals() for key, fixed in inputs.panel.figures.items()}


@pytest.fixture
def city(tmp_path):
    """The golden folder, ready to be spoilt."""
    return City(Path(shutil.copytree(GOLDEN, tmp_path / "city")))


@pytest.fixture(scope="session")
def golden():
    """The golden period as read from its own files."""
    return Folder(GOLDEN).load("2023-05")
