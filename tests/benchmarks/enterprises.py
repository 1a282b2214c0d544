"""Enterprises rolled up to county x division x period, with 减产面 and 拉动: ours against pandas.

Ours reads parquet. pandas reads parquet only with pyarrow, which the project does without: it is
given the same columns as .npy files, missing ones marked, so that it reads nothing compressed, and
names as text, which it would have of any file (as categoricals it takes two thirds of the time).
Both make the groups of all four levels, both
are exact (int64 万元, rates half-up to 6 decimals), each runs in a process of its own, by turns;
imports are not timed, but are in the memory.

``python -m tests.benchmarks.enterprises ours|theirs FOLDER`` is such a process.
"""

import json
import pickle
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from tests.benchmarks.bare import ROOT
from tests.benchmarks.commands import python

FIRMS, PERIODS, ROUNDS = 500_000, 24, 3
COUNTIES = [f"第{n}县" for n in range(13)]
DIVISIONS = [f"{n:02}" for n in range(6, 47)]
LEVELS = (
    ("period",), ("period", "county"), ("period", "division"), ("period", "county", "division"),
)  # fmt: skip
FIGURES = ("month_output", "month_base", "ytd_output", "ytd_base")
PERIOD = "2023-05"
REPORT_ROUNDS = 5

# of numbers that hash() gives: most are compared, some blank, 0, below 0, 退库
ROWS = """
WITH periods AS (
    SELECT j, printf('%d-%02d', 2022 + j // 11, 2 + j % 11) AS period FROM range({periods}) t(j)
), firms AS (SELECT i, hash(i) AS place FROM range({firms}) t(i))
SELECT period, j, '第' || (place % 13) || '县' AS county,
    printf('%02d', 6 + place // 13 % 41) AS division, k % 211 = 0 AS is_left,
    CASE WHEN k % 101 = 0 THEN NULL WHEN k % 53 = 0 THEN 0 WHEN k % 997 = 0 THEN -5
        ELSE k // 5 % 20011 END::BIGINT AS month_output,
    CASE WHEN k % 103 = 0 THEN NULL WHEN k % 41 = 0 THEN 0 ELSE k // 7 % 19001 END::BIGINT
        AS month_base,
    CASE WHEN k % 107 = 0 THEN NULL WHEN k % 71 = 0 THEN 0 ELSE k // 3 % 200111 END::BIGINT
        AS ytd_output,
    CASE WHEN k % 109 = 0 THEN NULL WHEN k % 61 = 0 THEN 0 ELSE k // 11 % 190011 END::BIGINT
        AS ytd_base
FROM (SELECT *, hash(i, j) AS k FROM periods, firms) ORDER BY j, i
"""


def make(folder, firms=FIRMS, periods=PERIODS):
    """``firms.parquet``, and the same columns as .npy files."""
    import numpy as np

    from fzlib.enterprises.database import database

    parquet = folder / "firms.parquet"
    with database() as connection:
        rows = ROWS.format(firms=firms, periods=periods)
        connection.execute(f"COPY ({rows}) TO '{parquet}' (FORMAT parquet)")
        columns = connection.execute(
            "SELECT j::TINYINT AS period,"
            " (list_position($counties, county) - 1)::TINYINT AS county,"
            " (list_position($divisions, division) - 1)::TINYINT AS division, is_left,"
            f" {', '.join(FIGURES)} FROM read_parquet($path)",
            {"counties": COUNTIES, "divisions": DIVISIONS, "path": str(parquet)},
        ).fetchnumpy()
        names = connection.execute(
            "SELECT DISTINCT period FROM read_parquet($path) ORDER BY 1", {"path": str(parquet)}
        ).fetchall()
    (folder / "periods.json").write_text(json.dumps([name for (name,) in names]), "utf-8")
    for name, values in columns.items():
        np.save(folder / f"{name}.npy", np.ma.getdata(values))
        if name in FIGURES:
            np.save(folder / f"{name}_missing.npy", np.ma.getmaskarray(values))


