"""The golden data folder with a small file of enterprises in it."""

import pytest

import fzlib as fz
from fzlib.intake.folder import Folder
from fzlib.scoring.periods import Period
from tests.enterprises.one_database import one_database  # noqa: F401 - each test here has it
from tests.intake.conftest import City, refused
from tests.intake.enterprises.firms import FIRMS, rows
from tests.intake.files import csv_bytes


class Firms(City):
    """A data folder with enterprises, to be spoilt."""

    def frame(self, period="2023-05", **options):
        return Folder(self.path).frame(Period.parse(period), **options)

    def enterprises(self, period="2023-05", **options):
        return fz.load_enterprises(self.path, period, **options)

    def said_of_file(self, period="2023-05"):
        """What stops the file by itself, and what is told of it, a line each."""
        return self._said(self.frame, period)

    def said(self, period="2023-05"):
        """The same beside the scored data."""
        return self._said(self.enterprises, period)

    def _said(self, read, period):
        error = refused(read, period)
        problems = error.problems if error else ()
        warnings = error.warnings if error else read(period).warnings
        return [str(each) for each in problems], [str(each) for each in warnings]


@pytest.fixture
def firms(city):
    """The golden folder with the file of `firms`."""
    own = Firms(city.path)
    own.write(FIRMS, csv_bytes(rows()))
    return own
