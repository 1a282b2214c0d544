"""A data folder: one city, its regions, rule books and monthly files; loads its periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from fzlib.enterprises.database import database
from fzlib.errors import InputError, Place, Problem, ProblemLog
from fzlib.intake import cache
from fzlib.intake.dataset_file import dataset_of, enterprise_settings
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs, put_together
from fzlib.intake.enterprises.files import EnterpriseFiles
from fzlib.intake.enterprises.frame_file import FrameInputs, read_frame
from fzlib.intake.goals.goal_files import GoalFiles
from fzlib.intake.goals.goal_inputs import GoalInputs, read_goals
from fzlib.intake.goals.year_goals import YearGoals, read_year
from fzlib.intake.import_files import check_complete
from fzlib.intake.input_files import Files, regions_of, tables_in
from fzlib.intake.period_inputs import PeriodInputs, read_period
from fzlib.scoring.periods import Period, PeriodError

MOST_EARLIER = 12  # a year and a month


class Folder:
    """A data folder; every call gives what is in its files then, read again where it changed.

    Raises:
        InputError: no such folder, or no dataset.toml in it; or an import into it is not complete.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not (self.path / "dataset.toml").is_file():
            what = "没有 dataset.toml" if self.path.is_dir() else "没有这个文件夹"
            mend = "--data 应指向一个数据文件夹"
            raise InputError([Problem(Place(str(path)), what, mend, kind="file.absent")])
        check_complete(self.path)

    def periods(self) -> list[Period]:
        """Every period that has a monthly file, in order. Raises InputError: as `Folder`."""
        check_complete(self.path)
        periods = set()
        for path in tables_in(self.path / "monthly"):
            with suppress(PeriodError):  # notes and drafts beside the files
                periods.add(Period.parse(path.stem))
        return sorted(periods)

    def load(
        self,
        period: Period | str | int,
        *,
        rules: str | Path | None = None,
        replacements: dict[str, Path] | None = None,
    ) -> PeriodInputs:
        """A period's inputs, checked; the previous period too, where its file is there.

        Args:
            period: ``2023-05``. rules: a rule book to use in place of ``rules/YYYY.toml``.
            replacements: label → file to read in its place (to check it before it is put there).

        Raises:
            InputError: every problem at once. PeriodError: no such period.
        """
        period = Period.parse(str(period))
        previous: PeriodInputs | None = None
        problems: tuple[Problem, ...] = ()
        if period.previous in self.periods():
            try:
                previous = self._read(period.previous, rules)
            except InputError as error:
                problems = error.problems
        inputs = self._read(period, rules, previous, replacements)
        if not problems:
            return inputs
        what = f"上期（{period.previous}）的输入有{len(problems)}处问题，位次变化没有列出"
        where, mend = Place(f"monthly/{period.previous}"), f"用 fz check {period.previous} 查看"
        matter = "上期的输入有问题，位次变化没有列出"
        note = Problem(where, what, mend, kind="period.unusable", matter=matter)
        return replace(inputs, warnings=(*inputs.warnings, note))

    def history(
        self, period: Period, *, rules: str | Path | None = None
    ) -> tuple[PeriodInputs, ...]:
        """The `MOST_EARLIER` periods before with a file, of any year; in order, each by itself.

        A period whose inputs are wrong, or whose year has no rule book here, is left out: they
        are only compared with.
        """
        earlier = [earlier for earlier in self.periods() if earlier < period]
        return self.usable(earlier[-MOST_EARLIER:], rules=rules)

    def usable(
        self, periods: Iterable[Period], *, rules: str | Path | None = None
    ) -> tuple[PeriodInputs, ...]:
        """Those periods that have a file and nothing wrong with it, each by itself."""
        usable, with_file = [], self.periods()
        for period in (period for period in periods if period in with_file):
            with suppress(InputError):
                usable.append(self._read(period, rules))
        return tuple(usable)

    def load_all(
        self, periods: Iterable[Period], *, rules: str | Path | None = None
    ) -> tuple[PeriodInputs, ...]:
        """Several periods in order, each read once; those without a monthly file are left out.

        Raises:
            InputError: every problem of every period at once; or there is no file for any.
        """
        wanted, with_file = tuple(periods), self.periods()
        loaded: list[PeriodInputs] = []
        problems: list[Problem] = []
        for period in (period for period in wanted if period in with_file):
            latest = loaded[-1] if loaded else None
            try:
                if latest and latest.panel.period == period.previous:
                    loaded.append(self._read(period, rules, latest))
                else:
                    loaded.append(self.load(period, rules=rules))
            except InputError as error:
                problems += error.problems
        if not loaded and not problems:
            what, mend = f"{wanted[0]} 至 {wanted[-1]} 没有一期数据", "放入月度文件后再用"
            problems = [Problem(Place("monthly"), what, mend, kind="period.absent")]
        if problems:
            raise InputError(dict.fromkeys(problems))
        return tuple(loaded)

    def has_goals(self, year: int, *, kept: str | Path | None = None) -> bool:
        """Whether there is a document of the year; ``kept``: see `year_goals`."""
        return GoalFiles(Path(kept or self.path)).has_document(year)

    def year_goals(
        self,
        year: int,
        *,
        kept: str | Path | None = None,
        replacements: dict[str, Path] | None = None,
    ) -> YearGoals:
        """The document of a year with 任务分解, registers and reported numbers.

        Args:
            kept: a folder whose targets/ and registers/ are read in place of these. replacements:
                as of `load`.

        Raises:
            InputError: every problem at once.
        """
        replaced, log = replacements or {}, ProblemLog()
        regions = regions_of(Files(self.path, dict(replaced)), log)
        root = Path(kept or self.path)

        def read() -> tuple[Files, YearGoals]:
            files = GoalFiles(root, dict(replaced))
            return files, read_year(files, year, regions)

        key = (root, year, tuple(regions), tuple(replaced.items()))
        try:
            goals = cache.CACHE.year(key, read)
        except InputError as error:
            log.add(error)
        log.raise_if_any()
        return goals

    def goals(
        self,
        scored: PeriodInputs,
        *,
        kept: str | Path | None = None,
        replacements: dict[str, Path] | None = None,
    ) -> GoalInputs:
        """The goals of the period whose scored data these are; their own figures not among them.

        Args, Raises: as of `year_goals`.
        """
        year = scored.panel.period.year
        of_year = self.year_goals(year, kept=kept, replacements=replacements)
        files = Files(self.path, dict(replacements or {}))
        return read_goals(files, of_year, scored, regions_of(files, ProblemLog()))

    def has_enterprises(self, period: Period) -> bool:
        """Whether a period has a file of enterprises."""
        return EnterpriseFiles(self.path).has(period)

    def frame(self, period: Period, *, replacements: dict[str, Path] | None = None) -> FrameInputs:
        """A period's enterprises by themselves, as the cache has them where no file has changed.

        Args:
            replacements: as of `load`.

        Raises:
            InputError: every problem of its file, regions.csv and dataset.toml at once.
        """
        return self._frames(replacements or {})(period)

    def _frames(self, replaced: dict[str, Path]) -> Callable[[Period], FrameInputs]:
        """What reads the frames of several periods; InputError of what they share."""
        log, shared = ProblemLog(), Files(self.path, dict(replaced))
        regions, dataset = regions_of(shared, log), dataset_of(shared, log)
        log.raise_if_any()
        assert dataset is not None
        output, named = dataset.output, tuple(regions)

        def frame(period: Period) -> FrameInputs:
            def read() -> tuple[Files, FrameInputs]:
                files = EnterpriseFiles(self.path, dict(replaced))
                return files, read_frame(files, period, regions, output)

            key = (self.path, period, named, output, tuple(replaced.items()))
            return cache.CACHE.frame(key, read)

        return frame

    def enterprises(
        self,
        scored: PeriodInputs,
        *,
        kept: str | Path | None = None,
        replacements: dict[str, Path] | None = None,
    ) -> EnterpriseInputs:
        """The enterprises of the period whose scored data these are, and those of its year before.

        A file of a period before that is wrong is passed over, and told.

        Args:
            kept: see `year_goals`: the registers joined come from there. replacements: as of
                `load`.

        Raises:
            InputError: of the period's file as of `frame`, else of the registers as of
                `year_goals`; `desk.load_enterprises` tells all at once.
        """
        period, replaced = scored.panel.period, replacements or {}
        frame = self._frames(replaced)
        own, year = frame(period), None
        if self.has_goals(period.year, kept=kept):
            year = self.year_goals(period.year, kept=kept, replacements=replaced)
        settings = enterprise_settings(Files(self.path, dict(replaced)), ProblemLog())
        earlier: list[FrameInputs] = []
        unusable: dict[Period, InputError] = {}
        with database():  # one for all that have to be read
            for before in filter(self.has_enterprises, period.so_far[:-1]):
                try:
                    earlier.append(frame(before))
                except InputError as error:
                    unusable[before] = error
        return put_together(own, earlier, unusable, settings, year, scored)

    def _read(
        self,
        period: Period,
        rules: str | Path | None,
        previous: PeriodInputs | None = None,
        replacements: dict[str, Path] | None = None,
    ) -> PeriodInputs:
        """A period as the cache has it, where no file has changed since, else from its files."""
        replaced = replacements or {}

        def read() -> tuple[Files, PeriodInputs]:
            files = Files(self.path, dict(replaced))
            return files, read_period(files, period, rules=rules, previous=previous)

        key = (self.path, period, str(rules or ""), tuple(replaced.items()), previous)
        return cache.CACHE.period(key, read)
