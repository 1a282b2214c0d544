"""GB 32100-2015: the last of 18 signs follows from the others."""

import csv

import pytest

from fzlib.goals.credit_codes import is_credit_code
from tests.publishing.folders import FUZHOU

REAL = "91350100M000100Y43"  # the standard's own example


@pytest.mark.parametrize("code", [REAL, "91350100EX00284274", "91350181EX0016266X"])
def test_right(code):
    assert is_credit_code(code)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y44", "91350100M000100Y34", "9135010M000100Y43", "91350100M000100Y431",
        "91350100M000I00Y43", "91350100m000100y43", "", "项目",
    ],
)  # fmt: skip
def test_wrong(code):
    assert not is_credit_code(code)


def test_any_other_last_sign_is_wrong():
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    assert [sign for sign in signs if is_credit_code(REAL[:-1] + sign)] == [REAL[-1]]


def test_of_the_shipped_registers_two_are_wrong():
    wrong = [
        (path.name, row["统一社会信用代码"])
        for path in sorted((FUZHOU / "registers").glob("*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        if row.get("统一社会信用代码") and not is_credit_code(row["统一社会信用代码"])
    ]
    assert [name for name, _ in wrong] == ["appeals.csv", "visits.csv"]
