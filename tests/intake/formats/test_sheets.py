"""Bytes → sheets: every format gives the same cells, and every other file is refused in words."""

import datetime
import struct
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from fzlib.errors import InputError
from fzlib.intake.formats import cells as kinds
from fzlib.intake.formats.cells import BLANK, DATE, ERROR, NUMBER, PERCENT, TEXT, Cell
from fzlib.intake.formats.refusals import MOST_ROWS
from fzlib.intake.formats.sheets import read_sheets
from tests.intake import files
from tests.intake.conftest import refused
from tests.intake.damage import quick, slowly, spoilt
from tests.intake.files import WRITERS, Error, Form, Formula, Percent, replaced, xls, xlsx
from tests.publishing.office import saved_by_office

BOM = b"\xef\xbb\xbf"


def only_sheet(content):
    (sheet,) = read_sheets(content, "表")
    return sheet


def cells(content):
    """A1 → (kind, value) of every cell that is not blank."""
    return {
        kinds.address(r, c): (cell.kind, cell.value)
        for r, row in enumerate(only_sheet(content).rows)
        for c, cell in enumerate(row)
        if cell.kind != BLANK
    }


def refusal(content):
    with pytest.raises(InputError) as caught:
        read_sheets(content, "表")
    assert len(caught.value.problems) == 1
    return str(caught.value)


def ods_rows(rows):
    return files.ods_of(
        "<office:body><office:spreadsheet>"
        f'<table:table table:name="表">{rows}</table:table>'
        "</office:spreadsheet></office:body>"
    )


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (4, 3, "D5"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1"), (0, 702, "AAA1")],
)
def test_address(row, column, name):
    assert kinds.address(row, column) == name
    assert kinds.position(name) == (row, column)


@pytest.mark.parametrize("name", ["", "A", "1", "a1", "AAAA1", "A1:B2", "A12345678", "第1行"])
def test_no_address(name):
    with pytest.raises(ValueError, match=r"^$"):
        kinds.position(name)


# ------------------------------------------------------------ kinds of cells


KINDS = [
    ("文", (TEXT, "文")),
    ("12.3", (TEXT, "12.3")),
    (" 12.3 ", (TEXT, " 12.3 ")),
    (768.88, (NUMBER, Decimal("768.88"))),
    (-3.1, (NUMBER, Decimal("-3.1"))),
    (0, (NUMBER, Decimal(0))),
    (350102, (NUMBER, Decimal(350102))),
    (0.1 + 0.2, (NUMBER, Decimal("0.3"))),
    (1.1 * 1.1, (NUMBER, Decimal("1.21"))),
    (1 / 3, (NUMBER, Decimal("0.333333333333333"))),
    (2 / 3 * 100, (NUMBER, Decimal("66.6666666666667"))),
    (123456789.123456789, (NUMBER, Decimal("123456789.123457"))),
    (Percent(0.0825), (PERCENT, Decimal("0.0825"))),
    (Percent(0.1 + 0.2), (PERCENT, Decimal("0.3"))),
    (Error("#DIV/0!"), (ERROR, "#DIV/0!")),
    (Error("#N/A"), (ERROR, "#N/A")),
    (True, (kinds.BOOL, "TRUE")),
    (False, (kinds.BOOL, "FALSE")),
    (datetime.date(2023, 5, 1), (DATE, "2023-05-01")),
    (Formula("=A1", 1.5), (NUMBER, Decimal("1.5"))),
    (Formula("=A1", 0), (NUMBER, Decimal(0))),
    (Formula("=A1", "文"), (TEXT, "文")),
    (Formula("=A1", Percent(0.5)), (PERCENT, Decimal("0.5"))),
    (Formula("=1/0", Error("#DIV/0!")), (ERROR, "#DIV/0!")),
]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(("value", "cell"), KINDS)
def test_a_cell_is_the_same_in_every_workbook(write, value, cell):
    rows = [["地区", "数"], [None, value]]
    assert cells(write({"表": rows})) == {"A1": (TEXT, "地区"), "B1": (TEXT, "数"), "B2": cell}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("value", [None, "", " ", "\u3000", Formula("=A1", "")])
