"""scores.csv, ranking.csv and scores.xlsx: what they hold, to the byte."""

import csv
import io
import re
from decimal import Decimal

import openpyxl
import pytest

import fzlib as fz
from fzlib import vocabulary
from fzlib.errors import RequestError
from fzlib.intake.formats.writing import csv_bytes
from fzlib.publishing.score_files import csv_files, save, workbook_bytes
from fzlib.scoring.rounding import plain
from tests.presentation import cards, other_city
from tests.publishing.folders import GOLDEN, MONTHLY, copied, edit

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


def sheets(card):
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(card)))


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


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


def test_sheets_and_headers(card):
    book = sheets(card)
    assert book.sheetnames == ["位次", "得分明细", "说明"]
    assert values(book["位次"])[0] == [
        *("位次", "县（市）区", "总分（分）", "上期位次"),
        *("当月增加值增速（分）", "累计增加值增速（分）", "当月总产值增速（分）"),
        *("累计总产值增速（分）", "当月实际完成增量（分）", "累计实际完成增量（分）"),
        *("当月增量贡献率（分）", "累计增量贡献率（分）"),
    ]
    assert values(book["得分明细"])[0] == [
        *("县（市）区", "考评项", "指标值", "标准值", "单位", "差距", "差距单位", "得分（分）"),
        *("状态", "标记"),
    ]


@pytest.mark.parametrize("name", ["card", "gaps"])
def test_ranking_sheet_holds_the_card(request, name):
    card = request.getfixturevalue(name)
    rows = values(sheets(card)["位次"])[1:]
    assert [row[1] for row in rows] == list(card.ranked)
    for rank, region, total, before, *points in rows:
        assert (rank, before) == (card.ranks[region], None)
        assert as_text(total) == plain(card.totals[region])
        shown = [
            vocabulary.STATUSES[item.status] if item.points is None else plain(item.points)
            for item in card.of(region)
        ]
        assert [p if isinstance(p, str) else as_text(p) for p in points] == shown


@pytest.mark.parametrize("name", ["card", "gaps"])
def test_items_sheet_holds_the_card(request, name):
    card = request.getfixturevalue(name)
    rows = values(sheets(card)["得分明细"])[1:]
    assert len(rows) == len(card.records)
    for row, item in zip(rows, card.records, strict=True):
        assert row[0] == item.region
        figures = (item.value, item.standard, item.gap, item.points)
        assert [as_text(row[n]) for n in (2, 3, 5, 7)] == [plain(figure) for figure in figures]
        assert (row[8] or "") == vocabulary.STATUSES[item.status]
        assert len((row[9] or "").split("、")) == max(len(item.flags), 1)


def as_text(number):
    """A workbook's number as scores.csv writes it: at 15 digits, as a spreadsheet shows it."""
    return "" if number is None else plain(Decimal(format(number, ".15g")))


def test_notes_name_nature_rules_and_readings(card):
    notes = dict(values(sheets(card)["说明"]))
    assert notes["数据性质"] == "示例数据"
    assert notes["规则书"] == f"{card.book.title}（{card.book.source}）"
    assert notes["单项下限"] == "扣至0分为止"
    other = dict(values(sheets(card_of(GOLDEN / "data", floor="none"))["说明"]))
    assert other["单项下限"] == "不设下限，可为负分"


def test_a_county_named_like_a_formula_is_text():
    """regions.csv may hold no such name; a workbook would not compute it either."""
    book = sheets(cards.card({"=1+1": cards.AVERAGE}))
    cells = [cell for row in book["得分明细"] for cell in row if cell.value == "=1+1"]
    assert len(cells) == 8
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in {row[1] for row in values(book["位次"])}


def test_workbook_has_the_same_bytes_at_any_time(card, monkeypatch):
    first = workbook_bytes(card)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook_bytes(card_of(GOLDEN / "data")) == first


# --- save ---------------------------------------------------------------------------------


def test_save_writes_the_three_files(card, tmp_path):
    save(card, tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    names = ["ranking.csv", "scores.csv", "scores.xlsx"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert (folder / "scores.csv").read_bytes() == csv_bytes(scores_rows(card))
    assert (folder / "ranking.csv").read_bytes() == csv_bytes(ranking_rows(card))
    assert (folder / "scores.xlsx").read_bytes() == workbook_bytes(card)


def test_save_to_nowhere_writes_nothing(card, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(card, "")
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_refuses_is_a_line(card, tmp_path):
    """Most often: the table is open in a spreadsheet program."""
    (tmp_path / "scores.xlsx").mkdir()
    with pytest.raises(RequestError, match=r"写不进去：.*scores\.xlsx：是文件夹，不是文件"):
        save(card, tmp_path)


def test_groups_adjustments_and_decisions_are_in_the_workbook(tmp_path):
    other = card_of(other_city.write(tmp_path))
    book = sheets(other)
    head, first, *_ = values(book["位次"])
    assert head[1:5] == ["县（市）区", "组别", "总分（分）", "加减分（分）"]
    assert first[2] == "城区组"
    notes = [text for label, text in values(book["说明"]) if label in ("加减分", "不排位次")]
    assert "丙县瞒报数据扣2.00分（依据：督查通报第3期）。" in notes
    assert "城西区不排位次（依据：较大安全事故）。" in notes
