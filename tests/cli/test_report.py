"""``fz report``: paths on standard output, every period for itself, no half-written folder."""

import os
import shutil
import subprocess
import sys

import pytest

from fzlib.publishing import release, report
from fzlib.publishing.notebooks import NotebookError
from tests.publishing import folders
from tests.publishing.folders import MONTHLY, ROOT, contents, edit
from tests.publishing.goals import REGISTER, city_with_goals

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def year(year):
    """The example year's scored data, without goals."""
    return folders.without_goals(year)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def write(fz, city, out):
    """``fz report`` of a period (May) from a data folder (``city``) to ``out``."""

    def call(*options, period="2023-05", data=city, code=None):
        return fz("report", period, "--data", data, "--out", out, *options, code=code)

    return call


def test_the_path_is_printed_as_it_can_be_opened_from_here(fz, city, write, out, monkeypatch):
    done = write()
    page = out / "2023-05" / "monthly.html"
    assert (done.code, done.output, done.errors) == (0, f"2023-05　{page}\n", "")
    assert page.is_file()
    monkeypatch.chdir(city.parent)
    done = fz("report", "2023-05", "--data", "city", "--out", "发布")
    page = os.path.join("发布", "2023-05", "monthly.html")  # noqa: PTH118 - as it is printed
    assert done.output == f"2023-05　{page}\n"
    assert (city.parent / page).is_file()


def test_reports_go_to_outputs_under_the_name_of_the_data_folder(fz, city, tmp_path, monkeypatch):
    monkeypatch.setattr("fzlib.paths.checkout", lambda: tmp_path / "project")
    done = fz("report", "2023-05", "--data", city)
    page = tmp_path / "project" / "outputs" / "city" / "2023-05" / "monthly.html"
    assert (done.code, done.output) == (0, f"2023-05　{page}\n")
    assert page.is_file()


def test_what_is_up_to_date_is_skipped_and_said(write, out):
    first = write()
    before = contents(out)
    done = write(code=0)
    assert done.output == first.output.replace("\n", "（没有变化，未重做；--force 重做）\n")
    assert contents(out) == before
    assert write("--force").output == first.output


def test_the_page_of_tasks_is_named_and_a_changed_register_told(fz, out, tmp_path):
    city = city_with_goals(tmp_path / "city")
    pages = [out / "2023-04" / name for name in ("monthly.html", "targets.html")]
    done = fz("report", "2023-04", "--data", city, "--out", out, code=0)
    assert done.lines == [f"2023-04　{page}" for page in pages]
    edit(city / REGISTER, "P3,闽侯县,", "P3,闽侯县,2023-05-08")
    done = fz("report", "2023-04", "--data", city, "--out", out, code=0)
    assert done.lines == [f"2023-04　{page}（没有变化，未重做；--force 重做）" for page in pages]
    told = "发布以后有改动，仍用发布时的；--force 按现在的台账重做"
    assert done.errors == f"提示　{REGISTER}：{told}\n"


def test_warnings_are_printed(write, city):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,,")
    for _ in range(2):  # of a skipped report too
        done = write(code=0)
        assert done.errors.startswith("提示　monthly/2023-05.csv › B5：")


def test_growth_far_from_its_history_is_printed(write, year):
    hint = "提示　monthly/2023-10.csv › D9：晋安区当月总产值增速16.8%，前8期的中位数为8.9%"
    for note in ("\n", "（没有变化，未重做；--force 重做）\n"):
        done = write(period="2023-10", data=year)
        assert hint in done.errors
        assert done.output.endswith(note)
    assert "中位数" not in write(period="2023-Q4", data=year).errors


def test_another_rule_book(write, city, out, tmp_path):
    rules = tmp_path / "试.toml"
    shutil.copy(city / "rules/2023.toml", rules)
    edit(rules, 'floor = "zero"', 'floor = "none"')
    assert write("--rules", rules).code == 0
    assert b"-101.22" in (out / "2023-05" / "ranking.csv").read_bytes()


def test_all_is_every_month_whole_quarter_and_year(write, year):
    (year / "monthly/2023-12.csv").unlink()
    done = write(period="all", data=year, code=0)
    periods = [line.split("　")[0] for line in done.lines]
    months = [f"2023-{month:02d}" for month in range(2, 12)]
    assert periods == [*months, "2023-Q1", "2023-Q2", "2023-Q3", "2023"]


