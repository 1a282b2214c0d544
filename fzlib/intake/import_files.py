"""The files that an import writes into a data folder: all of them or none, whatever happens.

Each is ready and on the disk beside its place before the journal says that all are; only then is
any put in place, in order, those that are kept first. What a kill, or a power cut, leaves with the
journal there is completed by the next command, without it taken back.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from fzlib import disk
from fzlib.errors import InputError, Place, Problem, system_error
from fzlib.locks import Held, locked

JOURNAL = ".import.journal"  # label → sha256 of what is put there, and of what was
LOCK = ".import.lock"
PART = ".import-part"
_BUSY = "另一个程序正在导入这个文件夹，等它结束再试"
_UNFINISHED = "有一次导入正在进行，或没有做完"
_FINISH = "稍等再试；还是这样，用 fz status 补完"
_GO_ON = "排除原因后运行 fz status，会接着写完"
_BY_HAND = f"核对各文件（原文件在 earlier/ 里），改好后删去 {JOURNAL}"


@contextmanager
def importing(
    folder: Path, *, wait: bool = True, waiting: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Nobody else imports into the data folder while the block runs; earlier ones are complete.

    Args:
        wait: until another import has ended. waiting: told once that it has to be waited for.

    Raises:
        InputError: another imports, and ``wait`` is not set; or an earlier one cannot be completed.
    """
    if not folder.is_dir():
        yield  # told by whoever reads it
        return
    try:
        with locked(folder / LOCK, wait=wait, waiting=waiting):
            try:
                _complete(folder)
            except OSError as error:
                raise _cannot_complete(folder, error) from error
            yield
    except Held:
        raise _stop(folder, _BUSY, "", "busy") from None


def complete(folder: Path) -> tuple[str, ...]:
    """Complete, or take back, what an import that was killed has left; what was put in place now.

    Nothing is done where another is importing.

    Raises:
        InputError: it cannot be completed.
    """
    if not any(os.path.lexists(folder / name) for name in (JOURNAL, LOCK)):
        return ()
    with suppress(Held):
        try:
            with locked(folder / LOCK, wait=False):
                return _complete(folder)
        except OSError as error:
            if os.path.lexists(folder / JOURNAL):
                raise _cannot_complete(folder, error) from error
    return ()


def check_complete(folder: Path) -> None:
    """Nobody reads a folder of which an import has put some files in place, and some not yet.

    Raises:
        InputError: there is an import that is not complete.
    """
    if os.path.lexists(folder / JOURNAL):
        raise _stop(folder, _UNFINISHED, _FINISH)


def write_all(
    folder: Path,
    contents: Mapping[str, bytes],
    kept: Mapping[str, str],
    read: Mapping[str, str] | None = None,
) -> None:
    """Put files in place, all or none; only while `importing`.

    Who may read and write a file that was there stays as it was. A link stays one: the file it
    leads to is written.

    Args:
        contents: label → what the file is to be. kept: label (`free_label`) → that of the file
            which is kept there as it is, before any other is written. read: label → sha256 of what
            the contents were made from: somebody may have saved another since.

    Raises:
        InputError: in a file's place is none, or another than was read, or a link that leads
            nowhere; or, with the journal there, the system refuses: then the next command goes
            on. OSError: it refuses before that; nothing has changed.
    """
    read = read or {}
    problems = [
        problem for label in contents if (problem := _obstacle(folder, label, read.get(label)))
    ]
    if problems:
        raise InputError(problems)
    labels = [*kept, *contents]
    try:
        for label, of in kept.items():
            _prepare(folder / label, (folder / of).read_bytes(), like=folder / of)
        for label, content in contents.items():
            _prepare(folder / label, content, like=folder / label)
        for home in sorted({_part(folder / label).parent for label in labels}):
            disk.sync(home)
        _note(folder, labels)
    except BaseException:
        if not (folder / JOURNAL).exists():
            _take_back(folder, labels)
        raise
    try:
        disk.sync(folder)
        _put_in_place(folder)
    except OSError as error:
        raise _stop(folder, f"写到一半出错（{system_error(error)}）") from error


def free_label(folder: Path, home: str, path: Path) -> str:
    """A name below ``home`` that nothing has yet: 2025-03.1.csv, 2025-03.2.csv …"""
    names = (f"{home}/{path.stem}.{number}{path.suffix}" for number in itertools.count(1))
    return next(name for name in names if not os.path.lexists(folder / name))


