"""For an analyst in JupyterLab: move a figure and see scores and ranks move; compare two rules.

The only module that knows ipywidgets. A view is a box of widgets; what it shows is HTML made by
the same functions as the reports. Whatever is wrong is said in the view, never as a traceback.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ipywidgets import HTML, Button, Checkbox, Dropdown, FloatSlider, HBox, Layout, VBox

from fzlib.analysis.gain import measures
from fzlib.analysis.readings import KEYS
from fzlib.analysis.whatif import WhatIf, what_if
from fzlib.errors import InputError
from fzlib.intake.folder import Folder
from fzlib.presentation import terms
from fzlib.presentation.html import Cell, Html, element, listing, name, numeric, paragraphs, table
from fzlib.presentation.wording import COUNTIES, NONE, fixed, listed, rank_move, signed
from fzlib.scoring.card import Card
from fzlib.scoring.panel import MEASURES
from fzlib.scoring.periods import MONTH, YTD
from fzlib.scoring.rounding import plain

if TYPE_CHECKING:
    from fzlib.intake.folder import PeriodInputs

Key = tuple[str, str]  # measure and span
RATE_REACH, RATE_STEP = Decimal(10), Decimal("0.1")  # 百分点
LEVEL_REACH, LEVEL_STEP = Decimal("0.2"), Decimal("0.01")  # of the figure's size; 亿元
FINE = 100  # at least so many steps to either side where the figure is large enough
OWN = ""  # 按规则书; the folder's own rule book
LEFT, RIGHT = "甲", "乙"


class Desk(Protocol):
    """``fzlib.desk``: how a period is loaded and scored, and where paths begin."""

    def load(self, data: str | Path, period: str, *, rules: str | Path | None) -> PeriodInputs:
        """A period's inputs."""

    def score(self, inputs: PeriodInputs, /, **readings: str) -> Card:
        """Their card."""

    def resolve(self, path: str | Path) -> Path:
        """A path from the project's root."""


def data_folders(desk: Desk, home: str = "data") -> list[str]:
    """The data folders in ``home``, as paths from the project's root."""
    found = desk.resolve(home).glob("*/dataset.toml")
    return [f"{home}/{path.parent.name}" for path in sorted(found)]


class _Source:
    """Which data folder and period, and their inputs; read once until asked to read again."""

    def __init__(self, desk: Desk, data: str, changed: Callable[[], None]) -> None:
        self.desk, self.changed = desk, changed
        self.read: dict[tuple[str, str, str], PeriodInputs] = {}
        self._filling = False
        folders = [*dict.fromkeys([data, *data_folders(desk)])]
        self.data = _dropdown("数据", folders)
        self.period = _dropdown("期间", [])
        again = Button(description="重新读取文件", layout=Layout(width="9em"))
        again.on_click(lambda _: self._read_again())
        self.box = HBox([self.data, self.period, again])

    def start(self) -> None:
        """Fill in the periods, then tell of every later change."""
        self._new_folder()
        self.data.observe(lambda _: self._new_folder(), "value")
        self.period.observe(lambda _: self._new_period(), "value")

    def inputs(self, rules: str = OWN) -> PeriodInputs:
        """The inputs, by the folder's own rule book or another.

        Raises:
            InputError: what is wrong in the files. ValueError: nothing to read.
        """
        if not self.period.value:
            # an unreadable folder says why, an empty one has no reason of its own
            Folder(self.desk.resolve(self.data.value))
            raise ValueError(f"{self.data.value} 没有月度数据")
        key = (self.data.value, self.period.value, rules)
        if key not in self.read:
            self.read[key] = self.desk.load(key[0], key[1], rules=rules or None)
        return self.read[key]

    def _read_again(self) -> None:
        self.read.clear()
        self._new_folder()

    def _new_folder(self) -> None:
        try:
            found = Folder(self.desk.resolve(self.data.value)).periods()
        except InputError:
            found = []  # said when the inputs are asked for
        self._filling = True
        _refill(self.period, [(period.label, str(period)) for period in reversed(found)])
        self._filling = False
        self.changed()

    def _new_period(self) -> None:
        if not self._filling:
            self.changed()


