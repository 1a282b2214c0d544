"""Goals in a report: published, kept, told where they change, and never a reason to redo a past."""

import json
import shutil

import pytest

from fzlib.desk import load_goals
from fzlib.errors import InputError
from fzlib.publishing import manifests
from fzlib.publishing.request import CURRENT, WRITTEN, Request
from fzlib.publishing.score_files import progress_files
from fzlib.publishing.status import statuses
from fzlib.publishing.verify import verify
from fzlib.scoring.periods import parse_any
from tests.publishing import folders
from tests.publishing.folders import (
    FUZHOU,
    MONTHLY,
    contents,
    copied_with_reports,
    edit,
    publish,
    report,
    without_processes,
)
from tests.publishing.goals import (
    LATER,
    MONTHS,
    PROJECTS,
    REGISTER,
    TOML,
    VISITS,
    city_with_goals,
)

EARLIER, LATEST = "2023-04", ("2023-05", "2023-Q2", "2023")
PERIODS = (EARLIER, *LATEST)
PAGES = {"targets.html", "targets.ipynb", "targets.csv"}
KEPT = {f"inputs/{TOML}", f"inputs/{REGISTER}"}
CHANGED = f"{REGISTER}：发布以后有改动，仍用发布时的；--force 按现在的台账重做"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The city, and its reports."""
    return publish(tmp_path_factory.mktemp("published"), city_with_goals, PERIODS)


@pytest.fixture
def city(published, tmp_path, monkeypatch):
    """A copy of the city, and of its reports beside it, in ``out``."""
    without_processes(monkeypatch)
    return copied_with_reports(published, tmp_path)


@pytest.fixture
def out(city):
    return city.with_name("out")


def grow(city, entry="P4,福清市,2023-04-20\n"):
    """A living list."""
    (city / REGISTER).write_text(PROJECTS + entry, "utf-8")


def told(outcome):
    return [str(warning) for warning in outcome.warnings if "发布以后" in str(warning)]


def all_of(city, out, **options):
    """Status of every report by period."""
    return {period: report(city, period, out, **options).status for period in PERIODS}


SINCE = "任务和台账后来有改动"


def verified(city, out, period):
    """Each answer's title and lines."""
    done = verify(Request(city, parse_any(period), out))
    return {each.title: each.lines for each in done.findings}


def test_a_month_has_the_page_of_tasks_its_table_and_what_it_was_read_from(city, out):
    files, goals = contents(out / EARLIER), load_goals(city, EARLIER)
    assert files.keys() >= PAGES | KEPT
    assert {files[f"inputs/{label}"] for label in goals.contents} == {*goals.contents.values()}
    assert files["targets.csv"] == progress_files(goals.goals)["targets.csv"]
    assert files["targets.csv"].count(b"\r\n") == 3
    assert report(city, EARLIER, out).pages == tuple(
        out / EARLIER / page for page in ("monthly.html", "targets.html")
    )
    # a quarter and a year show goals too, on their own pages
    for period in LATEST[1:]:
        names = contents(out / period).keys()
        assert names >= KEPT
        assert not names & PAGES


def test_the_manifest_has_them_apart_from_the_scored_data(city, out):
    manifest = manifests.manifest(out / EARLIER)
    assert manifest["goals"] == {
        "document": {"title": "某市推进工业行动方案", "source": "某政〔2023〕1号"},
        "readings": {"schedule": "calendar", "seriously_behind": "20"},
        "inputs": {label: manifests.sha256(city / label) for label in (REGISTER, TOML)},
        "absent": ["registers/visits", "targets/2023"],
    }
    assert not {REGISTER, TOML} & manifest["inputs"].keys()
    assert set(manifest["notebooks"]) == {"datacheck", "targets"}
    assert manifest["outputs"].keys() >= PAGES | KEPT


def test_a_folder_without_goals_is_published_as_ever(city, out):
    shutil.rmtree(city / "targets")
    assert report(city, EARLIER, out.with_name("other")).status == WRITTEN
    folder = out.with_name("other") / EARLIER
    assert not contents(folder).keys() & (PAGES | KEPT)
    manifest = manifests.manifest(folder)
    assert (manifest["goals"], set(manifest["notebooks"])) == ({}, {"datacheck"})


