"""One list of hints: what a month tells, its sheets, quarter and year tell too, and 数据核对 marks.

Everything is read back from the sentences and tables of the pages themselves.
"""

import re
import shutil
from functools import cache

import pytest

from fzlib.desk import load, load_all, load_history, score, score_all
from fzlib.presentation import annual, datacheck, monthly, quarterly
from fzlib.presentation import county as sheet
from fzlib.presentation.blocks import Listing
from fzlib.scoring.periods import parse_any
from tests.presentation.cards import GOLDEN, blocks_of, shown, tables_of
from tests.presentation.official_style import read_well
from tests.presentation.other_city import write
from tests.scoring.cities import ROOT

CASES = ROOT / "tests/cases/intake"
MONTHS = [
    (GOLDEN, "2023-05"),
    *(("data/fuzhou", f"2023-{month:02d}") for month in range(2, 13)),
    *(("data/shaoyang", f"2025-{month:02d}") for month in range(2, 8)),
    ("cases/00-control", "2025-03"),
    ("cases/16-marks-of-missing", "2025-03"),
    ("cases/09-format-scales", "2025-03"),
    ("cases/09-format-scales", "2025-04"),
    ("spoilt", "2023-04"),
    ("spoilt", "2023-12"),
    ("other", "2023-05"),
]
SPANS_OF_YEARS = [
    ("data/fuzhou", "2023"),
    *(("data/fuzhou", f"2023-Q{number}") for number in range(1, 5)),
    ("data/shaoyang", "2025"),
    ("data/shaoyang", "2025-Q2"),
    ("spoilt", "2023"),
    ("spoilt", "2023-Q2"),
    ("other", "2023-Q2"),
    ("cases/09-format-scales", "2025-Q2"),
]
SPANS = {"当月和累计": ("当月", "累计"), "当月": ("当月",), "累计": ("累计",)}


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A data folder by its name here: one that is shipped, a case, one that is spoilt."""

    @cache
    def made(name):
        path = tmp_path_factory.mktemp("city")
        if name == "other":
            return write(path / "city", blanks=[("城东区", "energy"), ("示例市", "power")])
        if name == "spoilt":
            return spoilt(path / "city")
        if name.startswith("cases/"):
            return of_case(name.removeprefix("cases/"), path / "city")
        return ROOT / name

    return made


def of_case(name, path):
    shutil.copytree(CASES / "_city", path)
    (path / "monthly").mkdir()
    (file,) = (CASES / name).glob("2025-03.*")
    shutil.copy(CASES / "00-control/2025-03.xlsx", path / "monthly/2025-03.xlsx")
    if name == "09-format-scales":
        shutil.copy(file, path / "monthly/2025-04.xlsx")
    elif file.suffix == ".csv":
        (path / "monthly/2025-03.xlsx").unlink()
        shutil.copy(file, path / "monthly/2025-03.csv")
    return path


def spoilt(path):
    """Fuzhou with a sum that is none, a year-to-date that is none, growths, blanks, a column."""
    shutil.copytree(ROOT / "data/fuzhou", path, ignore=shutil.ignore_patterns("enterprises"))
    _put(path / "monthly/2023-04.csv", "福州市", 5, lambda n: f"{n * 2:.4f}")  # 累计总产值
    _put(path / "monthly/2023-04.csv", "台江区", 5, lambda n: f"{n * 3:.4f}")
    _put(path / "monthly/2023-06.csv", "罗源县", 3, lambda _: "")
    _put(path / "monthly/2023-12.csv", "闽清县", 7, lambda _: "99")  # growth given
    _put(path / "monthly/2023-12.csv", "永泰县", 4, lambda n: f"{n / 3:.4f}")
    return path


def _put(file, region, column, change):
    lines = file.read_text("utf-8-sig").splitlines()
    for at, line in enumerate(lines):
        cells = line.split(",")
        if cells[0] == region:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = change(float(cells[column] or 0))
            lines[at] = ",".join(cells)
    file.write_text("\n".join(lines) + "\n", "utf-8")


@cache
def month(path, period):
    inputs, earlier = load(path, period), load_history(path, period)
    return inputs, earlier, score(inputs)


def entries(shown_part):
    """Label and text of each entry of the list that a part shows."""
    lists = [block for block in blocks_of(shown_part) if isinstance(block, Listing)]
    return [(entry.label, entry.text) for block in lists for entry in block.entries]


def on_sheet(card, county, inputs, earlier):
    """Label and text of each hint on a county's sheet; last where the checks are told."""
    part = sheet.notices(card, county, inputs, earlier)
    texts = [block.text for block in blocks_of(part) if isinstance(block.text, str)]
    doubted = any(text.startswith("数据核对") for text in texts)
    assert ("核对情况见" in shown(part)) == doubted
    return [tuple(text.split("：", 1)) for text in texts]


