"""A published report against its manifest, its inputs and itself made anew: the answers apart."""

import errno
import json
import shutil

import pytest

from fzlib.errors import InputError
from fzlib.publishing import kept_goals, manifests, recomputed, release, verify
from fzlib.publishing.evidence import MANIFEST, NOTE
from fzlib.publishing.notebooks import NotebookError
from fzlib.publishing.release_id import EVIDENCE
from fzlib.publishing.request import CURRENT, WRITTEN, Request
from fzlib.publishing.verification import Answer
from fzlib.scoring.periods import parse_any
from tests.intake.conftest import typed
from tests.intake.files import xlsx, xlsx_of_another
from tests.publishing.folders import FUZHOU, MONTHLY, contents, copied, edit, outputs, report
from tests.publishing.goals import REGISTER, city_with_goals

PERIOD = parse_any("2023-05")
EXPECTED = "expected/2023.csv"
WORKBOOK = "monthly/2023-05.xlsx"
TOUCHED, DATA, UNLIKE, SHARED, PROGRAM, REGISTERS = Answer
pytestmark = pytest.mark.usefixtures("quick")


def verified(city, out, **options):
    return verify.verify(Request(city, PERIOD, out, **options))


def told(city, out, **options):
    """Answer → its lines."""
    return {each.answer: each.lines for each in verified(city, out, **options).findings}


def headline(city, out, **options):
    """After the period and the id."""
    done = verified(city, out, **options)
    start = f"2023-05（{done.id}）："
    assert done.headline.startswith(start)
    return done.headline.removeprefix(start)


def evidence(out):
    """Folder → the names of its files."""
    folders = (out / EVIDENCE).glob("[!.]*")
    return {folder.name: {*contents(folder)} for folder in folders}


def changed_manifest(out, change):
    """The report's manifest after ``change`` was made to its content."""
    path = out / str(PERIOD) / manifests.MANIFEST
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def release_of(out):
    return manifests.manifest(out / str(PERIOD))["id"]


# --- nothing ------------------------------------------------------------------------------


def test_what_was_just_published_is_as_it_is_made_anew(city, out):
    before = contents(out)
    done = verified(city, out)
    assert (done.holds, done.findings, done.remarks) == (True, (), ())
    assert done.headline == f"2023-05（{release_of(out)}）：一致"
    assert done.pages == ("datacheck.html", "monthly.html")
    assert contents(out) == before


@pytest.mark.parametrize("text", ["2023-Q2", "2023"])
def test_quarters_and_years_too(tmp_path, text):
    report(FUZHOU, text, tmp_path)
    assert verify.verify(Request(FUZHOU, parse_any(text), tmp_path)).findings == ()


def test_moved_folders_are_the_same(city, out, tmp_path):
    """The data folder by another name, the reports elsewhere: pages keep the published names."""
    moved = copied(city, tmp_path / "other" / "elsewhere")
    shutil.rmtree(city)
    there = out.rename(tmp_path / "reports")
    assert verified(moved, there).findings == ()


def test_the_rule_book_that_it_was_published_with(city, tmp_path, other_rules, monkeypatch):
    edit(other_rules, 'floor = "zero"', 'floor = "none"')
    out = tmp_path / "out"
    report(city, PERIOD, out, rules=other_rules)
    monkeypatch.chdir(other_rules.parent)
    assert verified(city, out).findings == ()
    moved = other_rules.rename(tmp_path / "out" / "other.toml")
    assert told(city, out)[DATA] == (
        "other.toml：发布时用的这份规则书找不到；用 --rules 指明在哪里",
    )
    assert headline(city, out) == "所用的数有问题，不能重算"
    assert verified(city, out, rules=moved).findings == ()


# --- published files ----------------------------------------------------------------------