def test_nothing_is_done_where_nothing_changed(city, out):
    before = contents(out)
    assert all_of(city, out) == dict.fromkeys(PERIODS, CURRENT)
    assert contents(out) == before
    assert told(report(city, EARLIER, out)) == []


def test_a_grown_register_is_told_and_only_the_latest_reports_are_redone(city, out):
    before = contents(out / EARLIER)
    grow(city)
    outcome = report(city, EARLIER, out)
    assert (outcome.status, told(outcome)) == (CURRENT, [CHANGED])
    assert all_of(city, out) == {EARLIER: CURRENT} | dict.fromkeys(LATEST, WRITTEN)
    assert contents(out / EARLIER) == before
    assert contents(out / "2023-Q2")[f"inputs/{REGISTER}"] == (city / REGISTER).read_bytes()
    assert all_of(city, out) == dict.fromkeys(PERIODS, CURRENT)
    forced = report(city, EARLIER, out, force=True)
    assert (forced.status, told(forced)) == (WRITTEN, [])
    assert contents(out / EARLIER)["targets.csv"] != before["targets.csv"]
    assert contents(out / EARLIER)[f"inputs/{REGISTER}"] == (city / REGISTER).read_bytes()
    assert told(report(city, EARLIER, out)) == []


def test_a_new_month_makes_the_one_before_an_earlier_one(city, out):
    shutil.copy(FUZHOU / "monthly/2023-06.csv", city / "monthly")
    grow(city)
    outcome = report(city, "2023-05", out)
    assert (outcome.status, told(outcome)) == (CURRENT, [CHANGED])


@pytest.mark.parametrize("entry", ["P4,福清市,2023-04-20\n", "P4,福清市,某日\n"])
def test_an_earlier_report_of_revised_figures_rests_on_the_goals_that_it_kept(city, out, entry):
    before = contents(out / EARLIER)
    grow(city, entry)
    edit(city / "monthly/2023-04.csv", "鼓楼区,", "鼓楼区 ,")
    [now] = [status for status in statuses(city, out) if str(status.period) == EARLIER]
    assert (now.causes, now.goals_changed) == (("输入",), True)
    outcome = report(city, EARLIER, out)
    assert (outcome.status, told(outcome)) == (WRITTEN, [CHANGED])
    after = contents(out / EARLIER)
    with_the_id = {manifests.MANIFEST, "monthly.html", "monthly.ipynb", "datacheck.html"}
    with_the_id |= PAGES - {"targets.csv"}
    assert {name for name in before if after[name] != before[name]} == with_the_id
    assert (report(city, EARLIER, out).status, [*verified(city, out, EARLIER)]) == (
        CURRENT,
        [SINCE],
    )


def test_an_earlier_report_without_goals_gets_none_with_revised_figures(city, out):
    (city / TOML).rename(city / "plan")
    all_of(city, out, force=True)
    (city / "plan").rename(city / TOML)
    edit(city / "monthly/2023-04.csv", "鼓楼区,", "鼓楼区 ,")
    assert report(city, EARLIER, out).status == WRITTEN
    assert not contents(out / EARLIER).keys() & (PAGES | KEPT)
    assert report(city, EARLIER, out, force=True).status == WRITTEN
    assert contents(out / EARLIER).keys() >= PAGES | KEPT


def test_an_earlier_report_of_a_version_without_goals_is_written_with_today_s(city, out):
    path = out / EARLIER / manifests.MANIFEST
    content = json.loads(path.read_text("utf-8"))
    old = {key: content[key] for key in content if key not in ("goals", "id", "files")}
    path.write_text(json.dumps(old), "utf-8")
    grow(city)
    assert told(report(city, EARLIER, out)) == []
    assert contents(out / EARLIER)[f"inputs/{REGISTER}"] == (city / REGISTER).read_bytes()


def test_an_earlier_report_whose_goals_were_touched_is_written_of_today_s(city, out):
    grow(city)
    (out / EARLIER / "inputs" / LATER).write_text(VISITS, "utf-8")
    edit(city / "monthly/2023-04.csv", "鼓楼区,", "鼓楼区 ,")
    outcome = report(city, EARLIER, out)
    assert (outcome.status, told(outcome)) == (WRITTEN, [])
    assert contents(out / EARLIER)[f"inputs/{REGISTER}"] == (city / REGISTER).read_bytes()


