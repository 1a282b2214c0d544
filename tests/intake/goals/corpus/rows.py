"""Rows of registers: keys, sums, notes, headers once more."""

from tests.intake.goals.corpus.making import NO_DATE, NO_ENTRY, add, put, stops
from tests.intake.goals.plans import PROJECTS, TABLES, VISITS

CASES = [
    stops(
        "a key twice",
        put(PROJECTS, A3="P1"),
        "registers/projects.csv › A3：项目编号“P1”重复（另一条在 A2）；"
        "每条用自己的编号；重复的条目删去",
    ),
    stops(
        "a key twice in other width",
        put(PROJECTS, A3="Ｐ1"),
        "registers/projects.csv › A3：项目编号“Ｐ1”重复（另一条在 A2）；"
        "每条用自己的编号；重复的条目删去",
    ),
    stops(
        "no key",
        put(PROJECTS, A3=""),
        "registers/projects.csv › A3：没有写项目编号；填上，每条一个，不重复",
    ),
    stops(
        "a key marked as missing",
        put(PROJECTS, A3="/"),
        "registers/projects.csv › A3：没有写项目编号；填上，每条一个，不重复",
    ),
    stops(
        "a sum below",
        add(PROJECTS, ["合计", "", "", "", "6.75"]),
        f"registers/projects.csv › A6：“合计”{NO_ENTRY}",
    ),
    stops(
        "a note below",
        add(PROJECTS, ["注：截至12月底"]),
        f"registers/projects.csv › A6：“注：截至12月底”{NO_ENTRY}",
    ),
    stops(
        "who filled it in",
        add(PROJECTS, ["填报人：林某", "", "审核人：陈某"]),
        f"registers/projects.csv › A6：“填报人：林某”{NO_ENTRY}",
    ),
    stops(
        "a second header row",
        add(PROJECTS, TABLES[PROJECTS][0]),
        "registers/projects.csv › A6：又是一行表头；一张工作表只放一张表；打印用的重复表头请删去",
    ),
    stops(
        "a row longer than its headers",
        add(VISITS, ["V3", "2023-05-09", "福清市", "走访", "", "1", "2"]),
        "registers/visits.csv › G4：这一行有7格，表头只有6格；"
        "数里有逗号的去掉逗号，或给这一格加引号；行末多余的逗号删去",
    ),
    stops(
        "a number split by its comma",
        add(PROJECTS, ["P5", "技改", "福清市", "某局", "1", "234.5", "2023-03-01", "", ""]),
        "registers/projects.csv › I6：这一行有9格，表头只有8格；"
        "数里有逗号的去掉逗号，或给这一格加引号；行末多余的逗号删去",
        f"registers/projects.csv › F6：“234.5”{NO_DATE}",
    ),
    stops(
        "a line break in a key",
        put(PROJECTS, A3="P\n2"),
        "registers/projects.csv › A3：有换行或控制字符 U+000A；删去这个字符",
    ),
    stops(
        "a key that turns the line",
        put(PROJECTS, A3="P\u202e2"),
        "registers/projects.csv › A3：有改变书写方向的字符 U+202E；删去这个字符",
    ),
]
