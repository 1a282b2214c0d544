"""A new data folder: whole, readable, and good for a first report once it is filled in."""

import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import fzlib as fz
from fzlib.errors import InputError
from fzlib.intake.forms.new_folder import CARRIED, NewCity, create_folder, starter
from fzlib.intake.forms.sample_books import sample_books
from fzlib.intake.rule_books import read_rules
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.publishing.folders import ROOT

OTHER = NewCity(2026, "三江市", "某省", ("东县", "西县"))


def published(path):
    """A sample as it is shipped."""
    return parse_rulebook(tomllib.loads(path.read_text("utf-8"), parse_float=Decimal), path.name)


def labels(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_it_holds_what_a_city_needs(tmp_path):
    folder = tmp_path / "新城市"
    files = create_folder(folder, NewCity(2026))
    assert {path.relative_to(folder).as_posix() for path in files} == labels(folder)
    assert labels(folder) == {
        "dataset.toml", "regions.csv", "rules/2026.toml", "targets/2026.toml",
        "下一步.md", "模板/2026.xlsx",
        *(f"模板/2026-{month:02d}.xlsx" for month in range(2, 13)),
    }  # fmt: skip
    assert 'nature = "internal"' in (folder / "dataset.toml").read_text("utf-8")
    shipped = ROOT / "data" / "fuzhou"
    for label, same in (("rules/2026.toml", "rules/2023.toml"), ("regions.csv", "regions.csv")):
        assert (folder / label).read_bytes() == (shipped / same).read_bytes()
    assert fz.Folder(folder).periods() == []  # a form is no data


def test_another_city_has_its_own_names(tmp_path):
    create_folder(tmp_path / "city", OTHER)
    text = (tmp_path / "city" / "regions.csv").read_text("utf-8-sig")
    assert text.splitlines()[1:] == [
        "全国,000000,全国,否,,",
        "某省,,全省,否,全省,",
        "三江市,,全市,否,全市,",
        "东县,,县区,是,,",
        "西县,,县区,是,,",
    ]
    assert "三江市规上工业月度数据" in (tmp_path / "city" / "dataset.toml").read_text("utf-8")


def test_counties_are_known_by_their_short_names_too(tmp_path):
    city = NewCity(
        2026, "邵阳市", "湖南省", ("双清区", "邵东市", "邵阳县", "东县", "城步苗族自治县")
    )
    create_folder(tmp_path / "city", city)
    text = (tmp_path / "city" / "regions.csv").read_text("utf-8-sig")
    assert [line.split(",")[4] for line in text.splitlines()[3:]] == [
        "全市", "双清", "邵东", "", "", "城步",  # 邵阳 may be the city or the county
    ]  # fmt: skip


def test_zones_are_known_as_they_are_called(tmp_path):
    zones = ("甲州经济技术开发区", "高新技术产业园区", "临港园区", "滨江新区", "东区工业区")
    create_folder(tmp_path / "city", NewCity(2026, "甲州市", "乙省", zones))
    text = (tmp_path / "city" / "regions.csv").read_text("utf-8-sig")
    own = [line.split(",")[4] for line in text.splitlines()[4:]]
    assert own == ["经开区", "高新区", "", "", ""]


def fill_in(folder):
    """What is to be written in the texts, and the forms of 1—2月 and the year, in their place."""
    for label in ("dataset.toml", "rules/2026.toml", "targets/2026.toml"):
        path = folder / label
        path.write_text(re.sub("（写明[^）]+）", "三江市的", path.read_text("utf-8")), "utf-8")
    book = openpyxl.load_workbook(folder / "模板" / "2026-02.xlsx")
    figures = [
        [5.0, None, None, None], [4.0, None, None, None],
        [6.0, 300, 280, None], [7.0, 100, 90, None], [5.0, 200, 190, None],
    ]  # fmt: skip
    for row, values in zip(book["数据"].iter_rows(min_row=2, min_col=2), figures, strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value
    book.save(folder / "monthly" / "2026-02.xlsx")
    book = openpyxl.load_workbook(folder / "模板" / "2026.xlsx")
    for row in book["数据"].iter_rows(min_row=2, min_col=4):
        row[0].value = 8
    book.save(folder / "expected" / "2026.xlsx")


def test_filled_in_as_it_says_it_can_be_scored(tmp_path):
    folder = tmp_path / "city"
    create_folder(folder, OTHER)
    fill_in(folder)
    inputs = fz.load(folder, "2026-02")
    assert inputs.warnings == ()
    card = fz.score(inputs)
    assert [card.ranks[county] for county in ("东县", "西县")] == [1, 2]
    assert all(total is not None for total in card.totals.values())


@pytest.mark.parametrize("mine", ["city/mine.txt", "city"])
def test_what_is_there_is_never_touched(tmp_path, mine):
    folder = tmp_path / "city"
    (tmp_path / mine).parent.mkdir(exist_ok=True)
    (tmp_path / mine).write_text("x")
    with pytest.raises(InputError, match="已经有了，而且不是空的；换一个新的文件夹"):
        create_folder(folder, OTHER)
    assert [path.name for path in tmp_path.iterdir()] == ["city"]


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "city").mkdir()
    assert create_folder(tmp_path / "city", OTHER)


@pytest.mark.parametrize(
    ("double", "names"),
    [
        ("上海市", ("上海市", "上海市", ())),
        ("三江市", ("三江市", "某省", ("三江市",))),
        ("东县", ("三江市", "某省", ("东县", "东县"))),
    ],
)
def test_city_province_and_counties_have_names_of_their_own(tmp_path, double, names):
    """A mistake leaves nothing."""
    words = f"“{double}”写了2次；市、省和各县（市）区的名称要各不相同"
    with pytest.raises(InputError, match=words):
        create_folder(tmp_path / "city", NewCity(2026, *names))
    assert list(tmp_path.iterdir()) == []


def test_it_starts_from_the_plan(tmp_path):
    assert starter() == ROOT / "data" / "fuzhou"
    assert CARRIED.parent == Path(fz.__file__).parent  # where a wheel carries it


# ------------------------------------------------------------ any rule book


@pytest.mark.parametrize("name", sample_books())
def test_a_folder_of_any_sample(tmp_path, name):
    """The book with its document's names as blanks, forms of its measures, 组别 where used."""
    folder, sample = tmp_path / "city", sample_books()[name].path
    create_folder(folder, replace(OTHER, rules=sample))
    book, own = read_rules(folder, 2026).book, published(sample)
    named = (book.title, book.source, book.document.name, book.document.action)
    assert all(text.startswith("（写明") for text in named)
    same = {"title": own.title, "source": own.source, "document": own.document}
    assert replace(book, **same) == own
    of_targets = any(book.series[code].is_target for code in book.needed)
    assert ("模板/2026.xlsx" in labels(folder), (folder / "expected").is_dir()) == (of_targets,) * 2
    header = (folder / "regions.csv").read_text("utf-8-sig").splitlines()[0]
    assert header.endswith(",组别") is book.by_group
    steps = (folder / "下一步.md").read_text("utf-8")
    assert ("组别" in steps, "`expected/2026.xlsx`" in steps) == (book.by_group, of_targets)
    assert "福州" not in steps + (folder / "dataset.toml").read_text("utf-8")


def test_another_city_s_book_says_nothing_of_the_plan_s_document(tmp_path):
    """Issue 12, 4: no 福州, no 市政府, no 市对县 in another city's book; blanks to fill in."""
    create_folder(tmp_path / "city", OTHER)
    text = (tmp_path / "city" / "rules/2026.toml").read_text("utf-8")
    said = "\n".join(line.partition("#")[0] for line in text.splitlines())
    assert "（写明考评办法的名称）" in said
    assert not re.search("福州|榕政|市政府|市对县|争先增效", said)


def test_what_is_no_rule_book_makes_no_folder(tmp_path):
    book = tmp_path / "mine.toml"
    book.write_text("title = 1", "utf-8")
    with pytest.raises(InputError, match=r"mine.toml › title：“1”不是文字"):
        create_folder(tmp_path / "city", replace(OTHER, rules=book))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]
