"""Valid workbooks changed at random, cell by cell and byte by byte.

Whatever is read is what stands there (tests.intake.oracle reads it a second time); whatever is
not is refused in words, at a place.
"""

import contextlib
import csv
import datetime
import io
import re

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from fzlib.errors import InputError
from fzlib.intake.folder import Folder
from tests.intake import oracle
from tests.intake.conftest import EXPECTED, GOLDEN, MONTHLY, City, typed, within
from tests.intake.damage import quick, slowly, spoilt
from tests.intake.files import WRITERS, Error, Formula, Percent, csv_bytes

SUFFIXES = ("csv", *WRITERS)
REGIONS = City(GOLDEN).rows("regions.csv")[1:]
NAMES = {
    oracle.same(name): row[0] if row[3] == "是" or row[2] != "县区" else None
    for row in REGIONS
    for name in (row[0], *row[4].split("；"))
    if name
}
MEASURES = {MONTHLY: ("va_growth", "output", "base", "output_growth"), EXPECTED: ("expected",)}
LABELS = {MONTHLY: City(GOLDEN).rows(MONTHLY), EXPECTED: City(GOLDEN).rows(EXPECTED)}

# ------------------------------------------------------------ what is put in place of a cell

# no signs beyond two bytes in UTF-16, as the writer of xls counts signs; none that XML forbids
SIGNS = st.characters(codec="utf-8", max_codepoint=0xFFFD, exclude_categories=("Cc", "Cs"))
NUMBERISH = st.text("0123456789.,+-%eE \u3000－％０１．，…缺/①²▲\u200b", max_size=12)
WORDS = [
    *("", " ", "-", "－", "…", "缺报", "0", "-0", "1,234.5", "１２．３", "−3.1", "8%", "12,3"),
    *("1e3", "nan", "#REF!", "=1+1", "福清市", "长乐市", "鼓　楼　区", "平潭", "合计", '"', "a,b"),
    *("<b>", "2023-05", "2023-06", "2023-01", "\n", "\t", *oracle.HEADERS),
]
TEXTS = (
    st.sampled_from(WORDS)
    | NUMBERISH
    | st.text(SIGNS, max_size=20)
    | st.decimals(-2000, 2000, places=7).map(str)
).filter(lambda text: "_x" not in text)
FLOATS = st.floats(allow_nan=False, allow_infinity=False) | st.floats(-1500, 1500)
STORED = (
    FLOATS
    | st.integers(-(10**9), 10**9)
    | FLOATS.map(Percent)
    | st.booleans()
    | st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 1, 1))
    | st.sampled_from(["#N/A", "#DIV/0!"]).map(Error)
)
RESULTS = st.floats(-1500, 1500) | st.sampled_from(["", "5.98", "无"]) | st.just(Error("#N/A"))


def values(suffix):
    """What may stand in a cell of this format."""
    if suffix == "csv":
        return TEXTS
    results = RESULTS if suffix == "xls" else RESULTS | st.none()
    return TEXTS | STORED | st.none() | results.map(lambda result: Formula("=A1", result))


# ------------------------------------------------------------ how a table is changed


def table(label, suffix):
    """The golden rows as this format stores them."""
    return [[c if suffix == "csv" else typed(c) for c in row] for row in City(GOLDEN).rows(label)]


def stored(grid, suffix):
    return csv_bytes(grid) if suffix == "csv" else WRITERS[suffix]({"表": grid})


def place(size):
    return st.integers(0, size - 1)


@st.composite
def changed(draw, label, suffix):
    """A table with one change or several: cells, rows, columns, headers."""
    grid = table(label, suffix)
    for _ in range(draw(st.integers(1, 3))):
        change, _, line = draw(st.sampled_from(CHANGES)).partition(" ")
        lines = turned(grid) if line == "column" else grid
        at, other = draw(place(len(lines))), draw(place(len(lines)))
        match change:
            case "cell":
                lines[at][draw(place(len(lines[at])))] = draw(values(suffix))
            case "header":
                lines[0][draw(place(len(lines[0])))] = draw(st.sampled_from(HEADERS))
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "drop" if len(lines) > 1:
                del lines[at]
            case "double":
                lines.insert(other, list(lines[at]))
            case "blank":
                lines.insert(at, [None] * len(lines[0]))
        grid = turned(lines) if line == "column" else lines
    return grid


HEADERS = [*oracle.HEADERS, "备注", ""]
LINES = [f"{what} {line}" for what in ("drop", "double", "blank") for line in ("row", "column")]
CHANGES = ["cell"] * 6 + ["header", "swap row", "swap column"] * 2 + LINES


def turned(grid):
    """Its columns as rows."""
    return [list(line) for line in zip(*grid, strict=True)]


# ------------------------------------------------------------ reading, and what must hold


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Reads bytes in place of one of the golden folder's files; None where they are refused."""
    path = tmp_path_factory.mktemp("changed") / "file"

    def read_instead(label, suffix, content):
        path.write_bytes(content)
        replacements = {label.removesuffix("csv") + suffix: path}
        try:
            panel = Folder(GOLDEN).load("2023-05", replacements=replacements).panel
        except InputError as error:
            check_words(error, label.removesuffix(".csv"))
            return None
        values = {key: panel.value(*key) for key in panel.sources}
        others = GOLD[MONTHLY if label == EXPECTED else EXPECTED]
        assert others.items() <= values.items()
        return {key: value for key, value in values.items() if key not in others}

    return read_instead


