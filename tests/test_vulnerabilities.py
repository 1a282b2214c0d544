"""No locked package has a vulnerability that is publicly known: asked of pip-audit.

It is no dependency: with all that it brings it would be a tenth of what every machine installs.
uv, which is one, fetches it where it is not installed, into a cache of its own.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VERSION = "2.10.1"
ASKED = (
    "--require-hashes", "--disable-pip", "--requirement", "requirements.lock",
    "--format", "json", "--progress-spinner", "off",
)  # fmt: skip


def beside_python(name):
    """A program of this environment, or of the system."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def auditor():
    """The words that call pip-audit."""
    if installed := beside_python("pip-audit"):
        return [installed]
    uv = beside_python("uv")
    return [uv, "tool", "run", f"pip-audit=={VERSION}"] if uv else []


def last_line(text):
    return (text.strip().splitlines() or ["no word"])[-1]


@pytest.mark.slow
def test_no_locked_package_is_known_to_be_vulnerable():
    words = auditor()
    if not words:
        pytest.skip("neither pip-audit nor uv is installed")
    done = subprocess.run(
        [*words, *ASKED], cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
    try:
        told = json.loads(done.stdout)["dependencies"]
    except ValueError:
        pytest.skip(f"pip-audit, or its data, cannot be had here: {last_line(done.stderr)}")
    audited = {one["name"]: one["vulns"] for one in told if "vulns" in one}
    if not audited:
        pytest.skip(f"pip-audit has no data here: {told[0]['skip_reason']}")
    assert [one["name"] for one in told if one["name"] not in audited] == []
    found = {name: [each["id"] for each in vulns] for name, vulns in audited.items() if vulns}
    assert found == {}
