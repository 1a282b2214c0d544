"""Each input file of a period, found, read and parsed; what is wrong goes to the log."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath

from fzlib.errors import InputError, Place, Problem, ProblemLog, unfit
from fzlib.intake.contents import content_of
from fzlib.intake.formats.cells import Sheet, Unreadable
from fzlib.intake.formats.sheets import SUFFIXES, read_sheets
from fzlib.intake.monthly_file import (
    OF_EXPECTED,
    OF_MONTHLY,
    Figures,
    Wanted,
    read_figures,
)
from fzlib.intake.regions import read_regions
from fzlib.intake.rulings import read_rulings
from fzlib.intake.tomlfile import read_toml
from fzlib.scoring.panel import (
    COUNTY,
    Dataset,
    Region,
    Ruling,
)
from fzlib.scoring.periods import Period
from fzlib.scoring.rulebook import RuleBook, doubts, parse_rulebook

NATURES = ("example", "published", "internal")


@dataclass
class Files:
    """The bytes read, by label, so that what is hashed is what was parsed.

    ``seen``: label → sha256 of what was read; ``looked``: what was looked for → what was found.
    """

    root: Path
    instead: dict[str, Path] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    looked: dict[str, str | None] = field(default_factory=dict)

    def content(self, label: str, log: ProblemLog, mend: str = "照数据说明补上") -> bytes | None:
        """A file's bytes; None and a problem where they cannot be had."""
        try:
            content = content_of(self.instead.get(label, self.root / label))
        except Unreadable as problem:
            log.stop(Place(label), problem.what, problem.mend)
        except FileNotFoundError:
            log.stop(Place(label), "没有这个文件", mend)
        except OSError:
            log.stop(Place(label), "打不开", "检查它是不是文件、有没有权限，或关闭占用它的程序")
        else:
            self.seen[label] = hashlib.sha256(content).hexdigest()
            return content
        return None

    def find(self, stem: str, log: ProblemLog) -> str | None:
        """The one file of that name among the formats read; two are a problem."""
        self.looked[stem] = self._find(stem, log)
        return self.looked[stem]

    def unchanged(self) -> bool:
        """Whether all that was read, or looked for, is still what it was."""
        again, log = Files(self.root, self.instead), ProblemLog()
        for stem in self.looked:
            again.find(stem, log)
        for label in self.seen:
            again.content(label, log)
        return not log.problems and (again.seen, again.looked) == (self.seen, self.looked)

    def _find(self, stem: str, log: ProblemLog) -> str | None:
        for label in (stem + suffix for suffix in SUFFIXES):
            if label in self.instead:
                return label
        home, name = PurePosixPath(stem).parent, PurePosixPath(stem).name
        there = [(home / path.name).as_posix() for path in tables_in(self.root / home, name)]
        if len(there) > 1:
            log.stop(Place(stem), f"有{len(there)}份：{'、'.join(there)}", "只留一份")
        return there[0] if there else None


def tables_in(folder: Path, stem: str | None = None) -> list[Path]:
    """The files of the formats read, in order; those called ``stem``, .XLSX and .xlsx alike.

    Raises:
        InputError: the system does not let us look into the folder.
    """
    try:
        if not folder.is_dir():
            return []
        return [
            path
            for path in sorted(folder.iterdir())
            if path.suffix.lower() in SUFFIXES
            # a pipe, a folder or a broken link of that name is told when it is read
            and (path.is_file() if stem is None else path.stem == stem)
        ]
    except OSError:
        problem = Problem(Place(folder.name), "文件夹打不开", "检查有没有权限")
        raise InputError([problem]) from None


def _sheets(files: Files, label: str, log: ProblemLog) -> list[Sheet] | None:
    """A file's sheets; None and a problem where it cannot be read."""
    content = files.content(label, log)
    try:
        return None if content is None else read_sheets(content, label)
    except InputError as error:
        log.problems += error.problems
        return None