def test_several_cities_have_a_folder_each(fz, city, year, out):
    done = fz("report", "2023-05", "--data", city, "--data", year, "--out", out, code=0)
    assert sorted(path.name for path in out.iterdir()) == ["city", "year"]
    assert [line.split("　")[0] for line in done.lines] == ["2023-05", "2023-05"]


def test_county_sheets_are_named_with_the_report(write, out):
    """By an alias too; --counties adds all."""
    done = write("--county", "长乐市")
    sheet = out / "2023-05" / "counties" / "长乐区.html"
    assert done.lines == [f"2023-05　{out / '2023-05' / 'monthly.html'}", f"2023-05　{sheet}"]
    assert sheet.is_file()
    assert len(write("--counties").lines) == 14


# --- what is not ours ---------------------------------------------------------------------


@pytest.mark.parametrize("of", ["2023", "2023-05"])
def test_a_folder_that_happens_to_be_called_like_a_period_is_left(fz, year, of, monkeypatch):
    """In the folder of the reports, or where --out . was said."""
    mine = year.parent / "mine"
    (mine / of).mkdir(parents=True)
    (mine / of / "论文.docx").write_bytes(b"mine")
    monkeypatch.chdir(mine)
    for options in ([], ["--force"], ["--jobs", "2"]):
        done = fz("report", of, "--data", year, "--out", ".", *options)
        assert (done.code, done.output) == (1, "")
        assert done.errors == (
            f"{of}：没有写报告，{mine / of}：这个文件夹不是 fz 写的报告，不能替换；"
            "换 --out，或移走这个文件夹\n"
        )
    assert contents(mine) == {f"{of}/论文.docx": b"mine"}
    assert [path.name for path in mine.iterdir()] == [of]


def test_it_is_refused_before_the_inputs_are_read(write, city, out):
    (out / "2023-05").mkdir(parents=True)
    (out / "2023-05" / "mine.txt").touch()
    (city / MONTHLY).unlink()
    done = write(code=1)
    assert "不能替换" in done.errors
    assert MONTHLY not in done.errors


def test_a_remark_laid_beside_the_report_is_kept_and_told(write, out):
    assert write().errors == ""
    final = out / "2023-05"
    (final / "批示.txt").write_text("同意", "utf-8")
    ours = set(contents(final))
    for options in ([], ["--force"], ["--county", "福清市"], ["--counties"]):
        done = write(*options)
        remark = "提示　2023-05：批示.txt 不是报告的文件，照原样保留\n"
        assert (done.code, done.errors) == (0, remark)
        assert ("没有变化" in done.output) == (options == [])
        assert (final / "批示.txt").read_text("utf-8") == "同意"
        assert "批示" not in (final / "manifest.json").read_text("utf-8")
        assert set(contents(final)) >= ours


def test_a_page_laid_there_by_hand_is_not_written_over(write, out):
    write()
    (out / "2023-05" / "counties").mkdir()
    (out / "2023-05" / "counties" / "福清市.html").write_text("mine")
    before = contents(out)
    done = write("--counties")
    assert (done.code, done.output) == (1, "")
    assert "counties/福清市.html 不是报告的文件，却与要写的同名；改名或移走" in done.errors
    assert contents(out) == before


# --- what goes wrong ----------------------------------------------------------------------


def test_wrong_inputs_write_nothing(write, city, out):
    """Where there is an earlier report, it stays."""
    earlier = None
    for _ in range(2):
        edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
        for options in ([], ["--force"]):
            done = write(*options)
            assert (done.code, done.output) == (1, "")
            head, problem = done.errors.splitlines()
            assert head == "2023-05：没有写报告，输入有 1 处问题："
            assert problem.startswith("  monthly/2023-05.csv › B5：“12x”不是数；")
            assert contents(out) == earlier
        edit(city / MONTHLY, "鼓楼区,12x,", "鼓楼区,-1.2,")
        write()
        earlier = contents(out)