def test_blank_cells(write, value):
    """A formula that gives an empty text is blank to whoever looks at it."""
    assert cells(write({"表": [["地区"], [None, value]]})) == {"A1": (TEXT, "地区")}


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])  # an xls always stores a result
def test_a_formula_never_computed_is_no_blank(suffix):
    content = WRITERS[suffix]({"表": [["地区", Formula("=B2-C2")]]})
    assert cells(content)["B1"] == (kinds.UNCOMPUTED, "=B2-C2")


@pytest.mark.parametrize("write", [xlsx, xls])
@pytest.mark.parametrize(
    ("number_format", "kind"),
    [
        ("0.00%", PERCENT),
        ("0%;[Red]-0%", PERCENT),
        ('0.0"%"', NUMBER),  # shows 8.25 as 8.25%
        ("0.0\\%", NUMBER),
        ('0.0_%"元"', NUMBER),
    ],
)
def test_a_literal_percent_sign_does_not_multiply(write, number_format, kind):
    content = write({"表": [["地区", Percent(8.25)]]}, percent_format=number_format)
    assert cells(content)["B1"] == (kind, Decimal("8.25"))


def test_a_number_no_decimal_can_hold_is_an_error_cell():
    content = xlsx({"表": [["地区", 1.5]]})
    assert cells(replaced(content, b"<v>1.5<", b"<v>1e999<"))["B1"][0] == ERROR
    assert cells(ods_rows(_ods_float("NaN")))["A1"][0] == ERROR


def _ods_float(value):
    return (
        f'<table:table-row><table:table-cell office:value-type="float" office:value="{value}"/>'
        "</table:table-row>"
    )


def test_a_date_no_calendar_has_is_still_a_date():
    day = datetime.date(1, 1, 1)  # a large negative number formatted as a day
    assert cells(xls({"表": [[day]]}))["A1"][0] == DATE


def test_xlsx_of_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "5月"
    sheet.append(["地区", 0.1 + 0.2, 0.0825, "#N/A", True, datetime.date(2023, 5, 1), "=B1+1"])
    sheet["C1"].number_format = "0.00%"
    sheet.merge_cells("A3:B4")
    sheet["A3"] = "合并"
    assert cells(files.saved(book.save)) == {
        "A1": (TEXT, "地区"),
        "B1": (NUMBER, Decimal("0.3")),
        "C1": (PERCENT, Decimal("0.0825")),
        "D1": (ERROR, "#N/A"),
        "E1": (kinds.BOOL, "TRUE"),
        "F1": (DATE, "2023-05-01"),
        "G1": (kinds.UNCOMPUTED, "=B1+1"),
        "A3": (TEXT, "合并"),
    }


def test_xlsx_of_xlsxwriter():
    def write(file):
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            sheet = book.add_worksheet("5月")
            percent = book.add_format({"num_format": "0.0%"})
            sheet.write_row(1, 1, ["地区", 1.1 * 1.1])
            sheet.write_formula("D2", "=C2/2", percent, 0.605)
            sheet.write_formula("E2", "=1/0", None, "#DIV/0!")
            sheet.write_blank("G2", None, percent)
            sheet.data_validation("A1:A9", {"validate": "decimal", "criteria": ">", "value": 0})

    assert cells(files.saved(write)) == {
        "B2": (TEXT, "地区"),
        "C2": (NUMBER, Decimal("1.21")),
        "D2": (PERCENT, Decimal("0.605")),
        "E2": (ERROR, "#DIV/0!"),
    }


# ------------------------------------------------------------ an xlsx and its parts


