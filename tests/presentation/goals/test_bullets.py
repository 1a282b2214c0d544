"""Bullet bars: every number stands beside its bar, lateness is told without colour, long lists."""

import re
from xml.etree import ElementTree

import pytest

from fzlib.presentation.charts import bullet_charts, canvas
from fzlib.presentation.charts.bullets import MOST
from fzlib.presentation.goals import bullet_texts
from tests.presentation.goals.standings import standing
from tests.presentation.official_style import CHART, official
from tests.presentation.test_charts import alt_of, nodes, texts

ROWS = (
    standing("新增产值", "behind", progress="26.41", schedule="41.67", gap="-15.26"),
    standing("技改项目", "on_schedule", progress="41.67", schedule="41.67", gap="0.00"),
    standing("月月有活动", "met", progress="1400", schedule="100", gap="1300"),
    standing("产值下降", "seriously_behind", progress="-3.10", schedule="41.67", gap="-44.77"),
)
SCRIPT = "<script>alert(1)</script>"


def test_it_tells_what_it_shows():
    (chart,) = bullet_charts(ROWS)
    assert alt_of(chart) == (
        "4项任务完成比例与时间进度：已达到目标1项，符合时间进度1项，落后2项，"
        "落后最多的是产值下降（完成−3.10%，落后时间进度44.77个百分点）。"
    )
    official([(CHART, alt_of(chart))])


def test_every_number_stands_beside_its_bar():
    (chart,) = bullet_charts(ROWS)
    written = texts(chart)
    for row in ROWS:
        assert row.task.name in written
    assert [t for t in written if re.fullmatch(r"−?\d+\.\d\d", t)][:4] == [
        "26.41", "41.67", "1400.00", "−3.10"
    ]  # fmt: skip
    assert [t for t in written if re.fullmatch(r"[+−]\d+\.\d\d|0\.00", t)][-4:] == [
        "−15.26", "0.00", "+1300.00", "−44.77"
    ]  # fmt: skip


def test_legend_has_only_what_occurs():
    ahead, late, cut = "已达到目标或符合时间进度", "落后", "超过120%，未按比例画出"
    (chart,) = bullet_charts(ROWS)
    assert {ahead, late, cut, "时间进度", "目标"} <= set(texts(chart))
    (chart,) = bullet_charts(ROWS[1:2])
    assert ahead in texts(chart)
    assert not {late, cut} & set(texts(chart))
    (chart,) = bullet_charts(ROWS[:1])
    assert ahead not in texts(chart)


def test_late_bars_have_a_pattern():
    (late,), (ahead,) = bullet_charts(ROWS[:1]), bullet_charts(ROWS[1:2])
    assert "<pattern" in late
    assert "<pattern" not in ahead


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, []), (1, [1]), (MOST, [MOST]), (MOST + 1, [13, 12]), (60, [20] * 3)]
)
def test_many_tasks_are_several_charts_evenly(count, sizes):
    charts = bullet_charts(ROWS[:1] * count)
    assert [texts(chart).count("新增产值") for chart in charts] == sizes


def test_texts_stay_on_the_sheet():
    (chart,) = bullet_charts(ROWS * 6)
    height = float(ElementTree.fromstring(chart).get("viewBox").split()[3])
    assert height < 225 / 25.4 * 72  # a page has room for 225 mm
    for node in nodes(chart):
        assert 0 <= float(node.get("x")) <= canvas.WIDTH
        assert 0 <= float(node.get("y")) <= height


def test_a_name_from_a_file_is_text():
    (chart,) = bullet_charts([standing(SCRIPT, progress="5", schedule="41.67", gap="-36.67")])
    assert "<script" not in chart


def test_only_what_has_progress_and_schedule_is_drawn():
    undrawn = standing("增速", "behind", gap="-1.7"), standing("未到期", progress="10")
    county = standing("新增产值", progress="5", schedule="41.67", region="鼓楼区")
    assert bullet_texts.shown((*ROWS, *undrawn, county)) == list(ROWS)


def test_same_rows_same_bytes():
    assert bullet_charts(ROWS) == bullet_charts(ROWS)