def test_every_period_stands_for_itself(fz, year, out):
    edit(year / "monthly/2023-04.csv", "福州市,", "福州市,x")
    periods = ["2023-03", "2023-04", "2023-05", "2023-12"]
    done = fz("report", *periods, "--data", year, "--out", out, code=1)
    assert [line[:7] for line in done.lines] == ["2023-03", "2023-05", "2023-12"]
    assert sorted(path.name for path in out.iterdir()) == ["2023-03", "2023-05", "2023-12"]
    assert "2023-04：没有写报告，输入有 1 处问题：" in done.errors
    assert done.errors.splitlines()[-1] == "共 4 份：写成 3，没有写成 1（2023-04）"
    # the period after the broken one is written, and says what it lacks
    assert "提示　monthly/2023-04" in done.errors


def test_a_scheduler_that_is_not_there_is_told(write, monkeypatch):
    monkeypatch.setattr("fzlib.publishing.reports.CONNECT", 1)
    done = write("--scheduler", "tcp://127.0.0.1:9")
    assert (done.code, done.output) == (1, "")
    assert done.errors.startswith("连不上调度器 tcp://127.0.0.1:9")


def test_two_cities_are_told_apart(fz, year, out, tmp_path):
    for month in ("04", "05"):
        edit(year / f"monthly/2023-{month}.csv", "福州市,", "福州市,x")
    other = folders.copied(year, tmp_path / "other")
    done = fz("report", "2023-04", "2023-08", "--data", year, "--data", other, "--out", out, code=1)
    for name in ("year", "other"):
        assert f"{name} 2023-04：没有写报告，输入有 " in done.errors
        assert f"提示　{name}　monthly/2023-08.csv › B5：鼓楼区" in done.errors
    assert done.errors.splitlines()[-1].endswith("没有写成 2（year 2023-04、other 2023-04）")


def test_two_folders_of_one_name_would_write_to_one_place(fz, city, out, tmp_path):
    other = folders.copied(city, tmp_path / "elsewhere" / city.name)
    done = fz("report", "2023-05", "--data", city, "--data", other, "--out", out)
    assert (done.code, done.output) == (2, "")
    assert f"--data：有两个文件夹都叫 {city.name}，会写到同一处" in done.errors
    assert not out.exists()


def test_sheets_are_written_for_the_months_among_others(fz, year, out):
    done = fz("report", "2023-02", "2023-03", "2023-Q1", "--counties", "--data", year, "--out", out)
    assert done.code == 0
    assert len(list((out / "2023-03" / "counties").iterdir())) == 13
    assert not (out / "2023-Q1" / "counties").exists()


def test_a_warning_is_told_once_and_the_table_has_every_report(fz, year, out):
    done = fz("report", "2023-08", "2023-Q3", "--data", year, "--out", out, code=0)
    assert sum("鼓楼区当月增加值增速空缺" in line for line in done.errors.splitlines()) == 1
    *_, month, quarter, whole = done.errors.splitlines()
    assert (month.split()[:2], quarter.split()[:2]) == (["2023-08", "写成"], ["2023-Q3", "写成"])
    assert whole == "共 2 份：写成 2"


def test_a_period_named_twice_is_written_once(write):
    done = write("2023-05", "--force")
    assert (done.code, len(done.lines)) == (0, 1)


def run_failing(period, error):
    """In place of a run of a notebook: for one period it raises the error."""

    def run_or_raise(path, output, parameters, **_):
        if parameters["period"] == period:
            raise error
        return folders.run_quickly(path, output, parameters)

    return run_or_raise


def test_a_failed_notebook_is_told_and_the_others_go_on(fz, year, out, monkeypatch):
    error = NotebookError("monthly.ipynb 第2个代码单元格出错：KeyError：'x'")
    monkeypatch.setattr(report, "run", run_failing("2023-03", error))
    done = fz("report", "2023-03", "2023-05", "--data", year, "--out", out, code=1)
    assert done.errors.splitlines()[0].startswith("2023-03：没有写报告，monthly.ipynb 第2个")
    assert [path.name for path in out.iterdir()] == ["2023-05"]


