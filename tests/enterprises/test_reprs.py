"""What a cell of a notebook shows of a month's enterprises: a line or two, never its rows."""

from fzlib.desk import load_enterprises


def test_a_month_is_shown_in_lines_that_lead_on():
    inputs = load_enterprises("data/fuzhou", "2023-05")
    of = inputs.enterprises
    shown = [repr(inputs), repr(of), repr(of.frame), repr(of.registers["visits"])]
    assert [text.splitlines()[0] for text in shown] == [
        f"福州市2023年5月企业数据输入：2831户，4个文件，{len(inputs.warnings)}条提示",
        "福州市2023年5月企业数据：2831户，本年此前3期；台账：工业项目、企业诉求、挂钩走访与联系",
        "enterprises/2023-05.parquet：企业2831户",
        "挂钩走访与联系：731条",
    ]
    assert all(len(text) < 300 for text in shown)
    assert not any(row.code in text for text in shown for row in of.frame.rows)
