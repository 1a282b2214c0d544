"""Checked intake against a bare pandas.read_excel, draws against pandas row by row, and growth."""

import os
import time
from pathlib import Path

import openpyxl
import pandas as pd

from fzlib.analysis.robustness import Revision, rank_intervals
from fzlib.desk import load, score
from fzlib.errors import ProblemLog
from fzlib.intake.columns import Headings
from fzlib.intake.formats.sheets import read_sheets
from fzlib.intake.input_files import Files
from fzlib.intake.monthly_file import FigureFiles
from fzlib.scoring.engine import score as score_panel
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import CITY, COUNTY, NATION, PROVINCE, Region
from tests.benchmarks.bare import ROOT
from tests.benchmarks.scoring import draw
from tests.scoring.cities import FUZHOU

ROWS, COLUMNS = 3_000, 12
SHARE = 100  # of the draws are done row by row, and scaled up
REAL = Path(os.environ.get("FZLIB_REAL_FILES", "")) / "2025-03.xlsx"
HEADERS = (
    "地区", "增加值增速（%）", "增加值累计增速（%）", "总产值（亿元）", "上年同期总产值（亿元）",
    "累计总产值（亿元）", "上年同期累计总产值（亿元）", "总产值增速（%）", "总产值累计增速（%）",
    "备注一", "备注二", "备注三",
)  # fmt: skip


def timed(function):
    """The result, and the shortest of three runs in seconds."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = function()
        times.append(time.perf_counter() - start)
    return result, min(times)


def reading(folder):
    """A sheet of 3,000 x 12, every cell checked and located, against pandas without a check."""
    path = folder / "large.xlsx"
    regions = [Region("全国", NATION), Region("全省", PROVINCE), Region("全市", CITY)]
    regions += [Region(f"第{n}县", COUNTY, assessed=True) for n in range(ROWS - 4)]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.append(HEADERS)
    for n, region in enumerate(regions):
        sheet.append([region.name, *(n % 9 + c + 0.5 for c in range(8)), "甲", "乙", "丙"])
    book.save(path)

    def checked():
        log = ProblemLog()
        headings = Headings("总产值", FUZHOU.series)
        reader = FigureFiles(Files(folder), Period(2023, 5), regions, headings, FUZHOU, log)
        reader.read("large", "", regions, of_targets=False)
        assert not log.problems
        return len(reader.figures.values)

    count, ours = timed(checked)
    _, bare = timed(lambda: pd.read_excel(path, engine="openpyxl"))
    figures = {"figures": count, "seconds": ours, "read_excel": bare, "ratio": ours / bare}
    if REAL.is_file():
        _, figures["real_seconds"] = timed(lambda: read_sheets(REAL.read_bytes(), REAL.name))
    return figures


def robustness():
    """10,000 draws of 13 counties, against the same points worked out with DataFrame.apply."""
    card = score(load(ROOT / "data" / "fuzhou", "2023-05"))
    revision = Revision()
    _, ours = timed(lambda: rank_intervals(card, revision))
    numbers = [(i.gap or 0, i.indicator.base, i.indicator.method.step) for i in card.records]
    table = pd.DataFrame(numbers, columns=["gap", "base", "step"]).astype(float)

    def by_row():
        for _ in range(revision.draws // SHARE):
            points = table.apply(lambda row: row["base"] + row["gap"] / row["step"] * 0.2, axis=1)
            points.round(2).groupby(points.index // 8).sum().rank(ascending=False, method="min")

    _, theirs = timed(by_row)
    return {"seconds": ours, "by_row": theirs * SHARE, "ratio": theirs * SHARE / ours}


def growth():
    """Seconds to score: more counties of a period, more periods of 13 counties."""
    counties, periods = {}, {}
    for count in (13, 130, 1_300, 13_000):
        panel, _ = draw(periods=2, counties=count)
        _, counties[count] = timed(lambda panel=panel: score_panel(panel, FUZHOU))
    for count in (2, 20, 200):
        panel, _ = draw(periods=count, counties=13)
        _, periods[count] = timed(lambda panel=panel: score_panel(panel, FUZHOU))
    return {"counties": counties, "periods": periods}


def measure():
    """Everything but reports."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        read = reading(Path(folder))
    return {"reading": read, "robustness": robustness(), "growth": growth()}


def rows(results):
    """The table: what, value, note."""
    read, draws, more = results["reading"], results["robustness"], results["growth"]
    grown = {
        key: "; ".join(f"{n}: {1000 * s:.1f} ms" for n, s in of.items()) for key, of in more.items()
    }
    real = read.get("real_seconds")
    return [
        (
            f"checked intake {ROWS:,} x {COLUMNS} / pandas.read_excel",
            f"{read['ratio']:.2f}",
            f"{read['seconds']:.2f} s, aim below 2 s",
        ),
        *([("a bureau's workbook read, seconds", f"{real:.2f}", "aim below 3")] if real else []),
        (
            "10,000 draws: DataFrame.apply / ours",
            f"{draws['ratio']:.0f}",
            f"{draws['seconds']:.2f} s",
        ),
        ("scoring 2 periods of so many counties", "", grown["counties"]),
        ("scoring so many periods of 13 counties", "", grown["periods"]),
    ]
