"""Arguments that several commands share: periods, data folders, rule books."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fzlib.scoring.periods import Period, PeriodError


class PeriodType(click.ParamType):
    """``2023-05``."""

    name = "期间"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        """A PeriodError becomes a usage error with the same words."""
        try:
            return value if isinstance(value, Period) else Period.parse(value)
        except PeriodError as error:
            raise click.UsageError(str(error), ctx) from None


def given(path: str) -> Path:
    """A path typed at the prompt: from the current folder if it is there, else from the root."""
    from fzlib.desk import resolve

    here = Path(path)
    return here.resolve() if here.exists() else resolve(path)


def rules_path(rules: str | None) -> Path | None:
    """The rule book named with --rules.

    Raises:
        click.UsageError: no such file.
    """
    if rules is None:
        return None
    path = given(rules)
    if not path.is_file():
        raise click.UsageError(f"没有规则书 {rules}")
    return path


data_option = click.option(
    "--data", default="data/fuzhou", metavar="文件夹", help="数据文件夹；不写为 data/fuzhou"
)
rules_option = click.option(
    "--rules", metavar="文件", help="另用的规则书（TOML）；不写用数据文件夹里当年的"
)
