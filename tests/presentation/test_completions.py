"""Completions held against the city's, where a target is not above 0: who is told, and why."""

from decimal import Decimal

from fzlib.presentation.prose.indicators import indicator
from fzlib.presentation.prose.workings import explain
from fzlib.scoring.card import make_card
from fzlib.scoring.panel import Region, build_panel
from fzlib.scoring.periods import Period
from tests.presentation.books import with_row
from tests.scoring.cities import DATASET

BOOK = with_row(
    'measure = "sold"\nas = "completion"\nstandard = "city"\nspans = ["month"]\n'
    "base = 8\nper_step = 1\nstep = 1\n"
)
REGIONS = [Region("全国", "nation"), Region("某省", "province"), Region("某市", "city")]
REGIONS += [Region(name, "county", assessed=True) for name in ("甲县", "乙县")]


def card(**targets):
    values = {("sold", "month", name): Decimal(90) for name in ("某市", "甲县", "乙县")}
    values |= {("sold-target", "month", name): Decimal(text) for name, text in targets.items()}
    period = Period.parse("2023-05")
    panel = build_panel(period, REGIONS, values, dataset=DATASET, series=BOOK.series)
    return make_card(panel, BOOK)


def test_the_city_has_no_target_above_zero():
    """Contract 3b: completion of a target <= 0 is referred; the standard of all is the city's."""
    own = card(某市="0", 甲县="100", 乙县="-1")
    (text,) = indicator(own, own.book.indicators[0])
    assert "没有可比的全市完成率" in text
    assert text.endswith("甲县、乙县待审定。")
    assert explain(own, "甲县").splitlines()[0] == "甲县当月考评项甲：全市目标不为正，待审定。"
    assert explain(own, "乙县").splitlines()[0] == "乙县当月考评项甲：目标不为正，待审定。"


def test_a_county_has_no_target_above_zero():
    own = card(某市="100", 甲县="100", 乙县="0")
    assert own.item("甲县", "item.month").points == 8
    assert explain(own, "乙县").splitlines()[0] == "乙县当月考评项甲：目标不为正，待审定。"
