"""Hostile names by every command: nothing that a terminal acts on, no formula in what it writes.

What the intake refuses is told with its place; the reports' own are in tests/publishing.
"""

import csv
import io
import json
import re
import tomllib

import openpyxl
import pytest

from tests.publishing.enterprises import CODES
from tests.publishing.folders import FUZHOU, copied, edit
from tests.publishing.goals import REGISTER, TOML
from tests.publishing.hostile import COUNTIES, MONTH, REFUSED, TEXTS, hostile_city, quoted


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return hostile_city(tmp_path_factory.mktemp("hostile") / "city")


def harmless(done):
    output = done.output.removeprefix("\ufeff").replace("\r\n", "\n")  # a CSV for Excel
    text = output + done.errors + "".join(done.folders)
    shown = "\n\u3000\u200b\u200d"  # a table for programs keeps what has no width
    assert [c for c in text if not c.isprintable() and c not in shown] == []
    return text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "all"], "没有这个台账"),
        (["check", MONTH, "--json"], ""),
        (["score", MONTH], COUNTIES["高新区"]),
        (["score", MONTH, "--csv"], COUNTIES["鼓楼区"]),
        (["score", MONTH, "--set", "floor=none"], COUNTIES["鼓楼区"]),
        (["targets", MONTH], f"{TEXTS[4]}name4"),
        (["targets", MONTH, "--county", COUNTIES["台江区"]], "没有"),
        (["targets", MONTH, "--csv"], "seriously_behind"),
        (["status"], MONTH),
        (["rules", "show"], f"{TEXTS[0]}title0"),
    ],
)
def test_a_terminal_shows_names_as_they_are(fz, city, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    assert told in harmless(fz(*arguments, "--data", city, code=0))


@pytest.mark.parametrize("arguments", [["report", MONTH], ["score", MONTH, "--set", "x"]])
@pytest.mark.parametrize("county", [*COUNTIES.values(), "{0}%s", "../../x"])
def test_nor_does_a_name_that_is_asked_for_do_anything(fz, city, tmp_path, arguments, county):
    asked = ["--county", f"{county}x"] if arguments[0] == "report" else [county]
    done = fz(*arguments, *asked, "--data", city, code=2)
    assert harmless(done).startswith("用法不对：")


# --- what it writes ---------------------------------------------------------------------------


def texts_of(path):
    """Those of a workbook, in which no cell is a formula and no link leads out of it."""
    cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for c in row]
    assert [c.value for c in cells if c.data_type == "f"] == []
    assert [c.hyperlink.target for c in cells if c.hyperlink and c.hyperlink.target] == []
    return {c.value for c in cells}


FORMS = (["2023-06"], ["2023"], ["台账", "projects"], ["台账", "figures"], ["任务分解", "2023"])


@pytest.mark.parametrize("words", FORMS)
def test_a_form_holds_names_as_text(fz, city, tmp_path, words):
    harmless(fz("template", *words, "-o", tmp_path / "a.xlsx", "--data", city, code=0))
    texts = texts_of(tmp_path / "a.xlsx")
    assert words in FORMS[3:] or set(COUNTIES.values()) <= texts  # in those nobody reports


def test_a_marked_copy_keeps_what_looks_like_a_formula_as_text(fz, city, tmp_path):
    header, *_ = (FUZHOU / f"monthly/{MONTH}.csv").read_text("utf-8-sig").splitlines()
    rows = [header.split(","), ["=1+1", *TEXTS[:8]], ["@SUM(A1)", "=1+1", "+1", *TEXTS[3:9]]]
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    (tmp_path / f"{MONTH}.csv").write_text(held.getvalue(), "utf-8")
    copy = tmp_path / "=核对.xlsx"
    harmless(fz("check", tmp_path / f"{MONTH}.csv", "--annotate", copy, "--data", city, code=1))
    assert {"=1+1", "@SUM(A1)", *TEXTS} - texts_of(copy) == set()


