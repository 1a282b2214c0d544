"""Files that claim, or would take, more than any machine has: refused before they are unpacked."""

from tests.intake.conftest import MONTHLY
from tests.intake.corpus.making import bytes_of, goes, holds, inside, stops, unread
from tests.intake.corpus.words import DAMAGED, TOO_LARGE, XLSX
from tests.intake.files import zipped

END = "</sheetData>"
STRAY = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
ODS_ROW = "<table:table-row>"


def lying(content):
    """A size that the zip's directory tells too small."""
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + b"\x01\0\0\0" + content[at + 28 :]


def bomb(city):
    city.remove(MONTHLY)
    city.write("monthly/2023-05.xlsx", zipped({"xl/workbook.xml": bytes(100_000_001)}))


CASES = [
    goes(
        "a claim of the whole grid",
        inside(("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
    ),
    stops(
        "a stray number in the last row",
        inside((END, STRAY)),
        f"{XLSX} › 数据 › A1048576：没有地区名；填地区名；合计、说明行请删去",
    ),
    unread(
        "rows beyond the grid", inside(('<row r="17">', '<row r="99999999999">')), TOO_LARGE, "xlsx"
    ),
    unread(
        "ods: a row a million times",
        inside((ODS_ROW, '<table:table-row table:number-rows-repeated="1048576">'), suffix="ods"),
        TOO_LARGE,
        "ods",
    ),
    stops(
        "ods: a billion rows",
        inside(
            (ODS_ROW, '<table:table-row table:number-rows-repeated="1000000000">'), suffix="ods"
        ),
        f"monthly/2023-05.ods：{TOO_LARGE}",
    ),
    stops(
        "ods: a billion columns",
        inside(
            (
                "<table:table-cell office",
                '<table:table-cell table:number-columns-repeated="1000000000" office',
            ),
            suffix="ods",
        ),
        f"monthly/2023-05.ods：{TOO_LARGE}",
    ),
    unread("CSV: a million columns", holds(MONTHLY, "地区" + "," * 1_000_001), TOO_LARGE),
    unread(
        "CSV: more rows than a sheet holds",
        holds(MONTHLY, "地区,\n" + "\n" * 1_048_577 + "a,\n"),
        TOO_LARGE,
    ),
    unread("a zip bomb", bomb, TOO_LARGE, "xlsx"),
    unread("a zip that lies of its sizes", bytes_of("xlsx", lying), DAMAGED, "xlsx"),
    unread(
        "a million cell formats",
        inside(("</cellXfs>", "<xf/>" * 600_000 + "</cellXfs>")),
        TOO_LARGE,
        "xlsx",
    ),
]
