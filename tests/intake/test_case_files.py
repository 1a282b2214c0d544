"""Open cases: files as they came (tests/cases/intake), each with what its README says is right."""

import shutil
from pathlib import Path

import pytest

from fzlib.intake.folder import Folder
from tests.intake.bureau.workbooks import read, revenue
from tests.intake.conftest import refused
from tests.intake.corpus.words import BLANK
from tests.intake.files import Percent, xlsx

CASES = Path(__file__).resolve().parents[1] / "cases/intake"
SCALED = [
    f"数据 › {c}4：数字格式把数除以1000，按存的数读（{c}4、{c}5、{c}6、{c}7、{c}8等6个）；核对单位"
    for c in "DEFG"
]
DOTS = "填的是“…”，按缺数处理；年鉴里“…”表示不足最小单位；如有数请填数"


def load(name):
    """The city's March with this file in its place."""
    path = CASES / name
    return Folder(CASES / "_city").load("2025-03", replacements={f"monthly/{path.name}": path})


def figures(name):
    panel = load(name).panel
    return {key: fixed.decimals() for key, fixed in panel.figures.items()}


def warnings(name):
    return [str(hint).partition(" › ")[2] for hint in load(name).warnings]


@pytest.mark.parametrize(
    "name", ["12-workbook-part-name", "13-styles-not-needed", "13-styles-not-needed/core"]
)
def test_read_as_the_control_is(name):
    assert figures(f"{name}/2025-03.xlsx") == figures("00-control/2025-03.xlsx")
    assert warnings(f"{name}/2025-03.xlsx") == []


def test_a_format_that_divides_is_told_at_each_column():
    assert warnings("09-format-scales/2025-03.xlsx") == SCALED


def test_with_an_earlier_period_too(tmp_path):
    city = Path(shutil.copytree(CASES / "_city", tmp_path / "city"))
    (city / "monthly").mkdir()
    shutil.copy(CASES / "00-control/2025-03.xlsx", city / "monthly/2025-03.xlsx")
    shutil.copy(CASES / "09-format-scales/2025-03.xlsx", city / "monthly/2025-04.xlsx")
    hints = [str(hint).partition(" › ")[2] for hint in Folder(city).load("2025-04").warnings]
    units = [hint for hint in hints if "约为上期的1000倍" in hint]
    assert units[0].startswith("数据 › D1：当月总产值一列6个数中有6个约为上期的1000倍")
    assert hints == [*units, *SCALED]


def test_marks_of_missing():
    blank = {6: "西区", 7: "南县", 8: "北县", 9: "中县"}
    assert warnings("16-marks-of-missing/2025-03.csv") == [
        f"B8：{DOTS}",
        *(f"B{row}：{name}当月增加值增速{BLANK}" for row, name in blank.items()),
    ]


def test_semicolons_below_a_title():
    error = refused(load, "17-semicolons-below-title/2025-03.csv")
    assert [str(problem) for problem in error.problems] == [
        "monthly/2025-03.csv：CSV 是用分号分隔的；另存为用逗号分隔的 CSV，或 xlsx"
    ]


def test_an_import_tells_what_is_shown_otherwise_too():
    rows = [["全市", Percent(300.0), 1], ["双清", Percent(100.0), Percent(0.0)], ["大祥", 200, 1]]
    content = xlsx({"表": revenue(rows=rows)}, percent_format="#,##0,;;")
    (part,), problems, hints = read(content)
    assert (problems, part.columns[1].unit) == ([], "亿元")
    assert hints == [
        "2025年.xlsx › 表 › B5：数字格式把数除以1000，按存的数读（B5、B6）；核对单位",
        "2025年.xlsx › 表 › C6：存着0，工作表不显示0；没有数的请清空；确是0的不用改",
    ]