class WhatIfView(VBox):
    """Move one figure of one county: totals and ranks before and after.

    Widgets: ``source.data``, ``source.period``, ``county``, ``measure``, ``slider``, ``along``;
    what they lead to is in ``shown`` (HTML) and ``result`` (None where there is none).
    """

    def __init__(self, desk: Desk, data: str = "data/fuzhou") -> None:
        self.card: Card | None = None
        self.result: WhatIf | None = None
        self.county, self.measure = _dropdown("县（市）区", []), _dropdown("改动项", [])
        self.slider = FloatSlider(description="增减", layout=Layout(width="40em"))
        self.along = Checkbox(description="当月增减同时计入累计", indent=False)
        self.shown = HTML()
        self._filling = False
        self.source = _Source(desk, data, self._new_card)
        super().__init__(
            [
                self.source.box,
                HBox([self.county, self.measure]),
                HBox([self.slider, self.along]),
                self.shown,
            ]
        )
        for choice in (self.county, self.measure):
            choice.observe(lambda _: self._new_figure(), "value")
        for choice in (self.slider, self.along):
            choice.observe(lambda _: self._show(), "value")
        self.source.start()

    def _new_card(self) -> None:
        try:
            self.card = self.source.desk.score(self.source.inputs())
        except (InputError, ValueError) as error:
            self.card = None
            self.shown.value = problem(error).markup
            return
        self._filling = True
        _refill(self.county, [(region, region) for region in self.card.counties])
        _refill(self.measure, [(label(self.card, key), key) for key in figures(self.card)])
        self._filling = False
        self._new_figure()

    def _new_figure(self) -> None:
        """The slider's reach fits the figure, and starts at no change."""
        if self._filling or self.card is None:
            return
        value = self.card.panel.value(*self.measure.value, self.county.value)
        low, high, step = reach(self.measure.value, value)
        self._filling = True
        self.slider.value = 0
        self.slider.min, self.slider.max, self.slider.step = float(low), float(high), float(step)
        self.slider.readout_format = f"+.{_places(step)}f"
        self.slider.disabled = value is None
        monthly_level = self.measure.value[1] == MONTH and MEASURES[self.measure.value[0]] != "%"
        both = YTD in self.card.book.spans and not self.card.period.is_first
        self.along.disabled = not (monthly_level and both)
        self._filling = False
        self._show()

    def _show(self) -> None:
        if self._filling or self.card is None:
            return
        self.result = None
        if self.slider.disabled:
            said = f"{self.county.value}的{self.measure.label}缺数，不能增减。"
            self.shown.value = element("p", said).markup
            return
        try:
            self.result = what_if(self.card, {self.county.value: self._change()})
        except ValueError as error:
            self.shown.value = problem(ValueError(_in_words(self.card, str(error)))).markup
            return
        self.shown.value = comparison_of(self.result, self.county.value).markup

    def _change(self) -> dict[str, str]:
        """The slider as what_if takes it: signed decimals, no binary fractions."""
        places = _places(Decimal(str(self.slider.step)))
        amount = f"{self.slider.value:+.{places}f}"
        (measure, span), along = self.measure.value, self.along.value and not self.along.disabled
        return {f"{measure}.{one}": amount for one in ((span, YTD) if along else (span,))}


@dataclass(frozen=True)
class _Side:
    """One of the two rules compared: a rule book and readings in place of its own."""

    rules: Dropdown
    readings: Mapping[str, Dropdown]

    def card(self, source: _Source) -> Card:
        chosen = {key: one.value for key, one in self.readings.items() if one.value != OWN}
        return source.desk.score(source.inputs(self.rules.value), **chosen)


class CompareView(VBox):
    """Two rule books or readings side by side, on the same data.

    Widgets: ``source``, and for each of ``left`` and ``right`` ``rules`` and ``readings``; what
    they lead to is in ``shown`` (HTML) and ``cards`` (None where there are none).
    """

    def __init__(self, desk: Desk, data: str = "data/fuzhou") -> None:
        self.cards: tuple[Card, Card] | None = None
        self.shown = HTML()
        books = [("数据文件夹当年的规则书", OWN), *((path, path) for path in rule_books(desk))]
        self.left, self.right = (self._side(books) for _ in range(2))
        self.source = _Source(desk, data, self._show)
        columns = [
            VBox([HTML(element("strong", title).markup), side.rules, *side.readings.values()])
            for title, side in ((LEFT, self.left), (RIGHT, self.right))
        ]
        super().__init__([self.source.box, HBox(columns), self.shown])
        self.source.start()

    def _side(self, books: list[tuple[str, str]]) -> _Side:
        readings = {}
        for key in KEYS:
            what, choices = terms.READINGS[key]
            options = [("按规则书", OWN), *((text, value) for value, text in choices.items())]
            readings[key] = _dropdown(what, options)
        side = _Side(_dropdown("规则书", books), readings)
        for choice in (side.rules, *readings.values()):
            choice.observe(lambda _: self._show(), "value")
        return side

    def _show(self) -> None:
        self.cards = None
        try:
            left, right = self.left.card(self.source), self.right.card(self.source)
        except (InputError, ValueError) as error:
            self.shown.value = problem(error).markup
            return
        self.cards = left, right
        words = differences(left, right, (LEFT, RIGHT))
        shown = side_by_side("两种规则下的总分和位次", left, right, (LEFT, RIGHT))
        self.shown.value = (element("p", words) + shown).markup


