"""fz check of enterprises: a period's file beside its scores, a file by its place or with --as."""

import json
import shutil

import pytest

from tests.intake.enterprises.firms import FIRMS, parquet_bytes, rows
from tests.intake.files import csv_bytes

PARQUET = "enterprises/2023-05.parquet"


@pytest.fixture
def firms(city):
    """The golden folder with a file of enterprises."""
    (city / FIRMS).parent.mkdir()
    (city / FIRMS).write_bytes(csv_bytes(rows()))
    return city


def broken(suffix="csv"):
    table = rows()
    table[7][3], table[8][4] = "3910", "x"
    blank = [[text or None for text in row] for row in table]
    kinds = ["VARCHAR"] * len(table[0])
    return parquet_bytes(blank, kinds) if suffix == "parquet" else csv_bytes(table)


def test_a_period_with_enterprises(fz, firms):
    assert fz("check", "2023-05", "--data", firms).output == "city 2023-05：没有问题\n"
    (firms / FIRMS).write_bytes(broken())
    done = fz("check", "2023-05", "--data", firms, code=1)
    assert done.output.splitlines() == [
        "city 2023-05：2 处问题",
        f"  {FIRMS} › D8：“3910”不是两位的大类代码；改为大类代码 39（文本）",
        f"  {FIRMS} › E9：“x”不是数；改为数字；没有数就留空",
    ]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_file_where_it_stands(fz, firms, suffix):
    (firms / FIRMS).unlink()
    file = firms / f"enterprises/2023-05.{suffix}"
    file.write_bytes(broken(suffix))
    done = fz("check", file, code=1)
    assert done.output.splitlines()[0] == f"{file}（city 2023-05）：2 处问题"
    assert f"{file} › E9：“x”不是数" in done.output


def test_only_the_enterprises_are_told_of_their_file(fz, firms):
    monthly = firms / "monthly/2023-05.csv"
    monthly.write_text(monthly.read_text("utf-8").replace("5.98", "y"), "utf-8")
    assert fz("check", firms / FIRMS).output.endswith("没有问题\n")


def test_a_file_that_is_not_yet_in_place(fz, firms, tmp_path):
    downloads = tmp_path / "下载"
    downloads.mkdir()
    for name in ("2023-05终稿.csv", "2023-05.parquet"):
        (downloads / name).write_bytes(broken(name.rpartition(".")[2]))
        options = () if name.endswith("parquet") else ("--as", "企业")
        done = fz("check", downloads / name, "--data", firms, *options, code=1)
        assert f"{downloads / name} › D8：“3910”不是两位的大类代码" in done.output
        assert f"city/{FIRMS}：已有这个文件，检查时没有用它；放入前先移走" in done.output


def test_a_name_without_a_period_is_a_mistake(fz, firms, tmp_path):
    (tmp_path / "企业.xlsx").write_bytes(b"x")
    done = fz("check", tmp_path / "企业.xlsx", "--data", firms, "--as", "企业", code=2)
    assert "企业数据的文件名写作 2023-05.xlsx（或 csv、parquet、xls、ods）" in done.errors


def test_a_period_without_scored_data_is_checked_by_itself(fz, firms):
    (firms / FIRMS).rename(firms / "enterprises/2023-06.csv")
    file = firms / "enterprises/2023-06.csv"
    assert fz("check", file).output.splitlines() == [
        f"{file}（city 2023-06）：1 条提示",
        "  提示　enterprises/2023-06.csv：没有这一期的月度数据，用不到它；放入月度数据后再用",
    ]


def test_the_list_for_programs(fz, firms):
    (firms / FIRMS).write_bytes(broken())
    (check,) = json.loads(fz("check", firms / FIRMS, "--json", code=1).output)["checks"]
    assert [(p["cell"], p["kind"]) for p in check["problems"]] == [
        ("D8", "division.unknown"), ("E9", "figure.misread"),
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_marked_copy(fz, firms, tmp_path, suffix):
    file = tmp_path / f"2023-05.{suffix}"
    file.write_bytes(broken(suffix))
    copy = tmp_path / "核对.xlsx"
    done = fz("check", file, "--data", firms, "--as", "企业", "--annotate", copy, code=1)
    assert "标出 2 格" in done.errors
    assert copy.is_file()


def test_a_misnamed_file_is_told(fz, firms):
    shutil.copy(firms / FIRMS, firms / "enterprises/5月.csv")
    done = fz("check", "2023-05", "--data", firms)
    assert "enterprises/5月.csv：文件名不是期间，没有读" in done.output


def test_help_says_it(fz):
    assert "enterprises/2023-05.parquet" in fz("check", "--help").output
