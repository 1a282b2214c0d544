"""Workbooks as files: other formats under the name, passwords, damage, macros, other makers."""

import io

from tests.intake.conftest import MONTHLY
from tests.intake.corpus.making import (
    book,
    both,
    bytes_of,
    goes,
    holds,
    inside,
    instead,
    odd,
    renamed,
    sheets,
    stops,
    unread,
    with_parts,
)
from tests.intake.corpus.words import (
    ABSENT,
    DAMAGED,
    EMPTY,
    LOCKED,
    MARKUP,
    NO_TABLE,
    NO_TEXT,
    XLSX,
    no_header,
)
from tests.intake.files import ole, parts_of, xlsx, zipped

SUFFIXES = ("xlsx", "xls", "ods")
HTML = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>地区</td></tr></table>'
)
XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'
MAIL = "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html></html>"
MACRO_BOOK = (  # as an xlsm says it
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "vnd.ms-excel.sheet.macroEnabled.main+xml",
)
MAKES_FILE = b'Sub Workbook_Open()\nOpen "ran" For Output As #1\nEnd Sub'
SHEET = "xl/worksheets/sheet1.xml"


def zip_password(content):
    """The zip's own mark of encryption on its first entry."""
    content = bytearray(content)
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def xls_password(content):
    codepage = b"\x42\x00\x02\x00\xb0\x04"
    assert codepage in content
    return content.replace(codepage, b"\x2f\x00\x02\x00\x00\x00")


def flipped(content, at):
    """One byte changed, ``at`` of the way through."""
    content = bytearray(content)
    content[int(len(content) * at)] ^= 0x55
    return bytes(content)


def ods_password(content):
    """As LibreOffice does: the parts scrambled, the manifest says how."""
    parts = parts_of(content)
    return zipped({**parts, "content.xml": bytes(range(256)) * 4, "META-INF/manifest.xml": "<a/>"})


def prefixed(content):
    """All elements of the sheet with a prefix, as some programs write them."""
    parts = parts_of(content)
    sheet = parts[SHEET].decode().replace("xmlns=", "xmlns:x=")
    sheet = sheet.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return zipped({**parts, SHEET: sheet})


def charts_only(city):
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=图!$A$1:$A$2"})
        made.add_chartsheet("图").set_chart(chart)
    instead("monthly/2023-05.xlsx", content.getvalue())(city)


def of_openpyxl(city):
    """As a script would write it: pandas.to_excel and the like."""
    import openpyxl

    made = openpyxl.Workbook()
    made.active.title = "Sheet1"
    for row in city.rows(MONTHLY):
        made.active.append(
            [float(c) if c.replace(".", "").lstrip("-").isdigit() else c or None for c in row]
        )
    made.active.freeze_panes = "B2"
    made.active.auto_filter.ref = "A1:I17"
    made.active.protection.set_password("1")
    made.active["D5"].comment = openpyxl.comments.Comment("核对", "林")
    content = io.BytesIO()
    made.save(content)
    city.remove(MONTHLY)
    city.write("monthly/2023-05.xlsx", content.getvalue())


