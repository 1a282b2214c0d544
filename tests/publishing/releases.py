"""Report folders, earlier and new, as the tests lay them down."""

import hashlib
import json
from contextlib import contextmanager

from fzlib.publishing import release
from fzlib.publishing.manifests import MANIFEST


def listing(*outputs):
    """A manifest of ours."""
    content = {"period": "2023-05", "outputs": dict.fromkeys(outputs)}
    return {MANIFEST: json.dumps(content).encode()}


def listed(files):
    """These files with a manifest of ours that has their digests."""
    outputs = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return {**files, MANIFEST: json.dumps({"period": "2023-05", "outputs": outputs}).encode()}


OLD = {"a.csv": b"old", "counties/b.html": b"old", **listing("a.csv", "counties/b.html")}
NEW = {"a.csv": b"new", "c.csv": b"new", **listing("a.csv", "c.csv")}


@contextmanager
def staged(final, *, wait=False):
    """A release staged by the only writer of its folder."""
    with release.writer(final, wait=wait), release.staged(final) as stage:
        yield stage


def fill(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def beside(final):
    """What lies in the folder of the reports."""
    return sorted(path.name for path in final.parent.iterdir())
