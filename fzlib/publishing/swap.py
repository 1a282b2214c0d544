"""A new release takes the place of the earlier one; what was killed on the way is put right.

Beside a release PERIOD lie, while it is written: `.PERIOD.part`, the new one until it is in place
and then, exchanged for it, the earlier one; `.PERIOD.old`, the earlier one where the two cannot be
exchanged in one step; `.PERIOD.tmp`, what only the writer needs; `.PERIOD.swap`, from when the new
one is whole until what was saved late beside the earlier one has been moved over; `.PERIOD.lock`.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from fzlib import disk
from fzlib.errors import listing, system_error
from fzlib.publishing.beside import Stamps, keep_late, other_files, own_files, stamps
from fzlib.publishing.manifests import manifest

ENDS = ("part", "old", "tmp", "swap", "lock")


class Unsettled(Exception):
    """The new release is published, but something after that went wrong (Chinese message).

    ``serious``: it may not be on the disk, or a file saved late is not beside it yet; else only
    what is of no use any more still lies there.
    """

    def __init__(self, what: str, *, serious: bool) -> None:
        super().__init__(what)
        self.serious = serious


class WorkPlaces(NamedTuple):
    """What lies beside a release while it is written."""

    part: Path
    old: Path
    scratch: Path
    swap: Path
    lock: Path

    @classmethod
    def of(cls, final: Path) -> WorkPlaces:
        """Of the release that is to be there."""
        return cls(*(final.with_name(f".{final.name}.{end}") for end in ENDS))


def change_places(final: Path) -> None:
    """Put the stage, which is whole, in the release's place.

    With an earlier one there is never a moment without any, where the system can exchange two
    folders; else it is moved away first, and `settle` puts it back if that is all that was done.
    """
    places = WorkPlaces.of(final)
    disk.sync_tree(places.part)
    if not os.path.lexists(final):
        places.part.rename(final)
        return
    _note_copied(places, final.name)
    if not disk.exchange(places.part, final):
        final.rename(places.old)
        places.part.rename(final)


def settle(final: Path) -> None:
    """Put right what a change of places, whole or not, has left; nothing else may be writing it.

    Only when the release in place is on the disk, and what was saved late is beside it, is the
    other one removed. Doing it again does no harm.

    Raises:
        Unsettled: something of that failed; the release in place is whole.
    """
    places = WorkPlaces.of(final)
    copied = _copied(places.swap)
    moved = [places.old] if copied is None else [places.old, places.part]
    for folder in moved:
        if not os.path.lexists(final) and manifest(folder, final.name):
            folder.rename(final)
    try:
        disk.sync(final.parent)
    except OSError as error:
        mend = f"检查磁盘，再用 fz verify {final.name} 核对"
        raise Unsettled(
            f"没能确认写到磁盘（{system_error(error)}）；{mend}", serious=True
        ) from error
    if copied is not None:
        for folder in filter(Path.is_dir, moved):
            try:
                keep_late(folder, final, copied)
            except OSError as error:
                what = f"刚存进原来报告的文件没能移过来（{system_error(error)}）"
                mend = f"它们还在 {folder}，腾出空间或改好权限，再运行一次"
                raise Unsettled(f"{what}；{mend}", serious=True) from error
    _clear(places)


def _note_copied(places: WorkPlaces, period: str) -> None:
    """On the disk: which files beside the earlier report's own are in the stage, as saved when."""
    part, _, scratch, swap, _ = places
    copied = stamps(part, other_files(part, own_files(part, period)))
    note = scratch / swap.name
    note.write_text(json.dumps(copied), encoding="utf-8")
    disk.sync(note)
    note.rename(swap)  # there as a whole, or not at all
    disk.sync(swap.parent)


def _copied(swap: Path) -> Stamps | None:
    """What is noted there; None where nothing is, or nothing of ours."""
    try:
        content = json.loads(swap.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    ours = isinstance(content, dict) and all(isinstance(stamp, list) for stamp in content.values())
    return content if ours else None


def is_note(swap: Path) -> bool:
    """Whether it is a file of ours, to be cleared."""
    return _copied(swap) is not None


def _clear(places: WorkPlaces) -> None:
    """Remove what is of no use any more: the note first, which says that it might be.

    Raises:
        Unsettled: some of it resists; it is the next run's.
    """
    left: list[str] = []
    cause = ""
    try:
        if places.swap.exists():
            places.swap.unlink()
            disk.sync(places.swap.parent)  # else it could be back when half of the rest is gone
        for folder in (places.part, places.old, places.scratch):
            try:
                _remove(folder)
            except OSError as error:
                left, cause = [*left, folder.name], cause or system_error(error)
    except OSError as error:
        left, cause = [places.swap.name], system_error(error)
    if left:
        what = f"清理原来的一份时出错，{listing(left)} 还在（{cause}）"
        raise Unsettled(f"{what}；下次运行时再清理", serious=False)


def _remove(folder: Path) -> None:
    """If it is there; also what was made read-only: it is copied."""
    if not os.path.lexists(folder):
        return
    folder.chmod(0o700)
    for place, folders, files in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *files)):
            if not path.is_symlink():
                with suppress(PermissionError):  # another's, in a folder of ours
                    path.chmod(0o700)
    shutil.rmtree(folder)
