"""Measure and print: ``python -m tests.benchmarks [scoring|commands|others|reports|enterprises]…``.

Ratios are to be read, nothing is asserted. Without arguments everything, which takes minutes.
"""

import json
import sys

from tests.benchmarks import commands, enterprises, others, reports, scoring

RESULT = commands.ROOT / "outputs" / "bench.json"


def scoring_rows(measured):
    return [
        (
            f"scoring, {measured['items']:,} items: Decimal loop / engine",
            f"{measured['ratio']:.0f}",
            f"aim 100; loop measured on {scoring.SLICE} of {scoring.PERIODS} periods and scaled up",
        ),
        (
            "scoring: an item of ten indicators of all methods / of the annex",
            f"{measured['scheme_per_item']:.2f}",
            "aim at most 2",
        ),
        ("scoring: peak memory, MiB", f"{measured['peak_mib']:.0f}", "aim below 1024"),
        ("scoring: items that differ from the loop's", f"{measured['differences']}", "must be 0"),
    ]


def command_rows(measured):
    aims = ("aim at most 1.5", "aim at most 2")
    return [
        (name, f"{times['ratio']:.2f}", aim)
        for (name, times), aim in zip(measured.items(), aims, strict=True)
    ]


PARTS = {
    "scoring": (scoring.measure, scoring_rows),
    "commands": (commands.measure, command_rows),
    "others": (others.measure, others.rows),
    "reports": (reports.measure, reports.rows),
    "enterprises": (enterprises.measure, enterprises.rows),
}


def main(parts):
    measured = json.loads(RESULT.read_text("utf-8")) if RESULT.is_file() else {}
    for part in parts or PARTS:
        measure, rows = PARTS[part]
        measured[part] = measure()
        for name, value, note in rows(measured[part]):
            print(f"{name:<52}{value:>9}   {note}", flush=True)
    RESULT.parent.mkdir(exist_ok=True)
    kept = {part: measured[part] for part in PARTS if part in measured}
    RESULT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
