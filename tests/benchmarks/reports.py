"""Reports by ``fz report`` against papermill and ``jupyter nbconvert`` one after another."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.bare import ROOT, YEAR
from tests.benchmarks.commands import python, seconds

JOBS = 2
PERIOD = "2023-05"
BIN = Path(sys.executable).parent
GROWTH = (1, 4, 16, 64)


def fz(*arguments):
    return python("-m", "fzlib", "report", *arguments)


def papermill(name, out, **parameters):
    given = [part for key, value in parameters.items() for part in ("-r", key, value)]
    notebook = ROOT / "notebooks" / f"{name}.ipynb"
    return seconds(BIN / "papermill", "--no-progress-bar", *given, notebook, out)


def nbconvert(notebook, to):
    return seconds(BIN / "jupyter-nbconvert", "--to", to, notebook)


def one_after_another(out, jobs):
    """Seconds of the two commands for each (notebook, parameters), and with nbconvert's own
    template; the pages stay in ``out``."""
    ours = theirs = 0.0
    for number, (name, parameters) in enumerate(jobs):
        notebook = out / f"{number}.ipynb"
        made = papermill(name, notebook, **parameters)
        theirs += made + nbconvert(notebook, "html")
        ours += made + nbconvert(notebook, "fzreport")
    return ours, theirs


def year(out):
    """(a) and (g): the example year, the pages compared, their sizes."""
    ours = fz("all", "--jobs", JOBS, "--out", out / "year", "--force")
    jobs = [(name, {"period": p, "release": release_id(out / "year" / p)}) for name, p in YEAR]
    commands, default = one_after_another(out, jobs)
    pages = [out / "year" / period / f"{name}.html" for name, period in YEAR]
    theirs = [out / f"{number}.html" for number in range(len(pages))]
    same = sum(a.read_bytes() == b.read_bytes() for a, b in zip(pages, theirs, strict=True))
    sizes = [page.stat().st_size / 1024 for page in pages]
    return {
        "seconds": ours,
        "commands": commands,
        "commands_default_template": default,
        "ratio": commands / ours,
        "ratio_default_template": default / ours,
        "reports": len({period for _, period in YEAR}),
        "pages": len(pages),
        "pages_equal": same,
        "largest_kib": max(sizes),
        "mean_kib": sum(sizes) / len(sizes),
    }


def release_id(folder):
    """Without it a page is of no release, and another page."""
    return json.loads((folder / "manifest.json").read_bytes())["id"]


def verified(out, rounds=2):
    """(h): `fz verify all` against writing the same year, by turns; the medians."""
    again = ("all", "--jobs", JOBS, "--out", out / "year")
    pairs = [
        (python("-m", "fzlib", "verify", *again), fz(*again, "--force")) for _ in range(rounds)
    ]
    ours, reports = (statistics.median(times) for times in zip(*pairs, strict=True))
    return {"seconds": ours, "reports": reports, "ratio": ours / reports}


def bound(year_seconds):
    """(f): against the same cells bare in one warm process, divided by the cores used."""
    command = [sys.executable, "-m", "tests.benchmarks.bare"]
    bare = float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    per_report = bare / len({period for _, period in YEAR})
    return {"bare": bare, "per_report": per_report, "ratio": year_seconds / (bare / JOBS)}


def cold(out, rounds=3):
    """(b): one report, nothing warm, by turns; the medians."""
    pairs = []
    for number in range(rounds):
        month = [(name, {"period": PERIOD}) for name in ("monthly", "datacheck")]
        commands, _ = one_after_another(out, month)
        pairs.append((fz(PERIOD, "--out", out / f"cold{number}"), commands))
    ours, commands = (sorted(times)[rounds // 2] for times in zip(*pairs, strict=True))
    return {"seconds": ours, "commands": commands, "ratio": commands / ours}


def sheets(out):
    """(c): the 13 county sheets of a month whose report is there."""
    from fzlib.desk import load

    counties = load("data/fuzhou", PERIOD).panel.counties
    jobs = [("county", {"period": PERIOD, "county": county}) for county in counties]
    commands, _ = one_after_another(out, jobs)
    fz(PERIOD, "--out", out / "sheets")
    ours = fz(PERIOD, "--counties", "--jobs", JOBS, "--out", out / "sheets")
    return {"seconds": ours, "commands": commands, "ratio": commands / ours}


def many(count, out):
    """Seconds after which each of so many reports and two more had ended; printed."""
    from fzlib.publishing.reports import write_reports
    from fzlib.publishing.request import WRITTEN, Request
    from fzlib.scoring.periods import Period

    months = [Period.parse(period) for name, period in YEAR if name == "monthly"]
    wanted = [
        Request(ROOT / "data" / "fuzhou", months[n % len(months)], Path(out) / str(n))
        for n in range(count + JOBS)
    ]
    ended, start = [], time.perf_counter()

    def show(progress):
        ended.extend([time.perf_counter() - start] * (len(progress.done) - len(ended)))

    assert all(done.status == WRITTEN for done in write_reports(wanted, JOBS, show=show))
    sys.stdout.write(json.dumps(ended))


def growth(out):
    """(e): seconds a report when more of them are asked for: all, and after the first are written
    (the start, which is paid once)."""
    whole, then = {}, {}
    for count in GROWTH:
        place = str(out / str(count))
        code = f"from tests.benchmarks.reports import many; many({count}, {place!r})"
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        ended = json.loads(done.stdout)
        whole[count] = ended[count - 1] / count
        then[count] = (ended[-1] - ended[JOBS - 1]) / count
    return {
        "seconds_per_report": whole,
        "seconds_after_start": then,
        "ratio": then[64] / then[4],
        "per_hour": 3600 / whole[64],
    }


def measure():
    """Everything, in a folder that is removed; several minutes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        out = Path(folder)
        whole = year(out)
        return {
            "example year": whole,
            "verified": verified(out),
            "lower bound": bound(whole["seconds"]),
            "cold report": cold(out),
            "county sheets": sheets(out),
            "more reports": growth(out),
        }


