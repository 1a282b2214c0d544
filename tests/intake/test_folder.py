"""A data folder as a whole: every problem of every file at once, and nothing but InputError."""

import hashlib
import os
import pickle
import stat
from pathlib import Path

import pytest

from fzlib.errors import InputError
from fzlib.intake.folder import Folder
from fzlib.scoring.periods import Period
from tests.intake.conftest import EXPECTED, MONTHLY, figures, refused, typed
from tests.intake.files import ole, xlsx

RULES = "rules/2023.toml"
DATASET = "dataset.toml"
TOML = "不符合 TOML 的写法；照样例核对引号、等号和方括号"
TURNED = "有改变书写方向的字符 U+202E；删去这个字符"
CUT = "不符合 TOML 的写法（可能没有写完）；照样例核对引号、等号和方括号"
LONG = "这一行过长，或有过长的数、层数过多的键；照样例改短"
NO_KEY = "没有这个键；删去或改正；可用的键："


# ------------------------------------------------------------ absent and unreadable files


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(InputError) as caught:
        Folder(tmp_path)
    assert str(caught.value) == f"{tmp_path}：没有 dataset.toml；--data 应指向一个数据文件夹"
    with pytest.raises(InputError) as caught:
        Folder(tmp_path / "x")
    assert str(caught.value) == f"{tmp_path / 'x'}：没有这个文件夹；--data 应指向一个数据文件夹"


@pytest.mark.parametrize("label", [MONTHLY, EXPECTED, "regions.csv", "rulings.csv"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的；填好数据后再用"),
        (xlsx({"表": [["a"]]})[:300], "工作簿损坏，打不开；用表格软件打开，另存为 xlsx 后再用"),
        (ole("EncryptedPackage", bytes(99)), "工作簿有密码，打不开；去掉密码另存后再用"),
        (
            "地区,".encode("utf-16"),
            "不是 UTF-8 或 GB18030 的文本，也不是表格文件；另存为“CSV UTF-8”或 xlsx",
        ),
    ],
    ids=["empty", "damaged", "locked", "utf-16"],
)
def test_an_unreadable_file(city, label, content, words):
    city.write(label, content)
    assert city.problems() == [f"{label}：{words}"]


def test_a_file_that_may_not_be_read(city, monkeypatch):
    path = city.path / MONTHLY
    path.chmod(0)
    try:
        path.read_bytes()
    except OSError:
        pass
    else:  # root may read all: let the system say no
        path.chmod(stat.S_IRUSR)
        plain = os.open

        def refuse(name, flags, **options):
            if name == str(path):
                raise PermissionError(13, "Permission denied")
            return plain(name, flags, **options)

        monkeypatch.setattr(os, "open", refuse)
    assert city.problems() == [
        f"{MONTHLY}：打不开；检查它是不是文件、有没有权限，或关闭占用它的程序"
    ]


