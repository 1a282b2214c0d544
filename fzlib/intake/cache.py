"""What was read already, and scored: taken again only where every file is what it was.

A period is asked for many times in a run (by the next period, by every notebook, by each county's
sheet), and reading it is most of the work. It is kept under all that was asked for, and good only
while every file that was read, or looked for, is still the same, byte for byte.

It is kept in this process alone. Handed to another it would have to be believed there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from fzlib.intake.enterprises.frame_file import FrameInputs
from fzlib.intake.goals.year_goals import YearGoals
from fzlib.intake.input_files import Files
from fzlib.intake.period_inputs import PeriodInputs

T = TypeVar("T")


@dataclass
class Cache:
    """Periods read, and what was made of them; the oldest go where there are too many.

    ``most_figures``: of all periods kept, some 200 of 13 counties. ``most_results``: made of them.
    ``most_years``: of goals, each with its registers. ``most_rows``: of enterprises, of all frames
    kept: a year of a large city.
    """

    most_figures: int = 30_000
    most_results: int = 64
    most_years: int = 4
    most_rows: int = 50_000
    periods: dict[Hashable, tuple[Files, PeriodInputs]] = field(default_factory=dict)
    years: dict[Hashable, tuple[Files, YearGoals]] = field(default_factory=dict)
    frames: dict[Hashable, tuple[Files, FrameInputs]] = field(default_factory=dict)
    results: dict[tuple[tuple[PeriodInputs, ...], Hashable], Any] = field(default_factory=dict)
    # a worker of a cluster may write several reports at a time, in threads
    _lock: Lock = field(default_factory=Lock)

    def period(self, key: Hashable, read: Callable[[], tuple[Files, PeriodInputs]]) -> PeriodInputs:
        """A period as kept, if no file has changed since it was read; else read now.

        ``key``: all that was asked for.
        """
        files, inputs = self.periods.get(key, (None, None))
        if files and inputs and files.unchanged():
            return inputs
        files, inputs = read()
        with self._lock:
            self._forget(key)
            self.periods[key] = files, inputs
            while sum(len(i.panel.sources) for _, i in self.periods.values()) > self.most_figures:
                self._forget(next(iter(self.periods)))
        return inputs

    def year(self, key: Hashable, read: Callable[[], tuple[Files, YearGoals]]) -> YearGoals:
        """A year's goals, kept and read as a period is."""
        files, goals = self.years.get(key, (None, None))
        if files and goals and files.unchanged():
            return goals
        files, goals = read()
        with self._lock:
            self.years.pop(key, None)
            self.years[key] = files, goals
            while len(self.years) > self.most_years:
                del self.years[next(iter(self.years))]
        return goals

    def frame(self, key: Hashable, read: Callable[[], tuple[Files, FrameInputs]]) -> FrameInputs:
        """A period's enterprises, kept and read as a period is; the latest whatever its size."""
        files, frame = self.frames.get(key, (None, None))
        if files and frame and files.unchanged():
            return frame
        files, frame = read()
        with self._lock:
            self.frames.pop(key, None)
            self.frames[key] = files, frame
            kept = (len(own.frame.rows) for _, own in self.frames.values())
            while sum(kept) > self.most_rows and len(self.frames) > 1:
                del self.frames[next(iter(self.frames))]
                kept = (len(own.frame.rows) for _, own in self.frames.values())
        return frame

    def result(self, inputs: tuple[PeriodInputs, ...], how: Hashable, make: Callable[[], T]) -> T:
        """Made of these inputs in this way, once while they are kept. Not to be changed."""
        with suppress(KeyError):
            kept: T = self.results[inputs, how]
            return kept
        result = make()
        with self._lock:
            current = [period for _, period in self.periods.values()]
            if all(period in current for period in inputs):
                self.results[inputs, how] = result
            if len(self.results) > self.most_results:
                del self.results[next(iter(self.results))]
        return result

    def _forget(self, key: Hashable) -> None:
        """A period, with all that was made of it."""
        _, gone = self.periods.pop(key, (None, None))
        for made in [made for made in self.results if gone in made[0]]:
            del self.results[made]


CACHE = Cache()  # the process's own: `Folder` reads periods through it, `desk` scores them
