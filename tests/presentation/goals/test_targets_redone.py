"""Every claim of 题头 and 一 to 三, worked out again in a plain way from targets.csv."""

import csv
import io
import re
import tomllib
from decimal import Decimal
from functools import cache

import pytest

from fzlib.analysis.goals.progress import progress
from fzlib.desk import load_goals
from fzlib.presentation import targets
from fzlib.presentation.blocks import Listing, Masthead, Paragraph, Table
from fzlib.publishing.score_files import progress_files
from tests.presentation.published import FUZHOU, counties, half_up, inputs, number, signed
from tests.scoring.cities import ROOT

PERIODS = ("2023-02", "2023-05", "2023-12")
of_each_period = pytest.mark.parametrize("period", PERIODS)
LATE = ("behind", "seriously_behind")
KINDS = {
    "已达到目标": ("met",), "符合时间进度": ("on_schedule",), "落后": LATE,
    "数据缺报": ("missing",),
}  # fmt: skip


@cache
def plan():
    return tomllib.loads((ROOT / FUZHOU / "targets/2023.toml").read_text("utf-8"))


@cache
def tasks():
    return {task["code"]: task for task in plan()["task"]}


@cache
def page(period):
    given = load_goals(FUZHOU, period)
    rows = progress(given.goals)
    parts = {name: getattr(targets, name)(given, rows).blocks for name in SHOWN}
    (content,) = progress_files(given.goals).values()
    return parts, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


SHOWN = ("masthead", "overall_goals", "tasks", "counties")


def csv_rows(period, region="福州市"):
    """code → row of a region."""
    return {row["task"]: row for row in page(period)[1] if row["region"] == region}


def paragraphs(period, name):
    return [b.text for b in page(period)[0][name] if isinstance(b, Paragraph)]


def tables(period, name):
    return [b for b in page(period)[0][name] if isinstance(b, Table)]


def entries(period, name):
    """label → text of the first list of a part."""
    listing = next(b for b in page(period)[0][name] if isinstance(b, Listing))
    return {entry.label: entry.text for entry in listing.entries}


def is_judged(code):
    return tasks()[code].get("direction", "about") != "about"


def in_points(code):
    """Whether a gap of the task is one of 百分点."""
    task = tasks()[code]
    counted = task["direction"] != "at_most" and task.get("schedule") != "none"
    return task["unit"] == "%" or counted


def by_count(code):
    """Whether its entries are told, and not 百分点: due each month or by a date, or one in all."""
    task = tasks()[code]
    counted = task["unit"] not in ("%", "亿元", "万元") and task.get("schedule") != "none"
    return counted and (task["cycle"] != "year" or task["target"] == 1)


def names(text):
    """A list of tasks: quoted lists in one, brackets left out."""
    plain = re.sub(r"“([^”]*、[^”]*)”(?!产销)", lambda m: m[1].replace("、", "＋"), text)
    return [name.replace("＋", "、") for name in re.split("、|；", without_brackets(plain))]


def without_brackets(text):
    own = {task["name"] for task in plan()["task"] if task["name"].endswith("）")}
    for name in own:  # a name's own brackets, with what was put into them
        text = re.sub(
            re.escape(name[:-1]) + r"[^）]*）", name.replace("（", "［").replace("）", "］"), text
        )
    text = re.sub(r"（[^（）]*）", "", text)
    return text.replace("［", "（").replace("］", "）")


@of_each_period
def test_head_counts(period):
    (head,) = (b for b in page(period)[0]["masthead"] if isinstance(b, Masthead))
    first, *kinds = head.figures
    own = {code: row["status"] for code, row in csv_rows(period).items() if is_judged(code)}
    assert first.text == str(len(own))
    wanted = {kind: sum(s in of for s in own.values()) for kind, of in KINDS.items()}
    wanted["其中严重滞后（待核）"] = sum(status == "seriously_behind" for status in own.values())
    assert {f.label: int(f.text) for f in kinds} == wanted
    later = sum(status == "not_due" for status in own.values())
    assert re.findall(r"未到期(\d+)项", first.note) == ([str(later)] if later else [])
    assert re.findall(r"另有(\d+)项", first.note) == [str(len(tasks()) - len(own))]


