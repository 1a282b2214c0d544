"""The sample rule books: found by name, each with its source and what it leaves out."""

import re
from pathlib import Path

import pytest

import fzlib as fz
from fzlib.intake.forms.sample_books import CARRIED, sample_books
from tests.presentation.books import ROOT

NAMES = [
    "eight-key-counties", "hangzhou-buildings-2008", "heilongjiang-2010", "jinhua-2011",
    "key-works-2020", "plus-minus-three", "yanan-2017",
]  # fmt: skip


def test_they_are_found_by_name():
    samples = sample_books()
    assert list(samples) == NAMES
    assert all(sample.name == name and sample.path.is_file() for name, sample in samples.items())
    jinhua = samples["jinhua-2011"]
    assert jinhua.title == "金华市2011年工业经济目标责任制考核办法（节选）"
    assert jinhua.source == "金政办发〔2011〕11号"
    assert CARRIED.parent == Path(fz.__file__).parent  # where a wheel carries them


def test_a_wheel_carries_them(tmp_path, monkeypatch):
    carried = tmp_path / "fzlib" / "schemes"
    carried.mkdir(parents=True)
    (carried / "one.toml").write_text('title = "一"\nsource = "二"\n', "utf-8")
    monkeypatch.setattr("fzlib.intake.forms.sample_books.CARRIED", carried)
    assert [(s.name, s.title, s.source) for s in sample_books().values()] == [("one", "一", "二")]


@pytest.mark.parametrize("name", NAMES)
def test_each_begins_with_what_it_is(name):
    """Source, the rule in brief, how it is written, what is not expressed: in Chinese."""
    text = sample_books()[name].path.read_text("utf-8")
    head, _, rest = text.partition("\n\n")
    lines = head.split("\n")
    assert lines[0].startswith("# 样本规则书：照着改，不要照搬；不是现行办法。")
    assert all(line.startswith("#") for line in lines)
    starts = [line[2:].partition("：")[0] for line in lines if re.match(r"# \S", line)]
    assert starts[1:] == ["出处", "办法大意", "怎样写的", "没有写进来的"]
    comments = re.findall(r"#(.*)", rest)
    assert all(re.search(r"[一-龥]", comment) for comment in comments)


def test_each_has_a_city_to_score():
    assert sorted(path.name for path in (ROOT / "tests/cases/schemes").iterdir()) == NAMES
