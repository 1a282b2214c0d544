"""Files made to fill the memory are refused, or read, by a process that has little of it."""

import json
import subprocess
import sys
import zipfile

import pytest

from fzlib.errors import MOST_PROBLEMS
from tests.intake.conftest import GOLDEN, MONTHLY, City
from tests.intake.corpus.words import EMPTY, TOO_LARGE, XLSX
from tests.intake.files import ods, ods_of, parts_of, replaced, xls, xlsx, zipped

pytestmark = pytest.mark.slow

ROOT = GOLDEN.parents[2]
MEMORY = 1_500_000_000  # bytes of address space, of which importing numpy takes a third
PATIENCE = 300  # seconds, after which it hangs
READ = f"""
import json, pathlib, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
from fzlib.errors import InputError
from fzlib.intake.folder import Folder
label, path, golden = sys.argv[1:]
problems = []
try:
    Folder(golden).load("2023-05", replacements={{label: pathlib.Path(path)}})
except InputError as error:
    problems = [str(problem) for problem in error.problems]
print(json.dumps(problems[-1:]))
"""
ODS, XLS = "monthly/2023-05.ods", "monthly/2023-05.xls"
TABLE = [[cell or None for cell in row] for row in City(GOLDEN).rows(MONTHLY)]
END = "</sheetData>"
STRAY = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
GRID = "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
WIDE = "\U00020000"  # one such sign, and Python keeps four bytes for each
TOO_LONG = "CSV 里有超过131072字的格，或引号不成对；删短这一格；或用表格软件重新另存为 CSV"
TOO_MANY = f"问题已有{MOST_PROBLEMS}处，其余没有再查；先改前面的；核对是不是这个文件"


def book(old=END, new=END, sheets=1, more=()):
    """The golden table on one sheet or many, its XML changed; further parts."""
    content = replaced(xlsx({f"{n}月": TABLE for n in range(sheets)}), old, new)
    return zipped({**parts_of(content), **dict(more)})


def crowded(old, what, times):
    """The same with something repeated in front of ``old``."""
    return book(old, what * times + old)


def strings(times):
    """A table of shared strings that no cell uses."""
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS_TYPE}"/></Types>'
    table = STRINGS.format("<si><t>a</t></si>" * times)
    return book("</Types>", kind, more={"xl/sharedStrings.xml": table}.items())


def bomb(path):
    """A gigabyte in a megabyte."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10):
            archive.writestr(f"xl/{number}.xml", bytes(10**8))


def sparse(path):
    """50 GB, of which the disk holds nothing."""
    with path.open("wb") as file:
        file.truncate(50 * 10**9)


def row(cells):
    return f"<row>{cells}</row>"


def nested(times):
    return "<a>" * times + "</a>" * times


# what makes the file: its bytes, or a function that writes it; its label; the last problem
FILES = {
    "zip bomb": (lambda: bomb, XLSX, TOO_LARGE),
    "50 GB of CSV": (lambda: sparse, MONTHLY, TOO_LARGE),
    "50 GB of rules": (lambda: sparse, "rules/2023.toml", TOO_LARGE),
    "TOML of a million keys": (
        lambda: "".join(f"k{n} = 1\n" for n in range(10**6)),
        "rules/2023.toml",
        "文件过大；它只有几十行；核对是不是这个文件",
    ),
    "a stray blank cell": (lambda: book(END, STRAY.replace("<v>1</v>", "")), XLSX, None),
    "a last row on every sheet": (lambda: book(END, STRAY, sheets=50), XLSX, TOO_LARGE),
    "cells without end": (lambda: crowded(END, row("<c/>" * 10**4), 300), XLSX, TOO_LARGE),
    "a million cells in fifty sheets": (
        lambda: book(END, row("<c><v>1</v></c>" * 500) * 50 + END, sheets=50), XLSX, TOO_LARGE),
    "cell formats without end": (
        lambda: crowded("</cellXfs>", "<xf/>", 19 * 10**6), XLSX, TOO_LARGE),
    "as many formats as are read": (lambda: crowded("</cellXfs>", "<xf/>", 290_000), XLSX, None),
    "strings without end": (lambda: strings(5 * 10**6), XLSX, TOO_LARGE),
    "as many strings as are read": (lambda: strings(740_000), XLSX, None),
    "as many tags as are read": (lambda: crowded("<sheetData>", "<a/>", 2_900_000), XLSX, None),
    "tags as deep as are read": (
        lambda: book("<sheetData>", nested(1_400_000) + "<sheetData>"), XLSX, None),
    "deep tags and a formula": (
        lambda: book("<sheetData>", nested(1_400_000) + "<f/><sheetData>"), XLSX, None),
    "ods: tags without end": (lambda: ods_of(GRID.format("<a/>" * 20_000_000)), ODS, TOO_LARGE),
    "ods: as many as are read": (lambda: ods_of(GRID.format("<a/>" * 2_900_000)), ODS, EMPTY),
    "ods: as deep as are read": (lambda: ods_of(GRID.format(nested(1_400_000))), ODS, EMPTY),
    "ods: many sheets": (
        lambda: ods({"5月": TABLE, **{f"{n}": [[0.5] * 100] * 100 for n in range(101)}}),
        ODS, TOO_LARGE),
    "xls: many cells": (lambda: xls({"5月": TABLE, "旧": [[0.5] * 250] * 1300}), XLS, None),
    "CSV of one cell": (lambda: "地区," + WIDE + "a" * 19_000_000, MONTHLY, TOO_LONG),
    "CSV of short lines": (lambda: "地区," + WIDE + "a\n" * 9_000_000, MONTHLY, TOO_LARGE),
    "CSV too long": (lambda: "地区,\n" * 3_000_000, MONTHLY, TOO_LARGE),
    "a million unknown names": (
        lambda: "地区,增加值增速（%）\n" + "".join(f"企业{n},1\n" for n in range(400_000)),
        MONTHLY, TOO_MANY),
    "a million regions": (
        lambda: "地区,类别,考评\n" + "".join(f"企业{n},县区,是\n" for n in range(100_000)),
        "regions.csv", TOO_MANY),
}  # fmt: skip


@pytest.mark.parametrize(("make", "label", "words"), FILES.values(), ids=FILES)
def test_it_takes_little_memory_and_ends(tmp_path, make, label, words):
    path, made = tmp_path / "file", make()
    if callable(made):
        made(path)
    else:
        path.write_bytes(made if isinstance(made, bytes) else made.encode())
    done = subprocess.run(
        [sys.executable, "-c", READ, label, path, GOLDEN],
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    last = json.loads(done.stdout)
    assert last == [] if words is None else last[0].endswith(f"：{words}")
