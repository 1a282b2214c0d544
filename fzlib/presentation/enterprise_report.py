"""工业运行分析, part by part: what the notebook's cells show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from fzlib.errors import RequestError
from fzlib.intake.enterprises.enterprise_inputs import EnterpriseInputs
from fzlib.presentation import blocks, page_parts
from fzlib.presentation.enterprises import (
    checks,
    firms,
    group_parts,
    head,
    method,
    power_parts,
    watched,
)
from fzlib.presentation.enterprises import overall as overall_parts
from fzlib.presentation.enterprises.findings import Findings
from fzlib.presentation.enterprises.numbering import numbered
from fzlib.presentation.html import Part, part

OVERALL, COUNTIES, DIVISIONS, FIRMS, WATCHED, POWER, CHECKS = (
    "overall", "counties", "divisions", "firms", "watched", "power", "checks",
)  # fmt: skip
MAKERS = {  # in the order of the page
    OVERALL: overall_parts.pieces,
    COUNTIES: group_parts.counties,
    DIVISIONS: group_parts.divisions,
    FIRMS: firms.pieces,
    WATCHED: watched.pieces,
    POWER: power_parts.pieces,
    CHECKS: checks.pieces,
}


NO_FILE = (
    "这一期没有企业文件：放到数据文件夹的 enterprises/，文件名用期间（如 2023-05.csv）；"
    "或改 period、data"
)


@dataclass(frozen=True, eq=False)
class EnterpriseReport:
    """A period's findings, and the parts of the page with the numbers of tables and charts."""

    found: Findings

    @cached_property
    def parts(self) -> dict[str, tuple[blocks.Block, ...]]:
        """Name → blocks; all are made with the first that is asked for."""
        return numbered({name: make(self.found) for name, make in MAKERS.items()})

    def part(self, name: str) -> Part:
        """A part by its name."""
        return Part(self.parts[name])


def report(inputs: EnterpriseInputs | None) -> EnterpriseReport:
    """The report on a period's enterprises.

    Raises:
        RequestError: None, as `load_enterprises` gives where the period has no file of them.
    """
    if inputs is None:
        raise RequestError(NO_FILE)
    return EnterpriseReport(Findings(inputs))


def masthead(own: EnterpriseReport) -> Part:
    """题头: 内部资料, title, whose, key figures."""
    return part(head.masthead(own.found))


def overall(own: EnterpriseReport) -> Part:
    """一、总体."""
    return own.part(OVERALL)


def counties(own: EnterpriseReport) -> Part:
    """二、县（市）区."""
    return own.part(COUNTIES)


def divisions(own: EnterpriseReport) -> Part:
    """三、行业."""
    return own.part(DIVISIONS)


def enterprises(own: EnterpriseReport) -> Part:
    """四、企业: 减产面, distribution, 拉动, 重点企业."""
    return own.part(FIRMS)


def watch_list(own: EnterpriseReport) -> Part:
    """五、关注名单."""
    return own.part(WATCHED)


def electricity(own: EnterpriseReport) -> Part:
    """六、用电; nothing where no enterprise has it."""
    return own.part(POWER)


def problems(own: EnterpriseReport) -> Part:
    """七、问题与核对."""
    return own.part(CHECKS)


def method_notes(own: EnterpriseReport) -> Part:
    """八、口径说明."""
    return part(method.notes(own.found))


def footer(own: EnterpriseReport, *, release: str | int = "") -> Part:
    """The foot, as every report's."""
    return page_parts.footer(own.found.inputs.scored, release=release)
