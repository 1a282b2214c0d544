"""数据核对, part by part: what was compared, every figure with its cell, links that lead there."""

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import fzlib as fz
from fzlib.analysis.history import histories
from fzlib.errors import Place
from fzlib.intake.bureau.import_record import Imported
from fzlib.intake.forms.sample_books import sample_books
from fzlib.presentation import county as sheet
from fzlib.presentation import datacheck, monthly, provenance, working_tables
from fzlib.presentation.html import part
from fzlib.presentation.prose import datacheck as texts
from fzlib.presentation.wording import trimmed
from tests.presentation.cards import (
    GOLDEN,
    card_of,
    html,
    inputs_of,
    named,
    parts_of,
    shown,
    tables_of,
    typed,
)
from tests.presentation.official_style import clean, read_well
from tests.presentation.periods import paragraphs_of
from tests.scoring.cities import ROOT

FOLDERS = [
    (GOLDEN, "2023-05"),
    ("data/fuzhou", "2023-02"),
    ("data/fuzhou", "2023-03"),
    ("data/fuzhou", "2023-08"),
    ("data/fuzhou", "2023-12"),
    ("data/shaoyang", "2025-02"),
    ("data/shaoyang", "2025-07"),
]
SCRIPT = "<script>alert(1)</script>"


def with_history(data, period):
    return inputs_of(data, period), fz.load_history(data, period)


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_part_is_clean_and_reads_well(folder):
    inputs, earlier = with_history(*folder)
    clean(parts_of(datacheck, inputs=inputs, earlier=earlier))
    texts = [datacheck.findings(inputs, earlier), datacheck.history(inputs, earlier)]
    read_well(paragraphs_of(texts))


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_figure_read_stands_there_once_with_its_cell(folder):
    inputs = inputs_of(*folder)
    figures = [
        (cells[n].text, cells[n + 1].text)
        for table in tables_of(datacheck.figures(inputs))
        for cells in table.rows
        for n in range(2, len(cells), 2)
    ]
    panel, numbers = inputs.panel, provenance.numbered(inputs)
    spans = panel.period.distinct(inputs.book.spans)
    for (measure, span, region), place in panel.sources.items():
        if span in spans and region in {r.name for r in panel.regions}:
            number = next(n for (label, _), n in numbers.items() if label == place.file)
            value = trimmed(panel.value(measure, span, region))
            assert figures.count((value, f"［{number}］{place.cell}")) == 1, (measure, span, region)


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_score_leads_to_the_figures_it_rests_on(folder):
    card = card_of(*folder)
    rows = re.findall(r'id="(d\d+-\w+)"', html(datacheck.figures(inputs_of(*folder))))
    assert len(rows) == len(set(rows))
    for up, page in (
        ("", working_tables.workings(card)),
        ("../", sheet.workings(card, card.counties[0])),
    ):
        links = re.findall(r'href="([^"]*)"', html(page))
        assert len(links) >= len(card.book.item_ids)
        assert all(link.startswith(f"{up}datacheck.html#") for link in links)
        assert {link.partition("#")[2] for link in links} <= set(rows)


def test_the_month_s_sources_lead_to_the_page():
    inputs, card = inputs_of(GOLDEN, "2023-05"), card_of(GOLDEN, "2023-05")
    page = html(monthly.method_notes(inputs, card))
    assert '<a href="datacheck.html">数据核对（datacheck.html）</a>。' in page


def test_a_link_leads_to_the_county_s_own_row():
    card = card_of("data/fuzhou", "2023-05")
    captions = {
        cells[0].anchor: table.caption
        for table in tables_of(datacheck.figures(inputs_of("data/fuzhou", "2023-05")))
        for cells in table.rows
    }
    for county in card.counties:
        assert captions[provenance.anchor(card.panel, county, "output")] == county


def test_files_are_numbered_with_their_sha256():
    inputs = inputs_of("data/fuzhou", "2023-05")
    (table,) = tables_of(datacheck.files(inputs))
    kinds = ["数据说明", "预期增量", "月度数据", "地区表", "规则书"]
    assert named(table) == {
        f"［{n}］": [label, kind, inputs.files[label]]
        for n, (label, kind) in enumerate(zip(inputs.files, kinds, strict=True), 1)
    }


# --- what was imported ---------------------------------------------------------------------


