"""Cells: numbers as people and programs write them, and what only looks like one."""

from tests.intake.conftest import MONTHLY
from tests.intake.corpus.making import both, goes, put, stops, stops_at
from tests.intake.corpus.words import (
    BLANK,
    ERROR,
    LEVEL,
    NEGATIVE,
    NO_NUMBER,
    PAIR,
    RATE,
    SUMS,
)

GULOU = ("output", "month", "鼓楼区")

CASES = [
    goes(
        "full-width digits, signs and points",
        put(D5="５．９８", B5="－１．２", C5="−0.8", F4="３，７３１．６２", B6="＋12.4"),
    ),
    goes("spaces in numbers", put(D5=" 5.98　", F4="3 731.62", G4="3\u00a0634.60", B5="- 1.2")),
    stops(
        "two numbers in one cell",
        put(B5="5\n6", C5="12 3.4", D5="5\u200b98"),
        f"{MONTHLY} › B5：“5 6”{NO_NUMBER}",
        f"{MONTHLY} › C5：“12 3.4”{NO_NUMBER}",
        f"{MONTHLY} › D5：“5�98”{NO_NUMBER}",
    ),
    goes("thousands separators", put(F4="3,731.62", G4="3，634.60")),
    goes("percent signs", put(B5="-1.2%", C5="-0.8％", B6="12.4 %")),
    goes(
        "more decimals than count",
        put(D5="5.9799996", E5="6.20000049"),
        figures={GULOU: "5.98", ("base", "month", "鼓楼区"): "6.2"},
    ),
    goes("very long digits", put(D5="5.98" + "0" * 300, B5="-1.2" + "0" * 300)),
    stops(
        "very long numbers",
        put(D5="9" * 400, B5="9" * 60),
        f"{MONTHLY} › B5：增速“9999999999999999999999999999999999999999…”{RATE}",
        f"{MONTHLY} › D5：“9999999999999999999999999999999999999999…”{LEVEL}",
    ),
    goes(
        "missing marks",
        put(D5="--", E5="——", F5="...", G5="／", B5="N/A"),
        f"{MONTHLY} › F5：填的是“…”，按缺数处理；年鉴里“…”表示不足最小单位；如有数请填数",
        f"{MONTHLY} › B5：鼓楼区当月增加值增速{BLANK}",
        f"{MONTHLY} › D5：鼓楼区当月总产值{BLANK}",
        f"{MONTHLY} › F5：鼓楼区累计总产值{BLANK}",
        f"{MONTHLY} › E5：鼓楼区当月上年同期总产值{BLANK}",
        f"{MONTHLY} › G5：鼓楼区累计上年同期总产值{BLANK}",
        figures={
            GULOU: None,
            ("base", "month", "鼓楼区"): None,
            ("output", "ytd", "鼓楼区"): None,
            ("base", "ytd", "鼓楼区"): None,
            ("va_growth", "month", "鼓楼区"): None,
        },
    ),
    stops_at("separators in wrong places", NO_NUMBER, D5="1,2345", H5="12,3abc", C5="1,2"),
    stops_at("error values as text", ERROR, D5="#REF!", E5="#N/A", F5="#####", G5="#名称?"),
    stops_at("formulas as text", NO_NUMBER, D5="=E5*0.96", E5="+6.2+0", F5="=SUM(D5:E5)"),
    stops(
        "a percent sign under money",
        put(D5="5.98%"),
        f"{MONTHLY} › D5：“5.98%”带百分号，这一列的单位是亿元；核对是否填错了列",
    ),
    stops_at("negative levels", NEGATIVE, D5="-5.98", E5="－6.2", F5="-0.01"),
    goes(
        "no output at all",
        put(D5="0", E5="0", F5="0", G5="-0"),
        f"{MONTHLY} › D4：福州市当月总产值768.88亿元，各县（市）区合计762.9亿元，"
        f"相差5.98亿元（0.78%）；{SUMS}",
        f"{MONTHLY} › E4：福州市当月上年同期总产值747.4亿元，各县（市）区合计741.2亿元，"
        f"相差6.2亿元（0.83%）；{SUMS}",
        f"{MONTHLY} › F4：福州市累计总产值3731.62亿元，各县（市）区合计3702.32亿元，"
        f"相差29.3亿元（0.79%）；{SUMS}",
        f"{MONTHLY} › G4：福州市累计上年同期总产值3634.6亿元，各县（市）区合计3604.5亿元，"
        f"相差30.1亿元（0.83%）；{SUMS}",
        figures={
            GULOU: "0",
            ("base", "month", "鼓楼区"): "0",
            ("output", "ytd", "鼓楼区"): "0",
            ("base", "ytd", "鼓楼区"): "0",
        },
    ),
    stops(
        "growth beyond bounds",
        put(B2="1000.1", B5="1000.1", C5="-1000.01", H6="99999", C17="-1001"),
        f"{MONTHLY} › B2：增速“1000.1”{RATE}",
        f"{MONTHLY} › B5：增速“1000.1”{RATE}",
        f"{MONTHLY} › C5：增速“-1000.01”{RATE}",
        f"{MONTHLY} › H6：增速“99999”{RATE}",
        f"{MONTHLY} › C17：增速“-1001”{RATE}",
    ),
    goes(
        "growth at its bounds",
        put(B5="1000", C5="-1000"),
        figures={("va_growth", "month", "鼓楼区"): "1000", ("va_growth", "ytd", "鼓楼区"): "-1000"},
    ),
    stops_at("levels beyond bounds", LEVEL, F4="10000000.1"),
    stops(
        "year to date below the month",
        put(F5="5.97", F6="0.99"),
        f"{MONTHLY} › F5：累计5.97小于当月5.98（D5），单位亿元；核对两格是否填错或单位不同",
        f"{MONTHLY} › F6：累计0.99小于当月1（D6），单位亿元；核对两格是否填错或单位不同",
    ),
    stops(
        "a growth that blows up the base",
        put(D5="500", F5="500", G5="500", E5="", H5="-99.9999999999"),
        f"{MONTHLY} › H5：增速-99.9999999999%使推算的同期超过1000万亿元；核对增速，或填上同期数",
    ),
    goes(
        "a growth of −100 %",
        put(E5="", H5="-100"),
        f"{MONTHLY} › E5：鼓楼区当月上年同期总产值{BLANK}",
        figures={("base", "month", "鼓楼区"): None, ("output_growth", "month", "鼓楼区"): "-100"},
    ),
    goes(
        "given growth and computed apart",
        put(H5="3.5"),
        f"{MONTHLY} › H5：鼓楼区当月总产值增速填3.5%，按本期和同期计算为-3.55%；以填报数计分；"
        "核对三个数",
        figures={("output_growth", "month", "鼓楼区"): "3.5"},
    ),
    stops(
        "1—2月: a pair that disagrees",
        both(
            lambda city: city.to_first(),
            lambda city: city.put("monthly/2023-02.csv", C5="-1.3", F6="1.01"),
        ),
        f"monthly/2023-02.csv › C5：1—2月的累计-1.3与当月-1.2（B5）不同（%）；{PAIR}",
        f"monthly/2023-02.csv › F6：1—2月的累计1.01与当月1（D6）不同（亿元）；{PAIR}",
        period="2023-02",
    ),
    goes(
        "1—2月: the year to date only",
        both(
            lambda city: city.to_first(),
            lambda city: [city.drop_column("monthly/2023-02.csv", letter) for letter in "HEDB"],
        ),
        period="2023-02",
        figures={
            ("va_growth", "ytd", "鼓楼区"): "-1.2",
            ("output", "ytd", "鼓楼区"): "5.98",
            GULOU: "5.98",
        },
    ),
]
