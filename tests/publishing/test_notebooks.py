"""One notebook: parameters checked before anything runs, a record without times and paths."""

import json
import socket
from dataclasses import replace
from functools import partial

import pytest
from jupyter_client.connect import LocalPortCache
from nbformat import read, v4

from fzlib.publishing import material, notebooks, processes, report
from fzlib.publishing.notebooks import NotebookError, declared, digest, notebook_path, settle
from fzlib.publishing.request import CURRENT, INPROCESS, KERNELS, STOCK, WRITTEN, Request
from fzlib.publishing.verify import verify
from fzlib.scoring.periods import Period
from tests.publishing.books import book, printed, run
from tests.publishing.folders import GOLDEN, ROOT, outputs

PARAMETERS = 'period = "2023-05"\ndraws: int = 10\nshare = 0.5\nfast = True'
MAKE_PAGES = "monthly", "quarterly", "annual", "county", "datacheck", "targets", "enterprises"
notebook = partial(book, parameters=PARAMETERS)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sample.ipynb"


@pytest.fixture
def papermill_must_not_run(monkeypatch):
    import papermill

    def refuse(*_, **__):
        raise AssertionError("papermill ran")

    monkeypatch.setattr(papermill, "execute_notebook", refuse)


def refused(path, **given):
    """What is said of these parameters; nothing may have run."""
    with pytest.raises(NotebookError) as error:
        notebooks.run(path, path.with_name("out.ipynb"), given)
    assert not path.with_name("out.ipynb").exists()
    return str(error.value)


# --- parameters ---------------------------------------------------------------------------


def test_the_monthly_notebook_declares_its_parameters():
    names = {"period", "data", "rules", "kept", "out", "release"}
    assert set(declared(notebook_path("monthly"))) == names
    assert notebook_path("monthly") == ROOT / "notebooks" / "monthly.ipynb"


@pytest.mark.parametrize("name", MAKE_PAGES)
def test_a_notebook_is_given_its_release_and_hands_it_to_the_footer(name):
    assert declared(notebook_path(name))["release"] == ""
    cells = read(notebook_path(name), as_version=4).cells
    (foot,) = (cell.source for cell in cells if "footer" in cell.metadata.get("tags", ()))
    assert foot.endswith(", release=release)")


def test_right_parameters_pass(path):
    notebook(path)
    assert declared(path) == {"period": "2023-05", "draws": 10, "share": 0.5, "fast": True}
    notebooks.check_parameters(path, ["period", "fast"])
    notebooks.check_parameters(path, [])


@pytest.mark.usefixtures("papermill_must_not_run")
class TestBeforeAnythingRuns:
    @pytest.mark.parametrize(
        ("given", "problem"),
        [
            ({"perod": "2023-05"}, "没有参数 perod，是不是 period？"),
            ({"x": "2023-05"}, "没有参数 x，可用：period、draws、share、fast"),
        ],
    )
    def test_a_wrong_name_is_refused(self, path, given, problem):
        assert refused(notebook(path), **given) == f"sample.ipynb：{problem}"

    def test_all_that_is_wrong_is_said_at_once(self, path):
        message = refused(notebook(path), perod="2023-05", drafts="1")
        assert "perod" in message
        assert "drafts" in message

    def test_without_the_tag_papermill_would_run_the_defaults(self, path):
        assert "现有0个" in refused(notebook(path, tags=()), period="2023-06")

    def test_two_parameter_cells_are_refused(self, path):
        notebook(path, "x = 1")
        content = json.loads(path.read_text("utf-8"))
        content["cells"][2]["metadata"]["tags"] = ["parameters"]
        path.write_text(json.dumps(content), "utf-8")
        assert "现有2个" in refused(path, period="2023-06")

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            ("period = today()", "参数 period 的默认值应是文字或数字"),
            ('period = "2023" + "-05"', "参数 period 的默认值应是文字或数字"),
            ("period = None", "参数 period 的默认值应是文字或数字"),
            ('period = ["2023-05"]', "参数 period 的默认值应是文字或数字"),
            ("draws = 1\nimport os", "参数单元格第2行不是“名称 = 值”"),
            ("period: str", "参数单元格第1行不是“名称 = 值”"),
            ("a = b = 1", "参数单元格第1行不是“名称 = 值”"),
            ("a, b = 1, 2", "参数单元格第1行不是“名称 = 值”"),
            ("a = 1\nb = (", "参数单元格第2行不是 Python"),
        ],
    )
    def test_a_default_is_one_literal(self, path, line, problem):
        assert refused(notebook(path, parameters=line), period="x") == f"sample.ipynb：{problem}"

    @pytest.mark.parametrize("content", ["", "{}", "no notebook", '{"cells": []}'])
    def test_a_damaged_notebook_is_told(self, path, content):
        path.write_text(content, "utf-8")
        assert "sample.ipynb：" in refused(path, period="x")


