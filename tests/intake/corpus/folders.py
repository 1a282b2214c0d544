"""The data folder itself, and its files that hold no figures: what is absent, double or wrong."""

import os

from tests.intake.conftest import EXPECTED, MONTHLY
from tests.intake.corpus.making import book, both, goes, holds, put, rows, stops, text, unread
from tests.intake.corpus.words import (
    ABSENT,
    BLANK,
    DATASET,
    NO_COLUMN,
    NO_PERIOD,
    NO_ROW,
    REGIONS,
    RULES,
    RULINGS,
    TOML,
    no_header,
)
from tests.intake.files import csv_bytes

RULED = ["2023-05", "福清市", "increment.month", "8.5", "市工信局会议纪要"]


def gone(label):
    return lambda city: city.remove(label)


SHUT = "打不开；检查它是不是文件、有没有权限，或关闭占用它的程序"
PIPE = "不是普通文件（是管道、设备等）；改为一个数据文件"


def place(label):
    """Its place, with nothing there."""
    return lambda city: (city.path / label).unlink(missing_ok=True)


def folder(label):
    return both(place(label), lambda city: (city.path / label).mkdir())


def pipe(label):
    return lambda city: os.mkfifo(city.path / label)


def link(label, to):
    return both(place(label), lambda city: (city.path / label).symlink_to(to))


def kept(old, new, label):
    return lambda city: city.edit(label, old, new)


def rulings(*more, header=("期间", "地区", "考评项", "得分", "依据")):
    return holds(RULINGS, csv_bytes([header, *more]))


