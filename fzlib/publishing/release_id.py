"""The short id of a release, which its pages carry: of one id, the same figures. Where is it?"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from fzlib import __version__
from fzlib.errors import InputError, Place, Problem, listing, nearest
from fzlib.presentation.release_note import FORM, SIGNS, wrong_form
from fzlib.publishing.manifests import manifest
from fzlib.scoring.periods import PeriodError, parse_any

EVIDENCE = "留证"  # the folder, beside the periods', of what was found other than it was published
_KEPT = re.compile(rf".+?-(?P<id>{FORM.pattern})(-.*)?")  # a folder of evidence


def release_id(basis: Mapping[str, Any], tables: Mapping[str, bytes]) -> str:
    """Of the data used, the readings, the release's CSV files and fzlib's version.

    County sheets, which may be added to it later, take no part; nor do the pages, which carry it.

    Args:
        basis: as `Material.basis`. tables: the files beside the pages, of which the CSV count.
    """
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in tables.items()}
    return _id(basis, digests, __version__)


def published_id(published: Mapping[str, Any]) -> str:
    """The same of what a manifest lists: another than its ``id`` where it was edited."""
    versions = published.get("versions")
    version = versions.get("fzlib") if isinstance(versions, dict) else None
    beside = {name: of for name, of in published["outputs"].items() if "/" not in name}
    return _id(published, beside, version)


def _id(basis: Mapping[str, Any], digests: Mapping[str, Any], version: Any) -> str:
    content = {
        "inputs": basis.get("inputs", {}),
        "goals": basis.get("goals", {}).get("inputs", {}),
        "enterprises": basis.get("enterprises", {}).get("inputs", {}),
        "readings": basis.get("readings", {}),
        "tables": {name: digest for name, digest in digests.items() if name.endswith(".csv")},
        "fzlib": version,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:SIGNS]


def parsed_id(text: str) -> str:
    """The id that is meant; capitals, full-width signs and spaces around it are taken as meant.

    Raises:
        RequestError: it is none.
    """
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    if not FORM.fullmatch(folded):
        raise wrong_form(text)
    return folded


def find_release(out: Path, text: str) -> Path:
    """The folder of the release with this id.

    Args:
        out: what holds the periods' folders, or several cities' folders that do.

    Raises:
        RequestError: it is no id. InputError: no release has it, or several copies do; evidence
            of one that was replaced is told.
    """
    wanted = parsed_id(text)
    if not out.is_dir():
        raise _not_found(out, "没有这个文件夹", "用 --out 指明报告在哪里")
    released = dict(_released(out))
    found = [folder for folder, number in released.items() if number == wanted]
    found = [folder for folder in found if folder.parent == out] or found
    if len(found) == 1:
        return found[0]
    names = {path: path.relative_to(out).as_posix() for path in (*released, *_kept(out, wanted))}
    if found:
        what = f"发布编号 {wanted} 有{len(found)}份：{listing(names[folder] for folder in found)}"
        raise _not_found(out, what, "用 --out 指明其中一份所在的文件夹", kind="file.twice")
    if kept := [names[folder] for folder in _kept(out, wanted)]:
        what = f"发布编号 {wanted} 的报告已被替换，当时的文件留在 {listing(kept)}"
        raise _not_found(out, what)
    there = {number: f"{number}（{names[folder]}）" for folder, number in released.items()}
    near = nearest(wanted, there)
    mend = f"是不是 {there[near]}？" if near else ""
    mend += f"现有：{listing(there.values())}" if there else "这里没有带编号的报告"
    raise _not_found(out, f"没有发布编号为 {wanted} 的报告", mend)


def _not_found(out: Path, what: str, mend: str = "", *, kind: str = "file.absent") -> InputError:
    return InputError([Problem(Place(str(out)), what, mend, kind=kind)])


def _released(out: Path) -> Iterator[tuple[Path, str]]:
    """Every release of the folder, and of those in it, that has an id."""
    for level in (out, *_folders(out)):
        for folder in _folders(level):
            number = manifest(folder).get("id")
            with suppress(PeriodError):
                if isinstance(number, str) and FORM.fullmatch(number) and parse_any(folder.name):
                    yield folder, number


def _kept(out: Path, number: str) -> Iterator[Path]:
    """Folders of evidence of the release with this id."""
    for level in (out, *_folders(out)):
        for folder in _folders(level / EVIDENCE):
            match = _KEPT.fullmatch(folder.name)
            if match and match["id"] == number:
                yield folder


def _folders(folder: Path) -> list[Path]:
    """Those in it, by name; none where it is none, or not to be read."""
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_dir())
    return []