# ---- what is shown ----------------------------------------------------------------------------


def problem(error: Exception) -> Html:
    """What is wrong, all of it, as text."""
    if isinstance(error, InputError):
        said = [f"{one.where}：{one.what}；{one.mend}" for one in error.problems]
        return element("p", f"输入有{len(said)}处问题：") + listing(said, class_="notices")
    return element("p", f"不能计算：{error}。")


def _in_words(card: Card, text: str) -> str:
    """What what_if says, with figures called as in the view: output.month → 3月总产值."""
    for measure, span in card.panel.figures:
        name_ = card.period.span_label(span) + _figure(card, measure)[0]
        text = text.replace(f" {measure}.{span} ", name_)
    return text


def _figure(card: Card, measure: str) -> tuple[str, str, int]:
    """What a figure is called, its unit, and its decimals."""
    word = card.panel.dataset.word
    return {
        "va_growth": ("增加值增速", "%", 1),
        "output": (word, "亿元", 2),
        "base": (f"上年同期{word}", "亿元", 2),
        "output_growth": (f"{word}增速", "%", 1),
        "expected": ("预期增量", "亿元", 2),
    }[measure]


def rule_books(desk: Desk) -> list[str]:
    """Every rule book of the data folders, as a path from the project's root."""
    return [
        f"{folder}/rules/{path.name}"
        for folder in data_folders(desk)
        for path in sorted((desk.resolve(folder) / "rules").glob("*.toml"))
    ]


def figures(card: Card) -> list[Key]:
    """What can be moved: growth of value added, the level, the expected increment, as scored."""
    keys = list(measures(card))
    if card.book.scores("increment"):
        keys += [("expected", span) for measure, span in keys if measure == "output"]
    return keys


def label(card: Card, key: Key) -> str:
    """5月增加值增速（百分点）, 1—5月总产值（亿元）."""
    measure, span = key
    name_, unit, _ = _figure(card, measure)
    unit = "百分点" if unit == "%" else unit  # of the change
    return f"{card.period.span_label(span)}{name_}（{unit}）"


def reach(key: Key, value: Decimal | None) -> tuple[Decimal, Decimal, Decimal]:
    """How far down and up a figure is moved, and by which steps, in its unit.

    Rates ±10 百分点; levels ±20 %, in steps of 1, 0.1 or 0.01 亿元, at least a hundred of them.
    """
    if MEASURES[key[0]] == "%":
        return -RATE_REACH, RATE_REACH, RATE_STEP
    most = max(abs(value or Decimal(0)) * LEVEL_REACH, LEVEL_STEP)
    steps = (Decimal(1), Decimal("0.1"), LEVEL_STEP)
    step = next((one for one in steps if most >= FINE * one), LEVEL_STEP)
    most = most // step * step
    # a level does not fall below zero
    return (-most if key[0] == "expected" else max(-most, -(value or Decimal(0)))), most, step


def comparison_of(result: WhatIf, county: str) -> Html:
    """A sentence on the county, the counties that change, its items and the figures moved."""
    before, after = result.before, result.after
    if not result.changed:
        return paragraphs([_standing(before, county), "拖动滑块，得分和位次随之变动。"])
    texts = [_moved(result, county), differences(before, after, ("原", "改后"))]
    shown = paragraphs(texts)
    touched = [region for region in after.ranked if _differs(before, after, region)]
    if touched:
        caption = f"总分或位次有变动的{COUNTIES}（测算）"
        shown += side_by_side(caption, before, after, ("原", "改后"), touched)
    return shown + _items(result, county) + _figures(result)


def _standing(card: Card, county: str) -> str:
    """福清市总分72.85分，居第7位。"""
    total, rank = card.totals[county], card.ranks[county]
    return f"{county}总分{fixed(total, 2)}分，居第{rank}位。" if rank else f"{county}没有总分。"


