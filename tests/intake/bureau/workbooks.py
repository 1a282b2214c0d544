"""A small bureau's workbook for tests: title, merged two-row headers, short names, footnotes."""

import shutil
from decimal import Decimal
from pathlib import Path

from fzlib.errors import ProblemLog
from fzlib.intake.bureau.candidates import Workbook
from fzlib.intake.bureau.layout import parse_layout
from fzlib.intake.bureau.workbook import read_workbook
from fzlib.intake.formats.sheets import read_sheets
from fzlib.scoring.measures import STANDING_SERIES
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import CITY, COUNTY, NATION, PROVINCE, Region
from tests.intake.files import WRITERS, Form
from tests.publishing.folders import ROOT

REGIONS = [
    Region("全国", NATION),
    Region("湖南省", PROVINCE),
    Region("邵阳市", CITY, aliases=("全市",)),
    Region("双清区", COUNTY, assessed=True, aliases=("双清",)),
    Region("大祥区", COUNTY, assessed=True, aliases=("大祥",)),
    Region("开发区", COUNTY, assessed=False),
]
MERGED = ((0, 0, 0, 2), (2, 0, 3, 0), (2, 1, 2, 2))
TWO_ROWS = Form(merged=MERGED)
SIDE_BY_SIDE = ((1, 0, 2, 0),)


def not_yet_imported(target):
    """Shaoyang's data folder, copied without its monthly files."""
    folder = Path(shutil.copytree(ROOT / "data" / "shaoyang", target))
    shutil.rmtree(folder / "monthly")
    return folder


def column(measure, *header, **more):
    """A layout's column, its header from top to bottom."""
    return {"measure": measure, "header": list(header)} | more


def changed(**table):
    """LAYOUT with keys of its table replaced."""
    return {"table": [TABLE | table]}


TABLE = {
    "sheet": "规模工业营业收入",
    "region": "地区",
    "column": [column("output", "{期间}", "绝对额"), column("output_growth", "{期间}", "增速")],
}
LAYOUT = changed()


def revenue(period="1-3月", level="绝对额(亿元)", growth="增速(%)", unit=None, rows=None):
    """The rows of one sheet: title, unit line, two header rows, figures."""
    return [
        ["规模工业营业收入", None, None],
        [unit, None, None],
        ["地  区", period, None],
        [None, level, growth],
        *(
            rows
            or [["全市", 324.78141, 11.7952917926028], ["双清", 51.741, 37.7], ["大祥", 1, -2.5]]
        ),
    ]


def declared(*columns, sheet="*营业收入", **table):
    """A layout of these columns."""
    return changed(sheet=sheet, column=list(columns), **table)


def output(*headers, **more):
    """A layout of columns of output; what is no column's key is the table's."""
    own = {key: more.pop(key) for key in ("span", "unit") if key in more}
    return declared(*(column("output", header, **own) for header in headers), **more)


def levels(*spans):
    """A layout of 绝对额 of each span; '' where it is not declared."""
    return declared(*(column("output", "{期间}", "绝对额", span=span) for span in spans))


def titled(title, header="1-3月(亿元)"):
    """The rows of a sheet with one column of figures."""
    return [[title], ["地区", header], ["全市", 7], ["双清", 8], ["大祥", 9]]


def read(content, layout=LAYOUT, period="2025-03", label="2025年.xlsx"):
    """Tables, problems and warnings of a workbook's bytes."""
    log = ProblemLog()
    layouts = parse_layout(layout, "layout.toml", STANDING_SERIES, log)
    assert not log.problems, log.problems
    workbook = Workbook(label, read_sheets(content, label), Period.parse(period), log)
    tables = read_workbook(workbook, layouts, REGIONS)
    return tables, [str(p) for p in log.problems], [str(w) for w in log.warnings]


def accepted(content, layout=LAYOUT, **options):
    tables, problems, warnings = read(content, layout, **options)
    assert problems == []
    (table,) = tables
    return table, warnings


def refused(content, layout=LAYOUT, **options):
    _, problems, _ = read(content, layout, **options)
    return problems


def book(*sheets, suffix="xlsx", form=TWO_ROWS, hidden=()):
    """A workbook of (name, rows)."""
    return WRITERS[suffix](dict(sheets), hidden=hidden, form=form)


def sheet(rows, name="表", suffix="xlsx", merged=()):
    """A workbook of one sheet."""
    return book((name, rows), suffix=suffix, form=Form(merged=merged))


def levels_of(*titles):
    """The rows of one table with several columns side by side, under a header of two rows."""
    wide = len(titles)
    return [
        ["2025年规模工业营业收入"],
        ["地区", *titles],
        [None, *["绝对额(亿元)"] * wide],
        *([name, *range(n, n + wide)] for name, n in (("全市", 1), ("双清", 11), ("大祥", 21))),
    ]


def beside(*titles):
    """A workbook of such a table."""
    return sheet(levels_of(*titles), merged=SIDE_BY_SIDE)


def city(table):
    """measure.span → the city's decimal."""
    return {key: regions["邵阳市"] for key, regions in figures(table).items()}


def figures(table):
    """measure.span → region → decimal."""
    values = {}
    for figure in table.figures:
        measure, span, region = figure.key
        values.setdefault(f"{measure}.{span}", {})[region] = figure.value
    return values


REVENUE = {
    "output.ytd": {
        "邵阳市": Decimal("324.78141"), "双清区": Decimal("51.741"), "大祥区": Decimal(1),
    },
    "output_growth.ytd": {
        "邵阳市": Decimal("11.7952917926028"), "双清区": Decimal("37.7"), "大祥区": Decimal("-2.5"),
    },
}  # fmt: skip
