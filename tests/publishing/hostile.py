"""A city whose every name and text is written to be taken for something else: markup, code, a path.

Nothing in it is refused by the intake (`REFUSED` is): it is for the outputs to show it as it is.
"""

import csv
import io
import json
import re
import tomllib

import openpyxl

from tests.publishing.enterprises import HEADER, city_with_enterprises
from tests.publishing.folders import edit, run

MONTH, PERIODS = "2023-05", ("2023-05", "2023-Q2", "2023")
RUN = "window.ran=1"  # what a script of ours would do: a page tells that none did

COUNTIES = {  # the example's → what it is called here
    "鼓楼区": f"<script>{RUN}</script>",
    "台江区": f'"><img src=x onerror={RUN}>',
    "仓山区": f"</style><script>{RUN}</script><style>",
    "马尾区": f"]]></svg><svg onload={RUN}>",
    "晋安区": f"<a href=\"javascript:{RUN}\">' onclick='{RUN}</a>",
    "长乐区": "../../x",
    "福清市": "CON",
    "闽侯县": "{{7*7}}${7*7}{%raw%}#{7}",
    "连江县": '\\");raise SystemExit#%s{0}{x.__class__}%(a)d$x^2$',
    "罗源县": "**粗**[点](javascript:1)`代码`|格|",
    "闽清县": "甲\u200b\u0301👩‍👧\U0001f1e8\U0001f1f3é e\u0301",
    "永泰县": "长" * 90,
    "高新区": "<!--<base href=//a.example>&lt;b&gt;&amp;",
}
CITY = {
    "福州市": f"<iframe src=//a.example onload={RUN}>",
    "福建省": "<b>省",
    "平潭县": "C:\\x|y?*",
}
TEXTS = (  # of what has no row of its own: each in turn
    f"<script>{RUN}</script>",
    f"<img src=//a.example/x.png onerror={RUN}>",
    f"</title></style></script><script>{RUN}</script>",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a.example","点")',
    f"[点](javascript:{RUN})![图](http://a.example/y.png)",
    f'" onmouseover="{RUN}" style="background:url(//a.example/z)"',
    "@import url(//a.example/s.css);}*{color:red",
    "{{7*7}}{0}%s${x}",
)
# What a terminal acts on, what turns a line and what begins a formula: code point and where
REFUSED = {
    "escape": ("\x1b[31m", "换行或控制字符 U+001B"),
    "line end": ("甲\n乙", "换行或控制字符 U+000A"),
    "bell": ("\x07", "换行或控制字符 U+0007"),
    "C1": ("\x9b31m", "换行或控制字符 U+009B"),
    "line separator": ("\u2028", "换行或控制字符 U+2028"),
    "right to left": ("\u202e", "改变书写方向的字符 U+202E"),
    "isolate": ("\u2066", "改变书写方向的字符 U+2066"),
    "Hebrew": ("甲א", "改变书写方向的字符 U+05D0"),
}
TRAP = "open('sprung', 'w')"
TRAPS = {  # in the working folder
    **{f"{module}.py": TRAP for module in ("json", "numpy", "papermill", "sitecustomize", "fzlib")},
    "matplotlibrc": "axes.facecolor: red",
    "template/index.html.j2": "<script>window.ran=1</script>",
    "notebooks/monthly.ipynb": "{}",
    "jupyter_config.py": TRAP,
    "ipython_config.py": TRAP,
}
SECTION = """
[[section]]
title = ""
registers = ["projects"]

[[section.listed]]
title = ""
register = "projects"
where = { "地区" = %s }
columns = ["项目名称", "地区"]
note = ""

[[section.counted]]
title = ""
register = "projects"
by = "项目名称"
columns = [{ title = "<i>列", reached = "开工日期" }]
"""
FIRMS = {  # code → name, of which the first is down
    f"9135018{n}EX{n:08d}": f"企{n}{text}" for n, text in enumerate((*TEXTS, *COUNTIES.values()), 1)
}
PLACES = {  # file → the keys whose texts are hostile
    "dataset.toml": ("title", "source", "issuer", "scope", "contact"),
    "rules/2023.toml": ("title", "source", "name", "action", "commends"),
    "targets/2023.toml": ("title", "source", "name", "clause", "quote", "owner", "note"),
}


def quoted(text):
    """As TOML has it: a string or list of JSON is one."""
    return json.dumps(text, ensure_ascii=False)


