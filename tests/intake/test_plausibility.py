"""Figures against each other: what stops, what only warns and goes on, and in which words."""

from decimal import Decimal

import pytest

from tests.intake.conftest import EXPECTED, FIRST, GOLDEN, MONTHLY, City, figures, position, refused
from tests.intake.files import WRITERS, Percent, csv_bytes

BLANK = "空缺，按缺数处理；有数后补填重算"


@pytest.fixture
def first(city):
    city.to_first()
    return city


# ------------------------------------------------------------ stops


@pytest.mark.parametrize("suffix", ["csv", *WRITERS])
def test_year_to_date_below_the_month(city, suffix):
    city.put(MONTHLY, F5="5.97")
    place = f"{MONTHLY} › F5"
    if suffix != "csv":
        city.recast(MONTHLY, suffix)
        place = f"monthly/2023-05.{suffix} › 数据 › F5"
    assert city.problems() == [
        f"{place}：累计5.97小于当月5.98（D5），单位亿元；核对两格是否填错或单位不同"
    ]


def test_year_to_date_equal_to_the_month_is_possible(city):
    city.put(MONTHLY, F5="5.98")
    assert city.problems() == []


@pytest.mark.parametrize(
    ("label", "cells", "words"),
    [
        (FIRST, {"C5": "-1.3"}, "C5：1—2月的累计-1.3与当月-1.2（B5）不同（%）"),
        (FIRST, {"F5": "5.99"}, "F5：1—2月的累计5.99与当月5.98（D5）不同（亿元）"),
        (FIRST, {"F5": "5.97"}, "F5：1—2月的累计5.97与当月5.98（D5）不同（亿元）"),
        (FIRST, {"G5": "6.21"}, "G5：1—2月的累计6.21与当月6.2（E5）不同（亿元）"),
        (FIRST, {"H5": "-3.5", "I5": "-3.6"}, "I5：1—2月的累计-3.6与当月-3.5（H5）不同（%）"),
        (EXPECTED, {"D2": "0.11"}, "D2：1—2月的累计0.11与当月0.1（C2）不同（亿元）"),
    ],
)
def test_in_the_first_period_the_pair_must_agree(first, label, cells, words):
    first.put(label, **cells)
    assert first.problems("2023-02") == [f"{label} › {words}；两格是同一个数，改成一致或只填一格"]


@pytest.mark.parametrize(("month", "ytd"), [("5.98", "5.980"), ("5.9800001", "5.9800002")])
def test_a_pair_agrees_as_numbers_to_100_yuan(first, month, ytd):
    first.put(FIRST, D5=month, F5=ytd)
    assert first.problems("2023-02") == []


@pytest.mark.parametrize("given", ["month", "ytd", "each region another"])
def test_in_the_first_period_one_of_a_pair_serves_for_both(first, given):
    whole = figures(first.load("2023-02"))
    for label, pairs in ((FIRST, [(1, 2), (3, 5), (4, 6), (7, 8)]), (EXPECTED, [(2, 3)])):
        rows = first.rows(label)
        for number, row in enumerate(rows[1:]):
            for pair in pairs:
                keep = {"month": 0, "ytd": 1}.get(given, number % 2)
                row[pair[1 - keep]] = ""
        first.write(label, csv_bytes(rows))
    inputs = first.load("2023-02")
    assert figures(inputs) == whole
    assert inputs.warnings == ()
    column = "F" if given == "ytd" else "D"
    for span in ("month", "ytd"):
        assert inputs.panel.sources["output", span, "福州市"].cell == f"{column}4"


@pytest.mark.parametrize("dropped", [("I", "G", "F", "C"), ("H", "E", "D", "B")])
def test_in_the_first_period_the_columns_of_one_span_are_enough(first, dropped):
    whole = figures(first.load("2023-02"))
    for letter in dropped:
        first.drop_column(FIRST, letter)
    first.drop_column(EXPECTED, "C")
    assert figures(first.load("2023-02")) == whole


# ------------------------------------------------------------ warnings: blanks


