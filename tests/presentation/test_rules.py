"""A rule book in sentences: nothing of it is left out, and each can be redone with a calculator."""

import itertools
import re

import pytest

from fzlib.errors import InputError
from fzlib.presentation.prose.rules import (
    beyond,
    document,
    readings,
    rule_book,
    rules,
    settled,
)
from fzlib.scoring.rulebook_file import parse_rulebook
from tests.presentation.books import SHIPPED, shipped, with_row

FUZHOU, SHAOYANG = "fuzhou/rules/2023.toml", "shaoyang/rules/2025.toml"
STEPS = "base = 10\nper_step = 0.2\nstep = 0.5\n"
INDICATORS = "考评指标和计分方法"


def parsed(data):
    return parse_rulebook(data, "r.toml")


def sections(data):
    return {s.title: [s.lead, *s.entries] for s in rule_book(parsed(data), "总产值")}


def text(data):
    return "\n".join(itertools.chain.from_iterable(sections(data).values()))


# --- the annex --------------------------------------------------------------------------------


def test_the_annex():
    tail = (
        "达到标准值的得10分，每高（低）0.1个百分点加（扣）0.2分，满分15分，扣至0分为止。"
        "指标值和标准值先四舍五入到1位小数，再求差距。得分＝10+差距÷0.1×0.2，保留2位小数。"
    )
    assert rules(parsed(shipped(FUZHOU)), "总产值") == [
        "规上工业增加值增速（当月、累计，分值各15分）："
        f"标准值取全国、全省增速中的较高者，当月、累计分别取。{tail}",
        "规上工业总产值增速（当月、累计，分值各15分）：有公布数的采用公布数，"
        f"没有的按（本期总产值÷上年同期总产值−1）×100计算；标准值为全市增速。{tail}",
        "实际完成增量（当月、累计，分值各10分）："
        "增量＝本期−上年同期；标准值为预期增量；差距＝（增量−预期增量）÷预期增量×100。"
        "达到标准值的得8分，每高（低）1%加（扣）0.2分，上不封顶，扣至0分为止。"
        "差距先四舍五入到2位小数。得分＝8+差距÷1×0.2，保留2位小数。",
        "增量贡献率（当月、累计，分值各10分）："
        "贡献率＝县区增量÷全市增量×100；标准值为产值比重＝县区产值÷全市产值×100。"
        "达到标准值的得8分，每高（低）0.1个百分点加（扣）0.2分，上不封顶，扣至0分为止。"
        "指标值和标准值先四舍五入到2位小数，再求差距。得分＝8+差距÷0.1×0.2，保留2位小数。",
    ]


def test_one_span_and_the_folders_word():
    first, *rest = rules(parsed(shipped(SHAOYANG)), "营业收入")
    lead = "规模工业增加值增速（累计，分值15分）：标准值取全国、全省增速中的较高者。"
    assert first.startswith(lead)
    assert "营业收入比重＝县区营业收入÷全市营业收入×100" in rest[1]
    assert "产值" not in "".join(rest)


# --- one indicator: quantity, standard, gap, rounding ------------------------------------------