def ours(folder):
    """(period, span, county, division) → counts, sums, 减产面, 拉动."""
    from fzlib.analysis.enterprises.rates import down_share, pull
    from fzlib.analysis.enterprises.rollup import roll_up
    from fzlib.enterprises.database import database
    from fzlib.enterprises.frame import CITY

    with database() as connection:
        groups = roll_up(connection, f"read_parquet('{folder}/firms.parquet')", COUNTIES)
    cities = {(own.period, own.span): own for own in groups if own.level == CITY}
    cells = [
        (own, down_share(own, "comparable"), pull(own.increment, cities[own.period, own.span]))
        for own in groups
    ]
    return lambda: {
        (str(own.period), own.span, own.county, own.division): (
            *own.counts.values(), own.output, own.base, *own.entered, *own.left, share, pulled,
        )
        for own, share, pulled in cells
    }  # fmt: skip


def theirs(folder):
    """The same with pandas."""
    import numpy as np
    import pandas as pd

    periods = json.loads((folder / "periods.json").read_text("utf-8"))

    def column(name):
        return np.load(folder / f"{name}.npy")

    def named(name, names):
        return pd.Series(np.array(names, object)[column(name)], dtype="str")

    def figures(name):
        return pd.Series(pd.arrays.IntegerArray(column(name), column(f"{name}_missing")))

    places = {
        "period": named("period", periods),
        "county": named("county", COUNTIES),
        "division": named("division", DIVISIONS),
    }
    left = pd.Series(column("is_left"))
    tables = {
        span: rolled_up(places, left, figures(f"{span}_output"), figures(f"{span}_base"))
        for span in ("month", "ytd")
    }

    def results():
        return {
            (key.get("period"), span, key.get("county", ""), key.get("division", "")): (
                *map(int, numbers), micro(share), micro(pulled),
            )
            for span, levels in tables.items()
            for by, table in levels.items()
            for place, (*numbers, share, pulled) in zip(
                table.index, table.astype(object).to_numpy(), strict=True
            )
            for key in [dict(zip(by, place if len(by) > 1 else [place], strict=True))]
        }  # fmt: skip

    return results


def micro(units):
    """A rate counted in 10⁻⁶, as a decimal; None where missing."""
    import pandas as pd

    from fzlib.scoring.rounding import half_up

    return None if pd.isna(units) else half_up(Fraction(int(units), 10**6), 6)


def rolled_up(places, left, output, base):
    """A span's tables, by keys: counts, sums, rates in 10⁻⁶ % of the groups of a level."""
    import pandas as pd

    def holds(condition):
        return condition.fillna(False).astype(bool)

    given, counted = ~left & output.notna(), output.notna() & base.notna()
    comparable = given & holds(base > 0)
    fresh = given & holds(base == 0)
    entered = fresh & holds(output > 0)
    rows = pd.DataFrame(
        {
            **places,
            "firms": ~left,
            "reported": given,
            "comparable": comparable,
            "down": comparable & holds(output < base),
            "up": comparable & holds(output > base),
            "idle": comparable & holds(output == 0),
            "half_idle": comparable & holds(output > 0) & holds(2 * output <= base),
            "entered": entered,
            "idle_in_both": fresh & holds(output == 0),
            "left": left,
            "counted": counted,
        }
    )
    for name, part in (("", counted), ("entered_", counted & entered), ("left_", counted & left)):
        rows[f"{name}output"] = output.where(part, 0).astype("int64")
        rows[f"{name}base"] = base.where(part, 0).astype("int64")
    smallest = rows.groupby(list(LEVELS[-1]), observed=True).sum()
    tables = {by: smallest.groupby(list(by), observed=True).sum() for by in LEVELS}
    city = tables["period",]["base"]
    return {
        by: table.assign(
            down_share=rate(table["down"], table["comparable"]),
            pull=rate(
                table["output"] - table["base"],
                city.reindex(table.index.get_level_values("period")).set_axis(table.index),
            ),
        )
        for by, table in tables.items()
    }