BLANKS = {
    MONTHLY: "B2 全国当月增加值增速 C3 福建省累计增加值增速 B5 鼓楼区当月增加值增速 "
    "C5 鼓楼区累计增加值增速 B4 福州市当月增加值增速 D4 福州市当月总产值 D5 鼓楼区当月总产值 "
    "E5 鼓楼区当月上年同期总产值 F5 鼓楼区累计总产值 G5 鼓楼区累计上年同期总产值",
    EXPECTED: "C2 鼓楼区当月预期增量 D2 鼓楼区累计预期增量",
}


@pytest.mark.parametrize("label", BLANKS)
@pytest.mark.parametrize("mark", ["", "-", "缺报"])
def test_blanks(city, label, mark):
    content, words = city.text(label), BLANKS[label].split()
    for cell, name in zip(words[::2], words[1::2], strict=True):
        city.put(label, **{cell: mark})
        assert city.warnings() == [f"{label} › {cell}：{name}{BLANK}"]
        city.write(label, content)


TOLD = {  # cells of May's file: what is told of them
    "dots are told in their own words too": (
        {"D5": "…"},
        "D5：填的是“…”，按缺数处理；年鉴里“…”表示不足最小单位；如有数请填数",
        f"D5：鼓楼区当月总产值{BLANK}",
    ),
    "given growth against computed": (
        {"H5": "-3.4"},
        "H5：鼓楼区当月总产值增速填-3.4%，按本期和同期计算为-3.55%；以填报数计分；核对三个数",
    ),
    "the counties against the city": (
        {"D4": "770.88", "G4": "3630.00"},
        "D4：福州市当月总产值770.88亿元，各县（市）区合计768.88亿元，"
        "相差2亿元（0.26%）；核对口径（如高新区是否重复计入）",
        "G4：福州市累计上年同期总产值3630亿元，各县（市）区合计3634.6亿元，"
        "相差-4.6亿元（-0.13%）；核对口径（如高新区是否重复计入）",
    ),
    "rounding explains it: 14 figures at half of 0.01": ({"D4": "768.95"},),
    "just beyond": (
        {"D4": "768.96"},
        "D4：福州市当月总产值768.96亿元，各县（市）区合计768.88亿元，"
        "相差0.08亿元（0.01%）；核对口径（如高新区是否重复计入）",
    ),
    "no sum where a county is missing": (
        {"D4": "900", "D5": ""},
        f"D5：鼓楼区当月总产值{BLANK}",
    ),
    "a zone that is counted twice: the city without 高新区, 22.7": (
        {"D4": "746.18"},
        "D4：福州市当月总产值746.18亿元，各县（市）区合计768.88亿元，"
        "相差-22.7亿元（-3.04%）；不含高新区时与全市一致；核对口径",
    ),
    "what nation and province do not have, 5,6,5,8 for 5.6 and 5.8": (
        {"B2": "5", "C2": "6", "D2": "5", "E2": "8"},
        "D2：总产值只读全市和县（市）区的，没有读“5”；核对是否填错了列",
        "E2：上年同期总产值只读全市和县（市）区的，没有读“8”；核对是否填错了列",
    ),
}


@pytest.mark.parametrize("why", TOLD)
def test_told(city, why):
    cells, *lines = TOLD[why]
    city.put(MONTHLY, **cells)
    assert city.warnings() == [f"{MONTHLY} › {line}" for line in lines]


def test_a_base_worked_out_is_no_blank(city):
    city.put(MONTHLY, E5="", H5="-3.5")
    inputs = city.load()
    assert inputs.warnings == ()
    assert inputs.panel.value("base", "month", "鼓楼区") == Decimal("6.1969")
    assert inputs.panel.derived_base["output", "month"][3]


def test_without_a_base_column_the_blank_growth_is_named(city):
    rows = city.rows(MONTHLY)
    for row in rows[1:]:
        row[7] = "1.0" if row[3] else ""
    rows[4][7] = ""
    city.write(MONTHLY, csv_bytes(rows))
    city.drop_column(MONTHLY, "E")
    assert city.warnings() == [f"{MONTHLY} › G5：鼓楼区当月总产值增速{BLANK}"]


