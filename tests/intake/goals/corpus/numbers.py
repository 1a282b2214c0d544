"""Reported numbers."""

from tests.intake.goals.corpus.making import NO_REGION, add, goes, put, stops
from tests.intake.goals.plans import FIGURES

CASES = [
    stops(
        "a number of an unknown task",
        put(FIGURES, C2="joind"),
        "registers/figures.csv › C2：没有任务用“joind”；"
        "是不是“joined”？可选：joined、eligible、power_growth",
    ),
    stops(
        "a number without a region",
        put(FIGURES, B2=""),
        "registers/figures.csv › B2：没有地区名；填地区名；全市的填市名",
    ),
    stops(
        "a number of an unknown region",
        put(FIGURES, B2="福洲市"),
        f"registers/figures.csv › B2：“福洲市”不是已知地区；是不是“福清市”？{NO_REGION}",
    ),
    stops(
        "a number twice",
        add(FIGURES, ["2023-05", "福州", "joined", "61"]),
        "registers/figures.csv › D5：福州市2023-05的“joined”重复（另一行在 D2）；"
        "同一期间、地区、任务只留一行",
    ),
    stops(
        "a number of no period",
        put(FIGURES, A2="2023-01", A3="2023年5月"),
        "registers/figures.csv › A2：没有“2023-01”这一期；1月、2月数据合并发布，"
        "请写 2023-02（1—2月）",
        "registers/figures.csv › A3：“2023年5月”不是期间；期间写作 2023-05（1—2月写作 2023-02）",
    ),
    stops(
        "a number that is none",
        put(FIGURES, D2="六十"),
        "registers/figures.csv › D2：“六十”不是数；改为数字；没有数就留空",
    ),
    stops(
        "a percentage where numbers are counted",
        put(FIGURES, D2="60%"),
        "registers/figures.csv › D2：“60%”带百分号，这一列的单位是绝对数；核对是否填错了列",
    ),
    goes(
        "a growth with its percent sign",
        put(FIGURES, D4="3.2%"),
    ),
    goes(
        "a blank number",
        put(FIGURES, D2=""),
        "registers/figures.csv › D2：2023-05 没有报送“joined”：福州市；补报后填上",
    ),
    goes(
        "no numbers of the period",
        put(FIGURES, A2="2023-04", A3="2023-04", A4="2023-04"),
        "registers/figures.csv：2023-05 没有报送“joined”：福州市；补报后填上",
        "registers/figures.csv：2023-05 没有报送“eligible”：福州市；补报后填上",
        "registers/figures.csv：2023-05 没有报送“power_growth”：福州市；补报后填上",
    ),
    goes(
        "a number of a county not assessed",
        add(FIGURES, ["2023-05", "平潭县", "joined", "1"]),
        "registers/figures.csv › B5：平潭县不在考评范围，1行未计入",
    ),
    stops(
        "figures without 任务",
        put(FIGURES, C1="指标"),
        "registers/figures.csv › 第1行：缺“任务”列；补上这一列，表头照此写",
    ),
]
