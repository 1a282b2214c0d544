"""No name or code of an enterprise reaches a report but where it belongs (contract, section 4c)."""

import io
import zipfile

import pytest

from tests.publishing.enterprises import OWN_FILES, first_months
from tests.publishing.folders import FUZHOU, contents, outputs, run
from tests.publishing.secrets import found, is_allowed, secrets_of

MONTH, PERIODS = "2023-03", ("2023-03", "2023-Q1", "2023")
NAME, CODE = "甲&乙有限公司", "91350181EX00000016"


def zipped(text):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", text)
    return held.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        f"代码：{CODE}。".encode(),
        f"X{CODE}9".encode(),
        f"<td>{NAME}</td>".encode(),
        b"<td>" + NAME.replace("&", "&amp;").encode() + b"</td>",
        b'"' + NAME.encode("ascii", "backslashreplace") + b'"',
        zipped(f"<t>{NAME.replace('&', '&amp;')}</t>"),
        b"\xff\xfe" + CODE.encode(),
    ],
)
def test_what_is_looked_for_is_found(content):
    assert found(content, {NAME, CODE}) in ({NAME}, {CODE})


def test_what_is_not_there_is_not_found():
    assert found("甲乙有限公司，91350181EX00000017".encode(), {NAME, CODE}) == set()


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The shipped folder's first two periods, with their enterprises."""
    return first_months(FUZHOU, tmp_path_factory.mktemp("privacy") / "fuzhou", last=MONTH)


@pytest.fixture(scope="module")
def published(city):
    """Its reports, with county sheets, two at a time."""
    out = city.with_name("out")
    sheets = ("--county", "鼓楼区", "--county", "福清市")
    made = run("report", *PERIODS, *sheets, "--data", city, "--out", out, "--jobs", "2")
    assert made.returncode == 0, made.stderr
    return out


@pytest.mark.slow
def test_names_and_codes_stand_in_their_own_files_alone(published):
    secrets = secrets_of(FUZHOU)  # of the periods to come, too
    assert len(secrets) > 5000
    naming, searched = set(), set()
    for period in PERIODS:
        for name, content in contents(published / period).items():
            searched.add(name)
            if found(content, secrets):
                naming.add(name)
    assert {name for name in naming if not is_allowed(name)} == set()
    assert naming >= OWN_FILES - {"enterprises.csv"}  # the search finds what is there
    assert searched >= {
        "monthly.html", "monthly.ipynb", "datacheck.html", "targets.html", "targets.ipynb",
        "targets.csv", "counties/鼓楼区.html", "counties/福清市.html", "scores.xlsx",
        "manifest.json", "quarterly.html", "quarterly.ipynb", "annual.html", "annual.ipynb",
        "enterprises.csv",
    }  # fmt: skip


@pytest.mark.slow
def test_the_share_that_is_down_does_go_there(published):
    pages = (f"{MONTH}/monthly", "2023-Q1/quarterly", "2023/annual", f"{MONTH}/targets")
    for page in pages:
        assert "减产面" in (published / f"{page}.html").read_text("utf-8")


@pytest.mark.slow
def test_the_same_bytes_by_a_stock_kernel(city, published, tmp_path):
    made = run("report", MONTH, "--data", city, "--out", tmp_path, "--kernel", "stock")
    assert made.returncode == 0, made.stderr
    again, first = outputs(tmp_path / MONTH), outputs(published / MONTH)
    assert again.keys() >= OWN_FILES
    assert [name for name, content in again.items() if first[name] != content] == []
