"""A case of the corpus: a data folder with one thing odd or broken, and what is said of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.intake.conftest import MONTHLY, position
from tests.intake.files import WRITERS, csv_bytes, parts_of, zipped


@dataclass(frozen=True)
class Case:
    """``make`` spoils the golden folder. Then exactly these problems stop the run, with these
    warnings beside them; or it is accepted with exactly these warnings and the golden figures,
    but for ``figures``: (measure, span, region) → the decimal as text, None where missing.
    """

    name: str
    make: Callable
    problems: tuple = ()
    warnings: tuple = ()
    figures: Mapping = field(default_factory=dict)
    period: str = "2023-05"


def stops(name, make, *problems, **more):
    """A case that stops the run."""
    assert problems
    return Case(name, make, problems, **more)


def goes(name, make, *warnings, figures=None, **more):
    """A case that is accepted."""
    return Case(name, make, (), warnings, figures or {}, **more)


def unread(name, make, words, suffix="csv"):
    """A case in which the monthly file is refused as a whole, in these words."""
    return stops(name, make, f"monthly/2023-05.{suffix}：{words}")


def odd(name, suffix, content, words):
    """A case in which this stands in place of the monthly file, and is refused as a whole."""
    return unread(name, instead(f"monthly/2023-05.{suffix}", content), words, suffix)


def stops_at(name, words, **cells):
    """A case in which each of these cells of the monthly CSV is refused in the same words."""
    in_order = sorted(cells, key=position)
    lines = (f"{MONTHLY} › {cell}：“{cells[cell]}”{words}" for cell in in_order)
    return stops(name, put(**cells), *lines)


# ------------------------------------------------------------ how the folder is spoilt


def both(*makes):
    """One after the other."""

    def make(city):
        for change in makes:
            change(city)

    return make


def holds(label, content):
    """A file with these bytes, or this text."""
    return lambda city: city.write(label, content)


def instead(label, content):
    """The monthly CSV gone, this in its place."""
    return both(lambda city: city.remove(MONTHLY), holds(label, content))


def text(change, label=MONTHLY):
    """The file's text changed, then as bytes; it may return bytes itself."""
    return lambda city: city.write(label, change(city.text(label)))


def rows(change, label=MONTHLY):
    """The table's rows changed."""
    return lambda city: city.write(label, csv_bytes(change(city.rows(label))))


def put(label=MONTHLY, **cells):
    """Cells of the CSV set."""
    return lambda city: city.put(label, **cells)


def book(suffix, label=MONTHLY, change=lambda rows: rows, **options):
    """The table in a workbook; ``cells`` as values that WRITERS understand."""

    def make(city):
        city.write(label, csv_bytes(change(city.rows(label))))
        city.recast(label, suffix, **options)

    return make


def sheets(suffix, arrange, **options):
    """A workbook of several sheets: ``arrange(rows)`` names them, CSV rows typed as texts."""

    def make(city):
        table = [[value or None for value in row] for row in city.rows(MONTHLY)]
        city.remove(MONTHLY)
        city.write(f"monthly/2023-05.{suffix}", WRITERS[suffix](arrange(table), **options))

    return make


def inside(*changes, suffix="xlsx", **cells):
    """The table in a zipped workbook, its XML changed: (old, new) each found once at least."""

    def make(city):
        city.recast(MONTHLY, suffix, **cells)
        label = f"monthly/2023-05.{suffix}"
        parts = parts_of((city.path / label).read_bytes())
        for old, new in changes:
            assert any(old.encode() in part for part in parts.values()), old
            parts = {n: part.replace(old.encode(), new.encode()) for n, part in parts.items()}
        city.write(label, zipped(parts))

    return make


def with_parts(make, parts):
    """What ``make`` wrote as xlsx, with further parts in the zip."""

    def more(city):
        make(city)
        path = city.path / "monthly/2023-05.xlsx"
        path.write_bytes(zipped(parts_of(path.read_bytes()) | parts))

    return more


def bytes_of(suffix, change, **options):
    """The table in a workbook whose bytes are changed."""

    def make(city):
        city.recast(MONTHLY, suffix, **options)
        path = city.path / f"monthly/2023-05.{suffix}"
        path.write_bytes(change(path.read_bytes()))

    return make


def renamed(make, old, new):
    """What ``make`` wrote, under another name."""

    def more(city):
        make(city)
        (city.path / old).rename(city.path / new)

    return more
