"""What stands in the published files and the inputs, and plain sums over it.

For tests that work out a page's claims again: nothing here asks the functions that made the page.
"""

import csv
import io
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from fzlib.desk import load_all, score_all
from fzlib.publishing.score_files import csv_files
from tests.presentation.cards import GOLDEN
from tests.presentation.periods import folder
from tests.scoring.cities import ROOT

FUZHOU, SHAOYANG = "data/fuzhou", "data/shaoyang"
QUARTERS = [(FUZHOU, f"2023-Q{n}") for n in range(1, 5)]
QUARTERS += [(SHAOYANG, f"2025-Q{n}") for n in range(1, 4)] + [(GOLDEN, "2023-Q2")]
YEARS = [(FUZHOU, "2023"), (SHAOYANG, "2025"), (GOLDEN, "2023")]
MONTHS = {1: ["02", "03"], 2: ["04", "05", "06"], 3: ["07", "08", "09"], 4: ["10", "11", "12"]}
NAMES = "一二三四"
CENT, TENTH = Decimal("0.01"), Decimal("0.1")


@cache
def published(data, year):
    """Period → its ranking.csv and scores.csv as rows."""
    cards = score_all(load_all(data, year))
    return {str(period): files_of(card) for period, card in cards.items()}


def files_of(card):
    """ranking.csv and scores.csv as rows."""
    files = {name: content.decode("utf-8-sig") for name, content in csv_files(card).items()}
    return tuple(
        list(csv.DictReader(io.StringIO(files[name]))) for name in ("ranking.csv", "scores.csv")
    )


@cache
def inputs(data, name):
    """Rows of an input file."""
    text = (ROOT / data / name).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def number(text):
    return Decimal(text) if text else None


def half_up(value, unit=CENT):
    return value.quantize(unit, ROUND_HALF_UP)


def totals(data, year, period):
    """County → total of a period; {} where there is none."""
    ranking, _ = published(data, year).get(period, ((), ()))
    return {row["region"]: number(row["total"]) for row in ranking}


def ranks(data, year, period):
    ranking, _ = published(data, year).get(period, ((), ()))
    return {row["region"]: int(row["rank"]) if row["rank"] else None for row in ranking}


def counties(data):
    return [row["地区"] for row in inputs(data, "regions.csv") if row["考评"] == "是"]


def scores_of(data, year, periods, *, last=False):
    """County → mean of its totals half-up, None where it lacks one; or the last one's."""
    found = {}
    for county in counties(data):
        own = [totals(data, year, period).get(county) for period in periods]
        whole = None not in own
        found[county] = (own[-1] if last else half_up(sum(own) / len(own))) if whole else None
    return found


def ranked(scores):
    """County → 1 + how many are above it."""
    given = [score for score in scores.values() if score is not None]
    return {c: (s is not None and 1 + sum(o > s for o in given)) or None for c, s in scores.items()}


def quarter_scores(data, year, n):
    periods = [f"{year}-{month}" for month in MONTHS[n]]
    return scores_of(data, year, periods, last=data == SHAOYANG)


def lists(scores):
    """The sentence of the first three and the last three; ties are not among these folders'."""
    order = sorted((c for c in scores if scores[c] is not None), key=scores.get, reverse=True)
    shown_ = [f"{county}（{half_up(scores[county])}分）" for county in order]
    return f"居前3位的是{'、'.join(shown_[:3])}；居后3位的是{'、'.join(shown_[-3:])}"


def changes(before, now):
    """Counties with a rank in both → places gained."""
    return {c: before[c] - now[c] for c in now if now[c] and before.get(c)}


def text_of(score):
    return "—" if score is None else str(half_up(score))


def move_text(gained):
    return "持平" if gained == 0 else f"{'↑' if gained > 0 else '↓'}{abs(gained)}"


def parts(page, which, *names):
    _, cards, result = folder(*which)
    return [getattr(page, name)(result, cards) for name in names]


def named_of(period, data):
    """3月; 1—3月 in a folder of year-to-date figures, and of 1—2月."""
    month = int(period[-2:])
    return f"1—{month}月" if month == 2 or data == SHAOYANG else f"{month}月"


def on_target(data, year, period):
    """Counties whose increment of the month is its expected one or more, by the inputs."""
    output = {row["地区"]: row for row in inputs(data, f"monthly/{period}.csv")}
    met = set()
    for row in inputs(data, f"expected/{year}.csv"):
        if row["期间"] == period and row["地区"] in counties(data):
            own = output[row["地区"]]
            increment = number(own["总产值（亿元）"]) - number(own["上年同期总产值（亿元）"])
            if half_up(increment, Decimal("0.000001")) >= number(row["月度预期增量（亿元）"]):
                met.add(row["地区"])
    return met


def winners(data, year, n):
    return set.intersection(*(on_target(data, year, f"{year}-{m}") for m in MONTHS[n]))


class Month:
    """A month's ranking.csv and scores.csv as rows, and those of the period before."""

    def __init__(self, card):
        self.card, self.book = card, card.book
        self.ranking, self.scores = files_of(card)
        self.totals = {row["region"]: number(row["total"]) for row in self.ranking}
        self.ranks = {row["region"]: int(row["rank"]) for row in self.ranking if row["rank"]}
        self.before = {
            row["region"]: int(row["previous_rank"])
            for row in self.ranking
            if row["previous_rank"] and row["rank"]
        }
        groups = {row["region"]: row.get("group", "") for row in self.ranking}
        self.groups = groups if self.book.by_group else dict.fromkeys(groups, "")
        self.early = any(row["status"] == "preliminary" for row in self.scores)
        self.rows = {row.item_id(span): row for row in self.book.indicators for span in row.spans}

    def base(self, county):
        """基准分 of a county: the bases of its items that are not suspended."""
        own = [row for row in self.scores if row["region"] == county]
        bases = [self.rows[row["item"]].base for row in own if row["status"] != "suspended"]
        return None if None in bases else sum(map(half_up, bases))

    def has_base(self):
        return all(row.base is not None for row in self.book.indicators)

    def reached(self):
        """Those at 基准分 or above, and below it, by rank; the unranked last."""
        by_rank = [row["region"] for row in self.ranking if self.totals[row["region"]] is not None]
        above = [c for c in by_rank if self.totals[c] >= self.base(c)]
        return above, [c for c in by_rank if c not in above]

    def field(self, group):
        """The ranked counties of a group in order."""
        own = [row["region"] for row in self.ranking if self.groups[row["region"]] == group]
        return [county for county in own if county in self.ranks]

    def ends(self, group):
        """First and last, or None where they are told as one list."""
        own, lists = self.field(group), self.book.list_sizes
        first = [c for c in own if self.ranks[c] <= lists.first]
        worse = {c: sum(self.ranks[other] > self.ranks[c] for other in own) for c in own}
        last = [c for c in own if worse[c] < lists.last and len(own) > 1]
        few = len(own) < lists.first + lists.last if lists.last else len(own) <= lists.first
        return None if few or set(first) & set(last) else (first, last)


def with_unit(score):
    return f"{score:.2f}分".replace("-", "\u2212")


def signed(text):
    """A number as a page has it."""
    return Decimal(text.replace("\u2212", "-"))