RATED = "先四舍五入到2位小数，再求差距。"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            'measure = "power"\nas = "value"\nstandard = "target"',
            "指标值为工业用电量；标准值为工业用电量目标；差距＝指标值−工业用电量目标。",
        ),
        (
            'measure = "power"\nas = "value"\nstandard = "last_year"\ngap = "percent"',
            "标准值为上年同期工业用电量；差距＝（指标值−标准值）÷标准值×100。",
        ),
        (
            'measure = "power"\nas = "growth"\nstandard = "nation"',
            "没有的按（本期工业用电量÷上年同期工业用电量−1）×100计算；标准值为全国增速。",
        ),
        (
            'measure = "power"\nas = "increment"\nstandard = "target"\nbetter = "low"',
            "增量＝本期工业用电量−上年同期工业用电量；标准值为工业用电量增量目标；"
            "以低为优，差距＝工业用电量增量目标−增量。",
        ),
        (
            'measure = "power"\nas = "share"\nstandard = "last_year"',
            "占比＝县区工业用电量÷全市工业用电量×100；"
            "标准值为上年同期占比＝县区上年同期工业用电量÷全市上年同期工业用电量×100。",
        ),
        (
            'measure = "power"\nas = "contribution"\nstandard = "own_share"',
            "贡献率＝县区工业用电量增量÷全市工业用电量增量×100；"
            "标准值为工业用电量比重＝县区工业用电量÷全市工业用电量×100。",
        ),
        (
            'measure = "power"\nas = "completion"\nstandard = 95.5',
            "完成率＝工业用电量÷工业用电量目标×100；标准值为95.5%。",
        ),
        ('measure = "sold"\nas = "value"\nstandard = "province"', "标准值为全省产销率。"),
        (
            'measure = "sold"\nas = "value"\nstandard = "higher_of_nation_and_province"',
            "标准值取全国、全省产销率中的较高者，当月、累计分别取。",
        ),
        (
            'measure = "sold"\nas = "value"\nstandard = "group_mean"',
            "标准值为各县（市）区产销率的平均值（只计有数的）。",
        ),
        (
            'measure = "sold"\nas = "value"\nstandard = "best"\nbetter = "low"',
            "标准值为各县（市）区中最低的产销率；以低为优，差距＝标准值−指标值。",
        ),
        (
            'measure = "sold"\nas = "value"\nstandard = "best"\ngap = "percent"\nbetter = "low"',
            "以低为优，差距＝（标准值−指标值）÷标准值×100。",
        ),
        ('measure = "power"\nas = "value"\nstandard = -3', "标准值为−3万千瓦时；"),
    ],
)
def test_what_is_compared(row, words):
    (rule,) = rules(with_row(row + "\n" + STEPS), "总产值")
    assert words in rule


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('measure = "sold"\nas = "value"\nstandard = "city"', f"指标值和标准值{RATED}"),
        ('measure = "sold"\nas = "value"\nstandard = 98', f"指标值{RATED}"),
        (
            'measure = "sold"\nas = "value"\nstandard = "city"\ngap = "percent"',
            "指标值和标准值先四舍五入到2位小数，再求差距，差距也四舍五入到同样的位数。",
        ),
        (
            'measure = "power"\nas = "value"\nstandard = "city"\ngap = "percent"',
            "差距先四舍五入到2位小数。",
        ),
        (
            'measure = "power"\nas = "value"\nstandard = "city"',
            "指标值不先四舍五入，列示2位小数。",
        ),
        (
            'measure = "power"\nas = "value"\nstandard = "group_mean"',
            "标准值四舍五入到2位小数，指标值不先四舍五入，列示2位小数。",
        ),
    ],
)
def test_what_is_rounded(row, words):
    (rule,) = rules(with_row(row + "\n" + STEPS), "总产值")
    assert f"分为止。{words}得分＝" in rule


def test_rounding_without_a_gap():
    share = 'measure = "sold"\nas = "value"\nstandard = "city"\nmethod = "completion"'
    assert "先四舍五入到2位小数，再相除。" in rules(with_row(share), "总产值")[0]
    place = 'measure = "sold"\nas = "value"\nstandard = "none"\nmethod = "rank"\nby_rank = [1]'
    assert "指标值先四舍五入到2位小数。" in rules(with_row(place), "总产值")[0]


# --- one indicator: the methods ----------------------------------------------------------------

SOLD = 'measure = "sold"\nas = "value"\n'
USED = 'measure = "power"\nas = "value"\nstandard = "none"\n'
CITY = SOLD + 'standard = "city"\n'
BETWEEN = USED + 'method = "between"\n'
BANDS = "bands = [{ from = 5, points = 15 }, { from = -2.5, points = 8 }%s]\n"


