"""A report folder: replaced as a whole or left as it was.

Only a folder with a manifest of ours is ever replaced, and what the manifest does not list (a
leader's remark beside the report) is nobody's to delete: it is kept.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

from fzlib.errors import Place, Problem, listing
from fzlib.publishing.manifests import MANIFEST, manifest
from fzlib.publishing.request import ReportError


class Refused(ReportError):
    """The folder is not to be written, and is as it was (Chinese message)."""


class Busy(Refused):
    """Another run is writing the same folder."""


def _refusal(path: Path, what: str, mend: str) -> Refused:
    return Refused(str(Problem(Place(str(path)), what, mend, kind="file.existing")))


def check_replaceable(final: Path) -> None:
    """A report may take the place of an earlier one, or of nothing.

    Raises:
        Refused: a link, a file, or a folder that holds something but no manifest of ours.
    """
    kind = "链接" if final.is_symlink() else "文件夹" if final.is_dir() else "文件"
    free = not final.exists() or (kind == "文件夹" and not any(final.iterdir()))
    if kind == "链接" or not (free or manifest(final)):
        what = f"这个{kind}不是 fz 写的报告，不能替换"
        raise _refusal(final, what, f"换 --out，或移走这个{kind}")
    stage, old, scratch = _work_folders(final)
    for path in (stage, old, scratch):
        foreign = path.is_symlink() or (path.exists() and not path.is_dir())
        # with a report there it may be half cleared, its manifest already gone
        moved = path is old and path.is_dir() and not final.exists()
        if foreign or (moved and not manifest(path, final.name)):
            what = "占着 fz 写报告时要用的名字，不是 fz 写的"
            raise _refusal(path, what, "改名或移走，再运行一次")


@contextmanager
def staged(final: Path) -> Iterator[Path]:
    """A folder to write into that takes the place of ``final`` when the block ends well.

    On any failure (an interrupt too) ``final`` stays as it was. One writer at a time; what a
    killed run left behind is cleared by the next. What an earlier report holds beside its outputs
    is copied along, up to the moment in which the two change places.

    Raises:
        Busy: another process is writing this folder. Refused: it is not ours to replace, or what
            is to be kept stands in the way.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    with _locked(final):
        stage, old, scratch = _work_folders(final)
        check_replaceable(final)
        _recover(final)
        check_replaceable(final)  # what a killed run had moved away
        stage.mkdir()
        scratch.mkdir(mode=0o700)  # others may be let write in the folder above
        try:
            yield stage
            check_replaceable(final)  # nobody's lock keeps a person from putting a folder there
            own = _own_files(final)
            names = other_files(final, own)
            _check_names_free(final, stage, names)
            copy(final, stage, names)
            if final.exists():
                final.rename(old)
                late = _saved_late(old, stage, own)
                _check_names_free(old, stage, set(late) - set(names))
                copy(old, stage, late)
            stage.rename(final)
        finally:
            _recover(final)


def clear(final: Path) -> None:
    """Clear what a run that was killed left beside the folder; not where another is writing it."""
    if any(final.parent.glob(f".{final.name}.*")):
        with suppress(Busy), _locked(final):
            _recover(final)


def scratch_folder(final: Path) -> Path:
    """For what is needed only while ``final`` is `staged`; cleared with the stage."""
    return _work_folders(final)[2]


def _work_folders(final: Path) -> tuple[Path, Path, Path]:
    """What is being written, what stood there while the two change places, and the scratch."""
    part, old, tmp = (final.with_name(f".{final.name}.{end}") for end in ("part", "old", "tmp"))
    return part, old, tmp


@contextmanager
def _locked(final: Path) -> Iterator[None]:
    """Nobody else writes the folder meanwhile. Raises Busy where somebody does."""
    from filelock import FileLock, Timeout

    lock = FileLock(final.with_name(f".{final.name}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(f"{final}：另一个程序正在写这个文件夹，等它结束再试") from None
    try:
        yield
    finally:
        # while it is ours: removed after the release it could be the next writer's already
        with suppress(OSError):  # Windows removes it on release
            Path(lock.lock_file).unlink()
        lock.release()


def _recover(final: Path) -> None:
    """Put back what a run killed between the two renames moved away; clear the rest."""
    _, old, _ = _work_folders(final)
    if old.exists() and not final.exists():
        old.rename(final)
    for leftover in _work_folders(final):
        _remove(leftover)


def _remove(folder: Path) -> None:
    """If it is there; also what was made read-only: it is copied. What resists is the next run's.

    The report that stands is whole by then, or still the earlier one.
    """
    with suppress(OSError):
        folder.chmod(0o700)
        for place, folders, files in os.walk(folder):
            for path in (Path(place, name) for name in (*folders, *files)):
                if not path.is_symlink():
                    with suppress(PermissionError):  # another's, in a folder of ours
                        path.chmod(0o700)
        shutil.rmtree(folder)


def _own_files(final: Path) -> frozenset[str]:
    """The manifest and the outputs that it lists."""
    return frozenset({MANIFEST, *manifest(final).get("outputs", ())})


def other_files(final: Path, own: Collection[str]) -> list[str]:
    """Files, links and empty folders below ``final`` that are none of its ``own``."""
    names = []
    for path in sorted(final.rglob("*")):
        name = path.relative_to(final).as_posix()
        folder = path.is_dir() and not path.is_symlink()
        holds_own = folder and any(output.startswith(f"{name}/") for output in own)
        if name not in own and not holds_own and not (folder and any(path.iterdir())):
            names.append(name)
    return names


def remarks(final: Path) -> tuple[Problem, ...]:
    """That there are files beside the report's own, if there are."""
    names = other_files(final, _own_files(final))
    what = f"{listing(names)} 不是报告的文件，照原样保留"
    return (Problem(Place(final.name), what, kind="file.unused"),) if names else ()


def _saved_late(old: Path, stage: Path, own: Collection[str]) -> list[str]:
    """Of the files beside the report's own, those saved after they were copied."""

    def stamp(path: Path) -> tuple[int, int] | None:
        state = path.lstat() if os.path.lexists(path) else None
        return state and (state.st_size, state.st_mtime_ns)

    return [name for name in other_files(old, own) if stamp(old / name) != stamp(stage / name)]


def _check_names_free(folder: Path, stage: Path, names: Iterable[str]) -> None:
    """Refuse to go on where one of these has the name of an output."""
    taken = [
        name
        for name in sorted(names)
        if any((stage / part).is_file() for part in (PurePath(name), *PurePath(name).parents))
        or ((stage / name).is_dir() and not (folder / name).is_dir())
    ]
    if taken:
        what = f"{listing(taken)} 不是报告的文件，却与要写的同名"
        raise _refusal(folder, what, "改名或移走，再运行一次")


def copy(source: Path, target: Path, names: Collection[str]) -> None:
    """Copy these of a folder's files into another, with times and modes, links as links.

    Raises:
        Refused: one cannot be read, or is no file at all (a pipe).
    """
    wanted = {source / part for name in names for part in (PurePath(name), *PurePath(name).parents)}

    def rest(place: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(place, name) not in wanted]

    try:
        if names:
            shutil.copytree(source, target, symlinks=True, ignore=rest, dirs_exist_ok=True)
    except shutil.Error as error:
        failed = listing(Path(path).relative_to(source) for path, *_ in error.args[0])
        raise _refusal(source, f"{failed} 不能照样复制", "移走，再运行一次") from error
