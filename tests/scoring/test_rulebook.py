"""The rule book: contract section 3. Whatever is unknown or of a wrong type is refused by name."""

from dataclasses import asdict
from decimal import Decimal

import pytest

from fzlib.errors import InputError
from fzlib.scoring.rulebook import Conversion, Readings
from fzlib.scoring.rulebook_file import parse_rulebook
from fzlib.vocabulary import READINGS
from tests.scoring.cities import FUZHOU, SHAOYANG, rules

CONVERSION = {"target": "规上工业增长率", "of": "year", "points": Decimal("4.5"), "method": "share"}


def problems_of(data):
    """What is wrong, in full."""
    with pytest.raises(InputError) as caught:
        parse_rulebook(data, "rules/2023.toml")
    assert {problem.where.file for problem in caught.value.problems} == {"rules/2023.toml"}
    return caught.value.problems


def problems(data):
    """Key → what is wrong there."""
    return {problem.where.cell: problem.what for problem in problems_of(data)}


def fuzhou(**changes):
    """Fuzhou's rule book as data, with other top-level keys; None takes a key away."""
    data = rules("fuzhou", 2023) | changes
    return {key: value for key, value in data.items() if value is not None}


def with_row(**changes):
    """Fuzhou's rule book with changes to annex row 1; None takes a key away."""
    data = fuzhou()
    row = data["indicator"][0] | changes
    data["indicator"][0] = {key: value for key, value in row.items() if value is not None}
    return data


def test_fuzhou_is_the_annex():
    """序号 1 to 4 of the annex: 分值, 基准, 每档, 档, 满分."""
    numbers = [
        (row.code, row.points, row.base, row.method.per_step, row.method.step, row.cap, row.unit)
        for row in FUZHOU.indicators
    ]
    tenth, fifth = Decimal("0.1"), Decimal("0.2")
    assert numbers == [
        ("va_growth", 15, 10, fifth, tenth, 15, "百分点"),
        ("output_growth", 15, 10, fifth, tenth, 15, "百分点"),
        ("increment", 10, 8, fifth, 1, None, "%"),
        ("contribution", 10, 8, fifth, tenth, None, "百分点"),
    ]
    assert 2 * sum(row.points for row in FUZHOU.indicators) == 100


def test_items_are_in_the_rule_books_order_month_before_ytd():
    codes = ("va_growth", "output_growth", "increment", "contribution")
    assert FUZHOU.item_ids == tuple(f"{code}.{span}" for code in codes for span in ("month", "ytd"))
    assert SHAOYANG.item_ids == ("va_growth.ytd", "output_growth.ytd", "contribution.ytd")


@pytest.mark.parametrize(
    ("spans", "read"),
    [(["month"], ("month",)), (["ytd"], ("ytd",)), (["ytd", "month"], ("month", "ytd"))],
)
def test_spans(spans, read):
    assert parse_rulebook(fuzhou(spans=spans), "r").spans == read


@pytest.mark.parametrize("spans", [[], "ytd", ["year"], ["ytd", "ytd"], [["ytd"]], [1], {}, True])
def test_wrong_spans_are_refused(spans):
    assert list(problems(fuzhou(spans=spans))) == ["spans"]


def test_defaults_are_the_first_readings_and_both_spans():
    book = parse_rulebook(fuzhou(readings=None), "r")
    assert book.readings == Readings()
    assert dict(book.readings.items()) == {key: r.default for key, r in READINGS.items()}
    assert book.spans == ("month", "ytd")
    assert book.conversions == ()


def test_a_reading_left_out_is_the_default():
    book = parse_rulebook(fuzhou(readings={"floor": "none"}), "r")
    assert book.readings == Readings(floor="none")


@pytest.mark.parametrize("key", READINGS)
def test_every_reading_may_be_chosen(key):
    for value in READINGS[key].choices:
        assert getattr(FUZHOU.with_readings(**{key: value}).readings, key) == value


def test_with_readings_leaves_the_rest_as_it_was():
    changed = FUZHOU.with_readings(floor="none")
    assert FUZHOU.with_readings() == FUZHOU
    assert asdict(changed) | {"readings": None} == asdict(FUZHOU) | {"readings": None}