def dataset_of(files: Files, log: ProblemLog) -> Dataset | None:
    """dataset.toml; None where it is absent or wrong."""
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
            if why := unfit(text[key]):
                log.stop(Place(label, "", key), why, "删去这个字符")
        else:
            log.stop(Place(label, "", key), f"“{value}”不是文字", "写成带引号的文字")
    for key in known[:4]:
        if not text[key] and isinstance(data.get(key, ""), str):
            log.stop(Place(label, "", key), "没有写", "补上")
    if text["nature"] and text["nature"] not in NATURES:
        what = f"不能是“{text['nature']}”"
        log.stop(Place(label, "", "nature"), what, f"可选：{'、'.join(NATURES)}")
    return Dataset(**text) if text["level"] else None


def regions_of(files: Files, log: ProblemLog) -> list[Region]:
    """regions.csv; empty where it is absent or wrong."""
    label = files.find("regions", log)
    if label is None:
        log.stop(Place("regions.csv"), "没有这个文件", "照数据说明补上")
        return []
    sheets = _sheets(files, label, log)
    return read_regions(sheets, label, log) if sheets else []


def rulebook_of(
    files: Files, period: Period, rules: str | Path | None, log: ProblemLog
) -> RuleBook | None:
    """The rule book of the year, or the one named; None where it is absent or wrong."""
    # by its name alone: where it lies on one machine is no part of what is published
    label = f"rules/{period.year}.toml" if rules is None else Path(rules).name
    if rules is not None:
        files.instead[label] = Path(rules)
    content = files.content(label, log, "写好当年的规则书，或用 --rules 指定")
    data = None if content is None else read_toml(content, label, log)
    if data is None:
        return None
    try:
        book = parse_rulebook(data, label)
    except InputError as error:
        log.problems += error.problems
        return None
    log.warnings += doubts(book, label)
    return book


def monthly_of(
    files: Files,
    period: Period,
    regions: Sequence[Region],
    word: str,
    wanted: Wanted,
    log: ProblemLog,
) -> Figures:
    """The period's monthly file."""
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
        sheets, label, period=period, regions=regions, word=word, measures=OF_MONTHLY,
        wanted=wanted, rows_for=required, log=log,
    )  # fmt: skip


def expected_of(
    files: Files,
    period: Period,
    regions: Sequence[Region],
    word: str,
    wanted: Wanted,
    log: ProblemLog,
) -> Figures:
    """The period's rows of expected/YYYY.csv."""
    stem = f"expected/{period.year}"
    label = files.find(stem, log)
    if label is None:
        log.stop(Place(f"{stem}.csv"), "没有这个文件", "“实际完成增量”计分需要预期增量")
        return Figures()
    sheets = _sheets(files, label, log)
    if sheets is None or not (word and regions):
        return Figures()  # without them every header or name would be unknown
    return read_figures(
        sheets, label, period=period, regions=regions, word=word, measures=OF_EXPECTED,
        wanted=wanted, rows_for=[region for region in regions if region.assessed], log=log,
    )  # fmt: skip


def last_year_of(
    files: Files, period: Period, regions: Sequence[Region], word: str, log: ProblemLog
) -> Figures | None:
    """Last year's file of the same period, only to compare 同期 with; its problems only warn."""
    apart = ProblemLog()
    label = files.find(f"monthly/{period.last_year}", apart)
    if label is None:
        return None
    figures = Figures()
    with suppress(InputError):  # too many problems: they are counted below
        sheets = _sheets(files, label, apart)
        figures = figures if sheets is None else read_figures(
            sheets, label, period=period.last_year, regions=regions, word=word,
            measures=OF_MONTHLY, wanted=[], rows_for=[], log=apart,
        )  # fmt: skip
    if apart.problems:
        what = f"上年文件有{len(apart.problems)}处问题，同期数只核对了其余部分"
        log.warn(Place(label), what, f"用 fz check {period.last_year} 查看")
    if period.is_first:
        figures.pair()
    return figures


def rulings_of(
    files: Files,
    period: Period,
    regions: Sequence[Region],
    book: RuleBook | None,
    log: ProblemLog,
) -> list[Ruling]:
    """The rulings of the period; none where there is no file."""
    label = files.find("rulings", log)
    if label is None:
        return []
    sheets = _sheets(files, label, log)
    if sheets is None or book is None or not regions:
        return []  # without them every item or name would be unknown
    return read_rulings(sheets, label, period=period, regions=regions, book=book, log=log)
