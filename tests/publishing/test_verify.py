"""A published report against its manifest, its inputs and itself made anew."""

import json
import shutil

import pytest

from fzlib.errors import InputError
from fzlib.publishing import release
from fzlib.publishing.verify import verify
from fzlib.scoring.periods import parse_any
from tests.publishing.folders import FUZHOU, MONTHLY, contents, copied, edit, report

PERIOD = parse_any("2023-05")
pytestmark = pytest.mark.usefixtures("quick")


def said(city, out, **options):
    found, reasons = verify(city, PERIOD, out, **options)
    return [str(problem) for problem in found], reasons


def test_what_was_just_published_is_as_it_is_made_anew(city, out):
    before = contents(out)
    assert said(city, out) == ([], [])
    assert contents(out) == before


@pytest.mark.parametrize("of", ["2023-Q2", "2023"])
def test_quarters_and_years_too(tmp_path, of):
    report(FUZHOU, parse_any(of), tmp_path)
    assert verify(FUZHOU, parse_any(of), tmp_path) == ([], [])


def test_county_sheets_are_made_anew_too(city, tmp_path):
    made = report(city, PERIOD, tmp_path, counties=["福清市"])
    assert said(city, tmp_path) == ([], [])
    made.pages[1].write_text("另一页", "utf-8")
    assert said(city, tmp_path)[0] == [
        "counties/福清市.html：与清单的 SHA-256 不同，发布以后被改动；fz report 重新发布"
    ]


def test_files_that_were_touched(city, out):
    folder = out / str(PERIOD)
    (folder / "scores.xlsx").unlink()
    edit(folder / "ranking.csv", "217.94", "218.94")
    assert said(city, out)[0] == [
        "ranking.csv：与清单的 SHA-256 不同，发布以后被改动；fz report 重新发布",
        "scores.xlsx：清单里有，现在没有了；fz report 重新发布",
    ]


def test_a_file_that_is_not_the_report_s_is_told_and_is_no_difference(city, out):
    (out / str(PERIOD) / "备注.txt").touch()
    assert said(city, out) == ([], ["2023-05：备注.txt 不是报告的文件，照原样保留"])


def test_inputs_that_changed_since_and_where_the_scores_differ(city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    found, reasons = said(city, out)
    assert found[0] == f"{MONTHLY}：发布以后有改动；fz report 重新发布"
    assert (
        "scores.csv：与重算的结果不同，第2行“value”为-1.2，重算为-1.1；fz report 重新发布" in found
    )
    assert reasons == []


@pytest.mark.parametrize(
    ("name", "add", "words"),
    [
        ("rulings.csv", True, "发布时没有读过"),
        ("monthly/2022-05.csv", True, "发布时没有读过"),
        ("monthly/2022-05.csv", False, "发布时读过，现在没有用到"),
    ],
)
def test_inputs_that_came_or_went(city, tmp_path, name, add, words):
    file = city / name

    def put():
        shutil.copy(city / MONTHLY, file)
        if name == "rulings.csv":
            file.write_text("期间,地区,考评项,得分,依据\n", "utf-8")

    if not add:
        put()
    report(city, PERIOD, tmp_path / "out")
    if add:
        put()
    else:
        file.unlink()
    assert f"{name}：{words}；fz report 重新发布" in said(city, tmp_path / "out")[0]


def test_another_rule_book_and_another_version_are_named(city, out, tmp_path):
    other = tmp_path / "other.toml"
    shutil.copy(city / "rules/2023.toml", other)
    edit(other, 'floor = "zero"', 'floor = "none"')
    manifest = out / str(PERIOD) / release.MANIFEST
    content = json.loads(manifest.read_text("utf-8"))
    content["versions"]["pandas"] = "2.0.0"
    manifest.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    found, reasons = said(city, out, rules=other)
    assert "other.toml：发布时没有读过；fz report 重新发布" in found
    assert reasons[:2] == [
        "参数与发布时不同：rules 当时为 ，现为 other.toml",
        "读法与发布时不同：floor 当时为 zero，现为 none",
    ]
    now = release.versions()["pandas"]
    assert reasons[-1] == f"软件版本与发布时不同：pandas 当时为 2.0.0，现为 {now}"


def test_a_manifest_of_other_shapes_is_no_traceback(city, out):
    """Somebody's editor, or somebody's malice: what it lists of inputs and sheets is no table."""
    manifest = out / str(PERIOD) / release.MANIFEST
    content = json.loads(manifest.read_text("utf-8"))
    content |= {"counties": ["福清市"], "inputs": ["regions.csv"], "parameters": None}
    manifest.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    found, reasons = said(city, out)
    assert "regions.csv：发布时没有读过；fz report 重新发布" in found
    assert any(reason.startswith("参数与发布时不同") for reason in reasons)


def test_where_nothing_was_published_it_says_so(city, tmp_path):
    folder = tmp_path / "out" / str(PERIOD)
    for _ in range(2):
        with pytest.raises(InputError, match="没有发布过的报告；先用 fz report 2023-05"):
            said(city, tmp_path / "out")
        folder.mkdir(parents=True, exist_ok=True)  # an empty folder is no report either


def test_a_folder_that_is_not_ours_is_no_report(city, tmp_path):
    folder = tmp_path / "out" / str(PERIOD)
    folder.mkdir(parents=True)
    (folder / release.MANIFEST).write_text("{}")
    with pytest.raises(release.Refused, match="这个文件夹不是 fz 写的报告"):
        said(city, tmp_path / "out")


def test_inputs_that_are_wrong_now_are_told(city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,x,")
    with pytest.raises(InputError, match="不是数"):
        said(city, out)


def test_a_copy_of_the_data_elsewhere_gives_the_same(city, out, tmp_path):
    """The report names no folder of one machine."""
    assert said(copied(city, tmp_path / "other" / "city"), out) == ([], [])
