"""Where two copies of a table differ, said by what the row is of."""

import pytest

from fzlib.publishing.table_differences import FORM, NOT_A_TABLE, differences, listed

SCORES = "period,region,item,points\n2023-05,福清市,output_growth.ytd,12.30\n2023-05,长乐区,x,1\n"


def of(name, then, now):
    return differences(name, *(text.encode("utf-8-sig") for text in (then, now)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("12.30", "12.10", ["福清市 output_growth.ytd 的 points：发布时 12.30，现为 12.10"]),
        ("x,1", "x,", ["长乐区 x 的 points：发布时 1，现为 空"]),
        ("2023-05,长乐区,x,1\n", "", ["长乐区 x 一行，现在没有"]),
        ("长乐区,x", "长乐区,y", ["长乐区 x 一行，现在没有", "长乐区 y 一行，发布时没有"]),
        (",points", ",score", ["points 一列，现在没有", "score 一列，发布时没有"]),
        ("\n", "\r\n", [FORM]),
    ],
)
def test_scores_by_county_and_item(old, new, expected):
    assert of("scores.csv", SCORES, SCORES.replace(old, new) if old else SCORES) == expected


@pytest.mark.parametrize(
    ("name", "header", "then", "now", "expected"),
    [
        ("ranking.csv", "period,rank,region,total", "2023-05,1,福清市,9", "2023-05,2,福清市,9",
         "福清市 的 rank：发布时 1，现为 2"),
        ("targets.csv", "period,task,region,actual", "2023-05,started,福清市,3",
         "2023-05,started,福清市,4", "started 福清市 的 actual：发布时 3，现为 4"),
        ("enterprises.csv", "period,span,level,key,firms", "2023-05,ytd,county,福清市,3",
         "2023-05,ytd,county,福清市,4", "ytd county 福清市 的 firms：发布时 3，现为 4"),
    ],
)  # fmt: skip
def test_other_tables_by_what_their_rows_are_of(name, header, then, now, expected):
    assert of(name, f"{header}\n{then}\n", f"{header}\n{now}\n") == [expected]


def test_rows_that_are_there_twice_are_counted():
    twice = SCORES + "2023-05,长乐区,x,2\n"
    assert of("scores.csv", SCORES, twice) == ["长乐区 x （第2次） 一行，发布时没有"]


def test_what_is_no_table():
    assert of("scores.csv", SCORES, SCORES.replace("12.30", "12.30,x")) == [NOT_A_TABLE]
    assert of("scores.csv", SCORES, SCORES.replace("item", "region")) == [NOT_A_TABLE]
    assert differences("scores.csv", SCORES.encode(), b"\xff\xfe") == [NOT_A_TABLE]
    assert of("scores.csv", SCORES, "")[0] == "period 一列，现在没有"


def test_nothing_of_a_table_acts_on_a_terminal():
    texts = of("scores.csv", SCORES, SCORES.replace("12.30", '"1\x1b[2J\n2023-05：一致"'))
    assert listed("scores.csv", texts) == [
        "scores.csv：福清市 output_growth.ytd 的 points：发布时 12.30，现为 1�[2J 2023-05：一致"
    ]


def test_beyond_some_there_is_a_count():
    texts = [str(number) for number in range(8)]
    assert listed("a.csv", texts, most=2) == ["a.csv：0", "a.csv：1", "a.csv：另有6处"]
    assert listed("a.csv", texts[:2], most=2) == ["a.csv：0", "a.csv：1"]
