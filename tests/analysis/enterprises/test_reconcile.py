"""Sums of the enterprises beside the monthly file's figures."""

from decimal import Decimal

from fzlib.analysis.enterprises.reconcile import reconciled
from fzlib.enterprises.evidence import Enterprises
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.scoring.rounding import plain
from tests.enterprises.frames import COUNTIES, MAY, enterprise, frame

CITY = "福州市"


def beside(own, scored):
    given = {key: tuple(n and Decimal(n) for n in pair) for key, pair in scored.items()}
    settings = EnterpriseSettings()
    return reconciled(Enterprises(MAY, CITY, COUNTIES, settings, own, scored=given))


def test_the_rest_is_what_the_enterprises_do_not_explain():
    own = frame(
        enterprise("1", month=("10000.5", 8000)),
        enterprise("2", month=(None, 100)),
        enterprise("3", "罗源县", month=(30000, 20000)),
    )
    found = beside(own, {("month", CITY): ("4.1", "2.8"), ("month", "福清市"): ("1.0102", "0.81")})
    assert [
        (one.region, one.figure, *map(plain, (one.total, one.rest, one.share)), one.without)
        for one in found
    ] == [
        (CITY, "output", "4.00005", "0.09995", "2.44", 1),
        (CITY, "base", "2.8", "0", "0", 1),
        ("福清市", "output", "1.00005", "0.01015", "1", 1),
        ("福清市", "base", "0.8", "0.01", "1.23", 1),
    ]  # fmt: skip


def test_missing_is_not_0():
    found = beside(
        frame(enterprise(month=(1, 1))),
        {("ytd", CITY): (None, "0"), ("ytd", "罗源县"): ("1", "1")},
    )
    assert [(one.total is None, one.rest is None, one.share) for one in found] == [
        (False, True, None),  # the monthly file has none
        (False, False, None),  # in % of 0
        (True, True, None),  # no enterprise of the county
        (True, True, None),
    ]


def test_every_digit_stays():
    own = frame(enterprise(month=("99999999999.999999999999999", 1)))
    (output, _) = beside(own, {("month", CITY): ("10000000", "0.0001")})
    assert output.rest == Decimal("0.0000000000000000001")