def test_files_that_were_touched_are_kept(city, out):
    folder, number = out / str(PERIOD), release_of(out)
    (folder / "scores.xlsx").unlink()
    edit(folder / "ranking.csv", "217.94", "218.94")
    before = contents(folder)
    kept = out / EVIDENCE / f"2023-05-{number}"
    assert told(city, out) == {
        TOUCHED: (
            "ranking.csv：与清单的 SHA-256 不同",
            "scores.xlsx：清单里有，现在没有了",
            "ranking.csv：福清市 的 total：发布时 217.94，现为 218.94",
            f"留证在 {kept}；查明后再 fz report 2023-05 --force",
        )
    }
    assert headline(city, out) == "发布的文件被改动，已留证"
    assert contents(folder) == before
    assert evidence(out) == {kept.name: {"ranking.csv", MANIFEST, NOTE}}
    assert {name: contents(kept)[name] for name in ("ranking.csv", MANIFEST)} == {
        name: before[name] for name in ("ranking.csv", MANIFEST)
    }


def test_county_sheets_are_made_anew_too(city, tmp_path):
    made = report(city, PERIOD, tmp_path, counties=["福清市"])
    assert verified(city, tmp_path).findings == ()
    made.pages[1].write_text("另一页", "utf-8")
    assert told(city, tmp_path)[TOUCHED][0] == "counties/福清市.html：与清单的 SHA-256 不同"
    (names,) = evidence(tmp_path).values()
    assert names == {"counties/福清市.html", MANIFEST, NOTE}


def test_a_manifest_that_was_edited_with_a_table(city, out):
    """Whoever edits a figure and its digest has not the id."""
    number, folder = release_of(out), out / str(PERIOD)
    edit(folder / "ranking.csv", "217.94", "218.94")
    digest = manifests.sha256(folder / "ranking.csv")
    changed_manifest(out, lambda content: content["outputs"].update({"ranking.csv": digest}))
    first, *_ = told(city, out)[TOUCHED]
    assert first.startswith(f"{MANIFEST}：编号 {number} 与所列的内容算出的（")
    assert told(city, out)[UNLIKE] == (
        "ranking.csv：福清市 的 total：发布时 218.94，现为 217.94",
        "数据和程序都与发布时相同，文件和清单可能一起被改动",
        f"留证在 {out / EVIDENCE / f'2023-05-{number}-2'}；查明后再 fz report 2023-05 --force",
    )
    assert evidence(out) == {
        f"2023-05-{number}": {MANIFEST, NOTE},
        f"2023-05-{number}-2": {"ranking.csv", MANIFEST, NOTE},
    }


def test_a_page_that_was_edited_with_its_digest_is_not_what_is_made(city, out):
    page = out / str(PERIOD) / "monthly.html"
    page.write_text("另一页", "utf-8")
    digest = manifests.sha256(page)
    changed_manifest(out, lambda content: content["outputs"].update({page.name: digest}))
    assert headline(city, out) == "与重算的结果不同"
    assert told(city, out)[UNLIKE][0] == "monthly.html：与重算的不同"
    assert [*evidence(out).values()] == [{page.name, MANIFEST, NOTE}]


def test_a_file_dropped_from_the_manifest_too(city, out):
    (out / str(PERIOD) / "datacheck.html").unlink()
    changed_manifest(out, lambda content: content["outputs"].pop("datacheck.html"))
    assert told(city, out)[UNLIKE][0] == "datacheck.html：清单里没有，重算有"


def test_kept_goals_that_were_touched(tmp_path):
    """Scores can be made without them; what rests on them cannot."""
    city, out = city_with_goals(tmp_path / "city"), tmp_path / "out"
    report(city, PERIOD, out)
    edit(out / str(PERIOD) / kept_goals.KEPT / REGISTER, "2023-03-01", "2023-03-02")
    assert told(city, out)[TOUCHED][:2] == (
        f"{kept_goals.KEPT}/{REGISTER}：与清单的 SHA-256 不同", verify.ONLY_SCORES,
    )  # fmt: skip
    assert headline(city, out) == "发布的文件被改动，已留证"


# --- the data -----------------------------------------------------------------------------


