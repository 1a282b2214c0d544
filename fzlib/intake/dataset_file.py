"""dataset.toml: what the figures are and whose, what the area leaves out, each report's dates.

Beside them how its enterprises are looked at.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from fzlib.enterprises.settings import EnterpriseSettings
from fzlib.errors import ProblemLog
from fzlib.intake.enterprises.settings_table import TABLE, read_settings
from fzlib.intake.input_files import Files
from fzlib.intake.used_rows import digest
from fzlib.scoring.panel import Dataset, Dates
from fzlib.scoring.periods import AnyPeriod, Period, PeriodError, parse_any
from fzlib.toml_schema import Fault, Key, TomlFile, one_of, printable
from fzlib.vocabulary import NATURES

LABEL = "dataset.toml"
PERIODS = "periods"
_OWN = (PERIODS, TABLE)  # what not every period's scores use
_OF_REPORTS = (*_OWN, "as_of")  # a report's dates are told beside what it rests on
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日)", re.ASCII)


def _text(value: object) -> Fault | None:
    return None if isinstance(value, str) else Fault("“{}”不是文字", "写成带引号的文字")


def _stripped(value: object) -> str:
    return str(value).strip()


def _day(value: object) -> datetime.date | None:
    """A date of TOML, ``2023-06-20`` or ``2023年6月20日``; None of anything else."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return datetime.date(*map(int, filter(None, match.groups()))) if match else None
    except ValueError:  # 2023-02-30
        return None


def _is_day(value: object) -> Fault | None:
    mend = "写作 2023-06-20 或 2023年6月20日，没有就留空"
    return None if _day(value) else Fault("“{}”不是日期", mend)


def _written(value: object) -> str:
    """``2023年6月20日``: without leading zeros (GB/T 9704)."""
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


_DATE = Key(_is_day, required=False, default="", convert=_written)
_DATES = dict.fromkeys(Dates._fields, _DATE)
_DATASET = {
    entry.name: Key(
        _text,
        lambda value: printable(_stripped(value)),
        required=entry.default is MISSING,
        default="",
        convert=_stripped,
    )
    for entry in fields(Dataset)
    if entry.name != PERIODS
} | {"as_of": _DATE}


def dataset_of(files: Files, log: ProblemLog) -> Dataset | None:
    """dataset.toml; None where it is absent or wrong."""
    data = files.toml(LABEL, log)
    if data is None:
        return None
    files.parts[LABEL] = digest({key: data[key] for key in sorted(data) if key not in _OF_REPORTS})
    file = TomlFile(LABEL, log)
    keys = _DATASET | {name: Key(required=False) for name in _OWN}
    table = file.table(_filled(data, keys), "", keys)
    for key in table.data:  # in the file's order
        table.take(key)
    texts = {name: table.take(name) for name in _DATASET}
    dataset = Dataset(**texts, periods=_periods(file, data.get(PERIODS, {}), texts["as_of"]))
    read_settings(data, file)  # whoever looks at enterprises takes them
    if dataset.nature:
        file.fits("nature", dataset.nature, one_of(tuple(NATURES)))
    return dataset if dataset.level else None


def enterprise_settings(files: Files, log: ProblemLog) -> EnterpriseSettings:
    """Those of [enterprises]; the defaults where dataset.toml is absent or wrong."""
    data = files.toml(LABEL, log)
    return read_settings(data or {}, TomlFile(LABEL, log))


def _filled(data: Mapping[str, Any], keys: Mapping[str, Key]) -> dict[str, Any]:
    """Without the known keys that say nothing."""
    return {key: value for key, value in data.items() if str(value).strip() or key not in keys}


def _periods(file: TomlFile, data: object, as_of: str) -> dict[str, Dates]:
    """[periods]: month, quarter or year → the dates of its report."""
    dates: dict[str, Dates] = {}
    rows = file.table(data, PERIODS, {}).data
    for name, row in rows.items():
        path = f"{PERIODS}.{name}"
        try:
            of = parse_any(name)
        except PeriodError as error:
            what, mend = str(error).rsplit("：", 1)
            file.tell(path, Fault(what, mend, "period.unreadable"))
            continue
        when = str(of)
        if when in dates:  # "2023-05" and " 2023-05 " are two keys of TOML
            file.tell(path, Fault(f"{when}写了两次", "只留一处", "key.value"))
            continue
        given = _filled(row, _DATES) if isinstance(row, Mapping) else row
        table = file.table(given, path, _DATES)
        table.is_complete()  # tells what is no key
        own = Dates(**table.values())
        _in_order(file, path, of, own, as_of)
        dates[when] = own
    return dates


def _in_order(file: TomlFile, path: str, of: AnyPeriod, own: Dates, as_of: str) -> None:
    """Tells of dates before the period, and of a report signed before its figures were complete.

    ``as_of``: the folder's. A report of a quarter or year in progress may be signed in it.
    """
    first = of if isinstance(of, Period) else of.periods[0]
    early = [
        key
        for key, written in own._asdict().items()
        if (day := _day(written)) and day < datetime.date(first.year, first.month, 1)
    ]
    for key in early:
        what = f"{getattr(own, key)}早于{of.label}"
        file.tell(f"{path}.{key}", Fault(what, "核对年份和月份", "key.value"))
    data_until, signed = _day(own.as_of or as_of), _day(own.dated)
    if data_until and signed and signed < data_until and not early:
        what = f"成文日期{own.dated}早于数据截至日期{_written(data_until)}"
        mend = "核对两个日期" if own.as_of else "核对，或在这一期写上 as_of"
        file.tell(f"{path}.dated", Fault(what, mend, "key.value"))
