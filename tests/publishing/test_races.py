"""Two writers of one release wait for each other; a reader always finds a whole one."""

import json
import os
import subprocess
import sys
from hashlib import sha256

import pytest

from fzlib.publishing.manifests import MANIFEST
from tests.publishing.folders import ROOT
from tests.publishing.releases import beside

pytestmark = pytest.mark.slow
TIMES = 150
# adds one to a number outside the folder, which two at once would lose
WRITER = """
import sys
from pathlib import Path
from fzlib import locks
from fzlib.publishing.manifests import write_manifest
from tests.publishing.releases import staged
locks.POLL = 0.002
final, counter = Path(sys.argv[1]), Path(sys.argv[2])
for _ in range(int(sys.argv[3])):
    with staged(final, wait=True) as stage:
        number = int(counter.read_text())
        for name in "abc":
            (stage / name).write_text(f"{number} {name}" * 200)
        write_manifest(stage, {"period": final.name}, {})
        counter.write_text(f"{number + 1}")
"""


class Superseded(Exception):
    """Another release has taken the place of the one that was being read."""


def snapshot(final):
    """A release as one reads it: the folder opened once, everything in it by way of that.

    Only so all of it is of one release; one that is replaced meanwhile loses its files.
    """
    folder = os.open(final, os.O_RDONLY)
    try:
        manifest = json.loads(_read(folder, MANIFEST))
        files = {name: _read(folder, name) for name in manifest["outputs"]}
    except FileNotFoundError:
        if final.stat().st_ino == os.fstat(folder).st_ino:
            raise
        raise Superseded from None
    finally:
        os.close(folder)
    assert {name: sha256(files[name]).hexdigest() for name in files} == manifest["outputs"]
    return files


def _read(folder, name):
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere two folders have no exchange")
def test_two_writers_and_a_reader(tmp_path):
    final, counter = tmp_path / "out" / "2023-05", tmp_path / "counter"
    counter.write_text("0")
    command = [sys.executable, "-c", WRITER, final, counter, str(TIMES)]
    subprocess.run([*command[:-1], "1"], cwd=ROOT, check=True)
    writers = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    seen, superseded = [], 0
    while any(writer.poll() is None for writer in writers):
        try:
            files = snapshot(final)  # FileNotFoundError: there was none
        except Superseded:
            superseded += 1
            continue
        (number,) = {int(content.split()[0]) for content in files.values()}
        assert files == {name: (f"{number} {name}" * 200).encode() for name in "abc"}
        seen.append(number)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert int(counter.read_text()) == 2 * TIMES + 1
    assert seen == sorted(seen)
    assert len(set(seen)) > 1
    assert int(snapshot(final)["a"].split()[0]) == 2 * TIMES
    assert beside(final) == [final.name]