# --- the record of a run ------------------------------------------------------------------


def executed(folder, *, start, cell_id):
    """A notebook as papermill leaves it, with the times, paths and ids of one run."""
    times = {"start_time": start, "duration": 0.1, "status": "completed"}
    metadata = {"papermill": times, "execution": {"iopub.execute_input": start}}
    injected = v4.new_code_cell(
        f'# Parameters\nperiod = "2023-05"\nout = "{folder}/.2023-05.part"\n',
        id=cell_id,
        metadata={"tags": ["injected-parameters"], **metadata},
    )
    made = v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# 标题", id=f"m{cell_id}", metadata={"papermill": times}),
            v4.new_code_cell('period = ""', id=f"p{cell_id}", metadata={"tags": ["parameters"]}),
            injected,
            v4.new_code_cell("1", id=f"c{cell_id}", metadata=dict(metadata)),
        ]
    )
    made.metadata["papermill"] = {"input_path": f"{folder}/in.ipynb", "start_time": start}
    return made


def test_settled_notebooks_of_two_runs_are_equal_and_their_ids_differ():
    first = executed("/one", start="2024-01-01T00:00:00", cell_id="a1")
    second = executed("/two", start="2025-02-02T02:02:02", cell_id="b2")
    second.metadata["widgets"] = second.cells[3].metadata["trusted"] = True
    second.cells[1].source = 'period = "2023-09"  # 改过'
    for made in (first, second):
        settle(made, {"period": "2023-05", "data": '甲 "乙" \\丙', "out": ""})
    assert first == second
    assert len({cell.id for cell in first.cells}) == len(first.cells)
    text = json.dumps(first, ensure_ascii=False)
    for noise in ("papermill", "start_time", "iopub", "/one", ".part", "a1"):
        assert noise not in text
    assert [cell.metadata.get("tags") for cell in first.cells[1:3]] == [
        ["parameters"],
        ["injected-parameters"],
    ]


def test_settled_parameters_can_be_run():
    made = executed("/one", start="", cell_id="a1")
    shown = {"period": "2023-05", "data": '甲 "乙" \\丙', "out": ""}
    settle(made, shown)
    names = {}
    for cell in made.cells[1:3]:
        exec(cell.source, names)
        assert {name: names.pop(name) for name in shown} == shown


