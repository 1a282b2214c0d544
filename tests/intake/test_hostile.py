"""Files made to hang whoever reads them: refused, or read, in time linear in their size.

Each is of a size at which a quadratic reading would take minutes.
"""

import os
import struct
from pathlib import Path

import pytest

from fzlib.errors import ProblemLog
from fzlib.intake.formats.sheets import read_sheets
from fzlib.intake.tomlfile import read_toml
from tests.intake import files
from tests.intake.conftest import MONTHLY, refused, within
from tests.intake.corpus.words import DAMAGED, NO_NUMBER, RULES, TOO_LARGE
from tests.intake.files import SHEET, Percent, ole, parts_of, replaced, xlsx, zipped

SECONDS = 30
TABLE = [["地区", "总产值（亿元）"], ["福州市", 1.5], ["鼓楼区", Percent(0.5)]]
START, END = "<sheetData>", "</sheetData>"
MANY = 3_100_000  # tags
MANY_COLUMNS = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 200_000 + "</cols><sheetData>"
EBCDIC = '<?xml version="1.0" encoding="cp037"?>'
ATTRIBUTES = " ".join(f"a{n}=''" for n in range(100_000))
NO_FORMAT = "有读不了的数字格式；把单元格格式改为“常规”，另存为 xlsx 后再用"
NO_FILE = "不是普通文件（是管道、设备等）；改为一个数据文件"


def inside(old, new):
    """The table's XML changed."""
    return replaced(xlsx({"表": TABLE}), old, new, SHEET)


def called(name, encoding="utf-8", declared="", what="<a/>" * MANY):
    """A sheet's part under another name, in another encoding."""
    parts = parts_of(xlsx({"表": TABLE}))
    sheet = parts.pop(SHEET).decode().replace(END, what + END)
    rels = "xl/_rels/workbook.xml.rels"
    links = parts[rels].replace(b"worksheets/sheet1.xml", name.encode())
    part = declared.encode() + sheet.replace("表", "a").encode(encoding, "replace")
    return zipped({**parts, rels: links, f"xl/{name}": part})


def one_part_for_many_sheets():
    many = '<sheet name="x" r:id="r1"/>' * 9999 + "</sheets>"
    return replaced(inside(END, "<a/>" * 1_400_000 + END), "</sheets>", many)


def one_text_in_many_cells():
    content = inside(END, ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 5000 + END)
    link = '<Relationship Id="t" Type="/sharedStrings" Target="t.xml"/></Relationships>'
    content = replaced(content, "</Relationships>", link, "xl/_rels/workbook.xml.rels")
    text = "<sst><si><t>" + "1月、" * 200_000 + "</t></si></sst>"
    return zipped({**parts_of(content), "xl/t.xml": text})


def sheets_in_one_another(count=30_000):
    """Sheets of an xls that begin one behind the other, and none of which ends."""
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    size = len(begin) + 13 * count + 4
    entries = [
        struct.pack("<HHIBBBBB", 0x85, 9, size + 20 * n, 0, 0, 1, 0, 97) for n in range(count)
    ]
    return ole("Workbook", b"".join([begin, *entries, struct.pack("<HH", 0x0A, 0), begin * count]))


