"""The watch list as tables: counts by county, its first rows, who recovered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fzlib.analysis.enterprises.reasons import REASONS
from fzlib.analysis.enterprises.watch import Watched, WatchList
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import firm_cells, values
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.wording import COUNTIES, NONE, fixed, places_of, signed
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH

MOST, MOST_RECOVERED = 60, 20  # rows; the others are counted
WHOLE = "完整名单见关注名单工作簿"


def tables(found: Findings) -> list[blocks.Table]:
    """Each only where it has rows."""
    own = (_counts(found), _listed(found), _recovered(found))
    return [table for table in own if table.rows]


def _counts(found: Findings) -> blocks.Table:
    """A row a county that has any on the list or recovered."""
    watch = found.watch
    columns = _count_columns(watch)
    counties = [
        county
        for county in found.enterprises.counties
        if any(own.enterprise.county == county for own in (*watch.entries, *watch.recovered))
    ]

    def line(name: str, county: str = "") -> list[str]:
        def count(own: Iterable[Watched] | None) -> str:
            if own is None:
                return NONE
            return str(sum(county in ("", entry.enterprise.county) for entry in own))

        return [name, *(count(own) for own in columns.values())]

    return blocks.table(
        f"各{COUNTIES}关注名单（{found.label(MONTH)}）",
        [f"{title}（户）" for title in columns],
        [line(county, county) for county in counties],
        apart=[line(found.enterprises.city)],
        note="注：停产、半停产、下降快、重点企业下降为列入原因，一户企业可有两项。",
        look="wide",
    )


def _count_columns(watch: WatchList) -> dict[str, Sequence[Watched] | None]:
    return {
        "列入": watch.entries,
        "本月未走访": watch.unvisited,
        **{name: watch.because(code) for code, name in REASONS.items()},
        "新列入": watch.new,
        "连续列入": watch.continuing,
        "移出": watch.recovered,
    }


def _listed(found: Findings) -> blocks.Table:
    """In the list's order, the unvisited first; the first `MOST`."""
    watch = found.watch
    shown = watch.entries[:MOST]
    columns: list[blocks.AnyColumn] = [
        blocks.text(COUNTIES),
        blocks.text("原因"),
        *_figure_titles(found),
        blocks.text("起始期"),
        "已列入（期）",
        "本月走访（次）",
        "列入以来走访（次）",
        blocks.text("带队领导"),
        "未办结诉求（件）",
    ]
    figures = _figures(shown)
    lines = [
        [
            own.enterprise.name,
            own.enterprise.county,
            _because(own.reasons),
            *cells,
            _since(own.run.first),
            str(own.run.length),
            *_visits(own),
            _open(own),
        ]
        for own, cells in zip(shown, figures, strict=True)
    ]
    count = len(watch.entries)
    rest = f"共{values.firms(count)}，列前{values.firms(MOST)}，" if count > MOST else ""
    note = f"注：{found.label(MONTH)}未走访的在前，按{COUNTIES}排列；{rest}{WHOLE}。"
    caption = f"关注名单（{found.label(MONTH)}）"
    return blocks.table(caption, columns, lines, names=firm_cells.NAME, note=note, look="wide")


def _figure_titles(found: Findings) -> list[str]:
    return [f"{found.label(MONTH)}产值（万元）", "上年同期（万元）", "增速（%）"]


def _figures(own: Sequence[Watched]) -> list[list[str]]:
    """Of the latest month: output, 同期, growth."""
    points = [entry.course[-1] for entry in own]
    places = places_of([value for point in points for value in (point.output, point.base)], 0)
    return [
        [
            fixed(point.output, places),
            fixed(point.base, places),
            signed(point.growth(values.RATE), values.RATE),
        ]
        for point in points
    ]


def _because(reasons: Iterable[str]) -> str:
    return "、".join(REASONS[reason] for reason in reasons)


def _since(period: Period) -> str:
    """3月, 1—2月."""
    return period.span_label(MONTH)


def _visits(own: Watched) -> tuple[str, str, str]:
    """This month, since it is on the list, by whom."""
    visits = own.visits
    if visits is None:
        return NONE, NONE, NONE
    return str(visits.this_month), str(visits.count), "、".join(visits.leaders) or NONE


def _open(own: Watched) -> str:
    if own.appeals is None or own.appeals.open is None:
        return NONE
    return str(len(own.appeals.open))


def _recovered(found: Findings) -> blocks.Table:
    """Who is on the list no more: the longest first."""
    own = sorted(found.watch.recovered, key=lambda entry: -entry.run.length)
    shown = own[:MOST_RECOVERED]
    columns: list[blocks.AnyColumn] = [
        blocks.text(COUNTIES),
        blocks.text("原列入原因"),
        blocks.text("起始期"),
        "已列入（期）",
        *_figure_titles(found),
        "列入以来走访（次）",
    ]
    lines = [
        [
            entry.enterprise.name,
            entry.enterprise.county,
            _because(entry.reasons),
            _since(entry.run.first),
            str(entry.run.length),
            *cells,
            _visits(entry)[1],
        ]
        for entry, cells in zip(shown, _figures(shown), strict=True)
    ]
    rest = f"注：共{values.firms(len(own))}，列已列入期数较多的{values.firms(MOST_RECOVERED)}。"
    return blocks.table(
        f"移出名单的企业（{found.label(MONTH)}）",
        columns,
        lines,
        names=firm_cells.NAME,
        note=rest if len(own) > MOST_RECOVERED else "",
        look="wide",
    )