def test_the_main_part_is_where_the_package_says():
    parts = files.parts_of(xlsx({"表": [["地区", 1.5]]}))
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"/a/b/book")
    links = parts.pop("xl/_rels/workbook.xml.rels").replace(b'Target="', b'Target="../../xl/')
    parts |= {"a/b/book": parts.pop("xl/workbook.xml"), "a/b/_rels/book.rels": links}
    assert cells(files.zipped(parts))["B1"] == (NUMBER, Decimal("1.5"))
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts["a/b/book"] = parts["a/b/book"].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", strict
    )
    assert "严格" in refusal(files.zipped(parts))
    parts["a/b/book"] = DOCTYPE + b"<workbook/>"
    assert refusal(files.zipped(parts)) == DAMAGED


def test_a_document_of_another_kind_is_no_table():
    parts = files.parts_of(BOOK)
    links = parts["_rels/.rels"].replace(b"xl/workbook.xml", b"word/document.xml")
    document = {"word/document.xml": b"<w:document/>", "_rels/.rels": links}
    assert refusal(files.zipped({**parts, **document})) == NO_TABLE
    assert refusal(files.zipped({**document, "word/document.xml": b"\x83\x01binary"})) == NO_TABLE


@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/theme/theme1.xml", "xl/calcChain.xml"])
def test_a_part_that_no_figure_needs_is_not_looked_at(part):
    parts = files.parts_of(xlsx({"表": [["地区", Percent(0.5)]]}))
    assert cells(files.zipped({**parts, part: b"<broken"}))["B1"] == (PERCENT, Decimal("0.5"))


def test_what_no_figure_needs_of_a_part_is_not_looked_at():
    """The cells keep their formats: a percent is no plain number."""
    content = xlsx({"表": [["地区", Percent(0.5), datetime.date(2023, 5, 1)]]})
    spoilt = replaced(content, b"<fill><patternFill/></fill>", b'<fill/><font sz="x"/>')
    assert cells(spoilt) == cells(content)
    assert refusal(replaced(content, b"</cellXfs>", b"")) == DAMAGED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<row r="2">', '<row r="1">'),
        ('<c r="B2">', '<c r="A2">'),
        ('<c r="B2">', '<c r="B3">'),
        ('<c r="B2">', '<c r="B2" s="-1">'),
        ('<c r="B2">', '<c r="B2" t="x">'),
        ('<c r="B2"><v>3.5', '<c r="B2" t="s"><v>-1'),
        ("<v>3.5", "<v>3_5"),
        ("<v>3.5", "<v>٣"),
    ],
)
def test_rows_and_cells_out_of_order_or_unknown_are_damage(old, new):
    """What would be left out, or read in another place."""
    assert refusal(replaced(xlsx({"表": [["地区", 1.5], [2.5, 3.5]]}), old, new)) == DAMAGED


@pytest.mark.parametrize(("number", "kind"), [(31, DATE), (57, DATE), (44, NUMBER), (3, NUMBER)])
def test_the_formats_of_chinese_dates_go_by_number_alone(number, kind):
    content = xlsx({"表": [["地区", Percent(45047.0)]]})
    form = f'numFmtId="{number}" applyNumberFormat'.encode()
    content = replaced(content, b'numFmtId="164" applyNumberFormat', form)
    assert cells(content)["B1"] == (kind, "2023-05-01" if kind == DATE else Decimal(45047))