def test_data_that_changed_and_where_figures_differ(city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    assert told(city, out) == {
        DATA: (
            f"{MONTHLY}：发布以后有改动",
            "ranking.csv：鼓楼区 的 total：发布时 10.38，现为 10.58",
            "ranking.csv：鼓楼区 的 va_growth.month：发布时 0，现为 0.2",
            "scores.csv：鼓楼区 va_growth.month 的 value：发布时 -1.2，现为 -1.1",
            "scores.csv：鼓楼区 va_growth.month 的 gap：发布时 -5，现为 -4.9",
            "scores.csv：鼓楼区 va_growth.month 的 points：发布时 0，现为 0.2",
            "改错了就改回；确是修订的，fz report 2023-05 重新发布",
        )
    }
    assert headline(city, out) == "所用的数变了"


def test_data_that_changed_without_a_figure(city, out):
    edit(city / "rules/2023.toml", "title = ", "# 改了一行\ntitle = ")
    changed_manifest(out, lambda content: content["inputs"].update({"rules/2023.toml": "0" * 64}))
    lines = told(city, out)[DATA]
    assert "重算的数与发布时一致" in lines


@pytest.mark.parametrize(
    ("name", "came", "words"),
    [
        ("monthly/2022-05.csv", True, "发布时没有读过"),
        ("monthly/2022-05.csv", False, "发布时读过，现在没有用到"),
    ],
)
def test_data_that_came_or_went(city, tmp_path, name, came, words):
    content = (city / MONTHLY).read_bytes()
    if came:
        report(city, PERIOD, tmp_path / "out")
    (city / name).write_bytes(content)
    if not came:
        report(city, PERIOD, tmp_path / "out")
        (city / name).unlink()
    assert f"{name}：{words}" in told(city, tmp_path / "out")[DATA]


def test_wrong_data_are_located_and_touched_files_told_all_the_same(city, out):
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,x,")
    (out / str(PERIOD) / "scores.xlsx").unlink()
    lines = told(city, out)
    assert [*lines] == [TOUCHED, DATA]
    assert lines[DATA][0].startswith(f"{MONTHLY} › B5：")
    assert headline(city, out) == "发布的文件被改动，已留证；所用的数有问题，不能重算"


def test_another_city_s_data_are_told_with_its_folder(city, out, tmp_path):
    other = copied(city, tmp_path / "other")
    edit(other / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    assert "数据文件夹：发布时为 city，现为 other" in told(other, out)[DATA]


def test_another_rule_book_and_another_version_are_named(city, out, other_rules):
    edit(other_rules, 'floor = "zero"', 'floor = "none"')
    changed_manifest(out, lambda content: content["versions"].update(pandas="2.0.0"))
    lines = told(city, out, rules=other_rules)
    assert "other.toml：发布时没有读过" in lines[DATA]
    assert {
        "参数与发布时不同：rules 当时为 ，现为 other.toml",
        "口径与发布时不同：floor 当时为 zero，现为 none",
    } <= {*lines[DATA]}
    pandas = manifests.versions()["pandas"]
    assert lines[PROGRAM] == (f"软件版本与发布时不同：pandas 当时为 2.0.0，现为 {pandas}",)


# --- whole files, of which nothing that was used has changed --------------------------------


LATER = {
    "rulings.csv": "期间,地区,考评项,得分,依据\n2023-06,福清市,increment.month,8.5,纪要\n",
    "vetoes.csv": "期间,地区,效力,依据\n2023-06,福清市,不予表扬,通报\n",
}


def add(path, text):
    path.write_bytes(path.read_bytes() + text.encode())


def later(city):
    """What the months after bring: rows, an alias, dates, a comment."""
    for label, text in LATER.items():
        (city / label).write_text(text, "utf-8")
    add(city / EXPECTED, "2023-06,鼓楼区,0.10,0.50\n")
    edit(city / "regions.csv", "全市；福州", "全市；福州；榕城")
    add(city / "dataset.toml", '\n[periods."2023-06"]\nas_of = 2023-07-10\n')
    add(city / "rules/2023.toml", "\n# 说明\n")


def test_files_that_changed_where_the_period_uses_nothing_of_it(city, tmp_path):
    """Contract 5: each told, exit code 0; all that is made anew is the same, byte for byte."""
    out, table = tmp_path / "out", (city / MONTHLY).read_text("utf-8-sig")
    rows = [[typed(text) for text in row.split(",")] for row in table.splitlines()]
    (city / WORKBOOK).write_bytes(xlsx({"数据": rows}))
    (city / MONTHLY).unlink()
    report(city, PERIOD, out)
    published = outputs(out)
    later(city)
    (city / WORKBOOK).write_bytes(xlsx_of_another("数据", rows))
    done = verified(city, out)
    assert (done.holds, headline(city, out)) == (True, "一致（有7个文件改动，本期所用的数没有变）")
    changed = ("dataset.toml", EXPECTED, WORKBOOK, "regions.csv", "rules/2023.toml")
    assert {*told(city, out)} == {SHARED}
    assert {*told(city, out)[SHARED]} == {
        *(f"{label}：发布以后有改动" for label in changed),
        *(f"{label}：发布时没有读过" for label in LATER),
    }
    assert report(city, PERIOD, out).status == CURRENT
    report(city, PERIOD, tmp_path / "anew")
    assert outputs(tmp_path / "anew") == published
    add(city / "rulings.csv", "2023-05,福清市,increment.month,8.5,纪要\n")
    assert told(city, out)[DATA][0] == "rulings.csv：发布时没有读过"
    assert not verified(city, out).holds


# --- the program --------------------------------------------------------------------------


def test_another_version_with_the_same_figures(city, out):
    changed_manifest(out, lambda content: content.update(code="0" * 64))
    (out / str(PERIOD) / "monthly.html").touch()
    assert told(city, out) == {PROGRAM: ("程序与发布时不同",)}
    assert headline(city, out) == "一致（程序版本不同，重算的数与发布时一致）"
    assert verified(city, out).holds


def test_another_version_with_other_figures(city, out, monkeypatch):
    changed_manifest(out, lambda content: content.update(code="0" * 64))
    tables = recomputed.Material.tables.func

    def other(material):
        files = tables(material)
        return files | {"ranking.csv": files["ranking.csv"].replace(b"217.94", b"217.95")}

    monkeypatch.setattr(recomputed.Material, "tables", property(other))
    assert told(city, out)[PROGRAM] == (
        "程序与发布时不同", "ranking.csv：福清市 的 total：发布时 217.94，现为 217.95",
    )  # fmt: skip
    assert headline(city, out) == "程序版本不同，重算的数与发布时不一致"
    assert not verified(city, out).holds


def test_all_at_once(city, out):
    changed_manifest(out, lambda content: content.update(code="0" * 64))
    edit(city / MONTHLY, "鼓楼区,-1.2,", "鼓楼区,-1.1,")
    edit(out / str(PERIOD) / "monthly.html", "monthly", "other")
    assert [*told(city, out)] == [TOUCHED, DATA, PROGRAM]
    assert headline(city, out) == "发布的文件被改动，已留证；所用的数变了"


# --- goals --------------------------------------------------------------------------------


def test_a_register_that_changed_since(tmp_path):
    city, out = city_with_goals(tmp_path / "city"), tmp_path / "out"
    report(city, PERIOD, out)
    edit(city / REGISTER, "P3,闽侯县,", "P3,闽侯县,某日")
    assert told(city, out) == {REGISTERS: (f"{REGISTER}：发布以后有改动，核对用发布时留存的",)}
    assert headline(city, out) == "一致（任务和台账后来有改动）"


def test_names_that_goals_may_rest_on(tmp_path):
    """One more is no change; one that means another county now is told, though no figure has it."""
    city, out = city_with_goals(tmp_path / "city"), tmp_path / "out"
    report(city, PERIOD, out)
    edit(city / "regions.csv", "是,台江,", "是,台江；茶亭,")
    assert {*told(city, out)} == {SHARED}
    assert report(city, PERIOD, out).status == CURRENT
    edit(city / "regions.csv", "是,鼓楼,", "是,,")
    edit(city / "regions.csv", "是,台江；茶亭,", "是,台江；鼓楼,")
    assert told(city, out)[DATA][0] == ("地区名称与发布时不同：鼓楼 当时为 鼓楼区，现为 台江区")
    assert report(city, PERIOD, out).status == WRITTEN


# --- what is no answer ---------------------------------------------------------------------


def test_a_manifest_of_other_shapes_is_no_traceback(city, out):
    """Somebody's editor, or somebody's malice: what it lists of inputs and sheets is no table."""
    shapes = {"counties": ["福清市"], "inputs": ["regions.csv"], "parameters": None, "goals": 1}
    changed_manifest(out, lambda content: content.update(shapes))
    lines = told(city, out)
    assert lines[TOUCHED][0].startswith(f"{MANIFEST}：编号 ")
    assert "regions.csv：发布时没有读过" in lines[DATA]
    assert any(line.startswith("参数与发布时不同") for line in lines[DATA])


def test_a_manifest_that_lacks_its_entries_is_no_traceback(city, out):
    def stripped(content):
        for entry in [*content]:
            if entry not in ("period", "outputs"):
                del content[entry]

    changed_manifest(out, stripped)
    assert DATA in told(city, out)


def test_a_manifest_that_lists_what_is_not_the_release_s_reads_nothing_of_it(city, out, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    names = ("../../secret.txt", str(secret), "..")
    changed_manifest(out, lambda content: content["outputs"].update(dict.fromkeys(names, "0" * 64)))
    lines = told(city, out)[TOUCHED]
    assert {f"{name}：清单里有，现在没有了" for name in names} <= {*lines}
    assert [*evidence(out).values()] == [{MANIFEST, NOTE}]


def test_a_release_that_is_published_anew_meanwhile(city, out, monkeypatch):
    compute = verify.recomputed

    def overtaken(*arguments, **options):
        again = compute(*arguments, **options)
        changed_manifest(out, lambda content: content["run"].update(seconds=0))
        return again

    monkeypatch.setattr(verify, "recomputed", overtaken)
    done = verified(city, out)
    assert (done.headline, done.holds) == (f"2023-05：没有核对，{verify.REPUBLISHED}", False)


@pytest.mark.parametrize(("changes", "words"), [(True, verify.REPUBLISHED), (False, "磁盘已满")])
def test_a_file_that_cannot_be_read_meanwhile(city, out, monkeypatch, changes, words):
    def fails(*_, **__):
        if changes:
            changed_manifest(out, lambda content: content["run"].update(seconds=0))
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(verify, "recomputed", fails)
    number = release_of(out)
    done = verify.verified(Request(city, PERIOD, out))
    name = "2023-05" if changes else f"2023-05（{number}）"
    assert done.headline.startswith(f"{name}：没有核对，")
    assert done.headline.endswith(words)


def test_a_notebook_that_fails_hides_no_touched_file(city, out, monkeypatch):
    def dies(*_, **__):
        raise NotebookError("monthly.ipynb：内核没有启动")

    monkeypatch.setattr(recomputed, "report", dies)
    assert verified(city, out).headline.endswith("：没有核对，monthly.ipynb：内核没有启动")
    (out / str(PERIOD) / "scores.xlsx").unlink()
    assert headline(city, out) == "发布的文件被改动，已留证；没有重算，monthly.ipynb：内核没有启动"


def test_nor_does_a_disk_that_fails(city, out, monkeypatch):
    def fails(*_, **__):
        raise OSError(errno.EIO, "")

    monkeypatch.setattr(verify, "recomputed", fails)
    (out / str(PERIOD) / "scores.xlsx").unlink()
    assert headline(city, out) == "发布的文件被改动，已留证；没有重算，读写文件出错：磁盘读写出错"


def test_an_id_that_was_taken_out_of_the_manifest(city, out):
    changed_manifest(out, lambda content: content.pop("id"))
    first, *_ = told(city, out)[TOUCHED]
    assert first.startswith(f"{MANIFEST}：编号 无 与所列的内容算出的（")
    # a version that gave none has no whole files either
    changed_manifest(out, lambda content: content.pop("files"))
    assert TOUCHED not in told(city, out)


def test_where_no_report_of_ours_is_it_says_so(city, tmp_path):
    folder = tmp_path / "out" / str(PERIOD)
    for _ in range(2):
        with pytest.raises(InputError, match="没有发布过的报告；先用 fz report 2023-05"):
            verified(city, tmp_path / "out")
        folder.mkdir(parents=True, exist_ok=True)  # an empty folder is no report either
    (folder / manifests.MANIFEST).write_text("{}")
    lost = "清单 manifest.json 不在或读不出来，不能核对；从备份找回；不是 fz 写的报告就移走"
    with pytest.raises(release.Refused, match=lost):
        verified(city, tmp_path / "out")
    shutil.rmtree(folder)
    folder.write_text("")
    with pytest.raises(release.Refused, match="这个文件不是 fz 写的报告"):
        verified(city, tmp_path / "out")
