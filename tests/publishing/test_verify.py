"""A published report against its manifest, its inputs and itself made anew."""

import json

import pytest

from fzlib.errors import InputError
from fzlib.publishing import manifests, release
from fzlib.publishing.request import Request
from fzlib.publishing.verify import verify
from fzlib.scoring.periods import parse_any
from tests.publishing.folders import FUZHOU, MONTHLY, contents, copied, edit, report

PERIOD = parse_any("2023-05")
pytestmark = pytest.mark.usefixtures("quick")


def verified(city, out, **options):
    """What differs and what explains it, as text."""
    problems, reasons = verify(Request(city, PERIOD, out, **options))
    return [str(problem) for problem in problems], reasons


def changed_manifest(out, change):
    """The report's manifest after ``change`` was made to its content."""
    path = out / str(PERIOD) / manifests.MANIFEST
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def test_what_was_just_published_is_as_it_is_made_anew(city, out, tmp_path):
    before = contents(out)
    assert verified(city, out) == ([], [])
    assert contents(out) == before
    # the report names no folder of one machine
    assert verified(copied(city, tmp_path / "other" / "city"), out) == ([], [])


@pytest.mark.parametrize("text", ["2023-Q2", "2023"])
def test_quarters_and_years_too(tmp_path, text):
    report(FUZHOU, text, tmp_path)
    assert verify(Request(FUZHOU, parse_any(text), tmp_path)) == ([], [])


def test_county_sheets_are_made_anew_too(city, tmp_path):
    made = report(city, PERIOD, tmp_path, counties=["福清市"])
    assert verified(city, tmp_path) == ([], [])
    made.pages[1].write_text("另一页", "utf-8")
    assert verified(city, tmp_path)[0] == [
        "counties/福清市.html：与清单的 SHA-256 不同，发布以后被改动；fz report 重新发布"
    ]


def test_files_that_were_touched(city, out):
    folder = out / str(PERIOD)
    (folder / "scores.xlsx").unlink()
    edit(folder / "ranking.csv", "217.94", "218.94")
    assert verified(city, out)[0] == [
        "ranking.csv：与清单的 SHA-256 不同，发布以后被改动；fz report 重新发布",
        "scores.xlsx：清单里有，现在没有了；fz report 重新发布",
    ]


def test_inputs_that_changed_since_and_where_the_scores_differ(city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    differences, reasons = verified(city, out)
    assert differences[0] == f"{MONTHLY}：发布以后有改动；fz report 重新发布"
    cell = "第2行“value”为-1.2，重算为-1.1"
    assert f"scores.csv：与重算的结果不同，{cell}；fz report 重新发布" in differences
    assert reasons == []


@pytest.mark.parametrize(
    ("name", "came", "words"),
    [
        ("rulings.csv", True, "发布时没有读过"),
        ("monthly/2022-05.csv", True, "发布时没有读过"),
        ("monthly/2022-05.csv", False, "发布时读过，现在没有用到"),
    ],
)
def test_inputs_that_came_or_went(city, tmp_path, name, came, words):
    rulings = "期间,地区,考评项,得分,依据\n".encode()
    content = rulings if name == "rulings.csv" else (city / MONTHLY).read_bytes()
    if came:
        report(city, PERIOD, tmp_path / "out")
    (city / name).write_bytes(content)
    if not came:
        report(city, PERIOD, tmp_path / "out")
        (city / name).unlink()
    assert f"{name}：{words}；fz report 重新发布" in verified(city, tmp_path / "out")[0]


def test_another_rule_book_and_another_version_are_named(city, out, other_rules):
    edit(other_rules, 'floor = "zero"', 'floor = "none"')
    changed_manifest(out, lambda content: content["versions"].update(pandas="2.0.0"))
    differences, reasons = verified(city, out, rules=other_rules)
    assert "other.toml：发布时没有读过；fz report 重新发布" in differences
    assert reasons == [
        "参数与发布时不同：rules 当时为 ，现为 other.toml",
        "口径与发布时不同：floor 当时为 zero，现为 none",
        f"软件版本与发布时不同：pandas 当时为 2.0.0，现为 {manifests.versions()['pandas']}",
    ]


def test_a_manifest_of_other_shapes_is_no_traceback(city, out):
    """Somebody's editor, or somebody's malice: what it lists of inputs and sheets is no table."""
    shapes = {"counties": ["福清市"], "inputs": ["regions.csv"], "parameters": None}
    changed_manifest(out, lambda content: content.update(shapes))
    differences, reasons = verified(city, out)
    assert "regions.csv：发布时没有读过；fz report 重新发布" in differences
    assert any(reason.startswith("参数与发布时不同") for reason in reasons)


def test_where_no_report_of_ours_is_it_says_so(city, tmp_path):
    folder = tmp_path / "out" / str(PERIOD)
    for _ in range(2):
        with pytest.raises(InputError, match="没有发布过的报告；先用 fz report 2023-05"):
            verified(city, tmp_path / "out")
        folder.mkdir(parents=True, exist_ok=True)  # an empty folder is no report either
    (folder / manifests.MANIFEST).write_text("{}")
    with pytest.raises(release.Refused, match="这个文件夹不是 fz 写的报告"):
        verified(city, tmp_path / "out")