@pytest.mark.parametrize(
    ("change", "named"),
    [({"ceiling": "none"}, ("ceiling", "floor")), ({"floor": "low"}, ("floor", "low", "zero"))],
)
def test_with_readings_names_what_is_unknown_and_the_choices(change, named):
    with pytest.raises(ValueError, match="可选") as caught:
        FUZHOU.with_readings(**change)
    assert all(output in str(caught.value) for output in named)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (fuzhou(note="x"), "note"),
        (fuzhou(title=5), "title"),
        (fuzhou(title="  "), "title"),
        (fuzhou(title=None), "title"),
        (fuzhou(source=None), "source"),
        (fuzhou(readings={"rounding": "up"}), "readings.rounding"),
        (fuzhou(readings={"floor": "low"}), "readings.floor"),
        (fuzhou(readings={"floor": 0}), "readings.floor"),
        (fuzhou(readings={"floor": ["zero"]}), "readings.floor"),
        (fuzhou(readings=[]), "readings"),
        (fuzhou(readings="zero"), "readings"),
        (fuzhou(indicator=[]), "indicator"),
        (fuzhou(indicator=[rules("fuzhou", 2023)["indicator"][0]] * 2), "indicator[2].code"),
        (fuzhou(conversion={"target": "x"}), "conversion"),
        (with_row(weight=Decimal(1)), "indicator[1].weight"),
        (with_row(unit="%"), "indicator[1].unit"),
        (with_row(name=""), "indicator[1].name"),
        (with_row(points="15"), "indicator[1].points"),
        (with_row(points=True), "indicator[1].points"),
        (with_row(points=0), "indicator[1].points"),
        (with_row(base=10**6), "indicator[1].base"),
        (with_row(per_step=Decimal("NaN")), "indicator[1].per_step"),
        (with_row(per_step=Decimal("Infinity")), "indicator[1].per_step"),
        (with_row(step=Decimal("0.00001")), "indicator[1].step"),
        (with_row(step=0.1), "indicator[1].step"),  # a float has lost the decimal
        (with_row(cap="none"), "indicator[1].cap"),
        (with_row(cap=Decimal("9.9")), "indicator[1].cap"),  # below the base
        (with_row(decimals=True), "indicator[1].decimals"),
        (with_row(decimals=Decimal("1.0")), "indicator[1].decimals"),
        (with_row(decimals=-1), "indicator[1].decimals"),
        (with_row(decimals=5), "indicator[1].decimals"),
    ],
)
def test_the_wrong_key_is_named(data, key):
    assert list(problems(data)) == [key]


@pytest.mark.parametrize("key", ["code", "name", "points", "decimals", "base", "per_step", "step"])
def test_a_missing_key_of_a_row_is_named(key):
    assert f"indicator[1].{key}" in problems(with_row(**{key: None}))


@pytest.mark.parametrize(
    ("rows", "key"),
    [(["va_growth"], "indicator[1]"), (rules("fuzhou", 2023)["indicator"][0], "indicator")],
)
def test_a_row_that_is_no_table_and_a_table_that_is_no_array_are_named(rows, key):
    assert key in problems(fuzhou(indicator=rows))


def test_everything_wrong_is_found_at_once():
    data = with_row(weight=1, step="0.1", cap=None)
    data |= {"note": "x", "spans": ["year"], "readings": {"floor": "low", "rounding": "up"}}
    assert set(problems(data)) == {
        "note",
        "spans",
        "readings.floor",
        "readings.rounding",
        "indicator[1].weight",
        "indicator[1].step",
    }


def test_cap_may_be_the_base_or_left_out():
    assert parse_rulebook(with_row(cap=10), "r").indicators[0].cap == 10
    assert parse_rulebook(with_row(cap=None), "r").indicators[0].cap is None


def test_conversions():
    book = parse_rulebook(fuzhou(conversion=[CONVERSION]), "r")
    assert book.conversions == (Conversion("规上工业增长率", "year", Decimal("4.5"), "share"),)


@pytest.mark.parametrize(
    "change",
    [{"of": "weeks"}, {"method": "mean"}, {"points": 0}, {"target": 1}, {"ratio": Decimal("0.3")}],
)
def test_the_wrong_key_of_a_conversion_is_named(change):
    (key,) = change
    assert list(problems(fuzhou(conversion=[CONVERSION | change]))) == [f"conversion[1].{key}"]


def test_needed_are_the_series_that_items_rest_on_with_their_spans():
    both = ("month", "ytd")
    every = ("va_growth", "output", "base", "output_growth", "expected")
    assert FUZHOU.needed == dict.fromkeys(every, both)
    assert SHAOYANG.needed == dict.fromkeys(every[:-1], ("ytd",))
    assert tuple(FUZHOU.series) == tuple(SHAOYANG.series) == every
    assert [FUZHOU.needs(code) for code in every] == [True] * 5
    assert not SHAOYANG.needs("expected")


def test_a_measure_without_a_code_is_not_offered_as_one():
    """Contract 3b: what may stand there is named."""
    measures = [{"name": "用电量", "unit": "度"}, {"code": 7, "name": "税收", "unit": "亿元"}]
    told = problems_of(with_row(measure="tax") | {"measure": measures})
    (mend,) = (p.mend for p in told if p.where.cell == "indicator[1].measure")
    assert mend.startswith("可选：va_growth、output；")
