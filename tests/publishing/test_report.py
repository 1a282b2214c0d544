"""The monthly report: what is written, when it is not, and that it is the same every time."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path

import nbformat
import psutil
import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.publishing import manifests, material, release
from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.request import CURRENT, KERNELS, WRITTEN
from fzlib.publishing.score_files import csv_files
from tests.publishing import folders
from tests.publishing.folders import FUZHOU, MONTHLY, ROOT, contents, edit, report, run
from tests.publishing.releases import beside, fill, listed

PERIOD = "2023-05"
EARLIER = listed({"monthly.html": b"earlier"})
FILES = (
    "datacheck.html", "monthly.html", "monthly.ipynb", "scores.csv", "ranking.csv", "scores.xlsx",
)  # fmt: skip
# of the example, which has goals
KEPT = [
    path
    for name in ("targets", "registers")
    for path in (FUZHOU / name).iterdir()
    if path.suffix in (".csv", ".toml")
]
EXAMPLE = (
    *FILES, "targets.csv", "targets.html", "targets.ipynb",
    "enterprises.csv", "enterprises.html", "enterprises.ipynb", "watchlist.xlsx",
    *(f"inputs/{path.relative_to(FUZHOU).as_posix()}" for path in KEPT),
)  # fmt: skip


# --- without a kernel ---------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
class TestQuick:
    def test_a_report_is_these_files(self, city, tmp_path):
        made, final = report(city, PERIOD, tmp_path / "out"), tmp_path / "out" / PERIOD
        assert (made.request.folder, made.status) == (final, WRITTEN)
        assert set(contents(final)) == {*FILES, manifests.MANIFEST}
        assert made.pages == (final / "monthly.html",)
        card = fz.score(fz.load(city, PERIOD))
        for name, content in csv_files(card).items():
            assert (final / name).read_bytes() == content

    def test_the_manifest_holds_all_the_report_depends_on(self, city, out):
        inputs, final = fz.load(city, PERIOD), out / PERIOD
        manifest = manifests.manifest(final)
        names = ("dataset.toml", "expected/2023.csv", MONTHLY, "regions.csv", "rules/2023.toml")
        read = {name: manifests.sha256(city / name) for name in names}
        # of what was used; the report's own dates stand beside it
        assert manifest["inputs"] == inputs.files
        assert manifest["files"] == read
        assert manifest["dates"] == {"as_of": "", "dated": ""}
        assert manifest["outputs"] == {name: manifests.sha256(final / name) for name in FILES}
        assert manifest["rulebook"] == {"title": inputs.book.title, "source": inputs.book.source}
        assert manifest["readings"]["floor"] == "zero"
        parameters = {"period": PERIOD, "data": "city", "rules": ""}
        assert manifest["parameters"] == parameters
        assert {"fzlib", "python", "numpy", "papermill"} <= set(manifest["versions"])
        assert set(manifest["run"]) == {"started", "seconds"}

    def test_what_another_run_writes_meanwhile_is_not_taken_for_ours(
        self, city, out, other_rules, monkeypatch
    ):
        """Decided before the folder was ours, its scores would go under the other's manifest."""
        ours = contents(out / PERIOD)["scores.csv"]
        edit(other_rules, "base = 10", "base = 9")
        first = [True]

        writer = release.writer

        def late(folder, **options):
            if first:
                first.clear()
                report(city, PERIOD, out, rules=other_rules)
            return writer(folder, **options)

        monkeypatch.setattr(release, "writer", late)
        report(city, PERIOD, out, counties=("福清市",))
        assert contents(out / PERIOD)["scores.csv"] == ours
        assert manifests.manifest(out / PERIOD)["parameters"]["rules"] == ""
        assert report(city, PERIOD, out, counties=("福清市",)).status == CURRENT

    def test_the_steps_are_told(self, city, tmp_path):
        steps = []
        report(city, PERIOD, tmp_path / "out", step=steps.append)
        assert steps == ["读取检查", "运行笔记本", "生成网页", "数据核对"]

    def test_what_is_up_to_date_is_left_alone(self, city, out):
        before = contents(out)
        assert report(city, PERIOD, out).status == CURRENT
        assert contents(out) == before
        assert report(city, PERIOD, out, force=True).status == WRITTEN
        assert report(city, PERIOD, out).status == CURRENT

    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            (MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,"),
            ("expected/2023.csv", "鼓楼区,0.10", "鼓楼区,0.11"),
            ("regions.csv", "350102", "350199"),
            ("dataset.toml", "（示例）", "（试）"),
            ("rules/2023.toml", 'floor = "zero"', 'floor = "none"'),
        ],
    )
    def test_another_input_is_another_report(self, city, out, name, old, new):
        edit(city / name, old, new)
        assert report(city, PERIOD, out).status == WRITTEN

    @pytest.mark.parametrize(
        "name", ["monthly/2023-04.csv", "monthly/2022-05.csv", "rulings.csv", "monthly/2023-04.xls"]
    )
    def test_a_new_input_is_another_report(self, city, out, name):
        """The previous period (even a broken one), last year's, a ruling."""
        shutil.copy(city / MONTHLY, city / name)
        if name == "rulings.csv":
            ruling = "期间,地区,考评项,得分,依据\n2023-05,仓山区,va_growth.month,9.5,会议\n"
            (city / name).write_text(ruling, encoding="utf-8")
        elif name.endswith(".xls"):
            (city / name).write_bytes(b"broken")
        assert report(city, PERIOD, out).status == WRITTEN
        assert report(city, PERIOD, out).status == CURRENT

    def test_a_quarter_rests_on_the_one_before_it(self, year, tmp_path):
        """February is no previous period of any of the second quarter's."""
        out, february = tmp_path / "out", "monthly/2023-02.csv"
        report(year, "2023-Q2", out)
        manifest = manifests.manifest(out / "2023-Q2")
        assert manifest["files"][february] == manifests.sha256(year / february)
        assert "monthly/2023-07.csv" not in manifest["inputs"]
        assert report(year, "2023-Q2", out).status == CURRENT
        edit(year / february, "鼓楼区,", "鼓楼区 ,")
        assert report(year, "2023-Q2", out).status == WRITTEN
        (year / february).unlink()
        assert report(year, "2023-Q2", out).status == WRITTEN

    def test_another_rule_book_is_another_report_and_named_without_its_place(
        self, city, out, other_rules
    ):
        assert report(city, PERIOD, out, rules=other_rules).status == WRITTEN
        assert report(city, PERIOD, out, rules=other_rules).status == CURRENT
        manifest = manifests.manifest(out / PERIOD)
        assert "other.toml" in manifest["inputs"]
        assert str(out.parent) not in json.dumps(manifest, ensure_ascii=False)
        assert report(city, PERIOD, out).status == WRITTEN

    def test_another_notebook_or_code_is_another_report(self, city, out, tmp_path, monkeypatch):
        ours = material.notebook_path
        for name in ("monthly", "datacheck"):
            changed = Path(shutil.copy(ours(name), tmp_path))
            edit(changed, "import fzlib as fz", "import fzlib  as fz")
            monkeypatch.setattr(
                material, "notebook_path", lambda n, it=changed: it if n == it.stem else ours(n)
            )
            assert report(city, PERIOD, out).status == WRITTEN
            assert report(city, PERIOD, out).status == CURRENT
        monkeypatch.setattr(manifests, "code_digest", lambda: "another")
        assert report(city, PERIOD, out).status == WRITTEN
        assert report(city, PERIOD, out).status == CURRENT

    @pytest.mark.parametrize("name", FILES)
    def test_an_edited_or_lost_output_is_written_anew(self, city, out, name):
        path = out / PERIOD / name
        before = path.read_bytes()
        path.write_bytes(before + b" ")
        assert report(city, PERIOD, out).status == WRITTEN
        assert path.read_bytes() == before
        path.unlink()
        assert report(city, PERIOD, out).status == WRITTEN
        assert path.read_bytes() == before

    def test_wrong_inputs_write_nothing_and_leave_the_earlier_report(self, city, out):
        before = contents(out)
        edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12,3abc,")
        for folder in (out, out.with_name("new")):
            with pytest.raises(InputError):
                report(city, PERIOD, folder, force=True)
        assert contents(out) == before
        assert not out.with_name("new").exists()


