"""What is to be checked: a period, or a file for every period that it concerns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fzlib.cli import options
from fzlib.errors import RequestError

if TYPE_CHECKING:
    from fzlib.intake.checks import PeriodCheck

INPUTS = (
    "2023-05.xlsx（月度数据）、2023.csv（预期增量等目标）、2023.toml（规则书）、"
    "regions.csv、rulings.csv、adjustments.csv、vetoes.csv、台账、2023-05.parquet（企业数据）"
)
SPLIT, DOCUMENT, FIRMS = "任务分解", "目标任务", "企业"


def checks_of(target: str, data: str | None, role: str | None) -> list[PeriodCheck]:
    """What an argument means; ``role``: as what a file is checked, '' or None: by its name.

    Raises:
        click.UsageError: neither a period nor a file that is an input.
    """
    from fzlib.intake.checks import PeriodCheck, file_checks

    path = Path(target)
    if target == options.ALL:
        folder = options.data_folder(data)
        return [PeriodCheck(folder, period) for period in options.months_with_data(folder)]
    if path.is_dir():
        what = f"{target} 是文件夹；写明期间，如 fz check 2023-05 --data {target}"
        raise click.UsageError(what)
    if path.exists() and not path.is_file():
        raise click.UsageError(f"{target} 不是普通文件（是管道、设备一类），不能检查")
    if not path.exists():
        if not target[:1].isdigit() or any(sign in target for sign in "./\\"):
            raise click.UsageError(f"没有文件 {target}（期间写作 2023-05）")
        period = options.parse_month(target)
        return [PeriodCheck(options.data_folder(data), period)]
    folder, label = _meant(path, data, role)
    checks = file_checks(folder, path, label)
    if not checks and label.startswith(("targets/", "registers/")):
        raise click.UsageError(
            f"{folder.name} 的 targets/ 里没有当年的目标任务，用不到 {path.name}"
        )
    if not checks:
        raise click.UsageError(f"{folder.name} 里没有用到 {path.name} 的月度数据，也没有规则书")
    return checks


def _meant(path: Path, data: str | None, role: str | None) -> tuple[Path, str]:
    """The data folder that a file is checked for, and the input that it is there.

    Raises:
        click.UsageError: it is none.
    """
    from fzlib.intake.checks import enterprise_label, input_label
    from fzlib.intake.enterprises.files import ENTERPRISE_SUFFIXES, ENTERPRISES
    from fzlib.intake.goals.documents import document_year, read_tasks
    from fzlib.intake.goals.goal_files import REGISTERS, TARGETS, register_stem

    is_of_firms = path.resolve().parent.name == ENTERPRISES if not role else role == FIRMS
    label = enterprise_label(path) if is_of_firms else None if role else input_label(path)
    if is_of_firms and (label is None or path.suffix.lower() not in ENTERPRISE_SUFFIXES):
        what = f"{path}：企业数据的文件名写作 2023-05.xlsx（或 csv、parquet、xls、ods）"
        raise click.UsageError(what)
    folder = options.data_folder(data, near=path)
    suffix = path.suffix.lower()
    if label and not label.startswith(f"{REGISTERS}/"):
        return folder, label
    if role in (SPLIT, DOCUMENT):
        own = ".toml" if role == DOCUMENT else suffix
        return folder, f"{TARGETS}/{document_year(folder, path.stem)}{own}"
    unknown = f"{path}：从文件名看不出是哪种输入。认得的：{INPUTS}"
    if not role and not label and not document_year(folder):
        raise click.UsageError(unknown)
    try:
        file = read_tasks(folder).file_called(role or path.stem)
    except RequestError as error:
        if role or label:
            raise click.UsageError(f"{path}：{error}") from None
        raise click.UsageError(f"{unknown}；台账用 --as 写明是哪一本") from None
    return folder, f"{register_stem(file)}{suffix}"