def test_a_blank_in_the_first_period_is_one_figure(first):
    first.put(FIRST, D5="", F5="")
    assert first.warnings("2023-02") == [f"{FIRST} › D5：鼓楼区当月总产值{BLANK}"]


def test_what_the_rule_book_does_not_score_may_be_blank(city):
    city.edit("rules/2023.toml", "[readings]", 'spans = ["ytd"]\n[readings]')
    rows = [[*row[:1], "" if n else row[1], *row[2:]] for n, row in enumerate(city.rows(MONTHLY))]
    city.write(MONTHLY, csv_bytes(rows))
    assert city.warnings() == []


# ------------------------------------------------------------ warnings beside problems


def stopped(city, period="2023-05"):
    """What stops the run, and the cells that are warned of as blank beside it."""
    error = refused(city.load, period)
    blank = [str(hint.where) for hint in error.warnings if "空缺" in hint.what]
    return [str(problem.where) for problem in error.problems], blank


def test_what_is_known_is_told_though_the_run_stops(city):
    city.put(MONTHLY, B5="12x", D6="", H7="-5")
    city.append(MONTHLY, ["平潭", "", "", "10.5", "", "", "", "", ""])
    error = refused(city.load)
    assert [str(problem.where) for problem in error.problems] == [f"{MONTHLY} › B5"]
    assert [str(warning) for warning in error.warnings] == [
        f"{MONTHLY} › A18：平潭县不在考评范围，未计入",
        f"{MONTHLY} › D6：台江区当月总产值{BLANK}",
        f"{MONTHLY} › H7：仓山区当月总产值增速填-5%，按本期和同期计算为1.45%；"
        "以填报数计分；核对三个数",
    ]


@pytest.mark.parametrize(
    ("cells", "problems", "blank", "why"),
    [
        ({"B5": "x", "C5": ""}, "B5", "C5", "a neighbour is another figure"),
        ({"E5": "", "H5": "x"}, "H5", "", "the growth may tell the base"),
        ({"E5": "", "H5": "1", "D5": "x"}, "D5", "", "so may the level"),
        ({"E5": "", "D5": "x"}, "D5", "E5", "a level alone tells none"),
        ({"E5": "x"}, "E5", "", "what is no number is no blank"),
        ({"D5": "-1", "B6": "…"}, "D5", "B6", "nor is a level below zero"),
    ],
)
def test_blanks_beside_problems(city, cells, problems, blank, why):
    city.put(MONTHLY, **cells)
    place = [f"{MONTHLY} › {cell}" for cell in (problems, blank) if cell]
    assert stopped(city) == (place[:1], place[1:]), why


def test_a_blank_of_the_first_period_may_be_told_by_the_other_cell(first):
    first.put(FIRST, D5="", F5="x", D6="", F6="")
    assert stopped(first, "2023-02") == ([f"{FIRST} › F5"], [f"{FIRST} › D6"])


@pytest.mark.parametrize("header", ["上年同期总产值（元）", "上年同期总产值", "上年总产植（亿元）"])
def test_a_column_that_is_refused_leaves_no_blanks(city, header):
    """The growth column, all blank, is not told either: it could only stand in for the base."""
    city.put(MONTHLY, E1=header)
    assert not stopped(city)[1]


def test_a_problem_of_another_file_hides_nothing(city):
    city.put(MONTHLY, B5="")
    city.put(EXPECTED, C2="x")
    assert stopped(city) == ([f"{EXPECTED} › C2"], [f"{MONTHLY} › B5"])


@pytest.mark.parametrize("label", ["dataset.toml", "regions.csv", "rules/2023.toml", MONTHLY])
def test_without_a_file_no_blank_is_told(city, label):
    city.put(MONTHLY, B5="")
    city.remove(label)
    assert not stopped(city)[1]


# ------------------------------------------------------------ warnings: given and computed growth