@of_each_period
def test_overall_goals(period):
    growth, output, down = paragraphs(period, "overall_goals")
    own = csv_rows(period)
    (share,) = re.findall(r"减产面目标为20%左右，1—\d+月实际为([\d.]+)%。", down)
    assert Decimal(share) == half_up(number(own["down_share"]["actual"]))
    (rate,) = re.findall(r"实际增长([\d.]+)%", growth)
    (gap,) = re.findall(r"低于目标([\d.]+)个百分点", growth)
    assert Decimal(rate) == number(own["va_growth"]["actual"])
    assert Decimal(gap) == Decimal("6.8") - Decimal(rate)
    new = own["new_output"]
    told = re.findall(
        r"增加([\d.]+)亿元，完成目标的([\d.]+)%；时间进度为([\d.]+)%，落后时间进度([\d.]+)", output
    )
    assert [tuple(map(Decimal, found)) for found in told] == [
        (half_up(number(new["actual"])), number(new["progress"]), number(new["schedule"]),
         -number(new["gap"]))
    ]  # fmt: skip
    months = 12 - int(period[-2:])
    assert half_up(Decimal(100) * int(period[-2:]) / 12) == number(new["schedule"])
    needed = re.findall(r"余下(\d+)个月平均每月需完成([\d.]+)亿元", output)
    left = (1000 - number(new["actual"])) / months if months else None
    assert needed == ([(str(months), f"{half_up(left):f}")] if months else [])


@of_each_period
def test_counts_agree_with_lists(period):
    words = paragraphs(period, "tasks")
    own = {tasks()[code]["name"]: row for code, row in csv_rows(period).items() if is_judged(code)}
    kinds = {"未到期": ("not_due",)} | {k: of for k, of in KINDS.items() if k != "数据缺报"}
    for kind, of in kinds.items():
        wanted = [name for name, row in own.items() if row["status"] in of]
        told = [text for text in words if text.startswith(f"{kind}的")]
        assert len(told) == bool(wanted)
        for text in told:
            count, listed = re.fullmatch(r".*?的(\d+)项[^：。]*[：。](.*?)。?", text).groups()
            if kind == "落后":
                listed = "、".join(t.removesuffix("。") for t in entries(period, "tasks").values())
                apart = re.findall(r"全市任务(\d+)项、由.*分别完成的(\d+)项", text)
                assert sum(map(int, apart[0])) == len(wanted)
            assert int(count) == len(wanted)
            assert sorted(names(listed)) == sorted(wanted)


@of_each_period
def test_those_behind_by_how_far(period):
    lots = entries(period, "tasks")
    own = csv_rows(period)
    by_name = {tasks()[code]["name"]: code for code in own}
    told = {}
    for label in ("落后时间进度", "低于目标"):
        gaps = re.findall(r"([^、。（）]+)（([\d.]+)个百分点）", lots.get(label, ""))
        numbers = [Decimal(gap) for _, gap in gaps]
        assert numbers == sorted(numbers, reverse=True)
        told |= {by_name[name]: Decimal(gap) for name, gap in gaps}
    late = {
        code: row
        for code, row in own.items()
        if is_judged(code) and row["status"] in LATE and tasks()[code]["of"] == "city"
    }
    wanted = {code: -number(row["gap"]) for code, row in late.items() if in_points(code)}
    counted = {code for code in wanted if by_count(code)}
    assert told == {code: gap for code, gap in wanted.items() if code not in counted}
    for code in counted:
        name, unit = re.escape(tasks()[code]["name"]), tasks()[code]["unit"]
        done = f"{own[code]['actual']}{unit}，目标为不低于{own[code]['target']}{unit}"
        assert re.search(rf"{name}（(本期|本季度|)完成{done}）", lots["按期应完成"])
    text = lots.get("各县（市）区分别完成", "")
    for code, row in own.items():
        if not (is_judged(code) and row["status"] in LATE and tasks()[code]["of"] == "county"):
            continue
        each = [csv_rows(period, county)[code]["status"] for county in counties(FUZHOU)]
        owed = sum(status != "not_applicable" for status in each)
        late = sum(status in LATE for status in each)
        words = f"{owed}个均落后" if late == owed else f"{owed}个中{late}个落后"
        stem = re.escape(tasks()[code]["name"].removesuffix("）"))
        assert re.search(rf"{stem}”?[（，]{words}）", text), (code, words)


@of_each_period
def test_every_row_of_the_table(period):
    judged, told = tables(period, "tasks")
    own = csv_rows(period)
    codes = [code for code in own if is_judged(code)]
    assert len(judged.rows) == len(codes)
    for code, row in zip(codes, judged.rows, strict=True):
        clause, name, _, actual, done, schedule, gap, needed, owner, _ = (c.text for c in row)
        task, wanted = tasks()[code], own[code]
        assert (clause, name, owner) == (task["clause"], task["name"], task["owner"] or "—")
        cells = {"progress": done, "schedule": schedule}
        if wanted["needed"] and Decimal(wanted["needed"]) < 1 and "元" not in task["unit"]:
            assert needed == "—"  # less than one of them a month
        else:
            cells["needed"] = needed
        for key, cell in cells.items():
            assert cell == (f"{half_up(number(wanted[key])):f}" if wanted[key] else "—")
        assert shown(actual) == rounded(wanted["actual"])
        assert shown(gap) == rounded(wanted["gap"])
    assert [row[1].text for row in told.rows] == [
        task["name"] for code, task in tasks().items() if not is_judged(code)
    ]


