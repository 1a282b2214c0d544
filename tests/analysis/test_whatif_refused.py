"""What if: a request that cannot be met is refused and says what to write."""

import pytest

from fzlib.analysis.whatif import what_if
from fzlib.errors import RequestError
from tests.analysis.cards import card

MAY = card("data/fuzhou", "2023-05")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"福清": {"va_growth.month": "+1"}}, "没有“福清”这个地区；是不是“福清市”？"),
        ({"火星": {"va_growth.month": "+1"}}, "没有“火星”这个地区"),
        ({"福清市": {"va_grwth.month": "+1"}}, "是不是“va_growth.month”？"),
        ({"福清市": {"va_growth": "+1"}}, "是不是“va_growth."),
        ({"福清市": {"increment.month": "+1"}}, "由总产值、上年同期总产值、预期增量算出"),
        ({"福清市": {"contribution.ytd": "+1"}}, "output.ytd"),
        ({"全国": {"output.month": "+1"}}, "可选：va_growth.month、va_growth.ytd"),
        ({"福清市": {"va_growth.month": "一点"}}, "“一点”不是数"),
        ({"福清市": {"va_growth.month": ""}}, "“”不是数"),
        ({"福清市": {"va_growth.month": "1e3"}}, "“1e3”不是数"),
        ({"福清市": {"va_growth.month": "nan"}}, "“nan”不是数"),
        ({"福清市": {"va_growth.month": "+1000"}}, "超过 ±1000%"),
        ({"福清市": {"output.ytd": "+10000000"}}, "超过 10^7 亿元"),
        ({"福清市": {"output.ytd": "9" * 30}}, "太大"),
        ({"福清市": {"output.month": "=-1"}}, "不能为负"),
        ({"福清市": {"output.month": "-211.5"}}, "不能为负"),
        ({"福清市": {"output.ytd": "200"}}, "小于当月 211.4787 亿元"),
        ({"福清市": {"output.month": "+900"}}, "小于当月"),
    ],
)
def test_wrong_requests_are_refused_and_say_why(changes, says):
    with pytest.raises(RequestError, match=r"[一-龥]") as refused:
        what_if(MAY, changes)
    assert says in str(refused.value)
    assert refused.value._render_traceback_() == [str(refused.value)]  # one line in JupyterLab


def test_only_what_is_scored_can_be_changed():
    july = card("data/shaoyang", "2025-07")
    with pytest.raises(ValueError, match=r"可选：va_growth\.ytd、output\.ytd、base\.ytd"):
        what_if(july, {"双清区": {"output.month": "+1"}})
    with pytest.raises(ValueError, match=r"没有“expected\.ytd”可改"):
        what_if(july, {"双清区": {"expected.ytd": "+1"}})
