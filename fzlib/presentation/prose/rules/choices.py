"""How a rule book reads what its document leaves open: as chosen, and the alternatives."""

from __future__ import annotations

from collections.abc import Iterable

from fzlib.analysis.readings import KEYS, resting
from fzlib.analysis.summary import has_base
from fzlib.scoring.measures import INCREMENT_TARGET, OUTPUT
from fzlib.scoring.on_target import judged_items
from fzlib.scoring.rulebook import RuleBook
from fzlib.vocabulary import READINGS

_NAMES = {  # not as one city's document words it
    "expected_nonpositive": "标准值不为正时以%计的差距",
    "on_target": "“季度内各期均达到预期”",
}


def asked(book: RuleBook, key: str) -> bool:
    """Whether anything that the book scores rests on a reading."""
    return key not in KEYS or bool(resting(book, key))


def readings(book: RuleBook, output: str, keys: Iterable[str] = tuple(READINGS)) -> list[str]:
    """The readings that the scores rest on, each with its alternatives.

    Not those that the document itself settles: see `settled`.
    """
    values, texts = dict(book.readings.items()), []
    for key in keys:
        if asked(book, key) and key not in book.document.settled:
            choices = READINGS[key].choices
            others = "；".join(
                _choice(book, output, key, value)
                for value in choices
                if value != values[key] and applies(book, key, value)
            )
            other = f"（其他口径：{others}）" if others else ""
            texts.append(f"{reading(book, output, key)}{other}。")
    return texts


def applies(book: RuleBook, key: str, value: str) -> bool:
    """Whether the book scores what a reading asks about: its items, or 基准分 of all of them."""
    if key != "on_target":
        return True
    whole = value != "base_total" or has_base(book)
    return whole and bool(judged_items(book, value))


def settled(book: RuleBook, output: str) -> list[str]:
    """The readings that the document settles: no open question, no alternative."""
    return [f"{reading(book, output, key)}。" for key in READINGS if key in book.document.settled]


def idle(book: RuleBook, output: str) -> list[str]:
    """The readings in the book that nothing it scores rests on."""
    return [
        f"{reading(book, output, key)}。"
        for key in READINGS
        if not asked(book, key) and key not in book.document.settled
    ]


def reading(book: RuleBook, output: str, key: str) -> str:
    """单项得分下限：扣至0分为止; “每月均达到预期”按各期…均不低于月度预期掌握."""
    return ("" if key == "on_target" else "：").join(chosen(book, output, key))


def chosen(book: RuleBook, output: str, key: str) -> tuple[str, str]:
    """What a reading is about, and how it is chosen."""
    value = dict(book.readings.items())[key]
    choice = _choice(book, output, key, value)
    if key == "on_target":
        choice = f"按{choice}掌握"
        choice += "" if judged_items(book, value) else "（无此类考评项，不作判断）"
    return _name(book, output, key), choice


def _name(book: RuleBook, output: str, key: str) -> str:
    """What a reading is about, in the names of the indicators that rest on it."""
    about = {"city_decrease": "全市增量", "expected_nonpositive": _standard(book, output)}
    if key in about and asked(book, key):
        names = "、".join(row.name for row in resting(book, key))
        return f"{about[key]}不为正时的{names}"
    return _NAMES.get(key, READINGS[key].name)


def _choice(book: RuleBook, output: str, key: str, value: str) -> str:
    text = READINGS[key].choices[value]
    expected = OUTPUT.series[INCREMENT_TARGET].name(output)
    if key == "expected_nonpositive" and _standard(book, output) != expected:
        return text.replace("预期", "标准值")
    return text


def _standard(book: RuleBook, output: str) -> str:
    """预期增量 where every percent gap is one of it, else 标准值."""
    rows = resting(book, "expected_nonpositive")
    names = {row.target.name(output) if row.target else "标准值" for row in rows}
    return names.pop() if len(names) == 1 else "标准值"