def imported(value, *, sheet="表2"):
    """The golden month, its first county's output imported with this value; the cell shown."""
    key = ("output", "month", "鼓楼区")
    figure = Imported(Decimal(value), Place("月报.xlsx", sheet, "D7"), "ab" * 32)
    inputs = replace(inputs_of(GOLDEN, "2023-05"), imported={key: figure})
    rows = (cells for table in tables_of(datacheck.figures(inputs)) for cells in table.rows)
    return inputs, next(cells[3].text for cells in rows if cells[0].anchor == "d3-output")


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("5.98", "［3］D5（原［6］表2 › D7）"),
        ("5.9849", "［3］D5（原［6］表2 › D7）"),  # the file has two decimals
        ("5.985", "［3］D5（原［6］表2 › D7，导入时为5.985，后有改动）"),
        ("6.1", "［3］D5（原［6］表2 › D7，导入时为6.1，后有改动）"),
    ],
)
def test_the_workbook_it_came_from_and_whether_it_was_changed_since(value, source):
    assert imported(value)[1] == source


def test_the_workbook_is_among_the_files():
    inputs, _ = imported("5.98")
    (table,) = tables_of(datacheck.files(inputs))
    assert named(table)["［6］"] == ["月报.xlsx", "原工作簿（导入）", "ab" * 32]
    assert "另有导入的工作簿1个" in shown(datacheck.masthead(inputs, ()))
    assert "导入的数与导入记录：后有改动的列出。" in texts.compared(inputs, ())


def test_what_a_file_says_is_text():
    inputs, _ = imported("5.98", sheet=SCRIPT)
    assert SCRIPT not in html(parts_of(datacheck, inputs=inputs, earlier=()))


# --- what was compared ---------------------------------------------------------------------


def test_without_another_period_it_says_what_could_not_be_compared():
    lines = texts.compared(inputs_of(GOLDEN, "2023-05"), ())
    assert lines[3:] == [
        "没有上期（2023-04）可用的数据，没有核对累计数和单位。",
        "没有上年文件（2022-05），所填同期数没有与之核对。",
        "各县（市）区增速与本地前期：前期不足6期（没有更早的数据），没有核对。",
    ]


def test_the_first_period_has_none_before_it():
    lines = texts.compared(inputs_of("data/fuzhou", "2023-02"), ())
    assert lines[3] == "1—2月数据合并发布，是一年的第一期，没有同年的上期可比。"
    assert datacheck.year_to_date(inputs_of("data/fuzhou", "2023-02")) == part(lines[3])


def test_year_to_date_alone_cannot_be_added_up():
    inputs = inputs_of("data/shaoyang", "2025-07")
    why = "没有当月数，累计数没有与1—6月累计、当月之和核对。"
    assert datacheck.year_to_date(inputs) == part(why)
    assert why in texts.compared(inputs, ())


def test_rates_alone_have_no_year_to_date_to_add_up(tmp_path):
    folder = shutil.copytree(ROOT / "data/fuzhou", tmp_path / "data")
    text = (folder / "rules/2023.toml").read_text(encoding="utf-8")
    head, first, *_ = text.split("[[indicator]]")
    (folder / "rules/2023.toml").write_text(f"{head}[[indicator]]{first}", encoding="utf-8")
    for period in ("2023-02", "2023-03"):
        file = folder / f"monthly/{period}.csv"
        rows = file.read_text(encoding="utf-8-sig").splitlines()
        file.write_text("\n".join(",".join(row.split(",")[:3]) for row in rows), encoding="utf-8")
    own = datacheck.year_to_date(fz.load(folder, "2023-03"))
    assert own == part("所用的数都是比率，没有累计数可以核对。")


def test_with_all_there_is_everything_is_compared(tmp_path):
    folder = shutil.copytree(ROOT / "data/fuzhou", tmp_path / "data")
    shutil.copy(folder / "monthly/2023-12.csv", folder / "monthly/2022-12.csv")
    lines = texts.compared(fz.load(folder, "2023-12"), fz.load_history(folder, "2023-12"))
    assert [line.partition("：")[0] for line in lines[1:]] == [
        "所填增速与按本期、同期计算的增速", "各县（市）区合计与全市",
        "累计数与1—11月累计、当月之和", "总产值和同期数", "所填同期数与上年文件（2022-12）",
        "各县（市）区增速与本地前期",
    ]  # fmt: skip


@pytest.mark.parametrize("part", [datacheck.year_to_date, datacheck.sums])
def test_figures_that_add_up_have_the_same_decimals(part):
    for table in tables_of(part(inputs_of("data/fuzhou", "2023-09"))):
        texts = [cell.text for cells in table.rows for cell in cells]
        levels = [text for text in texts if re.fullmatch(r"−?\d+\.\d{3,}", text)]
        assert len(levels) > 20
        assert {len(text.partition(".")[2]) for text in levels} == {4}


