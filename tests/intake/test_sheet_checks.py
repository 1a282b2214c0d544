"""The lines above a monthly file's own headers, and its sheet's name."""

import pytest

from fzlib.errors import ProblemLog
from fzlib.intake.columns import REGION, Headings
from fzlib.intake.formats.sheets import read_sheets
from fzlib.intake.sheet_checks import check_above
from fzlib.intake.tables import find_table
from fzlib.scoring.periods import Period
from tests.intake.bureau.workbooks import book
from tests.intake.files import Form


def told(sheet="数据", above=(), growth="增加值累计增速（%）"):
    """Problems and warnings of our own form for 2023-05."""
    rows = [*above, ["地区", growth, "总产值（亿元）"], ["全市", 5, 6]]
    log, headings = ProblemLog(), Headings("总产值")
    sheets = read_sheets(book((sheet, rows), form=Form()), "2023-05.xlsx")
    table = find_table(sheets, "2023-05.xlsx", headings.column, log, first=REGION)
    check_above(table, Period(2023, 5), [headings.read(text) for text in rows[-2]])
    return [str(p) for p in log.problems], [str(w) for w in log.warnings]


@pytest.mark.parametrize("period", ["2023年4月", "4月", "2023-04", "202304", "2022年5月", "2022年"])
@pytest.mark.parametrize("form", ["{}", "{}数据"])
def test_a_sheet_s_name_of_another_period_is_told_like_a_title_s(period, form):
    warning = f"写的是“{period}”，文件是 2023-05 的；核对是不是这一期的数"
    name = form.format(period)
    assert told(name) == ([], [f"2023-05.xlsx › {name}：{warning}"])
    assert told(above=[[name, None]]) == ([], [f"2023-05.xlsx › 数据 › A1：{warning}"])


@pytest.mark.parametrize(
    "name",
    ["Sheet1", "Sheet12", "数据", "月度数据", "5月", "2023年5月", "2023年", "1-5月", "2020年可比价",
     "与2022年同期比"],
)  # fmt: skip
def test_ordinary_names_say_nothing(name):
    assert told(name) == ([], [])


def test_a_figure_above_is_no_date():
    assert told(above=[["合计", 2022.4, 202204, "2022.4"]]) == ([], [])


@pytest.mark.parametrize("text", ["工业增加值指数", "增加值（上年同期=100）", "指数"])
def test_an_index_under_our_headers_stops(text):
    words = f"“{text}”是指数，表头写的是增速；增速是指数减去100，改用增速"
    assert told(text)[0] == [f"2023-05.xlsx › {text}：{words}"]
    assert told(above=[[text]])[0] == [f"2023-05.xlsx › 数据 › A1：{words}"]
    assert told(text, growth="累计总产值（亿元）")[0] == []


@pytest.mark.parametrize("text", ["高质量发展指数监测", "工业增加值指数及增速", "居民消费价格指数"])
def test_other_words_with_it_do_not(text):
    assert told(text)[0] == []