def test_a_register_takes_an_import_and_keeps_it_text(fz, city, tmp_path):
    own = copied(city, tmp_path / "own", enterprises=True)
    rows = [["项目编号", "项目名称", "地区"]]
    rows += [[f"Q{n}", text, COUNTIES["福清市"]] for n, text in enumerate(TEXTS)]
    book = openpyxl.Workbook()
    book.active.title = "<b>&{0}"
    for row in rows:
        book.active.append(row)
    for cell in book.active["B"]:
        cell.data_type = "s"
    book.save(tmp_path / "{0}%s<b>.xlsx")
    asked = ["import", tmp_path / "{0}%s<b>.xlsx", "--register", "projects", "--data", own]
    assert "{0}%s<b>.xlsx" in harmless(fz(*asked, code=0))
    held = list(csv.DictReader(io.StringIO((own / REGISTER).read_text("utf-8-sig"))))
    assert [row["项目名称"] for row in held if row["项目编号"].startswith("Q")] == list(TEXTS)


@pytest.mark.parametrize(
    "name", [*TEXTS[:3], *TEXTS[5:7], *TEXTS[8:], 'a"b\\c', "'''", '"""', "#", "{x}"]
)
def test_a_new_city_may_be_called_so(fz, tmp_path, name):
    options = ["--city", f"{name}市", "--province", f"{name}省", "--counties", "甲县,乙县"]
    harmless(fz("init", tmp_path / "new", *options, code=0))
    made = tomllib.loads((tmp_path / "new/dataset.toml").read_text("utf-8"))
    assert made["title"].startswith(f"{name}市")
    assert f"{name}市" in texts_of(tmp_path / "new/模板/2023-02.xlsx")


# --- what is refused --------------------------------------------------------------------------


def refusals(fz, city, why):
    """File and cell of each that is refused for this."""
    done = fz("check", MONTH, "--data", city, "--json", code=1)
    harmless(done)
    (checked,) = json.loads(done.output)["checks"]
    told = [one for one in checked["problems"] if why in one["what"]]
    return sorted((one["file"], re.sub(r"\d+", "", one["cell"])) for one in told)


def append(path, *cells):
    """A row at the end of a CSV."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(cells)


@pytest.mark.parametrize(("sign", "why"), REFUSED.values(), ids=REFUSED)
def test_a_sign_that_acts_is_refused_where_what_all_rests_on_is_named(
    fz, city, tmp_path, sign, why
):
    own = copied(city, tmp_path / "own", enterprises=True)
    name = f"甲{sign}乙"
    for label, key in (("dataset.toml", "issuer"), ("rules/2023.toml", "source"), (TOML, "quote")):
        lines = (own / label).read_text("utf-8").splitlines()
        line = next(line for line in lines if line.startswith(f"{key} "))
        edit(own / label, line, f"{key} = {quoted(name)}")
    append(own / "regions.csv", name, "", "县区", "否", name, name)
    assert refusals(fz, own, why) == [
        ("dataset.toml", "issuer"),
        *(("regions.csv", column) for column in "AEF"),
        ("rules/2023.toml", "source"),
        (TOML, "task[]（started）.quote"),
    ]


@pytest.mark.parametrize(("sign", "why"), REFUSED.values(), ids=REFUSED)
def test_and_in_what_is_read_after_it(fz, city, tmp_path, sign, why):
    own = copied(city, tmp_path / "own", enterprises=True)
    county, name = COUNTIES["福清市"], f"甲{sign}乙"
    append(own / REGISTER, name, "", county)
    append(own / f"enterprises/{MONTH}.csv", CODES[0], name, county, "39", 1, 1, 1, 1)
    append(own / "rulings.csv", MONTH, county, "increment.month", 5, name)
    where = [("rulings.csv", "E"), (REGISTER, "A"), (f"enterprises/{MONTH}.csv", "B")]
    assert refusals(fz, own, why) == sorted(where)
