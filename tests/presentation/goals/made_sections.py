"""Registers in sections, made by hand, and what their parts show as text."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fzlib.analysis.goals.progress import progress
from fzlib.goals.registers import Register
from fzlib.goals.sections import Section
from fzlib.presentation.blocks import Heading, Table, sequence
from fzlib.presentation.goals.sections import sections
from tests.analysis.goals.made import COUNTIES, goals, rows
from tests.presentation.visible_text import texts_of

GULOU, CHANGLE = COUNTIES
STAGES = ("签约日期", "开工日期")
PROJECTS = Register(
    "r", "示例项目", "编号", "r", required=("责任单位", "第一责任人"), stages=STAGES,
    due={"开工日期": "计划开工日期"}, explained=("理由",),
)  # fmt: skip


def project(region="", signed="", started="", planned="", **more):
    """An entry of `PROJECTS`; complete unless ``more`` says else."""
    days = {"签约日期": signed, "开工日期": started, "计划开工日期": planned}
    given = {column: date.fromisoformat(day) if day else None for column, day in days.items()}
    texts = {"项目名称": "示例", "责任单位": "某局", "第一责任人": "某人", "理由": ""}
    amounts = {"投资（亿元）": Decimal("1.5")}
    return {"region": region, **texts, **amounts, **given, **more}


def of_sections(own, *listed):
    """The same goals, the document with these sections."""
    return replace(own, document=replace(own.document, sections=listed))


def made(*projects, tasks=(), section=None, register=PROJECTS, **given):
    """Goals whose only register has these entries."""
    own = goals(tasks, rows(*projects), register=register, **given)
    return of_sections(own, section) if section else own


def shown(own):
    """The blocks of all sections."""
    return sequence(sections(own, progress(own)))


def texts(blocks):
    """All that a reader sees."""
    return [text for _, text in texts_of(blocks)]


def headings(blocks):
    return [block.text for block in blocks if isinstance(block, Heading)]


def table(blocks, caption):
    """The table whose caption has these words."""
    return next(b for b in blocks if isinstance(b, Table) and caption in b.caption)


def lines(own):
    """Its rows as text, those apart last."""
    return [[cell.text for cell in row] for row in (*own.rows, *own.apart)]


ONE = Section("项目", registers=("r",))
