"""The watch list (关注名单): who is on it, why, since when, who visited, what was asked for.

ENTERPRISES, Findings, Watch list. Membership is by the month's figures; reasons by the year to date
are told beside and put nobody on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fzlib.analysis.enterprises.appeals import Appeals, appeals_of
from fzlib.analysis.enterprises.course import Point, course
from fzlib.analysis.enterprises.joins import Joined, Lack, joined, lack
from fzlib.analysis.enterprises.rates import PLACES
from fzlib.analysis.enterprises.reasons import reasons
from fzlib.analysis.enterprises.register_columns import (
    appeal_columns,
    received_on,
    visit_columns,
    visited_on,
)
from fzlib.analysis.enterprises.runs import Run, is_listed, month_window, runs
from fzlib.analysis.enterprises.visits import Visits, visits_of
from fzlib.enterprises.evidence import Enterprises
from fzlib.enterprises.frame import Enterprise, Frame
from fzlib.enterprises.marks import FIRMS, IDLE_IN_BOTH
from fzlib.goals.cycles import last_day
from fzlib.goals.registers import APPEALS, VISITS
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH, YTD


@dataclass(frozen=True, eq=False)
class Watched:
    """An enterprise that is on the list, or was.

    Attributes:
        enterprise: its row of this period; of who went out of the file, the last it had.
        reasons: codes of `reasons.REASONS`, of the last period of its run.
        ytd_reasons: the same by the year to date of `enterprise`; they put nobody on the list.
        run: since when, how many periods.
        is_new: whether the run begins with this period; None where the year has no earlier file.
        visits: since the run began; None where no register tells. appeals: likewise, all so far.
        course: output and 同期 of the run's periods, 万元; of who recovered, this period's after
            them.
    """

    enterprise: Enterprise
    reasons: tuple[str, ...]
    ytd_reasons: tuple[str, ...]
    run: Run
    is_new: bool | None
    visits: Visits | None
    appeals: Appeals | None
    course: tuple[Point, ...]

    @property
    def is_unvisited(self) -> bool | None:
        """Whether no visit was made this month; None where no register tells."""
        return None if self.visits is None else not self.visits.this_month

    def growth(self, places: int = PLACES) -> Decimal | None:
        """Of the latest month in `course`, %; None where its 同期 is not above 0."""
        return self.course[-1].growth(places)

    @property
    def lost(self) -> Decimal:
        """同期 less output of the latest month, 万元; below 0 where it rose."""
        return self.course[-1].increment.copy_negate()


@dataclass(frozen=True, eq=False)
class WatchList:
    """Those on a period's list, and those that were until now.

    By county, the longest run first, then the most output lost, then by code; of those on the list
    who was not visited this month leads.

    Attributes:
        before: the period before in the year that has a file; None: nothing is new or continuing.
        entries: on the list. The others were on it in the last period that tells of them:
        recovered: not on it now, and not idle in both years; ``run.length`` is how long it took.
        idle_in_both: off it because 同期 is 0 as well: no recovery.
        unreported: in this period's file, without a figure. left: in the file before, and now not
            in it or 退库.
        tells_visits: whether a register tells who was visited. lacks: what registers cannot tell.
    """

    period: Period
    before: Period | None
    entries: tuple[Watched, ...]
    recovered: tuple[Watched, ...]
    idle_in_both: tuple[Watched, ...]
    unreported: tuple[Watched, ...]
    left: tuple[Watched, ...]
    tells_visits: bool
    lacks: tuple[Lack, ...]

    @property
    def new(self) -> tuple[Watched, ...] | None:
        """Those whose run begins now; None where the year has no earlier file."""
        return self._known(lambda own: bool(own.is_new))

    @property
    def continuing(self) -> tuple[Watched, ...] | None:
        """Those on it for longer; None where the year has no earlier file."""
        return self._known(lambda own: not own.is_new)

    @property
    def unvisited(self) -> tuple[Watched, ...] | None:
        """Those not visited this month; None where no register tells."""
        if not self.tells_visits:
            return None
        return tuple(own for own in self.entries if own.is_unvisited)

    def of(self, county: str) -> tuple[Watched, ...]:
        """Those on it of a county, in order."""
        return tuple(own for own in self.entries if own.enterprise.county == county)

    def because(self, reason: str) -> tuple[Watched, ...]:
        """Those on it for a reason, among others."""
        return tuple(own for own in self.entries if reason in own.reasons)

    def _known(self, holds: Callable[[Watched], bool]) -> tuple[Watched, ...] | None:
        return tuple(filter(holds, self.entries)) if self.before else None


def watch_list(enterprises: Enterprises) -> WatchList:
    """The watch list of the period of ``enterprises``."""
    return _Finder.of_period(enterprises).found()


@dataclass(frozen=True, eq=False)
class _Finder:
    """Puts the list together. ``before``: open runs before the period, by code."""

    of: Enterprises
    before: Mapping[str, Run]
    visits: Joined | None
    appeals: Joined | None

    @classmethod
    def of_period(cls, of: Enterprises) -> _Finder:
        visits = joined(of.registers.get(VISITS), visited_on)
        appeals = joined(of.registers.get(APPEALS), received_on)
        return cls(of, runs(of.earlier, of.settings), visits, appeals)

    def found(self) -> WatchList:
        before = self.of.earlier[-1] if self.of.earlier else None
        entries = self._in_order(self._listed())
        return WatchList(
            self.of.period,
            before.period if before else None,
            tuple(sorted(entries, key=lambda own: not own.is_unvisited)),  # as ordered within
            self._in_order(self._off(is_idle=False)),
            self._in_order(self._off(is_idle=True)),
            self._in_order(self._unreported()),
            self._in_order(self._left(before)),
            self.visits is not None,
            _lacks(self.of),
        )

    def _listed(self) -> Iterator[Watched]:
        for row in self.of.frame.rows:
            if is_listed(row, self.of.settings):
                earlier = self.before[row.code].periods if row.code in self.before else ()
                yield self._watched(row, Run((*earlier, self.of.period)))

    def _off(self, *, is_idle: bool) -> Iterator[Watched]:
        """Whose run this period's figures end; ``is_idle``: those that are 0 in both years."""
        for row, run in self._until_now():
            ends = is_listed(row, self.of.settings) is False
            if ends and (IDLE_IN_BOTH in row.month.marks) == is_idle:
                yield self._watched(row, run)

    def _unreported(self) -> Iterator[Watched]:
        for row, run in self._until_now():
            if FIRMS in row.month.marks and is_listed(row, self.of.settings) is None:
                yield self._watched(row, run)

    def _left(self, before: Frame | None) -> Iterator[Watched]:
        """Of the file before; who went out of an earlier one was told then."""
        for row in before.marked(MONTH, FIRMS) if before else ():
            now = self.of.frame.by_code.get(row.code)
            if row.code in self.before and (now is None or now.is_left):
                yield self._watched(now or row, self.before[row.code])

    def _until_now(self) -> Iterator[tuple[Enterprise, Run]]:
        """Rows of this period that have an open run before it."""
        for row in self.of.frame.rows:
            if row.code in self.before:
                yield row, self.before[row.code]

    def _watched(self, row: Enterprise, run: Run) -> Watched:
        settings, period = self.of.settings, self.of.period
        frames = (*self.of.earlier, self.of.frame)
        (last,) = (frame for frame in frames if frame.period == run.last)
        ended = (period,) if is_listed(row, settings) is False else ()
        return Watched(
            row,
            reasons(last.by_code[row.code], MONTH, settings),
            reasons(row, YTD, settings),
            run,
            run.first == period if self.of.earlier else None,
            visits_of(self.visits, row.code, run.window(period), month_window(period)),
            appeals_of(self.appeals, row.code, last_day(period)),
            course(row.code, (*run.periods, *ended), frames),
        )

    def _in_order(self, listed: Iterable[Watched]) -> tuple[Watched, ...]:
        place = {county: n for n, county in enumerate(self.of.counties)}

        def rank(own: Watched) -> tuple[int, int, Decimal, str]:
            row = own.enterprise
            return place.get(row.county, len(place)), -own.run.length, -own.lost, row.code

        return tuple(sorted(listed, key=rank))


def _lacks(own: Enterprises) -> tuple[Lack, ...]:
    """Of both registers, in the order of `registers.ROLES`."""
    visits, appeals = (own.registers.get(role) for role in (VISITS, APPEALS))
    found = (lack(VISITS, visits, visit_columns), lack(APPEALS, appeals, appeal_columns))
    return tuple(filter(None, found))
