"""任务分解."""

from tests.intake.goals.corpus.making import NO_REGION, add, goes, put, stops, without
from tests.intake.goals.plans import SPLIT

CASES = [
    stops(
        "a split of an unknown task",
        put(SPLIT, A2="startd"),
        "targets/2023.csv › A2：没有“startd”这项任务；"
        "是不是“started”？可选：started、invested、firms、joined、power",
    ),
    stops(
        "a split of an unknown county",
        put(SPLIT, B2="福请市"),
        f"targets/2023.csv › B2：“福请市”不是已知地区；是不是“福清市”？{NO_REGION}",
    ),
    stops(
        "a split of the city",
        put(SPLIT, B2="全市"),
        "targets/2023.csv › B2：“全市”不是县区；全市的目标写在 targets/2023.toml 里，删去这一行",
    ),
    goes(
        "a split of a county not assessed",
        put(SPLIT, B2="平潭县"),
        "targets/2023.csv › B2：平潭县不在考评范围，1行未计入",
    ),
    stops(
        "a split of a county to which it does not apply",
        add(SPLIT, ["firms", "长乐区", "2"]),
        "targets/2023.csv › B4：“firms”不适用于长乐区；删去这一行，或改任务的 except",
    ),
    stops(
        "a split twice",
        put(SPLIT, B3="福清"),
        "targets/2023.csv › A3：福清市的“started”重复（另一行在 A2）；同一任务、地区只留一行",
    ),
    stops(
        "a split that is no number",
        put(SPLIT, C2="两项"),
        "targets/2023.csv › C2：“两项”不是数；改为数字；没有数就留空",
    ),
    stops(
        "a split with nothing right",
        put(SPLIT, A2="startd", B2="福请市", C2="两项"),
        "targets/2023.csv › B2：“福请市”不是已知地区；是不是“福清市”？" + NO_REGION,
        "targets/2023.csv › C2：“两项”不是数；改为数字；没有数就留空",
        "targets/2023.csv › A2：没有“startd”这项任务；"
        "是不是“started”？可选：started、invested、firms、joined、power",
    ),
    goes(
        "a split of a county not assessed that is no number",
        put(SPLIT, B2="平潭县", C2="两项"),
        "targets/2023.csv › B2：平潭县不在考评范围，1行未计入",
    ),
    goes(
        "a blank split",
        put(SPLIT, C2=""),
        "targets/2023.csv › C2：福清市的“项目开工”没有写目标，按没有分解处理；填上，或删去这一行",
    ),
    stops(
        "a negative split",
        put(SPLIT, C2="-2"),
        "targets/2023.csv › C2：“-2”：目标为负数的任务不能按时间进度计算；核对正负号",
    ),
    goes(
        "a split of 0",
        put(SPLIT, C2="0"),
    ),
    stops(
        "a split without 目标",
        without(SPLIT, "C"),
        "targets/2023.csv › 第1行：缺“目标”列；补上这一列，表头照此写",
    ),
]
