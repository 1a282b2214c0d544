"""Measure and print: ``python -m tests.benchmarks [scoring|commands|others|reports]…``.

Ratios are to be read, nothing is asserted. Without arguments everything, which takes minutes.
"""

import json
import sys

from tests.benchmarks import commands, others, reports, scoring

RESULT = commands.ROOT / "outputs" / "bench.json"


def scoring_rows(found):
    return [
        (
            f"scoring, {found['items']:,} items: Decimal loop / engine",
            f"{found['ratio']:.0f}",
            f"aim 100; loop measured on {scoring.SLICE} of {scoring.PERIODS} periods and scaled up",
        ),
        ("scoring: peak memory, MiB", f"{found['peak_mib']:.0f}", "aim below 1024"),
        ("scoring: items that differ from the loop's", f"{found['differences']}", "must be 0"),
    ]


def command_rows(found):
    aims = ("aim at most 1.5", "aim at most 2")
    return [
        (name, f"{one['ratio']:.2f}", aim)
        for (name, one), aim in zip(found.items(), aims, strict=True)
    ]


PARTS = {
    "scoring": (scoring.measure, scoring_rows),
    "commands": (commands.measure, command_rows),
    "others": (others.measure, others.rows),
    "reports": (reports.measure, reports.rows),
}


def main(asked):
    found = json.loads(RESULT.read_text("utf-8")) if RESULT.is_file() else {}
    for part in asked or PARTS:
        measure, rows = PARTS[part]
        found[part] = measure()
        for name, value, note in rows(found[part]):
            print(f"{name:<52}{value:>9}   {note}", flush=True)
    RESULT.parent.mkdir(exist_ok=True)
    kept = {part: found[part] for part in PARTS if part in found}
    RESULT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