WORKBOOKS = {
    "tags never closed": (lambda: inside(END, "<mergeCell " * 200_000 + END), DAMAGED),
    "rows never closed": (lambda: inside(END, "<row hidden=" * 200_000 + END), DAMAGED),
    "rows in a comment": (lambda: inside(END, f"{END}<!--{'<row hidden= ' * 100_000}-->"), None),
    "attributes without end": (lambda: inside(END, END + f"<row {ATTRIBUTES}/>"), None),
    "a tag of 20 MB": (lambda: inside(START, f'<sheetData a="{"x" * 20_000_000}">'), TOO_LARGE),
    "hidden columns over and over": (lambda: inside(START, MANY_COLUMNS), None),
    "a part not called .xml": (lambda: called("s.bin"), TOO_LARGE),
    "a part in UTF-16": (lambda: called("s", "utf-16"), TOO_LARGE),
    "a part in EBCDIC": (lambda: called("s", "cp037", EBCDIC), DAMAGED),
    "one part for many sheets": (one_part_for_many_sheets, DAMAGED),
    "one text in many cells": (one_text_in_many_cells, None),
    "a format of brackets": (lambda: xlsx({"表": TABLE}, percent_format="[" * 10**6), NO_FORMAT),
    "a number of a million digits": (lambda: inside(">1.5<", f">{'9' * 10**6}<"), None),
    "a fraction of a million digits": (lambda: inside(">1.5<", f">0.{'9' * 10**6}<"), None),
    "ods: a tag of 20 MB": (lambda: files.ods_of(f'<a b="{">" * 20_000_000}"/>'), TOO_LARGE),
    "xls: sheets in one another": (sheets_in_one_another, DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize(("make", "words"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_made_to_hang(make, words):
    content = make()
    with within(SECONDS):
        error = refused(read_sheets, content, "表")
    assert (error and str(error)) == (words and f"表：{words}")


DEEP = ".".join("a" * 18)
# what it is; whether it is refused
TOMLS = {
    "keys": ("a." * 300_000 + "a = 1", True),
    "tables": ("[" + "a." * 90_000 + "a]", True),
    "line ends within": ("'\u2028'." * 30_000 + "a = 1", True),
    "digits": ("a = 0." + "9" * 190_000, True),
    "words": ("\n".join("w" * 4_999 for _ in range(39)), True),
    "quotes": ("\n".join('""' * 2_499 for _ in range(39)), True),
    "blanks": ("\n".join("a" + " " * 4_990 for _ in range(39)), True),
    "as deep as read": ("".join(f"{DEEP}.k{n} = 1\n" for n in range(4_000)), False),
    "in a table": (f"[{DEEP}]\n" + "".join(f"k{n} = 1\n" for n in range(18_000)), False),
}  # fmt: skip


@pytest.mark.parametrize(("text", "is_refused"), TOMLS.values(), ids=TOMLS)
def test_toml_made_to_hang(text, is_refused):
    log = ProblemLog()
    with within(SECONDS):
        data = read_toml(text.encode(), "a.toml", log)
    assert (data is None, len(log.problems)) == (is_refused, int(is_refused))


@pytest.mark.parametrize("text", ["9" * 120_000, "1 " * 60_000, "1月、" * 40_000, "（" * 100_000])
@pytest.mark.parametrize("row", [0, 1, 4])
def test_a_cell_made_to_hang(city, row, text):
    """In a title line, a header and a figure; what is said of it is short."""
    rows = [[""] * 9, *city.rows(MONTHLY)]
    rows[row][3] = text
    city.write(MONTHLY, files.csv_bytes(rows))
    with within(SECONDS):
        problems = city.problems()
    cut = text.strip()[:40]
    right = {0: [], 4: [f"{MONTHLY} › D5：“{cut}…”{NO_NUMBER}"]}
    assert all(len(problem) < 500 for problem in problems)
    assert problems == right.get(row, problems)
    assert row != 1 or "缺“总产值（亿元）”列" in problems[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_nobody_writes_into_is_no_file(city):
    (city.path / RULES).unlink()
    os.mkfifo(city.path / RULES)
    with within(SECONDS):
        assert city.problems() == [f"{RULES}：{NO_FILE}"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device on this system")
def test_a_device_that_never_ends_is_no_file(city):
    folder = "打不开；检查它是不是文件、有没有权限，或关闭占用它的程序"
    with within(SECONDS):
        assert city.problems(rules=city.path) == [f"city：{folder}"]
        assert city.problems(rules="/dev/zero") == [f"zero：{NO_FILE}"]
        replacements = {MONTHLY: Path("/dev/zero")}
        assert city.problems(replacements=replacements) == [f"{MONTHLY}：{NO_FILE}"]
