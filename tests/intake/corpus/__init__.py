"""The corpus: broken and odd files, each with the exact words expected. A theme a file.

To add one, append ``stops(name, how it is made, *problems)`` or ``goes(name, how, *warnings)`` to
the theme it belongs to.
"""

from tests.intake.corpus import (
    cells,
    encodings,
    folders,
    layouts,
    rows,
    schemes,
    sizes,
    values,
    workbooks,
)

THEMES = {
    theme.__name__.rpartition(".")[2]: theme.CASES
    for theme in (encodings, layouts, rows, values, cells, workbooks, sizes, folders, schemes)
}