def test_files_that_came_and_went_are_told(city, out):
    (city / LATER).write_text(VISITS, "utf-8")
    (city / REGISTER).unlink()
    (city / TOML).write_text((city / TOML).read_text("utf-8") + "\n", "utf-8")
    consequence = "仍用发布时的；--force 按现在的台账重做"
    assert sorted(told(report(city, EARLIER, out))) == [
        f"{REGISTER}：发布以后移走，{consequence}",
        f"{LATER}：发布以后加入，{consequence}",
        f"{TOML}：发布以后有改动，{consequence}",
    ]


def test_goals_that_come_after_a_report_without_any(city, out):
    (city / TOML).rename(city / "plan")
    all_of(city, out, force=True)
    assert all_of(city, out) == dict.fromkeys(PERIODS, CURRENT)
    (city / "plan").rename(city / TOML)
    outcome = report(city, EARLIER, out)
    consequence = "仍用发布时的；--force 按现在的台账重做"
    assert told(outcome) == [f"{TOML}：发布以后加入，{consequence}"]
    assert verified(city, out, EARLIER) == {
        SINCE: (f"{TOML}：发布以后加入，核对用发布时留存的",),
    }  # fmt: skip
    stale = [status.causes for status in statuses(city, out) if str(status.period) in LATEST]
    assert stale == [("台账",)] * 3
    assert all_of(city, out) == {EARLIER: CURRENT} | dict.fromkeys(LATEST, WRITTEN)


def test_goals_that_are_gone_leave_the_earlier_report(city, out):
    shutil.rmtree(city / "targets")
    assert all_of(city, out) == {EARLIER: CURRENT} | dict.fromkeys(LATEST, WRITTEN)
    assert contents(out / EARLIER).keys() >= PAGES | KEPT
    assert not contents(out / "2023-05").keys() & (PAGES | KEPT)


def test_a_county_sheet_is_added_and_the_tasks_stay_as_published(city, out):
    before = contents(out / EARLIER)
    grow(city)
    outcome = report(city, EARLIER, out, counties=("福清市",))
    assert (outcome.status, told(outcome)) == (WRITTEN, [CHANGED])
    after = contents(out / EARLIER)
    assert after.keys() - before.keys() == {"counties/福清市.html"}
    assert all(after[name] == before[name] for name in before if name != manifests.MANIFEST)
    assert [*verified(city, out, EARLIER)] == [SINCE]
    assert report(city, EARLIER, out).status == CURRENT


def test_what_is_kept_is_checked_like_any_output(city, out):
    path = out / EARLIER / "inputs" / REGISTER
    path.write_text(PROJECTS.replace("P3", "P4"), "utf-8")
    for what in ("与清单的 SHA-256 不同", "清单里有，现在没有了"):
        [(title, lines)] = verified(city, out, EARLIER).items()
        assert title == "发布的文件被改动，已留证"
        assert lines[:2] == (
            f"inputs/{REGISTER}：{what}", "留存的任务和台账被改动，只重算得分和位次",
        )  # fmt: skip
        path.unlink(missing_ok=True)
    outcome = report(city, EARLIER, out)
    assert (outcome.status, len(told(outcome))) == (WRITTEN, 1)
    assert told(outcome)[0].startswith(f"inputs/{REGISTER}：发布以后被改动，重写前的样子留证在 ")
    assert path.read_text("utf-8") == PROJECTS


@pytest.mark.parametrize("period", PERIODS)
def test_a_report_is_verified_from_what_it_keeps(city, out, period):
    assert verified(city, out, period) == {}
    for break_it in (False, True):
        grow(city, "P4,福清市,某日\n" if break_it else "P4,福清市,2023-04-20\n")
        remark = f"{REGISTER}：发布以后有改动，核对用发布时留存的"
        assert verified(city, out, period) == {SINCE: (remark,)}


