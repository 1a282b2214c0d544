"""A blank workbook for a register (台账): a row an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fzlib.errors import listing
from fzlib.goals.columns import DATE, NUMBER, REGION_NAME, column_type, unit_of
from fzlib.goals.tasks import Document
from fzlib.intake.forms.list_form import KEY, OTHER, REQUIRED, FormColumn, ListForm
from fzlib.intake.forms.register_columns import RegisterColumn, columns_of
from fzlib.intake.goals.row_regions import assessed
from fzlib.scoring.regions import Region

_NOTES = (
    ("表头底色", "深蓝：必填，不得重复。浅蓝：文件要求填写，空着的列为不完整。灰色：有就填。"),
    ("没有数", "空着；不要填0或“无”，也不要在实际日期里填预计的。没有日期的按没有完成计。"),
    ("表头", "列的次序可变，可以加列；文字照原样，单位写在括号里。"),
)


def register_form(
    document: Document, file: str, regions: Sequence[Region], header: Sequence[str] = ()
) -> bytes:
    """The workbook of a register's file, no entry filled in.

    Args:
        document: whose registers and tasks say what is needed. regions: of the data folder.
        header: of the file that is there already: its columns come first, in its order.
    """
    own = [register for register in document.registers.values() if register.file == file]
    name = next((r.name for r in own if r.code == file), own[0].name)
    columns = [_column(each, regions) for each in columns_of(document, file, header)]
    place = f"registers/{file}"
    steps = f"填好后检查：fz check {file}.xlsx；没有要改的就放到 {place}.xlsx。已经有台账的，用"
    steps += f" fz import {file}.xlsx --register {file} 并入。"
    return ListForm(f"{name}台账", columns, [*_NOTES, ("下一步", steps)]).content()


def _column(column: RegisterColumn, regions: Sequence[Region]) -> FormColumn:
    kind, values = column_type(column.header), column.values
    if kind == REGION_NAME:
        values = assessed(regions)
    ground = KEY if column.is_key else REQUIRED if column.required_of else OTHER
    width = max(14, min(30, 2 * len(column.header) + 2))
    return FormColumn(
        column.header,
        f"{'；'.join(_remarks(column, kind))}。",
        ground,
        kind,
        values,
        is_closed=column.tells_registers or kind == REGION_NAME,
        width=width,
    )


def _remarks(column: RegisterColumn, kind: str) -> Iterator[str]:
    """What is to be written, then what it is for."""
    if column.is_key:
        yield "必填，不得重复"
    elif kind == REGION_NAME:
        yield "县（市）区；属于全市、不属于哪个县（市）区的空着"
    elif kind == DATE:
        yield "日期，写作 2023-05-31；没有发生或没有确定的空着"
    elif kind == NUMBER:
        yield f"数字，单位{unit_of(column.header)}；没有就空着"
    elif column.values:
        yield f"{'可选' if column.tells_registers else '计入任务的'}：{listing(column.values)}"
    if column.tells_registers:
        yield "按本列归入各台账，空着的不归入"
    if column.required_of:
        yield f"文件要求填写（{listing(column.required_of)}）"
    if column.users:
        yield f"用于：{listing(column.users)}"
    elif kind != REGION_NAME:
        yield "不用于计算"
