"""The example year: all rows against the second implementation, some by a plain reading of csv."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import fzlib as fz
from fzlib.analysis.goals.grids import grids
from fzlib.analysis.goals.progress import progress
from fzlib.analysis.goals.register_findings import register_findings
from fzlib.analysis.goals.split import expected_sums, split_sums
from fzlib.analysis.goals.table import targets_rows
from fzlib.scoring.rounding import half_up
from tests.analysis.goals import oracle

FUZHOU = Path(__file__).parents[3] / "data" / "fuzhou"
ENDS = {"2023-02": date(2023, 2, 28), "2023-05": date(2023, 5, 31), "2023-12": date(2023, 12, 31)}
PERIODS = list(ENDS)
NEW_YEAR = date(2023, 1, 1)


@cache
def goals(period):
    return fz.load_goals(FUZHOU, period).goals


@cache
def cells(period):
    """(task, region) → column → text."""
    header, *lines = targets_rows(goals(period).period, progress(goals(period)))
    return {(line[1], line[2]): dict(zip(header, line, strict=True)) for line in lines}


@cache
def plain(name):
    """The rows of a csv file: dates as dates, regions by the names of regions.csv."""
    with (FUZHOU / name).open(encoding="utf-8-sig", newline="") as file:
        rows = [
            {key: day(text) or text.strip() for key, text in row.items()}
            for row in csv.DictReader(file)
        ]
    return [{**row, "地区": ALIASES.get(row.get("地区", ""), row.get("地区", ""))} for row in rows]


def day(text):
    match = re.fullmatch(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?", text)
    return date(*map(int, match.groups())) if match else None


ALIASES = {}
ALIASES |= {
    alias: row["地区"] for row in plain("regions.csv") for alias in row["别名"].split("；") if alias
}
plain.cache_clear()
COUNTIES = [row["地区"] for row in plain("regions.csv") if row["考评"] == "是"]


def counted(name, period, column, **where):
    """The rows whose date in a column lies in the year so far."""
    return [
        row
        for row in plain(f"registers/{name}.csv")
        if all(row[key] in values for key, values in where.items())
        if row[column] and NEW_YEAR <= row[column] <= ENDS[period]
    ]


@pytest.mark.parametrize("period", PERIODS)
def test_no_row_differs_from_the_second_implementation(period):
    made = goals(period)
    assert targets_rows(made.period, progress(made))[1:] == oracle.table(made)


@pytest.mark.parametrize("period", PERIODS)
def test_visits_of_a_month_by_county(period):
    first = NEW_YEAR if period == "2023-02" else ENDS[period].replace(day=1)
    listed = counted(
        "visits", period, "走访日期", 方式=["走访"], 职级=["处级"], 对象类型=["企业", "园区"]
    )
    counts = Counter(row["地区"] for row in listed if row["走访日期"] >= first)
    assert sum(counts.values()) > 20
    for county in COUNTIES:
        own = cells(period)["visit_monthly", county]
        assert (own["actual"], own["target"]) == (
            str(counts[county]),
            "2" if period == "2023-02" else "1",
        )


@pytest.mark.parametrize("period", PERIODS)
def test_events_of_the_year_and_firms_newly_listed(period):
    shown = counted("events", period, "举办日期", 类别=["抱团参展"])
    assert cells(period)["exhibitions", "福州市"]["actual"] == str(len(shown))
    listed = counted("projects", period, "纳统日期", 类别=["纳统培育"])
    codes = {row["统一社会信用代码"] for row in listed} - {""}
    assert cells(period)["listed", "福州市"]["actual"] == str(len(codes))
    of_county = Counter(
        region for region, _ in {(r["地区"], r["统一社会信用代码"]) for r in listed}
    )
    for county in COUNTIES:
        assert cells(period)["listed", county]["actual"] == str(of_county[county])


@pytest.mark.parametrize("period", PERIODS)
def test_total_investment_of_key_projects_begun(period):
    begun = [
        row
        for row in plain("registers/projects.csv")
        if row["类别"] == "重点项目" and row["开工日期"] and row["开工日期"] <= ENDS[period]
    ]
    total = sum(Decimal(row["总投资（亿元）"]) for row in begun if row["总投资（亿元）"])
    own = cells(period)["key_investment", "福州市"]
    assert Decimal(own["actual"]) == total
    assert own["progress"] == oracle.written(half_up(Fraction(total) / 10, 2))


@pytest.mark.parametrize("period", PERIODS)
def test_funds_paid(period):
    for region in ("福州市", *COUNTIES):
        due = [
            row
            for row in counted("funds", period, "预算批复日期")
            if region in ("福州市", row["地区"])
        ]
        if not due:
            assert cells(period)["funds_paid", region]["actual"] == ""
            continue
        paid = [row for row in due if row["拨付日期"] and row["拨付日期"] <= ENDS[period]]
        part = sum(Decimal(row["拨付金额（万元）"]) for row in paid if row["拨付金额（万元）"])
        whole = sum(Decimal(row["预算金额（万元）"]) for row in due if row["预算金额（万元）"])
        rate = half_up(Fraction(part) * 100 / Fraction(whole), 2)
        assert cells(period)["funds_paid", region]["actual"] == oracle.written(rate)


@pytest.mark.parametrize("period", PERIODS)
def test_firms_on_the_platform(period):
    numbers = {
        (row["地区"], row["任务"]): Decimal(row["数值"])
        for row in plain("registers/figures.csv")
        if row["期间"] == period and row["数值"]
    }
    for county in COUNTIES:
        own = cells(period)["platform_county", county]
        if county == "长乐区":
            assert (own["actual"], own["status"]) == ("", "not_applicable")
            continue
        joined, eligible = (numbers[county, f"platform_{n}"] for n in ("joined", "eligible"))
        rate = half_up(Fraction(joined) * 100 / Fraction(eligible), 2)
        assert own["actual"] == oracle.written(rate)


@pytest.mark.parametrize("period", PERIODS)
def test_new_output_is_that_of_the_monthly_file(period):
    (city,) = [row for row in plain(f"monthly/{period}.csv") if row["地区"] == "福州市"]
    increment = Decimal(city["累计总产值（亿元）"]) - Decimal(city["上年同期累计总产值（亿元）"])
    own = cells(period)["new_output", "福州市"]
    assert Decimal(own["actual"]) == increment


@pytest.mark.parametrize("period", PERIODS)
def test_registers(period):
    found = register_findings(goals(period))
    appeals = plain("registers/appeals.csv")
    assessed = [row for row in appeals if row["地区"] in (*COUNTIES, "", "福州市")]
    assert found["appeals"].count == len(assessed)
    late = [
        (ENDS[period] - row["办理时限"]).days
        for row in assessed
        if row["办理时限"] and row["办理时限"] < ENDS[period]
        if not (row["办结日期"] and row["办结日期"] <= ENDS[period])
    ]
    assert sorted(each.days for each in found["appeals"].overdue) == sorted(late)
    blank = [row["诉求编号"] for row in assessed if not row["首问责任人"]]
    incomplete = [
        each.entry.text("诉求编号")
        for each in found["appeals"].incomplete
        if "首问责任人" in each.columns
    ]
    assert incomplete == blank
    for each in found.values():
        assert sum(each.stages.values()) in (0, each.count)


@pytest.mark.parametrize("period", PERIODS)
def test_quarters_of_promotions(period):
    listed = counted("events", period, "举办日期", 类别=["产品推介", "展览展销", "互采互购"])
    (grid,) = [grid for grid in grids(goals(period)) if grid.task.code == "promotions"]
    for line in grid.counties:
        own = Counter(
            (row["举办日期"].month - 1) // 3 for row in listed if row["地区"] == line.region
        )
        assert [cell.actual for cell in line.cells] == [own[n] for n in range(len(line.cells))]


def test_the_split_against_the_city_s_goals():
    parts = Counter()
    for row in plain("targets/2023.csv"):
        parts[row["任务"]] += Decimal(row["目标"])
    found = {own.task.code: own for own in split_sums(goals("2023-05"))}
    # 新增长点 has no schedule
    assert set(found) == set(parts) - {"new_points"}
    assert all(own.total == parts[code] for code, own in found.items())
    (expected,) = expected_sums(goals("2023-05"))
    assert expected.task.code == "new_output"
    assert len(expected.by_region) == len(COUNTIES)


def test_a_duty_of_each_month_by_scored_figures_has_those_of_all_months(year):
    """Which the grid shows; other tasks need those of the period alone."""
    given = {
        "code": "increment_monthly", "name": "当月新增产值", "clause": "一", "quote": "新增产值",
        "owner": "", "unit": "亿元", "direction": "above", "cycle": "month", "of": "county",
    }  # fmt: skip
    lines = [f'{key} = "{text}"' for key, text in given.items()]
    lines += ["target = 0", 'actual = { panel = "increment.month" }']
    with (year / "targets" / "2023.toml").open("a", encoding="utf-8") as file:
        file.write("\n[[task]]\n" + "\n".join(lines) + "\n")
    made = fz.load_goals(year, "2023-05").goals
    (grid,) = [grid for grid in grids(made) if grid.task.code == "increment_monthly"]
    assert [len(line.missing) for line in grid.lines] == [0] * 14
    card = fz.score(fz.load(year, "2023-03"))
    march = {line.region: line.cells[1].actual for line in grid.counties}
    assert march == {region: card.item(region, "increment.month").value for region in COUNTIES}
