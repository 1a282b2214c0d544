"""A header's text → what its column holds: measure, span and unit, the words in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from fzlib.intake.cell_values import even
from fzlib.vocabulary import LEVELS, MEASURES, MONTH, SPANS, YTD, measure_header


class InputColumn(NamedTuple):
    """A column's measure and span; those of regions and periods have no span."""

    measure: str
    span: str = ""


REGION, PERIOD = InputColumn("region"), InputColumn("period")

_KEYS = {REGION: "地区|县区|县市区|县\\(市\\)区|县\\(市、区\\)|地区名称", PERIOD: "期间"}
_KEY_HEADERS = {REGION: "地区", PERIOD: "期间"}
# (what it marks, its forms); taken out of the text in this order
_PARTS = (
    (YTD, "本月止累计|累计"),
    (MONTH, "当月|本月|月度"),
    ("", "规上工业|规模以上工业|规模工业"),
    ("base", "上年同期|去年同期"),
    ("growth", "同比增长率?|同比增速|同比增幅|增长率?|增速|增幅"),
    ("expected", "预期增量"),
    ("va", "工业增加值|增加值"),
)
_MEASURES = {  # parts in the order of the alphabet → measure
    ("growth", "va"): "va_growth",
    ("level",): "output",
    ("base", "level"): "base",
    ("growth", "level"): "output_growth",
    ("expected",): "expected",
}


@dataclass(frozen=True)
class Header:
    """A header cell understood: its column, and the unit written in it ('' where none)."""

    column: InputColumn
    unit: str = ""

    @property
    def unit_fits(self) -> bool:
        """Whether the unit is one this measure can have."""
        measure = MEASURES.get(self.column.measure)
        return measure is None or self.unit in measure.units


@lru_cache(4096)
def read_header(text: str, output: str) -> Header | None:
    """What a header says; None where it is none of ours. ``output``: Dataset.output."""
    body = even(text)
    for key, forms in _KEYS.items():
        if re.fullmatch(forms, body):
            return Header(key)
    unit = re.search(r"\(([^()]*)\)$", body)
    if unit:
        body = body[: unit.start()]
    parts = set()
    for part, forms in (*_PARTS, ("level", f"工业{output}|{output}")):
        body, count = re.subn(forms, "", body)
        if count > 1:
            return None
        parts |= {part} if count else set()
    spans = [span for span in SPANS if span in parts]
    measure = _MEASURES.get(tuple(sorted(parts - {"", *SPANS})))
    if body.replace("()", "") or measure is None or len(spans) > 1:
        return None
    return Header(InputColumn(measure, spans[0] if spans else MONTH), unit[1] if unit else "")


def monthly_columns(spans: Sequence[str]) -> list[InputColumn]:
    """The columns of figures of a monthly file, in the contract's order (section 2)."""
    groups = (("va_growth",), LEVELS, ("output_growth",))
    return [InputColumn(name, span) for group in groups for span in spans for name in group]


def written(column: InputColumn, output: str) -> str:
    """The header as the contract writes it, for messages and templates."""
    return _KEY_HEADERS.get(column) or measure_header(*column, output)
