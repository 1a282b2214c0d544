"""Registers that are absent, and values that no entry has."""

from tests.intake.goals.corpus.making import both, edit, goes, gone, put
from tests.intake.goals.plans import FIGURES, PROJECTS, VISITS

CASES = [
    goes(
        "a register absent",
        gone(VISITS),
        "registers/visits.csv：没有这个台账，按缺数处理的任务：走访的企业；有台账就放入",
    ),
    goes(
        "no register there at all",
        both(gone(VISITS), gone(PROJECTS), gone(FIGURES)),
        "registers/projects.csv：没有这个台账，按缺数处理的任务：项目开工、总投资；有台账就放入",
        "registers/visits.csv：没有这个台账，按缺数处理的任务：走访的企业；有台账就放入",
        "registers/figures.csv：没有这个文件，按缺数处理的任务：入驻率、用电增长；"
        "有报送的数值就放入",
    ),
    goes(
        "a value that no entry has",
        edit('"技改" }', '"技术改造" }'),
        "targets/2023.toml › register[2]（upgrades）.where：“类别”列没有一条是“技术改造”，"
        "台账“技改项目”要用它；是不是“技改”？",
    ),
    goes(
        "a value of a task that no entry has",
        edit('["走访", "联系"]', '["走访", "联络"]'),
        "targets/2023.toml › task[3]（firms）.actual.where：“方式”列没有一条是“联络”，"
        "任务“走访的企业”要用它；核对台账的写法",
    ),
    goes(
        "a value that there need be none of",
        both(
            edit('["走访", "联系"]', '["走访", "处罚"]'),
            edit('code = "firms"', 'code = "firms"\ntarget = 0\ndirection = "at_most"'),
        ),
    ),
    goes(
        "the same misspelt",
        both(
            edit('["走访", "联系"]', '["走访", "联系人"]'),
            edit('code = "firms"', 'code = "firms"\ntarget = 0\ndirection = "at_most"'),
        ),
        "targets/2023.toml › task[3]（firms）.actual.where：“方式”列没有一条是“联系人”，"
        "任务“走访的企业”要用它；是不是“联系”？",
    ),
    goes(
        "a value in other width",
        put(PROJECTS, B2="技 改"),
    ),
]
