"""Codes and names of measures: what they may be, and that no two mean the same column."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fzlib.scoring.measures import STANDING, Measure
from fzlib.toml_schema import Fault, Faults
from fzlib.vocabulary import OUTPUTS, SPANS

# what files may say for the same: form → the one compared by
_FORMS = (
    ("^(累计|当月|本月|月度)?(规模以上工业|规上工业|规模工业)", r"\1"),
    ("工业(?=增加值|总产值|营业收入)", ""),
    ("本月止累计", "累计"),
    ("当月|本月|月度", ""),
    ("去年同期", "上年同期"),
    ("(增长率?|增幅|同比增速)$", "增速"),
)


def measure_faults(measure: Measure) -> Faults:
    """Of one declared measure."""
    if measure.is_rate and measure.base:
        yield "base", Fault("单位是 % 的数没有上年同期", "删去 base，或改 unit", "key.value"), ""
    for key, text in (("name", measure.name), ("unit", measure.unit)):
        if any(sign in text for sign in "（）(){}，,；;") or text != text.strip():
            yield key, Fault("“{}”有括号、逗号或首尾空格", "删去这些符号", "key.value"), text


def name_faults(declared: Mapping[str, Measure | None]) -> Faults:
    """Of all measures by their paths, None: could not be read; the standing ones stand first."""
    owners: dict[str, Measure] = {}
    standing = {measure.code: measure for measure in STANDING}
    for path, measure in {**standing, **declared}.items():
        if measure is None:
            continue
        own = {series.code for series in measure.series.values()}
        headers = {
            series.header(span, output)
            for series in measure.series.values()
            for span in SPANS
            for output in OUTPUTS
        }
        for key, text, marks in (
            ("code", measure.code, own),
            ("name", measure.name, {_evened(header.partition("（")[0]) for header in headers}),
        ):
            other = next((owners[mark] for mark in sorted(marks) if mark in owners), None)
            if other is not None:
                what = f"“{{}}”与{other.named('总产值')}（{other.code}）的列分不开"
                if text in (other.code, other.name):
                    what = "“{}”与已有的重复"
                yield f"{path}.{key}", Fault(what, "改用另一个", "key.twice"), text
            owners |= dict.fromkeys(marks, measure)


def _evened(header: str) -> str:
    """A header without what may stand in it or not, in one of the forms that mean the same."""
    for forms, one in _FORMS:
        header = re.sub(forms, one, header)
    return header
