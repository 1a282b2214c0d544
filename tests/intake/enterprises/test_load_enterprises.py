"""A period's enterprises beside the scored data, the periods before, the plan's registers."""

import pytest

import fzlib as fz
from fzlib.enterprises.frame import Figures
from fzlib.errors import PROBLEM_KINDS, InputError
from fzlib.intake import cache
from fzlib.intake.enterprises import hints
from fzlib.intake.folder import Folder
from fzlib.scoring.periods import Period, PeriodError
from tests.intake.conftest import FIRST, MONTHLY
from tests.intake.enterprises.firms import FIRMS, code, parquet_bytes, rows
from tests.intake.files import csv_bytes
from tests.intake.goals.plans import DOCUMENT, PLAN, TABLES

APRIL = "enterprises/2023-04.csv"
FEBRUARY = "enterprises/2023-02.csv"


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setattr(cache, "CACHE", cache.Cache())
    return cache.CACHE


def test_a_period_without_a_file_has_none(firms):
    assert firms.enterprises("2023-04") is None
    firms.remove(FIRMS)
    assert firms.enterprises() is None


@pytest.mark.parametrize("period", ["2023-Q2", "2023", "2023-01", "x"])
def test_only_a_month_has_enterprises(firms, period):
    with pytest.raises(PeriodError):
        firms.enterprises(period)


def test_what_is_put_together(firms):
    inputs = firms.enterprises()
    own = inputs.enterprises
    assert (own.period, own.city) == (Period(2023, 5), "福州市")
    assert own.counties == inputs.scored.panel.counties
    assert own.earlier == ()
    assert own.registers == {}
    assert own.frame.by_code[code(7)].month[:2] == (1948000, 1820000)
    output, base = own.scored["month", "福清市"]
    assert (str(output), str(base)) == ("194.800000", "182.000000")
    assert [*inputs.files] == [FIRMS]


def test_the_enterprises_and_the_scored_data_are_told_of_at_once(firms):
    firms.put(FIRMS, E8="x")
    firms.put(MONTHLY, D5="y")
    problems, _ = firms.said()
    assert [line.split("：")[0] for line in problems] == [f"{MONTHLY} › D5", f"{FIRMS} › E8"]


# --- 1—2月: one figure (contract: a blank is filled from the other, unequal stops) ------------


@pytest.fixture
def first(firms):
    """The folder in 1—2月, its enterprises with both spans the month's."""
    firms.to_first()
    table = rows()
    for row in table[1:]:
        row[6:8] = row[4:6]
    firms.remove(FIRMS)
    firms.write(FEBRUARY, csv_bytes(table))
    return firms


def test_in_the_first_period_both_spans_are_one(first):
    first.put(FEBRUARY, E8="", H8="")
    inputs = first.enterprises("2023-02")
    row = inputs.enterprises.frame.by_code[code(7)]
    assert row.month == row.ytd
    assert row.month[:2] == (1948000, 1820000)
    assert row.power == row.power_ytd
    assert inputs.warnings == ()


@pytest.mark.parametrize("letters", ["EF", "GH", "EH"])
def test_in_the_first_period_one_of_the_columns_is_enough(first, letters):
    for letter in reversed(letters):
        first.drop_column(FEBRUARY, letter)
    assert first.said("2023-02") == ([], [])


def test_in_the_first_period_unequal_figures_stop(first):
    first.put(FEBRUARY, G8="1948001")
    assert first.said("2023-02")[0] == [
        f"{FEBRUARY} › G8：1—2月的累计1948001与当月1948000（E8）不同；"
        "两格是同一个数，改成一致或只填一格"
    ]


def test_in_the_first_period_what_is_absent_is_told_once(first):
    first.put(FEBRUARY, F8="", H8="")
    assert first.said("2023-02")[1][0] == (
        f"{FEBRUARY} › A8：1户的1—2月本期数或同期数空缺，未计入汇总：A8；有数后补填重算"
    )
    assert len(first.said("2023-02")[1]) == 2
    assert FIRST.startswith("monthly/")


# --- beside the period before, and the monthly file -------------------------------------------


def test_who_has_moved_is_told(firms):
    table = rows()
    table[7][2], table[3][3] = "福清市", "36"
    firms.write(APRIL, csv_bytes(table))
    firms.put(FIRMS, C8="长乐区")
    lines = firms.said()[1]
    assert f"{FIRMS} › A8：1户的地区与上期不同：A8（福清市→长乐区）；核对；属实的不用改" in lines
    assert f"{FIRMS} › A4：1户的行业代码与上期不同：A4（36→06）；核对；属实的不用改" in lines


