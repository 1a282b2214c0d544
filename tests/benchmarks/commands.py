"""How long a command takes, against the import that a user would wait for anyway."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9
# name, arguments of python, code it is compared with
PAIRS = (
    ("fz score 2023-05 / import pandas", ("-m", "fzlib", "score", "2023-05"), "import pandas"),
    ("fz --help / import click", ("-m", "fzlib", "--help"), "import click"),
)


def seconds(arguments):
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def measure():
    """Medians of runs by turns, so that a busy machine slows both alike."""
    found = {}
    for name, command, plain in PAIRS:
        pairs = [(seconds(command), seconds(("-c", plain))) for _ in range(RUNS + 1)]
        ours, theirs = (statistics.median(times) for times in zip(*pairs[1:], strict=True))
        found[name] = {"seconds": ours, "compared_with": theirs, "ratio": ours / theirs}
    return found
