"""``fz import --register`` and ``fz check`` of targets and registers."""

import json
import shutil

import openpyxl
import pytest

from tests.intake.files import csv_bytes
from tests.intake.goals.plans import DOCUMENT, PLAN, PROJECTS, TABLES
from tests.publishing.folders import contents, edit

HEADER, FIRST, *_ = TABLES[PROJECTS]


@pytest.fixture
def home(city, monkeypatch):
    """The golden folder with a small plan, and the folder it is in, where one stands."""
    (city / "targets").mkdir()
    (city / "registers").mkdir()
    (city / DOCUMENT).write_text(PLAN, "utf-8")
    for label, rows in TABLES.items():
        (city / label).write_bytes(csv_bytes(rows))
    monkeypatch.chdir(city.parent)
    return city.parent


def put(path, *rows):
    path.write_bytes(csv_bytes([HEADER, *rows]))


def test_an_import_is_shown_first_and_written_when_it_is_allowed(fz, home):
    changed = [*FIRST[:4], "1.6", *FIRST[5:]]
    put(home / "项目表.csv", changed, ["P9", "新建", "马尾区", "某局", "2", "", "", ""])
    words = ("import", "项目表.csv", "--register", "projects", "--data", "city")
    before = contents(home)
    shown = [
        "registers/projects.csv（已有）　来自 项目表.csv",
        "  新增 1条，与已有的不同 1格",
        "  新增的条目：P9",
        "    E2 P1　总投资（亿元）　已有 1.5，工作簿 1.6（E2）",
        "  工作簿里没有、保留不动的条目：3条（P2、P3、P4）",
    ]
    assert fz(*words, "--dry-run", code=0).lines == [*shown, "没有写入（--dry-run）。"]
    refused = fz(*words, code=1)
    assert refused.lines == [
        *shown, "没有写入：1 格与已有的不同；确认用工作簿的，加 --replace。",
    ]  # fmt: skip
    assert contents(home) == before
    done = fz(*words, "--replace", code=0)
    assert done.lines == [
        *shown,
        "写入　city/registers/projects.csv",
        "原文件　city/registers/earlier/projects.1.csv",
        "下一步：fz check city/registers/projects.csv",
    ]
    assert fz("check", "city/registers/projects.csv").code == 0
    after = contents(home)
    assert "没有新的内容，台账没有改动。" in fz(*words, code=0).lines
    assert contents(home) == after


def test_a_wrong_workbook_is_listed_and_nothing_is_written(fz, home):
    put(home / "项目表.csv", ["P9", "新建", "某县", "某局", "约3", "", "", ""], ["P8", *FIRST[1:4]])
    before = contents(home)
    done = fz("import", "项目表.csv", "--register", "projects", "--data", "city", code=1)
    assert "项目表.csv › C2：“某县”不是已知地区" in done.errors
    assert contents(home) == before


def test_another_name_of_a_register_is_a_mistake_of_the_command(fz, home):
    put(home / "项目表.csv", FIRST)
    done = fz("import", "项目表.csv", "--register", "projets", "--data", "city", code=2)
    assert "没有“projets”这个台账；是不是“projects”？" in done.errors


def test_a_form_of_several_sheets_is_shown_as_one_list(fz, home):
    book = openpyxl.Workbook()
    header = ["项目编号", "类别", "地区", "开工日期", "责任单位"]
    marks = ["预填", "预填", "预填", "必填", "选填"]
    for name, keys in {"福清市": ("P8", "P9"), "闽侯县": ("P1", "P7")}.items():
        sheet = book.create_sheet(name)
        rows = [[key, "技改", name, "2023-06-01" if key in "P1P8" else None] for key in keys]
        for row in (["名单"], marks, header, *rows):
            sheet.append(row)
    book.save(home / "名单.xlsx")
    words = ("import", "名单.xlsx", "--register", "projects", "--data", "city", "--dry-run")
    assert fz(*words, code=0).lines == [
        "registers/projects.csv（已有）　来自 名单.xlsx › 福清市、闽侯县",
        "  新增 1条，与已有的不同 2格",
        "  没有填的（只有预填的内容）：2条，不并入",
        "  新增的条目：P8",
        "    C2 P1　地区　已有 福清市，工作簿 闽侯县（闽侯县 › C4）",
        "    F2 P1　开工日期　已有 2023-03-01，工作簿 2023-06-01（闽侯县 › D4）",
        "  工作簿里空着、保留已有的：1格（闽侯县 › E4）",
        "  工作簿里没有、保留不动的条目：3条（P2、P3、P4）",
        "没有写入（--dry-run）。",
    ]


# --- fz check -----------------------------------------------------------------------------


