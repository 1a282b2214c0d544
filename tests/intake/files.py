"""Real xlsx, xls and ods bytes from the same rows, written by hand: every kind of cell is exact."""

import csv
import datetime
import io
import struct
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from fzlib.intake.formats.cells import address


@dataclass(frozen=True)
class Percent:
    """A stored number with a percent format: Percent(0.0825) shows as 8.25%."""

    value: float


@dataclass(frozen=True)
class Error:
    text: str


@dataclass(frozen=True)
class Formula:
    """A formula and its stored result: a number, a text, an Error, or None where never computed.

    ``on_load``: an xls's own mark that it is to be computed on load.
    """

    text: str
    value: object = None
    on_load: bool = False


DAY = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet


def serial(day):
    return (day - DAY).days


def csv_bytes(rows, encoding="utf-8", newline="\n"):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=newline).writerows(
        ["" if value is None else value for value in row] for row in rows
    )
    return text.getvalue().encode(encoding)


def parts_of(content):
    """What a zip holds, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return content.getvalue()


def saved(write):
    """What a library writes into a file."""
    content = io.BytesIO()
    write(content)
    return content.getvalue()


def xlsx_of_another(name, rows):
    """Bytes of a workbook as another program (openpyxl) saves the sheet: the same cells."""
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return saved(book.save)


def replaced(content, old, new, part=""):
    """A zipped workbook with a text of its XML replaced: in one part, or wherever it stands."""
    old, new = (text if isinstance(text, bytes) else text.encode() for text in (old, new))
    parts = parts_of(content)
    names = [name for name in parts if old in parts[name] and part in ("", name)]
    assert names, f"{old!r} stands nowhere"
    return zipped({**parts, **{name: parts[name].replace(old, new) for name in names}})


# ---------------------------------------------------------------- xlsx

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Form:
    """Of every sheet: merged areas (zero-based top, left, bottom, right) and what is hidden.

    Of the book: ``computed``: whether a program that computes has saved it.
    """

    merged: tuple = ()
    rows: tuple = ()
    columns: tuple = ()
    zeros: bool = True
    computed: bool = True


PLAIN = Form()


def xlsx(sheets, hidden=(), percent_format="0.00%", form=PLAIN):
    """Bytes of a workbook: sheet name -> rows."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
        f'<numFmt numFmtId="164" formatCode={quoteattr(percent_format)}/></numFmts>'
        "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/>'
        "</cellXfs></styleSheet>",
    }
    entries, links = [], []
    for number, (name, rows) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        entries.append(f'<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>')
        links.append(
            f'<Relationship Id="r{number}" Type="{_REL}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        lines = "".join(_xlsx_row(row, number, form) for number, row in enumerate(rows))
        columns = "".join(f'<col min="{c + 1}" max="{c + 1}" hidden="1"/>' for c in form.columns)
        merged = "".join(
            f'<mergeCell ref="{address(top, left)}:{address(bottom, right)}"/>'
            for top, left, bottom, right in form.merged
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}">'
            + ("" if form.zeros else '<sheetViews><sheetView showZeros="0"/></sheetViews>')
            + (f"<cols>{columns}</cols>" if columns else "")
            + f"<sheetData>{lines}</sheetData>"
            + (f"<mergeCells>{merged}</mergeCells>" if merged else "")
            + "</worksheet>"
        )
    load = "" if form.computed else '<calcPr fullCalcOnLoad="1"/>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{"".join(entries)}</sheets>{load}'
        "</workbook>"
    )
    links.append(f'<Relationship Id="s" Type="{_REL}/styles" Target="styles.xml"/>')
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'
    )
    return zipped(parts)


def _xlsx_row(row, number, form):
    cells = (_xlsx_cell(value, address(number, column)) for column, value in enumerate(row))
    hidden = ' hidden="1"' if number in form.rows else ""
    return f'<row r="{number + 1}"{hidden}>{"".join(cells)}</row>'