def _moved(result: WhatIf, county: str) -> str:
    """福清市总分由72.85分变为75.00分（+2.15分），位次由第7位变为第6位（前移1位）。"""
    before, after = result.before, result.after
    old, new = before.totals[county], after.totals[county]
    ranks = before.ranks[county], after.ranks[county]
    if old is None or new is None:
        return f"改后，{_standing(after, county)}"
    total = f"{county}总分由{fixed(old, 2)}分变为{fixed(new, 2)}分（{signed(new - old, 2)}分）"
    if old == new:
        total = f"{county}总分不变，仍为{fixed(old, 2)}分"
    move = rank_move(ranks[1], ranks[0])
    if move == "持平":
        return f"{total}，位次不变，仍居第{ranks[0]}位。"
    return f"{total}，位次由第{ranks[0]}位变为第{ranks[1]}位（{move}）。"


def differences(left: Card, right: Card, titles: tuple[str, str]) -> str:
    """How many totals and ranks differ, and whose ranks."""
    totals = [r for r in left.counties if left.totals[r] != right.totals[r]]
    ranks = [r for r in left.counties if left.ranks[r] != right.ranks[r]]
    lead = "、".join(titles)
    if not totals and not ranks:
        return f"{lead}相比，各{COUNTIES}总分和位次都相同。"
    said = f"{lead}相比，总分不同的{COUNTIES}有{len(totals)}个，位次不同的有{len(ranks)}个"
    return f"{said}：{listed(ranks, 13)}。" if ranks else f"{said}。"


def _differs(left: Card, right: Card, region: str) -> bool:
    return (left.totals[region], left.ranks[region]) != (right.totals[region], right.ranks[region])


def side_by_side(
    caption: str,
    left: Card,
    right: Card,
    titles: tuple[str, str],
    regions: list[str] | None = None,
) -> Html:
    """Totals and ranks of two cards, and their differences (right less left)."""
    head: list[Cell | str] = [Cell("县（市）区", rows=2)]
    head += [Cell(title, span=2) for title in titles]
    head += [Cell("总分相差（分）", rows=2, number=True), Cell("位次变动", rows=2, number=True)]
    second = [numeric(text) for _ in titles for text in ("总分（分）", "位次")]
    rows = []
    for region in regions or left.ranked:
        old, new = left.totals[region], right.totals[region]
        change = None if old is None or new is None else new - old
        ranks = left.ranks[region], right.ranks[region]
        moved = "moved" if ranks[0] != ranks[1] else ""
        rows.append(
            [
                name(region),
                numeric(fixed(old, 2)),
                numeric(str(ranks[0] or NONE)),
                numeric(fixed(new, 2)),
                Cell(str(ranks[1] or NONE), number=True, class_=moved),
                numeric(signed(change, 2)),
                numeric(rank_move(ranks[1], ranks[0]) or NONE),
            ]
        )
    return table(caption, [head, second], rows)


def _items(result: WhatIf, county: str) -> Html:
    """The county's items whose points or status change."""
    word = result.before.panel.dataset.word
    rows = []
    for old, new in zip(result.before.of(county), result.after.of(county), strict=True):
        if (old.points, old.status) == (new.points, new.status):
            continue
        change = None if old.points is None or new.points is None else new.points - old.points
        said = [terms.STATUSES[i.status] if i.points is None else fixed(i.points, 2)
                for i in (old, new)]  # fmt: skip
        cells = (*said, signed(change, 2))
        rows.append([name(terms.item_name(old, word)), *map(numeric, cells)])
    head = ["考评项", *map(numeric, ("原得分（分）", "改后得分（分）", "相差（分）"))]
    return table(f"{county}有变动的考评项", [head], rows) if rows else Html("")


def _figures(result: WhatIf) -> Html:
    """Every figure that is not what it was: as asked, or following from it."""
    card = result.before
    once = {(c.region, c.measure, c.before, c.after): c for c in result.changed}
    rows = []
    for one in once.values() if card.period.is_first else result.changed:
        name_, unit, places = _figure(card, one.measure)
        rows.append(
            [
                name(one.region),
                f"{card.period.span_label(one.span)}{name_}（{unit}）",
                numeric(fixed(one.before, places)),
                numeric(fixed(one.after, places)),
            ]
        )
    return table("改动的数和随之变动的数", [["地区", "指标", numeric("原"), numeric("改后")]], rows)


# ---- widgets ----------------------------------------------------------------------------------


def _dropdown(title: str, options: list[object]) -> Dropdown:
    return Dropdown(
        options=options, description=title, style={"description_width": "initial"},
        layout=Layout(width="max-content", min_width="12em"),
    )  # fmt: skip


def _refill(choice: Dropdown, options: list[tuple[str, object]]) -> None:
    """New options; what was chosen stays chosen where it is among them, else the first is."""
    kept, values = choice.value, [value for _, value in options]
    choice.options = options
    choice.index = values.index(kept) if kept in values else 0 if values else None


def _places(step: Decimal) -> int:
    return len(plain(step).partition(".")[2])
