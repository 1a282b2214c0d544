"""A data folder: one city, its regions, rule books and monthly files; loads a period, checked."""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from fzlib.errors import Findings, InputError, Place, Problem
from fzlib.intake import checks
from fzlib.intake.cells import Sheet, Unreadable
from fzlib.intake.figures import (
    Figures,
    Wanted,
    expected_columns,
    monthly_columns,
    read_figures,
)
from fzlib.intake.grid import SUFFIXES, decode, read_sheets
from fzlib.intake.regions import read_regions
from fzlib.intake.rulings import read_rulings
from fzlib.scoring.panel import (
    CITY,
    COUNTY,
    NATION,
    PROVINCE,
    Dataset,
    Panel,
    Region,
    Ruling,
    build_panel,
)
from fzlib.scoring.periods import SPANS, Period, PeriodError
from fzlib.scoring.rulebook import RuleBook, parse_rulebook

NATURES = ("example", "published", "internal")


@dataclass(frozen=True)
class InputFile:
    """A file that was read: its name within the data folder, and the sha256 of its bytes."""

    label: str
    sha256: str


@dataclass(frozen=True, eq=False)
class PeriodInputs:
    """All checked inputs of a period. ``previous`` is the period's before, if it is there."""

    panel: Panel
    book: RuleBook
    warnings: tuple[Problem, ...]
    files: tuple[InputFile, ...]
    previous: PeriodInputs | None = None


@dataclass
class _Files:
    """The bytes read, by label, so that what is hashed is what was parsed."""

    root: Path
    instead: dict[str, Path] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def content(self, label: str, log: Findings, mend: str = "照数据说明补上") -> bytes | None:
        """A file's bytes; None and a problem where they cannot be had."""
        path = self.instead.get(label, self.root / label)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            log.stop(Place(label), "没有这个文件", mend)
        except OSError:
            log.stop(Place(label), "打不开", "检查它是不是文件、有没有权限，或关闭占用它的程序")
        else:
            self.seen[label] = hashlib.sha256(content).hexdigest()
            return content
        return None

    def find(self, stem: str, log: Findings) -> str | None:
        """The one file of that name among the formats read; two are a problem."""
        for label in (stem + suffix for suffix in SUFFIXES):
            if label in self.instead:
                return label
        home, name = PurePosixPath(stem).parent, PurePosixPath(stem).name
        there = [(home / path.name).as_posix() for path in _tables(self.root / home, name)]
        if len(there) > 1:
            log.stop(Place(stem), f"有{len(there)}份：{'、'.join(there)}", "只留一份")
        return there[0] if there else None


def _tables(folder: Path, stem: str | None = None) -> list[Path]:
    """The files of the formats read, in order; those called ``stem``, .XLSX and .xlsx alike."""
    if not folder.is_dir():
        return []
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES and stem in (None, path.stem) and path.is_file()
    ]