def _xlsx_cell(value, name, formula=""):
    match value:
        case None:
            return ""
        case Formula(text, None):
            return f'<c r="{name}"><f>{escape(text[1:])}</f></c>'
        case Formula(text, result):
            return _xlsx_cell(result, name, f"<f>{escape(text[1:])}</f>")
        case Error(text):
            return f'<c r="{name}" t="e">{formula}<v>{text}</v></c>'
        case Percent(number):
            return f'<c r="{name}" s="1">{formula}<v>{number!r}</v></c>'
        case bool():
            return f'<c r="{name}" t="b">{formula}<v>{int(value)}</v></c>'
        case datetime.date():
            return f'<c r="{name}" s="2">{formula}<v>{serial(value)}</v></c>'
        case str() if formula:
            return f'<c r="{name}" t="str">{formula}<v>{escape(value)}</v></c>'
        case str():
            text = f'<t xml:space="preserve">{escape(value)}</t>'
            return f'<c r="{name}" t="inlineStr"><is>{text}</is></c>'
    return f'<c r="{name}">{formula}<v>{value!r}</v></c>'


# ---------------------------------------------------------------- ods

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_OPEN = (
    f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:text="{_ODF}:text:1.0" xmlns:style="{_ODF}:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
)


def ods(sheets, hidden=(), form=PLAIN):
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{"h" if name in hidden else "v"}">'
        + "".join(
            f"<table:table-column{_ods_hidden(column in form.columns)}/>"
            for column in range(max(map(len, rows), default=0))
        )
        + "".join(
            f"<table:table-row{_ods_hidden(number in form.rows)}>"
            + "".join(
                _ods_cell(value, _ods_span(form, number, column))
                for column, value in enumerate(row)
            )
            + "</table:table-row>"
            for number, row in enumerate(rows)
        )
        # as LibreOffice does: the rest of the grid, repeated
        + '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    return ods_of(
        '<office:automatic-styles><style:style style:name="h"><style:table-properties '
        'table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    )


def ods_of(body, prolog=""):
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"{prolog}{ODS_OPEN}{body}</office:document-content>",
        }
    )


def _ods_hidden(is_hidden):
    return ' table:visibility="collapse"' if is_hidden else ""


def _ods_span(form, row, column):
    for top, left, bottom, right in form.merged:
        if (row, column) == (top, left):
            return (
                f' table:number-rows-spanned="{bottom - top + 1}"'
                f' table:number-columns-spanned="{right - left + 1}"'
            )
    return ""


def _ods_cell(value, formula=""):
    def cell(kind, attributes, shown):
        text = f"<text:p>{escape(str(shown))}</text:p>"
        start = f'<table:table-cell{formula} office:value-type="{kind}" {attributes}>'
        return f"{start}{text}</table:table-cell>"

    match value:
        case None:
            return f"<table:table-cell{formula}/>"
        case Formula(text, None):
            return f"<table:table-cell{formula} table:formula={quoteattr('of:' + text)}/>"
        case Formula(text, result):
            return _ods_cell(result, f"{formula} table:formula={quoteattr('of:' + text)}")
        case Error(text):
            return cell("string", 'office:string-value="" calcext:value-type="error"', text)
        case Percent(number):
            return cell("percentage", f'office:value="{number!r}"', f"{number:.2%}")
        case bool():
            flag = str(value).lower()
            return cell("boolean", f'office:boolean-value="{flag}"', flag.upper())
        case datetime.date():
            return cell("date", f'office:date-value="{value.isoformat()}"', value)
        case str():
            return cell("string", "", value)
    return cell("float", f'office:value="{value!r}"', value)


# ---------------------------------------------------------------- xls (BIFF8 in an OLE file)

_ERROR_CODES = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#N/A": 42}


def _record(number, data=b""):
    return struct.pack("<HH", number, len(data)) + data


def _wide(text, count):
    return struct.pack(count, len(text)) + b"\x01" + text.encode("utf-16-le")


def xls(sheets, hidden=(), percent_format="0.00%", form=PLAIN):
    globals_ = [_record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))]
    globals_.append(_record(0x42, struct.pack("<H", 1200)))
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial"
    globals_ += [_record(0x31, font)] * 5
    globals_.append(_record(0x41E, struct.pack("<H", 164) + _wide(percent_format, "<H")))
    # 16 XFs as every BIFF8 writer gives, then general, percent and date
    for number_format in [0] * 16 + [0, 164, 14]:
        globals_.append(_record(0xE0, struct.pack("<HHH", 0, number_format, 1) + bytes(14)))
    if form.computed:
        globals_.append(_record(0x1C1, struct.pack("<HHI", 0x1C1, 0, 191029)))
    bodies = [_xls_sheet(rows, form) for rows in sheets.values()]
    bounds = [_wide(name, "<B") for name in sheets]
    start = sum(map(len, globals_)) + sum(4 + 6 + len(name) for name in bounds) + 4
    for name, text, body in zip(sheets, bounds, bodies, strict=True):
        state = struct.pack("<IBB", start, name in hidden, 0)
        globals_.append(_record(0x85, state + text))
        start += len(body)
    return ole("Workbook", b"".join([*globals_, _record(0x0A), *bodies]))