@pytest.mark.parametrize(
    ("growth", "warned"), [("10.1", False), ("9.9", False), ("10.11", True), ("9.89", True)]
)
def test_a_tenth_of_a_point_is_rounding(city, growth, warned):
    city.put(MONTHLY, D5="6.6", E5="6", H5=growth)
    city.put(MONTHLY, D4="769.5", E4="747.2")
    assert bool(city.warnings()) is warned


def test_given_growth_in_the_first_period_is_compared_across_the_pair(first):
    first.put(FIRST, H5="-3.4", D5="", E5="")
    assert first.warnings("2023-02") == [
        f"{FIRST} › H5：鼓楼区当月总产值增速填-3.4%，按本期和同期计算为-3.55%；"
        "以填报数计分；核对三个数"
    ]


@pytest.mark.parametrize(
    ("base", "shown"), [("0.54", "1007.41"), ("0.0598", "9900"), ("0.5437", None), ("0.55", None)]
)
def test_a_computed_growth_beyond_the_bounds_is_only_said(city, base, shown):
    city.put(MONTHLY, E5=base)  # an eleventh of 5.98 is 0.54363…
    hints = [line for line in city.warnings() if "总产值增速" in line]
    what = f"{MONTHLY} › D5：鼓楼区当月总产值增速按本期和同期计算为{shown}%；"
    assert hints == ([f"{what}核对两个数的小数点和单位"] if shown else [])


# ------------------------------------------------------------ warnings: fractions


def with_growths(city, letter, values, label=MONTHLY):
    """A growth column from the city down, blank where there are fewer values than rows."""
    rows = city.rows(label)
    for row in rows[3:]:
        row[position(f"{letter}1")[1]] = values.pop(0) if values else ""
    city.write(label, csv_bytes(rows))


def fractions(lines):
    return [line for line in lines if "未换算为百分数" in line]


def test_a_column_of_fractions_is_said_once(city):
    """Though nation and province, from another source, are percentages."""
    with_growths(city, "B", [str(Decimal(row[1]) / 100) for row in city.rows(MONTHLY)[3:]])
    assert city.warnings() == [
        f"{MONTHLY} › B4：当月增加值增速一列14个数都在±1%以内，疑似未换算为百分数；"
        "核对；如0.051是否应为5.1"
    ]


FRACTIONS, INDEX = "疑似未换算为百分数", "疑似指数（上年同期=100）"


@pytest.mark.parametrize(
    ("values", "looks_like", "mended", "why"),
    [
        ("0.076 0.05 -0.012 0 0.08", FRACTIONS, "7.6", "five, one of them with three decimals"),
        ("0.076 0.05 -0.012 0", "", "", "only four"),
        ("0.076 0.05 -0.012 0 1", "", "", "one is a percentage"),
        ("0.076 0.05 -0.012 0 -1.2", "", "", "a fall is one too"),
        ("0.076 0.05 -0.012 0 0.999", FRACTIONS, "7.6", "just below"),
        ("0.7 0.5 -0.1 0.0 0.9", "", "", "all small, as published"),
        ("0.76 0.54 -0.12 0.05 0.99", "", "", "two decimals"),
        ("0.760 0.540 -0.120 0.050 0.990", "", "", "a trailing zero is no decimal"),
        ("0 0 0 0 0.000", "", "", "all zero"),
        ("0.0763 0.0544 -0.0123 0.0511 0.0912", FRACTIONS, "7.63", "of two decimals"),
        ("7.6% 5% -1.2% 0% 8%", "", "", "with their signs"),
        ("105.1 98.2 103 110.5 100", INDEX, "5.1", "five around last year's 100"),
        ("105.1 98.2 103 110.5", "", "", "only four"),
        ("105.1 98.2 103 110.5 12.3", "", "", "one is a growth"),
        ("105.1 98.2 103 110.5 -4", "", "", "a fall"),
        ("70 150 100 100 100", INDEX, "-30", "at the bounds"),
        ("69.9 150 100 100 100", "", "", "below"),
    ],
)
@pytest.mark.parametrize("letter", ["B", "C", "I"])
def test_what_looks_like_fractions_or_an_index(city, letter, values, looks_like, mended, why):
    with_growths(city, letter, values.split())
    hints = [line for line in city.warnings() if "一列" in line]
    assert len(hints) == bool(looks_like), why
    mend = f"{looks_like}；核对；如{values.split()[0]}是否应为{mended}"
    assert all(line.endswith(mend) for line in hints)


