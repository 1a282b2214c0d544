"""Enterprises in a report: their page and tables, what they rest on, and where they are told."""

import json
import shutil
from pathlib import Path

import pytest

import fzlib as fz
from fzlib.analysis.enterprises import rollup
from fzlib.errors import InputError
from fzlib.intake import cache
from fzlib.publishing import manifests, material
from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.release_id import release_id
from fzlib.publishing.request import CURRENT, WRITTEN, Request
from fzlib.publishing.status import statuses
from fzlib.publishing.verify import verify
from fzlib.scoring.periods import parse_any
from tests.publishing import folders
from tests.publishing.enterprises import (
    APRIL,
    CODES,
    HEADER,
    MAY,
    NAMES,
    OWN_FILES,
    city_with_enterprises,
    rows,
)
from tests.publishing.folders import (
    MONTHLY,
    contents,
    copied_with_reports,
    edit,
    publish,
    report,
    without_processes,
)
from tests.publishing.goals import PROJECTS, REGISTER, TOML

EARLIER, LATEST = "2023-04", "2023-05"
PERIODS = (EARLIER, LATEST, "2023-Q2", "2023")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The city, and its reports."""
    return publish(tmp_path_factory.mktemp("published"), city_with_enterprises, PERIODS)


@pytest.fixture
def city(published, tmp_path, monkeypatch):
    """A copy of the city, and of its reports beside it, in ``out``."""
    without_processes(monkeypatch)
    return copied_with_reports(published, tmp_path)


@pytest.fixture
def out(city):
    return city.with_name("out")


def causes(city, out):
    """Of every report that is out of date: what has changed."""
    return {str(each.period): each.causes for each in statuses(city, out) if each.causes}


def verified(city, out, period):
    """Each answer's title and lines."""
    done = verify(Request(city, parse_any(period), out))
    return {each.title: each.lines for each in done.findings}


# --- what is written ----------------------------------------------------------------------


def test_a_month_has_its_page_and_tables(city, out):
    files = contents(out / LATEST)
    assert files.keys() >= OWN_FILES
    # as many rows as there are groups: the city, a county, a division and both, of two spans
    assert files["enterprises.csv"].decode("utf-8-sig").count("\r\n") == 1 + 2 * 4
    steps = []
    made = report(city, LATEST, out.with_name("other"), step=steps.append)
    pages = [path.name for path in made.pages]
    assert pages == ["monthly.html", "targets.html", "enterprises.html"]
    assert "运行分析" in steps
    assert contents(out.with_name("other") / LATEST)["enterprises.csv"] == files["enterprises.csv"]


def test_quarters_years_and_months_without_a_file_have_none(city, out, tmp_path):
    for period in PERIODS[2:]:
        assert not contents(out / period).keys() & OWN_FILES
    (city / MAY).unlink()
    report(city, LATEST, tmp_path / "other")
    assert not contents(tmp_path / "other" / LATEST).keys() & OWN_FILES


def test_the_manifest_has_files_and_settings_apart(city, out):
    may = {"inputs": {MAY: manifests.sha256(city / MAY)}}
    both = {"inputs": {APRIL: manifests.sha256(city / APRIL), **may["inputs"]}}
    settings = {"denominator": "comparable", "fast_fall": "30"}
    for period, expected in {LATEST: both, "2023-Q2": may, "2023": may}.items():
        entry = manifests.manifest(out / period)["enterprises"]
        entry["settings"].pop("source")
        assert entry == {**expected, "settings": settings}
    manifest = manifests.manifest(out / LATEST)
    assert not {APRIL, MAY} & manifest["inputs"].keys()
    assert "enterprises" in manifest["notebooks"]
    assert manifest["outputs"].keys() >= OWN_FILES


def test_tables_that_the_notebook_wrote_otherwise_are_not_published(city, tmp_path, monkeypatch):
    def forged(path, output, parameters, **options):
        made = folders.run_quickly(path, output, parameters, **options)
        if path.stem == "enterprises":
            edit(Path(parameters["out"]) / "enterprises.csv", "福清市/39", "福清市/38")
        return made

    without_processes(monkeypatch, forged)
    with pytest.raises(NotebookError, match=r"^enterprises\.ipynb 写出的 enterprises\.csv 与"):
        report(city, LATEST, tmp_path / "other")
    assert list((tmp_path / "other").iterdir()) == []