def _xls_sheet(rows, form):
    records = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))]
    for column in form.columns:
        records.append(_record(0x7D, struct.pack("<HHHHHH", column, column, 2048, 0, 1, 0)))
    for row in form.rows:  # height, two unused words, then the options: 0x20 is hidden
        records.append(_record(0x208, struct.pack("<HHHHHHI", row, 0, 9, 255, 0, 0, 0x120)))
    records += [
        _xls_cell(value, r, c)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    ]
    merged = b"".join(
        struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in form.merged
    )
    if merged:
        records.append(_record(0xE5, struct.pack("<H", len(form.merged)) + merged))
    options = 0x06A6 | 0x10 * form.zeros  # as Excel writes them; 0x10: zeros are shown
    records.append(_record(0x23E, struct.pack("<HHHHHHHHH", options, 0, 0, 64, 0, 0, 0, 0, 0)))
    return b"".join([*records, _record(0x0A)])


def _xls_cell(value, row, column):
    def cell(number, data, form=16):
        return _record(number, struct.pack("<HHH", row, column, form) + data)

    def formula(result, after=b"", form=16):
        # the formula itself: 1 (tInt); what counts here is the stored result
        return (
            cell(0x06, result + struct.pack("<HI", 2 * on_load, 0) + b"\x03\x00\x1e\x01\x00", form)
            + after
        )

    on_load = isinstance(value, Formula) and value.on_load
    match value:
        case Formula(_, Error(text)):
            return formula(struct.pack("<BBBBHH", 2, 0, _ERROR_CODES[text], 0, 0, 0xFFFF))
        case Formula(_, "" | None):  # a BIFF formula always has a result; an empty text is one
            return formula(struct.pack("<BBBBHH", 3, 0, 0, 0, 0, 0xFFFF))
        case Formula(_, str() as text):
            text = _record(0x207, _wide(text, "<H"))
            return formula(struct.pack("<BBBBHH", 0, 0, 0, 0, 0, 0xFFFF), text)
        case Formula(_, Percent(number)):
            return formula(struct.pack("<d", number), form=17)
        case Formula(_, number):
            return formula(struct.pack("<d", number))
        case Error(text):
            return cell(0x205, struct.pack("<BB", _ERROR_CODES[text], 1))
        case Percent(number):
            return cell(0x203, struct.pack("<d", number), 17)
        case bool():
            return cell(0x205, struct.pack("<BB", value, 0))
        case datetime.date():
            return cell(0x203, struct.pack("<d", serial(value)), 18)
        case str():
            return cell(0x204, _wide(value, "<H"))
    return cell(0x203, struct.pack("<d", value))


def ole(stream, data):
    """A compound file with one stream (of at most 6 MB)."""
    data += bytes(-len(data) % 512)
    data += bytes(max(0, 4096 - len(data)))  # shorter streams live elsewhere
    sectors, end = len(data) // 512, 0xFFFFFFFE
    tables = sectors // 127 + 1  # sectors that say which sector follows which
    assert tables <= 109
    first = tables + 1  # after them and the directory
    fat = [0xFFFFFFFD] * tables + [end, *range(first + 1, first + sectors), end]
    fat += [0xFFFFFFFF] * (128 * tables - len(fat))

    def entry(name, kind, child, first, size):
        text = name.encode("utf-16-le").ljust(64, b"\0")
        count = struct.pack("<HBB", 2 * len(name) + 2 if name else 0, kind, 1)
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        return text + count + links + bytes(36) + struct.pack("<IQ", first, size)

    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    none = 0xFFFFFFFF
    header += struct.pack("<IIIIIIII", tables, tables, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", *range(tables), *[none] * (109 - tables))
    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, none, first, len(data))
    return (
        header
        + struct.pack(f"<{128 * tables}I", *fat)
        + directory
        + entry("", 0, none, 0, 0) * 2
        + data
    )


WRITERS = {"xlsx": xlsx, "xls": xls, "ods": ods}
