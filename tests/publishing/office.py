"""Spreadsheet files as LibreOffice saves them."""

import shutil
import subprocess

import pytest


def saved_by_office(path, suffix, home):
    """A workbook opened and saved again as xlsx, ods or xls, or printed to pdf; its path."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    out = home / f"as-{suffix}"
    out.mkdir(parents=True)
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", suffix, path],
        cwd=out,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out / f"{path.stem}.{suffix}"
