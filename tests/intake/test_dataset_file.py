"""dataset.toml: whose the figures are, what the area leaves out, and each report's own dates."""

import datetime

import pytest

from fzlib.scoring.panel import Dates
from fzlib.scoring.periods import parse_any
from tests.intake.test_folder import TOML, TURNED

DATASET = "dataset.toml"
KEYS = "title、nature、source、level、issuer、contact、as_of、scope、periods、enterprises"
NO_DATE = "不是日期；写作 2023-06-20 或 2023年6月20日，没有就留空"


def dated(city, *lines, period="2023-05"):
    """The folder with these lines under [periods."2023-05"]."""
    city.write(DATASET, "\n".join([city.text(DATASET), f'[periods."{period}"]', *lines]))
    return city


def dates_of(city, when="2023-05"):
    return city.load().panel.dataset.dates(parse_any(when))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('nature = "example"', 'nature = ""', "nature：没有写；补上"),
        ('nature = "example"', "nature = 5", "nature：“5”不是文字；写成带引号的文字"),
        ('level  = "规上工业总产值"', "level = true", "level：“True”不是文字；写成带引号的文字"),
        ('contact = ""', 'phone = ""', f"phone：没有这个键；可用的键：{KEYS}"),
        ('contact = ""', "[contact]", "contact：“{'as_of': ''}”不是文字；写成带引号的文字"),
        ('contact = ""', r'contact = "a\u202Eb"', f"contact：{TURNED}"),
        ('"（示例）"', r'"a\u001Bb"', "issuer：有换行或控制字符 U+001B；删去这个字符"),
        ('contact = ""', 'contact = "', f"第6行第12字：{TOML}"),
        ('contact = ""', "contact", f"第6行第8字：{TOML}"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_dataset(city, old, new, words):
    city.edit(DATASET, old, new)
    assert city.problems() == [f"{DATASET} › {words}"]


def test_texts_may_be_empty(city):
    city.edit(DATASET, 'contact = ""\n', "")
    dataset = city.load().panel.dataset
    assert (dataset.contact, dataset.scope, dataset.nature) == ("", "", "example")
    assert dates_of(city) == Dates("", "")


@pytest.mark.parametrize(
    "written", ["2023-06-05", '"2023-06-05"', '"2023-6-5"', '"2023年6月5日"', '" 2023年06月05日 "']
)
def test_a_date_is_shown_without_leading_zeros(city, written):
    dated(city, f"as_of = {written}", f"dated = {written}")
    assert dates_of(city) == Dates("2023年6月5日", "2023年6月5日")


def test_a_period_that_states_none_takes_the_folder_s(city):
    city.edit(DATASET, 'as_of   = ""', "as_of = 2023-06-10")
    dated(city, 'as_of = ""', "dated = 2023-06-20")
    dated(city, "as_of = 2023-07-10", period="2023-Q2")
    assert dates_of(city) == Dates("2023年6月10日", "2023年6月20日")
    assert dates_of(city, "2023-Q2") == Dates("2023年7月10日", "")
    assert dates_of(city, "2023") == Dates("2023年6月10日", "")


def test_all_that_is_wrong_with_the_periods_comes_at_once(city):
    lines = [
        'as_of = "2023年5月"',
        "dated = 2023-06-20T10:00:00",
        'signed = "2023-06-20"',
        '[periods."2023-Q5"]',
        '[periods."2023-01"]',
        '[periods."五月"]',
        '[periods."2023-04"]',
        "as_of = 2023-06-21",
        'dated = "2023年6月20日"',
        '[periods."2023-06"]',
        'dated = "2023-02-30"',
        "[periods]",
        '"2023-07" = "2023-08-20"',
    ]
    assert dated(city, *lines).problems() == [
        f"dataset.toml › periods.2023-05.as_of：“2023年5月”{NO_DATE}",
        f"dataset.toml › periods.2023-05.dated：“2023-06-20 10:00:00”{NO_DATE}",
        "dataset.toml › periods.2023-05.signed：没有这个键；可用的键：as_of、dated",
        "dataset.toml › periods.2023-Q5：没有“2023-Q5”这个季度；季度写作 2023-Q1 至 2023-Q4",
        "dataset.toml › periods.2023-01：没有“2023-01”这一期；"
        "1月、2月数据合并发布，请写 2023-02（1—2月）",
        "dataset.toml › periods.五月：“五月”不是期间；"
        "月份写作 2023-05（1—2月写作 2023-02），季度写作 2023-Q1，全年写作 2023",
        "dataset.toml › periods.2023-04.dated：成文日期2023年6月20日早于数据截至日期2023年6月21日；"
        "核对两个日期",
        f"dataset.toml › periods.2023-06.dated：“2023-02-30”{NO_DATE}",
        "dataset.toml › periods.2023-07：应是一张表；照样例改",
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('as_of   = ""', 'as_of = "六月"', f"as_of：“六月”{NO_DATE}"),
        ('as_of   = ""', "as_of = 5", f"as_of：“5”{NO_DATE}"),
        ('as_of   = ""', 'periods = "2023-05"', "periods：应是一张表；照样例改"),
        ('as_of   = ""', 'periods."2023-05" = 5', "periods.2023-05：应是一张表；照样例改"),
        ('as_of   = ""', 'scope = ["平潭"]', "scope：“['平潭']”不是文字；写成带引号的文字"),
    ],
)
def test_what_is_wrong_with_the_rest(city, old, new, words):
    city.edit(DATASET, old, new)
    assert city.problems() == [f"{DATASET} › {words}"]


def test_a_default_later_than_a_report_s_own_date_is_told(city):
    city.edit(DATASET, 'as_of   = ""', "as_of = 2023-07-10")
    words = "成文日期2023年6月20日早于数据截至日期2023年7月10日；核对，或在这一期写上 as_of"
    assert dated(city, "dated = 2023-06-20").problems() == [
        f"{DATASET} › periods.2023-05.dated：{words}"
    ]


def test_a_period_stands_once(city):
    dated(city, "dated = 2023-06-20")
    assert dated(city, "dated = 2023-06-25", period=" 2023-05 ").problems() == [
        f"{DATASET} › periods. 2023-05 ：2023-05写了两次；只留一处"
    ]


def test_another_period_s_dates_leave_what_a_period_used(city):
    before = city.load()
    dated(city, "as_of = 2023-07-10", period="2023-06")
    after = city.load()
    assert after.files == before.files
    assert dates_of(city) == before.panel.dataset.dates(parse_any("2023-05"))
    city.edit(DATASET, 'contact = ""', 'contact = "0591"')
    changed = city.load().files
    assert [label for label in changed if changed[label] != before.files[label]] == [DATASET]


@pytest.mark.parametrize(
    ("period", "first"),
    [("2023-05", "2023-05-01"), ("2023-02", "2023-02-01"), ("2023-Q2", "2023-04-01"),
     ("2023", "2023-02-01")],
)  # fmt: skip
def test_a_date_before_its_period_is_told(city, period, first):
    """A year mistyped in January; a quarter or year in progress may be signed in its course."""
    day = datetime.date.fromisoformat(first)
    slip = day - datetime.timedelta(1)
    assert dated(city, f"dated = {day}", period=period).problems() == []
    city.edit(DATASET, f"dated = {day}", f"dated = {slip}")
    (problem,) = city.problems()
    assert problem.startswith(f"{DATASET} › periods.{period}.dated：{slip.year}年{slip.month}月")
    assert problem.endswith(f"早于{parse_any(period).label}；核对年份和月份")