def check_words(error, stem):
    """Each problem: a file, what is there and how to mend it in Chinese, on one line."""
    assert error.problems
    for problem in error.problems:
        assert problem.where.file.startswith(stem)
        assert re.search("[一-鿿]", problem.what)
        assert re.search("[一-鿿]", problem.mend)
        # a full-width space is part of a name
        assert str(problem).replace("\u3000", "").isprintable(), ascii(str(problem))


def figures(grid, label=MONTHLY):
    """As the oracle reads them; None where it refuses."""
    try:
        return oracle.read(grid, NAMES, MEASURES[label])
    except oracle.Refused:
        return None


def check(accepted, expected):
    """What has been accepted is what stands there."""
    event("accepted" if accepted is not None else "refused" if expected else "refused by both")
    assert accepted in (None, expected)


GOLD = {label: figures(grid, label) for label, grid in LABELS.items()}


def test_the_oracle_reads_the_golden_folder(golden):
    given = {key: golden.panel.value(*key) for key in golden.panel.sources}
    assert GOLD[MONTHLY] | GOLD[EXPECTED] == given


# ------------------------------------------------------------ cell by cell


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("examples", [60, slowly(400)])
def test_a_changed_table_is_read_as_it_stands_or_refused(read, suffix, label, examples):
    @quick(examples)
    @given(changed(label, suffix))
    def check_table(grid):
        with within(60):
            figures_read = read(label, suffix, stored(grid, suffix))
        check(figures_read, figures(grid, label))

    check_table()


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(st.data())
@quick(25)
def test_a_table_moved_about_is_accepted(read, suffix, data):
    """Rows and columns in any order, titles above, blank ones between: no figure changes."""
    head, *body = table(MONTHLY, suffix)
    order = data.draw(st.permutations(range(len(head))))
    titles = data.draw(st.lists(st.sampled_from(["", "附件1", "单位：亿元、%"]), max_size=5))
    blank = data.draw(st.integers(0, len(body)))
    body = data.draw(st.permutations(body))
    rows = [head, *body[:blank], [], *body[blank:]]
    grid = [[title] for title in titles] + [[row[n] for n in order] if row else [] for row in rows]
    assert read(MONTHLY, suffix, stored(grid, suffix)) == GOLD[MONTHLY]


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(st.decimals(-1000, 1000, places=6), st.integers(1, 16), st.sampled_from([1, 2]))
@quick(25)
def test_any_growth_is_accepted(read, suffix, growth, row, column):
    """To 6 decimals, which a stored number holds too."""
    grid = table(MONTHLY, suffix)
    grid[row][column] = str(growth) if suffix == "csv" else float(growth)
    key = ("va_growth", ("month", "ytd")[column - 1], NAMES[oracle.same(grid[row][0])])
    assert read(MONTHLY, suffix, stored(grid, suffix)) == GOLD[MONTHLY] | {key: growth}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("examples", [25, slowly(400)])
def test_changed_regions_change_no_figure_of_those_that_stay(tmp_path, suffix, examples):
    @quick(examples)
    @given(changed("regions.csv", suffix))
    def check_regions(grid):
        path = tmp_path / "file"
        path.write_bytes(stored(grid, suffix))
        try:
            panel = Folder(GOLDEN).load("2023-05", replacements={f"regions.{suffix}": path}).panel
        except InputError as error:
            check_words(error, "")
            return
        given_figures = GOLD[MONTHLY] | GOLD[EXPECTED]
        for key in panel.sources.keys() & given_figures.keys():  # the others' names are new
            assert panel.value(*key) == given_figures[key]

    check_regions()


# ------------------------------------------------------------ byte by byte


def sample(suffix):
    """The golden table with percent cells, formulas and texts among it, as bytes."""
    grid = table(MONTHLY, suffix)
    if suffix != "csv":
        grid[4][1], grid[5][3], grid[6][3] = Percent(-0.012), Formula("=E6", 1.0), "27.90"
    return stored(grid, suffix)


def grid_of(content):
    """A CSV as it stands, read by nothing of ours; None where it is no CSV."""
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            first = next((line for line in text.splitlines() if "," in line or "\t" in line), "")
            delimiter = "," if "," in first else "\t"
            with contextlib.suppress(csv.Error):
                return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return None


def check_bytes(read, suffix, content):
    with within(60):
        read_figures = read(MONTHLY, suffix, content)
    if suffix == "csv":
        grid = grid_of(content) if read_figures is not None else None
        check(read_figures, grid and figures(grid))
    elif suffix == "xls":  # no checksum: a digit may change and none can tell
        event("accepted" if read_figures is not None else "refused")
    else:
        check(read_figures, GOLD[MONTHLY])


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("examples", [60, slowly(1000)])
def test_spoilt_bytes_change_no_figure(read, suffix, examples):
    test = given(spoilt(sample(suffix)))(lambda content: check_bytes(read, suffix, content))
    quick(examples)(test)()
