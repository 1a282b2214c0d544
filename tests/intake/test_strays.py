"""Files whose names keep them from being read are told, with how to rename them."""

import shutil
from pathlib import Path

import pytest

from fzlib.intake.strays import strays
from tests.publishing.folders import FUZHOU, ROOT

NOT_READ = {"monthly": "文件名不是期间，没有读", "expected": "文件名不是年份，没有读"}
NO_OTHER, OTHER = "没有别的文件）；要用它就", "读的是 {0}）；要用它就先移走 {0}，再"


@pytest.mark.parametrize(
    ("label", "more"),
    [
        ("monthly/2024-06_终稿.csv", f"（2024-06 {NO_OTHER}改名为 2024-06.csv"),
        (
            "monthly/2023-05_终稿.xlsx",
            f"（2023-05 {OTHER.format('2023-05.csv')}改名为 2023-05.xlsx",
        ),
        ("monthly/2024年6月.XLSX", f"（2024-06 {NO_OTHER}改名为 2024-06.XLSX"),
        ("monthly/202406.ods", f"（2024-06 {NO_OTHER}改名为 2024-06.ods"),
        ("monthly/月报.xls", "；文件名写作 2024-06.xls 才读"),
        ("monthly/2024-01.csv", "；文件名写作 2024-06.csv 才读"),
        ("monthly/2024.csv", "；文件名写作 2024-06.csv 才读"),
        ("expected/2024年预期.csv", f"（2024 {NO_OTHER}改名为 2024.csv"),
        ("expected/2023(1).csv", f"（2023 {OTHER.format('2023.csv')}改名为 2023.csv"),
        ("expected/预期.xlsx", "；文件名写作 2024.xlsx 才读"),
    ],
)
def test_a_file_of_another_name(city, label, more):
    city.write(label, "x")
    home = label.partition("/")[0]
    words = f"{label}：{NOT_READ[home]}{more}；不用的移出 {home}/"
    assert [str(hint) for hint in strays(city.path)] == [words]


@pytest.mark.parametrize(
    "label",
    [
        "monthly/2024-06.csv",
        "monthly/2024-06.XLSX",
        "expected/2024.xlsx",
        "monthly/~$2024-06.xlsx",
        "monthly/.~lock.2024-06.xlsx#",
        "monthly/._2024-06.xlsx",
        "monthly/.2024-06.xlsx.part",
        "monthly/2024-06_终稿.xlsx.part",
        "monthly/说明.txt",
        "monthly/earlier/2024-06-1.csv",
    ],
)
def test_what_is_none(city, label):
    (city.path / label).parent.mkdir(exist_ok=True)
    city.write(label, "x")
    assert strays(city.path) == []


def test_shipped_folders_have_none():
    assert strays(FUZHOU) == strays(ROOT / "data/shaoyang") == []


@pytest.mark.parametrize(
    ("gone", "absent"),
    [
        (["2023-05.csv"], ["2023-05"]),
        (["2023-05.csv", "2023-06.csv", "2023-09.csv"], ["2023-05", "2023-06", "2023-09"]),
        (["2023-12.csv"], []),  # yet to come
        (["2023-02.csv"], []),  # the evaluation may begin in March
    ],
)
def test_a_month_forgotten_between_two_others_is_told(tmp_path, gone, absent):
    beside = shutil.ignore_patterns("enterprises")
    city = Path(shutil.copytree(FUZHOU, tmp_path / "city", ignore=beside))
    for name in gone:
        (city / "monthly" / name).unlink()
    words = "没有这一期的数据，同年前后各期都有；季度、年度的得分和位次要用它；是漏了就补上"
    lines = [f"monthly/{period}：{words}" for period in absent]
    assert [str(hint) for hint in strays(city)] == lines
