"""The corpus: broken and odd plans, each with the exact words expected. A theme a file."""

from tests.intake.goals.corpus import (
    cells,
    documents,
    headers,
    numbers,
    regions,
    rows,
    splits,
    values,
)

THEMES = {
    theme.__name__.rpartition(".")[2]: theme.CASES
    for theme in (headers, rows, cells, regions, values, splits, numbers, documents)
}
