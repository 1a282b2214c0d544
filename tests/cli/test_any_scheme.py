"""An indicator added by a TOML file alone, as a user adds it: only TOML, CSV and ``fz``.

Issue: whatever measure, standard and method it has, it stands in every output.
"""

import csv
import io
import json
import re

import openpyxl
import pytest

from tests.publishing.folders import run

PLAIN = """
title = "甲市工业考评办法"
source = "甲政〔2023〕1号"
spans = ["month", "ytd"]

[readings]
on_target = "all_standards"

[[indicator]]
code = "output_growth"
name = "规上工业总产值增速"
points = 15
base = 10
per_step = 0.2
step = 0.1
cap = 15
decimals = 1
"""

MEASURE = """
[[measure]]
code = "power"
name = "工业用电量"
unit = "万千瓦时"
"""

# how the new row is scored → the rest of its table
ROWS = {
    "steps": 'as = "growth"\nstandard = "city"\nbase = 6\nper_step = 0.1\nstep = 0.1',
    "completion": 'as = "value"\nstandard = "target"\nmethod = "completion"',
    "between": 'as = "growth"\nstandard = "none"\nmethod = "between"\n'
    'low = "lowest"\nhigh = "highest"',
    "rank": 'as = "increment"\nstandard = "none"\nmethod = "rank"\nby_rank = [9, 5, 2]',
    "bands": 'as = "share"\nstandard = "last_year"\nmethod = "bands"\n'
    "bands = [{ from = 0, points = 9 }, { points = 4 }]",
    "low": 'as = "growth"\nstandard = "group_mean"\nbetter = "low"\n'
    "base = 6\nper_step = 0.1\nstep = 0.1",
}
NAME = "用电量考评"
COUNTIES = ("乙县", "丙区", "丁区")


def row(method):
    return (
        f'\n[[indicator]]\ncode = "new"\nname = "{NAME}"\nmeasure = "power"\n'
        f"points = 9\ndecimals = 1\n{ROWS[method]}\n"
    )


def write_city(folder, method):
    """A small city with two periods, as files."""
    for name in ("rules", "monthly", "expected"):
        (folder / name).mkdir(parents=True)
    (folder / "rules" / "2023.toml").write_text(PLAIN + MEASURE + row(method), "utf-8")
    (folder / "dataset.toml").write_text(
        'title = "甲市数据"\nnature = "example"\nsource = "虚构"\nlevel = "规上工业总产值"\n',
        "utf-8",
    )
    above = ["全国,,全国,否", "丑省,,全省,否", "甲市,,全市,否"]
    counties = [f"{name},,县区,是" for name in COUNTIES]
    write(folder / "regions.csv", ["地区,代码,类别,考评", *above, *counties])
    heads = [
        f"{before}{ytd}{name}（{unit}）"
        for name, unit in (("总产值", "亿元"), ("工业用电量", "万千瓦时"))
        for ytd in ("", "累计")
        for before in ("", "上年同期")
    ]
    for month in (2, 3):
        rows = [f"{name}{',' * len(heads)}" for name in ("全国", "丑省")]
        sums = [0] * 8
        for n, name in enumerate(COUNTIES, 1):
            # 1—2月 is one figure; 3月 comes on top of it
            level, base = 20 * n + month, 18 * n + 3 * (n == 2)
            more = (month - 1) * level, (month - 1) * base
            figures = [level, base, *more, level * 7, base * 8 - n, more[0] * 7, more[1] * 8]
            if month == 2:
                figures[6:] = figures[4:6]
            sums = [a + b for a, b in zip(sums, figures, strict=True)]
            rows.append(",".join([name, *map(str, figures)]))
        city = ",".join(["甲市", *map(str, sums)])
        write(folder / "monthly" / f"2023-0{month}.csv", [",".join(["地区", *heads]), *rows, city])
    targets = ["期间,地区,月度工业用电量目标（万千瓦时）,累计工业用电量目标（万千瓦时）"]
    targets += [
        f"2023-0{m},{name},{n}50,{n}50" for m in (2, 3) for n, name in enumerate(COUNTIES, 1)
    ]
    if method == "completion":
        write(folder / "expected" / "2023.csv", targets)


def write(path, lines):
    path.write_text("\n".join(lines) + "\n", "utf-8")


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def text_of(page):
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", body)


@pytest.mark.parametrize("method", ROWS)
def test_it_is_scored_and_told_in_the_terminal(fz, tmp_path, method):
    city = tmp_path / "甲市"
    write_city(city, method)
    assert fz("check", "2023-03", "--data", city, code=0)
    rules = fz("rules", "show", "--data", city, code=0).output
    assert NAME in rules
    assert "工业用电量（万千瓦时）" in rules
    scores = rows_of(fz("score", "2023-03", "--csv", "--data", city, code=0).output)
    points = {(r["region"], r["item"]): r["points"] for r in scores}
    assert all(points[name, f"new.{span}"] for name in COUNTIES for span in ("month", "ytd"))
    assert NAME in fz("score", "2023-03", "--data", city, code=0).output
    form = tmp_path / "form.xlsx"
    fz("template", "2023-04", "-o", form, "--data", city, code=0)
    heads = [cell.value for cell in openpyxl.load_workbook(form).worksheets[0][1]]
    assert "累计工业用电量（万千瓦时）" in heads


@pytest.mark.slow
@pytest.mark.parametrize("method", ROWS)
def test_it_stands_in_every_output(tmp_path, method):
    city, out = tmp_path / "甲市", tmp_path / "out"
    write_city(city, method)
    periods = ("2023-02", "2023-03", "2023-Q1", "2023")
    done = run("report", *periods, "--counties", "--data", city, "--out", out)
    assert done.returncode == 0, done.stderr
    for page in ("monthly.html", "counties/乙县.html"):
        text = text_of(out / "2023-03" / page)
        assert NAME in text, page
        assert "福州" not in text, page
        assert "工业争先" not in text, page
    checked = text_of(out / "2023-03" / "datacheck.html")
    assert "工业用电量" in checked
    assert "monthly/2023-03.csv" in checked
    assert "new.ytd" in (out / "2023-03" / "ranking.csv").read_text("utf-8-sig")
    assert "乙县,new.month" in (out / "2023-03" / "scores.csv").read_text("utf-8-sig")
    book = openpyxl.load_workbook(out / "2023-03" / "scores.xlsx", read_only=True)
    values = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert any(NAME in str(value) for value in values)
    for period, page in (("2023-Q1", "quarterly.html"), ("2023", "annual.html")):
        text = text_of(out / period / page)
        assert "市政府" not in text, page
        assert "市对县" not in text, page
    manifest = json.loads((out / "2023-03" / "manifest.json").read_text("utf-8"))
    assert any("rules/2023.toml" in str(each) for each in manifest.values())
    assert run("verify", "2023-03", "--data", city, "--out", out).returncode == 0
    again = run("report", *periods, "--data", city, "--out", out)
    assert (again.returncode, again.stdout.count("没有变化，未重做")) == (0, len(periods))
