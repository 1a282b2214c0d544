"""A column in another unit than its header says: told once, in place of a hint for each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.errors import ProblemLog, listing
from fzlib.intake.figures import Figures, Key
from fzlib.scoring.panel import Panel, Region
from fzlib.vocabulary import LEVELS, MONEY, MONTH, SPANS, YTD, measure_name

LEAST_ALIKE = 3  # figures of a column; fewer may all have changed so


@dataclass(frozen=True)
class Slip:
    """A column of levels most of whose figures are 10^power times what ``basis`` lets expect.

    ``regions``: those whose figures are; ``of``: how many could be compared.
    """

    measure: str
    span: str
    basis: str
    power: int
    regions: tuple[str, ...]
    of: int

    @property
    def explained(self) -> set[Key]:
        """The figures at which a hint may only follow: level, 同期, growth, year-to-date."""
        columns = [(m, self.span) for m in (*LEVELS, "output_growth")] + [(self.measure, YTD)]
        return {(*column, region) for column in columns for region in self.regions}


def slips(
    figures: Figures, regions: Sequence[Region], before: Panel | None, last: Figures | None
) -> list[Slip]:
    """Columns of levels in which most figures are about 10, 100, … times what is expected.

    Args:
        figures: of the period. regions: city and counties. before: the previous period's panel.
            last: last year's file. Level, 同期 and growth are compared with each other only
            where neither level nor 同期 is known to be wrong: which of them is cannot be told.
    """
    names, own = [region.name for region in regions], _by_growth(figures)
    earlier, rest = _earlier(before), _rest(figures, before)
    then = last.values.items() if last else ()
    of_last = {("base", span, name): value for (m, span, name), value in then if m == "output"}
    single: dict[tuple[str, str], Slip] = {}
    for measure in LEVELS:
        # a month that is what year-to-date has grown by is right, however unlike the last
        against = [] if _adds_up(figures, measure, rest) else [("上期", earlier)]
        for span in (YTD, MONTH):
            bases = [*against, ("累计减上期累计", rest if (measure, YTD) not in single else {})]
            for basis, expected in [*bases, ("上年文件的数", of_last)]:
                slip = _slip(figures, measure, span, names, basis, expected)
                if slip and (measure, span) not in single:
                    single[measure, span] = slip
    for span in SPANS:
        both = _slip(figures, "output", span, names, "按同期和增速计算的数", own)
        if both and not any((measure, span) in single for measure in LEVELS):
            single["output", span] = both
    return sorted(single.values(), key=lambda slip: SPANS.index(slip.span))


def _earlier(before: Panel | None) -> dict[Key, Decimal]:
    """The previous period's levels and 同期."""
    return {
        key: value
        for region in (before.regions if before else ())
        for measure in LEVELS
        for span in SPANS
        if before and (value := before.value(*(key := (measure, span, region.name))))
    }


def _rest(figures: Figures, before: Panel | None) -> dict[Key, Decimal]:
    """Year-to-date less the previous one: what the month should be."""
    return {
        (measure, MONTH, region): figures.values[measure, span, region] - value
        for (measure, span, region), value in _earlier(before).items()
        if span == YTD and (measure, span, region) in figures.values
    }


def _adds_up(figures: Figures, measure: str, rest: Mapping[Key, Decimal]) -> bool:
    """Whether most months are within a tenth of what they should be."""
    both = [
        (figures.values[key], should)
        for key, should in rest.items()
        if key[0] == measure and key in figures.values
    ]
    near = sum(abs(month - should) <= month / 10 for month, should in both)
    return 2 * near > len(both)


def _by_growth(figures: Figures) -> dict[Key, Decimal]:
    """The level that 同期 and growth make; 同期 itself where no growth is given."""
    found = {}
    for (measure, span, name), base in figures.values.items():
        if measure == "base":
            growth = figures.values.get(("output_growth", span, name), Decimal(0))
            found["output", span, name] = base * (1 + growth / 100)
    return found


def _slip(
    figures: Figures,
    measure: str,
    span: str,
    names: Sequence[str],
    basis: str,
    expected: Mapping[Key, Decimal],
) -> Slip | None:
    powers = {}
    for name in names:
        key = (measure, span, name)
        now, then = figures.values.get(key, Decimal(0)), expected.get(key, Decimal(0))
        if now > 0 and then > 0:
            powers[name] = int((now / then).log10().to_integral_value())
    power, count = Counter(powers.values()).most_common(1)[0] if powers else (0, 0)
    if not power or count < LEAST_ALIKE or 2 * count <= len(powers):
        return None
    alike = tuple(name for name, one in powers.items() if one == power)
    return Slip(measure, span, basis, power, alike, len(powers))


def tell(found: Sequence[Slip], figures: Figures, word: str, log: ProblemLog) -> None:
    """One serious warning a column, before all others; single ones that it explains are gone."""
    told = ProblemLog()
    for slip in found:
        where, unit = figures.headers[slip.measure, slip.span]
        if any(one.where == where for one in told.warnings):
            continue  # 1—2月: both spans are one column
        cells = [figures.places[slip.measure, slip.span, name].cell for name in slip.regions]
        times = f"{10**slip.power}倍" if slip.power > 0 else f"1/{10**-slip.power}"
        name = measure_name(slip.measure, slip.span, word)
        what = f"{name}一列{slip.of}个数中有{len(cells)}个约为{slip.basis}的{times}"
        likely, mend = _likely(unit, slip.power)
        told.warn(where, f"{what}（{listing(cells)}）{likely}", mend, serious=True)
    explained = {figures.places.get(key) for slip in found for key in slip.explained}
    kept = [one for one in log.warnings if not (one.serious and one.where in explained)]
    log.warnings[:] = [*told.warnings, *kept]


def _likely(unit: str, power: int) -> tuple[str, str]:
    """Which unit the figures seem to be in, where it is one of ours; and how to mend it."""
    true = MONEY[unit].scaleb(-power)
    other = next((name for name, size in MONEY.items() if size == true), "")
    if not other:
        return "", "核对这一列的小数点和单位"
    return f"，表头写的是{unit}，数像是{other}", "核对单位"
