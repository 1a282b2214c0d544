"""The files of a data folder: found and read; regions and rule book parsed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from fzlib.errors import InputError, Place, Problem, ProblemLog
from fzlib.intake.formats.cells import Sheet
from fzlib.intake.formats.refusals import MOST_FILE_BYTES, NO_PARQUET, Unreadable, bound
from fzlib.intake.formats.sheets import PARQUET, SUFFIXES, read_sheets
from fzlib.intake.regions import read_regions
from fzlib.intake.tomlfile import read_toml
from fzlib.intake.used_rows import UNUSED, digest
from fzlib.scoring.periods import Period
from fzlib.scoring.regions import Region
from fzlib.scoring.rulebook import RuleBook, doubts
from fzlib.scoring.rulebook_file import parse_rulebook

MEND_ABSENT = "照数据说明补上"


@dataclass
class Files:
    """Reads the files of a data folder by label, each as bytes of which it keeps the digest.

    ``replacements``: label → file to read in its place. ``seen``: label → sha256 of what was
    read. ``looked``: what was looked for → the label it has. ``parts``: label → digest of what was
    used of a file, where that is known (`used_rows`). ``suffixes``: of the tables that are looked
    for.
    """

    suffixes: ClassVar[tuple[str, ...]] = SUFFIXES

    root: Path
    replacements: dict[str, Path] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    looked: dict[str, str | None] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def used(self) -> dict[str, str]:
        """Label → digest of what was used, by label; without files of which nothing was."""
        used = sorted((self.seen | self.parts).items())
        return {label: digest for label, digest in used if digest != UNUSED}

    def content(self, label: str, log: ProblemLog, mend: str = MEND_ABSENT) -> bytes | None:
        """A file's bytes; None and a problem where they cannot be had."""
        try:
            content = content_of(self.replacements.get(label, self.root / label))
        except Unreadable as problem:
            log.stop(Place(label), problem.what, problem.mend, kind="file.unreadable")
        except FileNotFoundError:
            log.stop(Place(label), "没有这个文件", mend, kind="file.absent")
        except OSError:
            mend = "检查它是不是文件、有没有权限，或关闭占用它的程序"
            log.stop(Place(label), "打不开", mend, kind="file.unreadable")
        else:
            self.seen[label] = hashlib.sha256(content).hexdigest()
            return content
        return None

    def find(self, stem: str, log: ProblemLog, mend: str = "") -> str | None:
        """The one file of that name among the formats read; two are a problem.

        ``mend``: what to do where there is none, which then is a problem too.
        """
        home, name = PurePosixPath(stem).parent, PurePosixPath(stem).name
        replaced = [label for s in self.suffixes if (label := stem + s) in self.replacements]
        files = [] if replaced else tables_in(self.root / home, name, suffixes=self.suffixes)
        labels = replaced[:1] or [(home / path.name).as_posix() for path in files]
        if len(labels) > 1:
            what = f"有{len(labels)}份：{'、'.join(labels)}"
            log.stop(Place(stem), what, "只留一份", kind="file.twice")
        if not labels and (self.root / f"{stem}{PARQUET}").is_file():
            log.stop(Place(f"{stem}{PARQUET}"), *NO_PARQUET, kind="file.unreadable")
        elif not labels and mend:
            log.stop(Place(f"{stem}.csv"), "没有这个文件", mend, kind="file.absent")
        self.looked[stem] = labels[0] if labels else None
        return self.looked[stem]

    def sheets(self, stem: str, log: ProblemLog, mend: str = "") -> tuple[str, list[Sheet]]:
        """The label of the file that `find` finds, and its sheets; none where none can be read."""
        label = self.find(stem, log, mend) or ""
        content = self.content(label, log) if label else None
        try:
            if content is None:
                return label, []
            return label, read_sheets(content, label, parquet=PARQUET in self.suffixes)
        except InputError as error:
            log.problems += error.problems
            return label, []

    def toml(self, label: str, log: ProblemLog, mend: str = MEND_ABSENT) -> dict[str, Any] | None:
        """A TOML file's values; None and a problem where they cannot be had."""
        content = self.content(label, log, mend)
        return None if content is None else read_toml(content, label, log)

    def unchanged(self) -> bool:
        """Whether all that was read, or looked for, is still what it was."""
        again, log = type(self)(self.root, self.replacements), ProblemLog()
        for stem in self.looked:
            again.find(stem, log)
        for label in self.seen:
            again.content(label, log)
        return not log.problems and (again.seen, again.looked) == (self.seen, self.looked)


def content_of(path: Path) -> bytes:
    """The bytes of a regular file: a pipe or a device could give them without end, or never.

    Raises:
        Unreadable: it is none, or too large. OSError: the system refuses.
    """
    # not to wait for whoever writes into a pipe; Windows has no such flag, nor such files
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreadable("不是普通文件（是管道、设备等）", "改为一个数据文件")
        content = file.read(MOST_FILE_BYTES + 1)
    bound(len(content), MOST_FILE_BYTES)
    return content


def tables_in(
    folder: Path, stem: str | None = None, *, suffixes: Collection[str] = SUFFIXES
) -> list[Path]:
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
            if path.suffix.lower() in suffixes
            # a pipe, a folder or a broken link of that name is told when it is read
            and (path.is_file() if stem is None else path.stem == stem)
        ]
    except OSError:
        place, mend = Place(folder.name), "检查有没有权限"
        raise InputError([Problem(place, "文件夹打不开", mend, kind="file.unreadable")]) from None


def regions_of(files: Files, log: ProblemLog, *, grouped: bool = False) -> list[Region]:
    """regions.csv; empty where it is absent or wrong. ``grouped``: as of `read_regions`."""
    label, sheets = files.sheets("regions", log, MEND_ABSENT)
    return read_regions(sheets, label, log, grouped=grouped) if sheets else []


def rulebook_of(
    files: Files, period: Period, rules: str | Path | None, log: ProblemLog
) -> RuleBook | None:
    """The rule book of the year, or the one named; None where it is absent or wrong."""
    return rulebook_called(files, rules_label(period.year, rules), rules, log)


def rules_label(year: int, rules: str | Path | None) -> str:
    """What the rule book of a year, or the one named, is called in messages and manifests.

    By its name alone: where it lies on one machine is no part of what is published.
    """
    return f"rules/{year}.toml" if rules is None else Path(rules).name


def rulebook_called(
    files: Files, label: str, rules: str | Path | None, log: ProblemLog
) -> RuleBook | None:
    """The rule book of that label, or the one named; None where it is absent or wrong."""
    if rules is not None:
        label = Path(rules).name
        files.replacements[label] = Path(rules)
    data = files.toml(label, log, "写好当年的规则书，或用 --rules 指定")
    if data is None:
        return None
    files.parts[label] = digest(data)  # a comment is no rule
    try:
        book = parse_rulebook(data, label)
    except InputError as error:
        log.problems += error.problems
        return None
    log.warnings += doubts(book, label)
    return book
