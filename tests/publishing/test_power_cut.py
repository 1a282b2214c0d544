"""The power goes while a release is published: the disk, as it is then, holds a whole one.

The disk is an image of a file system of its own (`tests.disk_images`).
"""

import shutil
from functools import partial
from pathlib import Path

import pytest

from fzlib import disk
from fzlib.publishing import manifests, release
from tests.disk_images import cuts, mounted
from tests.publishing.releases import fill, staged

pytestmark = pytest.mark.slow
STEPS = [(disk, "exchange"), (Path, "rename"), (Path, "unlink"), (shutil, "rmtree")]
EARLIER = {"a.csv": b"old " * 3000, "counties/b.html": b"old", "批示.txt": b"early"}
LATER = {"a.csv": b"new " * 3000, "counties/c.html": b"new", "d.csv": b"new"}


def publish(final, files):
    with staged(final) as stage:
        fill(stage, {name: content for name, content in files.items() if name != "批示.txt"})
        manifests.write_manifest(stage, {"period": final.name}, {})


def state(copy, folder):
    """Of a disk after the cut: which release it holds, checked against its manifest; None: none."""
    with mounted(copy, folder) as out:
        release.recover(out)
        final = out / "2023-05"
        assert {path.name for path in out.iterdir()} <= {"2023-05", "lost+found"}
        if not final.exists():
            return None
        outputs = manifests.manifest(final)["outputs"]
        for name, digest in outputs.items():
            assert manifests.sha256(final / name) == digest, name
        here = {name: (final / name).read_bytes() for name in outputs}
        remark = (final / "批示.txt").read_bytes() if (final / "批示.txt").exists() else None
        return here, remark


@pytest.mark.parametrize("way", ["exchanged", "two renames", "the first"])
def test_the_disk_holds_a_whole_release_at_every_step(image, tmp_path, monkeypatch, way):
    remark = EARLIER["批示.txt"]
    earlier = {name: content for name, content in EARLIER.items() if name != "批示.txt"}
    whole = [(earlier, remark), (LATER, remark)]
    with mounted(image, tmp_path / "mounted") as out:
        if way == "the first":
            whole = [None, (LATER, None)]
        else:
            publish(out / "2023-05", earlier)
            (out / "2023-05" / "批示.txt").write_bytes(remark)
            disk.sync_tree(out / "2023-05")
        if way == "two renames":
            monkeypatch.setattr(disk, "exchange", lambda one, other: False)
        copies = cuts(image, partial(publish, out / "2023-05", LATER), monkeypatch, STEPS)
    states = []
    for number, (copy, name) in enumerate(copies.items()):
        states.append(state(copy, tmp_path / f"mounted {number}"))
        assert states[-1] in whole, name
        copy.unlink()
    assert len(states) >= (15 if way == "the first" else 30)
    # once it is there it is there to stay, and so it is when the command has ended
    assert states == sorted(states, key=whole.index)
    assert (states[0], states[-1]) == (whole[0], whole[1])
