"""What a period used of its files: rows of other periods are none of it (contract, section 5)."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fzlib.scoring.periods import parse_any
from tests.intake.conftest import EXPECTED, MONTHLY, typed
from tests.intake.files import csv_bytes, xlsx, xlsx_of_another

REGIONS, RULES, DATASET = "regions.csv", "rules/2023.toml", "dataset.toml"
RULINGS, ADJUSTMENTS, VETOES = "rulings.csv", "adjustments.csv", "vetoes.csv"
HEADERS = {
    RULINGS: ["期间", "地区", "考评项", "得分", "依据"],
    ADJUSTMENTS: ["期间", "地区", "事项", "加减分", "依据"],
    VETOES: ["期间", "地区", "效力", "依据"],
}
OWN = {
    RULINGS: ["2023-05", "福清市", "increment.month", "8.5", "纪要"],
    ADJUSTMENTS: ["2023-05", "福清市", "受表扬", "2.5", "通报"],
    VETOES: ["2023-05", "福清市", "不予表扬", "通报"],
}


def decided(city, label, *rows):
    city.write(label, csv_bytes([HEADERS[label], *rows]))


def of(label, when):
    """The file's own row, of another period."""
    return [str(when), *OWN[label][1:]]


def with_all(city):
    """Decisions of May in each file, and a figure by an alias."""
    for label in HEADERS:
        decided(city, label, OWN[label])
    city.edit(MONTHLY, "\n长乐区,", "\n长乐,")


def add(label, *row):
    return lambda city: city.append(label, row)


def insert(label, at, *row):
    def change(city):
        rows = city.rows(label)
        city.write(label, csv_bytes([*rows[:at], row, *rows[at:]]))

    return change


def edit(label, old, new):
    return lambda city: city.edit(label, old, new)


def changed(city, change):
    """Labels of which the period used something else after a change."""
    before = city.load().files
    change(city)
    after = city.load().files
    return {label for label in {*before, *after} if before.get(label) != after.get(label)}


