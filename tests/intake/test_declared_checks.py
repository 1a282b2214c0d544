"""Figures of declared measures beside each other, the period before, last year: in their units."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.conftest import EXPECTED, GOLDEN, MONTHLY, City, refused
from tests.intake.corpus.schemes import scheme
from tests.intake.corpus.words import ADJUSTMENTS, DATASET, REGIONS, VETOES
from tests.intake.files import csv_bytes

BEFORE, LAST = "monthly/2023-04.csv", "monthly/2022-05.csv"
SIXTEEN = range(4, 18)  # rows of city and counties


@pytest.fixture
def two(city):
    """April and May of the scheme of the corpus, with electricity of the month in O."""
    scheme()(city)
    rows = city.rows(MONTHLY)
    more = ["工业用电量（万千瓦时）", "", "", *("10" for _ in rows[3:])]
    rows = [[*row, text] for row, text in zip(rows, more, strict=True)]
    city.write(MONTHLY, csv_bytes(rows))
    city.write(BEFORE, csv_bytes(rows))
    targets = city.rows(EXPECTED)
    city.append(EXPECTED, *(["2023-04", *row[1:]] for row in targets[1:]))
    for n in SIXTEEN:  # May: ten more than in April
        level = city.rows(MONTHLY)[n - 1][9]
        city.put(MONTHLY, **{f"J{n}": f"{float(level) + 10:g}"})
    return city


def told(city, *names):
    """The warnings about these names."""
    return [w for w in city.warnings() if any(name in w for name in names)]


def test_year_to_date_against_month_and_the_period_before(two):
    assert told(two, "用电量一列", "鼓楼区累计工业用电量") == []
    two.put(MONTHLY, J5="115.5")
    assert told(two, "鼓楼区累计工业用电量") == [
        f"{MONTHLY} › J5：鼓楼区累计工业用电量115.5万千瓦时，"
        "上期累计与当月之和110.5万千瓦时，相差5万千瓦时（4.33%）；核对，或为前期数修订"
    ]


@pytest.mark.parametrize("figure", ["200000", "20", "-200000"])
def test_a_jump_whatever_its_sign(two, figure):
    """-200000 is 100 times as large as 2000."""
    two.put(MONTHLY, L5=figure)
    assert told(two, "上期2000") == [
        f"{MONTHLY} › L5：鼓楼区累计税收{figure}万元，上期2000万元；是否单位不同？"
    ]


def test_what_falls_below_nought_is_no_jump(two):
    two.put(MONTHLY, L5="-1500")
    assert told(two, "鼓楼区累计税收") == []


def test_last_year_s_file(two):
    rows = two.rows(MONTHLY)
    two.write(LAST, csv_bytes([[row[0], row[9]] for row in rows]))
    two.put(LAST, **{f"B{n}": rows[n - 1][10] for n in SIXTEEN})
    two.put(LAST, B5="91.5")
    assert told(two, "上年文件为") == [
        f"{MONTHLY} › K5：鼓楼区累计上年同期工业用电量90万千瓦时，上年文件为91.5万千瓦时；"
        "以本年文件为准（口径、数据有修订）"
    ]


def test_given_against_computed_growth(two):
    rows = two.rows(MONTHLY)
    growths = ["工业用电量累计增速（%）", *("" for _ in rows[1:])]
    two.write(MONTHLY, csv_bytes([[*r, g] for r, g in zip(rows, growths, strict=True)]))
    two.put(MONTHLY, P5="22")
    assert told(two, "增速填") == [
        f"{MONTHLY} › P5：鼓楼区累计工业用电量增速填22%，按本期和同期计算为22.78%；"
        "以填报数计分；核对三个数"
    ]


def test_a_column_of_money_in_another_unit(two):
    """What it explains is not told cell by cell."""
    rows = two.rows(MONTHLY)
    two.put(MONTHLY, **{f"L{n}": f"{float(rows[n - 1][11]) / 10000:.4f}" for n in SIXTEEN})
    (line,) = told(two, "税收")
    assert line == (
        f"{MONTHLY} › L1：累计税收一列14个数中有14个约为上期的1/10000（L4、L5、L6、L7、L9等14个），"
        "表头写的是万元，数像是亿元；核对单位"
    )


def test_a_column_in_another_unit_that_is_no_money(two):
    rows = two.rows(MONTHLY)
    two.put(MONTHLY, **{f"K{n}": f"{float(rows[n - 1][10]) * 10000:.0f}" for n in SIXTEEN})
    (line,) = told(two, "一列")
    assert line.startswith(
        f"{MONTHLY} › K1：累计上年同期工业用电量一列14个数中有14个约为上期的10000倍"
    )
    assert line.endswith("；核对这一列的小数点和单位")


def test_counts_may_grow_tenfold(two):
    """A few firms in February are many in March: no unit is doubted."""
    two.put(BEFORE, **{f"N{n}": "1" for n in range(5, 18)})
    two.put(MONTHLY, **{f"N{n}": "12" for n in range(5, 18)})
    assert told(two, "新增企业") == []


def test_ratios_do_not_add_up(city):
    """万元/亩 of the counties is no part of the city's."""
    scheme()(city)
    rules = "rules/2023.toml"
    city.write(rules, city.text(rules).replace('"万千瓦时"', '"万元/亩"'))
    city.put(
        MONTHLY, J1="累计工业用电量（万元/亩）", K1="上年同期累计工业用电量（万元/亩）", J4="107"
    )
    assert told(city, "合计") == []