def with_notebook(monkeypatch, *, before=lambda _: None, after=lambda _: None):
    """Something happens before or after the notebook has run."""

    def changed(path, output, parameters, **_):
        if "out" not in parameters:
            return folders.run_quickly(path, output, parameters)  # the page beside
        before(Path(parameters["out"]))
        made = folders.run_quickly(path, output, parameters)
        after(Path(parameters["out"]))
        return made

    folders.without_processes(monkeypatch, changed)


def fail(error):
    def raise_it(_):
        raise error

    return raise_it


@pytest.mark.parametrize("error", [NotebookError("坏"), KeyboardInterrupt(), OSError(28, "满")])
def test_a_failed_notebook_leaves_the_earlier_report(city, out, monkeypatch, error):
    before = contents(out)
    with_notebook(monkeypatch, after=fail(error))
    with pytest.raises(type(error)):
        report(city, PERIOD, out, force=True)
    assert contents(out) == before
    assert [path.name for path in out.iterdir()] == [PERIOD]


def test_other_scores_than_ours_are_not_published(city, out, monkeypatch):
    before = contents(out)
    with_notebook(monkeypatch, after=lambda stage: edit(stage / "scores.csv", "1.2", "1.3"))
    with pytest.raises(NotebookError, match="没有发布"):
        report(city, PERIOD, out, force=True)
    assert contents(out) == before