@pytest.mark.parametrize(
    ("row", "rule", "formula"),
    [
        (
            CITY + STEPS + "cap = 12\nfloor = 3",
            "达到标准值的得10分，每高（低）0.5个百分点加（扣）0.2分，满分12分，扣至3分为止。",
            "得分＝10+差距÷0.5×0.2",
        ),
        (
            CITY + STEPS + 'cap = 14\nbetter = "low"',
            "达到标准值的得10分，每低（高）0.5个百分点加（扣）0.2分，最高14分，扣至0分为止。",
            "得分＝10+差距÷0.5×0.2",
        ),
        (
            CITY + STEPS + "below = { per_step = 0.3, step = 2 }",
            "达到标准值的得10分，每高0.5个百分点加0.2分，每低2个百分点扣0.3分，上不封顶，扣至0分为止。",
            "得分＝10+差距÷0.5×0.2；低于标准值的，得分＝10+差距÷2×0.3",
        ),
        (
            CITY
            + 'method = "tiers"\nbase = 10\ntiers = [{ width = 10, per_step = 0.75, step = 1 },'
            "{ width = 20, per_step = 0.5, step = 2 }, { per_step = 0.1, step = 3 }]",
            "达到标准值的得10分；高于标准值的，分段计算：起始10个百分点内每1个百分点加0.75分，"
            "其后20个百分点内每2个百分点加0.5分，再超出的部分每3个百分点加0.1分；"
            "低于标准值的，按同样的分段扣分，上不封顶，扣至0分为止。",
            "得分＝10+第1段÷1×0.75+第2段÷2×0.5+第3段÷3×0.1；"
            "低于标准值的，得分＝10−第1段÷1×0.75−第2段÷2×0.5−第3段÷3×0.1"
            "（各段为差距落在该段内的部分）",
        ),
        (
            CITY + 'method = "tiers"\nbase = 10\ntiers = [{ per_step = 0.75, step = 1 }]\n'
            "tiers_below = [{ per_step = 0.1, step = 3 }]\ncap = 12",
            "达到标准值的得10分；高于标准值的，每1个百分点加0.75分；"
            "低于标准值的，每3个百分点扣0.1分，满分12分，扣至0分为止。",
            "得分＝10+差距÷1×0.75；低于标准值的，得分＝10+差距÷3×0.1",
        ),
        (
            CITY + 'method = "completion"',
            "按指标值与标准值之比计分，达到标准值的得12分，标准值不为正的待审定，上不封顶，最低0分。",
            "得分＝12×指标值÷标准值",
        ),
        (
            BETWEEN + "low = -8\nhigh = 20",
            "指标值不低于20万千瓦时的得12分，不高于−8万千瓦时的得0分（分值×0），居中的按比例计分；"
            "两端相同的得满分。",
            "得分＝12×［0+（1−0）×（指标值−（−8万千瓦时））÷（20万千瓦时−（−8万千瓦时））］",
        ),
        (
            BETWEEN + 'low = "lowest"\nhigh = "highest"\nleast = 0.6',
            "按功效系数法计分，指标值最高的得12分，最低的得7.2分（分值×0.6），居中的按比例计分；"
            "两端相同的得满分；最高值、最低值在各县（市）区有数的中取。",
            "得分＝12×［0.6+（1−0.6）×（指标值−最低值）÷（最高值−最低值）］",
        ),
        (
            BETWEEN + 'low = 20\nhigh = 80\nbetter = "low"',
            "指标值不高于20万千瓦时的得12分，不低于80万千瓦时的得0分（分值×0），"
            "居中的按比例计分；两端相同的得满分。",
            "得分＝12×［0+（1−0）×（80万千瓦时−指标值）÷（80万千瓦时−20万千瓦时）］",
        ),
        (
            BETWEEN + 'low = 20\nhigh = "highest"\nleast = 0.5',
            "指标值最高的得12分，不高于20万千瓦时的得6分（分值×0.5），居中的按比例计分；"
            "两端相同的得满分；最高值、最低值在各县（市）区有数的中取；"
            "20万千瓦时高于最高值的，指标值最高的得满分，其余得6分（分值×0.5）。",
            "得分＝12×［0.5+（1−0.5）×（指标值−20万千瓦时）÷（最高值−20万千瓦时）］",
        ),
        (
            BETWEEN + 'low = "highest"\nhigh = 80',
            "指标值不低于80万千瓦时的得12分，不高于最高值的得0分（分值×0）",
            "得分＝12×［0+（1−0）×（指标值−最高值）÷（80万千瓦时−最高值）］",
        ),
        (
            USED + 'method = "rank"\nby_rank = [12, 8, 8, 2.5]',
            "按指标值在各县（市）区中由高到低的名次计分：第1名得12分，第2至3名各得8分，"
            "第4名得2.5分；第5名及以后得0分，并列的按较好的名次计。",
            "",
        ),
        (
            USED + 'method = "rank"\nby_rank = [3, -1]\nbetter = "low"',
            "中由低到高的名次计分：第1名得3分，第2名扣1分；第3名及以后得0分，"
            "并列的按较好的名次计，最低0分。",
            "",
        ),
        (
            CITY + 'method = "bands"\n' + BANDS % ", { points = -1 }",
            "差距在5个百分点及以上的得15分，不足5个百分点、在−2.5个百分点及以上的得8分，"
            "其余扣1分，最低0分。",
            "",
        ),
        (
            USED + 'method = "bands"\n' + BANDS % "",
            "指标值在5万千瓦时及以上的得15分，不足5万千瓦时、在−2.5万千瓦时及以上的得8分，"
            "其余得0分。",
            "",
        ),
        (
            USED + 'method = "bands"\nbands = [{ points = 8 }]\nfloor = 4',
            "指标值一律得8分，最低4分。",
            "",
        ),
        (
            USED + 'method = "per_unit"\nbase = -5\nper_step = 1\nstep = 100\nwhole = true',
            "以−5分为起点，每满100万千瓦时加1分（不足100万千瓦时的不计），上不封顶，最低0分。",
            "得分＝（−5）+（指标值÷100，取整）×1",
        ),
        (
            USED + 'method = "per_unit"\nbase = 0\nper_step = -0.5\nstep = 2\nfloor = -3',
            "每2万千瓦时扣0.5分，最低−3分。",
            "得分＝0+指标值÷2×（−0.5）",
        ),
    ],
)
def test_methods(row, rule, formula):
    (words,) = rules(with_row(row), "总产值")
    assert rule in words
    end = f"。{formula}，保留2位小数。" if formula else "。得分保留2位小数。"
    assert words.endswith(end)