def test_in_the_first_period_a_column_of_fractions_is_said_once(first):
    for letter in "BC":
        with_growths(first, letter, ["0.036"] * 14, FIRST)
    assert [line.partition("：")[0] for line in fractions(first.warnings("2023-02"))] == [
        f"{FIRST} › B4"
    ]


def test_a_percent_format_is_no_fraction(city):
    city.recast(MONTHLY, "xlsx", **{f"B{n}": Percent(0.076) for n in range(2, 18)})
    assert fractions(city.warnings()) == []


# ------------------------------------------------------------ warnings: sums


def test_a_region_beside_that_is_part_of_the_city_is_named(city):
    city.append(MONTHLY, ["平潭", "", "", "10.5", "坏", "", "", "", ""])
    city.put(MONTHLY, D4="779.38")
    assert city.warnings() == [
        f"{MONTHLY} › A18：平潭县不在考评范围，未计入",
        f"{MONTHLY} › D4：福州市当月总产值779.38亿元，各县（市）区合计768.88亿元，"
        "相差10.5亿元（1.35%）；加平潭县时与全市一致；核对口径",
    ]


def test_what_can_be_read_of_a_region_beside(city):
    city.append(MONTHLY, ["平潭", "1.5", "", "10.5", "坏", "-3", "", "", ""])
    assert city.load().beside == {
        ("va_growth", "month", "平潭县"): Decimal("1.5"),
        ("output", "month", "平潭县"): Decimal("10.5"),
    }


def test_in_the_first_period_its_figure_serves_for_both_spans(first):
    first.append(FIRST, ["平潭", "", "", "10.5", "", "", "", "", ""])
    assert set(first.load("2023-02").beside.values()) == {Decimal("10.5")}
    assert len(first.load("2023-02").beside) == 2


# ------------------------------------------------------------ warnings: the period before


def with_april(city, rows=None, **cells):
    """April's file and expectations: May's where no rows are given."""
    city.write("monthly/2023-04.csv", csv_bytes(rows or city.rows(MONTHLY)))
    city.put("monthly/2023-04.csv", **cells)
    expected = city.rows(EXPECTED)
    city.append(EXPECTED, *(["2023-04", *row[1:]] for row in expected[1:]))


def test_a_level_of_another_magnitude(city):
    with_april(city, D5="0.0598", F6="999", E7="2750")
    assert [line for line in city.warnings() if "单位不同" in line] == [
        f"{MONTHLY} › D5：鼓楼区当月总产值5.98亿元，上期0.0598亿元；是否单位不同？",
        f"{MONTHLY} › E7：仓山区当月上年同期总产值27.5亿元，上期2750亿元；是否单位不同？",
        f"{MONTHLY} › F6：台江区累计总产值4.62亿元，上期999亿元；是否单位不同？",
    ]


def sums_up(city, **cells):
    """April is May's year-to-date less May, in every region."""
    rows = city.rows(MONTHLY)
    for row in rows[3:]:
        row[5], row[6] = (str(Decimal(row[n + 2]) - Decimal(row[n])) for n in (3, 4))
        row[3], row[4] = row[5], row[6]
    with_april(city, rows, **cells)


def test_year_to_date_is_the_previous_one_and_the_month(city):
    sums_up(city)
    assert city.warnings() == []


@pytest.mark.parametrize(
    ("april", "warned"), [("23.1", False), ("23.04", False), ("23.02", True), ("23.7", True)]
)
def test_a_hundredth_of_year_to_date_may_lie_between(city, april, warned):
    sums_up(city, F5=april, D5="5")  # 29.30 in May, 5.98 of it May's: 23.32
    city.put(MONTHLY, F4="3731.62")
    assert any("上期累计与当月之和" in line for line in city.warnings()) is warned


