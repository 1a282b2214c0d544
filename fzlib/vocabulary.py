"""What codes are called: code → Chinese, unit, decimals, bounds. Said here only.

``output`` stands for what a data folder calls its level: 总产值 or 营业收入 (`Dataset.output`).
"""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import NamedTuple

# --- units --------------------------------------------------------------------------------

MONEY = {"亿元": Decimal(1), "万元": Decimal("1e-4"), "千元": Decimal("1e-5")}  # → 亿元
PERCENT_UNIT = "%"

# --- spans --------------------------------------------------------------------------------

MONTH, YTD = "month", "ytd"
SPANS = (MONTH, YTD)
SPAN_NAMES = {MONTH: "当月", YTD: "累计"}
EXPECTED = {MONTH: "月度预期", YTD: "累计预期"}

# --- the level, as data folders call it ---------------------------------------------------

OUTPUTS = {"总产值": "产值", "营业收入": "收入"}  # → its word, as a bureau's header has it


def running(output: str) -> str:
    """产值 or 营业收入: the level in running text."""
    return output.removeprefix("总")


def share_of(output: str) -> str:
    """产值比重 or 营业收入比重."""
    return f"{running(output)}比重"


# --- statuses and flags of an item --------------------------------------------------------


class Status(IntEnum):
    """What became of an item; which one wins where two apply: see `engine.score`."""

    OK = 0
    PRELIMINARY = 1  # only one of nation and province is out
    MISSING = 2
    SUSPENDED = 3  # no points, the total is over the other items
    REFERRED = 4  # no points, no total
    RULED = 5


STATUSES = {
    Status.OK: "",
    Status.PRELIMINARY: "暂算",
    Status.MISSING: "缺数",
    Status.SUSPENDED: "暂停计分",
    Status.REFERRED: "待审定",
    Status.RULED: "已审定",
}


class Flag(NamedTuple):
    """The mark beside a score, what the flag is called and means; {share}, {output} as above."""

    mark: str
    name: str
    meaning: str

    def of(self, output: str) -> Flag:
        """The same in the words of a data folder."""
        meaning = self.meaning.format(share=share_of(output), output=output)
        return Flag(self.mark, self.name.replace("产值", running(output)), meaning)


SMALL_SHARE = Decimal("0.5")  # %: a county's of the city, or the city's increment of 同期

FLAGS = {
    "high": Flag("高", "单项高分", "单项得分超过分值2倍"),
    "small_base": Flag("小", "基数较小", f"{{share}}低于{SMALL_SHARE}%"),
    "small_city_increment": Flag("微", "全市增量过小", f"全市增量不足同期数的{SMALL_SHARE}%"),
    "opposite_signs": Flag(
        "反", "产值与增加值增速方向相反", "{output}按现价计算，增加值增速扣除价格因素"
    ),
    "derived_base": Flag("推", "推算", "同期数由本期数和增速推算"),
}

# --- statuses of a task of the plan -------------------------------------------------------


class TaskStatus(StrEnum):
    """How far a task is; the worse ones first."""

    SERIOUSLY_BEHIND = "seriously_behind"
    BEHIND = "behind"
    MISSING = "missing"
    ON_SCHEDULE = "on_schedule"
    MET = "met"
    TOLD = "told"  # no line: about, or no target
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"


TASK_STATUSES = {
    TaskStatus.SERIOUSLY_BEHIND: "严重滞后",
    TaskStatus.BEHIND: "落后",
    TaskStatus.MISSING: "缺数",
    TaskStatus.ON_SCHEDULE: "符合时间进度",
    TaskStatus.MET: "已达到目标",
    TaskStatus.TOLD: "仅列示",
    TaskStatus.NOT_DUE: "未到期",
    TaskStatus.NOT_APPLICABLE: "不适用",
}

# why an actual is not there, or nothing is due
LACKS = {
    "register": "没有台账",
    "figure": "没有报送的数值",
    "amounts": "金额均为空白",
    "scored": "考评数据缺报",
    "enterprises": "没有企业数据",
    "zero": "应计金额合计为0",
    "entries": "没有应计入的条目",
    "start": "尚未开始",
    "date": "未到规定日期",
}

# --- columns of enterprises.csv -----------------------------------------------------------

FIRM_COUNTS = ("firms", "comparable", "down", "idle", "half_idle", "entered")
FIRM_SUMS = ("output", "base")  # 万元
PULL = "pull"
FIRM_RATES = ("growth", PULL, "contribution", "down_share")  # %, pull 百分点
FIRM_COLUMNS = (*FIRM_COUNTS, *FIRM_SUMS, *FIRM_RATES)

# --- a bureau's figure against what stands in the monthly file ----------------------------

NEW, SAME, CHANGED, BLANK = "new", "same", "changed", "blank"
CHANGES = {NEW: "新填", SAME: "与已有的相同", CHANGED: "与已有的不同", BLANK: "空缺"}

# --- what a data folder and a rule book may say -------------------------------------------

NATURES = {"example": "示例数据", "published": "公开发布数", "internal": "内部资料"}


class Reading(NamedTuple):
    """A point that the annex leaves open: what it is about, and value → what that says.

    The first value is the default.
    """

    name: str
    choices: dict[str, str]

    @property
    def default(self) -> str:
        """The value where a rule book says nothing."""
        return next(iter(self.choices))


READINGS = {
    "steps": Reading(
        "不足一档",
        {"proportional": "按比例计分", "whole": "不足一档不计，向标准值取整"},
    ),
    "floor": Reading("单项得分下限", {"zero": "扣至0分为止", "none": "不设下限，可为负分"}),
    "city_decrease": Reading(
        "全市增量不为正时的增量贡献率",
        {"suspend": "暂停计分", "literal": "按公式计分，全市增量为0时仍暂停计分"},
    ),
    "expected_nonpositive": Reading(
        "预期增量不为正时的实际完成增量",
        {"refer": "待审定", "absolute": "除以预期的绝对值，预期为0时仍待审定"},
    ),
    "on_target": Reading(
        "“当季每月均达到预期”",
        {
            "month_increment": "各期当月增量均不低于月度预期",
            "both_increments": "各期当月、累计增量均不低于预期",
            "all_standards": "各期各考评项均不低于标准值",
            "base_total": "各期总分均不低于基准分",
        },
    ),
    "quarter_score": Reading("季度得分", {"mean": "各期总分的平均", "last": "季末一期的总分"}),
    "year_missing": Reading(
        "缺一期总分的县区的年度得分",
        {"none": "不计", "mean_of_available": "按已有各期平均"},
    ),
}
