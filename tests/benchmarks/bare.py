"""The lower bound: the cells of the example year's notebooks, run bare in one warm process.

``python -m tests.benchmarks.bare`` prints the seconds of the second round, imports left out.
"""

import ast
import json
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MONTHS = [f"2023-{month:02d}" for month in range(2, 13)]
QUARTERS = [f"2023-Q{number}" for number in range(1, 5)]
YEAR = [  # every page that fz writes of the example year
    *((name, period) for period in MONTHS for name in ("monthly", "datacheck")),
    *(("quarterly", period) for period in QUARTERS),
    ("annual", "2023"),
]


def cells(name):
    """Compiled cells of a notebook: (tags, statements, last expression or None)."""
    compiled = []
    for cell in json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
            code = compile(ast.Module(body, []), name, "exec")
            shown = last and compile(ast.Expression(last.value), name, "eval")
            compiled.append((cell["metadata"].get("tags", []), code, shown))
    return compiled


def run(name, period):
    """All cells, what they show made into HTML."""
    space = {}
    for tags, code, shown in cells(name):
        exec(code, space)
        if "parameters" in tags:
            space["period"] = period
        if shown is not None:
            value = eval(shown, space)
            if hasattr(value, "_repr_html_"):
                value._repr_html_()


def seconds():
    """Of one round of the example year."""
    start = time.perf_counter()
    for name, period in YEAR:
        run(name, period)
    return time.perf_counter() - start


if __name__ == "__main__":
    os.chdir(ROOT)
    seconds()
    sys.stdout.write(f"{seconds()}\n")
