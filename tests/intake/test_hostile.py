"""Files made to hang whoever reads them: refused, or read, in time linear in their size.

Each is of a size at which a quadratic reading would take minutes.
"""

import os
import struct
from pathlib import Path

import pytest

from fzlib.errors import InputError, ProblemLog
from fzlib.intake.formats.sheets import read_sheets
from fzlib.intake.tomlfile import read_toml
from tests.intake.conftest import MONTHLY, within
from tests.intake.corpus.words import DAMAGED, NO_NUMBER, RULES, TOO_LARGE
from tests.intake.files import Percent, csv_bytes, ods_of, ole, parts_of, xlsx, zipped

SECONDS = 30
TABLE = [["地区", "总产值（亿元）"], ["福州市", 1.5], ["鼓楼区", Percent(0.5)]]
SHEET, END = "xl/worksheets/sheet1.xml", "</sheetData>"
MANY = 3_100_000  # tags
ATTRIBUTES = " ".join(f"a{n}=''" for n in range(100_000))
NO_FORMAT = "有读不了的数字格式；把单元格格式改为“常规”，另存为 xlsx 后再用"
NO_FILE = "不是普通文件（是管道、设备等）；改为一个数据文件"


def inside(old, new):
    """The table's XML changed."""
    parts = parts_of(xlsx({"表": TABLE}))
    assert old.encode() in parts[SHEET]
    return zipped({**parts, SHEET: parts[SHEET].replace(old.encode(), new.encode(), 1)})


def called(name, encoding="utf-8", declared="", what="<a/>" * MANY):
    """A sheet's part under another name, in another encoding."""
    parts = parts_of(xlsx({"表": TABLE}))
    sheet = parts.pop(SHEET).decode().replace(END, what + END)
    rels = "xl/_rels/workbook.xml.rels"
    links = parts[rels].replace(b"worksheets/sheet1.xml", name.encode())
    return zipped({**parts, rels: links, f"xl/{name}": declared.encode() + _coded(sheet, encoding)})


def _coded(text, encoding):
    return text.replace("表", "a").encode(encoding, "replace")


def one_part_for_many_sheets():
    parts = parts_of(inside(END, "<a/>" * 1_400_000 + END))
    book = parts["xl/workbook.xml"].replace(b"</sheets>", b'<sheet name="x" r:id="r1"/>' * 9999)
    return zipped({**parts, "xl/workbook.xml": book + b"</sheets></workbook>"})


def one_text_in_many_cells():
    parts = parts_of(inside(END, ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 5000 + END))
    rels = "xl/_rels/workbook.xml.rels"
    link = b'<Relationship Id="t" Type="/sharedStrings" Target="t.xml"/></Relationships>'
    text = b"<sst><si><t>" + "1月、".encode() * 200_000 + b"</t></si></sst>"
    links = parts[rels].replace(b"</Relationships>", link)
    return zipped({**parts, rels: links, "xl/t.xml": text})


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
    "attributes without end": (
        lambda: inside(END, END + f"<row {ATTRIBUTES}/>"), None,
    ),
    "a tag of 20 MB": (lambda: inside("<sheetData>", f'<sheetData a="{"x" * 20_000_000}">'),
                       TOO_LARGE),
    "hidden columns over and over": (
        lambda: inside(
            "<sheetData>",
            "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 200_000 + "</cols><sheetData>",
        ), None,
    ),
    "a part not called .xml": (lambda: called("s.bin"), TOO_LARGE),
    "a part in UTF-16": (lambda: called("s", "utf-16"), TOO_LARGE),
    "a part in EBCDIC": (
        lambda: called("s", "cp037", '<?xml version="1.0" encoding="cp037"?>'), DAMAGED,
    ),
    "one part for many sheets": (one_part_for_many_sheets, DAMAGED),
    "one text in many cells": (one_text_in_many_cells, None),
    "a format of brackets": (lambda: xlsx({"表": TABLE}, percent_format="[" * 10**6), NO_FORMAT),
    "a number of a million digits": (lambda: inside(">1.5<", f">{'9' * 10**6}<"), None),
    "a fraction of a million digits": (lambda: inside(">1.5<", f">0.{'9' * 10**6}<"), None),
    "ods: a tag of 20 MB": (lambda: ods_of(f'<a b="{">" * 20_000_000}"/>'), TOO_LARGE),
    "xls: sheets in one another": (sheets_in_one_another, DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize(("make", "words"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_made_to_hang(make, words):
    content, said = make(), None
    with within(SECONDS):
        try:
            read_sheets(content, "表")
        except InputError as error:
            said = str(error)
    assert said == (words and f"表：{words}")


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a." * 300_000 + "a = 1", True),
        ("[" + "a." * 90_000 + "a]", True),
        ("'\u2028'." * 30_000 + "a = 1", True),
        ("a = 0." + "9" * 190_000, True),
        ("\n".join("w" * 4_999 for _ in range(39)), True),
        ("\n".join('""' * 2_499 for _ in range(39)), True),
        ("\n".join("a" + " " * 4_990 for _ in range(39)), True),
        ("".join(".".join(["a"] * 18) + f".k{n} = 1\n" for n in range(4_000)), False),
        ("[" + ".".join("a" * 18) + "]\n" + "".join(f"k{n} = 1\n" for n in range(18_000)), False),
    ],
    ids=[
        "keys",
        "tables",
        "line ends within",
        "digits",
        "words",
        "quotes",
        "blanks",
        "as deep as read",
        "in a table",
    ],
)
def test_toml_made_to_hang(text, refused):
    log = ProblemLog()
    with within(SECONDS):
        found = read_toml(text.encode(), "a.toml", log)
    assert (found is None, len(log.problems)) == (refused, int(refused))


@pytest.mark.parametrize("text", ["9" * 120_000, "1 " * 60_000, "1月、" * 40_000, "（" * 100_000])
@pytest.mark.parametrize("row", [0, 1, 4])
def test_a_cell_made_to_hang(city, row, text):
    """In a title line, a header and a figure; what is said of it is short."""
    rows = [[""] * 9, *city.rows(MONTHLY)]
    rows[row][3] = text
    city.write(MONTHLY, csv_bytes(rows))
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
