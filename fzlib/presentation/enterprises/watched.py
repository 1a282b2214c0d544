"""五、关注名单: how many, why, new and recovered; who was not visited this month leads the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fzlib.analysis.enterprises.reasons import FAST_FALL, REASONS
from fzlib.analysis.enterprises.watch import Watched
from fzlib.presentation import blocks
from fzlib.presentation.enterprises import values, watch_tables
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.enterprises.register_names import lack_words
from fzlib.presentation.wording import trimmed
from fzlib.vocabulary import MONTH

LONG = 3  # periods: those on the list for as many are told
NOBODY = "没有列入关注名单的企业。"


def pieces(found: Findings) -> blocks.Piece:
    """Words, counts by county, the list, who is off it."""
    watch = found.watch
    if not watch.entries and not watch.recovered:
        return [f"{found.label(MONTH)}，{NOBODY}", lack_words(watch.lacks)]
    return [words(found), watch_tables.tables(found)]


def words(found: Findings) -> list[str]:
    """Paragraphs."""
    texts = [_reasons(found), _course(found), _unvisited(found), _appeals(found)]
    texts += [_recovered(found), _others(found)]
    return [*filter(None, texts), *lack_words(found.watch.lacks)]


def _reasons(found: Findings) -> str:
    """5月，列入关注名单的企业158户：停产22户、半停产59户、下降快（…）70户、重点企业下降7户。"""
    watch, line = found.watch, trimmed(found.enterprises.settings.fast_fall)
    count = len(watch.entries)
    if not count:
        return f"{found.label(MONTH)}，{NOBODY}"
    more = {FAST_FALL: f"（降幅{line}%及以上）"}
    by_reason = {code: len(watch.because(code)) for code in REASONS}
    told = [
        f"{REASONS[code]}{more.get(code, '')}{values.firms(own)}"
        for code, own in by_reason.items()
        if own
    ]
    twice = sum(by_reason.values()) - count
    both = f"（{values.firms(twice)}有两项原因）" if twice else ""
    listed = f"列入关注名单的企业{values.firms(count)}"
    return f"{found.label(MONTH)}，{listed}：{'、'.join(told)}{both}。"


def _unvisited(found: Findings) -> str:
    """列入关注名单的企业中本月未走访的96户：鼓楼区3户、…。"""
    watch = found.watch
    if watch.unvisited is None or not watch.entries:
        return ""
    if not watch.unvisited:
        return f"关注名单中的企业{found.label(MONTH)}均已走访。"
    ever = sum(not own.visits.count for own in watch.unvisited if own.visits is not None)
    never = f"（列入以来一直未走访的{values.firms(ever)}）" if ever else ""
    lead = f"关注名单中{found.label(MONTH)}未走访的企业{values.firms(len(watch.unvisited))}{never}"
    return f"{lead}：{_by_county(found, watch.unvisited)}。"


def _by_county(found: Findings, own: Sequence[Watched]) -> str:
    counts = Counter(entry.enterprise.county for entry in own)
    counties = [county for county in found.enterprises.counties if counts[county]]
    return "、".join(f"{county}{values.firms(counts[county])}" for county in counties)


def _course(found: Findings) -> str:
    """其中新列入40户，连续列入118户（连续3期及以上60户）。; '' in the year's first period."""
    watch = found.watch
    if watch.new is None or watch.continuing is None or not watch.entries:
        return ""
    long = sum(own.run.length >= LONG for own in watch.continuing)
    more = f"（其中{LONG}期及以上{values.firms(long)}）" if long else ""
    new, kept = (values.firms(len(own)) for own in (watch.new, watch.continuing))
    return f"关注名单中，本期新列入的{new}，连续列入的{kept}{more}。"


def _appeals(found: Findings) -> str:
    """关注名单中有未办结诉求的企业12户、诉求15件。; '' where no register tells, or none is open."""
    counts = [
        len(own.appeals.open)
        for own in found.watch.entries
        if own.appeals is not None and own.appeals.open
    ]
    if not counts:
        return ""
    return f"关注名单中有未办结诉求的企业{values.firms(len(counts))}，未办结诉求{sum(counts)}件。"


def _recovered(found: Findings) -> str:
    """本期移出名单的35户（其中产值不低于上年同期的30户）：已列入1期的20户、2期的10户、…。"""
    own = found.watch.recovered
    if not own:
        return ""
    lengths = Counter(entry.run.length for entry in own)
    told = [f"{length}期的{values.firms(lengths[length])}" for length in sorted(lengths)]
    whole = sum(entry.lost <= 0 for entry in own)
    back = f"（其中产值不低于上年同期的{values.firms(whole)}）" if whole else ""
    lead = f"本期不再符合列入条件、移出名单的企业{values.firms(len(own))}{back}"
    return f"{lead}，移出前已列入{'、'.join(told)}。"


def _others(found: Findings) -> str:
    """此前在名单中的企业，本期数据不全的2户，…，未计入移出企业。"""
    watch = found.watch
    told = {
        "两期均停产的": len(watch.idle_in_both),
        "本期数据不全的": len(watch.unreported),
        "退库或不在本期企业数据中的": len(watch.left),
    }
    texts = [f"{what}{values.firms(count)}" for what, count in told.items() if count]
    return f"此前在名单中的企业，{'、'.join(texts)}，未计入移出企业。" if texts else ""
