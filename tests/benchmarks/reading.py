"""Reading a sheet of 3,000 counties x 12 columns, found, checked and exact, against bare pandas.

The sheet lies in a data folder of its own, with its regions and expectations, all read too.
"""

import csv
import random
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

COUNTIES, RUNS = 3_000, 5
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "data"
MONTHLY, EXPECTED, REGIONS = "monthly/2023-05.csv", "expected/2023.csv", "regions.csv"
UNUSED = ("代码", "填报人", "备注")


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def draw_folder(home, counties=COUNTIES, seed=2023):
    """The golden folder with as many counties, its monthly file an xlsx; that file."""
    import xlsxwriter

    rng = random.Random(seed)
    folder = Path(shutil.copytree(GOLDEN, home / "data"))
    names = [f"县{number:04}" for number in range(counties)]
    top = rows_of(folder / REGIONS)[:4]
    write(folder / REGIONS, [*top, *([name, "", "县区", "是", "", ""] for name in names)])
    head = rows_of(folder / EXPECTED)[0]
    write(folder / EXPECTED, [head, *(["2023-05", name, "0.1", "0.5"] for name in names)])
    head, nation, province, city = rows_of(folder / MONTHLY)[:4]
    (folder / MONTHLY).unlink()
    path = (folder / MONTHLY).with_suffix(".xlsx")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*head, *UNUSED])
        for number, row in enumerate((nation, province, [city[0], *city[1:3]]), 1):
            sheet.write_row(number, 0, [row[0], *map(float, row[1:3])])
        for number, name in enumerate(names, 4):
            sheet.write_row(number, 0, [name, *draw_row(rng), "350102", "林某", "已核"])
    return folder, path


def draw_row(rng):
    """Growth of value added, levels and bases, growth of output; they agree with each other."""
    month = round(rng.uniform(1, 200), 2)
    figures = [round(rng.uniform(-8, 15), 1) for _ in range(2)]
    for level in (month, month * 5):
        base = round(level / rng.uniform(0.95, 1.1), 2)
        figures += [round(level, 2), base]
    growths = [round((figures[n] / figures[n + 1] - 1) * 100, 1) for n in (2, 4)]
    return [*figures, *growths]


def measure():
    """Seconds, medians of runs by turns, and their ratio."""
    import pandas as pd

    from fzlib.intake.folder import Folder

    def seconds(read):
        start = time.perf_counter()
        read()
        return time.perf_counter() - start

    def checked():
        return Folder(folder).load("2023-05")

    def bare():
        return pd.read_excel(path, engine="openpyxl")

    with tempfile.TemporaryDirectory() as home:
        folder, path = draw_folder(Path(home))
        assert len(checked().panel.counties) == len(bare()) - 3 == COUNTIES
        pairs = [(seconds(checked), seconds(bare)) for _ in range(RUNS)]
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    return {"seconds": ours, "compared_with": theirs, "ratio": ours / theirs}


def rows(found):
    """For the table: what is measured, its value, the aim."""
    return [
        ("3,000 x 12 sheet, read and checked: seconds", f"{found['seconds']:.2f}", "aim below 2"),
        (
            "3,000 x 12 sheet, checked / pandas.read_excel",
            f"{found['ratio']:.2f}",
            f"pandas takes {found['compared_with']:.2f} s and checks nothing",
        ),
    ]