def test_a_period_is_checked_with_its_goals(fz, home):
    done = fz("check", "2023-05", "--data", "city", code=0)
    assert "city 2023-05：" in done.lines[0]
    edit(home / "city" / PROJECTS, "2023-03-01", "三月一日")
    edit(home / "city/targets/2023.csv", "福清市,2", "福清市,两")
    edit(home / "city/monthly/2023-05.csv", "鼓楼区,-1.2,", "鼓楼区,12x,")
    done = fz("check", "2023-05", "--data", "city", code=1)
    for place in (
        "monthly/2023-05.csv › B5",
        "targets/2023.csv › C2",
        "registers/projects.csv › F2",
    ):
        assert f"  {place}：" in done.output
    assert done.lines[0] == "city 2023-05：3 处问题"
    assert fz("score", "2023-04", "--data", "city").code == 1  # no such file: goals stop no score
    edit(home / "city/monthly/2023-05.csv", "鼓楼区,12x,", "鼓楼区,-1.2,")
    assert fz("score", "2023-05", "--data", "city").code == 0


@pytest.mark.parametrize(
    ("name", "role", "old", "new", "place"),
    [
        ("projects.csv", [], "2023-03-01", "三月一日", "F2"),
        ("项目.csv", ["--as", "技改项目"], "2023-03-01", "三月一日", "F2"),
        ("visits.csv", [], "2023-05-08", "五月", "B2"),
        ("figures.csv", [], ",60", ",六十", "D2"),
        ("2023.csv", ["--as", "任务分解"], "福清市,2", "福清市,两", "C2"),
        (
            "2023.toml",
            ["--as", "目标任务"],
            'cycle = "month"',
            'cycle = "day"',
            "task[3]（firms）.cycle",
        ),
    ],
)
def test_a_file_is_checked_in_place_of_the_folder_s(fz, home, name, role, old, new, place):
    home_of = {"2023.csv": "targets", "2023.toml": "targets"}.get(name, "registers")
    source = home / "city" / home_of / name.replace("项目", "projects")
    shutil.copy(source, home / name)
    done = fz("check", name, *role, "--data", "city", code=0)
    assert done.lines[0].startswith(f"{name}（city 2023-05）：")
    edit(home / name, old, new)
    done = fz("check", name, *role, "--data", "city", code=1)
    assert f"  {name} › {place}：" in done.output
    edit(source, old, new)  # the folder's own, by its place alone
    assert fz("check", source.relative_to(home), code=1).output.count(f" › {place}：") == 1


def test_a_file_that_is_scored_is_checked_without_goals_regions_with_them(fz, home):
    edit(home / "city" / PROJECTS, "2023-03-01", "三月一日")
    assert fz("check", "city/monthly/2023-05.csv").code == 0
    shutil.copy(home / "city/regions.csv", home / "regions.csv")
    done = fz("check", "regions.csv", "--data", "city", code=1)
    assert f"{PROJECTS} › F2" in done.output


def test_of_a_register_s_file_only_its_own_hints_are_told(fz, home):
    edit(home / "city/registers/visits.csv", "2023-05-08", "五月")
    done = fz("check", f"city/{PROJECTS}", code=0)
    assert "visits" not in done.output


def test_a_register_is_marked_in_a_copy_and_listed_for_programs(fz, home):
    edit(home / "city" / PROJECTS, "2023-03-01", "三月一日")
    fz("check", f"city/{PROJECTS}", "--annotate", "核对.xlsx", code=1)
    book = openpyxl.load_workbook(home / "核对.xlsx")
    assert "三月一日" in book.worksheets[1]["F2"].comment.text
    done = fz("check", f"city/{PROJECTS}", "--json", code=1)
    (check,) = json.loads(done.output)["checks"]
    assert [problem["kind"] for problem in check["problems"]] == ["date.misread"]


def test_registers_are_checked_before_there_is_any_data(fz, home):
    shutil.rmtree(home / "city/monthly")
    edit(home / "city" / PROJECTS, "2023-03-01", "三月一日")
    done = fz("check", f"city/{PROJECTS}", code=1)
    (problem,) = (line for line in done.lines[1:] if "提示" not in line)
    assert problem.startswith(f"  city/{PROJECTS} › F2：“三月一日”不是日期；写作 2023-05-31、")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["其他.csv"], "从文件名看不出是哪种输入。"),
        (["其他.csv", "--as", "项目"], "没有“项目”这个台账；是不是“技改项目”？"),
        (["city/registers/其他.csv"], "没有“其他”这个台账；可选：projects、visits、figures"),
        (
            ["2024.csv", "--as", "任务分解"],
            "没有当年的目标任务，用不到 2024.csv",
        ),
    ],
)
def test_what_no_document_reads_is_no_input(fz, home, words, told):
    for name in ("其他.csv", "city/registers/其他.csv", "2024.csv"):
        put(home / name, FIRST)
    done = fz("check", *words, "--data", "city", code=2)
    assert told in done.errors
