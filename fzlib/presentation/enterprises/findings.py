"""What the page tells of a period's enterprises, each found once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from fzlib.analysis.enterprises.milestones import Milestones, milestones
from fzlib.analysis.enterprises.power import PowerFindings, power
from fzlib.analysis.enterprises.turnover import Turnover, turnover
from fzlib.analysis.enterprises.watch import WatchList, watch_list
from fzlib.enterprises.evidence import Enterprises
from fzlib.enterprises.frame import COUNTY, DIVISION, Frame
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.presentation.enterprises.group_rows import GroupRow, city_row, group_rows
from fzlib.scoring.periods import Period
from fzlib.vocabulary import SPAN_NAMES, SPANS, running

OUTPUT_WORD = "产值"  # what the page calls the level


@dataclass(frozen=True, eq=False)
class Findings:
    """A period's enterprises as read, and what is found of them."""

    inputs: EnterpriseInputs

    @property
    def enterprises(self) -> Enterprises:
        """What is looked at."""
        return self.inputs.enterprises

    @property
    def period(self) -> Period:
        """The period."""
        return self.enterprises.period

    @property
    def frame(self) -> Frame:
        """Its file."""
        return self.enterprises.frame

    @property
    def spans(self) -> tuple[str, ...]:
        """Month and year to date; in 1—2月, where they are one, the one."""
        return self.period.distinct(SPANS)

    def label(self, span: str) -> str:
        """5月, 1—5月."""
        return self.period.span_label(span)

    def title(self, span: str) -> str:
        """当月（5月）, 累计（1—5月）; 1—2月: what a column of the span is called."""
        label = self.label(span)
        return label if len(self.spans) == 1 else f"{SPAN_NAMES[span]}（{label}）"

    @property
    def level_note(self) -> str:
        """本报告中的产值为企业营业收入。: where the folder's level is another than 总产值."""
        level = running(self.inputs.scored.panel.dataset.output)
        return "" if level == OUTPUT_WORD else f"本报告中的{OUTPUT_WORD}均为企业{level}。"

    @cached_property
    def city_rows(self) -> Mapping[str, GroupRow]:
        """Span → the city's row; none where the file has no row."""
        settings, city = self.enterprises.settings, self.enterprises.city
        found = {span: city_row(self.frame, settings, span, city) for span in self.spans}
        return {span: row for span, row in found.items() if row is not None}

    def group_rows(self, span: str, level: str) -> tuple[GroupRow, ...]:
        """The rows of the counties or divisions."""
        return self._group_rows[span, level]

    @cached_property
    def _group_rows(self) -> Mapping[tuple[str, str], tuple[GroupRow, ...]]:
        settings = self.enterprises.settings
        return {
            (span, level): group_rows(self.frame, settings, span, level)
            for span in self.spans
            for level in (COUNTY, DIVISION)
        }

    @cached_property
    def watch(self) -> WatchList:
        """The watch list."""
        return watch_list(self.enterprises)

    @property
    def before(self) -> Frame | None:
        """The file of the period just before, where it is there."""
        earlier = self.enterprises.earlier
        return earlier[-1] if earlier and earlier[-1].period == self.period.previous else None

    @cached_property
    def milestones(self) -> Milestones:
        """Who crossed 1亿元 and 10亿元, the enterprises of 新增长点 projects."""
        return milestones(self.enterprises)

    @cached_property
    def power(self) -> tuple[PowerFindings, ...]:
        """Electricity beside output, of the spans in which any enterprise has it."""
        found = (power(self.frame, span) for span in self.spans)
        return tuple(own for own in found if own.is_given)

    @cached_property
    def turnover(self) -> Turnover | None:
        """Who came and went since the period before that has a file; None without one."""
        return turnover(self.enterprises)
