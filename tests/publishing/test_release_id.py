"""The short id of a release: what changes it, and where it is found."""

import json

import nbformat
import pytest

from fzlib.errors import InputError, RequestError, one_line
from fzlib.publishing import manifests
from fzlib.publishing import release_id as ids
from fzlib.publishing import report as reports
from fzlib.publishing.manifests import MANIFEST
from fzlib.publishing.release_id import find_release, parsed_id, release_id
from tests.publishing import folders
from tests.publishing.folders import contents, edit, report

BASIS = {
    "inputs": {"monthly/2023-05.csv": "a", "regions.csv": "b"},
    "goals": {"inputs": {"targets/2023.toml": "c"}},
    "enterprises": {"inputs": {"enterprises/2023-05.csv": "d"}},
    "readings": {"floor": "zero", "steps": "whole"},
    "parameters": {"period": "2023-05", "data": "data/fuzhou"},
    "notebooks": {"datacheck": "e"},
    "code": "f",
    "versions": {"pandas": "1"},
}
TABLES = {"scores.csv": b"1", "ranking.csv": b"2", "watchlist.xlsx": b"3"}


def test_it_is_eight_hexadecimal_signs():
    assert parsed_id(release_id(BASIS, TABLES)) == release_id(BASIS, TABLES)


@pytest.mark.parametrize(
    "basis",
    [
        {"inputs": BASIS["inputs"] | {"regions.csv": "x"}},
        {"inputs": {"monthly/2023-05.csv": "a"}},
        {"goals": {"inputs": {"targets/2023.toml": "x"}}},
        {"goals": {}},
        {"enterprises": {"inputs": {"enterprises/2023-05.csv": "x"}}},
        {"enterprises": {}},
        {"readings": BASIS["readings"] | {"floor": "none"}},
    ],
)
def test_data_used_and_readings_change_it(basis):
    assert release_id(BASIS | basis, TABLES) != release_id(BASIS, TABLES)


@pytest.mark.parametrize(
    "tables", [{"scores.csv": b"4"}, {"ranking.csv": b""}, {"targets.csv": b""}]
)
def test_so_does_a_byte_of_a_csv_file(tables):
    assert release_id(BASIS, TABLES | tables) != release_id(BASIS, TABLES)


def test_so_does_the_version_of_fzlib(monkeypatch):
    before = release_id(BASIS, TABLES)
    monkeypatch.setattr(ids, "__version__", "9.9")
    assert release_id(BASIS, TABLES) != before


def test_nothing_else_does():
    other = {"notebooks": {}, "code": "x", "versions": {}, "counties": {"福清市": "x"}}
    shuffled = dict(reversed(BASIS["inputs"].items()))
    assert release_id(BASIS | other | {"inputs": shuffled}, TABLES) == release_id(BASIS, TABLES)
    assert release_id(BASIS, TABLES | {"watchlist.xlsx": b"x"}) == release_id(BASIS, TABLES)


# --- of a report -------------------------------------------------------------------------


@pytest.fixture
def given(monkeypatch):
    """The id that each notebook was given, by its page; without a kernel."""
    ids_given = {}

    def note(path, output, parameters, **_):
        ids_given[parameters.get("county") or path.stem] = parameters["release"]
        return folders.run_quickly(path, output, parameters)

    folders.without_processes(monkeypatch, note)
    return ids_given


def published(city, period, out, **options):
    """A report's id, by its manifest, and its folder."""
    folder = report(city, period, out, **options).request.folder
    return manifests.manifest(folder)["id"], folder


def test_it_is_in_the_manifest_every_notebook_and_page_and_no_table(city, tmp_path, given):
    number, folder = published(city, "2023-05", tmp_path, counties=["福清市"])
    assert given == dict.fromkeys(("monthly", "datacheck", "福清市"), number)
    manifest = manifests.manifest(folder)
    tables = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert len(tables) == 2
    assert number == release_id(manifest, tables)
    files = contents(folder).items()
    carried = {name for name, content in files if number.encode() in content}
    assert carried == {
        "monthly.html", "monthly.ipynb", "datacheck.html", "counties/福清市.html", MANIFEST,
    }  # fmt: skip
    record = nbformat.read(folder / "monthly.ipynb", as_version=4)
    assert record.cells[-1].source == number
    assert find_release(tmp_path, number) == folder


@pytest.mark.parametrize("period", ["2023-Q2", "2023"])
def test_of_a_quarter_and_a_year(city, tmp_path, given, period):
    number, folder = published(city, period, tmp_path)
    assert [*given.values()] == [number]
    tables = {"ranking.csv": (folder / "ranking.csv").read_bytes()}
    assert number == release_id(manifests.manifest(folder), tables)


def test_a_sheet_added_has_the_id_of_the_release_and_nothing_is_computed(
    city, tmp_path, given, monkeypatch
):
    number, folder = published(city, "2023-05", tmp_path)
    later = {"福清市": number}
    given.clear()
    monkeypatch.setattr(reports, "release_id", None)
    assert published(city, "2023-05", tmp_path, counties=["福清市"]) == (number, folder)
    assert given == later


