"""A report folder: replaced as a whole or left as it was.

Only a folder with a manifest of ours is ever replaced, and what the manifest does not list (a
leader's remark beside the report) is nobody's to delete: it is kept.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from fzlib import disk
from fzlib.errors import Place, Problem, listing
from fzlib.locks import Held, locked
from fzlib.publishing.beside import check_names_free, copy, other_files, own_files, refusal
from fzlib.publishing.manifests import manifest
from fzlib.publishing.request import Refused
from fzlib.publishing.swap import ENDS, Unsettled, WorkPlaces, change_places, is_note, settle
from fzlib.scoring.periods import PeriodError, parse_any

__all__ = [
    "Busy", "Refused", "Unsettled", "check_replaceable", "clear", "copy", "obstacles", "recover",
    "remarks", "scratch_folder", "staged", "writer",
]  # fmt: skip
_WORK_NAME = re.compile(rf"\.(.+)\.(?:{'|'.join(ENDS)})")


class Busy(Refused):
    """Another run is writing the same folder."""


def check_replaceable(final: Path) -> None:
    """A report may take the place of an earlier one, or of nothing.

    Raises:
        Refused: a link, a file, or a folder that holds something but no manifest of ours; it
            cannot be written there, or beside it, for another reason of that kind.
    """
    _check_above(final.parent)
    kind = "链接" if final.is_symlink() else "文件夹" if final.is_dir() else "文件"
    free = not final.exists() or (kind == "文件夹" and not any(final.iterdir()))
    if kind == "链接" or not (free or manifest(final)):
        what = f"这个{kind}不是 fz 写的报告，不能替换"
        raise refusal(final, what, f"换 --out，或移走这个{kind}")
    places = WorkPlaces.of(final)
    for path in places:
        # another run may be at work: what is there may not be there any more
        with suppress(FileNotFoundError):
            is_right = stat.S_ISREG if path in (places.swap, places.lock) else stat.S_ISDIR
            ours = is_right(path.lstat().st_mode)
            if path == places.swap:
                ours = ours and is_note(path)
            # with a report there it may be half cleared, its manifest already gone
            elif ours and path == places.old and not final.exists():
                ours = bool(manifest(path, final.name))
            if not ours and os.path.lexists(path):
                what = "占着 fz 写报告时要用的名字，不是 fz 写的"
                raise refusal(path, what, "改名或移走，再运行一次")


def _check_above(out: Path) -> None:
    """The reports' folder is one, or can be made."""
    there = next(path for path in (out, *out.parents) if os.path.lexists(path))
    if not there.is_dir():
        what = "链接指向的地方没有文件夹" if there.is_symlink() else "这是文件，不是文件夹"
        raise refusal(there, f"{what}，报告不能写在里面", "换 --out，或移走它")


def obstacles(out: Path) -> list[str]:
    """What has a period's name among the reports, or one that fz needs, and is not ours."""
    told = set()
    periods = _periods(out, of_work=True) | _periods(out, of_work=False)
    for check in [
        partial(_check_above, out),
        *(partial(check_replaceable, out / of) for of in periods),
    ]:
        try:
            check()
        except Refused as error:
            told.add(str(error))
    return sorted(told)


def recover(out: Path) -> None:
    """Put right, and clear, what runs that were killed have left of any period's release.

    Not where another is writing it, and only as far as this user may: nothing is raised.
    """
    for period in sorted(_periods(out, of_work=True)):
        clear(out / period)


def clear(final: Path) -> None:
    """As `recover`, for one release."""
    if any(map(os.path.lexists, WorkPlaces.of(final))):
        with suppress(Refused, Unsettled, OSError):
            check_replaceable(final)
            with writer(final, wait=False):
                pass


def _periods(out: Path, *, of_work: bool) -> set[str]:
    """Names of periods in the reports' folder: those of releases, or of what lies beside them."""
    periods = set()
    with suppress(OSError):
        for name in [path.name for path in out.iterdir()]:
            match = _WORK_NAME.fullmatch(name)
            period = match[1] if match else name
            with suppress(PeriodError):
                if bool(match) == of_work and str(parse_any(period)) == period:
                    periods.add(period)
    return periods


@contextmanager
def writer(
    final: Path, *, wait: bool = True, waiting: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Nobody else writes the folder while the block runs; what a killed run left is put right.

    Args:
        final: the release's folder. wait: until another has written it. waiting: told once that
            it has to be waited for.

    Raises:
        Busy: another process is writing it, and ``wait`` is not set. Refused: it is not ours to
            replace.
    """
    check_replaceable(final)
    _make(final.parent)
    try:
        with locked(WorkPlaces.of(final).lock, wait=wait, waiting=waiting):
            check_replaceable(final)
            _settle_earlier(final)
            yield
    except Held:
        raise Busy(f"{final}：另一个程序正在写这个文件夹，等它结束再试") from None


def _settle_earlier(final: Path) -> None:
    """What a run before left.

    Raises:
        Refused: it stays in the way.
    """
    *left, _ = WorkPlaces.of(final)
    if any(map(os.path.lexists, left)):
        try:
            settle(final)
        except Unsettled as error:
            raise Refused(f"{final}：上一次运行留下的没有处理好：{error}") from error


@contextmanager
def staged(final: Path) -> Iterator[Path]:
    """A folder to write into that takes the place of ``final`` when the block ends well.

    On any failure (an interrupt too) before it has, ``final`` stays as it was. What an earlier
    report holds beside its outputs comes along, up to the moment in which the two change places.

    Raises:
        Refused: it is not ours to replace, or what is to be kept stands in the way. Unsettled: it
            has, but what comes after failed.
    """
    stage, _, scratch, *_ = WorkPlaces.of(final)
    try:
        stage.mkdir()
        scratch.mkdir(mode=0o700)  # others may be let write in the folder above
        yield stage
        check_replaceable(final)  # nobody's lock keeps a person from putting a folder there
        names = other_files(final, own_files(final))
        check_names_free(final, stage, names)
        copy(final, stage, names)
        change_places(final)
        settle(final)
    except Unsettled:
        raise
    except BaseException:
        with suppress(Unsettled, OSError):  # what went wrong first is raised
            settle(final)
        raise


def scratch_folder(final: Path) -> Path:
    """For what is needed only while ``final`` is `staged`; cleared with the stage."""
    return WorkPlaces.of(final).scratch


def _make(out: Path) -> None:
    """The folder, and those above it, on the disk."""
    made = [path for path in (out, *out.parents) if not path.exists()]
    out.mkdir(parents=True, exist_ok=True)
    for path in reversed(made):
        disk.sync(path.parent)


def remarks(final: Path) -> tuple[Problem, ...]:
    """That there are files beside the report's own, if there are."""
    names = other_files(final, own_files(final))
    what = f"{listing(names)} 不是报告的文件，照原样保留"
    return (Problem(Place(final.name), what, kind="file.unused"),) if names else ()
