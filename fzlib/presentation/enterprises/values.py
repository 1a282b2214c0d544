"""An enterprise's and a group's numbers as text: 亿元 of 万元, rates, 拉动, 减产面."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fzlib.analysis.enterprises.reconcile import hundred_millions
from fzlib.enterprises.divisions import DIVISIONS
from fzlib.presentation import blocks, wording
from fzlib.presentation.wording import fixed, places_of, signed
from fzlib.scoring.rounding import half_up

AMOUNT, RATE, SHARE, PULL = 2, 1, 2, 2  # decimals in text: 亿元, growth, shares and 减产面, 拉动
FIRMS = "户"
LEAST = Decimal("0.01")  # 百分点, what 拉动 has at least to be told
MOVED, MOVED_MEANING = "调", "尾数已调整，使各项之和等于合计"


def amount(value: Decimal) -> str:
    """768.88亿元 of 万元."""
    return f"{fixed(hundred_millions(value), AMOUNT)}亿元"


def change(increment: Decimal) -> str:
    """比上年同期增加3.20亿元, 比上年同期减少…, 与上年同期持平: an increment in 万元."""
    return wording.change_from("上年同期", hundred_millions(increment))


def column(values: Iterable[Decimal | None], *, signs: bool = False) -> list[str]:
    """Amounts of 万元 as a column of 亿元: all decimals, so that a calculator agrees."""
    shown = [None if value is None else hundred_millions(value) for value in values]
    places = places_of(shown, AMOUNT)
    return [(signed if signs else fixed)(value, places) for value in shown]


def grown(rate: Decimal | None) -> str:
    """，增长5.1%; '' where there is no rate: 同期 is not above 0."""
    return "" if rate is None else f"，{wording.growth(rate, RATE)}"


def share(value: Decimal) -> str:
    """24.79%."""
    return f"{fixed(value, SHARE)}%"


def pulled(points: Decimal, *, is_any: bool = True) -> str:
    """拉动1.20个百分点, 下拉0.31个百分点: 拉动 as printed.

    What is printed as 0: 影响不足0.01个百分点, or where there is not ``is_any`` 没有影响.
    """
    size = half_up(abs(points), PULL)
    if not size:
        return f"影响不足{LEAST}个百分点" if is_any else "没有影响"
    return f"{'拉动' if points > 0 else '下拉'}{fixed(size, PULL)}个百分点"


def pull_cell(printed: Decimal | None, own: Decimal | None) -> blocks.TableCell:
    """拉动 with its sign; marked where it is another than its ``own``, half-up."""
    text = signed(printed, PULL)
    is_moved = own is not None and own != printed
    return blocks.TableCell(text, *((MOVED, MOVED_MEANING) if is_moved else ()))


def moved_note(cells: Iterable[blocks.TableCell]) -> str:
    """What the mark means, where any cell has it."""
    return f"“{MOVED}”指{MOVED_MEANING}。" if any(cell.mark for cell in cells) else ""


def firms(number: int) -> str:
    """692户."""
    return f"{number}{FIRMS}"


def division(code: str) -> str:
    """The name of a division."""
    return DIVISIONS[code]


def named(name: str) -> str:
    """A name in running text: one that is itself a list stands in “”, as 酒、饮料和精制茶制造业."""
    return f"“{name}”" if "、" in name else name
