"""Cells of workbooks: kinds, formulas, and numbers and texts as the file stores them."""

import datetime

from tests.intake.corpus.making import book, goes, inside, stops, unread, with_parts
from tests.intake.corpus.words import (
    BLANK,
    DAMAGED,
    ERROR,
    LEVEL,
    NEGATIVE,
    NO_FIGURE_DATE,
    NO_NUMBER,
    NOT_COMPUTED,
    RATE,
    XLSX,
)
from tests.intake.files import WRITERS, Error, Formula, Percent

GULOU = ("output", "month", "鼓楼区")


def in_d5(cell):
    """The XML of 鼓楼区's output, 5.98, as another cell."""
    return inside(('<c r="D5"><v>5.98</v></c>', cell))


def shared(*strings):
    """A table of shared strings, and D5 that names its first."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    make = inside(
        ('<c r="D5"><v>5.98</v></c>', '<c r="D5" t="s"><v>0</v></c>'),
        ("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'),
        (
            '<Relationship Id="s"',
            f'<Relationship Id="t" Type="{link}" Target="sharedStrings.xml"/><Relationship Id="s"',
        ),
    )
    table = f'<sst xmlns="{main}">{"".join(strings)}</sst>'
    return with_parts(make, {"xl/sharedStrings.xml": table.encode()})


CASES = [
    *(
        stops(
            f"kinds of cells that are no number, {suffix}",
            book(
                suffix,
                B2=1000.1,
                F4=10000001,
                B5=True,
                C5=datetime.date(2023, 5, 1),
                D5=Error("#DIV/0!"),
                E5=Percent(0.062),
                F5=Formula("=A1", "无"),
                G5=Formula("=1/0", Error("#N/A")),
                H5="▲3",
                D6=-5.98,
                D7="12,3abc",
            ),
            f"monthly/2023-05.{suffix} › 数据 › B2：增速“1000.1”{RATE}",
            f"monthly/2023-05.{suffix} › 数据 › F4：“10000001”{LEVEL}",
            f"monthly/2023-05.{suffix} › 数据 › B5：“TRUE”{NO_NUMBER}",
            f"monthly/2023-05.{suffix} › 数据 › C5：“2023-05-01”{NO_FIGURE_DATE}",
            f"monthly/2023-05.{suffix} › 数据 › D5：“#DIV/0!”{ERROR}",
            f"monthly/2023-05.{suffix} › 数据 › E5：“6.2%”是百分数，这一列的单位是亿元；"
            "改为数值格式",
            f"monthly/2023-05.{suffix} › 数据 › F5：“无”{NO_NUMBER}",
            f"monthly/2023-05.{suffix} › 数据 › G5：“#N/A”{ERROR}",
            f"monthly/2023-05.{suffix} › 数据 › H5：“▲3”{NO_NUMBER}",
            f"monthly/2023-05.{suffix} › 数据 › D6：“-5.98”{NEGATIVE}",
            f"monthly/2023-05.{suffix} › 数据 › D7：“12,3abc”{NO_NUMBER}",
        )
        for suffix in WRITERS
    ),
    *(
        goes(
            f"kinds of cells that are numbers, {suffix}",
            book(
                suffix,
                B5=Percent(-0.012),
                C5="-0.8%",
                D5=Formula("=E5-0.22", 5.98),
                E5=6.2 + 1e-16,
                F5="29.30 ",
                G5=Formula("=1", "30.1"),
                H5="",
                I5=Formula("=A1", ""),
            ),
        )
        for suffix in WRITERS
    ),
    *(
        stops(
            f"formulas never computed, {suffix}",
            book(suffix, D5=Formula("=E5*0.96"), B5=Formula("=RAND()")),
            f"monthly/2023-05.{suffix} › 数据 › B5：公式“=RAND()”{NOT_COMPUTED}",
            f"monthly/2023-05.{suffix} › 数据 › D5：公式“=E5*0.96”{NOT_COMPUTED}",
        )
        for suffix in ("xlsx", "ods")
    ),
    *(
        goes(
            f"all numbers as texts, {suffix}",
            book(suffix, typed=lambda text: text or None, D5=Formula("=E5", 5.98)),
        )
        for suffix in WRITERS
    ),
    goes(
        "a shared formula",
        inside(
            (
                '<c r="D5"><v>5.98</v></c>',
                '<c r="D5"><f t="shared" ref="D5:D6" si="0">E5-0.22</f><v>5.98</v></c>',
            ),
            ('<c r="D6"><v>1.0</v></c>', '<c r="D6"><f t="shared" si="0"/><v>1</v></c>'),
        ),
    ),
    stops(
        "a shared formula never computed",
        inside(
            (
                '<c r="D5"><v>5.98</v></c>',
                '<c r="D5"><f t="shared" ref="D5:D6" si="0">E5-0.22</f></c>',
            ),
            ('<c r="D6"><v>1.0</v></c>', '<c r="D6"><f t="shared" si="0"/></c>'),
        ),
        f"{XLSX} › 数据 › D5：公式“=E5-0.22”{NOT_COMPUTED}",
        f"{XLSX} › 数据 › D6：公式“=…”{NOT_COMPUTED}",
    ),
    goes("an array formula", in_d5('<c r="D5"><f t="array" ref="D5">SUM(E5*1)</f><v>5.98</v></c>')),
    stops(
        "an array formula never computed",
        in_d5('<c r="D5"><f t="array" ref="D5">SUM(E5*1)</f><v></v></c>'),
        f"{XLSX} › 数据 › D5：公式“=SUM(E5*1)”{NOT_COMPUTED}",
    ),
    goes(
        "rich text",
        in_d5(
            '<c r="D5" t="inlineStr"><is><r><t>5</t></r><r><rPr><b/></rPr><t>.98</t></r></is></c>'
        ),
    ),
    goes(
        "a shared string in runs, with its reading",
        shared('<si><r><t>5.</t></r><r><t>98</t></r><rPh sb="0" eb="1"><t>7</t></rPh></si>'),
    ),
    unread(
        "a shared string that is not there", in_d5('<c r="D5" t="s"><v>7</v></c>'), DAMAGED, "xlsx"
    ),
    goes(
        "carriage returns as Excel escapes them",
        inside(
            (">地区<", ">地区_x000D_\n<"),
            (">鼓楼区<", ">鼓楼区_x000d_<"),
            (
                '<c r="D5"><v>5.98</v></c>',
                '<c r="D5" t="inlineStr"><is><t>5.98_x000D_</t></is></c>',
            ),
        ),
    ),
    stops(
        "an escape that is none",
        in_d5('<c r="D5" t="inlineStr"><is><t>_x005F_x000D_5.98</t></is></c>'),
        f"{XLSX} › 数据 › D5：“_x000D_5.98”{NO_NUMBER}",
    ),
    goes("a number with an exponent in the file", in_d5('<c r="D5"><v>5.98E0</v></c>')),
    goes(
        "a number with its binary tail in the file",
        in_d5('<c r="D5"><v>5.9800000000000004</v></c>'),
    ),
    stops(
        "a number that is none in the file", in_d5('<c r="D5"><v>NaN</v></c>'), f"{XLSX}：{DAMAGED}"
    ),
    stops(
        "a number too large for the file",
        in_d5('<c r="D5"><v>1E999</v></c>'),
        f"{XLSX} › 数据 › D5：“inf”{ERROR}",
    ),
    unread(
        "a text where the file says number", in_d5('<c r="D5"><v>5,98</v></c>'), DAMAGED, "xlsx"
    ),
    *(
        goes(
            name,
            in_d5(cell),
            f"{XLSX} › 数据 › D5：鼓楼区当月总产值{BLANK}",
            figures={GULOU: None},
        )
        for name, cell in {
            "an empty value": '<c r="D5"><v></v></c>',
            "an empty text": '<c r="D5" t="inlineStr"><is><t></t></is></c>',
        }.items()
    ),
    stops(
        "an ISO date",
        in_d5('<c r="D5" t="d"><v>2023-05-01T00:00:00</v></c>'),
        f"{XLSX} › 数据 › D5：“2023-05-01”{NO_FIGURE_DATE}",
    ),
    goes(
        "cells and rows without addresses",
        inside(*[(f'<c r="D{n}">', "<c>") for n in range(5, 17)]),
    ),
]