def test_year_to_date_that_does_not_add_up(city):
    sums_up(city, F5="22.32", D5="5", G6="4", E6="1")
    assert city.warnings() == [
        f"{MONTHLY} › F5：鼓楼区累计总产值29.3亿元，上期累计与当月之和28.3亿元，"
        "相差1亿元（3.41%）；核对，或为前期数修订",
        f"{MONTHLY} › G6：台江区累计上年同期总产值4.5亿元，上期累计与当月之和4.9亿元，"
        "相差-0.4亿元（-8.89%）；核对，或为前期数修订",
    ]


def test_less_than_a_hundredfold_is_not_warned_of(city):
    with_april(city, D5="0.0599", E7="2749")
    assert not [line for line in city.warnings() if "单位不同" in line]


def test_a_period_before_that_cannot_be_read_is_left_out(city):
    with_april(city, D5="x", E5="y")
    inputs = city.load()
    assert inputs.previous is None
    assert [str(line) for line in inputs.warnings] == [
        "monthly/2023-04：上期（2023-04）的输入有2处问题，位次变化没有列出；"
        "用 fz check 2023-04 查看"
    ]


def test_the_period_before_is_read_where_it_is_there(city):
    with_april(city)
    previous = city.load().previous
    assert (str(previous.panel.period), previous.previous) == ("2023-04", None)


# ------------------------------------------------------------ warnings: last year's file


LAST_YEAR = "monthly/2022-05.csv"


def with_last_year(city, **cells):
    rows = city.rows(MONTHLY)
    for row in rows[1:]:
        row[3], row[5] = row[4], row[6]
    city.write(LAST_YEAR, csv_bytes(rows))
    city.put(LAST_YEAR, **cells)


def test_the_base_against_last_years_file(city):
    with_last_year(city, D5="6.30", F6="4.51")
    assert city.warnings() == [
        f"{MONTHLY} › E5：鼓楼区当月上年同期总产值6.2亿元，上年文件为6.3亿元；"
        "以本年文件为准（口径、数据有修订）",
        f"{MONTHLY} › G6：台江区累计上年同期总产值4.5亿元，上年文件为4.51亿元；"
        "以本年文件为准（口径、数据有修订）",
    ]
    assert city.load().panel.value("base", "month", "鼓楼区") == Decimal("6.2")


def test_last_years_file_with_problems_only_warns(city):
    with_last_year(city, D5="x", A6="不存在", D7="27.6")
    assert city.warnings() == [
        f"{LAST_YEAR}：上年文件有2处问题，同期数只核对了其余部分；用 fz check 2022-05 查看",
        f"{MONTHLY} › E7：仓山区当月上年同期总产值27.5亿元，上年文件为27.6亿元；"
        "以本年文件为准（口径、数据有修订）",
    ]


def test_last_years_file_that_cannot_be_opened_only_warns(city):
    city.write("monthly/2022-05.xlsx", b"PK\x03\x04")
    assert city.warnings() == [
        "monthly/2022-05.xlsx：上年文件有1处问题，同期数只核对了其余部分；用 fz check 2022-05 查看"
    ]


# ------------------------------------------------------------ nothing to say


def test_the_golden_folder_gives_no_warning(golden):
    assert golden.warnings == ()


@pytest.mark.parametrize(
    ("folder", "period", "warned"),
    [
        ("fuzhou", "2023-05", []),
        ("fuzhou", "2023-08", ["B5：鼓楼区当月增加值增速", "C5：鼓楼区累计增加值增速"]),
        ("fuzhou", "2023-12", ["B3：福建省当月增加值增速", "C3：福建省累计增加值增速"]),
        ("shaoyang", "2025-02", ["C3：湖南省累计增加值增速"]),
        ("shaoyang", "2025-07", ["C3：湖南省累计增加值增速"]),
    ],
)
def test_the_project_data(folder, period, warned):
    data = GOLDEN.parents[2] / "data" / folder
    assert City(data).warnings(period) == [f"monthly/{period}.csv › {w}{BLANK}" for w in warned]
