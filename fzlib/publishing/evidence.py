"""留证: published files that were touched, copied aside before anything is rewritten."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from fzlib import disk
from fzlib.errors import Place, Problem, listing, one_line, system_error
from fzlib.locks import locked
from fzlib.publishing import manifests
from fzlib.publishing.manifests import MANIFEST
from fzlib.publishing.release_id import EVIDENCE, SIGNS, published_id
from fzlib.publishing.request import ReportError

NOTE = "说明.txt"
GONE, UNREADABLE = "没有这个文件", "读不出来"
_ID, _SHA256 = re.compile(f"[0-9a-f]{{{SIGNS}}}"), re.compile("[0-9a-f]{64}")


class NotKept(ReportError):
    """The touched files could not be copied aside (Chinese message)."""


@dataclass(frozen=True)
class Touched:
    """A published file that is not what the manifest says.

    ``then``: the sha256 that it should have (of the manifest itself, the id); ``now``: what it has,
    or why it is no file.
    """

    name: str
    then: str
    now: str

    @property
    def is_file(self) -> bool:
        """Whether there is something to keep; never what a link leads to."""
        return self.name != MANIFEST and bool(_SHA256.fullmatch(self.now))

    @property
    def what(self) -> str:
        """In a line, beside its name."""
        if self.name == MANIFEST:
            return f"编号 {one_line(self.now)} 与所列的内容算出的（{self.then}）不符，清单被改动"
        if self.now == GONE:
            return "清单里有，现在没有了"
        return "与清单的 SHA-256 不同" if self.is_file else f"现在{self.now}"


def touched(final: Path, then: Mapping[str, Any]) -> tuple[Touched, ...]:
    """Files of a release that are not as its manifest (``then``) says; an edited manifest too.

    What the manifest lists outside of the release is none of ours to read, and tells that it was
    edited.
    """
    outputs: Mapping[str, Any] = then.get("outputs", {})
    found = [Touched(name, str(digest), _now(final, name)) for name, digest in outputs.items()]
    found = [each for each in found if each.now != each.then]
    # with ``files`` it is of a version that gives an id
    if then.get("id") or then.get("files"):
        declared, computed = str(then.get("id") or "无"), published_id(then)
        if declared != computed:
            found.append(Touched(MANIFEST, computed, declared))
    return tuple(found)


def _now(final: Path, name: str) -> str:
    """The sha256 of a file of the release, or why there is none."""
    path = final / name
    own = path.parts[len(final.parts) :]
    if not path.is_relative_to(final) or not own or ".." in own:
        return GONE
    for part in (path, *path.parents[: len(own) - 1]):
        if part.is_symlink():
            return f"是链接，指向 {one_line(str(part.readlink()))}"
    try:
        return manifests.sha256(path) if path.is_file() else GONE
    except FileNotFoundError:
        return GONE
    except OSError:
        return UNREADABLE


def kept_before(final: Path) -> tuple[Problem, ...]:
    """Copy aside what was touched of a release that is about to be rewritten; what is told of it.

    Raises:
        NotKept: it could not be: then nothing may be rewritten.
    """
    then = manifests.manifest(final)
    files = touched(final, then)
    if not files:
        return ()
    names = listing(each.name for each in files)
    try:
        where = keep(final, then, files)
    except NotKept as error:
        raise NotKept(f"{names} 发布以后被改动，留证不成（{error}），没有重写") from error
    what = f"发布以后被改动，重写前的样子留证在 {where}"
    return (Problem(Place(names), what, serious=True, kind="file.changed"),)


def keep(final: Path, then: Mapping[str, Any], files: Sequence[Touched]) -> Path:
    """The folder with the touched files, the manifest and a note; made if there is none like it.

    It is there as a whole or not at all, and is on the disk when this returns. Other evidence of
    the same release gets another number.

    Raises:
        NotKept: the system refuses, or the files are being changed.
    """
    home = final.parent / EVIDENCE
    try:
        if home.is_symlink():
            raise NotKept(f"{home}：是链接，不往里写")
        home.mkdir(exist_ok=True)
        with locked(home / ".lock"):
            stage = home / ".part"
            shutil.rmtree(stage, ignore_errors=True)  # what a killed run left
            try:
                _fill(stage, final, then, files)
                disk.sync_tree(stage)
                return _in_place(stage, home, f"{final.name}-{_label(then)}")
            finally:
                shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise NotKept(system_error(error)) from error


def _label(then: Mapping[str, Any]) -> str:
    """The id that a release says it has; what it comes to, where it says none."""
    declared = str(then.get("id", ""))
    return declared if _ID.fullmatch(declared) else published_id(then)


def _fill(stage: Path, final: Path, then: Mapping[str, Any], files: Sequence[Touched]) -> None:
    stage.mkdir()
    for each in files:
        if each.is_file:
            _copy(final / each.name, stage / each.name, each)
    shutil.copy2(final / MANIFEST, stage / MANIFEST)
    if manifests.manifest(stage, final.name) != then:
        raise NotKept("核对期间重新发布了，再核对一次")
    (stage / NOTE).write_bytes(_note(final.name, then, files).encode())


def _copy(source: Path, target: Path, each: Touched) -> None:
    """The file as it was when it was looked at."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
    if manifests.sha256(target) != each.now:
        raise NotKept(f"{each.name} 正在被改动，再核对一次")


def _note(period: str, then: Mapping[str, Any], files: Sequence[Touched]) -> str:
    """说明.txt: the same of the same files, so that evidence is not kept twice."""
    lines = [
        f"{period}（编号 {_label(then)}）发布的文件被改动，这里是改动以后的样子和当时的清单。",
        "谁在什么时候改的，从文件看不出来。查明以前不要删除。",
    ]
    for each in files:
        name = one_line(each.name)
        lines += ["", name, f"  应为：{one_line(each.then)}", f"  现在：{one_line(each.now)}"]
    return "\r\n".join([*lines, ""])  # to be opened on any system


def _in_place(stage: Path, home: Path, name: str) -> Path:
    """The stage as a folder of this name; of another number where other evidence has it."""
    for number in count(1):
        target = home / (name if number == 1 else f"{name}-{number}")
        if not os.path.lexists(target):
            stage.rename(target)
            for folder in (home, home.parent):
                disk.sync(folder)
            return target
        if target.is_dir() and _contents(target) == _contents(stage):
            return target
    raise AssertionError


def _contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in it, by name."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
