"""How long a command takes, against the import that a user would wait for anyway."""

import statistics
import subprocess
import sys
import time

from tests.benchmarks.bare import ROOT

RUNS = 9
# name, arguments of python, code it is compared with
PAIRS = (
    ("fz score 2023-05 / import pandas", ("-m", "fzlib", "score", "2023-05"), "import pandas"),
    ("fz --help / import click", ("-m", "fzlib", "--help"), "import click"),
)


def seconds(*arguments):
    """Of a command in the project's folder."""
    start = time.perf_counter()
    subprocess.run([str(a) for a in arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def python(*arguments):
    return seconds(sys.executable, *arguments)


def measure():
    """Medians of runs by turns, so that a busy machine slows both alike."""
    measured = {}
    for name, command, plain in PAIRS:
        pairs = [(python(*command), python("-c", plain)) for _ in range(RUNS + 1)]
        ours, theirs = (statistics.median(times) for times in zip(*pairs[1:], strict=True))
        measured[name] = {"seconds": ours, "compared_with": theirs, "ratio": ours / theirs}
    return measured