CASES = [
    *(goes(f"a good workbook, {suffix}", book(suffix)) for suffix in SUFFIXES),
    *(
        goes(
            f"{suffix} under the name .csv",
            renamed(book(suffix), f"monthly/2023-05.{suffix}", MONTHLY),
        )
        for suffix in SUFFIXES
    ),
    goes(
        "xls under the name .xlsx",
        renamed(book("xls"), "monthly/2023-05.xls", "monthly/2023-05.xlsx"),
    ),
    goes(
        "CSV under the name .xls",
        lambda city: (city.path / MONTHLY).rename(city.path / "monthly/2023-05.xls"),
    ),
    goes(
        "a suffix in capitals",
        renamed(book("xlsx"), "monthly/2023-05.xlsx", "monthly/2023-05.XLSX"),
    ),
    odd("a web page under the name .xls", "xls", HTML, MARKUP),
    odd("a web page in GB18030", "xls", ("\n " + HTML).encode("gb18030"), MARKUP),
    odd("XML of Excel 2003", "xls", XML_2003, MARKUP),
    odd("a web page with all in one file", "xls", MAIL, no_header("MIME-Version: 1.0")),
    odd("a picture", "xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), NO_TEXT),
    odd("a PDF", "xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", no_header("%PDF-1.7")),
    odd("a Word document", "xlsx", zipped({"word/document.xml": "<a/>"}), NO_TABLE),
    odd("an old Word document", "xls", ole("WordDocument", bytes(5000)), DAMAGED),
    odd("a binary workbook", "xlsx", zipped({"xl/workbook.bin": "a"}), NO_TABLE),
    odd("a zip of workbooks", "xlsx", zipped({"5月.xlsx": xlsx({"表": [["a"]]})}), NO_TABLE),
    unread("WPS's own format", instead("monthly/2023-05.et", b"\xd0\xcf\x11\xe0"), ABSENT),
    unread("zero bytes", instead("monthly/2023-05.xlsx", b""), EMPTY, "xlsx"),
    unread("half downloaded", instead("monthly/2023-05.xlsx.crdownload", b"PK\x03\x04"), ABSENT),
    odd("xlsx with a password", "xlsx", ole("EncryptedPackage", bytes(5000)), LOCKED),
    unread("xls with a password", bytes_of("xls", xls_password), LOCKED, "xls"),
    unread("zip with a password", bytes_of("xlsx", zip_password), LOCKED, "xlsx"),
    stops(
        "ods with a password",
        bytes_of("ods", ods_password),
        "monthly/2023-05.ods：表格文件有密码或已损坏，打不开；去掉密码另存后再用",
    ),
    stops(
        "strict OOXML",
        inside(
            ("schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml")
        ),
        f"{XLSX}：是“严格”格式的 xlsx，读不了；另存为普通的 xlsx 后再用",
    ),
    *(
        stops(
            f"cut in the middle, {suffix}",
            bytes_of(suffix, lambda c: c[: len(c) // 2]),
            f"monthly/2023-05.{suffix}：{DAMAGED}",
        )
        for suffix in SUFFIXES
    ),
    *(
        stops(
            f"a wrong byte, {suffix}",
            bytes_of(suffix, lambda c: flipped(c, 0.6)),
            f"monthly/2023-05.{suffix}：{DAMAGED}",
        )
        for suffix in ("xlsx", "ods")
    ),
    *(
        goes(f"mail's line added at the end, {suffix}", bytes_of(suffix, lambda c: c + b"\r\n"))
        for suffix in SUFFIXES
    ),
    unread("broken XML within", inside(("</sheetData>", "</sheetdata>")), DAMAGED, "xlsx"),
    unread(
        "a style that is not there", inside(('<c r="D5">', '<c r="D5" s="99">')), DAMAGED, "xlsx"
    ),
    unread("a column beyond all", inside(('r="D5"', 'r="ZZZZ5"')), DAMAGED, "xlsx"),
    unread(
        "entities",
        inside(("<worksheet", '<!DOCTYPE a [<!ENTITY b "5.98">]><worksheet')),
        DAMAGED,
        "xlsx",
    ),
    unread("no sheet but charts", charts_only, EMPTY, "xlsx"),
    unread(
        "blank sheets", sheets("xlsx", lambda t: {"一": [[]], "二": [[None, " "]]}), EMPTY, "xlsx"
    ),
    goes(
        "macros in an xlsm, never run",
        renamed(
            with_parts(inside(MACRO_BOOK), {"xl/vbaProject.bin": ole("VBA", MAKES_FILE)}),
            "monthly/2023-05.xlsx",
            "monthly/2023-05.xlsm",
        ),
    ),
    goes("macros in an xlsx", with_parts(book("xlsx"), {"xl/vbaProject.bin": MAKES_FILE})),
    goes(
        "a sheet of old macros beside",
        sheets("xlsx", lambda t: {"5月": t, "Macro1": [['=EXEC("calc")']]}),
    ),
    goes(
        "links to other workbooks",
        inside(('<c r="D5"><v>5.98</v></c>', '<c r="D5"><f>[1]5月!D5</f><v>5.98</v></c>')),
    ),
    goes("prefixes in the XML", bytes_of("xlsx", prefixed)),
    goes("a script's workbook, protected, with a note", of_openpyxl),
    goes(
        "a temporary file of Excel beside",
        both(book("xlsx"), holds("monthly/~$2023-05.xlsx", b"\x05lin" + bytes(161))),
    ),
    goes("the picture of a table beside", holds("monthly/2023-05.png", b"\x89PNG")),
]
