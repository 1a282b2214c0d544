"""Files in a report's folder that are not the report's: a leader's remark is nobody's to delete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePath

from fzlib import disk
from fzlib.errors import Place, Problem, listing
from fzlib.publishing.manifests import MANIFEST, manifest
from fzlib.publishing.request import Refused

APART = "另存"  # the folder of those whose name is taken
Stamps = Mapping[str, list[int]]  # a file's name → its size and when it was written


def refusal(path: Path, what: str, mend: str) -> Refused:
    """As a report is refused."""
    return Refused(str(Problem(Place(str(path)), what, mend, kind="file.existing")))


def own_files(folder: Path, period: str | None = None) -> frozenset[str]:
    """The manifest and the outputs that it lists.

    ``period``: whose they are, where the folder is not called so.
    """
    return frozenset({MANIFEST, *manifest(folder, period).get("outputs", ())})


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


def stamps(folder: Path, names: Iterable[str]) -> Stamps:
    """Of these of a folder's files, as far as they are there."""
    found = {name: _stamp(folder / name) for name in names}
    return {name: stamp for name, stamp in found.items() if stamp}


def _stamp(path: Path) -> list[int] | None:
    try:
        state = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return [state.st_size, state.st_mtime_ns]


def _saved_late(earlier: Path, period: str, copied: Stamps) -> list[str]:
    """Files beside the earlier report's own that were saved after they were copied."""
    names = other_files(earlier, own_files(earlier, period))
    return [name for name in names if _stamp(earlier / name) != copied.get(name)]


def keep_late(earlier: Path, final: Path, copied: Stamps) -> None:
    """Move what was saved beside the earlier report after the others were copied into the new one.

    Twice does no harm. Moved: whoever has such a file open goes on writing the same one. Where
    another stands in its way (saved meanwhile too, or an output), it goes into a folder `APART`.

    Raises:
        OSError: one cannot be moved.
    """
    late = _saved_late(earlier, final.name, copied)
    for name in late:
        target = final / name
        if _is_folder(earlier / name) and _is_folder(target):
            continue
        number = 1
        while not _is_free(final, target, copied.get(name)):
            target = final / (APART if number == 1 else f"{APART}{number}") / name
            number += 1
        target.parent.mkdir(parents=True, exist_ok=True)
        (earlier / name).replace(target)
    if late:
        disk.sync_tree(final)


def _is_free(final: Path, target: Path, copied: list[int] | None) -> bool:
    """Whether nothing is there but the copy of what had been saved before."""
    above = [path for path in target.parents if path.is_relative_to(final)]
    stands = _stamp(target)
    return all(_is_folder(path) or not os.path.lexists(path) for path in above) and (
        stands is None or (stands == copied and not _is_folder(target))
    )


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def check_names_free(folder: Path, stage: Path, names: Iterable[str]) -> None:
    """Refuse to go on where one of these has the name of an output."""
    taken = [
        name
        for name in sorted(names)
        if any((stage / part).is_file() for part in (PurePath(name), *PurePath(name).parents))
        or ((stage / name).is_dir() and not (folder / name).is_dir())
    ]
    if taken:
        what = f"{listing(taken)} 不是报告的文件，却与要写的同名"
        raise refusal(folder, what, "改名或移走，再运行一次")


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
        raise refusal(source, f"{failed} 不能照样复制", "移走，再运行一次") from error
