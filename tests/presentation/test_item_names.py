"""Items named together by their spans, and by why they have no points."""

from fzlib.presentation.prose import item_names
from tests.presentation.cards import AVERAGE, REVENUE, card, cases, region
from tests.scoring.cities import SHAOYANG

ITEMS = {item.id: item for item in card({"甲县": AVERAGE}).records}


@cases(
    "ids, text",
    {
        "one": (["va_growth.month"], "当月增加值增速"),
        "both spans": (["va_growth.month", "va_growth.ytd"], "当月和累计增加值增速"),
        "one span of several": (
            ["output_growth.month", "increment.month", "contribution.month"],
            "当月总产值增速、实际完成增量、增量贡献率",
        ),
        "both spans of several": (
            ["output_growth.month", "output_growth.ytd", "increment.month", "increment.ytd"],
            "当月和累计总产值增速、实际完成增量",
        ),
        "not the same spans": (
            ["va_growth.month", "va_growth.ytd", "increment.month"],
            "当月和累计增加值增速，当月实际完成增量",
        ),
        "one each": (["increment.month", "contribution.ytd"], "当月实际完成增量，累计增量贡献率"),
        "none": ([], ""),
    },
)
def test_every_item(ids, text):
    assert item_names.every(ITEMS[i] for i in ids) == text


def test_in_the_first_period_the_spans_are_one():
    first = card({"甲县": AVERAGE}, period="2023-02")
    own = first.of("甲县")
    assert item_names.of_period(first, own) == "增加值增速、总产值增速、实际完成增量、增量贡献率"
    assert item_names.every(own[:2]) == "当月和累计增加值增速"


def test_items_without_points_by_reason():
    hard = region(None, "105", "100", expected="-2")
    card_ = card({"甲县": hard}, city=region("4", "950", "1000"))
    assert item_names.statuses(card_, card_.of("甲县")) == (
        "当月和累计增加值增速数据缺报，当月和累计实际完成增量待审定，当月和累计增量贡献率暂停计分"
    )
    revenue = card({"甲县": region(None, "105", "100")}, book=SHAOYANG, dataset=REVENUE)
    assert item_names.statuses(revenue, revenue.of("甲县")) == "累计增加值增速数据缺报"