LATER = {
    "ruling": add(RULINGS, *of(RULINGS, "2023-06")),
    "ruling of another year": add(RULINGS, *of(RULINGS, "2024-05")),
    "adjustment of a later month": add(ADJUSTMENTS, *of(ADJUSTMENTS, "2023-06")),
    "adjustment of its quarter": add(ADJUSTMENTS, *of(ADJUSTMENTS, "2023-Q2")),
    "adjustment of its year": add(ADJUSTMENTS, *of(ADJUSTMENTS, "2023")),
    "veto": add(VETOES, *of(VETOES, "2023-06")),
    "veto of its quarter": add(VETOES, *of(VETOES, "2023-Q2")),
    "points written otherwise": edit(ADJUSTMENTS, ",2.5,", ",2.50,"),
    "expected row": add(EXPECTED, "2023-06", "鼓楼区", "0.10", "0.50"),
    "a column that is not read": lambda city: city.write(
        REGIONS, csv_bytes([[*row, "x"] for row in city.rows(REGIONS)])
    ),
    "alias": edit(REGIONS, "全市；福州", "全市；福州；榕城"),
    "a row not assessed": add(REGIONS, "马祖", "", "县区", "否", "", ""),
    "another encoding": lambda city: city.write(REGIONS, city.text(REGIONS).encode("gb18030")),
    "dates of another report": lambda city: city.write(
        DATASET, city.text(DATASET) + '\n[periods."2023-06"]\nas_of = 2023-07-10\n'
    ),
    "the folder's 数据截至, told beside": edit(DATASET, 'as_of   = ""', "as_of = 2023-06-10"),
    "comment": lambda city: city.write(RULES, city.text(RULES) + "\n# 说明\n"),
    "line ends": lambda city: city.write(MONTHLY, city.text(MONTHLY).replace("\r\n", "\n")),
}
USED = {
    "ruling": (RULINGS, edit(RULINGS, "8.5", "8.4")),
    "ruling's basis": (RULINGS, edit(RULINGS, "纪要", "批示")),
    "adjustment": (ADJUSTMENTS, edit(ADJUSTMENTS, "2.5", "2.4")),
    "one more adjustment": (
        ADJUSTMENTS, add(ADJUSTMENTS, "2023-05", "长乐区", "受表扬", "1", "通报"),
    ),
    "veto": (VETOES, edit(VETOES, "不予表扬", "不排位次")),
    "the only veto": (VETOES, edit(VETOES, "2023-05", "2023-06")),
    "file of adjustments": (ADJUSTMENTS, lambda city: city.remove(ADJUSTMENTS)),
    "expected value": (EXPECTED, edit(EXPECTED, "2023-05,鼓楼区,0.10", "2023-05,鼓楼区,0.11")),
    "expected row moved": (EXPECTED, insert(EXPECTED, 1, "2023-06", "鼓楼区", "1", "1")),
    "note of a county": (REGIONS, edit(REGIONS, ",不含高新区", ",不含高新区和马尾")),
    "order of counties": (
        REGIONS,
        lambda city: city.write(
            REGIONS, csv_bytes([*(rows := city.rows(REGIONS))[:5], rows[6], rows[5], *rows[7:]])
        ),
    ),
    "name": (REGIONS, edit(REGIONS, "鼓楼区,350102,县区,是,", "鼓楼,350102,县区,是,鼓楼区；")),
    "rule": (RULES, edit(RULES, 'floor = "zero"', 'floor = "none"')),
    "contact": (DATASET, edit(DATASET, 'contact = ""', 'contact = "0591"')),
    "figure": (MONTHLY, edit(MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.3,")),
}  # fmt: skip


@pytest.mark.parametrize("change", LATER.values(), ids=LATER)
def test_what_the_period_does_not_use_changes_nothing(city, change):
    with_all(city)
    assert changed(city, change) == set()


@pytest.mark.parametrize(("label", "change"), USED.values(), ids=USED)
def test_what_it_uses_is_told_by_its_file(city, label, change):
    with_all(city)
    assert changed(city, change) == {label}


def test_a_region_not_assessed_counts_where_a_file_names_it(city):
    city.append(MONTHLY, ["平潭", *[""] * 8])
    assert changed(city, edit(REGIONS, "；平潭,不在", "；平潭；岚,不在")) == set()
    assert changed(city, edit(REGIONS, "平潭县,350128", "平潭县,350199")) == {REGIONS}


def test_a_workbook_saved_again_with_the_same_cells(city):
    """By another program: other bytes."""
    rows = [[typed(text) for text in row] for row in city.rows(MONTHLY)]
    city.recast(MONTHLY, "xlsx")
    before = city.load()
    city.write("monthly/2023-05.xlsx", xlsx_of_another("数据", rows))
    after = city.load()
    assert after.files == before.files
    changed = [label for label in after.whole if after.whole[label] != before.whole[label]]
    assert changed == ["monthly/2023-05.xlsx"]


def test_a_file_of_which_nothing_is_used_is_as_if_not_there(city):
    """But for adjustments: the column is there with the file."""
    bare = city.load()
    for label in HEADERS:
        decided(city, label, of(label, "2023-06"))
    later = city.load()
    assert {*later.files} - {*bare.files} == {ADJUSTMENTS}
    assert {*later.whole} - {*bare.whole} == {*HEADERS}
    assert later.warnings == bare.warnings


@pytest.mark.parametrize("label", [ADJUSTMENTS, VETOES])
@pytest.mark.parametrize("when", ["2023-Q2", "2023", "2023-06"])
def test_a_quarter_and_a_year_use_their_own_and_their_months(city, label, when):
    """A month that has no data yet is among them: its 不排位次 is told (contract 3b)."""
    decided(city, label)
    bare = city.load()
    decided(city, label, of(label, when))
    own = city.load()
    reports = ("2023-05", "2023-Q1", "2023-Q2", "2023")
    moved = {r for r in reports if own.used_for(parse_any(r)) != bare.used_for(parse_any(r))}
    assert moved == {"2023-Q2": {"2023-Q2"}, "2023": {"2023"}, "2023-06": {"2023-Q2", "2023"}}[when]


def test_what_hides_a_sheet_is_told_only_where_a_row_of_it_is_used(city):
    decided(city, RULINGS, of(RULINGS, "2023-06"))
    bare = city.load().warnings
    sheets = {"旧": [HEADERS[RULINGS]], "新": [HEADERS[RULINGS]]}
    city.remove(RULINGS)
    city.write("rulings.xlsx", xlsx(sheets))
    assert city.load().warnings == bare
    city.write("rulings.xlsx", xlsx({**sheets, "旧": [HEADERS[RULINGS], OWN[RULINGS]]}))
    (hint,) = {*city.load().warnings} - {*bare}
    assert "也有同样的表头，没有读它" in hint.what


others = st.sampled_from(["2022-05", "2023-02", "2023-04", "2023-06", "2023-12", "2024-05"])


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.tuples(st.sampled_from([*HEADERS, EXPECTED]), others), unique=True))
def test_rows_of_other_periods_never_change_what_was_used(city, rows):
    """Wherever they stand among the decisions; after its own among the expected increments."""
    if not (city.path / RULINGS).exists():
        with_all(city)
    before, texts = city.load().files, {label: city.text(label) for label in (*HEADERS, EXPECTED)}
    for n, (label, when) in enumerate(rows):
        table = city.rows(label)
        row = of(label, when) if label in OWN else [when, "鼓楼区", "0.1", "0.2"]
        at = 1 + n % len(table) if label in OWN else len(table)
        city.write(label, csv_bytes([*table[:at], row, *table[at:]]))
    assert city.load().files == before
    for label, text in texts.items():
        city.write(label, text)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(points=st.decimals("-9.99", "9.99", places=2), label=st.sampled_from([RULINGS, ADJUSTMENTS]))
def test_a_cell_of_its_own_always_does(city, points, label):
    if not (city.path / RULINGS).exists():
        with_all(city)
    before, text = city.load().files, city.text(label)
    row = [str(points) if cell == OWN[label][3] else cell for cell in OWN[label]]
    decided(city, label, row)
    same = points == Decimal(OWN[label][3])
    assert (city.load().files[label] == before[label]) is same
    city.write(label, text)