def test_a_folder_that_may_not_be_looked_into(city, monkeypatch):
    plain = Path.iterdir

    def refuse(self):
        if self.name == "monthly":  # the tests may run as root, who may look anywhere
            raise PermissionError(13, "Permission denied")
        return plain(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert city.problems() == ["monthly：文件夹打不开；检查有没有权限"]


@pytest.mark.parametrize("suffix", ["CSV", "Csv"])
def test_a_suffix_in_capitals(city, golden, suffix):
    label = f"monthly/2023-05.{suffix}"
    (city.path / MONTHLY).rename(city.path / label)
    assert [str(period) for period in Folder(city.path).periods()] == ["2023-05"]
    inputs = city.load()
    assert figures(inputs) == figures(golden)
    assert inputs.panel.sources["output", "month", "福州市"].file == label


def test_periods_are_the_monthly_files(city):
    for name in ("2023-02.xlsx", "2023-12.ods", "2023-01.csv", "~$2023-05.xlsx", "说明.csv"):
        city.write(f"monthly/{name}", "x")
    city.write("monthly/2023-03.txt", "x")
    (city.path / "monthly/2023-04.csv").mkdir()
    periods = [str(period) for period in Folder(city.path).periods()]
    assert periods == ["2023-02", "2023-05", "2023-12"]


# ------------------------------------------------------------ dataset.toml and the rule book


@pytest.mark.parametrize("label", [DATASET, RULES])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_toml_in_every_encoding_of_text(city, golden, label, encoding):
    city.write(label, city.text(label).encode(encoding))
    assert city.load().panel.dataset == golden.panel.dataset
    assert city.load().book == golden.book


@pytest.mark.parametrize("label", [DATASET, RULES])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "：不是 UTF-8 或 GB18030 的文本；用文本编辑器另存为 UTF-8"),
        (b"a = 1\nb = = 2", f" › 第2行第5字：{TOML}"),
        (b"a = [1,", f"：{CUT}"),
        (b"a = " + b"[\n" * 9999, f"：{CUT}"),
        (b"a = " + b"9" * 9999, f" › 第1行：{LONG}"),
        (b"a = 0." + b"9" * 101, f" › 第1行：{LONG}"),
        (b"a = 1\n[" + b"b." * 20 + b"c]", f" › 第2行：{LONG}"),
        (b'"b". b.' + b"'b' ." * 20 + b"c = 1", f" › 第1行：{LONG}"),
        (b"a = 1e" + b"9" * 30, f"：{CUT}"),
        (b"a = 1e-51", f"：{CUT}"),
    ],
    ids=["no text", "syntax", "cut", "nested", "long", "long 2", "deep", "deep 2", "large", "fine"],
)  # fmt: skip
def test_what_is_no_toml(city, label, content, words):
    city.write(label, content)
    assert city.problems() == [f"{label}{words}"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('floor = "zero"', 'floor = "two"', "readings.floor：不能是“two”；可选：zero、none"),
        ('floor = "zero"', "floor = 0", "readings.floor：“0”不是文字；写成带引号的文字"),
        ("step = 1\n", "", "indicator[3].step：缺这个键；照规则书样例补上"),
        ("step = 1\n", 'step = "1"\n', "indicator[3].step：“1”是文字，不是数；写成数，不加引号"),
        ("step = 1\n", "step = 1\nsteps = 1\n", f"indicator[3].steps：{NO_KEY}code、"),
        ('"榕政办〔2023〕28号 附件"', r'"a\u2067"', "source：有改变书写方向的字符 U+2067"),
        ('"实际完成增量"', r'"a\u202E"', f"indicator[3].name：{TURNED}"),
        ("[readings]", 'spans = ["week"]\n[readings]', "spans：“[\"week\"]”不对；写作 "),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_rule_book(city, old, new, words):
    city.edit(RULES, old, new)
    (line,) = city.problems()
    assert line.startswith(f"{RULES} › {words}")


def test_a_cap_above_the_points_is_told(city):
    assert not [w for w in city.load().warnings if w.where.file == RULES]
    text = city.text(RULES).replace("points = 15", "points = 12", 1)
    city.write(RULES, text)
    assert [str(w) for w in city.load().warnings if w.where.file == RULES] == [
        f"{RULES} › indicator[1].cap：规上工业增加值增速封顶15分，高于分值12分；核对 cap 和 points"
    ]


def test_another_rule_book(city, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(city.text(RULES).replace('floor = "zero"', 'floor = "none"'), "utf-8")
    loaded = city.load(rules=other)
    assert loaded.book.readings.floor == "none"
    # by its name alone: its place on this machine is not to be published
    assert "other.toml" in loaded.files
    assert city.problems(rules=tmp_path) == [
        f"{tmp_path.name}：打不开；检查它是不是文件、有没有权限，或关闭占用它的程序"
    ]
    assert city.problems(rules=tmp_path / "x") == [
        "x：没有这个文件；写好当年的规则书，或用 --rules 指定"
    ]


def test_where_increment_is_not_scored_expectations_are_not_asked_for(city):
    rules = city.text(RULES)
    head, *rows = rules.split("[[indicator]]")
    city.write(RULES, "[[indicator]]".join([head, *(r for r in rows if '"increment"' not in r)]))
    city.remove(EXPECTED)
    assert city.problems() == []


# ------------------------------------------------------------ all at once


def test_the_problems_of_all_files_come_at_once(city):
    city.edit(DATASET, '"example"', '"demo"')
    city.put("regions.csv", D18="?", E11="福清；长乐")
    city.edit(RULES, 'floor = "zero"', 'floor = "two"')
    city.put(MONTHLY, A1="地区", D5="12,3abc", D6="-1", F7="1", B8="5000")
    city.drop_row(MONTHLY, 17)
    city.put(EXPECTED, C3="#REF!", A4="5月")
    city.write("rulings.csv", b"")
    assert [line.split("；")[0] for line in city.problems()] == [
        "dataset.toml › nature：不能是“demo”",
        "regions.csv › E11：“长乐”既指长乐区又指福清市",
        "regions.csv › D18：考评“?”不对",
        "rules/2023.toml › readings.floor：不能是“two”",
        "monthly/2023-05.csv › D5：“12,3abc”不是数",
        "monthly/2023-05.csv › D6：“-1”是负数，这一列的数不能为负",
        "monthly/2023-05.csv › B8：增速“5000”超出±1000%",
        "monthly/2023-05.csv：没有“高新区”的行",
        "expected/2023.csv › C3：“#REF!”是错误值",
        "expected/2023.csv › A4：“5月”不是期间",
        "expected/2023.csv：没有“仓山区”的行（2023-05）",
        "rulings.csv：文件是空的",
        "monthly/2023-05.csv › F7：累计1小于当月27.9（D7），单位亿元",
    ]


def test_every_file_is_opened_even_where_names_are_unknown(city):
    city.remove("regions.csv")
    city.write(RULES, "x")
    for label in (MONTHLY, EXPECTED, "rulings.csv"):
        city.write(label, b"")
    assert [line.split("；")[0] for line in city.problems()] == [
        "regions.csv：没有这个文件",
        "rules/2023.toml：不符合 TOML 的写法（可能没有写完）",
        "monthly/2023-05.csv：文件是空的",
        "expected/2023.csv：文件是空的",
        "rulings.csv：文件是空的",
    ]


def test_an_unknown_word_for_the_level_starts_no_avalanche(city):
    city.edit(DATASET, 'level  = "规上工业总产值"', "")
    city.write(EXPECTED, b"")
    assert city.problems() == [
        "dataset.toml › level：没有写；补上",
        "expected/2023.csv：文件是空的；填好数据后再用",
    ]


def test_a_problem_is_said_once(city):
    city.put("regions.csv", A11="长乐区", E11="")
    lines = city.problems()
    assert len(lines) == len(set(lines))


def test_problems_survive_the_way_between_processes(city):
    city.put(MONTHLY, D5="x", D6="y", B5="")
    with pytest.raises(InputError) as caught:
        city.load()
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems
    assert again.warnings == caught.value.warnings != ()
    assert str(again) == str(caught.value)


# ------------------------------------------------------------ several periods


def months(*numbers):
    return [Period(2023, number) for number in numbers]


@pytest.fixture
def spring(city):
    """The golden month in April, May and July."""
    rows = city.rows(EXPECTED)
    for period in ("2023-04", "2023-07"):
        city.write(f"monthly/{period}.csv", city.text(MONTHLY))
        city.append(EXPECTED, *([period, *row[1:]] for row in rows[1:]))
    return city


def test_several_periods_are_read_as_each_alone(spring):
    loaded = Folder(spring.path).load_all(months(3, 4, 5, 6, 7))
    assert [str(inputs.panel.period) for inputs in loaded] == ["2023-04", "2023-05", "2023-07"]
    for inputs in loaded:
        alone = spring.load(str(inputs.panel.period))
        assert figures(inputs) == figures(alone)
        assert (inputs.warnings, inputs.files) == (alone.warnings, alone.files)
    assert [inputs.previous and str(inputs.previous.panel.period) for inputs in loaded] == [
        None,
        "2023-04",
        None,
    ]


def test_the_problems_of_all_periods_come_at_once(spring):
    spring.put("monthly/2023-04.csv", D5="x")
    spring.put("monthly/2023-07.csv", D6="y")
    error = refused(Folder(spring.path).load_all, months(4, 5, 7))
    assert [str(problem.where) for problem in error.problems] == [
        "monthly/2023-04.csv › D5",
        "monthly/2023-07.csv › D6",
    ]


def test_no_period_with_data(city):
    error = refused(Folder(city.path).load_all, months(7, 8, 9))
    assert str(error) == "monthly：2023-07 至 2023-09 没有一期数据；放入月度文件后再用"


# ------------------------------------------------------------ what was read


def test_the_files_read_are_listed_with_the_hash_of_what_was_parsed(city, golden):
    """Of each as a whole; of what was used: test_used_rows."""
    labels = ["dataset.toml", EXPECTED, MONTHLY, "regions.csv", RULES]
    assert [*golden.files] == [*golden.whole] == labels
    for label in labels:
        sha256 = golden.whole[label]
        assert sha256 == hashlib.sha256((city.path / label).read_bytes()).hexdigest()
        assert golden.files[label] not in (sha256, "")


def test_a_file_may_be_checked_before_it_is_put_in_place(city, tmp_path):
    draft = tmp_path / "draft.xlsx"
    rows = [[typed(text) for text in row] for row in city.rows(MONTHLY)]
    rows[4][3] = "x"
    draft.write_bytes(xlsx({"5月": rows}))
    label = "monthly/2023-05.xlsx"
    assert city.problems(replacements={label: draft}) == [
        f"{label} › 5月 › D5：“x”不是数；改为数字；没有数就留空"
    ]
    assert city.problems() == []


def test_the_folders_own_files_are_never_written(city):
    before = {path: path.read_bytes() for path in city.path.rglob("*") if path.is_file()}
    city.put(MONTHLY, D5="x")
    city.problems()
    before[city.path / MONTHLY] = (city.path / MONTHLY).read_bytes()
    assert before == {p: p.read_bytes() for p in city.path.rglob("*") if p.is_file()}
