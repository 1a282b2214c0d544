"""A period's enterprises as read, with all that they are looked at beside, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.enterprises.reconcile import Reconciled, reconciled
from fzlib.analysis.enterprises.turnover import turnover
from fzlib.enterprises.evidence import Enterprises, JoinedRegister
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.errors import InputError, Place, Problem, ProblemLog, listing
from fzlib.goals.registers import ROLES
from fzlib.intake.enterprises import hints
from fzlib.intake.enterprises.files import enterprise_stem
from fzlib.intake.enterprises.frame_file import FrameInputs
from fzlib.intake.enterprises.hints import Hints
from fzlib.intake.goals.year_goals import YearGoals
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.scoring.measures import BASE, LEVEL, OUTPUT
from fzlib.scoring.panel import Panel
from fzlib.scoring.periods import Period
from fzlib.scoring.rounding import decimals_of, plain
from fzlib.vocabulary import SPAN_NAMES, SPANS


@dataclass(frozen=True, eq=False)
class EnterpriseInputs:
    """Checked enterprises of a period.

    Attributes:
        scored: the period's inputs, of the scored data beside them.
        files: label (``enterprises/2023-05.parquet``) → sha256 of the enterprise files read, the
            period's and the earlier ones.
    """

    enterprises: Enterprises
    scored: PeriodInputs
    warnings: tuple[Problem, ...]
    files: Mapping[str, str]

    def __repr__(self) -> str:
        of = self.enterprises
        counts = f"{len(self.files)}个文件，{len(self.warnings)}条提示"
        return (
            f"{of.city}{of.period.label}企业数据输入：{len(of.frame.rows)}户，{counts}\n"
            "接着看：inputs.enterprises、inputs.warnings、inputs.scored"
        )


def put_together(
    own: FrameInputs,
    earlier: Sequence[FrameInputs],
    unusable: Mapping[Period, InputError],
    settings: EnterpriseSettings,
    year: YearGoals | None,
    scored: PeriodInputs,
) -> EnterpriseInputs:
    """A period's enterprises, from its frame and those of the periods before it in its year.

    Args:
        unusable: period → what is wrong with its file; it is passed over, and told.
        year: of the plan, whose registers are joined; None where the year has none.
    """
    log, panel = ProblemLog(), scored.panel
    enterprises = Enterprises(
        panel.period, panel.city.name, panel.counties, settings, own.frame,
        tuple(each.frame for each in earlier), joined(year), scored_figures(panel),
    )  # fmt: skip
    for period, error in unusable.items():
        file = error.problems[0].where.file
        what = f"{period} 的企业数据有{len(error.problems)}处问题，没有用"
        place, matter = Place(file), f"{period.label}的企业数据有问题，没有用"
        # of two files for one period neither can be checked by its name
        mend = f"用 fz check {period if file == enterprise_stem(period) else file} 查看"
        log.warn(place, what, mend, kind="period.unusable", matter=matter)
    _warn_moved(enterprises, log)
    _warn_empty(enterprises, log)
    _warn_unequal(enterprises, panel, log)
    files = {label: of for each in (*earlier, own) for label, of in each.digests.items()}
    return EnterpriseInputs(enterprises, scored, (*own.warnings, *log.warnings), files)


def joined(year: YearGoals | None) -> dict[str, JoinedRegister]:
    """Role → the register that has it, with its entries; one without a file is not among them."""
    registers = year.document.registers.values() if year else ()
    return {
        register.role: JoinedRegister(register, entries)
        for register in registers
        if year and register.role in ROLES
        if (entries := year.registers[register.code]) is not None
    }


def scored_figures(panel: Panel) -> dict[tuple[str, str], tuple[Decimal | None, Decimal | None]]:
    """Span and region → output and base of the monthly file, of the city and its counties."""
    codes = [OUTPUT.code_of(aspect) for aspect in (LEVEL, BASE)]
    return {
        (span, region.name): (
            panel.value(codes[0], span, region.name),
            panel.value(codes[1], span, region.name),
        )
        for span in SPANS
        for region in panel.local
    }


def _warn_moved(enterprises: Enterprises, log: ProblemLog) -> None:
    """Enterprises whose county or division is not what it was in the period before."""
    found, moved = Hints(), turnover(enterprises)
    for was, now in moved.county if moved else ():
        found.note(hints.COUNTY_MOVED, now.place, f"{was.county}→{now.county}")
    for was, now in moved.division if moved else ():
        found.note(hints.DIVISION_MOVED, now.place, f"{was.division}→{now.division}")
    found.tell(log)


def _warn_empty(enterprises: Enterprises, log: ProblemLog) -> None:
    """A hint that names the counties without a row."""
    there = {row.county for row in enterprises.frame.rows}
    if empty := [name for name in enterprises.counties if name not in there]:
        what = f"没有企业的县（市）区：{listing(empty)}"
        place, mend = Place(enterprises.frame.label), "核对是否漏了"
        log.warn(place, what, mend, serious=True, kind="region.absent", matter=what)


def _warn_unequal(enterprises: Enterprises, panel: Panel, log: ProblemLog) -> None:
    """A hint for each span in which sums differ from the monthly file by more than its rounding."""
    period, label = enterprises.period, enterprises.frame.label
    rows = [row for row in reconciled(enterprises) if not _is_derived(row, panel)]
    for span in period.distinct(SPANS):
        unequal: dict[str, Reconciled] = {}
        own = [row for row in rows if row.span == span]
        for row in _beyond_rounding(own, enterprises):
            unequal.setdefault(row.region, row)
        if not unequal:
            continue
        called = period.span_label(span) if period.month_is_ytd else SPAN_NAMES[span]
        full = [name for name, row in unequal.items() if not row.without]
        matter = f"企业{called}合计与月度数据不同的：{listing(unequal)}"
        what = f"企业{called}合计与月度数据不同：{listing(map(_difference, unequal.values()))}"
        mend = "空缺的补填，其余核对两份数据" if not full else f"核对两份数据：{listing(full)}"
        log.warn(
            Place(label), what, mend, serious=bool(full), kind="figure.unequal_sum", matter=matter
        )


def _difference(row: Reconciled) -> str:
    """``鼓楼区（少0.0123亿元，2户空缺）``."""
    assert row.rest is not None
    word = "少" if row.rest > 0 else "多"
    of = "" if row.figure == "output" else "同期"
    blank = f"，{row.without}户空缺" if row.without else ""
    return f"{row.region}（{of}{word}{plain(abs(row.rest))}亿元{blank}）"


def _beyond_rounding(rows: Iterable[Reconciled], enterprises: Enterprises) -> Iterable[Reconciled]:
    """Those that differ by more than half a unit of the monthly file's last decimal.

    The city's figure may be the sum of its counties' as rounded.
    """
    listed = list(rows)
    for figure in dict.fromkeys(row.figure for row in listed):
        own = [row for row in listed if row.figure == figure]
        half = Decimal(5).scaleb(-1 - decimals_of(row.published for row in own))
        for row in own:
            parts = len(enterprises.counties) if row.region == enterprises.city else 1
            if row.rest is not None and abs(row.rest) > half * parts:
                yield row


def _is_derived(row: Reconciled, panel: Panel) -> bool:
    """Whether the monthly file's figure is a 同期 worked out from a growth, less exact."""
    return row.figure == "base" and panel.has_derived_base(OUTPUT, row.span, row.region)