@pytest.mark.parametrize(
    ("code", "hint"),
    [("", "核对口径"), ("350199", "核对口径"), ("none", "核对口径（如高新区是否重复计入）")],
)
def test_only_a_county_without_a_code_among_coded_ones_is_named(city, code, hint):
    """Contract: 高新区 is named as a county without 代码, where others have one."""
    rows = city.rows("regions.csv")
    for row in rows[1:]:
        row[1] = "" if code == "" else code if (row[0], code) == ("高新区", "350199") else row[1]
    city.write("regions.csv", csv_bytes(rows))
    city.put(MONTHLY, D4="800")
    (line,) = told(city, "合计")
    assert line.endswith(f"；{hint}")


ODD = st.sampled_from(
    ["", "—", "12,3", "1e400", "-0", "９９", "5%", "#REF!", "2023-13", "2023-Q4", "福州市", "平潭",
     "累计税收（亿元）", "上年同期", "增速（%）", "a\u202eb", "\n", "=1+1", "0.0000001", "9" * 30]
) | st.text(max_size=5)  # fmt: skip
ROWS = {
    ADJUSTMENTS: [
        ["期间", "地区", "事项", "加减分", "依据"],
        ["2023-05", "福清市", "甲", "1", "文"],
    ],
    VETOES: [["期间", "地区", "效力", "依据"], ["2023-Q2", "福清市", "不排位次", "文"]],
}
LABELS = st.sampled_from([MONTHLY, EXPECTED, REGIONS, *ROWS])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LABELS, st.integers(0, 17), st.integers(0, 13), ODD), max_size=4))
def test_whatever_stands_in_a_cell_is_read_or_refused_at_its_place(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("scheme") / "city"
    city = City(Path(shutil.copytree(GOLDEN, folder)))
    scheme()(city)
    for label, rows in ROWS.items():
        city.write(label, csv_bytes(rows))
    for label, row, column, text in cells:
        rows = city.rows(label)
        if cells_of := rows[row % len(rows)]:
            cells_of[column % len(cells_of)] = text
        city.write(label, csv_bytes(rows))
    error = refused(city.load)
    for problem in error.problems if error else ():
        # dataset.toml: where the city is another, its title is not
        assert problem.where.file in (MONTHLY, EXPECTED, REGIONS, DATASET, *ROWS)
        assert problem.kind
        assert problem.mend