class Folder:
    """A data folder, read anew at every call.

    Raises:
        InputError: no such folder, or no dataset.toml in it.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not (self.path / "dataset.toml").is_file():
            what = "没有 dataset.toml" if self.path.is_dir() else "没有这个文件夹"
            raise InputError([Problem(Place(str(path)), what, "--data 应指向一个数据文件夹")])

    def periods(self) -> list[Period]:
        """Every period that has a monthly file, in order."""
        found = set()
        for path in _tables(self.path / "monthly"):
            try:
                found.add(Period.parse(path.stem))
            except PeriodError:
                continue  # notes and drafts beside the files
        return sorted(found)

    def load(
        self,
        period: Period | str,
        *,
        rules: str | Path | None = None,
        instead: dict[str, Path] | None = None,
    ) -> PeriodInputs:
        """A period's inputs, checked; the previous period too, where its file is there.

        Args:
            period: ``2023-05``. rules: a rule book to use in place of ``rules/YYYY.toml``.
            instead: label → file to read in its place (to check a file before it is put there).

        Raises:
            InputError: every problem at once. PeriodError: no such period.
        """
        if isinstance(period, str):
            period = Period.parse(period)
        previous, unusable = None, []
        if period.previous in self.periods():
            try:
                previous = self._load(period.previous, None, rules, {})
            except InputError as error:
                unusable = list(error.problems)
        inputs = self._load(period, previous, rules, instead or {})
        if not unusable:
            return inputs
        where = Place(f"monthly/{period.previous}")
        what = f"上期（{period.previous}）的输入有{len(unusable)}处问题，位次变化没有列出"
        note = Problem(where, what, f"用 fz check {period.previous} 查看")
        return replace(inputs, warnings=(*inputs.warnings, note))

    def load_all(
        self, periods: Iterable[Period], *, rules: str | Path | None = None
    ) -> tuple[PeriodInputs, ...]:
        """Several periods in order, each read once; those without a monthly file are left out.

        Raises:
            InputError: every problem of every period at once; or there is no file for any.
        """
        asked, there = tuple(periods), self.periods()
        loaded: list[PeriodInputs] = []
        problems: list[Problem] = []
        for period in (period for period in asked if period in there):
            before = loaded[-1] if loaded and loaded[-1].panel.period == period.previous else None
            try:
                read = (
                    self._load(period, before, rules, {})
                    if before
                    else self.load(period, rules=rules)
                )
                loaded.append(read)
            except InputError as error:
                problems += error.problems
        if not loaded and not problems:
            what = f"{asked[0]} 至 {asked[-1]} 没有一期数据"
            problems = [Problem(Place("monthly"), what, "放入月度文件后再用")]
        if problems:
            raise InputError(dict.fromkeys(problems))
        return tuple(loaded)

    def _load(
        self,
        period: Period,
        previous: PeriodInputs | None,
        rules: str | Path | None,
        instead: dict[str, Path],
    ) -> PeriodInputs:
        log = Findings()
        files = _Files(self.path, dict(instead))
        dataset = _read_dataset(files, log)
        regions = _read_regions(files, log)
        book = _read_rulebook(files, period, rules, log)
        word = dataset.word if dataset else ""
        wanted = monthly_columns(book, period) if book else []
        figures = _read_monthly(files, period, regions, word, wanted, log)
        if book is None or book.scores("increment"):
            more = expected_columns(book, period) if book else []
            figures.add(_read_expected(files, period, regions, word, more, log))
            wanted = wanted + more
        rulings = _read_rulings(files, period, regions, book, log)
        if period.is_first:
            figures.pair()
        checks.check_figures(figures, period, regions, log)
        log.raise_if_any()
        assert dataset is not None
        assert book is not None
        frame = _frame(regions)
        last_year = _read_last_year(files, period, regions, word, log)
        columns = {
            (measure, span): [figures.values.get((measure, span, r.name)) for r in frame]
            for measure, span in {key[:2] for key in figures.values}
        }
        sources = {key: figures.places[key] for key in figures.values}
        panel = build_panel(
            period, frame, columns, dataset=dataset, rulings=rulings, sources=sources
        )
        _warn(panel, figures, last_year, previous, wanted, book, log)
        read = tuple(InputFile(label, digest) for label, digest in sorted(files.seen.items()))
        return PeriodInputs(panel, book, tuple(log.warnings), read, previous)


def _frame(regions: Sequence[Region]) -> list[Region]:
    """Nation, province, city, then the assessed counties."""
    top = {region.kind: region for region in regions}
    return [top[NATION], top[PROVINCE], top[CITY], *(r for r in regions if r.assessed)]


def _warn(
    panel: Panel,
    figures: Figures,
    last_year: Figures | None,
    previous: PeriodInputs | None,
    wanted: Wanted,
    book: RuleBook,
    log: Findings,
) -> None:
    word, first = panel.dataset.word, panel.period.is_first
    # in 1—2月 month and year-to-date are one figure: looked at once
    spans, scored = (book.spans[:1],) * 2 if first else (SPANS, book.spans)
    checks.warn_not_assessed(figures, log)
    checks.warn_blanks(figures, panel, wanted, word, scored, log)
    checks.warn_growth(panel, figures, word, spans, log)
    checks.warn_sums(panel, figures, scored, word, log)
    if previous:
        checks.warn_jumps(panel, figures, previous.panel, word, log)
    if last_year:
        checks.warn_last_year(figures, last_year, word, spans, log)


def _sheets(files: _Files, label: str, log: Findings) -> list[Sheet] | None:
    """A file's sheets; None and a problem where it cannot be read."""
    content = files.content(label, log)
    try:
        return None if content is None else read_sheets(content, label)
    except InputError as error:
        log.problems += error.problems
        return None


def read_toml(content: bytes, label: str, log: Findings) -> dict[str, Any] | None:
    """A TOML file with exact decimals; None and a problem where it is no TOML."""
    try:
        return tomllib.loads(decode(content), parse_float=Decimal)
    except Unreadable:
        log.stop(Place(label), "不是 UTF-8 或 GB18030 的文本", "用文本编辑器另存为 UTF-8")
    except (ValueError, ArithmeticError, RecursionError) as error:
        # beside its own error: numbers beyond Python's limits, brackets nested without end
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        where = f"第{found[1]}行第{found[2]}字" if found else ""
        what = "不符合 TOML 的写法" if found else "不符合 TOML 的写法（可能没有写完）"
        log.stop(Place(label, "", where), what, "照样例核对引号、等号和方括号")
    return None