@pytest.mark.parametrize("when", ["before", "after"])
def test_inputs_that_change_meanwhile_are_not_published(city, out, monkeypatch, when):
    before = contents(out)
    change = {when: lambda _: edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")}
    with_notebook(monkeypatch, **change)
    with pytest.raises(InputError, match="运行中被改动"):
        report(city, PERIOD, out, force=True)
    assert contents(out) == before


def test_a_changed_previous_period_is_not_published_either(tmp_path, monkeypatch):
    data = folders.copied(FUZHOU, tmp_path / "data")
    previous = data / "monthly/2023-04.csv"
    with_notebook(monkeypatch, after=lambda _: edit(previous, "全国,", "全国,1"))
    with pytest.raises(InputError, match="运行中被改动"):
        report(data, PERIOD, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


# --- with a kernel ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fuzhou(tmp_path_factory):
    """A report by ``fz report`` from the project's root; the folder of the reports."""
    out = tmp_path_factory.mktemp("fuzhou")
    done = run("report", PERIOD, "--out", out)
    assert (done.returncode, without_hints(done.stderr)) == (0, "数据文件夹：data/fuzhou\n")
    return out


def without_hints(errors):
    """What was told but for the registers' hints."""
    lines = errors.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("提示"))


def published(folder):
    """The files of a report, and its manifest without the run's times."""
    files = contents(folder / PERIOD)
    manifest = json.loads(files.pop(manifests.MANIFEST))
    del manifest["run"]
    return files | {manifests.MANIFEST: manifest}


def release_of(out):
    return manifests.manifest(out / PERIOD)["id"]


@pytest.mark.slow
class TestReport:
    def test_holds_these_files(self, fuzhou):
        assert set(contents(fuzhou)) == {f"{PERIOD}/{n}" for n in (*EXAMPLE, manifests.MANIFEST)}

    @pytest.mark.parametrize(
        ("place", "data"),
        [("notebooks", "../data/fuzhou"), ("elsewhere", None)],
    )
    def test_is_the_same_bytes_again_from_any_folder(self, fuzhou, tmp_path, place, data):
        place = tmp_path if place == "elsewhere" else ROOT / place
        out = tmp_path / "out"
        shutil.copytree(fuzhou, out)
        chosen = ["--data", data] if data else []
        done = run("report", PERIOD, *chosen, "--out", out, "--force", cwd=place)
        assert (done.returncode, without_hints(done.stderr)) == (0, f"数据文件夹：{FUZHOU}\n")
        assert published(out) == published(fuzhou)
        assert [path.name for path in out.iterdir()] == [PERIOD]

    def test_names_no_folder_of_this_machine(self, fuzhou):
        places = {str(ROOT), str(Path.home()), str(fuzhou), sys.prefix, sys.base_prefix, ".part"}
        names = [place.encode() for place in places if len(place) > 1]
        for name, content in contents(fuzhou).items():
            parts = [content]
            if name.endswith(".xlsx"):
                archive = zipfile.ZipFile(io.BytesIO(content))
                parts = [archive.read(part) for part in archive.namelist()]
            betrayed = [place for place in names for part in parts if place in part]
            assert betrayed == [], name

    def test_nor_that_of_a_data_folder_outside_the_project(self, tmp_path):
        city = folders.copied(folders.GOLDEN / "data", tmp_path / "city")
        done = run("report", PERIOD, "--data", city, "--out", tmp_path / "out")
        assert done.returncode == 0
        for name, content in contents(tmp_path / "out").items():
            assert str(tmp_path).encode() not in content, name

    def test_page_asks_nobody_for_anything_and_is_small(self, fuzhou):
        page = (fuzhou / PERIOD / "monthly.html").read_text("utf-8")
        addresses = set(re.findall(r"https?://[^\s\"'<>]*", page))
        assert addresses <= {"http://www.w3.org/2000/svg"}
        assert not re.search(r"<(link|script|img|iframe)[^>]*\s(src|href)=", page)
        assert len(page.encode()) < 600 * 1024

    def test_record_holds_no_time_path_or_noise(self, fuzhou):
        record = nbformat.read(fuzhou / PERIOD / "monthly.ipynb", as_version=4)
        nbformat.validate(record)
        assert set(record.metadata) == {"kernelspec", "language_info"}
        for cell in record.cells:
            assert set(cell.metadata) <= {"tags"}
            outputs = cell.get("outputs", [])
            assert [o for o in outputs if o.output_type in ("stream", "error")] == []
            assert not re.search(r" at 0x[0-9a-f]{6}", json.dumps(outputs))

    def test_record_overwrites_no_report_when_it_is_run_again(self, fuzhou):
        record = nbformat.read(fuzhou / PERIOD / "monthly.ipynb", as_version=4)
        tags = [cell.metadata.get("tags", []) for cell in record.cells]
        given = record.cells[tags.index(["injected-parameters"])]
        lines = ["# Parameters", 'period = "2023-05"', 'data = "data/fuzhou"', 'rules = ""']
        lines += ['kept = ""', 'out = ""', f'release = "{release_of(fuzhou)}"']
        assert given.source.splitlines() == lines

    def test_plain_papermill_and_nbconvert_give_the_same(self, fuzhou, tmp_path):
        executed, out = tmp_path / "out.ipynb", tmp_path / "scores"
        papermill = [sys.executable, "-m", "papermill", "notebooks/monthly.ipynb", executed]
        papermill += ["-p", "period", PERIOD, "-p", "out", out, "--no-progress-bar"]
        papermill += ["-r", "release", release_of(fuzhou)]
        nbconvert = [sys.executable, "-m", "nbconvert", "--to", "fzreport", executed]
        for steps in (papermill, nbconvert):
            subprocess.run(list(map(str, steps)), cwd=ROOT, check=True, capture_output=True)
        expected = contents(fuzhou / PERIOD)
        assert (tmp_path / "out.html").read_bytes() == expected["monthly.html"]
        tables = ("scores.csv", "ranking.csv", "scores.xlsx")
        assert contents(out) == {name: expected[name] for name in tables}

    def test_notebook_runs_clean_as_in_jupyterlab(self):
        """JupyterLab starts a kernel in the notebook's folder, with its own defaults."""
        from nbclient import NotebookClient

        notebook = nbformat.read(ROOT / "notebooks/monthly.ipynb", as_version=4)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the libraries below nbclient
            place = {"metadata": {"path": str(ROOT / "notebooks")}}
            NotebookClient(notebook, resources=place, kernel_name="python3").execute()
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        assert {output.output_type for output in outputs} <= {"display_data", "execute_result"}
        assert outputs

    def test_a_city_with_one_span_is_reported_too(self, tmp_path):
        done = run("report", "2025-07", "--data", "data/shaoyang", "--out", tmp_path)
        assert done.returncode == 0
        page = (tmp_path / "2025-07" / "monthly.html").read_text("utf-8")
        assert "营业收入" in page


def kernels(process):
    """All below a process that make a report, if there is a notebook's among them."""
    commands = {}
    for child in process.children(recursive=True):
        with suppress(psutil.Error):  # it ended meanwhile
            commands[child] = " ".join(child.cmdline())
    forked = [child for child, line in commands.items() if "forkserver" in line]
    stock = [child for child, line in commands.items() if "ipykernel_launcher" in line]
    # the fork server, the report, a notebook
    return stock + forked if stock or len(forked) > 2 else []


def until_kernel_runs(running, out):
    """Wait until the notebook's kernel is there; what it is."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert running.poll() is None, running.communicate()
        live = kernels(psutil.Process(running.pid))
        if live and (out / f".{PERIOD}.part").is_dir():
            return live
        time.sleep(0.02)
    raise AssertionError("no kernel came")


@pytest.fixture(params=KERNELS)
def running(tmp_path, request):
    """``fz report`` of a city at work; stopped at the end whatever happens."""
    # with sheets, so that it is still at work when it is stopped
    arguments = ["report", PERIOD, "--data", FUZHOU, "--out", tmp_path / "out", "--counties"]
    arguments += ["--force", "--kernel", request.param]
    fill(tmp_path / "out" / PERIOD, EARLIER)
    (tmp_path / "tmp").mkdir()
    running = folders.started(folders.command(*arguments), TMPDIR=str(tmp_path / "tmp"))
    yield running
    running.kill()
    running.communicate()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a console, not to one")
@pytest.mark.parametrize("later", [0, 0.7])
def test_ctrl_c_leaves_the_earlier_report_and_no_kernel(running, tmp_path, later):
    kernel_processes = until_kernel_runs(running, tmp_path / "out")
    time.sleep(later)
    running.send_signal(signal.SIGINT)
    output, errors = running.communicate(timeout=120)
    assert (running.returncode, output) == (130, "")
    assert errors.split() == [
        "数据文件夹：data/fuzhou",
        "已中断；没有写完的报告不会留下，原来的保持原样。",
    ]
    assert contents(tmp_path / "out" / PERIOD) == EARLIER
    assert beside(tmp_path / "out" / PERIOD) == [PERIOD]
    assert psutil.wait_procs(kernel_processes, timeout=60)[1] == []
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such folders, no such descriptors")
def test_a_long_temporary_folder_and_a_closed_output(tmp_path):
    """A socket's path has at most some hundred bytes; a closed output is another file's number."""
    folder = tmp_path / ("x" * 120)
    folder.mkdir()
    arguments = folders.command("report", PERIOD, "--out", tmp_path / "out")
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=folders.environment(TMPDIR=str(folder)),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=lambda: os.close(1),
        timeout=120,
    )
    assert (done.returncode, without_hints(done.stderr)) == (0, "数据文件夹：data/fuzhou\n")
    assert (tmp_path / "out" / PERIOD / manifests.MANIFEST).is_file()


@pytest.mark.slow
def test_a_killed_report_leaves_no_kernel_and_the_next_one_is_written(running, tmp_path):
    kernel_processes = until_kernel_runs(running, tmp_path / "out")
    running.kill()
    running.communicate()
    assert (tmp_path / "out" / PERIOD / "monthly.html").read_text() == "earlier"
    assert psutil.wait_procs(kernel_processes, timeout=60)[1] == []
    done = run("report", PERIOD, "--out", tmp_path / "out")
    assert (done.returncode, without_hints(done.stderr)) == (0, "数据文件夹：data/fuzhou\n")
    names = {f"{PERIOD}/{name}" for name in (*EXAMPLE, manifests.MANIFEST)}
    assert set(contents(tmp_path / "out")) == names
