"""regions.csv, and which region a name means: exact after width, spaces and brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fzlib.intake.regions import RegionNames
from fzlib.scoring.regions import Region
from tests.intake.conftest import MONTHLY
from tests.intake.files import csv_bytes

REGIONS = "regions.csv"


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("长乐区", "长乐区"),
        ("长乐市", "长乐区"),
        ("长乐", "长乐区"),
        ("福州高新区", "高新区"),
        ("高新技术产业开发区", "高新区"),
        ("马尾区（开发区）", "马尾区"),
        ("马尾区(开发区)", "马尾区"),
        ("闽侯县（不含高新区）", "闽侯县"),
        ("闽侯县〔不含高新区〕", "闽侯县"),
        ("闽侯县(不含高新区）", "闽侯县"),
        ("鼓　楼　区", "鼓楼区"),
        (" 鼓楼区\u3000", "鼓楼区"),
        ("全　市", "福州市"),
        ("平潭综合实验区", "平潭县"),
        ("福建", "福建省"),
    ],
)
def test_names_as_found_in_real_files(city, written, region):
    rows = city.rows(REGIONS)
    names = RegionNames(
        [Region(row[0], "county", aliases=tuple(filter(None, row[4].split("；")))) for row in rows]
    )
    assert names.find(written).name == region


TURNED = "有改变书写方向的字符 U+202E；删去这个字符"
FORMULA = "以 = + - @ 开头，表格软件会当成公式；改用不带这些符号的名称"


def append(*rows):
    return lambda city: city.append(REGIONS, *rows)


def put(**cells):
    return lambda city: city.put(REGIONS, **cells)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            put(E11="福清；长乐"),
            ["E11：“长乐”既指长乐区又指福清市；一个名称只能指一个地区，删去其中一个"],
        ),
        (
            put(E11="福清；闽侯县"),
            ["A12：“闽侯县”既指福清市又指闽侯县；一个名称只能指一个地区，删去其中一个"],
        ),
        (put(E11="福清;福　清;福清市"), []),  # the same region twice
        (put(C11="县"), ["C11：类别“县”不对；可选：全国、全省、全市、县区"]),
        (put(C2="国"), ["C2：类别“国”不对；可选：全国、全省、全市、县区"]),
        (put(D11="Y"), ["D11：考评“Y”不对；写“是”或“否”"]),
        (put(D11=""), ["D11：考评“”不对；写“是”或“否”"]),
        (put(D4="是"), ["D4：只有县区才能考评；改为“否”"]),
        (
            put(C4="县区"),
            ["第1行：类别“全市”有0行；类别“全市”应恰好一行"],
        ),
        (
            put(C3="全市"),
            [
                "第1行：类别“全省”有0行；类别“全省”应恰好一行",
                "第1行：类别“全市”有2行；类别“全市”应恰好一行",
            ],
        ),
        (append(["福清市", "", "县区", "否", "", ""]), ["A19：“福清市”有两行；只留一行"]),
        (append(["", "350199", "县区", "是", "", ""]), ["A19：没有地区名；填地区名或删去这一行"]),
        (put(C1="种类"), ["第1行：缺“类别”列；补上这一列，表头照此写"]),
        (
            put(C1="", D1="", A1="地　区"),
            [
                "第1行：缺“类别”列；补上这一列，表头照此写",
                "第1行：缺“考评”列；补上这一列，表头照此写",
            ],
        ),
        (put(E11="福清\u202e；榕"), [f"E11：{TURNED}"]),
        (put(A11="福清市\u2066x", E11="福清市"), [f"A11：{TURNED.replace('202E', '2066')}"]),
        (put(B11="350181\u200f"), [f"B11：{TURNED.replace('202E', '200F')}"]),
        (put(F11="ا1"), [f"F11：{TURNED.replace('202E', '0627')}"]),
        (put(E11="福清\x1b[31m"), ["E11：有换行或控制字符 U+001B；删去这个字符"]),
        (put(F11="一\n二"), ["F11：有换行或控制字符 U+000A；删去这个字符"]),
        (put(E11="福\u200b清"), []),  # without width: evened out
        (put(E11="福清；＝1+1"), [f"E11：“＝1+1”{FORMULA}"]),
        (put(E11="+福清"), [f"E11：“+福清”{FORMULA}"]),
        (put(E11="－福清"), [f"E11：“－福清”{FORMULA}"]),
        (put(A11="@福清市", E11="福清市"), [f"A11：“@福清市”{FORMULA}"]),
        (put(F1="考评"), ["F1：“考评”与 D1 的列含义相同；删去或改名其中一列"]),
    ],
)
def test_what_is_wrong_with_regions(city, spoil, words):
    spoil(city)
    assert city.problems() == [f"{REGIONS} › {line}" for line in words]


def test_a_file_without_headers(city):
    city.write(REGIONS, "鼓楼区,350102,县区,是\n")
    assert city.problems() == [
        f"{REGIONS}：没有找到表头，第一行是：鼓楼区、350102、县区、是；照数据说明写表头"
    ]


def test_the_frame_is_nation_province_city_then_counties_as_listed(golden):
    assert [region.name for region in golden.panel.regions[:4]] == [
        "全国",
        "福建省",
        "福州市",
        "鼓楼区",
    ]
    assert golden.panel.counties[-1] == "高新区"
    assert len(golden.panel.counties) == 13
    assert golden.panel.regions[3].code == "350102"
    assert golden.panel.regions[-1].code == ""


def test_a_group_is_one_however_wide_it_is_written(city):
    """A组 and Ａ 组 are not two groups; whoever is not assessed needs none."""
    groups = ["组别", "", "", "", "A组", "Ａ 组", *["B组"] * 11, ""]
    rows = zip(city.rows(REGIONS), groups, strict=True)
    city.write(REGIONS, csv_bytes([[*row, group] for row, group in rows]))
    city.write("rules/2023.toml", city.text("rules/2023.toml") + '[ranking]\nwithin = "group"\n')
    assessed = city.load().panel.assessed
    assert [region.group for region in assessed[:3]] == ["A组", "A组", "B组"]


@pytest.mark.parametrize(("row", "county"), [(11, "闽侯县"), (14, "闽清县"), (7, "闽侯县")])
def test_of_two_equally_near_the_one_without_a_row_is_suggested(city, row, county):
    """Both are one character from 闽情县; where both have their rows, the first is named."""
    city.put(MONTHLY, **{f"A{row + 1}": "闽情县"})
    words = f"“闽情县”不是已知地区；是不是“{county}”？"
    assert any(words in problem for problem in city.problems())


@given(st.text())
def test_any_name_is_known_or_not(name):
    names = RegionNames([Region("福清市", "county", aliases=("福清",)), Region("长乐区", "county")])
    assert names.find(name) is None or names.find(name).name in ("福清市", "长乐区")
    assert names.nearest(name) in ("", "福清市", "长乐区")