@pytest.mark.parametrize(
    ("row", "reading", "words"),
    [
        (CITY + STEPS, 'floor = "none"', "加（扣）0.2分，上不封顶。"),
        (CITY + STEPS, 'steps = "whole"', "得分＝10+（差距÷0.5，取整）×0.2，"),
        (
            SOLD + 'standard = "target"\ngap = "percent"\n' + STEPS,
            'expected_nonpositive = "absolute"',
            "差距＝（指标值−产销率目标）÷产销率目标的绝对值×100。",
        ),
    ],
)
def test_rules_follow_the_readings(row, reading, words):
    (rule,) = rules(with_row(row, f"[readings]\n{reading}"), "总产值")
    assert words in rule


@pytest.mark.parametrize(
    "row", [SOLD + 'standard = "best"\n' + STEPS, BETWEEN + 'low = "lowest"\nhigh = 1']
)
def test_counties_are_compared_within_their_groups(row):
    (rule,) = rules(with_row(row, '[ranking]\nwithin = "group"'), "总产值")
    assert "本组县（市）区" in rule
    assert "各县（市）区" not in rule


QUANTITIES = ("value", "growth", "increment", "share", "contribution", "completion")
STANDARDS = (
    '"city"', '"nation"', '"province"', '"higher_of_nation_and_province"', '"target"',
    '"own_share"', '"last_year"', '"group_mean"', '"best"', '"none"', "80",
)  # fmt: skip
METHODS = (
    STEPS,
    'method = "tiers"\nbase = 10\ntiers = [{ per_step = 0.75, step = 1 }]\n',
    'method = "completion"\n',
    'method = "between"\nlow = "lowest"\nhigh = 90\n',
    'method = "rank"\nby_rank = [3, 2]\n',
    'method = "bands"\nbands = [{ from = 5, points = 15 }]\n',
    'method = "per_unit"\nbase = 1\nper_step = 2\nstep = 3\n',
)
EXTRAS = ("", 'gap = "percent"\n', 'better = "low"\n', 'gap = "percent"\nbetter = "low"\n')