def test_growth_far_from_its_history_is_shown_at_its_cell():
    inputs, earlier = with_history("data/fuzhou", "2023-10")
    hints = texts.hints(inputs, earlier)[len(inputs.warnings) :]
    assert [str(hint) for hint in hints] == [
        f"monthly/2023-10.csv › {hint}；核对是否填错"
        for hint in (
            "C7：仓山区累计增加值增速9.3%，前8期的中位数为6%，稳健z值3.71",
            "D9：晋安区当月总产值增速16.8%，前8期的中位数为8.9%，稳健z值4.44",
            "F5：鼓楼区累计总产值增速0%，前8期的中位数为1.95%，稳健z值-3.76",
        )
    ]
    (table,) = tables_of(datacheck.findings(inputs, earlier))
    assert list(named(table)) == [str(hint.where) for hint in hints]
    (table,) = tables_of(datacheck.history(inputs, earlier))
    marked = [(cells[0].text, cells[1].text) for cells in table.rows if cells[-1].mark == "核"]
    assert marked == [
        ("仓山区", "累计增加值增速"), ("晋安区", "当月总产值增速"), ("鼓楼区", "累计总产值增速"),
    ]  # fmt: skip
    rates = histories(inputs.panel, inputs.book, [period.panel for period in earlier])
    assert texts.history_words(rates, inputs.book, earlier)[0].startswith(
        "以2023年1—2月至2023年9月的8期为前期，分别比较各县（市）区当月、累计增速。3个增速超出±3.5。"
    )


def test_it_changes_no_score():
    anew = fz.score(fz.load("data/fuzhou", "2023-10"))
    assert card_of("data/fuzhou", "2023-10").totals == anew.totals


def test_ways_to_count_the_city(tmp_path):
    folder = shutil.copytree(ROOT / GOLDEN, tmp_path / "data")
    month = folder / "monthly/2023-05.csv"
    month.write_bytes(month.read_bytes() + "平潭县,,,10.5,,,,,\r\n".encode())
    (table,) = datacheck.sums(fz.load(folder, "2023-05")).blocks
    rows = [[cell.text for cell in cells] for cells in table.rows[:4]]
    assert [(row[0], row[1], row[4], row[6]) for row in rows] == [
        ("当月总产值", "考评的各县（市）区", "0.00", "一致"),
        ("", "不含高新区", "22.70", "不一致"),
        ("", "加平潭县", "−10.50", "不一致"),
        ("", "不含高新区、加平潭县", "12.20", "不一致"),
    ]
    assert all(Decimal(row[2]) + Decimal(typed(row[4])) == Decimal(row[3]) for row in rows)


AGREED = ["一致", "不一致"] * 2  # output of the month, then year-to-date, without 高新区 too


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("福州市,5.1,4.3,768.88,", "福州市,5.1,4.3,768.88,", AGREED),
        ("福州市,5.1,4.3,768.88,", "福州市,5.1,4.3,768.93,", ["四舍五入", "不一致"]),
        ("福州市,5.1,4.3,768.88,", "福州市,5.1,4.3,769.88,", ["需核对", "不一致"]),
        ("福州市,5.1,4.3,768.88,", "福州市,5.1,4.3,746.18,", ["需核对", "一致"]),
        # a base worked out from the county's growth: 6.1969 where 6.20 would agree
        ("5.98,6.20,29.30,30.10,,", "5.98,,29.30,30.10,-3.5,", [*AGREED, "推算", "推算"]),
    ],
)
def test_what_a_difference_from_the_city_is(tmp_path, old, new, first):
    folder = shutil.copytree(ROOT / GOLDEN, tmp_path / "data")
    month = folder / "monthly/2023-05.csv"
    text = month.read_text("utf-8-sig")
    assert old in text
    month.write_text(text.replace(old, new), "utf-8")
    (table,) = datacheck.sums(fz.load(folder, "2023-05")).blocks
    agreements = [cells[6].text for cells in table.rows]
    assert all(agreements)
    assert agreements[: len(first)] == first


@pytest.mark.parametrize(
    ("folder", "period", "title"),
    [
        ("fuzhou", "2023-05", "2023年5月工业争先增效行动考评"),
        ("fuzhou", "2023-02", "2023年1—2月工业争先增效行动考评"),
        ("shaoyang", "2025-03", "2025年1—3月公开数据演示口径考评（不是邵阳市的考评办法）"),
    ],
)
def test_the_title(folder, period, title):
    (head,) = datacheck.masthead(inputs_of(f"data/{folder}", period), ()).blocks
    assert head.title == f"数据核对：{title}"