def month_s(path, period):
    inputs, earlier, card = month(path, period)
    return entries(monthly.notice_list(inputs, card, earlier))


def facts(text, card):
    """(region, span, name) of every item or figure that a sentence of a month names."""
    names = [region.name for region in card.panel.regions]
    everyone = f"全部{len(card.counties)}个县（市）区"
    found = set()
    _, colon, listed = text.removesuffix("。").partition("：")
    listed = listed if colon else re.sub("(数据缺报|标准值尚未取得).*", "", text.removesuffix("。"))
    for group in re.sub("（[^；]*）", "", listed.replace("（市）", "")).split("；"):
        who, rest = [], group
        while own := [n for n in (*names, everyone.replace("（市）", "")) if rest.startswith(n)]:
            longest = max(own, key=len)
            who += card.counties if longest.startswith("全部") else [longest]
            rest = rest.removeprefix(longest).removeprefix("、")
        for own in rest.split("，") if who else ():
            span = next((span for span in SPANS if own.startswith(span)), "")
            for name in own.removeprefix(span).split("、"):
                for each in SPANS.get(span, ("当月", "累计")):
                    found |= {(region, each, name) for region in who}
    return found


def marked(inputs, earlier):
    """(region, span, name) of every figure with a 核 in 数据核对's tables."""
    found = set()
    for table in tables_of(datacheck.year_to_date(inputs)):
        name = table.caption.removeprefix("累计").partition("与上期累计")[0]
        own = [row[0].text for row in table.rows if any(cell.mark == "核" for cell in row)]
        found |= {(region, "累计", name) for region in own}
    for table in tables_of(datacheck.history(inputs, earlier)):
        for row in table.rows:
            if any(cell.mark == "核" for cell in row):
                found.add((row[0].text, row[1].text[:2], row[1].text[2:]))
    return found


@pytest.mark.parametrize("which", MONTHS, ids=str)
def test_what_datacheck_marks_the_month_tells(folder, which):
    inputs, earlier, card = month(folder(which[0]), which[1])
    told = month_s(folder(which[0]), which[1])
    doubted = set().union(*(facts(text, card) for label, text in told if label == "数据核对"))
    # a column in another unit is told once, and with it what only follows from it
    columns = {
        (r, name) for label, text in told if "疑似" in text for r, _, name in facts(text, card)
    }
    for region, span, name in marked(inputs, earlier):
        level = re.sub("^上年同期|(增速|增长)$", "", name)
        assert (region, span, name) in doubted or {(region, name), (region, level)} & columns


@pytest.mark.parametrize("which", MONTHS, ids=str)
def test_no_row_of_datacheck_s_hints_is_missing_from_the_month(folder, which):
    inputs, earlier, card = month(folder(which[0]), which[1])
    told = month_s(folder(which[0]), which[1])
    text = "".join(text for _, text in told)
    for table in tables_of(datacheck.findings(inputs, earlier)):
        for _, what, _ in ([cell.text for cell in row] for row in table.rows):
            region = next((r.name for r in card.panel.regions if what.startswith(r.name)), "")
            above = {"全国": "全国", card.panel.above[1].name: "全省"}
            if region:
                assert region in text or "全部" in text or above.get(region, "？") in text, what
            else:
                labels = {label for label, _ in told}
                assert labels & {"数据核对", "输入文件", "缺数"}, what


@pytest.mark.parametrize("which", MONTHS, ids=str)
def test_a_county_s_sheet_tells_what_the_month_tells_of_it(folder, which):
    inputs, earlier, card = month(folder(which[0]), which[1])
    told = month_s(folder(which[0]), which[1])
    for county in card.counties:
        own = on_sheet(card, county, inputs, earlier)
        there = {(label, *fact) for label, text in own for fact in facts(text, card)}
        for label, text in told:
            # a mark stands beside the score, but for 推 in the tables of the month alone
            if label.endswith("）") and label[-2] != "推":
                _check_marks(facts(text, card), label[-2], card, county)
                continue
            for fact in facts(text, card):
                local = fact[0] == county or fact[0] not in card.counties
                assert not local or (label, *fact) in there, (county, text)
            if not facts(text, card) and county in text:
                assert (label, text) in own, county
        # and nothing of another county's figures
        assert not [fact for fact in there if fact[1] in card.counties and fact[1] != county]


