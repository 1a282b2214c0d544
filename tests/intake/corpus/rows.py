"""Rows: notes and sums among them, names of regions, one twice or absent; of expectations too."""

from tests.intake.conftest import EXPECTED, MONTHLY
from tests.intake.corpus.making import both, goes, put, rows, stops, text, unread
from tests.intake.corpus.words import (
    BLANK,
    FOOTNOTE,
    FRAME,
    NO_COLUMN,
    NO_PERIOD,
    NO_REGION,
    NO_ROW,
    UNUSED,
    no_rows,
)

NOTE = ["注：本表为快报数，以统计局反馈为准。"]


CASES = [
    *(
        stops(
            name,
            rows(lambda r, line=line: [*r, line]),
            f"{MONTHLY} › A18：“{line[0]}”{FOOTNOTE}",
        )
        for name, line in {
            "a footnote below": NOTE,
            "a long footnote that names a county": ["注：福州市、高新区数据为初步核算数，不含平潭"],
            "a row of sums": ["合计", "", "", "768.88", "747.4", "3731.62", "3634.6"],
            "a sum of some counties": ["五城区小计", "", "", "130"],
        }.items()
    ),
    stops(
        "a footnote in the second column",
        rows(lambda r: [*r, ["", *NOTE]]),
        f"{MONTHLY} › A18：没有地区名；填地区名；合计、说明行请删去",
    ),
    stops(
        "who filled it in",
        rows(lambda r: [*r, [], ["填报人：林某", "", "审核人：陈某"]]),
        f"{MONTHLY} › A19：“填报人：林某”{FOOTNOTE}",
    ),
    stops(
        "a row #其中",
        rows(lambda r: [*r, ["#其中：高新区", "", "", "22.7"]]),
        f"{MONTHLY} › A18：“#其中：高新区”不是已知地区；是不是“高新区”？{NO_REGION}",
    ),
    goes(
        "全市, 全省 and short names",
        put(
            A3="全省", A4="全 市", A5="鼓楼", A10="长乐市", A11="福清", A12="闽侯", A17="福州高新区"
        ),
    ),
    stops(
        "a county's old and misspelt names",
        put(A10="长乐县", A11="福请市", A12="闽侯县高新区", A16="永春县"),
        f"{MONTHLY} › A10：“长乐县”不是已知地区；是不是“长乐区”？{NO_REGION}",
        f"{MONTHLY} › A11：“福请市”不是已知地区；是不是“福清市”？{NO_REGION}",
        f"{MONTHLY} › A12：“闽侯县高新区”不是已知地区；是不是“闽侯县”？{NO_REGION}",
        f"{MONTHLY} › A16：“永春县”不是已知地区；是不是“永泰县”？{NO_REGION}",
        f"{MONTHLY}：没有“长乐区”的行；{NO_ROW}",
        f"{MONTHLY}：没有“福清市”的行；{NO_ROW}",
        f"{MONTHLY}：没有“闽侯县”的行；{NO_ROW}",
        f"{MONTHLY}：没有“永泰县”的行；{NO_ROW}",
    ),
    stops(
        "numbered names",
        put(A5="1.鼓楼区", A6="（二）台江区"),
        f"{MONTHLY} › A5：“1.鼓楼区”不是已知地区；是不是“鼓楼区”？{NO_REGION}",
        f"{MONTHLY} › A6：“（二）台江区”不是已知地区；是不是“台江区”？{NO_REGION}",
        f"{MONTHLY}：没有“鼓楼区”的行；{NO_ROW}",
        f"{MONTHLY}：没有“台江区”的行；{NO_ROW}",
    ),
    stops(
        "a county twice, figures the same",
        rows(lambda r: [*r, r[4]]),
        f"{MONTHLY} › A18：“鼓楼区”有两行（另一行在 A5）；只留一行",
    ),
    stops(
        "a county twice under two names",
        rows(lambda r: [*r, ["高新技术产业开发区", *r[16][1:]]]),
        f"{MONTHLY} › A18：“高新区”有两行（另一行在 A17）；只留一行",
    ),
    stops(
        "a county under another's old name",
        put(A11="长乐市"),
        f"{MONTHLY} › A11：“长乐区”有两行（另一行在 A10）；只留一行",
        f"{MONTHLY}：没有“福清市”的行；{NO_ROW}",
    ),
    unread(
        "no row of the province", rows(lambda r: [*r[:2], *r[3:]]), f"没有“福建省”的行；{NO_ROW}"
    ),
    stops(
        "a row without a name",
        put(A8=""),
        f"{MONTHLY} › A8：没有地区名；填地区名；合计、说明行请删去",
        f"{MONTHLY}：没有“晋安区”的行；{NO_ROW}",
    ),
    goes(
        "a county not assessed",
        rows(lambda r: [*r, ["平潭综合实验区", "1.0", "1.0", "3", "3", "15", "15"]]),
        f"{MONTHLY} › A18：平潭县不在考评范围，未计入",
    ),
    stops(
        "header repeated for printing",
        rows(lambda r: [*r[:9], r[0], *r[9:]]),
        f"{MONTHLY} › A10：又是一行表头；一张工作表只放一张表；打印用的重复表头请删去",
    ),
    stops(
        "two tables on a sheet",
        rows(lambda r: [*r, [], r[0], r[4]]),
        f"{MONTHLY} › A19：又是一行表头；一张工作表只放一张表；打印用的重复表头请删去",
        f"{MONTHLY} › A20：“鼓楼区”有两行（另一行在 A5）；只留一行",
    ),
    stops(
        "expectations: the city's name only",
        text(lambda t: t.replace("鼓楼区", "福州"), EXPECTED),
        f"{EXPECTED}：没有“鼓楼区”的行（2023-05）；{NO_ROW}",
    ),
    goes(
        "expectations with a row of the city",
        rows(lambda r: [*r, ["2023-05", "全市", "33", "141"]], EXPECTED),
        figures={("expected", "month", "福州市"): "33", ("expected", "ytd", "福州市"): "141"},
    ),
    goes(
        "expectations in the monthly file",
        both(
            rows(lambda r: [[*r[0], "月度预期增量（亿元）"], *([*row, "9"] for row in r[1:])]),
            put(EXPECTED, C2=""),
        ),
        f"{MONTHLY} › J1：“月度预期增量（亿元）”{UNUSED}",
        f"{EXPECTED} › C2：鼓楼区当月预期增量{BLANK}",
        figures={("expected", "month", "鼓楼区"): None},
    ),
    goes(
        "output in the file of expectations",
        rows(lambda r: [[*r[0], "总产值（亿元）"], *([*row, "9"] for row in r[1:])], EXPECTED),
        f"{EXPECTED} › E1：“总产值（亿元）”{UNUSED}",
    ),
    stops(
        "expectations without the period",
        rows(lambda r: [row[1:] for row in r], EXPECTED),
        f"{EXPECTED} › 第1行：缺“期间”列；{NO_COLUMN}",
    ),
    stops(
        "expectations of another month",
        text(lambda t: t.replace("2023-05", "2023-06"), EXPECTED),
        *no_rows(EXPECTED, *FRAME[3:], of="（2023-05）"),
    ),
    stops(
        "expectations twice",
        rows(lambda r: r + r[1:2], EXPECTED),
        f"{EXPECTED} › B15：“鼓楼区”有两行（另一行在 B2）；只留一行",
    ),
    *(
        stops(
            f"expectations {name}",
            text(lambda t, month=month: t.replace("2023-05", month, 1), EXPECTED),
            f"{EXPECTED} › A2：“{month}”{NO_PERIOD}",
            f"{EXPECTED}：没有“鼓楼区”的行（2023-05）；{NO_ROW}",
        )
        for name, month in {"by a period's name": "2023年5月", "by Excel's month": "May-23"}.items()
    ),
]
