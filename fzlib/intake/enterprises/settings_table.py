"""``[enterprises]`` of dataset.toml → the settings of the enterprises' report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fzlib.enterprises.marks import DENOMINATORS
from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.scoring.rulebook_keys import exact, text_or_blank
from fzlib.toml_schema import Fault, Key, TomlFile, one_of, text

TABLE = "enterprises"
DEFAULT = EnterpriseSettings()
_MOST_FALL = 100


def _number(value: object) -> Fault | None:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if is_number and exact(value).is_finite():
        return None
    return Fault("“{}”不是数", "写成数，如 30（%），不带引号")


def _is_fall(value: Any) -> Fault | None:
    if 0 < value <= _MOST_FALL:
        return None
    return Fault("“{}”超出范围", "大于0，不超过100（%）", "key.value")


_KEYS = {
    "source": Key(text_or_blank, required=False, default=DEFAULT.source, convert=str.strip),
    "denominator": Key(text, one_of(DENOMINATORS), required=False, default=DEFAULT.denominator),
    "fast_fall": Key(
        _number, _is_fall, required=False, default=DEFAULT.fast_fall, convert=exact,
    ),
}  # fmt: skip


def read_settings(data: Mapping[str, Any], file: TomlFile) -> EnterpriseSettings:
    """The settings in a parsed dataset.toml; what is wrong is told, and the default taken."""
    given = data.get(TABLE, {})
    if isinstance(given, Mapping):  # what says nothing is as if it were not there
        given = {key: own for key, own in given.items() if own != "" or key not in _KEYS}
    table = file.table(given, TABLE, _KEYS)
    table.is_complete()  # tells what is no key
    return EnterpriseSettings(**table.values())