def test_goals_beside_those_that_are_kept_and_a_manifest_of_other_shapes(city, out):
    (out / EARLIER / "inputs" / LATER).write_text(VISITS, "utf-8")
    other = "inputs：任务和台账与清单记下的不同"
    assert other in verified(city, out, EARLIER)["所用的数变了"]
    (out / EARLIER / "inputs" / LATER).unlink()
    path = out / EARLIER / manifests.MANIFEST
    content = json.loads(path.read_text("utf-8"))
    for goals in ([], {"inputs": [], "absent": 3}, {"inputs": {REGISTER: None}, "absent": [None]}):
        path.write_text(json.dumps(content | {"goals": goals}), "utf-8")
        lines = verified(city, out, EARLIER)
        assert lines["所用的数变了"][:2] == (other, "重算的数与发布时一致")
        # what it lists of goals is in the id
        assert lines["发布的文件被改动，已留证"][0].startswith(f"{manifests.MANIFEST}：编号 ")
        assert statuses(city, out)


def test_a_wrong_register_stops_with_the_scored_data_s_and_leaves_all_as_it_was(city, out):
    grow(city, "P4,福清市,某日\n")
    before = contents(out)
    edit(city / MONTHLY, "鼓楼区,", "鼓楼,区,")
    for period in LATEST:
        with pytest.raises(InputError) as raised:
            report(city, period, out)
        files = {problem.where.file for problem in raised.value.problems}
        assert files == {REGISTER, MONTHLY}
    assert contents(out) == before
    assert sorted(path.name for path in out.iterdir()) == sorted(PERIODS)
    outcome = report(city, EARLIER, out)  # not redone, so not stopped
    assert (outcome.status, told(outcome)) == (CURRENT, [CHANGED])


def test_a_register_that_changes_while_it_is_written_is_not_published(city, out, monkeypatch):
    def meanwhile(path, output, parameters, **_):
        grow(city)
        return folders.run_quickly(path, output, parameters)

    before = contents(out)
    folders.without_processes(monkeypatch, meanwhile)
    with pytest.raises(InputError, match="运行中被改动"):
        report(city, EARLIER, out, force=True)
    assert contents(out) == before


def test_the_status_of_reports_whose_registers_changed(city, out):
    def listed():
        return {str(s.period): s for s in statuses(city, out) if s.published}

    assert not any(status.causes or status.goals_changed for status in listed().values())
    grow(city)
    now = listed()
    assert (now[EARLIER].causes, now[EARLIER].goals_changed) == ((), True)
    assert {now[period].causes for period in LATEST} == {("台账",)}
    grow(city, "P4,福清市,某日\n")
    now = listed()
    assert (now[EARLIER].causes, now[EARLIER].goals_changed, now[EARLIER].problems) == ((), True, 0)
    assert {(now[period].causes, now[period].problems) for period in LATEST} == {(("输入",), 1)}


@pytest.mark.slow
def test_with_kernels_by_commands(tmp_path):
    """Published, verified; then a register grows: told, and only the latest is written anew."""
    city, out = city_with_goals(tmp_path / "city"), tmp_path / "out"
    where = ["--data", city, "--out", out]
    done = folders.run("report", "all", *where)
    assert done.returncode == 0, done.stderr
    for period in MONTHS:
        for page in ("monthly.html", "targets.html"):
            assert f"{period}　{out / period / page}" in done.stdout.splitlines()
    files = contents(out)
    assert files.keys() >= {f"{period}/{name}" for period in MONTHS for name in PAGES | KEPT}
    assert "开工项目" in files[f"{EARLIER}/targets.html"].decode()
    assert str(tmp_path).encode() not in b"".join(files.values())
    grow(city)
    assert "最新，台账有改动" in folders.run("status", *where).stdout
    done = folders.run("verify", "all", *where)
    assert (done.returncode, done.stdout.count("）：一致（任务和台账后来有改动）")) == (0, 3)
    assert done.stdout.count(f"{REGISTER}：发布以后有改动，核对用发布时留存的") == 3
    done = folders.run("report", "all", *where)
    assert (done.returncode, done.stderr.count(CHANGED)) == (0, 1)
    again = contents(out)
    redone = {name.partition("/")[0] for name in files if again[name] != files[name]}
    assert redone == {"2023-05", "2023"}