@pytest.mark.parametrize("measure", ["power", "sold", "output", "va_growth"])
def test_whatever_means_something_is_said(measure):
    """Each combination that is a rule has sentences, and no two have the same."""
    said = {}
    for combination in itertools.product(QUANTITIES, STANDARDS, METHODS, EXTRAS):
        quantity, standard, method, extra = combination
        row = f'measure = "{measure}"\nas = "{quantity}"\nstandard = {standard}\n{method}{extra}'
        try:
            (words,) = rules(with_row(row), "总产值")
        except InputError:
            continue
        assert not re.search(r"[{}]|None|：；|；。|。。|，。|：。", words), words
        assert words not in said, (combination, said.get(words))
        said[words] = combination
    assert len(said) > 40


# --- readings, document, conventions ------------------------------------------------------------


def test_readings_of_what_is_scored_with_their_alternatives():
    own = parsed(shipped(FUZHOU))
    keys = ("city_decrease", "expected_nonpositive", "quarter_score")
    assert readings(own, "总产值", keys) == [
        "全市增量不为正时的增量贡献率：暂停计分（其他口径：按公式计分，全市增量为0时仍暂停计分）。",
        "预期增量不为正时的实际完成增量：待审定（其他口径：除以预期的绝对值，预期为0时仍待审定）。",
        "季度得分：各期总分的平均（其他口径：季末一期的总分）。",
    ]
    other = with_row(CITY + 'gap = "percent"\n' + STEPS)
    assert readings(other, "总产值", keys[:2]) == [
        "标准值不为正时的考评项甲：待审定（其他口径：除以标准值的绝对值，标准值为0时仍待审定）。"
    ]


def test_a_settled_reading_is_no_open_question():
    own = with_row(CITY + STEPS, '[document]\nname = "《办法》"\nsettled = ["steps"]')
    assert settled(own, "总产值") == ["不足一档：按比例计分。"]
    assert not any("不足一档" in words for words in readings(own, "总产值"))
    by_title = {section.title: section.entries for section in rule_book(own, "总产值")}
    assert by_title["《办法》已明确的事项"] == settled(own, "总产值")
    assert by_title["《办法》未明确事项的口径选择"] == readings(own, "总产值")


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("《甲市方案》附件《乙办法》", "（甲政发〔2024〕1号，以下简称《办法》）"),
        ("《方案》（甲政发〔2024〕1号）附件《乙办法》", "（以下简称《办法》）"),
        ("《甲市清单》", "（甲政发〔2024〕1号）"),
    ],
)
def test_the_basis_has_one_bracket_after_the_title(name, rest):
    own = with_row(CITY + STEPS, f'[document]\nname = "{name}"')
    assert document.basis(own) == f"考评依据：{name}{rest}。"


def test_nothing_is_said_of_a_document_that_the_book_does_not_name():
    own = with_row(CITY + STEPS)
    words = "".join([s.title + "".join(s.entries) for s in rule_book(own, "总产值")])
    assert "口径选择" in words
    for said in ("办法没有写明", "《", "市政府", "折算", "已经明确"):
        assert said not in words


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.startswith("schemes")])
def test_another_citys_book_has_none_of_the_plans_words(name):
    for said in ("福州", "实际完成增量", "高新区", "市政府", "市对县", "每月均达到", "折算"):
        assert said not in text(shipped(name))


def test_conventions_are_told_where_they_apply():
    words = "".join(beyond(with_row(CITY + STEPS + 'spans = ["month"]'), "总产值"))
    for said in ("增量", "上年同期", "累计", "金额", "推"):
        assert said not in words
    assert "基准分为所计各项的达标分之和，共10分。" in words


