"""年度考评, part by part: what the notebook's cells show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from fzlib.analysis.extremes import highest, lowest
from fzlib.analysis.goals.progress import progress
from fzlib.analysis.summary import has_base
from fzlib.intake.goals.goal_inputs import GoalInputs
from fzlib.intake.period_inputs import PeriodInputs
from fzlib.presentation import blocks, result_parts
from fzlib.presentation.goals import year
from fzlib.presentation.html import Part, part
from fzlib.presentation.prose import commending, course, quarter_year
from fzlib.presentation.tables import place
from fzlib.presentation.wording import NONE, fixed, trimmed
from fzlib.scoring.card import Card, Cards
from fzlib.scoring.periods import Period, PeriodError, Year
from fzlib.scoring.results import CountyResult, Result
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import YTD

PERIODS = 11  # of a year: January and February are one
SHADES = 5  # of the heat map: 1 the strongest fifth of the counties
COUNTED = {"months": "按月度", "year": "按年度"}  # what is converted: one target may count both

# as the quarter's
overview = result_parts.overview
notices, footer = result_parts.notices, result_parts.footer


def masthead(result: Result, cards: Cards, goals: GoalInputs | None = None) -> Part:
    """题头; of a year whose last periods are yet to come, the year so far.

    Raises:
        PeriodError: the result is no year's.
    """
    if not isinstance(result.of, Year):
        raise PeriodError(f"“{result.of}”不是年度：年度考评的期间写作 2023")
    book, until = result.card.book, _until(result) if result.so_far else ""
    whole = course.without_data(result.holes, book) or f"全年{PERIODS}期"
    there = [blocks.KeyFigure("已有", str(len(cards)), "期", whole)] if result.absent else []
    winners = [_winners(result)] if _commends(result) else []
    figures = [*result_parts.figures(result), *winners, *there]
    after = f"年度考评情况（{until}）" if until else "年度考评情况"
    return result_parts.head(result, cards, after, figures, until, goals)


def _until(result: Result) -> str:
    """截至7月; 1—7月 where no months are scored."""
    last = course.label(result.card.period, result.card.book)
    return last if "—" in last else f"截至{last}"


def _commends(result: Result) -> bool:
    """Whether the document says who commends a quarter's list."""
    return bool(result.card.book.document.commends)


def _winners(result: Result) -> blocks.KeyFigure:
    winners = [region for region, quarters in result.commended.items() if quarters]
    names = "、".join(winners) or "没有"
    return blocks.KeyFigure("季度优胜", str(len(winners)), "个", names)


def results(result: Result, cards: Cards) -> Part:
    """二、年度得分: mean of the periods, and the last period's year-to-date items beside it."""
    ytd = f"{max(cards).span_label(YTD)}累计各项之和"
    some_lack = any(county.lacks for county in result.counties)
    has_ytd = any(county.ytd is not None for county in result.counties)

    def cells(county: CountyResult) -> blocks.Row:
        draft = fixed(county.available if county.lacks else None, 2)
        own = result.commended[county.region]
        quarters = commending.quarters(own) if own else NONE
        return [
            *([draft] if some_lack else []),
            *([fixed(county.ytd, 2)] if has_ytd else []),
            *([quarters] if _commends(result) else []),
        ]

    columns: list[blocks.AnyColumn] = ["年度得分（分）", *result_parts.added_titles(result)]
    columns += ["已有各期平均（分，测算）"] if some_lack else []
    columns += [f"{ytd}（分）"] if has_ytd else []
    columns += [blocks.text("季度优胜")] if _commends(result) else []
    last = course.label(max(cards), result.card.book)
    notes = (
        [f"{ytd}为{last}各累计考评项得分之和，列出供对照，不另计入年度得分。"] if has_ytd else []
    )
    notes += ["季度优胜为每期均达到预期的季度（拟表扬名单）。"] if _commends(result) else []
    note = f"注：{''.join(notes)}" if notes else ""
    ranking = result_parts.ranking_tables(result, "表1　年度得分和位次", columns, cells, note)
    return part(result_parts.result_words(result, cards), commending.winners(result), ranking)


def heat_maps(result: Result, cards: Cards) -> Part:
    """三、各期位次和总分: the periods as heat maps, darker is better."""
    note = "注：底色越深，当期位次越靠前（按有位次的县（市）区分为五档）。"
    return part(
        _heat("表2　各期位次", result, cards, lambda card, r: place(card.ranks.get(r))),
        _heat("表3　各期总分（分）", result, cards, lambda card, r: fixed(card.totals.get(r), 2)),
        blocks.Paragraph(note + _holes(result), "note"),
    )