def test_an_interrupt_ends_the_run(fz, year, out, monkeypatch):
    monkeypatch.setattr(report, "run", run_failing("2023-04", KeyboardInterrupt()))
    done = fz("report", "2023-03", "2023-04", "2023-05", "--data", year, "--out", out)
    assert (done.code, len(done.lines)) == (130, 1)
    assert done.errors.strip() == "已中断；没有写完的报告不会留下，原来的保持原样。"
    assert [path.name for path in out.iterdir()] == ["2023-03"]


def test_another_writer_is_told(write, out):
    with release.writer(out / "2023-05"):
        assert "另一个程序正在写这个文件夹" in write("--no-wait", code=1).errors
    assert write().code == 0


def test_out_that_is_a_file_is_told(write, out):
    out.write_text("a file")
    done = write()
    assert (done.code, done.output) == (1, "")
    what = "这是文件，不是文件夹，报告不能写在里面；换 --out，或移走它"
    assert done.errors == f"2023-05：没有写报告，{out}：{what}\n"
    assert out.read_text() == "a file"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "denied", "x"), "x：没有权限，或文件正被别的程序占用"),
        (OSError(28, "full"), "磁盘已满"),
        (OSError("own words"), "own words"),
    ],
)
def test_what_the_system_refuses_is_told(write, out, monkeypatch, error, words):
    monkeypatch.setattr(report, "run", run_failing("2023-05", error))
    done = write()
    assert (done.code, done.output) == (1, "")
    assert done.errors == f"2023-05：没有写报告，读写文件出错：{words}\n"
    assert list(out.iterdir()) == []


# --- progress -----------------------------------------------------------------------------


def test_no_progress_bar_into_a_file(write):
    done = write()
    assert "期/" not in done.output + done.errors
    assert "\r" not in done.output + done.errors


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_progress_bar_on_a_terminal(city, out):
    import fcntl
    import pty
    import struct
    import termios

    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,12x,")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    done = subprocess.run(
        folders.command("report", "2023-05", "--data", city, "--out", out),
        cwd=ROOT,
        env=folders.environment(),
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb") as terminal:
        shown = terminal.read1(1 << 16).decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert "2023-05 读取检查" in shown
    assert "0/1" in shown
    assert "B5：“12x”不是数" in shown


# --- broken folders, each as a process ----------------------------------------------------


def spoil(path, content):
    """Other bytes in its place, a folder, or nothing."""
    path.unlink(missing_ok=True)
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)


BROKEN = {
    MONTHLY: (
        b"", b"\xff\xfe\x00\x00", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 cut", '"地区'.encode(),
        None, "folder",
    ),
    "regions.csv": (b"a,b\n1,2\n", b"\xff", None),
    "dataset.toml": (b"title = ", b"\xff"),
    "rules/2023.toml": (b"[[indicator]]\ncode = 1\n", b"indicator = 3", b"["),
    "expected/2023.csv": (None,),
    "rulings.csv": (b"x",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"), [(name, content) for name in BROKEN for content in BROKEN[name]]
)
def test_a_broken_folder_is_told_in_chinese(fz, city, out, name, content):
    spoil(city / name, content)
    for arguments in (["check"], ["score"], ["score", "--csv"], ["report", "--out", out]):
        done = fz(*arguments, "2023-05", "--data", city)
        assert done.code == 1, (done.output, done.errors)
        assert f"  {name.removesuffix('.csv')}" in done.output + done.errors
    assert not out.exists()


@pytest.mark.parametrize("name", ["check", "score", "report"])
def test_no_traceback_reaches_a_user(city, tmp_path, name):
    (city / MONTHLY).write_bytes(b"PK\x03\x04")
    done = folders.run(name, "2023-05", "--data", "city", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert f"  {MONTHLY}" in done.stdout + done.stderr


def test_what_every_period_of_a_quarter_says_is_told_once(write, year):
    edit(year / "rules/2023.toml", "cap = 15", "cap = 20")
    done = write(period="2023-Q2", data=year, code=0)
    caps = "封顶20分，高于分值15分；核对 cap 和 points"
    assert done.errors.splitlines() == [
        f"提示　rules/2023.toml › indicator[1].cap：规上工业增加值增速{caps}",
        f"提示　rules/2023.toml › indicator[2].cap：规上工业总产值增速{caps}",
    ]
