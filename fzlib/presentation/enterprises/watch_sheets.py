"""watchlist.xlsx: who is on the watch list, a sheet a county, for those who visit to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fzlib.analysis.enterprises.reasons import REASONS
from fzlib.analysis.enterprises.visits import Visits
from fzlib.analysis.enterprises.watch import Watched, watch_list
from fzlib.goals.columns import CREDIT_CODE_HEADER, DATE, NUMBER, column_type
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.intake.forms.list_form import FormColumn
from fzlib.intake.goals.filled_form import LISTED_SINCE, PREFILLED, REQUIRED, TO_FILL
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import values, watch_notes
from fzlib.presentation.enterprises.visit_form import VisitForm, visit_form
from fzlib.presentation.form_sheet import FormField, FormSheet
from fzlib.presentation.wording import NONE, fixed, places_of, signed
from fzlib.presentation.workbook import content
from fzlib.scoring.periods import Period
from fzlib.vocabulary import MONTH, YTD

NAME = "企业名称"
SINCE = "列入以来各期产值（万元）"
NOTES = {DATE: "日期，写作 2023-05-31；没有走访的空着", NUMBER: "数字；没有就空着"}
Column = tuple[FormField, Sequence[str]]  # and the text of each row


def watch_workbook(inputs: EnterpriseInputs) -> bytes:
    """The workbook of a period: 说明, then the counties that have anybody on the list."""
    own, watch = inputs.enterprises, watch_list(inputs.enterprises)
    form = visit_form(own)
    sheets = [
        county_sheet(inputs, county, entries, form)
        for county in own.counties
        if (entries := watch.of(county))
    ]
    title = watch_notes.title(inputs)
    return content(title, [watch_notes.sheet(inputs, watch, form), *sheets])


def county_sheet(
    inputs: EnterpriseInputs, county: str, entries: Sequence[Watched], form: VisitForm | None
) -> FormSheet:
    """Those of a county in the list's order: not visited this month first."""
    columns = [*_who(entries, form), *_told(inputs.enterprises.period, entries)]
    first = len(columns)
    columns += _to_fill(entries, form) if form else []
    return FormSheet(
        county,
        f"{watch_notes.title(inputs)}　{county}",
        watch_notes.line(inputs),
        watch_notes.INTERNAL,
        [field for field, _ in columns],
        first,
        [*zip(*(texts for _, texts in columns), strict=True)],
    )


def _who(entries: Sequence[Watched], form: VisitForm | None) -> Iterator[Column]:
    """Name and code; the register's own columns where it has them."""
    name = form.name if form else ""
    names, codes = zip(
        *((own.enterprise.name, own.enterprise.code) for own in entries), strict=True
    )
    yield FormField(name or NAME, 24, PREFILLED if name else ""), names
    yield FormField(CREDIT_CODE_HEADER, 20, PREFILLED if form else ""), codes


def _told(period: Period, entries: Sequence[Watched]) -> Iterator[Column]:
    """What happened, since when, and what was done about it."""
    month = period.span_label(MONTH)
    points = [own.course[-1] for own in entries]
    every = (value for own in entries for point in own.course for value in point[1:])
    places = places_of(every, 0)
    yield _text("行业", 15), [values.division(own.enterprise.division) for own in entries]
    yield _text(f"列入原因（{month}）", 11), [_because(own.reasons) for own in entries]
    if not period.month_is_ytd:
        ytd = f"累计情况（{period.span_label(YTD)}）"
        yield _text(ytd, 11), [_because(own.ytd_reasons) for own in entries]
    yield _text(LISTED_SINCE, 8), [own.run.first.span_label(MONTH) for own in entries]
    yield _number("已列入（期）", 7), [str(own.run.length) for own in entries]
    yield _number(f"{month}产值（万元）", 10), [fixed(own.output, places) for own in points]
    yield _number("上年同期（万元）", 10), [fixed(own.base, places) for own in points]
    yield _number("增速（%）", 8), [signed(own.growth(values.RATE), values.RATE) for own in points]
    yield _text(SINCE, 20), [_since(own, places) for own in entries]
    visits = [own.visits for own in entries]
    yield (
        _number(f"{month}走访（次）", 8),
        [NONE if own is None else str(own.this_month) for own in visits],
    )
    yield (
        _number("列入以来走访（次）", 9),
        [NONE if own is None else str(own.count) for own in visits],
    )
    yield _text("最近走访", 12), [_last(own) for own in visits]
    yield _number("未办结诉求（件）", 9), [_open(own) for own in entries]


def _to_fill(entries: Sequence[Watched], form: VisitForm) -> Iterator[Column]:
    """The register's other columns, in its order."""
    filled = [form.filled(own) for own in entries]
    required = form.register.register.required
    for header in form.columns:
        if header in (form.name, CREDIT_CODE_HEADER):
            continue
        if header in form.prefilled:
            width = 15 if header == form.register.register.key else 8
            yield FormField(header, width, PREFILLED), [own[header] for own in filled]
            continue
        kind = column_type(header)
        note = NOTES.get(kind, "文件要求填写" if header in required else "有就填")
        choices = form.choices.get(header, ())
        field = FormField(
            header,
            12 if kind in (DATE, NUMBER) else 11,
            REQUIRED if header == form.date else TO_FILL,
            form=FormColumn(header, note, kind=kind),
            choices=choices,
        )
        yield field, [""] * len(entries)


def _text(header: str, width: int) -> FormField:
    return FormField(header, width)


def _number(header: str, width: int) -> FormField:
    return FormField(header, width, kind=blocks.NUMBER)


def _because(reasons: Iterable[str]) -> str:
    return "、".join(REASONS[reason] for reason in reasons) or NONE


def _since(own: Watched, places: int) -> str:
    """3月410、4月193、5月233: output of each period since it came on the list."""
    return "、".join(
        f"{point.period.span_label(MONTH)}{fixed(point.output, places)}" for point in own.course
    )


def _last(visits: Visits | None) -> str:
    """2023-05-12　示例己: when, and who led it; — where there was none, or nothing tells."""
    if visits is None or visits.last is None:
        return NONE
    return "　".join(filter(None, (str(visits.last.day), visits.last.leader)))


def _open(own: Watched) -> str:
    """How many appeals are open; — where no register tells."""
    if own.appeals is None or own.appeals.open is None:
        return NONE
    return str(len(own.appeals.open))
