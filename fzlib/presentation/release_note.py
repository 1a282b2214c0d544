"""The short id of a release (发布编号) as its pages have it: its form, and the words around it."""

from __future__ import annotations

import re

from fzlib.errors import RequestError, one_line

SIGNS = 8  # hexadecimal; one of four thousand millions
FORM = re.compile(f"[0-9a-f]{{{SIGNS}}}")
LABEL = "发布编号"
LOOK = "release"  # of its line in the footer, which every printed sheet repeats


def wrong_form(text: str) -> RequestError:
    """Of what is no id, with what one is."""
    what = f"{LABEL}为{SIGNS}位，由数字和字母 a—f 组成，如 1a2b3c4d"
    return RequestError(f"“{one_line(text)}”：{what}；网页页尾和打印页边印有")


def line(release: str | int) -> str:
    """发布编号：1a2b3c4d; '' where the page is of no release.

    ``release``: also as papermill's command gives it where it has no letter, as a number.

    Raises:
        RequestError: no id. Nothing else gets onto a page.
    """
    text = str(release)
    if text and not FORM.fullmatch(text):
        raise wrong_form(text)
    return f"{LABEL}：{text}" if text else ""


def explained(release: str | int) -> str:
    """What the id stands for, and how a page on paper is held against the release."""
    if not line(release):
        return ""
    return (
        f"本期{LABEL}为{release}，根据所用数据、口径、得分表和程序版本生成，印在网页页尾和每张"
        f"打印页的下方；其中如有改动，编号即不一致。用 fz verify --id {release} 核对。"
    )