def test_conventions_of_the_annex():
    assert beyond(parsed(shipped(FUZHOU)), "总产值") == [
        "增量为本期总产值减上年同期总产值；上年同期数以本年填报的为准。"
        "累计数为填报数，不由各月相加。",
        "四舍五入一律逢五进一（负数按绝对值）；除注明的以外，中间结果不作四舍五入。",
        "总分为各项得分（已保留2位小数）之和；位次按总分排列，同分并列，"
        "其后位次顺延（如1、2、2、4）。",
        "基准分为所计各项的达标分之和，共72分；暂停计分的项目不计入。",
        "数据缺报的不按0分计，缺报一项即不计总分和位次，位次在有总分的县（市）区中排列。",
        "金额保留到100元（亿元6位小数）；有增速而无上年同期数的，上年同期数＝本期÷（1+增速），"
        "保留4位小数，标“推”。",
    ]


def test_ranking_lists_adjustments_and_conversions():
    top = (
        '[ranking]\nwithin = "group"\nties = "dense"\ntie_break = ["item.ytd"]\n'
        "[lists]\nfirst = 5\nlast = 2\n[adjustments]\ncap = 6\n"
        '[[conversion]]\ntarget = "年度考核"\nof = "months"\npoints = 4.5\nmethod = "of_best"\n'
        '[document]\ncommends = "市委"\nconversion_clause = "按一定比例计入"\naction = "比拼"\n'
        'report_title = "{period}通报"'
    )
    words = "".join(
        words for s in rule_book(with_row(CITY + STEPS, top), "总产值") for words in s.entries
    )
    for said in (
        "位次在各组别内按总分排列，同分的依次比较考评项甲（累计指标值），数值高的在前，"
        "没有数的在后，仍相同的并列，其后位次连续（如1、2、2、3）。",
        "按组别（地区表的“组别”列）分别排位次",
        "报告列出各组别前5名和后2名；连续几期在后2名的，注明期数。",
        "加减分合计最高6分。",
        "各期考评得分折算计入“年度考核”，4.5分：折算分＝4.5×考评得分÷最高得分。",
        "季度优胜的由市委表扬",
        "关于折算，文件写明：按一定比例计入。",
        "报告标题：〔期间〕通报。",
        "报告标题中称所考评的工作为“比拼”。",
    ):
        assert said in words


def test_a_share_of_the_year_is_converted():
    top = '[[conversion]]\ntarget = "考核"\nof = "year"\npoints = 3\nmethod = "share"'
    words = "".join(
        words for s in rule_book(with_row(CITY + STEPS, top), "总产值") for words in s.entries
    )
    assert "年度考评得分折算计入“考核”，3分：折算分＝3×考评得分÷100，最高3分。" in words


def test_columns_of_the_files():
    own = with_row(
        'measure = "power"\nas = "growth"\nstandard = "target"\nspans = ["ytd"]\n' + STEPS
    )
    data_section = {s.title: s.entries for s in rule_book(own, "总产值")}["考评数据"]
    assert data_section == [
        "工业用电量：单位万千瓦时，填全国、全省、全市和县（市）区的数，有上年同期数，"
        "由本期数和增速推算的保留3位小数。",
        "产销率：单位%，填全国、全省、全市和县（市）区的数，没有上年同期数。",
        "月度数据表的列：累计工业用电量（万千瓦时）、上年同期累计工业用电量（万千瓦时）、"
        "工业用电量累计增速（%）。",
        "填了增速的，上年同期数可以不填；填了上年同期数的，增速可以不填。",
        "目标表（expected）的列：累计工业用电量增速目标（%）；每期每个考评的县（市）区一行。",
    ]


def test_the_city_has_a_target_where_completions_are_held_against_its_own():
    own = with_row('measure = "power"\nas = "completion"\nstandard = "city"\n' + STEPS)
    told = {s.title: s.entries for s in rule_book(own, "总产值")}["考评数据"]
    assert told[-1].endswith("目标（万千瓦时）；每期每个考评的县（市）区一行，全市一行。")
