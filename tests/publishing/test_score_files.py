"""scores.csv, ranking.csv and scores.xlsx: what they hold, to the byte."""

import csv
import io
import re

import openpyxl
import pytest

import fzlib as fz
from fzlib.errors import RequestError
from fzlib.intake.formats.writing import csv_bytes
from fzlib.presentation.score_sheets import workbook
from fzlib.presentation.wording import NONE
from fzlib.publishing.score_files import csv_files, save
from fzlib.scoring.rounding import plain
from fzlib.vocabulary import FLAGS, STATUSES, Status
from tests.presentation import cards, sheets
from tests.publishing.folders import GOLDEN, MONTHLY, copied, edit
from tests.publishing.office import saved_by_office

READINGS = {"default": {}, "floor-none": {"floor": "none"}, "steps-whole": {"steps": "whole"}}
COLUMNS = ["period", "region", "item", "value", "standard", "gap", "points", "status", "flags"]


def card_of(folder, **readings):
    return fz.score(fz.load(folder, "2023-05"), **readings)


@pytest.fixture(scope="module")
def card():
    return card_of(GOLDEN / "data")


@pytest.fixture(scope="module")
def gaps(tmp_path_factory):
    """A card with a blank figure, an expectation below zero, a ruling and counties in disorder."""
    folder = copied(GOLDEN / "data", tmp_path_factory.mktemp("gaps") / "city")
    edit(folder / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,,")
    edit(folder / "expected/2023.csv", "台江区,0.03,", "台江区,-0.03,")
    ruling = "期间,地区,考评项,得分,依据\n2023-05,仓山区,va_growth.month,9.5,专题会议\n"
    (folder / "rulings.csv").write_text(ruling, encoding="utf-8")
    return card_of(folder)


def read(content):
    """A CSV's rows, read as a spreadsheet would."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def scores_rows(card):
    return read(csv_files(card)["scores.csv"])


def ranking_rows(card):
    return read(csv_files(card)["ranking.csv"])


def golden(name):
    return read((GOLDEN / f"{name}.csv").read_bytes())


# --- CSV ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READINGS)
def test_scores_and_ranks_are_the_golden_ones(name):
    card = card_of(GOLDEN / "data", **READINGS[name])
    assert [row[:-1] for row in scores_rows(card)] == golden(f"scores.{name}")
    assert [row[:4] for row in ranking_rows(card)] == golden(f"ranking.{name}")


def test_columns_are_those_of_the_contract(card):
    assert scores_rows(card)[0] == COLUMNS
    items = [f"{c}.{s}" for c in ("va_growth", "output_growth", "increment", "contribution")
             for s in ("month", "ytd")]  # fmt: skip
    assert ranking_rows(card)[0] == ["period", "rank", "region", "total", "previous_rank", *items]


def test_every_row_is_complete(gaps):
    for rows in (scores_rows(gaps), ranking_rows(gaps)):
        assert {len(row) for row in rows} == {len(rows[0])}
        assert {type(cell) for row in rows for cell in row} == {str}


def test_scores_keep_the_order_of_regions_and_rule_book(gaps):
    rows = scores_rows(gaps)[1:]
    expected = [[region, item] for region in gaps.counties for item in gaps.book.item_ids]
    assert [row[1:3] for row in rows] == expected
    assert rows[0][1:3] == ["鼓楼区", "va_growth.month"]  # the first of regions.csv


def test_ranking_is_by_rank_and_the_unranked_come_last(gaps):
    rows = ranking_rows(gaps)[1:]
    assert [row[1] for row in rows] == [*map(str, range(1, len(rows) - 1)), "", ""]
    assert [row[2:4] for row in rows[-2:]] == [["鼓楼区", ""], ["台江区", ""]]


def test_ranking_repeats_the_points(gaps):
    points = {(row[1], row[2]): row[6] for row in scores_rows(gaps)[1:]}
    head, *rows = ranking_rows(gaps)
    for row in rows:
        assert row[5:] == [points[row[2], item] for item in head[5:]]


def test_previous_rank_stands_where_there_is_a_previous_period(card):
    assert {row[4] for row in ranking_rows(card)[1:]} == {""}
    later = fz.score(fz.load("data/fuzhou", "2023-05"))
    before = fz.score(fz.load("data/fuzhou", "2023-04"))
    rows = ranking_rows(later)[1:]
    assert {row[2]: row[4] for row in rows} == {r: str(n) for r, n in before.ranks.items()}


@pytest.mark.parametrize(
    ("region", "item", "expected"),
    [
        # value, standard, gap, points, status
        ("鼓楼区", "va_growth.month", ["", "3.8", "", "", "missing"]),
        ("台江区", "increment.month", ["0.1", "-0.03", "", "", "referred"]),
        ("仓山区", "va_growth.month", ["3.5", "3.8", "-0.3", "9.5", "ruled"]),
        ("福清市", "va_growth.month", ["9.2", "3.8", "5.4", "15", "ok"]),
    ],
)
def test_blanks_where_there_is_no_figure(gaps, region, item, expected):
    (row,) = [row for row in scores_rows(gaps) if row[1:3] == [region, item]]
    assert row[3:8] == expected


def test_flags_are_joined_by_semicolons(card):
    flags = {row[8] for row in scores_rows(card)[1:]}
    assert "high;small_base" in flags
    assert "" in flags


def test_decimals_are_plain(gaps):
    numbers = [cell for row in scores_rows(gaps)[1:] for cell in row[3:7]]
    numbers += [cell for row in ranking_rows(gaps)[1:] for cell in [row[1], *row[3:]]]
    plain_number = re.compile(r"|0|-?(0|[1-9]\d*)(\.\d*[1-9])?")
    assert [cell for cell in numbers if not plain_number.fullmatch(cell) or cell == "-0"] == []


def test_bytes_are_utf8_with_bom_and_crlf(card):
    content = csv_bytes(scores_rows(card))
    assert content.startswith(b"\xef\xbb\xbfperiod,region,")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == len(scores_rows(card))
    assert content.count(b"\xef\xbb\xbf") == 1


def test_csv_reads_back_whatever_a_name_holds():
    rows = [["a", "b"], ['说“好”"', "一,二"], ["两\n行", ""]]
    assert read(csv_bytes(rows)) == rows


# --- scores.xlsx --------------------------------------------------------------------------


def as_text(cell):
    """A workbook's cell as the CSVs write it: plain decimals, blank for what is not there."""
    return "" if cell.value == NONE else plain(sheets.number(cell))


@pytest.mark.parametrize("name", ["card", "gaps"])
def test_items_sheet_is_scores_csv_cell_by_cell(request, name):
    card = request.getfixturevalue(name)
    own, given = sheets.rows(sheets.opened(card)["得分明细"]), scores_rows(card)[1:]
    names = {item.id: item.name for item in card.records}
    titles = ("指标值", "标准值", "差距", "得分（分）")
    assert [
        [
            each["县（市）区"].value,
            each["考评项"].value,
            *(as_text(each[title]) for title in titles),
        ]
        for each in own
    ] == [[row[1], names[row[2]], *row[3:7]] for row in given]
    for each, row in zip(own, given, strict=True):
        flags = "、".join(FLAGS[flag].of("总产值").name for flag in filter(None, row[8].split(";")))
        assert each["标注"].value == (flags or NONE)
        assert STATUSES[Status[row[7].upper()]] in each["状态"].value


@pytest.mark.parametrize("name", ["card", "gaps"])
def test_ranking_sheet_is_ranking_csv_cell_by_cell(request, name):
    card = request.getfixturevalue(name)
    own, given = sheets.rows(sheets.opened(card)["位次"]), ranking_rows(card)[1:]
    assert [
        [as_text(cell) if cell.data_type == "n" or cell.value == NONE else cell.value
         for title, cell in each.items() if title not in ("位次变化", "状态")]
        for each in own
    ] == [[row[1], row[2], row[3], *row[5:], row[4]] for row in given]  # fmt: skip


@pytest.mark.slow
def test_libreoffice_opens_and_prints_it(tmp_path):
    """As another application has it: names that look like formulas are text, numbers numbers."""
    names = ("=1+1", "@SUM(A1)", "+1", "-1", "&P页")
    card = cards.card(dict.fromkeys(names, cards.AVERAGE))
    path = tmp_path / "scores.xlsx"
    path.write_bytes(workbook(card))
    again = openpyxl.load_workbook(saved_by_office(path, "xlsx", tmp_path))
    for sheet in sheets.opened(card):
        for row in sheet.iter_rows(3):
            for cell in row:
                other = again[sheet.title][cell.coordinate]
                assert (other.data_type, other.value) == (cell.data_type, cell.value)
    printed = saved_by_office(path, "pdf", tmp_path).read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 4  # a page a sheet


@pytest.mark.slow
def test_no_column_is_cut_off_in_print(card, tmp_path):
    """Each sheet is as wide as its paper: only 得分明细, of 104 rows, goes over two pages."""
    path = tmp_path / "scores.xlsx"
    path.write_bytes(workbook(card))
    printed = saved_by_office(path, "pdf", tmp_path).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 5


# --- save ---------------------------------------------------------------------------------


def test_save_writes_the_three_files(card, tmp_path):
    save(card, tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    names = ["ranking.csv", "scores.csv", "scores.xlsx"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert (folder / "scores.csv").read_bytes() == csv_bytes(scores_rows(card))
    assert (folder / "ranking.csv").read_bytes() == csv_bytes(ranking_rows(card))
    assert (folder / "scores.xlsx").read_bytes() == workbook(card)


def test_save_to_nowhere_writes_nothing(card, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(card, "")
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_refuses_is_a_line(card, tmp_path):
    """Most often: the table is open in a spreadsheet program."""
    (tmp_path / "scores.xlsx").mkdir()
    with pytest.raises(RequestError, match=r"写不进去：.*scores\.xlsx：是文件夹，不是文件"):
        save(card, tmp_path)
