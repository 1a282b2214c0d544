"""A column in another unit than its header says: one hint, first, in place of those it explains."""

from decimal import Decimal

import pytest

from fzlib.intake.folder import Folder
from fzlib.presentation.prose.datacheck import hints
from tests.intake.conftest import FIRST, MONTHLY
from tests.intake.files import csv_bytes
from tests.intake.test_plausibility import sums_up, with_last_year
from tests.publishing.folders import FUZHOU, copied, edit

CELLS = "D4、D5、D6、D7、D9等14个"  # in the order of regions.csv
MEND = "核对这一列的小数点和单位"


def times(city, label, letter, factor):
    """A column of a file, every figure multiplied."""
    column = ord(letter) - ord("A")
    for number, row in enumerate(city.rows(label)[1:], 2):
        if row[column]:
            city.put(label, **{f"{letter}{number}": str(Decimal(row[column]) * factor)})


@pytest.mark.parametrize(
    ("letter", "name", "factor", "size"),
    [
        ("D", "当月总产值", "0.0001", "1/10000"),
        ("D", "当月总产值", "0.1", "1/10"),
        ("E", "当月上年同期总产值", "0.001", "1/1000"),
        ("E", "当月上年同期总产值", "100", "100倍"),
        ("F", "累计总产值", "10", "10倍"),
        ("G", "累计上年同期总产值", "10", "10倍"),
        ("G", "累计上年同期总产值", "0.0001", "1/10000"),
    ],
)
def test_a_column_is_told_once_and_first(city, letter, name, factor, size):
    sums_up(city)
    rows = city.rows("monthly/2023-04.csv")
    for row in rows[3:]:  # a month like May's
        row[3], row[4] = city.rows(MONTHLY)[rows.index(row)][3:5]
    city.write("monthly/2023-04.csv", "\n".join(map(",".join, rows)))
    times(city, MONTHLY, letter, Decimal(factor))
    cells = CELLS.replace("D", letter)
    assert city.warnings() == [
        f"{MONTHLY} › {letter}1：{name}一列14个数中有14个约为上期的{size}（{cells}）；{MEND}"
    ]


def test_a_header_in_another_unit_names_the_likely_one(tmp_path):
    city = copied(FUZHOU, tmp_path / "city")
    edit(city / "monthly/2023-08.csv", "亿元", "万元")
    inputs = Folder(city).load("2023-08")
    every = hints(inputs, Folder(city).history(inputs.panel.period))
    *columns, left = [hint for hint in every if hint.serious]
    assert [str(hint.where) for hint in columns] == [f"monthly/2023-08.csv › {c}1" for c in "DEFG"]
    assert all(hint.what.endswith("，表头写的是万元，数像是亿元") for hint in columns)
    assert {hint.mend for hint in columns} == {"核对单位"}
    assert str(left.where) == "monthly/2023-08.csv › B9"  # has nothing to do with it


def test_growth_that_is_computed_from_it_is_not_told(tmp_path):
    """Else each county's would be far outside its own history."""
    city = copied(FUZHOU, tmp_path / "city")
    edit(city / "monthly/2023-08.csv", ",总产值（亿元）", ",总产值（万元）")
    inputs = Folder(city).load("2023-08")
    every = hints(inputs, Folder(city).history(inputs.panel.period))
    assert [hint.where.cell for hint in every] == ["D1", "B5", "C5", "B9", "F9", "F17"]


def test_without_an_earlier_period_the_figures_beside_it_tell(city):
    times(city, MONTHLY, "D", Decimal("0.0001"))
    assert city.warnings() == [
        f"{MONTHLY} › D1：当月总产值一列14个数中有14个"
        f"约为按同期和增速计算的数的1/10000（{CELLS}）；{MEND}"
    ]


@pytest.mark.parametrize("dropped", ["", "F", "D"])
def test_in_1_2_a_column_that_serves_for_both_is_told_once(city, dropped):
    city.to_first()
    for letter in "DF":
        times(city, FIRST, letter, Decimal("0.01"))
    if dropped:
        city.drop_column(FIRST, dropped)
    lines = city.warnings("2023-02")
    assert len(lines) == (1 if dropped else 2)
    assert all("总产值一列14个数中有14个约为按同期" in line for line in lines)


def test_it_is_told_of_a_file_that_stops_too(city):
    times(city, MONTHLY, "F", Decimal("0.0001"))
    with pytest.raises(Exception, match="累计0") as caught:
        city.load()
    (warning,) = caught.value.warnings
    assert str(warning).startswith(f"{MONTHLY} › F1：累计总产值一列14个数中有14个")


def test_half_of_the_column_is_no_column(city):
    """Single cells keep their own hints."""
    rows = city.rows(MONTHLY)
    city.put(MONTHLY, **{f"D{n}": str(Decimal(rows[n - 1][3]) / 10**4) for n in range(4, 11)})
    lines = city.warnings()
    assert "一列" not in "".join(lines)
    assert sum("核对两个数的小数点和单位" in line for line in lines) == 7


def test_a_month_without_one_before_it_is_compared_with_year_to_date(city):
    sums_up(city)
    rows = city.rows("monthly/2023-04.csv")
    for row in rows[3:]:
        row[3] = ""
    city.write("monthly/2023-04.csv", csv_bytes(rows))
    times(city, MONTHLY, "D", Decimal("0.0001"))
    assert city.warnings() == [
        f"{MONTHLY} › D1：当月总产值一列14个数中有14个"
        f"约为累计减上期累计的1/10000（{CELLS}）；{MEND}"
    ]


def test_a_base_is_compared_with_last_year_s_file(city):
    with_last_year(city)
    assert city.warnings() == []
    times(city, MONTHLY, "G", Decimal("0.0001"))
    assert city.warnings() == [
        f"{MONTHLY} › G1：累计上年同期总产值一列14个数中有14个"
        f"约为上年文件的数的1/10000（{CELLS.replace('D', 'G')}）；{MEND}"
    ]
