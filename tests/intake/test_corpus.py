"""The corpus through ``fz check``: exact words, exit code, and the figures of what is accepted."""

from decimal import Decimal

import pytest

from fzlib.cli import main
from tests.intake.corpus import THEMES

CASES = [
    pytest.param(case, id=f"{theme}: {case.name}")
    for theme, cases in THEMES.items()
    for case in cases
]


@pytest.fixture
def check(capsys):
    """Run ``fz check`` here: exit code, and what it says below its first line."""

    def call(city, period):
        with pytest.raises(SystemExit) as ended:
            main(["check", period, "--data", str(city.path)])
        printed, errors = capsys.readouterr()
        assert errors == f"数据文件夹：{city.path}\n"
        return ended.value.code, printed.splitlines()[1:]

    return call


@pytest.mark.parametrize("case", CASES)
def test_a_file_as_it_comes(case, city, check, golden):
    case.make(city)
    code, printed = check(city, case.period)
    lines = [f"  {line}" for line in case.problems]
    lines += [f"  提示　{line}" for line in case.warnings]
    assert (code, printed) == (bool(case.problems), lines)
    if case.problems:
        return
    panel = city.load(case.period).panel
    changed = {key: value and Decimal(value) for key, value in case.figures.items()}
    before = golden.panel.figures if case.period == "2023-05" else {}
    expected = {
        (*key, region.name): value
        for key, fixed in before.items()
        for region, value in zip(golden.panel.regions, fixed.decimals(), strict=True)
    }
    assert {key: panel.value(*key) for key in {**expected, **changed}} == {**expected, **changed}


def test_every_case_has_a_name_of_its_own():
    names = [(theme, case.name) for theme, cases in THEMES.items() for case in cases]
    assert len(names) == len(set(names))
