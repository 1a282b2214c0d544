"""Whose an entry is."""

from tests.intake.goals.corpus.making import NO_DATE, NO_REGION, goes, put, stops
from tests.intake.goals.plans import PROJECTS

NO_UPGRADE = (
    "targets/2023.toml › register[2]（upgrades）.where：“类别”列没有一条是“技改”，"
    "台账“技改项目”要用它；核对台账的写法"
)

CASES = [
    stops(
        "an unknown county",
        put(PROJECTS, C2="福请市"),
        f"registers/projects.csv › C2：“福请市”不是已知地区；是不是“福清市”？{NO_REGION}",
    ),
    stops(
        "a place of no county",
        put(PROJECTS, C2="工业园区"),
        f"registers/projects.csv › C2：“工业园区”不是已知地区；是不是“高新区”？{NO_REGION}",
    ),
    stops(
        "an unknown county, and more in its row",
        put(PROJECTS, A2="", C2="福请市", F2="2月"),
        f"registers/projects.csv › C2：“福请市”不是已知地区；是不是“福清市”？{NO_REGION}",
        f"registers/projects.csv › F2：“2月”{NO_DATE}",
        "registers/projects.csv › A2：没有写项目编号；填上，每条一个，不重复",
    ),
    stops(
        "an unknown county, its entry wrong in more than that",
        put(PROJECTS, A2="P2", C2="福请市", F2="5月"),
        f"registers/projects.csv › C2：“福请市”不是已知地区；是不是“福清市”？{NO_REGION}",
        f"registers/projects.csv › F2：“5月”{NO_DATE}",
        "registers/projects.csv › A3：项目编号“P2”重复（另一条在 A2）；"
        "每条用自己的编号；重复的条目删去",
    ),
    goes(
        "a county that is not assessed",
        put(PROJECTS, C2="平潭县", C3="平潭综合实验区"),
        "registers/projects.csv › C2：平潭县不在考评范围，2条未计入",
        NO_UPGRADE,
    ),
    goes(
        "nation and province",
        put(PROJECTS, C2="全国", C3="全省"),
        "registers/projects.csv › C2：全国不在考评范围，1条未计入",
        "registers/projects.csv › C3：福建省不在考评范围，1条未计入",
        NO_UPGRADE,
    ),
    goes(
        "an old name",
        put(PROJECTS, C2="长乐市"),
    ),
]
