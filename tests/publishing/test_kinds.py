"""Reports of a quarter and a year, and county sheets beside a month's report."""

import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.publishing import manifests
from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.request import CURRENT
from fzlib.publishing.score_files import csv_files
from fzlib.publishing.sheets import file_names
from fzlib.scoring.columns import csv_rows
from tests.publishing import folders
from tests.publishing.folders import FUZHOU, ROOT, edit, outputs, report

MONTH = "2023-05"


@pytest.fixture
def ran(monkeypatch):
    """Which notebooks ran, for which county; without a kernel."""
    names = []

    def note(path, output, parameters, **_):
        names.append(parameters.get("county") or path.stem)
        return folders.run_quickly(path, output, parameters)

    folders.without_processes(monkeypatch, note)
    return names


@pytest.mark.parametrize(
    ("of", "name", "months"),
    [
        ("2023-Q1", "quarterly", ["2023-02", "2023-03"]),
        ("2023-Q3", "quarterly", ["2023-07", "2023-08", "2023-09"]),
        ("2023", "annual", [f"2023-{month:02d}" for month in range(2, 13)]),
    ],
)
def test_quarter_and_year(year, tmp_path, ran, of, name, months):
    made = report(year, of, tmp_path / "out")
    assert ran == [name]
    assert set(outputs(made.request.folder)) == {f"{name}.html", f"{name}.ipynb", "ranking.csv"}
    cards = fz.score_all(fz.load_all(year, of))
    ranking = (made.request.folder / "ranking.csv").read_bytes()
    assert ranking == csv_files(fz.result(cards, of))["ranking.csv"]
    inputs = manifests.manifest(made.request.folder)["inputs"]
    assert {f"monthly/{month}.csv" for month in months} <= set(inputs)
    assert report(year, of, tmp_path / "out").status == CURRENT


def ranking_rows(folder, of):
    result = fz.result(fz.score_all(fz.load_all(folder, of)), of)
    return csv_rows(result.columns, result.ranked)


def test_columns_of_a_quarters_ranking():
    """Contract section 5: period,rank,region,score, a column a period, on target, commended."""
    rows = ranking_rows(FUZHOU, "2023-Q3")
    months = ["2023-07", "2023-08", "2023-09"]
    on_target = [f"on_target.{month}" for month in months]
    assert rows[0] == ["period", "rank", "region", "score", *months, *on_target, "commended"]
    by_region = {row[2]: row for row in rows[1:]}
    # no total in August: no score, no rank, not on target
    assert by_region["鼓楼区"][:7] == ["2023-Q3", "", "鼓楼区", "", "29.54", "", "9.92"]
    assert by_region["永泰县"][-4:] == ["true", "true", "true", "true"]
    assert rows[1][:4] == ["2023-Q3", "1", "马尾区", "116.62"]


def test_a_forgotten_month_keeps_its_column(year):
    (year / "monthly/2023-05.csv").unlink()
    header, *rows = ranking_rows(year, "2023")
    assert header[4:15] == [f"2023-{month:02d}" for month in range(2, 13)]
    for row in rows:
        by_name = dict(zip(header, row, strict=True))
        blank = {by_name[name] for name in ("rank", "score", "2023-05", "on_target.2023-05")}
        assert blank == {""}


def test_without_data_or_with_a_broken_month_nothing_is_written(year, tmp_path, ran):
    edit(year / "monthly/2023-08.csv", "福州市,", "福州市,x")
    for period, problem in (("2023-Q3", "monthly/2023-08.csv › B4"), ("2022", "没有一期数据")):
        with pytest.raises(InputError, match=problem):
            report(year, period, tmp_path / "out")
    assert ran == []
    assert not (tmp_path / "out").exists()