# --- a run --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below papermill
class TestRun:
    def test_given_values_replace_the_defaults(self, path):
        notebook(path, "print(period, draws)")
        given = {"period": "2023-06", "draws": 3}
        assert printed(run(path, path.with_name("out.ipynb"), given)) == "2023-06 3\n"

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("1 / 0", "ZeroDivisionError：division by zero"),
            ("raise ValueError('第一行')", "ValueError：第一行"),
            ("raise SystemExit(1)", "SystemExit：1"),
            ("x = (", "SyntaxError：.*"),
        ],
    )
    def test_a_failing_cell_is_told_by_its_number(self, path, source, text):
        notebook(path, "a = 1", source, "print('never')")
        with pytest.raises(NotebookError, match=rf"(?m)^sample.ipynb 第3个代码单元格出错：{text}$"):
            run(path, path.with_name("out.ipynb"), {"period": "2023-06"})

    def test_the_number_is_right_without_parameters_too(self, path):
        notebook(path, "1 / 0")
        with pytest.raises(NotebookError, match="第2个代码单元格"):
            run(path, path.with_name("out.ipynb"), {})

    def test_wrong_inputs_are_told_without_a_traceback(self, path):
        problem = "InputError([Problem(Place('a.csv', '', 'B2'), '不是数', '改为数字')])"
        notebook(path, f"from fzlib.errors import *\nraise {problem}")
        with pytest.raises(NotebookError) as error:
            run(path, path.with_name("out.ipynb"), {"draws": 1})
        message = "第2个代码单元格出错：InputError：a.csv › B2：不是数；改为数字"
        assert str(error.value) == f"sample.ipynb {message}"

    @pytest.mark.parametrize("taken", [1, 2, 3])
    def test_a_kernel_whose_port_was_taken_is_started_again(self, path, taken, capfd):
        begun = path.with_name("begun")
        notebook(path, f"print(1, file=open({str(begun)!r}, 'a'))")
        with socket.create_server(("127.0.0.1", 0)) as busy:
            call = partial(with_ports_taken, path, busy.getsockname()[1], taken)
            if taken < 3:
                processes.apart(call)
                assert begun.read_text() == "1\n"
            else:
                with pytest.raises(NotebookError, match="内核没有启动或中途停止"):
                    processes.apart(call)
                assert not begun.exists()
        assert capfd.readouterr().err == ""  # nothing of a start that failed

    def test_a_kernel_that_dies_later_is_told(self, path):
        begun = path.with_name("begun")
        notebook(path, f"import os\nprint(1, file=open({str(begun)!r}, 'a'))", "os._exit(1)")
        with pytest.raises(NotebookError, match="内核没有启动或中途停止"):
            run(path, path.with_name("out.ipynb"), {}, kernel=STOCK)
        assert begun.read_text() == "1\n"

    def test_a_kernel_there_is_not_is_told(self, path):
        notebook(path)
        text = path.read_text("utf-8").replace('"python3"', '"nosuch"')
        path.write_text(text, "utf-8")
        with pytest.raises(NotebookError, match="内核没有启动或中途停止"):
            run(path, path.with_name("out.ipynb"), {"draws": 1})

    @pytest.mark.parametrize(
        ("name", "given", "problem"),
        [
            ("annual", {"period": 2023}, ""),
            ("county", {"county": "福清"}, ""),
            ("monthly", {"period": 2023}, "PeriodError：“2023”不是期间"),
            ("quarterly", {"period": "2023"}, "PeriodError：“2023”不是季度"),
            (
                "county",
                {"county": "福青"},
                "RequestError：没有“福青”这个考评的县（市）区；是不是“福清市”",
            ),
        ],
    )
    def test_what_is_asked_wrongly_is_a_line(self, path, name, given, problem):
        """As papermill gives them: -p period 2023 is a number."""
        given = {"data": str(ROOT / "data/fuzhou"), **given}
        if not problem:
            run(notebook_path(name), path, given)
            return
        with pytest.raises(NotebookError, match=problem):
            run(notebook_path(name), path, given)
        outputs = [o for cell in read(path, 4).cells for o in cell.get("outputs", ())]
        (error,) = (output for output in outputs if output.output_type == "error")
        assert error.traceback == [error.evalue]

    def test_modules_beside_the_user_do_not_take_ours_place(self, path, monkeypatch):
        path.with_name("random.py").write_text("raise ImportError('shadow')")
        monkeypatch.chdir(path.parent)
        notebook(path, "import random\nprint(random.__name__)")
        assert printed(run(path, path.with_name("out.ipynb"), {"draws": 1})) == "random\n"

    @pytest.mark.parametrize("kernel", KERNELS)
    @pytest.mark.parametrize("name", ["a{b}", "{period}", "{", "}", "{0}{{x}}"])
    def test_braces_in_a_path_are_only_braces(self, path, kernel, name, monkeypatch):
        """papermill makes a new path of what stands between them."""
        folder = path.parent / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        source, given = notebook(folder / "in.ipynb", "print(period)"), {"period": str(folder)}
        done = run(source, folder / "out.ipynb", given, kernel=kernel)
        assert printed(done) == f"{folder}\n"
        assert (folder / "out.ipynb").is_file()
        assert [entry.name for entry in path.parent.iterdir()] == [name]

    def test_no_code_that_the_environment_names_is_run(self, path, tmp_path, monkeypatch):
        """IPython's configuration and startup files, Python's own."""
        profile, mark = tmp_path / "ipython" / "profile_default", tmp_path / "mark"
        for name in ("ipython_config.py", "ipython_kernel_config.py", "startup/a.py"):
            (profile / name).parent.mkdir(parents=True, exist_ok=True)
            (profile / name).write_text(f"open({str(mark)!r}, 'a').write('{name}')\n")
        monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
        monkeypatch.setenv("PYTHONSTARTUP", str(profile / "startup" / "a.py"))
        notebook(path, "print(1)")
        run(path, path.with_name("out.ipynb"), {}, kernel=INPROCESS)
        assert not mark.exists()
        run(path, path.with_name("out.ipynb"), {}, kernel=STOCK)
        assert "startup/a.py" in mark.read_text()  # it would have told


