"""A table in a terminal: columns line up, a Chinese character is two columns wide."""

from fzlib.presentation import blocks
from fzlib.presentation.terminal import lines


def test_a_table():
    items = blocks.group("增量", "当月", "累计")
    marked = blocks.TableCell("2.50", "高", "异常高分")
    rows = [["1", "甲县", marked, "10.00", "无"], ["—", "某某某某区", "缺数", "-1.00", ""]]
    more = {"ranked": True, "apart": [["", "全市", "3", "9", ""]], "note": "不写"}
    table = blocks.table("题", [items, blocks.text("注")], rows, **more)
    assert lines(table) == [
        "题",
        "位次  县（市）区  当月增量  累计增量  注",
        "   1  甲县            2.50     10.00  无",
        "   —  某某某某区      缺数     -1.00",
        "      全市               3         9",
    ]


def test_a_long_title_is_set_in_several_lines():
    columns = [blocks.group("工业税收占全市比重提高", "累计"), "总分"]
    wide = blocks.table("", columns, [["甲县", "3.05", "92.48"]])
    assert lines(wide) == [
        "县（市）区  累计工业税收占   总分",
        "              全市比重提高",
        "甲县                  3.05  92.48",
    ]
