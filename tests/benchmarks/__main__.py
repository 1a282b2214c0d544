"""Measure and print: ``python -m tests.benchmarks``. Ratios are to be read, nothing is asserted."""

import json

from tests.benchmarks import commands, reading, scoring

RESULT = commands.ROOT / "outputs" / "bench.json"


def main():
    engine, sheet, processes = scoring.measure(), reading.measure(), commands.measure()
    rows = [
        (
            f"scoring, {engine['items']:,} items: Decimal loop / engine",
            f"{engine['ratio']:.0f}",
            f"aim 100; loop measured on {scoring.SLICE} of {scoring.PERIODS} periods and scaled up",
        ),
        ("scoring: peak memory, MiB", f"{engine['peak_mib']:.0f}", "aim below 1024"),
        ("scoring: items that differ from the loop's", f"{engine['differences']}", "must be 0"),
        *reading.rows(sheet),
    ]
    aims = ("aim at most 1.5", "aim at most 2")
    rows += [
        (name, f"{found['ratio']:.2f}", aim)
        for (name, found), aim in zip(processes.items(), aims, strict=True)
    ]
    for name, value, note in rows:
        print(f"{name:<52}{value:>8}   {note}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(
        json.dumps({"scoring": engine, "reading": sheet, **processes}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
