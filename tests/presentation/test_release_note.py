"""发布编号 in every kind's footer, explained in 数据核对; nothing but an id gets there."""

from types import SimpleNamespace

import pytest

import fzlib as fz
from fzlib.errors import RequestError
from fzlib.presentation import (
    annual,
    county,
    datacheck,
    enterprise_report,
    monthly,
    quarterly,
    release_note,
    targets,
)
from fzlib.presentation.blocks import Paragraph
from fzlib.presentation.html import markup
from tests.presentation.cards import AVERAGE, card, shown
from tests.presentation.test_monthly import inputs

ID = "1a2b3c4d"
MONTH = card({"甲县": AVERAGE})
CARDS = {MONTH.panel.period: MONTH}
OF_A_YEAR = fz.result(CARDS, MONTH.panel.period.year), CARDS
FOOTERS = {
    "monthly": (monthly.footer, [MONTH]),
    "county": (county.footer, [MONTH]),
    "datacheck": (datacheck.footer, [inputs(MONTH)]),
    "quarterly": (quarterly.footer, OF_A_YEAR),
    "annual": (annual.footer, OF_A_YEAR),
    "targets": (targets.footer, [SimpleNamespace(scored=inputs(MONTH))]),
    "enterprises": (
        enterprise_report.footer,
        [SimpleNamespace(found=SimpleNamespace(inputs=SimpleNamespace(scored=inputs(MONTH))))],
    ),
}


@pytest.mark.parametrize("kind", FOOTERS)
def test_it_stands_in_the_footer_of_every_kind(kind):
    footer, of = FOOTERS[kind]
    line = Paragraph(f"发布编号：{ID}", "release")
    without, given = (footer(*of, **more).blocks for more in ({}, {"release": ID}))
    assert line not in without
    assert given == (*without[:1], line, *without[1:])
    assert f'<p class="release">发布编号：{ID}</p>' in markup(given)


HOSTILE = [
    "<script>alert(1)</script>", f"{ID}<b>", f"{ID}\n", f" {ID}", "1A2B3C4D", "１ａ２ｂ３ｃ４ｄ",
    "1a2b3c4", "1a2b3c4d5", "1a2b3c4g", "留空", None, 1234567, float("inf"), [ID],
]  # fmt: skip


@pytest.mark.parametrize("release", HOSTILE)
def test_nothing_else_gets_onto_a_page(release):
    for made in (
        lambda: monthly.footer(MONTH, release=release),
        lambda: datacheck.files(inputs(MONTH), release=release),
    ):
        with pytest.raises(RequestError, match=r"^“.*”：发布编号为8位，由数字和字母 a—f 组成"):
            made()


def test_an_id_without_a_letter_is_a_number_to_papermill():
    assert release_note.line(12345678) == release_note.line("12345678") == "发布编号：12345678"


def test_datacheck_says_what_it_stands_for_and_how_it_is_checked():
    files = inputs(MONTH, files={"regions.csv": "0" * 64})
    text = (
        f"本期发布编号为{ID}，根据所用数据、口径、得分表和程序版本生成，印在网页页尾和每张打印页的"
        f"下方；其中如有改动，编号即不一致。用 fz verify --id {ID} 核对。"
    )
    assert shown(datacheck.files(files, release=ID)).endswith(text)
    assert "发布编号" not in shown(datacheck.files(files))