CASES = [
    unread("no monthly file", gone(MONTHLY), ABSENT),
    unread("a folder called like the file", folder(MONTHLY), SHUT),
    unread("a link to itself", link(MONTHLY, "2023-05.csv"), SHUT),
    unread("a link to nowhere", link(MONTHLY, "../nowhere.csv"), "没有这个文件；照数据说明补上"),
    *(
        stops(f"{label} is a folder", folder(label), f"{label}：{SHUT}")
        for label in (RULES, EXPECTED, RULINGS)
    ),
    stops(
        "rulings are a link to nowhere",
        link("rulings.csv", "../nowhere.csv"),
        "rulings.csv：没有这个文件；照数据说明补上",
    ),
    stops("rulings are a pipe", pipe("rulings.csv"), f"rulings.csv：{PIPE}"),
    goes(
        "a link to the file",
        both(
            lambda city: (city.path / MONTHLY).rename(city.path / "5月.csv"),
            lambda city: (city.path / MONTHLY).symlink_to("../5月.csv"),
        ),
    ),
    stops(
        "two files of the period",
        holds("monthly/2023-05.xlsx", b"x"),
        "monthly/2023-05：有2份：monthly/2023-05.csv、monthly/2023-05.xlsx；只留一份",
    ),
    stops(
        "the month in words",
        lambda city: (city.path / MONTHLY).rename(city.path / "monthly/2023年5月.csv"),
        f"{MONTHLY}：{ABSENT}",
        warnings=[
            "monthly/2023年5月.csv：文件名不是期间，没有读（2023-05 没有别的文件）；"
            "要用它就改名为 2023-05.csv；不用的移出 monthly/"
        ],
    ),
    stops(
        "nothing but dataset.toml",
        both(gone(MONTHLY), gone(EXPECTED), gone(RULES), gone(REGIONS)),
        f"{REGIONS}：没有这个文件；照数据说明补上",
        f"{RULES}：没有这个文件；写好当年的规则书，或用 --rules 指定",
        f"{MONTHLY}：{ABSENT}",
    ),
    stops(
        "no expectations",
        gone(EXPECTED),
        f"{EXPECTED}：没有这个文件；“实际完成增量”计分需要预期增量",
    ),
    stops(
        "expectations: a blank header",
        put(EXPECTED, D1=""),
        f"{EXPECTED} › 第1行：缺“累计预期增量（亿元）”列；{NO_COLUMN}",
    ),
    stops(
        "expectations: other units",
        put(EXPECTED, C1="月度预期增量", D1="累计预期增量（%）"),
        f"{EXPECTED} › C1：表头“月度预期增量”没有写单位；写作“月度预期增量（亿元）”",
        f"{EXPECTED} › D1：表头“累计预期增量（%）”单位“%”不认识；写作“累计预期增量（亿元）”",
    ),
    goes(
        "expectations: negative and blank",
        put(EXPECTED, C2="-0.1", D2=""),
        f"{EXPECTED} › D2：鼓楼区累计预期增量{BLANK}",
        figures={("expected", "month", "鼓楼区"): "-0.1", ("expected", "ytd", "鼓楼区"): None},
    ),
    stops(
        "dataset: full-width quotes",
        kept('nature = "example"', "nature = “example”", DATASET),
        f"{DATASET} › 第2行第10字：{TOML}",
    ),
    stops(
        "dataset: full-width equals",
        kept('nature = "example"', 'nature ＝ "example"', DATASET),
        f"{DATASET} › 第2行第8字：{TOML}",
    ),
    stops(
        "dataset: a key twice",
        text(lambda t: t + 'level = "规上工业总产值"\n', DATASET),
        f"{DATASET} › 第8行第18字：{TOML}",
    ),
    stops(
        "dataset: nature in Chinese",
        kept('"example" ', '"示例" ', DATASET),
        f"{DATASET} › nature：不能是“示例”；可选：example、published、internal",
    ),
    stops(
        "dataset: nothing in it",
        holds(DATASET, b""),
        f"{DATASET} › title：没有写；补上",
        f"{DATASET} › nature：没有写；补上",
        f"{DATASET} › source：没有写；补上",
        f"{DATASET} › level：没有写；补上",
    ),
    stops(
        "dataset: no text",
        holds(DATASET, bytes(range(128, 256))),
        f"{DATASET}：不是 UTF-8 或 GB18030 的文本；用文本编辑器另存为 UTF-8",
    ),
    stops(
        "rule book: of another year only",
        lambda city: (city.path / RULES).rename(city.path / "rules/2024.toml"),
        f"{RULES}：没有这个文件；写好当年的规则书，或用 --rules 指定",
    ),
    stops(
        "rule book: readings misspelt",
        both(
            kept('floor = "zero"', 'flor = "zero"', RULES),
            kept('steps = "proportional"', 'steps = "按比例"', RULES),
        ),
        f"{RULES} › readings.steps：不能是“按比例”；可选：proportional、whole",
        f"{RULES} › readings.flor：没有这个键；删去或改正；可用的键：steps、floor、city_decrease、"
        "expected_nonpositive、on_target、quarter_score、year_missing",
    ),
    stops(
        "rule book: no indicators",
        text(lambda t: t.split("[[indicator]]")[0], RULES),
        f"{RULES} › indicator：没有考评指标；至少写一个 [[indicator]]",
    ),
    stops(
        "rule book: cut",
        text(lambda t: t[:-30], RULES),
        f"{RULES}：不符合 TOML 的写法（可能没有写完）；照样例核对引号、等号和方括号",
    ),
    goes(
        "rule book with BOM and CRLF", text(lambda t: ("\ufeff" + t).replace("\n", "\r\n"), RULES)
    ),
    stops(
        "regions: nobody assessed",
        text(lambda t: t.replace("县区,是", "县区,否"), REGIONS),
        f"{REGIONS} › 第1行：没有考评的县区；参加考评的县区，考评列写“是”",
    ),
    stops(
        "regions: two cities",
        rows(lambda r: [*r, ["厦门市", "350200", "全市", "否", "", ""]], REGIONS),
        f"{REGIONS} › 第1行：类别“全市”有2行；类别“全市”应恰好一行",
        f"{MONTHLY}：没有“厦门市”的行；{NO_ROW}",
    ),
    goes("regions in a workbook, codes as numbers", book("xlsx", REGIONS)),
    goes("rulings", rulings(RULED, ["2023-06", "", "", "", ""])),
    stops(
        "rulings: all that can be wrong",
        rulings(["2023-05", "福清县", "increment", "8.555", ""], RULED, RULED, ["5月", *RULED[1:]]),
        f"{RULINGS} › B2：“福清县”不是考评的县区；是不是“福清市”？",
        f"{RULINGS} › C2：没有“increment”这个考评项；可选：va_growth.month、va_growth.ytd、"
        "output_growth.month、output_growth.ytd、increment.month、increment.ytd、"
        "contribution.month、contribution.ytd",
        f"{RULINGS} › E2：没有写依据；写明审定的文件或会议",
        f"{RULINGS} › D2：得分“8.555”超过2位小数；最多2位小数",
        f"{RULINGS} › C4：福清市的 increment.month 已有一条审定；一个考评项只留一条",
        f"{RULINGS} › A5：“5月”{NO_PERIOD}",
    ),
    stops(
        "rulings: no column of the basis",
        rulings(RULED[:4], header=("期间", "地区", "考评项", "得分")),
        f"{RULINGS} › 第1行：缺“依据”列；{NO_COLUMN}",
    ),
    stops(
        "rulings: another file under the name",
        lambda city: city.write(RULINGS, city.text(MONTHLY)),
        f"{RULINGS}："
        + no_header(
            "地区、增加值增速（%）、增加值累计增速（%）、总产值（亿元）、上年同期总产值（亿元）等9个"
        ),
    ),
]
