"""The lists of packages agree; no committed file names a registry or a folder of one machine."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# In pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "ana" + "conda.org",
    "ana" + "conda.com",
    "npm" + "js.org",
    "deb" + "ian.org",
    "/sim" + "ple/",
]
FOLDERS = ["wo" + "rk", "t" + "mp", "ro" + "ot", "ho" + "me", "Us" + "ers"]
FORBIDDEN = re.compile(
    "|".join(
        [
            *(re.escape(host) for host in REGISTRIES),
            # Not after a name: a folder of that name inside the project is no machine's.
            rf"(?<![\w./~}})\]*-])/(?:{'|'.join(FOLDERS)})(?![\w-])",
            rf"\b[A-Z]:\\+{FOLDERS[-1]}\b",
        ]
    )
)


CONDA_NAMES = {"python-duckdb": "duckdb"}  # where conda-forge calls a package otherwise


def names_and_ranges(requirements):
    parsed = map(Requirement, requirements)
    return {canonicalize_name(item.name): item.specifier for item in parsed}


def conda_packages():
    """Names and ranges of environment.yml, its pip part included; the project itself left out."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    listed = []
    for item in environment["dependencies"]:
        listed += item["pip"] if isinstance(item, dict) else [item]
    assert environment["channels"] == ["conda-forge"]
    assert "-e ." in listed
    packages = names_and_ranges(item for item in listed if item not in ("-e .", "pip"))
    return {CONDA_NAMES.get(name, name): versions for name, versions in packages.items()}


def pins():
    """Package to (version, number of hashes), from requirements.lock."""
    entries = re.split(r"\n(?=[a-z0-9])", LOCK, flags=re.IGNORECASE)
    versions = {}
    for entry in entries:
        if pin := re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", entry):
            hashes = len(re.findall(r"--hash=sha256:[0-9a-f]{64}", entry))
            versions.setdefault(canonicalize_name(pin[1]), []).append((pin[2], hashes))
    return versions


def committed_texts():
    """Path to text of every file in git, or on its way there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: nothing says which files are committed")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:  # a picture, a workbook, a parquet file
            yield name, content.decode("utf-8", errors="replace")


def test_conda_and_pip_agree():
    runtime = names_and_ranges(PROJECT["dependencies"])
    python = names_and_ranges([f"python{PROJECT['requires-python']}"])
    assert conda_packages() == runtime | python


@pytest.mark.parametrize(
    "requirement",
    PROJECT["dependencies"]
    + PROJECT["optional-dependencies"]["test"]
    + [r for r in PROJECT["optional-dependencies"]["dev"] if not r.startswith("fzlib[")],
)
def test_lock_pins_the_requirement(requirement):
    wanted = Requirement(requirement)
    locked = pins()[canonicalize_name(wanted.name)]
    assert locked
    for version, _ in locked:
        assert wanted.specifier.contains(version)


def test_every_pin_has_a_hash():
    assert pins()
    assert [name for name, locked in pins().items() if not all(count for _, count in locked)] == []


def test_lock_names_no_address():
    assert "://" not in LOCK
    assert not re.search(r"^\s*(-i|--(extra-)?index-url|-f|--find-links)\b", LOCK, re.MULTILINE)


@pytest.mark.skipif(shutil.which("git") is None, reason="git lists the committed files")
def test_no_file_names_a_registry_or_a_machine():
    lines = [
        f"{name}:{number}: {line.strip()}"
        for name, text in committed_texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert lines == []


@pytest.mark.parametrize(
    ("line", "forbidden"),
    [
        ("see https://" + REGISTRIES[0] + "/project/x", True),
        (f'open("/{FOLDERS[0]}/main/data.csv")', True),
        (f"cp x /{FOLDERS[1]}", True),
        (f"C:\\{FOLDERS[-1]}\\me", True),
        (f"data/{FOLDERS[0]}/x", False),
        (f"the {FOLDERS[0]}/life", False),
        ("outputs/fuzhou/2023-05", False),
        ("$(ROOT)/x", False),
    ],
)
def test_forbidden_names_are_found_and_ordinary_text_passes(line, forbidden):
    assert bool(FORBIDDEN.search(line)) == forbidden
