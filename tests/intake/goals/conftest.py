"""The golden data folder with a small plan beside it."""

import pytest

import fzlib as fz
from tests.intake.conftest import City, refused
from tests.intake.files import csv_bytes
from tests.intake.goals.plans import DOCUMENT, PLAN, TABLES


class Plan(City):
    """A data folder with goals, to be spoilt."""

    def goals(self, period="2023-05", **options):
        return fz.load_goals(self.path, period, **options)

    def said(self, period="2023-05"):
        """What stops the run, and what is told beside it, a line each."""
        error = refused(self.goals, period)
        problems = error.problems if error else ()
        warnings = error.warnings if error else self.goals(period).warnings
        return [str(each) for each in problems], [str(each) for each in warnings]


@pytest.fixture
def plan(city):
    """The golden folder with the plan of `plans`."""
    own = Plan(city.path)
    own.write(DOCUMENT, PLAN)
    for label, rows in TABLES.items():
        own.write(label, csv_bytes(rows))
    return own
