"""A column in another unit than its header says: told once, in place of a hint for each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.plausibility import StatedFigures
from fzlib.errors import Place, Problem, listing
from fzlib.scoring.measures import BASE, GROWTH, LEVEL, Measure, Series
from fzlib.scoring.panel import FigureKey, Panel
from fzlib.vocabulary import MONEY, MONTH, SPANS, YTD

SCALED = ("千", "万", "亿")  # how a unit begins of which there are larger and smaller ones
LEAST_SLIPPED = 3  # figures of a column; fewer may all have changed so

Expected = Mapping[FigureKey, Decimal]


@dataclass(frozen=True)
class Slip:
    """A column of levels most of whose figures are 10^power times what ``basis`` lets expect.

    ``regions``: those whose figures are; ``of``: how many could be compared.
    """

    series: Series
    span: str
    basis: str
    power: int
    regions: tuple[str, ...]
    of: int

    @property
    def explained(self) -> set[FigureKey]:
        """The figures at which a hint may only follow: level, 同期, growth, year-to-date."""
        columns = [(series.code, self.span) for series in self.series.measure.series.values()]
        columns.append((self.series.code, YTD))
        return {(*column, region) for column in columns for region in self.regions}


def slips(stated: StatedFigures, before: Panel | None, last: Expected) -> list[Slip]:
    """Columns of levels in which most figures are about 10, 100, … times what is expected.

    Args:
        stated: of the period. before: the previous period's panel. last: last year's file. Level,
            同期 and growth are compared with each other only where neither level nor 同期 is known
            to be wrong: which of them is cannot be told.
    """
    earlier = {key: value for key, value in before.values.items() if value} if before else {}
    every = [
        slip
        for measure in dict.fromkeys(series.measure for series in stated.series.values())
        if measure.unit.startswith(SCALED)
        for slip in _slips_of(measure, stated, earlier, last)
    ]
    return sorted(every, key=lambda slip: SPANS.index(slip.span))


def _slips_of(
    measure: Measure, stated: StatedFigures, earlier: Expected, last: Expected
) -> list[Slip]:
    """Those of one measure."""
    rest = _rest(stated.values, earlier)
    level, base, growth = (measure.code_of(aspect) for aspect in (LEVEL, BASE, GROWTH))
    of_last = {(base, s, name): value for (m, s, name), value in last.items() if m == level}
    own = [measure.series[aspect] for aspect in (LEVEL, BASE) if aspect in measure.series]
    single: dict[tuple[str, str], Slip] = {}
    for series in own:
        code = series.code
        # a month that is what year-to-date has grown by is right, however unlike the last
        against = [] if _adds_up(stated.values, code, rest) else [("上期", earlier)]
        for span in (YTD, MONTH):
            bases = [*against, ("累计减上期累计", rest if (code, YTD) not in single else {})]
            for basis, expected in [*bases, ("上年文件的数", of_last)]:
                slip = _slip(stated, series, span, basis, expected)
                if slip and (code, span) not in single:
                    single[code, span] = slip
    by_growth = _by_growth(stated.values, level, base, growth)
    for span in SPANS:
        both = _slip(stated, own[0], span, "按同期和增速计算的数", by_growth)
        if both and not any((series.code, span) in single for series in own):
            single[level, span] = both
    return list(single.values())


def _rest(values: Expected, earlier: Expected) -> Expected:
    """Year-to-date less the previous one: what the month should be."""
    return {
        (series, MONTH, region): values[series, span, region] - then
        for (series, span, region), then in earlier.items()
        if span == YTD and (series, span, region) in values
    }


def _adds_up(values: Expected, series: str, rest: Expected) -> bool:
    """Whether most months are within a tenth of what they should be."""
    both = [(values[k], should) for k, should in rest.items() if k[0] == series and k in values]
    near = sum(abs(month - should) <= month / 10 for month, should in both)
    return 2 * near > len(both)


def _by_growth(values: Expected, level: str, base: str, growth: str) -> Expected:
    """The level that 同期 and growth make; 同期 itself where no growth is given."""
    return {
        (level, span, name): value * (1 + values.get((growth, span, name), Decimal(0)) / 100)
        for (series, span, name), value in values.items()
        if series == base
    }


def _slip(
    stated: StatedFigures, series: Series, span: str, basis: str, expected: Expected
) -> Slip | None:
    powers = {}
    for name in stated.local:
        key = (series.code, span, name)
        now, then = stated.values.get(key, Decimal(0)), expected.get(key, Decimal(0))
        if now > 0 and then > 0:
            powers[name] = int((now / then).log10().to_integral_value())
    power, count = Counter(powers.values()).most_common(1)[0] if powers else (0, 0)
    if not power or count < LEAST_SLIPPED or 2 * count <= len(powers):
        return None
    alike = tuple(name for name, its_power in powers.items() if its_power == power)
    return Slip(series, span, basis, power, alike, len(powers))


def column_hints(
    columns: Sequence[Slip], stated: StatedFigures, others: Iterable[Problem]
) -> list[Problem]:
    """One serious hint a column, before all others; single ones that it explains are gone."""
    of_columns: dict[Place, Problem] = {}
    for slip in columns:
        hint = _hint(slip, stated)
        of_columns.setdefault(hint.where, hint)  # in 1—2月 both spans may be one column
    explained = {stated.places.get(key) for slip in columns for key in slip.explained}
    left = (h for h in others if not h.serious or h.where not in explained)
    return [*of_columns.values(), *left]


def _hint(slip: Slip, stated: StatedFigures) -> Problem:
    where, unit = stated.headers[slip.series.code, slip.span]
    cells = [stated.places[slip.series.code, slip.span, name].cell for name in slip.regions]
    times = f"{10**slip.power}倍" if slip.power > 0 else f"1/{10**-slip.power}"
    name = stated.name(slip.series.code, slip.span)
    what = f"{name}一列{slip.of}个数中有{len(cells)}个约为{slip.basis}的{times}"
    what += f"（{listing(cells)}）"
    mend = "核对这一列的小数点和单位"
    for other, size in MONEY.items():
        if unit in MONEY and size == MONEY[unit].scaleb(-slip.power):
            what += f"，表头写的是{unit}，数像是{other}"
            mend = "核对单位"
    keys = tuple((slip.series.code, slip.span, region) for region in slip.regions)
    return Problem(where, what, mend, True, "unit.doubtful", keys, "疑似单位与表头不一致")
