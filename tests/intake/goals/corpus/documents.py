"""The document, and everything at once."""

from tests.intake.goals.corpus.making import NO_DATE, both, edit, holds, put, stops
from tests.intake.goals.plans import DOCUMENT, FIGURES, PROJECTS, SPLIT

CASES = [
    stops(
        "no TOML",
        holds(DOCUMENT, "title = \n"),
        "targets/2023.toml › 第1行第9字：不符合 TOML 的写法；照样例核对引号、等号和方括号",
    ),
    stops(
        "a task's column that is no date",
        edit('reached = "开工日期"', 'reached = "开工情况"'),
        "targets/2023.toml › task[1]（started）.actual.reached：“开工情况”列不是日期；"
        "日期列的表头以日期、时间、时限结尾",
    ),
    stops(
        "everything at once",
        both(
            edit('cycle = "month"', 'cycle = "weekly"'),
            put(SPLIT, C2="两项"),
            put(PROJECTS, F2="待定"),
            put(FIGURES, D2="六十"),
            lambda plan: plan.put("monthly/2023-05.csv", B5="约8"),
        ),
        "monthly/2023-05.csv › B5：“约8”不是数；改为数字；没有数就留空",
        "targets/2023.toml › task[3]（firms）.cycle：不能是“weekly”；可选：year、quarter、"
        "month，或一个日期，写作 2023-03-31",
        "targets/2023.csv › C2：“两项”不是数；改为数字；没有数就留空",
        f"registers/projects.csv › F2：“待定”{NO_DATE}",
        "registers/figures.csv › D2：“六十”不是数；改为数字；没有数就留空",
    ),
]
