"""Data folders of the tests' own."""

import pytest

from tests.publishing.folders import FUZHOU, GOLDEN, copied


@pytest.fixture
def city(tmp_path):
    """The golden data folder, to be changed; its name is ``city``."""
    return copied(GOLDEN / "data", tmp_path / "city")


@pytest.fixture
def year(tmp_path):
    """The example year, eleven periods, to be changed; its name is ``year``."""
    return copied(FUZHOU, tmp_path / "year")