def test_time_leaves_it_and_data_and_readings_do_not(city, tmp_path, given):
    seen = [published(city, "2023-05", tmp_path)[0]]
    assert published(city, "2023-05", tmp_path, force=True)[0] == seen[0]
    assert published(city, "2023-05", tmp_path / "elsewhere")[0] == seen[0]
    for name, old, new in (
        ("monthly/2023-05.csv", "鼓楼区,-1.2,", "鼓楼区,-1.1,"),
        ("rules/2023.toml", 'floor = "zero"', 'floor = "none"'),
    ):
        edit(city / name, old, new)
        seen.append(published(city, "2023-05", tmp_path)[0])
    assert len({*seen}) == 3


# --- its lookup --------------------------------------------------------------------------


@pytest.fixture
def out(tmp_path):
    """Releases with an id, one of a version that gave none, and a folder of ours in work."""
    lay(tmp_path / "2023-05", "1a2b3c4d")
    lay(tmp_path / "2023-Q2", "0f0f0f0f")
    lay(tmp_path / "2022", "")
    lay(tmp_path / ".2023-05.old", "99999999", period="2023-05")
    (tmp_path / "留证/2023-05-55556666").mkdir(parents=True)
    (tmp_path / "留证/2023-Q2-77778888-2").mkdir()
    (tmp_path / "留证/notes.txt").write_bytes(b"")
    return tmp_path


def lay(folder, number, period=None):
    folder.mkdir(parents=True)
    content = {"id": number, "period": period or folder.name, "outputs": {}}
    (folder / MANIFEST).write_bytes(json.dumps(content).encode())


@pytest.mark.parametrize("text", ["1a2b3c4d", "1A2B3C4D", " 1a2b3c4d\n", "１ａ２ｂ３Ｃ４Ｄ"])
def test_a_release_is_found_however_its_id_is_typed(out, text):
    assert find_release(out, text) == out / "2023-05"


@pytest.mark.parametrize(
    "text", ["", "1a2b3c4", "1a2b3c4d5", "1a2b3c4g", "1a2b 3c4d", "../../..", "1a2b3c4d\n1", "<b>"]
)
def test_what_is_no_id_is_told_its_form(out, text):
    with pytest.raises(RequestError) as error:
        find_release(out, text)
    assert str(error.value) == (
        f"“{one_line(text)}”：发布编号为8位，由数字和字母 a—f 组成，如 1a2b3c4d；"
        "网页页尾和打印页边印有"
    )


def test_it_is_found_in_a_city_s_folder_too_the_nearest_first(out):
    lay(out / "fuzhou/2023-06", "abcdef01")
    assert find_release(out, "abcdef01") == out / "fuzhou/2023-06"
    lay(out / "fuzhou/2023-05", "1a2b3c4d")
    assert find_release(out, "1a2b3c4d") == out / "2023-05"


def told(out, text):
    with pytest.raises(InputError) as error:
        find_release(out, text)
    (problem,) = error.value.problems
    assert problem.where.file == str(out)
    return problem.kind, problem.what, problem.mend


def test_two_copies_are_told(out):
    for city in ("a", "b"):
        lay(out / city / "2023-06", "abcdef01")
    assert told(out, "abcdef01") == (
        "file.twice",
        "发布编号 abcdef01 有2份：a/2023-06、b/2023-06",
        "用 --out 指明其中一份所在的文件夹",
    )


def test_of_an_unknown_id_the_nearest_and_all_are_told(out):
    there = "现有：1a2b3c4d（2023-05）、0f0f0f0f（2023-Q2）"
    near = "是不是 1a2b3c4d（2023-05）？"
    for text, mend in (("1a2b3c4e", near + there), ("99999999", there)):
        assert told(out, text) == ("file.absent", f"没有发布编号为 {text} 的报告", mend)


def test_evidence_is_told_as_such(out):
    (out / "fuzhou/留证/2023-05-55556666").mkdir(parents=True)
    for number, where in {
        "55556666": "留证/2023-05-55556666、fuzhou/留证/2023-05-55556666",
        "77778888": "留证/2023-Q2-77778888-2",
    }.items():
        what = f"发布编号 {number} 的报告已被替换，当时的文件留在 {where}"
        assert told(out, number) == ("file.absent", what, "")


def test_a_folder_without_reports_or_none_at_all(tmp_path):
    what = "没有发布编号为 1a2b3c4d 的报告"
    assert told(tmp_path, "1a2b3c4d") == ("file.absent", what, "这里没有带编号的报告")
    no_folder = ("file.absent", "没有这个文件夹", "用 --out 指明报告在哪里")
    assert told(tmp_path / "none", "1a2b3c4d") == no_folder


def test_a_folder_that_is_called_like_no_period_is_no_release(tmp_path):
    lay(tmp_path / "副本", "1a2b3c4d")
    assert told(tmp_path, "1a2b3c4d")[2] == "这里没有带编号的报告"


@pytest.mark.parametrize("number", [None, 7, ["1a2b3c4d"], "1a2b3c4d<script>", "\u202e1a2b3c4d"])
def test_a_manifest_of_somebody_s_making_gives_no_id(tmp_path, number):
    lay(tmp_path / "2023-05", number)
    assert told(tmp_path, "1a2b3c4d")[2] == "这里没有带编号的报告"