def test_an_earlier_file_that_is_wrong_is_passed_over_and_told(firms):
    firms.write(APRIL, csv_bytes(rows()))
    firms.write("enterprises/2023-03.csv", csv_bytes(rows()))
    firms.put(APRIL, E8="x", D9="99")
    inputs = firms.enterprises()
    assert [frame.period.month for frame in inputs.enterprises.earlier] == [3]
    assert [*inputs.files] == ["enterprises/2023-03.csv", FIRMS]
    assert [str(each) for each in inputs.warnings] == [
        f"{APRIL}：2023-04 的企业数据有2处问题，没有用；用 fz check {APRIL} 查看"
    ]


def test_of_two_earlier_files_of_a_period_neither_is_used_and_its_check_is_named(firms):
    firms.write(APRIL, csv_bytes(rows()))
    firms.write("enterprises/2023-04.xlsx", b"")
    assert [str(each) for each in firms.enterprises().warnings] == [
        "enterprises/2023-04：2023-04 的企业数据有1处问题，没有用；用 fz check 2023-04 查看"
    ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        # 5.98 亿元 has two decimals: half of the last is 50 万元
        ({"E2": "59850"}, []),
        ({"E2": "59750"}, []),
        ({"E2": "59851"}, ["鼓楼区（多0.0051亿元）"]),
        ({"E2": "59749"}, ["鼓楼区（少0.0051亿元）"]),
        # that of the city may be the sum of 13 counties as rounded
        ({f"E{n}": f"+{n}" for n in range(2, 15)}, []),
    ],
)
def test_sums_beside_the_monthly_file_within_its_rounding(firms, cells, told):
    for cell, value in cells.items():
        if value.startswith("+"):
            row = int(cell[1:])
            cells = cells | {cell: str(int(firms.rows(FIRMS)[row - 1][4]) + 50)}
    firms.put(FIRMS, **cells)
    lines = firms.said()[1]
    assert len(lines) == len(told)
    for line, words in zip(lines, told, strict=True):
        assert words in line


def test_a_county_without_a_row_is_named(firms):
    firms.drop_row(FIRMS, 8)
    lines = firms.said()[1]
    assert lines[0] == f"{FIRMS}：没有企业的县（市）区：福清市；核对是否漏了"
    assert "福州市（少194.8亿元）" in lines[1]


def test_hints_are_a_line_a_kind_however_many_rows(firms):
    firms.put(
        FIRMS,
        **{f"A{n}": f"X{n}" for n in range(2, 15)},
        **{f"E{n}": "" for n in range(2, 15)},
        **{f"D{n}": "6" for n in range(2, 15)},
    )
    lines = firms.said()[1]
    assert len(lines) == 4
    assert "13个统一社会信用代码" in lines[1]
    assert all("等13个" in line for line in lines[:3])


def test_what_a_report_tells_names_no_enterprise(firms):
    firms.put(FIRMS, A2="X1", B3="", D4="6", E5="", E6="-1", G7="1", I8="停产")
    for each in firms.enterprises().warnings:
        assert each.matter
        assert "公司" not in each.matter
        assert code(7) not in str(each)


def test_every_kind_of_hint_is_a_kind():
    own = [each for each in vars(hints).values() if isinstance(each, hints.Hint)]
    assert {each.kind for each in (*own, *hints.ABSENT.values())} <= PROBLEM_KINDS
    assert len(own) > 5


# --- registers --------------------------------------------------------------------------------


@pytest.fixture
def planned(firms):
    """With a plan, one of whose registers has a role."""
    firms.write(DOCUMENT, PLAN)
    for label, table in TABLES.items():
        firms.write(label, csv_bytes(table))
    return firms


def test_registers_are_joined_by_their_role(planned):
    own = planned.enterprises().enterprises.registers
    goals = fz.load_goals(planned.path, "2023-05").goals
    roles = {register.role: code for code, register in goals.document.registers.items()}
    assert set(own) == {"visits", "appeals", "projects"} & set(roles)
    for role, joined in own.items():
        assert joined.register.role == role
        assert [e.values for e in joined.entries.rows] == [
            e.values for e in goals.registers[roles[role]].rows
        ]


def test_a_wrong_register_stops_with_all_that_is_wrong(planned):
    planned.put(FIRMS, E8="x")
    label = next(iter(TABLES))
    planned.write(label, "什么\n都没有\n")
    problems, _ = planned.said()
    assert f"{FIRMS} › E8：“x”不是数；改为数字；没有数就留空" in problems
    assert any(line.startswith(label) for line in problems)