def test_a_sheet_added_reads_no_enterprises_for_the_release_s_id(city, out, monkeypatch):
    number = manifests.manifest(out / LATEST)["id"]
    with monkeypatch.context() as patch:
        patch.setattr(material, "enterprise_files", None)
        report(city, LATEST, out, counties=("福清市",))
    assert manifests.manifest(out / LATEST)["id"] == number
    assert number.encode() in contents(out / LATEST)["counties/福清市.html"]


def test_the_release_s_id_covers_all_csv_files(city, out):
    manifest, files = manifests.manifest(out / LATEST), contents(out / LATEST)
    tables = {name: files[name] for name in files if name.endswith(".csv") and "/" not in name}
    assert tables.keys() == {"scores.csv", "ranking.csv", "targets.csv", "enterprises.csv"}
    assert manifest["id"] == release_id(manifest, tables)


# --- what stops it, and what is told ------------------------------------------------------


def test_a_wrong_file_stops_the_period_with_all_that_is_wrong_elsewhere(city, out):
    before = contents(out)
    (city / MAY).write_text(rows(9, "约12"), "utf-8")
    edit(city / MONTHLY, "鼓楼区,", "鼓楼村,")
    (city / REGISTER).write_text(PROJECTS.replace("P2", "P1"), "utf-8")
    for period in (LATEST, "2023-Q2"):  # the quarter's by its task
        with pytest.raises(InputError) as caught:
            report(city, period, out)
        told = [problem.where.file for problem in caught.value.problems]
        assert {MAY, MONTHLY, REGISTER} == {*told}
        assert len(told) == len({*map(str, caught.value.problems)})
    assert contents(out) == before


def test_a_wrong_file_that_no_task_needs_stops_the_month_alone(city, tmp_path):
    edit(city / TOML, "down_share.ytd", "down_share.month")
    (city / APRIL).write_text(HEADER, "utf-8")
    with pytest.raises(InputError, match=APRIL):
        report(city, EARLIER, tmp_path / "other")
    assert report(city, "2023-Q2", tmp_path / "other").status == WRITTEN


def test_what_is_doubtful_of_them_is_told_and_stands_in_no_manifest(city, tmp_path):
    made = report(city, LATEST, tmp_path / "other")
    told = [str(warning) for warning in made.warnings if warning.where.file == MAY]
    assert any("校验位" in warning for warning in told)
    text = (tmp_path / "other" / LATEST / manifests.MANIFEST).read_text("utf-8")
    assert json.loads(text)["warnings"] == []
    assert not any(secret in text for secret in (*CODES, *NAMES))
    # nor are they told with a quarter, which has no enterprises of its own
    quarter = report(city, "2023-Q2", tmp_path / "other")
    assert not [each for each in quarter.warnings if each.where.file.startswith("enterprises")]


# --- what a report rests on ---------------------------------------------------------------


def test_nothing_is_done_nor_read_where_nothing_changed(city, out, monkeypatch):
    def unread(*_, **__):
        raise AssertionError("read again")

    monkeypatch.setattr(material, "load_enterprises", unread)
    before = contents(out)
    assert {report(city, period, out).status for period in PERIODS} == {CURRENT}
    assert causes(city, out) == {}
    assert contents(out) == before


@pytest.mark.parametrize(
    ("label", "stale"),
    [
        (MAY, [LATEST, "2023-Q2", "2023"]),
        # a watch list goes back; a quarter's task is of its last period
        (APRIL, [EARLIER, LATEST]),
    ],
)
def test_a_revised_file_makes_stale_what_rests_on_it(city, out, label, stale):
    (city / label).write_text(rows(8, 12), "utf-8")
    assert causes(city, out) == dict.fromkeys(stale, ("企业数据",))
    assert report(city, LATEST, out).status == WRITTEN
    assert LATEST not in causes(city, out)


def test_so_does_a_file_that_comes_or_goes(city, out):
    (city / "enterprises/2023-03.csv").write_text(rows(1, 2), "utf-8")
    assert causes(city, out) == dict.fromkeys([EARLIER, LATEST], ("企业数据",))
    (city / "enterprises/2023-03.csv").unlink()
    (city / MAY).unlink()
    assert causes(city, out) == dict.fromkeys([LATEST, "2023-Q2", "2023"], ("企业数据",))


