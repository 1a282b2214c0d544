"""For an analyst in JupyterLab: move a figure and see scores and ranks move; compare two rules.

The only module that knows ipywidgets. A view is a box of widgets; what it shows is HTML made by
the same functions as the reports. Whatever is wrong is said in the view, never as a traceback.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ipywidgets import HTML, Button, Checkbox, Dropdown, FloatSlider, HBox, Label, Layout, VBox

from fzlib import desk
from fzlib.analysis.readings import KEYS
from fzlib.analysis.whatif import WhatIf, what_if
from fzlib.errors import InputError
from fzlib.intake.folder import Folder
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.lab import comparison
from fzlib.paths import resolve
from fzlib.presentation.html import Part, part
from fzlib.scoring.card import Card
from fzlib.scoring.rounding import decimals_of
from fzlib.vocabulary import MONTH, READINGS, YTD

OWN = ""  # 按规则书; the folder's own rule book
TITLES = ("甲", "乙")  # of the two rules compared
BOLD = {"font_weight": "bold"}


def data_folders() -> list[str]:
    """The data folders in ``data/``, as paths from the project's root."""
    return [f"data/{path.parent.name}" for path in sorted(resolve("data").glob("*/dataset.toml"))]


class _View(VBox):
    """Which data folder and period, and what they lead to.

    Widgets: ``data`` and ``period``; ``shown`` is HTML, and ``part`` what it was made of. Inputs
    are read once until asked to read again.
    """

    part: Part

    def __init__(self, data: str, *rows: HBox) -> None:
        self.data = _dropdown("数据", [*dict.fromkeys([data, *data_folders()])])
        self.period = _dropdown("期间", [])
        self.shown = HTML()
        self._read: dict[tuple[str, str, str], PeriodInputs] = {}
        self._filling = False  # while the view itself changes its widgets
        again = Button(description="重新读取文件", layout=Layout(width="9em"))
        again.on_click(lambda _: self._read_again())
        super().__init__([HBox([self.data, self.period, again]), *rows, self.shown])
        self._new_folder()
        self.data.observe(lambda _: self._new_folder(), "value")
        self.period.observe(lambda _: self._new_period(), "value")

    def update(self) -> None:
        """Another period or other inputs: show what they lead to, or what is wrong with them."""
        try:
            self._take_in()
        except (InputError, ValueError) as error:
            self.show(comparison.problem(error))

    @abstractmethod
    def _take_in(self) -> None:
        """Score the inputs and show what they lead to; nothing is left of the ones before."""

    def inputs(self, rules: str = OWN) -> PeriodInputs:
        """The inputs, by the folder's own rule book or another.

        Raises:
            InputError: what is wrong in the files. ValueError: nothing to read.
        """
        if not self.period.value:
            # an unreadable folder says why, an empty one has no reason of its own
            Folder(resolve(self.data.value))
            raise ValueError(f"{self.data.value} 没有月度数据")
        key = (self.data.value, self.period.value, rules)
        if key not in self._read:
            self._read[key] = desk.load(key[0], key[1], rules=rules or None)
        return self._read[key]

    def show(self, part: Part) -> None:
        """Show a part as a notebook's cell does."""
        self.part = part
        self.shown.value = part._repr_html_()

    def _read_again(self) -> None:
        self._read.clear()
        self._new_folder()

    def _new_folder(self) -> None:
        try:
            periods = Folder(resolve(self.data.value)).periods()
        except InputError:
            periods = []  # said when the inputs are asked for
        self._filling = True
        _refill(self.period, [(period.label, str(period)) for period in reversed(periods)])
        self._filling = False
        self.update()

    def _new_period(self) -> None:
        if not self._filling:
            self.update()


