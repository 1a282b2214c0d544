"""Data folders of the tests' own."""

from pathlib import Path

import pytest

from tests.disk_images import image_in
from tests.publishing.folders import FUZHOU, GOLDEN, copied


@pytest.fixture
def city(tmp_path):
    """The golden data folder, to be changed; its name is ``city``."""
    return copied(GOLDEN / "data", tmp_path / "city")


@pytest.fixture
def year(tmp_path):
    """The example year, eleven periods, to be changed; its name is ``year``."""
    return copied(FUZHOU, tmp_path / "year")


@pytest.fixture
def image(tmp_path):
    """A disk to cut the power of."""
    return image_in(tmp_path)


RANDOM = (
    "analysis/test_change", "analysis/test_explain_methods", "analysis/test_gain",
    "analysis/test_sensitivity", "analysis/test_whatif_books", "analysis/enterprises/test_table",
    "intake/test_mutations", "presentation/test_rules", "presentation/test_rules_complete",
    "scoring/test_identities", "scoring/test_oracle", "scoring/test_scheme_identities",
)  # fmt: skip


@pytest.hookimpl(trylast=True)  # when hypothesis has marked its own
def pytest_collection_modifyitems(items):
    """Lines that only random cases run are not counted, which would take twice as long.

    They are hundreds of what table cases cover; what they alone reached has no case of its own.
    """
    home = Path(__file__).parent
    for item in items:
        module = item.path.with_suffix("").relative_to(home) if home in item.path.parents else ""
        if item.get_closest_marker("hypothesis") or str(module) in RANDOM:
            item.add_marker("no_cover")