def _obstacle(folder: Path, label: str, read: str | None) -> Problem | None:
    """``read``: as `_digest`; None where nothing was read."""
    path = folder / label
    now = _digest(path)
    if read is not None and now != read:
        return Problem(Place(label), "导入期间被改动", "核对后再导入一次", kind="file.changed")
    if now or not os.path.lexists(path):
        return None
    what = "是链接，指向的地方没有文件" if path.is_symlink() else "不是文件，不能写"
    return Problem(Place(label), what, "移走或改好，再导入", kind="file.existing")


def _part(path: Path) -> Path:
    """Beside the file itself, where a link leads to it."""
    whole = path.resolve()
    return whole.with_name(f".{whole.name}{PART}")


def _prepare(path: Path, content: bytes, *, like: Path) -> None:
    """The file as it will be, beside its place, and on the disk; read by whom ``like`` is."""
    for home in reversed([home for home in path.parents if not home.exists()]):
        home.mkdir(exist_ok=True)
        disk.sync(home.parent)
    part = _part(path)
    part.unlink(missing_ok=True)
    part.touch(0o600 if like.exists() else 0o666)  # till it is read by whom it may be
    part.write_bytes(content)
    if like.exists():
        shutil.copymode(like, part)
    disk.sync(part)


def _note(folder: Path, labels: Sequence[str]) -> None:
    """The journal, as a whole; its name is not on the disk yet."""
    digests = {label: [_digest(_part(folder / label)), _digest(folder / label)] for label in labels}
    part = folder / f"{JOURNAL}{PART}"
    part.write_text(json.dumps(digests, ensure_ascii=False, indent=2), "utf-8")
    disk.sync(part)
    part.rename(folder / JOURNAL)


def _put_in_place(folder: Path) -> tuple[str, ...]:
    """Go through the journal, and remove it; the labels that were not yet in place.

    Raises:
        InputError: what it names is not there as it was. OSError.
    """
    try:
        noted = json.loads((folder / JOURNAL).read_text("utf-8"))
        digests = {_inside(label): (_noted_digest(new), old) for label, (new, old) in noted.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise _stop(folder, f"{JOURNAL} 被改动，不能照它补完", _BY_HAND) from None
    moved = []
    for label, (new, old) in digests.items():
        path = folder / label
        part, now = _part(path), _digest(path)
        if now == old and _digest(part) == new:
            part.replace(path.resolve())
            moved.append(label)
        elif now != new:
            raise _stop(folder, f"上次导入没有做完，{label} 已被改动，补不完", _BY_HAND)
        # what is kept before what is written over it; a killed import may not have come to it
        disk.sync(path.resolve().parent)
    (folder / JOURNAL).unlink()
    disk.sync(folder)
    return tuple(moved)


def _complete(folder: Path) -> tuple[str, ...]:
    moved = _put_in_place(folder) if os.path.lexists(folder / JOURNAL) else ()
    _remove_parts(folder)
    return moved


def _remove_parts(folder: Path) -> None:
    """What an import left that was killed before its journal was there."""
    for part in [*folder.glob(f".*{PART}"), *folder.glob(f"*/**/.*{PART}")]:
        with suppress(OSError):
            part.unlink()


def _take_back(folder: Path, labels: Sequence[str]) -> None:
    for part in [*(_part(folder / label) for label in labels), folder / f"{JOURNAL}{PART}"]:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _inside(label: str) -> str:
    """A label of a file below the folder; a ValueError where it is none."""
    path = PurePosixPath(label)
    if not path.name or path.is_absolute() or ".." in path.parts or set(label) & set("\\:\0"):
        raise ValueError(label)
    label.encode()  # what no file can be called is a UnicodeEncodeError
    return str(path)


def _noted_digest(text: str) -> str:
    """A sha256; a ValueError where it is none."""
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise ValueError(text)
    return text


def _digest(path: Path) -> str:
    """sha256 of a file's bytes; '' where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _cannot_complete(folder: Path, error: OSError) -> InputError:
    return _stop(folder, f"上次导入没有做完，补不完（{system_error(error)}）")


def _stop(folder: Path, what: str, mend: str = _GO_ON, kind: str = "unfinished") -> InputError:
    return InputError([Problem(Place(folder.name), what, mend, kind=f"import.{kind}")])
