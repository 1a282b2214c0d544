"""expected/YYYY: the increments expected up to a period and to December, for 时间进度."""

from __future__ import annotations

from decimal import Decimal

from fzlib.errors import ProblemLog
from fzlib.intake.columns import Headings
from fzlib.intake.input_files import Files
from fzlib.intake.monthly_file import FigureFiles
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.scoring.measures import INCREMENT_TARGET, OUTPUT
from fzlib.scoring.periods import Period, Year
from fzlib.scoring.regions import Region
from fzlib.vocabulary import YTD


def read_expected(
    files: Files, scored: PeriodInputs, regions: list[Region], log: ProblemLog
) -> dict[tuple[Period, str], Decimal]:
    """Period and region → 亿元, year to date, of the period and of December, as far as given.

    No monthly file is needed; of the file what is wrong with a row of these periods goes to
    ``log``, and its hints are those of the scored data already.
    """
    period = scored.panel.period
    headings = Headings(scored.panel.dataset.output, scored.book.series)
    code, own = OUTPUT.code_of(INCREMENT_TARGET), ProblemLog()
    expected: dict[tuple[Period, str], Decimal] = {}
    for each in dict.fromkeys((period, Year(period.year).periods[-1])):
        reader = FigureFiles(files, each, regions, headings, None, own)
        reader.read(f"expected/{period.year}", "", [], of_targets=True)
        for (series, span, region), value in reader.figures.paired(each).values.items():
            if (series, span) == (code, YTD):
                expected[each, region] = value
    log.problems += own.problems
    return expected
