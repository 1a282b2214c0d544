"""Inputs of the page: the shipped folder's, and rows written out beside its scored data."""

from functools import cache

from fzlib.desk import load, load_enterprises
from fzlib.enterprises.evidence import Enterprises
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.presentation.enterprises.findings import Findings
from fzlib.scoring.periods import Period
from tests.enterprises.frames import COUNTIES, enterprise, frame

FUZHOU = "data/fuzhou"
SETTINGS = EnterpriseSettings(source="县（市）区工信部门（示例）")


@cache
def scored(period):
    return load(FUZHOU, period)


@cache
def shipped(period):
    return load_enterprises(FUZHOU, period)


def inputs(*rows, earlier=(), settings=SETTINGS, period="2023-05", warnings=(), **others):
    """Of these rows; ``earlier``: period → its rows."""
    own = Period.parse(period)
    before = tuple(frame(*of, period=Period.parse(when)) for when, of in dict(earlier).items())
    enterprises = Enterprises(
        own, "福州市", COUNTIES, settings, frame(*rows, period=own), before, **others
    )
    return EnterpriseInputs(enterprises, scored(period), tuple(warnings), {})


def findings(*rows, **others):
    return Findings(inputs(*rows, **others))


def firms(*months, county="福清市", division="39", start=1, **others):
    """A row a pair of output and 同期; codes count from ``start``."""
    return [
        enterprise(str(n), county, division, month=month, **others)
        for n, month in enumerate(months, start)
    ]