def shown(cell):
    """The number of a cell, 2 decimals; None of —."""
    found = re.match(r"[+\u2212]?[\d.]+", cell)
    return half_up(signed(found[0])) if found else None


def rounded(text):
    return half_up(Decimal(text)) if text else None


@of_each_period
def test_split_tables(period):
    split = inputs(FUZHOU, "targets/2023.csv")
    shown_ = [table for table in tables(period, "counties") if "任务分解" in table.caption]
    codes = list(dict.fromkeys(row["任务"] for row in split))
    order = [code for code in tasks() if code in codes]
    heads = [column.title for table in shown_ for column in table.columns[1:]]
    assert heads == [f"{tasks()[code]['name']}（{tasks()[code]['unit']}）" for code in order]
    for table in shown_:
        for row in table.rows:
            county, *cells = (cell.text for cell in row)
            for n, head in enumerate(column.title for column in table.columns[1:]):
                code = order[heads.index(head)]
                wanted = csv_rows(period, county)[code]
                target, actual, last = cells[3 * n : 3 * n + 3]
                assert shown(target) == rounded(wanted["target"])
                assert shown(actual) == rounded(wanted["actual"])
                assert shown(last) == rounded(wanted["progress"] or wanted["gap"])
        city, sums = table.apart
        assert city[0].text == "福州市"
        for n, head in enumerate(column.title for column in table.columns[1:]):
            code = order[heads.index(head)]
            total = sum(Decimal(row["目标"]) for row in split if row["任务"] == code)
            assert shown(sums[1 + 3 * n].text) == half_up(total)


@of_each_period
def test_sums_that_differ(period):
    split = inputs(FUZHOU, "targets/2023.csv")
    words = " ".join(paragraphs(period, "counties"))
    for code, task in tasks().items():
        own = [Decimal(row["目标"]) for row in split if row["任务"] == code]
        differs = bool(own) and sum(own) != task["target"] and task.get("schedule") != "none"
        assert (f"{task['name']}分解合计" in words) == differs
    expected = inputs(FUZHOU, "expected/2023.csv")
    total = sum(
        Decimal(row["累计预期增量（亿元）"])
        for row in expected
        if row["期间"] == "2023-12" and row["地区"] in counties(FUZHOU)
    )
    assert f"12月累计预期增量合计{half_up(total):f}亿元" in words


@of_each_period
def test_the_draft_of_those_seriously_behind(period):
    (table,) = (t for t in tables(period, "counties") if t.caption.endswith("名单（待核）"))
    told = {row[0].text: (row[1].text, row[2].text) for row in table.rows}
    wanted = {}
    for county in counties(FUZHOU):
        rows = [r for r in csv_rows(period, county).values() if r["status"] == "seriously_behind"]
        if rows:
            wanted[county] = rows
    assert list(told) == list(wanted)
    for county, (count, text) in told.items():
        gaps = [Decimal(gap) for gap in re.findall("（\u2212([\\d.]+)）", text)]
        assert gaps == sorted(gaps, reverse=True)
        rows = wanted[county]
        assert sorted(gaps) == sorted(-number(r["gap"]) for r in rows if not by_count(r["task"]))
        assert all(gap >= plan()["readings"]["seriously_behind"] for gap in gaps)
        assert text.count("完成") - text.count("完成率") == sum(by_count(r["task"]) for r in rows)
        assert int(count) == len(rows)
    counted = re.findall(
        r"据此列出的县（市）区(\d+)个、任务(\d+)项次", " ".join(paragraphs(period, "counties"))
    )
    assert counted == [(str(len(wanted)), str(sum(map(len, wanted.values()))))]


@of_each_period
def test_who_is_behind_in_most(period):
    (text,) = (t for t in paragraphs(period, "counties") if t.startswith("落后项数最多"))
    late = {
        county: sum(
            row["status"] in LATE and is_judged(code)
            for code, row in csv_rows(period, county).items()
        )
        for county in counties(FUZHOU)
    }
    for which, who, count in re.findall(r"最(多|少)的是([^（]*)（各?(\d+)项）", text):
        end = (max if which == "多" else min)(late.values())
        assert int(count) == end
        assert who.split("、") == [county for county, own in late.items() if own == end]


@of_each_period
def test_tables_are_numbered_over_the_page(period):
    given = load_goals(FUZHOU, period)
    rows = progress(given.goals)
    parts = (*(page(period)[0][name] for name in SHOWN), targets.registers(given, rows).blocks)
    captions = [block.caption for blocks in parts for block in blocks if isinstance(block, Table)]
    assert [caption.partition("　")[0] for caption in captions] == [
        f"表{n}" for n in range(1, len(captions) + 1)
    ]