def test_days_that_count_from_1904():
    content = xlsx({"表": [[datetime.date(2023, 5, 1)]]})
    other = replaced(content, b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    assert cells(other)["A1"] == (DATE, "2027-05-02")


# ------------------------------------------------------------ sheets and addresses


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_addresses_hold_below_blank_rows_and_right_of_blank_columns(write):
    rows = [[], [None, None, "标题"], [], [], [None, "地区", None, 1.5]]
    assert set(cells(write({"表": rows}))) == {"C2", "B5", "D5"}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_hidden_sheets_come_last(write):
    """A leftover that nobody sees must not be read before the sheet that everybody sees."""
    content = write({"旧": [["a"]], "一": [["b"]], "二": [["c"]]}, hidden=("旧",))
    sheets = read_sheets(content, "表")
    assert [sheet.name for sheet in sheets] == ["一", "二", "旧"]
    assert [sheet.hidden for sheet in sheets] == [False, False, True]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_blank_sheet_among_others_is_kept(write):
    sheets = read_sheets(write({"空": [[]], "满": [["a"]]}), "表")
    assert [(sheet.name, len(sheet.rows)) for sheet in sheets] == [("空", 0), ("满", 1)]


def test_ods_repeats_rows_and_columns():
    content = ods_rows(
        '<table:table-row table:number-rows-repeated="2000"/>'
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="30"/>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" '
        'office:value="7"/></table:table-row>'
        '<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="string" '
        'office:string-value="末"/></table:table-row>'
    )
    assert set(cells(content)) == {"AE2001", "AF2001", "AE2002", "AF2002", "B2003"}


def test_ods_leaves_out_what_is_not_in_the_grid():
    """Notes, and LibreOffice's copies of sheets of other files."""
    content = files.ods_of(
        "<office:body><office:spreadsheet>"
        '<table:table table:name="表"><table:table-row><table:table-cell '
        'office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        "<text:p>地<text:span>区</text:span></text:p><text:p>名</text:p></table:table-cell>"
        "</table:table-row></table:table>"
        '<table:table table:name="\'file:///a.ods\'#$S" table:style-name="ta_extref">'
        f"{_ods_float(1)}</table:table></office:spreadsheet></office:body>"
    )
    assert cells(content) == {"A1": (TEXT, "地区\n名")}


def test_what_a_file_claims_of_its_size_is_not_believed():
    content = xlsx({"表": [["地区", 1]]})
    claimed = b'<dimension ref="A1:XFD1048576"/><sheetData>'
    assert len(only_sheet(replaced(content, b"<sheetData>", claimed)).rows) == 1


def test_a_stray_cell_in_the_last_row_or_column_does_no_harm():
    content = xlsx({"表": [["地区", 1]]})
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rows = only_sheet(replaced(content, b"</sheetData>", last)).rows
    assert (len(rows), len(rows[0]), len(rows[-1])) == (MOST_ROWS, 2, 16384)


# ------------------------------------------------------------ CSV

ROWS = [["地区", "总产值（亿元）"], ["福州市", "1,234.5"], ["鼓楼区", ""]]
TABBED = files.csv_bytes(ROWS).replace(b",", b"\t").replace(b'"1\t234.5"', b'"1,234.5"')


@pytest.mark.parametrize("separated", [files.csv_bytes(ROWS), TABBED])
def test_a_cell_of_a_csv_may_hold_a_comma(separated):
    read = [[cell.text for cell in row] for row in only_sheet(separated).rows]
    assert read == [*ROWS[:2], ["鼓楼区"]]


def test_a_csv_knows_how_many_fields_each_row_has():
    content = "地区,x,\n\n鼓楼区,,,\n,".encode()
    assert only_sheet(content).fields == (3, 0, 4, 2)


def test_csv_rows_count_as_a_spreadsheet_counts_them():
    content = '"标题\n两行",\n\n地区,x\n'.encode()
    assert set(cells(content)) == {"A1", "A3", "B3"}


# ------------------------------------------------------------ what is refused

LOCKED = "表：工作簿有密码，打不开；去掉密码另存后再用"
DAMAGED = "表：工作簿损坏，打不开；用表格软件打开，另存为 xlsx 后再用"
DAMAGED_ODS = "表：表格文件有密码或已损坏，打不开；去掉密码另存后再用"
TOO_LARGE = "表：表格过大；删去多余的行、列和工作表后再用"
EMPTY = "表：文件是空的；填好数据后再用"
NO_TEXT = "表：不是 UTF-8 或 GB18030 的文本，也不是表格文件；另存为“CSV UTF-8”或 xlsx"
NO_TABLE = "表：不是表格文件；另存为 xlsx 或 CSV"
SEMICOLONS = "表：CSV 是用分号分隔的；另存为用逗号分隔的 CSV，或 xlsx"
OPEN_QUOTE = "表：CSV 的引号不成对，分不出单元格；用表格软件重新另存为 CSV"
LONG_CELL = "表：CSV 里有超过131072字的格，或引号不成对；删短这一格；或用表格软件重新另存为 CSV"
BOOK = xlsx({"表": ROWS})
ALL_MERGED = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 20_002))
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>'