def _check_marks(found, mark, card, county):
    """The scores of a county that have a mark are just those that the month names."""
    (table,) = tables_of(sheet.items(card, county))
    at = [column.title for column in table.leaves].index("得分")
    marked_ = {row[0].text for row in table.rows if mark in row[at].mark}
    assert marked_ == {span + name for region, span, name in found if region == county}


def months_of(text, card):
    """The months that 1—2月、4—6月 names; 1—4月至1—6月 where only years to date are scored."""
    found = set()
    for part in text.split("、"):
        numbers = [int(number) for number in re.findall(r"\d+", part)]
        if "month" not in card.book.spans:  # each is 1—n月
            assert numbers[::2] == [1] * (len(numbers) // 2), part
            numbers = numbers[1::2]
        found |= set(range(max(2, numbers[0]), numbers[-1] + 1))
    return found


def over_periods(text, card):
    """(region, name, month) that stand behind the lead of what is told once with its periods."""
    names = [region.name for region in card.panel.regions]
    found = set()
    for group in text.removesuffix("。").split("；"):
        who, _, rest = group.partition("：")
        if not rest:  # of all together: 总产值（1—2月至12月）
            who, rest = re.match("(.*?)(（.*)", group).groups()
        for regions, when in re.findall(r"、?([^（）]*(?:（市）区)?)（([^（）]*月)）", rest):
            own = [n for n in names if n in re.split("、", regions)]
            own += card.counties if "全部" in regions else []
            whose, months = own or [""], months_of(when, card)
            found |= {(r, name, m) for r in whose for name in who.split("、") for m in months}
    return found


@pytest.mark.parametrize("which", SPANS_OF_YEARS, ids=str)
def test_quarter_and_year_tell_what_their_months_tell(folder, which):
    path, period = folder(which[0]), parse_any(which[1])
    inputs = load_all(path, which[1])
    cards = score_all(inputs)
    earlier = load_history(path, inputs[0].panel.period)
    page = annual if "Q" not in which[1] else quarterly
    shown_part = page.notices(inputs, cards, earlier)
    told, empty = entries(shown_part), "各期没有需要提示的事项。"
    assert (shown(shown_part) == empty) == (not told)
    card = cards[max(cards)]
    for month_ in (p for p in period.periods if p in cards):
        for label, text in month_s(path, str(month_)):
            same = [t for kind, t in told if kind == label and t.endswith(f"：{text}")]
            if same:  # a sentence with its periods
                (with_periods,) = same
                assert month_.month in months_of(with_periods.removesuffix(f"：{text}"), card)
                continue
            lead = text.partition("：")[0]
            starts = f"{lead}：", f"{lead}。"
            (once,) = (t for kind, t in told if kind == label and t.startswith(starts))
            there = over_periods(once[len(lead) + 1 :], card)
            own = facts(text, cards[month_]) or {("", "", n) for n in names_of(text)}
            assert own, text
            for region, _, name in own:
                assert (region, name, month_.month) in there, (text, once)


def names_of(text):
    """Of a sentence about all together: 各县（市）区合计与全市一致：当月和累计总产值。"""
    listed = text.removesuffix("。").partition("：")[2]
    return [re.sub("^(当月和累计|当月|累计)", "", n) for n in re.split("[，、]", listed)]


@pytest.mark.parametrize("which", MONTHS, ids=str)
def test_hints_read_well_name_no_cell_and_say_nothing_twice(folder, which):
    inputs, earlier, card = month(folder(which[0]), which[1])
    lists = [month_s(folder(which[0]), which[1])]
    lists += [on_sheet(card, county, inputs, earlier) for county in card.counties]
    for own in lists:
        read_well([text for _, text in own])
        assert len(set(own)) == len(own)
        for _, text in own:
            assert not re.search(r"[A-Z]+\d+\b|›|monthly/|\.csv|\.xlsx|SHA", text), text