def hostile_city(target):
    """The example's April and May with these names; enterprises, registers, goals, a ruling."""
    city = city_with_enterprises(target)
    for path in sorted(city.rglob("*.csv")):
        _rename(path)
    _add_entries(city)
    for label, keys in PLACES.items():
        _write_texts(city / label, keys)
    _write_firms(city)
    _as_workbook(city / f"monthly/{MONTH}.csv")
    ruled = [MONTH, COUNTIES["鼓楼区"], "contribution.month", "5", TEXTS[3]]
    _write(city / "rulings.csv", [["期间", "地区", "考评项", "得分", "依据"], ruled])
    return city


def make_hostile_reports(folder):
    """The city in ``city``; its reports, and every county's sheet, by processes, in ``out``.

    They are run from ``here``, whose files have the names of modules, settings and templates.
    """
    folder.mkdir()
    city = hostile_city(folder / "city")
    for name, content in TRAPS.items():
        path = folder / "here" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    asked = ("report", *PERIODS, "--counties", "--data", city, "--out", folder / "out")
    # as the command fz is: python -m would have the working folder among its modules'
    made = run(*asked, cwd=folder / "here", PYTHONSAFEPATH="1")
    assert made.returncode == 0, made.stderr


def texts_of(city):
    """Every text that `_write_texts` put into a file: what the pages have to show."""
    lines = [line for label in PLACES for line in (city / label).read_text("utf-8").splitlines()]
    values = [tomllib.loads(line).popitem() for line in lines if re.match(r'\w+ += ".*"', line)]
    return {text for key, text in values if re.search(rf"{key}\d+$", text)}


def _rows(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))


def _write(path, rows):
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    path.write_text(held.getvalue(), "utf-8")


def _rename(path):
    """Every county by its other name; no alias stays."""
    names = COUNTIES | CITY
    header, *rows = _rows(path)
    for row in rows:
        if header[0] == "地区" and "别名" in header:
            row[header.index("别名")] = ""
            row[header.index("备注")] = TEXTS[0]
        row[:] = [names.get(cell, cell) for cell in row]
    _write(path, [header, *rows])


def _write_texts(path, keys):
    """Each of the keys with its own text, wherever it stands."""
    lines, count = [], 0
    for line in path.read_text("utf-8").splitlines():
        key = line.partition("=")[0].strip()
        if key in keys and '"' in line:
            line = f"{key} = {quoted(f'{TEXTS[count % len(TEXTS)]}{key}{count}')}"
            count += 1
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def entries():
    """Key and name of those in the register."""
    return [(f"P{n}{text}", f"项{n}{text}") for n, text in enumerate((*TEXTS, *TEXTS))]


def _add_entries(city):
    """A register whose entries are overdue and lack something, and a section that lists them."""
    path = city / "targets/2023.toml"
    edit(
        path,
        'key = "项目编号"',
        'key = "项目编号"\nrequired = ["责任单位"]\nstages = ["开工日期"]\n'
        'due = { "开工日期" = "计划开工日期" }',
    )
    with path.open("a", encoding="utf-8") as file:
        file.write(SECTION % quoted(list(COUNTIES.values())))
    header = ["项目编号", "项目名称", "地区", "责任单位", "开工日期", "计划开工日期"]
    rows = [
        [key, name, county, name if n % 2 else "", "", "2023-03-01"]
        for n, ((key, name), county) in enumerate(zip(entries(), COUNTIES.values(), strict=False))
    ]
    _write(city / "registers/projects.csv", [header, *rows])


def _write_firms(city):
    """Many enterprises, in April and May, two in three of them on the watch list."""
    header = HEADER.strip().split(",")
    counties = list(COUNTIES.values())
    for month, own in (("2023-04", 7), ("2023-05", 6)):
        rows = [
            [code, name, counties[n % len(counties)], "39", own if n % 3 else 12, 10, own * 4, 40]
            for n, (code, name) in enumerate(FIRMS.items())
        ]
        _write(city / f"enterprises/{month}.csv", [header, *rows])


def _as_workbook(path):
    """The month's figures in a sheet whose name is markup too."""
    book = openpyxl.Workbook()
    book.active.title = "<img src=x onerror=alert(1)>&'"
    for row in _rows(path):
        book.active.append([float(c) if re.fullmatch(r"-?[\d.]+", c) else c for c in row])
    book.save(path.with_suffix(".xlsx"))
    path.unlink()
