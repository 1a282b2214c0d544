"""Small cards written out by hand, and cards under other readings."""

from fzlib.scoring.card import make_card
from tests.scoring.cities import FUZHOU, panel

QUARTERS = {1: (2, 3), 2: (4, 5, 6), 3: (7, 8, 9), 4: (10, 11, 12)}


def with_readings(cards, **readings):
    return {
        p: make_card(card.panel, card.book.with_readings(**readings)) for p, card in cards.items()
    }


CITY = {"output.month": "1000", "base.month": "900", "output.ytd": "5000", "base.ytd": "4600"}
NATION = {"va_growth.month": "3", "va_growth.ytd": "3"}
COUNTY = {
    "va_growth.month": "5", "va_growth.ytd": "5", "expected.month": "10", "expected.ytd": "40",
    "output.month": "200", "base.month": "170", "output.ytd": "900", "base.ytd": "800",
}  # fmt: skip


def small(changes=(), *, rulings=(), city=(), book=FUZHOU, **inputs):
    county = {k: v for k, v in (COUNTY | dict(changes)).items() if v}
    rulings = [("甲县", item, points) for item, points in rulings]
    return make_card(
        panel(
            nation=NATION, province=NATION, city=CITY | dict(city),
            counties={"甲县": county, "乙县": COUNTY}, rulings=rulings, **inputs,
        ),
        book,
    )  # fmt: skip
