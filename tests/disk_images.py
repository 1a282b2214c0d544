"""A file system of one's own in an image: a copy of the image is what a power cut leaves."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

BYTES = 16 * 2**20


def system(*command):
    """Run a command of the system's; what it says where it fails."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    return done.stderr.strip() or f"exit code {done.returncode}" if done.returncode else ""


@contextmanager
def mounted(image, folder):
    folder.mkdir()
    if refused := system("mount", "-o", "loop", image, folder):
        pytest.skip(f"no file system of one's own here: {refused}")
    try:
        yield folder
    finally:
        assert system("umount", folder) == ""


def image_in(folder):
    """An ext4 file system in a file of the folder."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        pytest.skip("only root on Linux with mkfs.ext4 has a file system of his own to cut")
    with (folder / "disk").open("wb") as made:
        made.truncate(BYTES)
    if refused := system("mkfs.ext4", "-q", folder / "disk"):
        pytest.skip(f"no file system of one's own here: {refused}")
    return folder / "disk"


def cuts(image, act, monkeypatch, steps):
    """Run ``act()``; copies of the disk before and after every step, by their names, in order.

    ``steps``: (owner, name) of the calls that are steps, beside those that sync.
    """
    copies = {}

    def cut(name):
        copy = image.with_name(f"{len(copies)}.disk")
        subprocess.run(["cp", "--sparse=always", image, copy], check=True)
        copies[copy] = name

    def watch(owner, name):
        call = getattr(owner, name)

        def watched(*arguments, **options):
            cut(f"before {name} {arguments}")
            result = call(*arguments, **options)
            cut(f"after {name} {arguments}")
            return result

        monkeypatch.setattr(owner, name, watched)

    for owner, name in [(os, "fsync"), *steps]:
        watch(owner, name)
    act()
    cut("at the end")
    monkeypatch.undo()
    return copies
