"""watchlist.xlsx given out, filled in, imported: the next list knows the visits."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from fzlib.analysis.enterprises.watch import watch_list
from fzlib.desk import load_goals
from fzlib.enterprises.evidence import JoinedRegister
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.goals.registers import VISITS
from fzlib.intake.goals.register_import import plan_register_import, write
from fzlib.presentation.enterprises.watch_sheets import watch_workbook
from tests.analysis.enterprises.watched import shipped_year
from tests.enterprises.frames import FUZHOU
from tests.presentation.enterprises.test_watch_sheets import HEAD, headers, inputs
from tests.publishing.folders import contents, copied

REGISTER = "registers/visits.csv"
DAY = datetime(2023, 5, 30)  # noqa: DTZ001 - a spreadsheet's
FILLED = {  # sheet → (row below the headers, what is filled in)
    "长乐区": [(1, {"走访日期": DAY, "带队领导": "示例甲", "职级": "处级", "生产订单": "不足"})],
    "福清市": [
        (1, {"走访日期": "2023-05-31", "发现问题（个）": 2}),
        (3, {"走访日期": "2023/5/29", "备注": "已复产"}),
    ],
}


@pytest.fixture
def folder(tmp_path):
    """The shipped folder."""
    return copied(FUZHOU, tmp_path / "fuzhou")


def filled_in(content, path):
    """The workbook as it comes back; the codes of those that were visited."""
    book, codes = openpyxl.load_workbook(io.BytesIO(content)), []
    for name, rows in FILLED.items():
        sheet = book[name]
        at = {header: n for n, header in enumerate(headers(sheet), 1)}
        for row, values in rows:
            for header, value in values.items():
                sheet.cell(HEAD + row, at[header], value)
            codes.append(sheet.cell(HEAD + row, at[CREDIT_CODE_HEADER]).value)
    book.save(path)
    return codes


def with_visits(enterprises, folder):
    """The same enterprises joined with the folder's register of visits as it is now."""
    goals = load_goals(folder, "2023-05").goals
    (own,) = (r for r in goals.document.registers.values() if r.role == VISITS)
    joined = {VISITS: JoinedRegister(own, goals.registers[own.code])}
    return replace(enterprises, registers={**enterprises.registers, **joined})


@pytest.mark.slow
def test_what_is_filled_in_is_in_the_register_and_on_the_next_list(folder, tmp_path):
    may = shipped_year("2023-05")
    codes = filled_in(watch_workbook(inputs(may)), tmp_path / "watchlist.xlsx")
    before = (folder / REGISTER).read_bytes()
    made = plan_register_import(tmp_path / "watchlist.xlsx", "visits", data=folder)
    assert made.file.added == [f"GZ2023-05-{code}" for code in codes]
    assert made.unfilled == len(watch_list(may).entries) - 3
    assert (made.file.columns, made.warnings) == ([], ())
    write(made)
    after = (folder / REGISTER).read_bytes()
    assert after.startswith(before)  # the rest is untouched, byte for byte
    assert after[len(before) :].decode().splitlines() == [
        f"GZ2023-05-{codes[0]},2023-05-30,走访,长乐区,,示例甲,处级,企业,{codes[0]},"
        f"{name_of(may, codes[0])},不足,,,,,",
        f"GZ2023-05-{codes[1]},2023-05-31,走访,福清市,,,,企业,{codes[1]},"
        f"{name_of(may, codes[1])},,,,,2,",
        f"GZ2023-05-{codes[2]},2023/5/29,走访,福清市,,,,企业,{codes[2]},"
        f"{name_of(may, codes[2])},,,,,,已复产",
    ]

    kept = contents(folder)
    again = plan_register_import(tmp_path / "watchlist.xlsx", "visits", data=folder)
    assert not again.file.differs
    write(again)
    assert contents(folder) == kept

    later = with_visits(may, folder)
    entries = {own.enterprise.code: own for own in watch_list(later).entries}
    assert all(not watched.is_unvisited for code, watched in entries.items() if code in codes)
    assert entries[codes[0]].visits.last.leader == "示例甲"
    unvisited = {own.enterprise.code for own in watch_list(may).unvisited}
    assert {own.enterprise.code for own in watch_list(later).unvisited} == unvisited - {*codes}
    book = openpyxl.load_workbook(io.BytesIO(watch_workbook(inputs(later))))
    keys = {
        row[headers(book["福清市"]).index("走访编号")].value
        for row in book["福清市"].iter_rows(HEAD + 1)
    }
    assert f"GZ2023-05-{codes[1]}-2" in keys  # a further visit is an entry of its own


def name_of(enterprises, code):
    return enterprises.frame.by_code[code].name