class TestCountySheets:
    def test_they_are_added_to_the_report_that_is_there(self, year, tmp_path, ran):
        first = report(year, MONTH, tmp_path / "out")
        before = outputs(first.request.folder)
        made = report(year, MONTH, tmp_path / "out", counties=["福清市"])
        assert ran == ["monthly", "datacheck", "福清市"]
        names = ("monthly.html", "counties/福清市.html")
        assert made.pages == tuple(first.request.folder / name for name in names)
        after = outputs(first.request.folder)
        assert after.pop("counties/福清市.html")
        assert after == before

    def test_what_is_there_is_not_made_again(self, year, tmp_path, ran):
        report(year, MONTH, tmp_path / "out", counties=["福清市"])
        assert report(year, MONTH, tmp_path / "out", counties=["福清市"]).status == CURRENT
        report(year, MONTH, tmp_path / "out", counties=["永泰县", "福清市"])
        assert ran == ["monthly", "datacheck", "福清市", "永泰县"]
        assert report(year, MONTH, tmp_path / "out").status == CURRENT

    @pytest.mark.parametrize("month", [MONTH, "2023-03"])
    def test_new_figures_renew_the_report_and_every_sheet(self, year, tmp_path, ran, month):
        """Of an earlier month too: a sheet shows the year so far, 数据核对 compares with it."""
        report(year, MONTH, tmp_path / "out", counties=["福清市", "永泰县"])
        ran.clear()
        edit(year / f"monthly/{month}.csv", "鼓楼区,", "鼓楼区, ")
        report(year, MONTH, tmp_path / "out")
        assert ran == ["monthly", "datacheck", "福清市", "永泰县"]

    def test_a_lost_sheet_is_made_again(self, year, tmp_path, ran):
        made = report(year, MONTH, tmp_path / "out", counties=["福清市"])
        made.pages[1].unlink()
        report(year, MONTH, tmp_path / "out")
        assert made.pages[1].is_file()

    def test_shipped_counties_keep_their_names(self):
        for data, of in ((FUZHOU, MONTH), (ROOT / "data/shaoyang", "2025-07")):
            counties = fz.load(data, of).panel.counties
            assert file_names(counties) == {county: county for county in counties}

    @pytest.mark.parametrize(
        ("counties", "names"),
        [
            (["a/b<c>"], ["a_b_c_"]),
            (["a/b", "a:b", "a_b", "a_b_2"], ["a_b", "a_b_2", "a_b_3", "a_b_2_2"]),
            (["Ab", "aB", "ＡＢ"], ["Ab", "aB_2", "ＡＢ_3"]),  # one file where case is not told
            (["é", "e\u0301"], ["é", "e\u0301_2"]),
            (["CON", "con", "Aux.x", "com1", "LPT³", "COM", "nul .y"],
             ["_CON", "_con_2", "_Aux.x", "_com1", "_LPT³", "COM", "_nul .y"]),
            (["县.", "县 ", ".县", " 县", "..", "县\x1b\n"],
             ["县_", "县__2", "_县", "_县_2", "__", "县__"]),
            (["县" * 300, "县" * 301], ["县" * 50, "县" * 50 + "_2"]),
        ],
    )  # fmt: skip
    def test_a_name_is_safe_as_a_file_and_a_county_s_own(self, counties, names):
        assert list(file_names(counties).values()) == names
        assert len({name.casefold() for name in names}) == len(names)

    def test_a_sheet_s_file_is_the_same_whichever_others_are_asked_for(self, year, tmp_path, ran):
        for file in ("regions.csv", f"monthly/{MONTH}.csv", "expected/2023.csv"):
            for old, new in (("鼓楼区", "甲:乙"), ("台江区", "甲?乙")):
                edit(year / file, old, new)
        for month in (year / "monthly").iterdir():
            if month.stem != MONTH:
                month.unlink()
        both = report(year, MONTH, tmp_path / "one", counties=["甲:乙", "甲?乙"])
        second = report(year, MONTH, tmp_path / "two", counties=["甲?乙"])
        assert [page.name for page in both.pages[1:]] == ["甲_乙.html", "甲_乙_2.html"]
        assert second.pages[1].name == "甲_乙_2.html"
        assert ran[-3:] == ["monthly", "datacheck", "甲?乙"]


@pytest.mark.slow
@pytest.mark.parametrize("of", ["2023-Q1", "2023"])
def test_with_a_kernel_the_same_bytes_again(tmp_path, of):
    first, again = (report(FUZHOU, of, tmp_path / place) for place in ("one", "two"))
    assert outputs(first.request.folder) == outputs(again.request.folder)
    assert str(ROOT).encode() not in b"".join(outputs(first.request.folder).values())


@pytest.mark.slow
def test_with_a_kernel_a_county_sheet(tmp_path):
    made = report(FUZHOU, "2023-08", tmp_path, counties=["鼓楼区"])
    page = made.pages[-1].read_text("utf-8")
    assert "鼓楼区2023年8月" in page
    assert "缺数（本地未报），不计分" in page


def test_a_table_that_the_notebook_got_wrong_is_not_published(year, tmp_path, monkeypatch):
    def wrong(path, output, parameters, **_):
        made = folders.run_quickly(path, output, parameters)
        edit(tmp_path / "out" / ".2023-Q1.part" / "ranking.csv", "true", "false")
        return made

    folders.without_processes(monkeypatch, wrong)
    with pytest.raises(NotebookError, match="没有发布"):
        report(year, "2023-Q1", tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
