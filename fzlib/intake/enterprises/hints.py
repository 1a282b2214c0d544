"""What is doubtful of a period's enterprises: a hint a kind, at its first cell, with a count.

A file has thousands of rows: nobody reads as many lines. What a report tells of it names no
enterprise and no cell.
"""

from __future__ import annotations

from typing import NamedTuple

from fzlib.errors import Place, ProblemLog, listing


class Hint(NamedTuple):
    """A kind of hint: ``{n}`` in ``what`` is how many there are."""

    what: str
    mend: str
    kind: str
    serious: bool = False


CODES = Hint(
    "{n}个统一社会信用代码的位数或校验位不符", "核对代码（GB 32100—2015）", "code.doubtful", True
)
NAMELESS = Hint("{n}户没有企业名称，以代码代替", "补填", "entry.unnamed")
ONE_DIGIT = Hint(
    "{n}个行业代码只有一位，按前面补0读", "这一列存为文本，写作06", "division.doubtful"
)
NEGATIVE = Hint("{n}格的数是负数", "核对正负号", "figure.negative")
DOTTED = Hint("{n}格填的是“…”，按缺数处理", "如有数就填数", "figure.absent")
STANDING = Hint("{n}户的状态与当月数不符，以数为准", "核对状态和当月数", "state.contradictory")
YTD_BELOW = Hint(
    "{n}户的累计数小于当月数", "核对两格是否填错或单位不同", "figure.contradictory", True
)
ABSENT = {
    span: Hint(f"{{n}}户的{of}本期数或同期数空缺，未计入汇总", "有数后补填重算", "figure.absent")
    for span, of in {"month": "当月", "ytd": "累计", "both": "1—2月"}.items()
}
COUNTY_MOVED = Hint("{n}户的地区与上期不同", "核对；属实的不用改", "firm.moved")
DIVISION_MOVED = Hint("{n}户的行业代码与上期不同", "核对；属实的不用改", "firm.moved")


class Hints:
    """Those found, in the order in which their kinds were first found."""

    def __init__(self) -> None:
        self.found: dict[Hint, list[str]] = {}
        self._first: dict[Hint, Place] = {}

    def note(self, hint: Hint, place: Place, detail: str = "") -> None:
        """Take in one cell; ``detail``: what stands behind it in brackets."""
        self._first.setdefault(hint, place)
        self.found.setdefault(hint, []).append(place.cell + (f"（{detail}）" if detail else ""))

    def tell(self, log: ProblemLog) -> None:
        """A warning for each kind."""
        for hint, cells in self.found.items():
            what = hint.what.format(n=len(cells))
            log.warn(
                self._first[hint],
                f"{what}：{listing(cells)}",
                hint.mend,
                serious=hint.serious,
                kind=hint.kind,
                matter=what,
            )