def rate(part, whole):
    """In 10⁻⁶ %, half away from zero, exact in int64; missing over what is not above 0."""
    import numpy as np

    by = whole.where(whole > 0, 1)
    units = (2 * part.abs() * 10**8 + by) // (2 * by) * np.sign(part)
    return units.astype("Int64").where(whole > 0)


def apart(side, folder):
    """One run in a process of its own: seconds, MiB at the peak, and what it found."""
    command = [sys.executable, "-m", "tests.benchmarks.enterprises", side, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return pickle.loads(done.stdout)


def run(side, folder):
    """What `apart` waits for; what is compared is put together after the clock is read."""
    import duckdb  # noqa: F401  imported by either: neither's import is timed
    import pandas as pd  # noqa: F401

    start = time.perf_counter()
    results = {"ours": ours, "theirs": theirs}[side](folder)
    seconds = time.perf_counter() - start
    sys.stdout.buffer.write(pickle.dumps((seconds, peak_mib(), results())))


def peak_mib():
    """Of this process; getrusage's begins with what its parent held when it was started."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024


def rolling():
    """Medians of runs by turns, and how many groups differ."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        make(Path(folder))
        pairs = [(apart("ours", folder), apart("theirs", folder)) for _ in range(ROUNDS)]
    own, other = ([run[2] for run in runs] for runs in zip(*pairs, strict=True))
    (our_seconds, our_peak), (their_seconds, their_peak) = (
        [statistics.median(run[n] for run in runs) for n in (0, 1)]
        for runs in zip(*pairs, strict=True)
    )
    return {
        "rows": FIRMS * PERIODS,
        "groups": len(own[0]),
        "seconds": our_seconds,
        "pandas_seconds": their_seconds,
        "ratio": our_seconds / their_seconds,
        "peak_mib": our_peak,
        "pandas_peak_mib": their_peak,
        "memory_ratio": our_peak / their_peak,
        "differences": max(map(differences, own, other)),
    }


def differences(own, other):
    """Groups that are not the same in both."""
    return sum(own.get(key) != other.get(key) for key in {*own, *other})


def reports():
    """``fz report`` of a month with its enterprises and without them, by turns; the medians."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data = {name: Path(folder) / name for name in ("with", "without")}
        for place in data.values():
            shutil.copytree(ROOT / "data" / "fuzhou", place)
        shutil.rmtree(data["without"] / "enterprises")
        times = {name: [] for name in data}
        for number in range(REPORT_ROUNDS + 1):
            for name, place in data.items():
                out = Path(folder) / f"{name}-{number}"
                command = ("-m", "fzlib", "report", PERIOD, "--data", place, "--out", out)
                times[name].append(python(*command))
    both, month = (statistics.median(times[name][1:]) for name in ("with", "without"))
    return {"with": both, "without": month, "ratio": (both - month) / month}


def measure():
    """Both, a minute or two."""
    return {"roll-up": rolling(), "report": reports()}


def rows(results):
    """The table: what, value, note."""
    rolled, report = results["roll-up"], results["report"]
    return [
        (
            f"{rolled['rows']:,} rows of enterprises rolled up: ours / pandas",
            f"{rolled['ratio']:.2f}",
            f"aim at most 0.20; {rolled['seconds']:.1f} s, {rolled['pandas_seconds']:.1f} s",
        ),
        (
            "… peak memory: ours / pandas",
            f"{rolled['memory_ratio']:.2f}",
            f"aim at most 0.33; {rolled['peak_mib']:.0f} MiB, {rolled['pandas_peak_mib']:.0f} MiB",
        ),
        ("… groups that differ", f"{rolled['differences']}", f"of {rolled['groups']}, must be 0"),
        (
            "a month's enterprises beside its report / that report",
            f"{report['ratio']:.2f}",
            f"aim at most 1.5; {report['without']:.1f} s, with them {report['with']:.1f} s",
        ),
    ]


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