def _read_dataset(files: _Files, log: Findings) -> Dataset | None:
    label = "dataset.toml"
    content = files.content(label, log)
    data = None if content is None else read_toml(content, label, log)
    if data is None:
        return None
    known = tuple(entry.name for entry in fields(Dataset))
    text = dict.fromkeys(known, "")
    for key, value in data.items():
        if key not in known:
            log.stop(Place(label, "", key), "没有这个键", f"可用的键：{'、'.join(known)}")
        elif isinstance(value, str | datetime.date):
            text[key] = str(value).strip()
        else:
            log.stop(Place(label, "", key), f"“{value}”不是文字", "写成带引号的文字")
    for key in known[:4]:
        if not text[key] and isinstance(data.get(key, ""), str):
            log.stop(Place(label, "", key), "没有写", "补上")
    if text["nature"] and text["nature"] not in NATURES:
        what = f"不能是“{text['nature']}”"
        log.stop(Place(label, "", "nature"), what, f"可选：{'、'.join(NATURES)}")
    return Dataset(**text) if text["level"] else None


def _read_regions(files: _Files, log: Findings) -> list[Region]:
    label = files.find("regions", log)
    if label is None:
        log.stop(Place("regions.csv"), "没有这个文件", "照数据说明补上")
        return []
    sheets = _sheets(files, label, log)
    return read_regions(sheets, label, log) if sheets else []


def _read_rulebook(
    files: _Files, period: Period, rules: str | Path | None, log: Findings
) -> RuleBook | None:
    # by its name alone: where it lies on one machine is no part of what is published
    label = f"rules/{period.year}.toml" if rules is None else Path(rules).name
    if rules is not None:
        files.instead[label] = Path(rules)
    content = files.content(label, log, "写好当年的规则书，或用 --rules 指定")
    data = None if content is None else read_toml(content, label, log)
    if data is None:
        return None
    try:
        return parse_rulebook(data, label)
    except InputError as error:
        log.problems += error.problems
        return None


def _read_monthly(
    files: _Files,
    period: Period,
    regions: Sequence[Region],
    word: str,
    wanted: Wanted,
    log: Findings,
) -> Figures:
    stem = f"monthly/{period}"
    label = files.find(stem, log)
    if label is None:
        log.stop(Place(f"{stem}.csv"), "没有这个文件", "放入本期数据（CSV、xlsx、xls 或 ods）")
        return Figures()
    sheets = _sheets(files, label, log)
    if sheets is None or not (word and regions):
        return Figures()  # without them every header or name would be unknown
    required = [region for region in regions if region.assessed or region.kind != COUNTY]
    return read_figures(
        sheets, label, period=period, regions=regions, word=word, wanted=wanted,
        rows_for=required, log=log,
    )  # fmt: skip


def _read_expected(
    files: _Files,
    period: Period,
    regions: Sequence[Region],
    word: str,
    wanted: Wanted,
    log: Findings,
) -> Figures:
    stem = f"expected/{period.year}"
    label = files.find(stem, log)
    if label is None:
        log.stop(Place(f"{stem}.csv"), "没有这个文件", "“实际完成增量”计分需要预期增量")
        return Figures()
    sheets = _sheets(files, label, log)
    if sheets is None or not (word and regions):
        return Figures()  # without them every header or name would be unknown
    return read_figures(
        sheets, label, period=period, regions=regions, word=word, wanted=wanted,
        rows_for=[region for region in regions if region.assessed], log=log,
    )  # fmt: skip


def _read_last_year(
    files: _Files, period: Period, regions: Sequence[Region], word: str, log: Findings
) -> Figures | None:
    """Last year's file of the same period, only to compare 同期 with; its problems only warn."""
    apart = Findings()
    label = files.find(f"monthly/{period.last_year}", apart)
    if label is None:
        return None
    sheets = _sheets(files, label, apart)
    figures = Figures() if sheets is None else read_figures(
        sheets, label or "", period=period.last_year, regions=regions, word=word, wanted=[],
        rows_for=[], log=apart,
    )  # fmt: skip
    if apart.problems:
        what = f"上年文件有{len(apart.problems)}处问题，同期数只核对了其余部分"
        log.warn(Place(label), what, f"用 fz check {period.last_year} 查看")
    if period.is_first:
        figures.pair()
    return figures


def _read_rulings(
    files: _Files,
    period: Period,
    regions: Sequence[Region],
    book: RuleBook | None,
    log: Findings,
) -> list[Ruling]:
    label = files.find("rulings", log)
    if label is None:
        return []
    sheets = _sheets(files, label, log)
    if sheets is None or book is None or not regions:
        return []  # without them every item or name would be unknown
    return read_rulings(sheets, label, period=period, regions=regions, book=book, log=log)
