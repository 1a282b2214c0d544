"""Text files as editors, systems and mail leave them: encodings, line ends, separators, quotes."""

from tests.intake.conftest import EXPECTED, MONTHLY
from tests.intake.corpus.making import both, goes, holds, rows, stops, text, unread
from tests.intake.corpus.words import (
    BEYOND,
    BLANK,
    BOTH,
    EMPTY,
    FRAME,
    NO_TEXT,
    QUOTES,
    RATE,
    no_header,
    no_rows,
)
from tests.intake.files import csv_bytes

BOM = "\ufeff"


def with_tabs(old):
    return old.replace(",", "\t")


CASES = [
    goes("UTF-8 with BOM and CRLF", text(lambda t: (BOM + t).replace("\n", "\r\n"))),
    goes("GB18030", text(lambda t: t.encode("gb18030"))),
    goes("GB18030, expectations too", text(lambda t: t.encode("gb18030"), EXPECTED)),
    goes("line ends of an old Mac", text(lambda t: t.replace("\n", "\r"))),
    goes(
        "three kinds of line ends",
        text(lambda t: t.replace("\n", "\r\n", 3).replace("\n", "\r", 2)),
    ),
    goes("no end of the last line", text(str.rstrip)),
    goes("blank lines at the end", text(lambda t: t + "\n \n,,,\n\n")),
    unread(
        "UTF-16 as Excel's “Unicode text”", text(lambda t: with_tabs(t).encode("utf-16")), NO_TEXT
    ),
    unread("UTF-16 without a mark", text(lambda t: t.encode("utf-16-be")), NO_TEXT),
    unread(
        "UTF-8 with BOM, a page of GBK pasted in",
        text(lambda t: (BOM + t).encode() + "各县".encode("gbk")),
        NO_TEXT,
    ),
    unread(
        "UTF-8 cut within a character",
        text(lambda t: t.encode()[: t.encode().index("高新".encode()) + 1]),
        NO_TEXT,
    ),
    unread(
        "UTF-8 read as Latin-1 and saved again",
        holds(MONTHLY, "地区,产值\n".encode().decode("latin-1")),
        no_header("å�°å�º、äº§å�¼"),
    ),
    unread(
        "UTF-8 read as GBK and saved again",
        holds(MONTHLY, "地区,产值\n".encode().decode("gbk", "replace")),
        no_header("鍦板尯、浜у��"),
    ),
    unread(
        "question marks for Chinese",
        text(lambda t: t.encode("ascii", "replace")),
        no_header("??、??????%?、????????%?、???????、???????????等9个"),
    ),
    unread(
        "Big5 that GB18030 has other signs for",
        text(lambda t: "地區,總產值\n臺北,1\n".encode("big5")),
        no_header("�跋、羆玻�"),
    ),
    unread("NUL bytes within", text(lambda t: t.replace("5.98", "5\0.98")), NO_TEXT),
    unread("nothing but NUL bytes, as after a power cut", holds(MONTHLY, bytes(4096)), NO_TEXT),
    goes(
        "BOM in the middle, of files put together",
        text(lambda t: t.replace("鼓楼区", BOM + "鼓楼区").replace("5.98", "5.98" + BOM)),
    ),
    goes(
        "spaces without width and full-width ones",
        text(
            lambda t: t.replace("鼓楼区", "\u3000鼓\u3000楼\u200b区").replace(
                "5.98", "\u00a05.98\u2060"
            )
        ),
    ),
    goes("tabs", text(with_tabs)),
    goes("tabs below a title line", text(lambda t: "2023年5月规上工业主要指标\n" + with_tabs(t))),
    unread(
        "tabs below a title with a comma",
        text(lambda t: "2023年5月,福州\n" + with_tabs(t)),
        no_header("2023年5月、福州"),
    ),
    unread(
        "semicolons",
        text(lambda t: t.replace(",", ";")),
        "CSV 是用分号分隔的；另存为用逗号分隔的 CSV，或 xlsx",
    ),
    unread(
        "full-width commas",
        text(lambda t: t.replace(",", "，")),
        no_header(
            "地区，增加值增速（%），增加值累计增速（%），总产值（亿元），上年同期总产值（亿…"
        ),
    ),
    unread(
        "columns set with spaces",
        text(lambda t: t.replace(",", "  ")),
        no_header("地区 增加值增速（%） 增加值累计增速（%） 总产值（亿元） 上年同期总产值（亿…"),
    ),
    goes(
        "every cell quoted",
        text(
            lambda t: "\n".join(
                ",".join(f'"{c}"' for c in line.split(",")) for line in t.splitlines()
            )
        ),
    ),
    goes("a separator line of Excel", text(lambda t: "sep=,\n" + t)),
    unread("a quote that is never closed", text(lambda t: t.replace("鼓楼区", '"鼓楼区')), QUOTES),
    unread("a quote within a word", text(lambda t: t.replace("鼓楼区", '"鼓楼"区')), QUOTES),
    goes("trailing commas", text(lambda t: t.replace("\n", ",,,\n"))),
    stops(
        "a thousands separator that was not quoted",
        text(lambda t: t.replace("3731.62", "3,731.62")),
        f"{MONTHLY} › J4：这一行有10格，表头只有9格；{BEYOND}",
        f"{MONTHLY} › H4：增速“3634.60”{RATE}",
        f"{MONTHLY} › F4：累计3小于当月768.88（D4），单位亿元；核对两格是否填错或单位不同",
        warnings=(f"{MONTHLY} › F4：福州市累计总产值增速按本期和同期计算为-99.59%；{BOTH}",),
    ),
    stops(
        "the same where no check of figures would tell",
        both(
            text(lambda t: "\n".join(",".join(line.split(",")[:7]) for line in t.splitlines())),
            text(lambda t: t.replace("820.00", "1,020.00")),
        ),
        f"{MONTHLY} › H10：这一行有8格，表头只有7格；{BEYOND}",
        warnings=(f"{MONTHLY} › F10：长乐区累计总产值增速按本期和同期计算为82150%；{BOTH}",),
    ),
    stops(
        "commas at the ends of the rows only",
        text(lambda t: t.replace("\n", ",\n").replace(",\n", "\n", 1)),
        *(f"{MONTHLY} › J{n}：这一行有10格，表头只有9格；{BEYOND}" for n in range(2, 18)),
    ),
    goes("longer rows above the headers", text(lambda t: "标题,,,,,,,,,,,\n" + t)),
    stops(
        "a point typed as a comma, and blanks shifted out at the end",
        rows(
            lambda r: [[*row[:3], "24", *row[3:]] if row[1] == "鼓楼区" else row for row in r],
            EXPECTED,
        ),
        f"{EXPECTED} › E2：这一行有5格，表头只有4格；{BEYOND}",
        warnings=(),
    ),
    goes("a comma line", text(lambda t: t.replace("台江区", ",,,,,,,,\n台江区"))),
    goes(
        "headers over two lines", rows(lambda r: [[c.replace("（", "\n（") for c in r[0]], *r[1:]])
    ),
    unread("zero bytes", holds(MONTHLY, b""), EMPTY),
    unread("a BOM and nothing", holds(MONTHLY, BOM), EMPTY),
    unread("commas and nothing", holds(MONTHLY, csv_bytes([[""] * 9] * 17)), EMPTY),
    stops("headers and nothing", text(lambda t: t.splitlines()[0]), *no_rows(MONTHLY, *FRAME)),
    stops("cut at a line", text(lambda t: t[: t.index("闽清县")]), *no_rows(MONTHLY, *FRAME[-3:])),
    goes(
        "cut within a line",
        text(lambda t: t[: t.index("22.70")]),
        f"{MONTHLY} › D17：高新区当月总产值{BLANK}",
        f"{MONTHLY} › F17：高新区累计总产值{BLANK}",
        f"{MONTHLY} › E17：高新区当月上年同期总产值{BLANK}",
        f"{MONTHLY} › G17：高新区累计上年同期总产值{BLANK}",
        figures={
            (measure, span, "高新区"): None
            for measure in ("output", "base")
            for span in ("month", "ytd")
        },
    ),
    unread(
        "the letter of a mail instead",
        holds(MONTHLY, "各县（市）区工信局：\n  请报送5月数据。\n"),
        no_header("各县（市）区工信局："),
    ),
    unread("JSON", holds(MONTHLY, '{"地区": "鼓楼区"}'), no_header('{"地区": "鼓楼区"}')),
]