# what the corpus does not have (tests/intake/corpus: encodings, workbooks)
REFUSED = {
    "only BOM": (BOM, EMPTY),
    "only commas": (b",,,\n,,,\n \n", EMPTY),
    "blank xls": (xls({"表": []}), EMPTY),
    "big5": ("臺北,區".encode("big5") + b"\xff", NO_TEXT),
    "binary": (bytes(range(256)) * 8, NO_TEXT),
    "semicolons below titles": ("2023年5月\n单位；亿元\n地区;增速;总产值\n".encode(), SEMICOLONS),
    "a cell of a million digits": (b"a,b\n" + b"9" * 10**6, LONG_CELL),
    "text after a quote": ('地区,"总"产值\n'.encode(), OPEN_QUOTE),
    "cut to its first bytes": (BOOK[:40], DAMAGED),
    "row that is no number": (replaced(BOOK, b'<row r="1">', b'<row r="x">'), DAMAGED),
    "a part read for two sheets": (
        replaced(BOOK, "</sheets>", '<sheet name="b" r:id="r1"/></sheets>'), DAMAGED),
    "more merged areas than any table has": (
        replaced(BOOK, "</sheetData>", f"</sheetData>{ALL_MERGED}"), TOO_LARGE),
    "no content types": (files.zipped({"xl/workbook.xml": "<a/>"}), DAMAGED),
    "rows without end": (replaced(BOOK, b'<row r="2">', b'<row r="99999999999">'), TOO_LARGE),
    "zip bomb": (files.zipped({"xl/workbook.xml": bytes(100_000_001)}), TOO_LARGE),
    "ods locked as a whole": (files.zipped({"encrypted-package": "a"}), LOCKED),
    "ole header alone": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DAMAGED),
    "broken ods": (files.zipped({"content.xml": "<a>"}), DAMAGED_ODS),
    "entities in ods": (files.zipped({"content.xml": DOCTYPE + b"<a/>"}), DAMAGED),
    "ods count that is no number": (
        ods_rows('<table:table-row table:number-rows-repeated="x"/>'), DAMAGED_ODS),
    "ods number that is none": (ods_rows(_ods_float("1,5")), DAMAGED_ODS),
    "ods rows without end": (
        ods_rows(_ods_float(1).replace("-row>", '-row table:number-rows-repeated="99999999">', 1)),
        TOO_LARGE,
    ),
    "ods columns without end": (
        ods_rows(_ods_float(1).replace("-cell", '-cell table:number-columns-repeated="99999999"')),
        TOO_LARGE,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_in_words(content, words):
    assert refusal(content) == words


def test_a_chain_of_sectors_that_bites_its_tail_is_damage():
    """xlrd would follow it until the memory is full."""
    content = bytearray(xls({"表": ROWS}))
    sector = len(content) // 512 - 1
    content += bytes(512)  # a table of short sectors in which every sector leads to the first
    struct.pack_into("<III", content, 56, 0x7FFFFFFF, sector, 1)  # every stream is a short one
    struct.pack_into("<i", content, 512 + 4 * sector, -2)
    struct.pack_into("<IQ", content, 1024 + 116, 2, 4096)  # they are kept where the stream was
    struct.pack_into("<I", content, 1024 + 128 + 116, 0)
    assert refusal(bytes(content)) == DAMAGED


def test_reading_prints_nothing(capfd):
    content = xls({"表": ROWS})
    assert read_sheets(content + bytes(100), "表")  # xlrd remarks on the odd size
    assert capfd.readouterr() == ("", "")


# ------------------------------------------------------------ any bytes

STARTS = [b"", BOM, b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]


def read_or_refused(content):
    error = refused(read_sheets, content, "表")
    assert error is None or len(error.problems) == 1


@pytest.mark.parametrize("start", STARTS)
@given(st.binary(max_size=2000) | st.text().map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_sheets_or_input_error(start, content):
    read_or_refused(start + content)


@st.composite
def damaged(draw, content):
    """Spoilt bytes; or a sound zip around spoilt XML, which no checksum gives away."""
    if not content.startswith(b"PK") or draw(st.booleans()):
        return draw(spoilt(content))
    parts = files.parts_of(content)
    name = draw(st.sampled_from(sorted(n for n in parts if n.endswith((".xml", ".rels")))))
    return files.zipped({**parts, name: draw(spoilt(parts[name]))})


SAMPLE = [["地区", "数"], ["福州市", 1.5, Percent(0.1), True, datetime.date(2023, 5, 1)],
          [Error("#N/A"), Formula("=B2", 2.5), Formula("=B2", "文"), "12.3"]]  # fmt: skip


@pytest.mark.parametrize("examples", [60, slowly(3000)])
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_damaged_workbooks_are_read_or_refused(write, examples):
    quick(examples)(given(damaged(write({"表": SAMPLE})))(read_or_refused))()


# ------------------------------------------------------------ as an office suite writes them


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Suffix → one workbook as LibreOffice saves it."""
    home = tmp_path_factory.mktemp("office")
    rows = [
        ["地区", "数"],
        ["福州市", 1.5, Percent(0.1), datetime.date(2023, 5, 1)],
        [Error("#N/A"), Formula("=B2", 1.5), Formula('="文"', "文"), "12.3"],
    ]
    path = home / "表.xlsx"
    path.write_bytes(xlsx({"表": rows, "旧": [["旧"]]}, hidden=("旧",)))
    return {suffix: saved_by_office(path, suffix, home).read_bytes() for suffix in WRITERS}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", WRITERS)
def test_libreoffice_files(office, suffix):
    visible, hidden = read_sheets(office[suffix], "表")
    assert (visible.name, hidden.name, hidden.hidden) == ("表", "旧", True)
    day = (DATE, "2023-05-01")
    assert [[(cell.kind, cell.value) for cell in row] for row in visible.rows] == [
        [(TEXT, "地区"), (TEXT, "数")],
        [(TEXT, "福州市"), (NUMBER, Decimal("1.5")), (PERCENT, Decimal("0.1")), day],
        [(ERROR, "#N/A"), (NUMBER, Decimal("1.5")), (TEXT, "文"), (TEXT, "12.3")],
    ]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", WRITERS)
def test_damaged_libreoffice_files_are_read_or_refused(office, suffix):
    quick(1400)(given(damaged(office[suffix]))(read_or_refused))()


def test_a_cell_shown_in_a_message_is_one_short_line():
    assert Cell(TEXT, " 两\n 行 ").shown == "两 行"
    assert Cell(TEXT, "长" * 50).shown == "长" * 40 + "…"
    assert Cell(TEXT, "\x1b[2J5\u200b\x00").shown == "�[2J5��"  # a terminal would act on it


# ---------------------------------------------------------------- a sheet's own form


@pytest.mark.parametrize("suffix", WRITERS)
def test_merged_areas_and_hidden_rows_and_columns_are_known(suffix):
    form = Form(merged=((0, 0, 0, 2), (1, 0, 2, 0)), rows=(2,), columns=(1,))
    rows = [["标题", None, None], ["地区", "甲", "乙"], [None, 1, 2], ["双清", 3, 4]]
    sheet = only_sheet(WRITERS[suffix]({"表": rows}, form=form))
    assert [str(area) for area in sheet.merged] == ["A1:C1", "A2:A3"]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {1})
    assert sheet.rows[3][1] == Cell(NUMBER, Decimal(3))  # hidden cells are read
    plain = only_sheet(WRITERS[suffix]({"表": rows}))
    assert (plain.merged, plain.hidden_rows, plain.hidden_columns) == ((), set(), set())


def test_hidden_beyond_the_cells_is_not_remembered():
    everything = b'<cols><col hidden="true" max="16384" min="2"/></cols><sheetData>'
    content = replaced(xlsx({"表": [["地区", 1]]}), b"<sheetData>", everything)
    assert only_sheet(content).hidden_columns == {1}
