"""The first sheet of watchlist.xlsx: what it is, how it is filled in and sent back."""

from __future__ import annotations

from collections.abc import Iterator

from fzlib.analysis.enterprises.reasons import FAST_FALL, KEY_DOWN, REASONS
from fzlib.analysis.enterprises.watch import WatchList
from fzlib.enterprises.marks import HALF_IDLE, IDLE, MARKS
from fzlib.goals.columns import CREDIT_CODE_HEADER
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.intake.goals.filled_form import PREFILLED, REQUIRED, TO_FILL
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import head, values
from fzlib.presentation.enterprises.register_names import lack_words
from fzlib.presentation.enterprises.visit_form import VisitForm
from fzlib.presentation.wording import COUNTIES, NONE, trimmed
from fzlib.presentation.workbook import Sheet
from fzlib.vocabulary import MONTH, NATURES

INTERNAL = NATURES[head.INTERNAL]
NAME, FILE = "说明", "watchlist.xlsx"
Entry = tuple[str, str]


def title(inputs: EnterpriseInputs) -> str:
    """2023年5月福州市工业企业关注名单."""
    own = inputs.enterprises
    return f"{own.period.label}{own.city}工业企业关注名单"


def line(inputs: EnterpriseInputs) -> str:
    """Whose figures of what nature."""
    nature = NATURES[inputs.scored.panel.dataset.nature]
    natures = dict.fromkeys((INTERNAL, nature))
    return f"{'　'.join(natures)}　{head.OWNER}：{head.source(inputs)}"


def sheet(inputs: EnterpriseInputs, watch: WatchList, form: VisitForm | None) -> Sheet:
    """说明, an entry a row."""
    entries = [*_what(inputs, watch), *(_filling(form) if form else _without(watch))]
    table = blocks.table(f"{title(inputs)}　{NAME}", [blocks.text("内容")], entries, names="事项")
    return Sheet(NAME, table, line(inputs))


def _what(inputs: EnterpriseInputs, watch: WatchList) -> Iterator[Entry]:
    """What the list is, who is on it, what its columns say."""
    own = inputs.enterprises
    month = own.period.span_label(MONTH)
    fall = f"降幅{trimmed(own.settings.fast_fall)}%及以上"
    meanings = {IDLE: MARKS[IDLE].meaning, HALF_IDLE: MARKS[HALF_IDLE].meaning}
    meanings |= {
        FAST_FALL: f"可比企业中{fall}，停产、半停产以外",
        KEY_DOWN: "重点企业中低于上年同期",
    }
    reasons = "；".join(f"{name}（{meanings[code]}）" for code, name in REASONS.items())
    yield INTERNAL, "载有企业名称和数据，供走访企业使用，不对外提供。"
    yield "期间", own.period.label
    yield "列入条件", f"按{month}产值：{reasons}。"
    yield "户数", _counts(inputs, watch)
    yield (
        "排列",
        f"每个{COUNTIES}一张表，{month}未走访的在前。"
        if watch.unvisited is not None
        else (f"每个{COUNTIES}一张表。"),
    )
    yield (
        "起始期、已列入",
        "本年内连续列入名单的第一期和期数，没有数据的期不中断也不计数；1—2月为一期。",
    )
    yield "列入以来各期产值", "自起始期起两期数均有的各期，为当月数。"
    yield "列入以来走访", "自起始期的第一天起计，不含电话等联系。"
    yield "表内符号", f"“{NONE}”表示无数据或无此情况。"


def _counts(inputs: EnterpriseInputs, watch: WatchList) -> str:
    """By county, with those not visited this month; then the counties that have nobody."""
    counties, texts, nobody = inputs.enterprises.counties, [], []
    for county in counties:
        own = watch.of(county)
        unvisited = sum(bool(each.is_unvisited) for each in own)
        late = f"（未走访{values.firms(unvisited)}）" if unvisited else ""
        if own:
            texts.append(f"{county}{values.firms(len(own))}{late}")
        else:
            nobody.append(county)
    whole = f"共{values.firms(len(watch.entries))}"
    listed = f"：{'、'.join(texts)}" if texts else ""
    without = f"没有企业列入的：{'、'.join(nobody)}。" if nobody else ""
    return f"{whole}{listed}。{without}"


def _filling(form: VisitForm) -> Iterator[Entry]:
    """How the columns at the right are filled in, and what becomes of them."""
    register = form.register.register
    yield (
        "填写",
        (
            f"走访后在企业所在的行填写标有“{REQUIRED}”“{TO_FILL}”的各栏，“{REQUIRED}”为{form.date}；"
            f"标有“{PREFILLED}”的已填好，不改。没有走访的空着，不并入台账。"
        ),
    )
    yield (
        "不要改动",
        f"表头和表头上一行（{PREFILLED}、{REQUIRED}、{TO_FILL}）不改、不删；行可以调换次序。",
    )
    yield (
        "再次走访",
        (
            f"同一企业本期再次走访的，在表下方另起一行，{register.key}在原编号后加“-2”，"
            f"{CREDIT_CODE_HEADER}等“{PREFILLED}”栏照抄。"
        ),
    )
    yield (
        "交回",
        (
            f"填好的文件交回后，用 fz import {FILE} --register {register.file} 并入"
            f"“{register.name}”台账，各张表一并读取；同一份文件重复并入，不会重复登记。"
        ),
    )


def _without(watch: WatchList) -> Iterator[Entry]:
    """Why there is nothing to fill in."""
    yield (
        "填写",
        f"没有可用的走访台账，本名单不设走访后填写的栏。{''.join(lack_words(watch.lacks))}",
    )
