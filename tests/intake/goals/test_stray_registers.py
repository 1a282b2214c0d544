"""Files in targets/ and registers/ that no document reads are told."""

import pytest

from fzlib.intake.strays import strays
from tests.intake.goals.plans import DOCUMENT

NO_REGISTER = "没有台账用它，没有读"
OUT = "不用的移出 registers/"
YEAR = "文件名不是年份，没有读"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("registers/visit.csv", f"{NO_REGISTER}；是不是“visits.csv”？{OUT}"),
        ("registers/projects终稿.xlsx", f"{NO_REGISTER}；是不是“projects.xlsx”？{OUT}"),
        ("registers/甲.ods", f"{NO_REGISTER}；在台账的 file 里写上它；{OUT}"),
        (
            "targets/2023终稿.csv",
            f"{YEAR}（2023 读的是 2023.csv）；要用它就先移走 2023.csv，再改名为 2023.csv；"
            "不用的移出 targets/",
        ),
        (
            "targets/2023年方案.toml",
            f"{YEAR}（2023 读的是 2023.toml）；要用它就先移走 2023.toml，再改名为 2023.toml；"
            "不用的移出 targets/",
        ),
        ("targets/方案.toml", f"{YEAR}；文件名写作 2024.toml 才读；不用的移出 targets/"),
        (
            "targets/2024.csv",
            "没有 targets/2024.toml，没有读；写好 targets/2024.toml；不用的移出 targets/",
        ),
    ],
)
def test_a_file_that_is_not_read(plan, label, words):
    plan.write(label, "x")
    assert [str(hint) for hint in strays(plan.path)] == [f"{label}：{words}"]


@pytest.mark.parametrize(
    "label",
    [
        "registers/figures.xlsx", "registers/~$visits.xlsx", "registers/.visits.csv",
        "registers/说明.txt", "targets/2023.txt", "targets/~$2023.xlsx",
    ],
)  # fmt: skip
def test_what_is_none(plan, label):
    plan.write(label, "x")
    assert strays(plan.path) == []


def test_the_plan_as_it_is_has_none(plan):
    assert strays(plan.path) == []


def test_registers_without_any_document(plan):
    plan.remove(DOCUMENT)
    told = [str(hint.where) for hint in strays(plan.path)]
    assert told == [
        "targets/2023.csv", "registers/figures.csv", "registers/projects.csv",
        "registers/visits.csv",
    ]  # fmt: skip


def test_of_a_document_that_cannot_be_read_nothing_is_told(plan):
    plan.write(DOCUMENT, "title = ")
    plan.write("registers/甲.csv", "x")
    assert strays(plan.path) == []


def test_the_registers_of_every_year_are_known(plan):
    plan.write("targets/2022.toml", '[[register]]\ncode = "leads"\n')
    plan.write("registers/leads.csv", "x")
    assert strays(plan.path) == []