class WhatIfView(_View):
    """Move one figure of one county: totals and ranks before and after.

    Widgets beside those of every view: ``county``, ``series``, ``slider``, ``along``; what they
    lead to is also in ``result`` (None where there is none).
    """

    def __init__(self, data: str = "data/fuzhou") -> None:
        self.card: Card | None = None
        self.result: WhatIf | None = None
        self.county, self.series = _dropdown("县（市）区", []), _dropdown("改动项", [])
        self.slider = FloatSlider(description="增减", layout=Layout(width="40em"))
        self.along = Checkbox(description="当月增减同时计入累计", indent=False)
        for choice in (self.county, self.series):
            choice.observe(lambda _: self._new_figure(), "value")
        for choice in (self.slider, self.along):
            choice.observe(lambda _: self._show_result(), "value")
        super().__init__(data, HBox([self.county, self.series]), HBox([self.slider, self.along]))

    def _take_in(self) -> None:
        """Another card; county and figure stay chosen where they can."""
        self.card = None
        self.card = desk.score(self.inputs())
        self._filling = True
        _refill(self.county, [(region, region) for region in self.card.counties])
        keys = comparison.figures(self.card)
        _refill(self.series, [(comparison.label(self.card, key), key) for key in keys])
        self._filling = False
        self._new_figure()

    def _new_figure(self) -> None:
        """The slider's reach fits the figure, and starts at no change."""
        if self._filling or self.card is None:
            return
        code, span = self.series.value
        series = self.card.book.series[code]
        value = self.card.panel.value(code, span, self.county.value)
        low, high, step = comparison.reach(series, value)
        self._filling = True
        self.slider.value = 0
        self.slider.min, self.slider.max, self.slider.step = float(low), float(high), float(step)
        self.slider.readout_format = f"+.{decimals_of([step])}f"
        self.slider.disabled = value is None
        both = (code, YTD) in comparison.figures(self.card)
        # what has a same period is summed up over the year, and so are targets of increments
        summed = series.measure.base and not series.is_rate
        self.along.disabled = not (span == MONTH and summed and both)
        self._filling = False
        self._show_result()

    def _show_result(self) -> None:
        if self._filling or self.card is None:
            return
        self.result = None
        if self.slider.disabled:
            self.show(part(f"{self.county.value}的{self.series.label}缺数，不能增减。"))
            return
        try:
            self.result = what_if(self.card, {self.county.value: self._change()})
        except ValueError as error:
            words = comparison.in_words(self.card, str(error))
            self.show(comparison.problem(ValueError(words)))
            return
        self.show(comparison.comparison_of(self.result, self.county.value))

    def _change(self) -> dict[str, str]:
        """The slider as what_if takes it: signed decimals, no binary fractions."""
        places = decimals_of([Decimal(str(self.slider.step))])
        amount = f"{self.slider.value:+.{places}f}"
        code, span = self.series.value
        along = self.along.value and not self.along.disabled
        return {f"{code}.{each}": amount for each in ((span, YTD) if along else (span,))}


@dataclass(frozen=True)
class _Side:
    """One of the two rules compared: a rule book and readings in place of its own."""

    rules: Dropdown
    readings: Mapping[str, Dropdown]

    def card(self, view: _View) -> Card:
        chosen = {key: choice.value for key, choice in self.readings.items() if choice.value != OWN}
        return desk.score(view.inputs(self.rules.value), **chosen)


class CompareView(_View):
    """Two rule books or readings side by side, on the same data.

    Widgets beside those of every view: for each of ``left`` and ``right`` ``rules`` and
    ``readings``; what they lead to is also in ``cards`` (None where there are none).
    """

    def __init__(self, data: str = "data/fuzhou") -> None:
        self.cards: tuple[Card, Card] | None = None
        books = [("数据文件夹当年的规则书", OWN), *((path, path) for path in rule_books())]
        self.left, self.right = (self._side(books) for _ in range(2))
        columns = [
            VBox([Label(title, style=BOLD), side.rules, *side.readings.values()])
            for title, side in zip(TITLES, (self.left, self.right), strict=True)
        ]
        super().__init__(data, HBox(columns))

    def _side(self, books: list[tuple[str, str]]) -> _Side:
        readings = {}
        for key in KEYS:
            what, choices = READINGS[key]
            options = [("按规则书", OWN), *((text, value) for value, text in choices.items())]
            readings[key] = _dropdown(what, options)
        side = _Side(_dropdown("规则书", books), readings)
        for choice in (side.rules, *readings.values()):
            choice.observe(lambda _: self.update(), "value")
        return side

    def _take_in(self) -> None:
        """Two other cards."""
        self.cards = None
        self.cards = left, right = self.left.card(self), self.right.card(self)
        words = comparison.differences(left, right, TITLES)
        caption = "两种规则下的总分和位次"
        self.show(part(words, comparison.side_by_side(caption, left, right, TITLES)))


def rule_books() -> list[str]:
    """Every rule book of the data folders, as a path from the project's root."""
    return [
        f"{folder}/rules/{path.name}"
        for folder in data_folders()
        for path in sorted((resolve(folder) / "rules").glob("*.toml"))
    ]


def _dropdown(title: str, options: Sequence[object]) -> Dropdown:
    return Dropdown(
        options=options, description=title, style={"description_width": "initial"},
        layout=Layout(width="max-content", min_width="12em"),
    )  # fmt: skip


def _refill(choice: Dropdown, options: list[tuple[str, object]]) -> None:
    """New options; what was chosen stays chosen where it is among them, else the first is."""
    kept, values = choice.value, [value for _, value in options]
    choice.options = options
    choice.index = values.index(kept) if kept in values else 0 if values else None