def test_so_does_a_second_file_of_a_period_then_neither_is_used(city, out):
    second = (city / APRIL).with_suffix(".xlsx")
    second.write_bytes((city / APRIL).read_bytes())
    assert causes(city, out)[LATEST] == ("企业数据",)
    report(city, LATEST, out)
    assert LATEST not in causes(city, out)
    second.unlink()
    assert causes(city, out)[LATEST] == ("企业数据",)


def test_so_does_a_reading(city, out):
    edit(city / "dataset.toml", "[enterprises]\n", '[enterprises]\ndenominator = "all"\n')
    assert causes(city, out) == dict.fromkeys(PERIODS, ("企业数据",))
    assert (
        "企业数据与发布时不同：denominator 当时为 comparable，现为 all"
        in verified(city, out, LATEST)["所用的数变了"]
    )


def test_a_register_that_grew_leaves_a_past_month_as_it_was(city, out):
    (city / REGISTER).write_text(PROJECTS + "P4,福清市,2023-04-20\n", "utf-8")
    assert {*causes(city, out)} == {LATEST, "2023-Q2", "2023"}
    assert report(city, EARLIER, out).status == CURRENT
    assert [*verified(city, out, EARLIER)] == ["任务和台账后来有改动"]


def without_the_entry(out, period):
    """As a version wrote it that knew of no enterprises."""
    path = out / period / manifests.MANIFEST
    content = json.loads(path.read_text("utf-8"))
    del content["enterprises"]
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def test_a_manifest_that_does_not_speak_of_them_is_stale_only_where_there_is_a_file(city, out):
    for period in PERIODS:
        without_the_entry(out, period)
    assert causes(city, out) == dict.fromkeys(PERIODS, ("企业数据",))
    shutil.rmtree(city / "enterprises")
    fresh = out.with_name("fresh")
    for period in (LATEST, "2023-Q2"):
        report(city, period, fresh)
        without_the_entry(fresh, period)
    assert causes(city, fresh) == {}


# --- verified -----------------------------------------------------------------------------


def test_what_was_published_is_as_it_is_made_anew(city, out):
    for period in (LATEST, "2023-Q2"):
        assert verified(city, out, period) == {}


def test_a_file_that_changed_is_told_by_its_name(city, out):
    (city / APRIL).write_text(rows(8, 12), "utf-8")
    assert verified(city, out, LATEST) == {
        "所用的数变了": (
            f"{APRIL}：发布以后有改动", "重算的数与发布时一致",
            "改错了就改回；确是修订的，fz report 2023-05 重新发布",
        )
    }  # fmt: skip


def test_a_file_that_is_gone_is_told_with_what_was_made_of_it(city, out):
    (city / MAY).unlink()
    lines = verified(city, out, LATEST)["所用的数变了"]
    assert f"{MAY}：发布时读过，现在没有用到" in lines
    assert "enterprises.csv：重算没有这个文件" in lines


def test_an_edited_table_is_told(city, out):
    edit(out / LATEST / "enterprises.csv", "福清市/39", "福清市/38")
    lines = verified(city, out, LATEST)["发布的文件被改动，已留证"]
    assert lines[:2] == (
        "enterprises.csv：与清单的 SHA-256 不同",
        "enterprises.csv：month county_division 福清市/39 一行，现在没有",
    )


# --- goals, and processes -----------------------------------------------------------------


def test_the_task_that_rests_on_them(city, out):
    line = next(
        line
        for line in (out / LATEST / "targets.csv").read_text("utf-8-sig").splitlines()
        if ",down_share," in line
    )
    assert line.split(",")[3] == "50"  # one of two is down
    (city / MAY).unlink()
    assert fz.load_goals(city, LATEST).goals.enterprises == {}


def test_what_a_fork_takes_from_the_cache_needs_no_database(city, monkeypatch):
    cache.CACHE.frames.clear()
    threads = Path("/proc/self/task")
    before = len([*threads.iterdir()]) if threads.exists() else 0
    fz.load_enterprises(city, LATEST)
    if before:  # a process that has threads cannot be forked
        assert len([*threads.iterdir()]) == before

    def opened():
        raise AssertionError("a database in a notebook's process")

    monkeypatch.setattr(rollup, "database", opened)
    assert fz.load_enterprises(city, LATEST).enterprises.earlier
    assert fz.load_goals(city, LATEST).goals.enterprises