def with_ports_taken(path, port, taken, step):
    """Run it where the first port of so many kernels is not free any more."""
    find, ports = LocalPortCache.find_available_port, []

    def find_taken(cache, ip):
        ports.append(ip)  # a kernel has five ports
        return port if len(ports) % 5 == 1 and len(ports) <= 5 * taken else find(cache, ip)

    LocalPortCache.find_available_port = find_taken
    notebooks.run(path, path.with_name("out.ipynb"), {}, kernel=STOCK)
    assert len(ports) == 5 * (taken + 1)


# --- as JupyterLab saves it -----------------------------------------------------------------


def saved_by_jupyterlab(path, target, parameters):
    """The notebook run with other parameters and saved, with all that JupyterLab adds."""
    content = json.loads(path.read_text("utf-8"))
    content["metadata"]["language_info"] |= {"version": "3.12.0", "file_extension": ".py"}
    content["metadata"]["kernelspec"]["display_name"] = "工业"
    content["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    for number, cell in enumerate(content["cells"], 1):
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["metadata"] |= {
                "collapsed": False,
                "execution": {"iopub.execute_input": "2024-05-05T08:00:00Z"},
                "jupyter": {"outputs_hidden": True},
                "trusted": True,
            }
            cell["execution_count"] = number
            cell["outputs"] = [v4.new_output("stream", text=["旧的输出\n"])]
        if "parameters" in cell["metadata"].get("tags", []):
            lines = [f"{name} = {value!r}  # 改过" for name, value in parameters.items()]
            cell["source"] = ["# 我的参数\n", *(f"{line}\n" for line in lines)]
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")
    return target


SAVED = {
    "period": 2022, "data": "D:/数据", "rules": "我的.toml", "kept": "留存", "out": "结果",
    "release": "1a2b3c4d",
}  # fmt: skip


@pytest.mark.parametrize("name", MAKE_PAGES)
def test_a_notebook_run_and_saved_is_the_same_notebook(tmp_path, name):
    ours = notebook_path(name)
    given = {key: SAVED.get(key, "鼓楼区") for key in declared(ours)}
    saved = saved_by_jupyterlab(ours, tmp_path / ours.name, given)
    assert declared(saved) == given
    assert digest(saved) == digest(ours)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("monthly.overview(card)", "monthly.overview( card)"),
        ("## 五、提示事项", "## 五、提示"),
        ('"tags": [\n     "footer"\n    ]', '"tags": [\n     "hide"\n    ]'),
        ('out = \\"\\"', 'outs = \\"\\"'),
    ],
    ids=["source", "words", "tags", "a parameter's name"],
)
def test_what_makes_the_report_counts(tmp_path, old, new):
    text = notebook_path("monthly").read_text("utf-8")
    assert old in text
    (tmp_path / "monthly.ipynb").write_text(text.replace(old, new, 1), "utf-8")
    assert digest(tmp_path / "monthly.ipynb") != digest(notebook_path("monthly"))


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"cells": [1]}', "\ud800"])
def test_a_digest_of_what_is_no_notebook(path, content):
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(NotebookError, match="不是笔记本，或已损坏"):
        digest(path)


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the libraries below papermill
def test_a_notebook_run_and_saved_gives_the_same_release(tmp_path, monkeypatch):
    ours = {name: notebook_path(name) for name in ("monthly", "datacheck")}
    request = Request(GOLDEN / "data", Period(2023, 5), tmp_path / "out")
    made = processes.apart(partial(report.report, request))
    before = outputs(made.request.folder)
    saved = {
        name: saved_by_jupyterlab(path, tmp_path / path.name, {k: SAVED[k] for k in declared(path)})
        for name, path in ours.items()
    }
    monkeypatch.setattr(material, "notebook_path", saved.get)
    assert report.report(request).status == CURRENT
    assert verify(request).findings == ()
    forced = replace(request, force=True)
    assert processes.apart(partial(from_saved, saved, forced)).status == WRITTEN
    assert outputs(made.request.folder) == before


def from_saved(saved, request, step):
    """A report by these notebooks."""
    material.notebook_path = report.notebook_path = saved.get
    return report.report(request, step)