# --- the cache --------------------------------------------------------------------------------


def test_a_frame_is_read_once_while_its_bytes_are_the_same(firms, kept):
    first = firms.frame()
    assert firms.frame() is first
    firms.put(FIRMS, E2="1")
    second = firms.frame()
    assert second is not first
    firms.edit("regions.csv", "350102", "350199")
    assert firms.frame() is not second
    firms.remove(FIRMS)
    firms.write("enterprises/2023-05.parquet", parquet_bytes(blank(rows())))
    assert firms.frame().frame.label.endswith(".parquet")


def blank(table):
    return [[text or None for text in row] for row in table]


def test_the_oldest_frames_go(firms, kept):
    kept.most_rows = 20  # of 13 each
    firms.write(APRIL, csv_bytes(rows()))
    firms.frame("2023-04")
    firms.frame("2023-05")
    assert len(kept.frames) == 1
    assert firms.frame("2023-05") is firms.frame("2023-05")


def test_the_digest_is_of_the_bytes_read(firms):
    import hashlib

    content = (firms.path / FIRMS).read_bytes()
    assert firms.frame().digests == {FIRMS: hashlib.sha256(content).hexdigest()}


# --- settings, and what other reports rest on -------------------------------------------------


def test_the_settings_of_dataset_toml(firms):
    standing = firms.enterprises().enterprises.settings
    assert (standing.source, standing.denominator, str(standing.fast_fall)) == (
        "", "comparable", "30",
    )  # fmt: skip
    before = firms.load().files["dataset.toml"]
    table = '\n[enterprises]\nsource = " 工信局 "\ndenominator = "all"\nfast_fall = 32.5\n'
    firms.write("dataset.toml", firms.text("dataset.toml") + table)
    own = firms.enterprises().enterprises.settings
    assert (own.source, own.denominator, str(own.fast_fall)) == ("工信局", "all", "32.5")
    assert firms.load().files["dataset.toml"] == before


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("fast_fall = 0", "enterprises.fast_fall：“0”超出范围；大于0，不超过100（%）"),
        ("fast_fall = 100.5", "enterprises.fast_fall：“100.5”超出范围；大于0，不超过100（%）"),
        ('fast_fall = "30"', "enterprises.fast_fall：“30”不是数；写成数，如 30（%），不带引号"),
        ("fast_fall = true", "enterprises.fast_fall：“True”不是数；写成数，如 30（%），不带引号"),
        ("fast_fall = nan", "enterprises.fast_fall：“NaN”不是数；写成数，如 30（%），不带引号"),
        ('denominator = "some"',
         "enterprises.denominator：不能是“some”；可选：comparable、reported、all"),
        ("source = 3", "enterprises.source：“3”不是文字；写成带引号的文字"),
        ('sorce = "x"',
         "enterprises.sorce：没有这个键；可用的键：source、denominator、fast_fall"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_told_by_its_key_and_once(firms, line, told):
    firms.write("dataset.toml", firms.text("dataset.toml") + f"\n[enterprises]\n{line}\n")
    assert firms.said()[0] == [f"dataset.toml › {told}"]
    assert firms.problems() == [f"dataset.toml › {told}"]


def test_a_setting_that_says_nothing_is_none(firms):
    table = '\n[enterprises]\nsource = ""\ndenominator = ""\n'
    firms.write("dataset.toml", firms.text("dataset.toml") + table)
    assert firms.enterprises().enterprises.settings.denominator == "comparable"


@pytest.mark.parametrize("home", ["monthly/2023-05", "expected/2023", "regions", "rulings"])
def test_parquet_is_for_enterprises_only(firms, home):
    (firms.path / f"{home}.csv").unlink(missing_ok=True)
    firms.write(f"{home}.parquet", parquet_bytes(blank(rows())))
    line = (
        f"{home}.parquet：是 parquet 文件，这里不读；另存为 xlsx 或 CSV；只有企业数据可以是 parquet"
    )
    assert line in firms.problems()


def test_figures_without_marks_are_not_what_a_frame_has(firms):
    assert firms.frame().frame.rows[0].month != Figures(*firms.frame().frame.rows[0].month[:2])


def test_a_folder_says_which_periods_have_enterprises(firms):
    folder = Folder(firms.path)
    assert [folder.has_enterprises(Period(2023, month)) for month in (4, 5)] == [False, True]
    with pytest.raises(InputError, match="没有这个文件"):
        folder.frame(Period(2023, 4))