def rows(results):
    """The table: what, value, note."""
    whole, lower, more = results["example year"], results["lower bound"], results["more reports"]
    same = f"{whole['pages_equal']} of {whole['pages']}"
    each, then = (
        "; ".join(f"{n}: {s:.2f}" for n, s in more[key].items())
        for key in ("seconds_per_report", "seconds_after_start")
    )
    return [
        (f"example year: commands / fz --jobs {JOBS}", f"{whole['ratio']:.1f}",
         f"aim 12; {whole['seconds']:.1f} s, {whole['reports']} reports, {whole['pages']} pages"),
        ("… with nbconvert's own template", f"{whole['ratio_default_template']:.1f}", ""),
        ("… pages equal to the commands'", same, "must be all"),
        ("… against the bare cells / cores", f"{lower['ratio']:.2f}",
         f"aim at most 1.5; {lower['per_report']:.2f} s a report bare"),
        (f"fz verify all / fz report all --force, --jobs {JOBS}",
         f"{results['verified']['ratio']:.2f}",
         f"aim at most 1.2; {results['verified']['seconds']:.1f} s"),
        ("one cold report: commands / fz", f"{results['cold report']['ratio']:.1f}",
         f"aim 3; {results['cold report']['seconds']:.1f} s"),
        ("13 county sheets: commands / fz", f"{results['county sheets']['ratio']:.1f}",
         f"aim 10; {results['county sheets']['seconds']:.1f} s"),
        ("seconds a report, 64 reports / 4", f"{more['ratio']:.2f}", f"aim 0.85 to 1.15; {then}"),
        ("… with the start", "", each),
        ("reports an hour, this machine", f"{more['per_hour']:.0f}", ""),
        ("largest page, KiB", f"{whole['largest_kib']:.0f}", f"mean {whole['mean_kib']:.0f}"),
    ]  # fmt: skip