def test_blanks_are_counted_and_named():
    inputs, earlier = with_history("data/fuzhou", "2023-08")
    assert "缺数2个" in shown(datacheck.masthead(inputs, earlier))
    gone = [
        name
        for table in tables_of(datacheck.figures(inputs))
        for name, cells in named(table).items()
        if cells[1] == "缺数"
    ]
    assert gone == ["增加值增速"]


# ------------------------------------------------------------ any rule book

SCHEMES = ROOT / "tests/cases/schemes"


def of_scheme(name):
    """The small city of a published scheme."""
    data = SCHEMES / name / "data"
    (period,) = fz.Folder(data).periods()
    return fz.load(data, period, rules=ROOT / f"data/schemes/{name}.toml")


@pytest.mark.parametrize("name", sample_books())
def test_of_any_rule_book_every_part_is_clean_and_names_no_other_city(name):
    inputs = of_scheme(name)
    told = [datacheck.findings(inputs, ()), datacheck.history(inputs, ())]
    tables = [datacheck.year_to_date, datacheck.sums, datacheck.figures]
    page = [datacheck.masthead(inputs, ()), *told, *(part_of(inputs) for part_of in tables)]
    clean(page)
    read_well(paragraphs_of(told))
    assert not re.search("福州|高新区|预期增量", shown(page) + shown(datacheck.files(inputs)))


@pytest.mark.parametrize("name", sample_books())
def test_of_any_rule_book_every_figure_stands_there_in_its_own_unit(name):
    inputs = of_scheme(name)
    panel, output = inputs.panel, inputs.panel.dataset.output
    rows = {
        (table.caption, cells[0].text): [cell.text for cell in cells]
        for table in tables_of(datacheck.figures(inputs))
        for cells in table.rows
    }
    for (code, span, region), place in panel.sources.items():
        series = panel.series[code]
        row = rows[region, series.name(output)]
        assert row[1] == series.unit
        assert trimmed(panel.value(code, span, region)) in row[2:]
        assert any(text.endswith(place.cell) for text in row[2:])
    count, blank = datacheck._counts(inputs)
    assert count == len(panel.sources)
    assert blank == sum(warning.kind == "figure.absent" for warning in inputs.warnings)


def test_sums_of_several_units_are_told_apart():
    """Contract 3b: a measure is shown in its declared unit."""
    inputs = of_scheme("jinhua-2011")
    (table,) = tables_of(datacheck.sums(inputs))
    names = [cells[0].text for cells in table.rows]
    assert names == [
        "累计总产值",
        "累计上年同期总产值",
        "累计全部工业增加值",
        "累计上年同期全部工业增加值",
    ]
    other = replace(inputs.panel.series["va"].measure, unit="万元")
    series = dict(inputs.panel.series) | {s.code: s for s in other.series.values()}
    panel = replace(inputs.panel, series=series)
    (table,) = tables_of(datacheck.sums(replace(inputs, panel=panel)))
    assert [cells[0].text for cells in table.rows][1:3] == [
        "累计上年同期总产值（亿元）", "累计全部工业增加值（万元）",
    ]  # fmt: skip
    assert "单位为" not in table.note


def test_what_does_not_apply_is_not_said():
    inputs = of_scheme("yanan-2017")  # counts, and nothing of the city
    assert shown(datacheck.sums(inputs)) == "所用的数没有全市数可比，合计没有核对。"
    assert shown(datacheck.history(inputs, ())) == "没有按增速、比率计分的考评项，没有与前期核对。"
    compared = "".join(texts.compared(inputs, ()))
    assert not re.search("同期|合计|增速", compared)


def test_in_the_first_period_what_only_the_year_to_date_is_scored_of_is_shown_too(tmp_path):
    """Contract, section 1: 1—2月 is one figure, of month and year-to-date alike."""
    data = Path(shutil.copytree(SCHEMES / "yanan-2017/data", tmp_path / "city"))
    for label in ("monthly/2023-05.csv", "expected/2023.csv"):
        text = (data / label).read_text("utf-8-sig").replace("2023-05", "2023-02")
        for month, ytd in (("10.5", "31.5"), ("4.2", "18.0"), ("2.75", "20.4")):
            text = text.replace(f",{month},", f",{ytd},")
        text = text.replace(",10,52.3,", ",52.3,52.3,").replace(",9.99,", ",26.1,")
        (data / label.replace("-05", "-02")).write_text(text, "utf-8")
    inputs = fz.load(data, "2023-02", rules=ROOT / "data/schemes/yanan-2017.toml")
    first = tables_of(datacheck.figures(inputs))[0]
    assert [cell.text for cell in first.rows[1]][:3] == ["集中开工活动", "次", "1"]
    assert all(cells[2].text for cells in first.rows)