def _holes(result: Result) -> str:
    """缺2023年5月数据。"""
    return f"{course.without_data(result.holes, result.card.book)}。" if result.holes else ""


def _heat(
    caption: str, result: Result, cards: Cards, text_of: Callable[[Card, str], str]
) -> blocks.Table:
    """A row a county, a column a period; ``text_of`` a card and a county."""
    rows: list[blocks.Row] = []
    for region in (county.region for county in result.ranked):
        every = map(cards.get, result.periods)
        cells = (_shaded(card, region, text_of(card, region)) if card else NONE for card in every)
        rows.append([region, *cells])
    titles = (course.label(period, result.card.book) for period in result.periods)
    return blocks.table(caption, titles, rows, look="wide heat")


def _shaded(card: Card, region: str, text: str) -> blocks.TableCell:
    rank = card.ranks.get(region)
    if rank is None:
        return blocks.TableCell(text)
    group = card.groups[card.group_of[region]]
    ranked = sum(card.ranks[other] is not None for other in group)
    return blocks.TableCell(text, look=f"h{(rank - 1) * SHADES // ranked + 1}")


def by_county(result: Result, cards: Cards) -> Part:
    """四、波动情况: each county's best and worst periods and longest stretches."""
    titles, book = ["最靠前的位次", "最靠后的位次"], result.card.book
    based = has_base(book)
    titles += ["最长连续达到基准分", "最长连续低于基准分"] if based else []
    rows = []
    for county in result.ranked:
        ranks = {period: cards[period].ranks.get(county.region) for period in sorted(cards)}
        ends = (_when(ranks, pick(ranks, ranks.get), book) for pick in (lowest, highest))
        stretches = course.stretches(cards, county.region) if based else ()
        rows.append([county.region, *ends, *stretches])
    runs = "，也不连续；几段一样长的列最早的一段" if based else ""
    what = "总分" if based else "位次"
    note = f"注：没有{what}的一期不计{runs}。" + _holes(result)
    columns = map(blocks.text, titles)
    return part(blocks.table("表4　各县（市）区的波动", columns, rows, note=note, look="wide"))


def _when(ranks: Mapping[Period, int | None], periods: Sequence[Period], book: RuleBook) -> str:
    """第2位（3月）, 第1位（3—6月、9月）; — where there is no rank."""
    return f"第{ranks[periods[0]]}位（{course.span_of(periods, book)}）" if periods else NONE


def conversion(result: Result) -> Part:
    """五、折算: by the rule book's [[conversion]], or why nothing is converted."""
    words = quarter_year.conversions(result)
    if not result.conversions:
        return part(words)
    rules = (converted.conversion for converted in result.conversions)
    titles = (f"{r.target}（{COUNTED[r.of]}，满{trimmed(r.points)}分）" for r in rules)
    rows = [
        [county.region, *(fixed(each.points[county.region], 2) for each in result.conversions)]
        for county in result.ranked
    ]
    return part(words, blocks.table("表5　折算结果（测算）", titles, rows))


def tasks(result: Result, goals: GoalInputs | None) -> Part:
    """六、任务完成情况: the plan's tasks of the year, and who met them; nothing without a plan."""
    if goals is None:
        return part()
    rows = progress(goals.goals)
    number = 6 if result.conversions else 5
    return part(year.words(goals.goals, rows), year.table(goals.goals, rows, f"表{number}　"))


def method_notes(inputs: Sequence[PeriodInputs], cards: Cards) -> Part:
    """口径说明."""
    card = result_parts.last_card(cards)
    lacking, so_far = "缺期总分的，按已有各期平均", "按已有数据的各期计算"
    if card.book.readings.year_missing == "none":
        lacking = "缺任何一期总分的，没有年度得分和位次，已有各期平均只作测算"
        if any(period not in cards for period in max(cards).so_far):
            so_far = "截至最后一期计算，其间缺一期的不计算"
    texts = [
        f"年度得分为各期总分的平均，保留2位小数，四舍五入；{lacking}。",
        f"1月、2月数据合并发布，1—2月为一期，全年{PERIODS}期；未满{PERIODS}期时，{so_far}。",
    ]
    return result_parts.rules(card, ("year_missing",), texts, inputs)
