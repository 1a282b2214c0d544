"""The page as a whole: official style, 内部资料 always, odd files, random ones, one drawn page."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fzlib.desk import load_enterprises
from fzlib.enterprises.frame import STATES, Figures, Power
from fzlib.errors import Place, Problem, RequestError
from fzlib.presentation import enterprise_report
from fzlib.presentation.html import markup
from fzlib.presentation.page_parts import nature_badge
from fzlib.publishing.page import natures
from tests.enterprises.frames import COUNTIES, enterprise
from tests.presentation import visible_text
from tests.presentation.cards import blocks_of, cases, parts_of
from tests.presentation.enterprises.made import firms, inputs, shipped
from tests.presentation.official_style import CELL, named_too_early, official
from tests.scoring.cities import ROOT

FEW = firms((120, 100), (0, 100), (40, 100))


def page_is_official(given_inputs):
    texts = visible_text.enterprises(given_inputs)
    assert texts
    official(texts)
    assert not named_too_early(texts)
    return texts


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2023-02", "2023-05", "2023-12"])
def test_the_shipped_page_keeps_to_official_style(period):
    page_is_official(shipped(period))


ODD = {
    "no enterprise at all": {"rows": ()},
    "one enterprise": {"rows": firms((1, 1))},
    "one county": {"rows": FEW},
    "nobody falls": {"rows": firms((2, 1), (3, 1))},
    "the first period": {"rows": FEW, "period": "2023-02"},
    "a period before": {"rows": FEW, "earlier": {"2023-04": firms((10, 100), (0, 100))}},
    "base of nothing": {"rows": firms((5, 0), (7, 0))},
    "base below nothing": {"rows": firms((5, -10))},
    "no figure reported": {"rows": firms((None, None), (None, 3))},
    "output below nothing": {"rows": firms((-5, 10), (-5, -10))},
    "all left": {"rows": firms((5, 10), state="退库")},
    "all alike": {"rows": [r for c in COUNTIES for r in firms((1, 1), county=c, start=len(c) * 7)]},
    "重点企业": {"rows": firms((1, 2), (3, 2), is_key=True)},
    "electricity": {"rows": firms((3, 2), (1, 2), power=Power(Decimal(1), Decimal("1.5")))},
    "scored figures that are missing": {
        "rows": FEW, "scored": {(span, "福州市"): (None, Decimal(1)) for span in ("month", "ytd")}
    },
    "a warning of each kind": {
        "rows": FEW,
        "warnings": [Problem(Place("a"), "b"), Problem(Place("a"), "c", matter="甲县合计不一致")],
    },
}  # fmt: skip


@cases("of_page", ODD)
def test_an_odd_file_makes_a_page(of_page):
    others = {name: value for name, value in of_page.items() if name != "rows"}
    page_is_official(inputs(*of_page["rows"], **others))


amount = st.none() | st.integers(-3, 12) | st.decimals(0, 9, places=1)
pair = st.tuples(amount, amount).map(lambda own: Figures(*map(_number, own)))
power = st.tuples(amount, amount).map(lambda own: Power(*map(_number, own)))


def _number(value):
    return None if value is None else Decimal(value)


@st.composite
def rows(draw):
    count = draw(st.integers(0, 8))
    return [
        enterprise(
            str(n),
            draw(st.sampled_from(COUNTIES[:3])),
            draw(st.sampled_from(["15", "26", "39"])),
            month=draw(pair)[:2],
            ytd=draw(pair)[:2],
            state=draw(st.sampled_from(["", *STATES])),
            is_key=draw(st.booleans()),
            power=draw(power),
            power_ytd=draw(power),
        )
        for n in range(count)
    ]


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(rows(), st.none() | rows())
def test_random_files_make_a_page(now, before):
    earlier = {} if before is None else {"2023-03": before}
    texts = visible_text.enterprises(inputs(*now, earlier=earlier))
    official(texts)


def head_of(given_inputs):
    (head,) = enterprise_report.masthead(enterprise_report.report(given_inputs)).blocks
    return head


def test_internal_stands_first_beside_what_else_the_figures_are():
    head = head_of(inputs(*FEW))
    assert [text for text, _ in head.badges] == ["内部资料", "示例数据"]
    assert head.badges[0] == nature_badge("internal")


def test_every_badge_of_a_nature_is_repeated_on_every_printed_page():
    assert natures(markup([head_of(inputs(*FEW))])) == ["内部资料", "示例数据"]


def test_title_and_owner():
    head = head_of(inputs(*FEW))
    assert head.title == "2023年5月福州市工业运行分析"  # no 考评: of no rule book
    assert "企业数据来源：县（市）区工信部门（示例）" in head.byline


def test_every_part_of_the_notebook_is_there_and_made_once():
    """Each function that makes a part is called by the notebook, in the page's order."""
    cells = json.loads((ROOT / "notebooks/enterprises.ipynb").read_text("utf-8"))["cells"]
    called = [cell["source"] for cell in cells if cell["source"].startswith("enterprise_report.")]
    made = [
        f"enterprise_report.{name}(report{', release=release' * (name == 'footer')})"
        for name, make in vars(enterprise_report).items()
        if getattr(make, "__annotations__", {}).get("return") == "Part"
        and make.__module__ == enterprise_report.__name__
    ]
    assert called == made


@pytest.mark.parametrize("kind", ["表", "图"])
def test_numbers_of_tables_and_charts_run_on(kind):
    texts = visible_text.enterprises(inputs(*FEW, earlier={"2023-04": FEW}))
    numbers = [
        int(text[1:].partition("\u3000")[0])
        for what, text in texts
        if what == CELL and text.startswith(kind) and "\u3000" in text
    ]
    assert numbers == list(range(1, len(numbers) + 1)) != []


@pytest.mark.slow
def test_the_drawn_page_is_small():
    own = enterprise_report.report(shipped("2023-12"))
    drawn = [markup(blocks_of(each)) for each in parts_of(enterprise_report, own=own)]
    assert sum(len(each.encode()) for each in drawn) < 500 * 1024  # with the style below 600 KiB


def test_a_period_without_enterprises_is_told_and_no_traceback():
    """An analyst who changes the notebook's period to one without a file of enterprises."""
    with pytest.raises(RequestError, match="这一期没有企业文件：放到数据文件夹的 enterprises/"):
        enterprise_report.report(load_enterprises("data/shaoyang", "2025-07"))
