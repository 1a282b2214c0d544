"""Mistakes in targets/YYYY.toml: how the plan is spoilt, and the exact words expected."""

PLAN = """\
title = "方案"
source = "文号"

[readings]
schedule = "calendar"
seriously_behind = 20

[[register]]
code = "projects"
name = "工业项目"
key = "项目编号"
required = ["责任单位"]
where = { "类别" = "技改" }
stages = ["开工日期", "投产日期"]
due = { "开工日期" = "计划开工日期" }

[[register]]
code = "visits"
name = "走访"
key = "走访编号"

[[task]]
code = "started"
name = "项目开工"
clause = "一"
quote = "全年开工3项以上"
owner = "市工信局"
target = 3
unit = "项"
direction = "at_least"
cycle = "year"
of = "city"
except = ["长乐区"]
actual = { register = "projects", reached = "开工日期" }

[[task]]
code = "joined"
name = "入驻率"
clause = "二"
quote = "入驻率80%以上"
target = 80
unit = "%"
direction = "at_least"
cycle = "2023-03-31"
of = "county"
from = "2023-02"
actual = { figures = "joined", of = "eligible" }
"""
PROJECTS, VISITS = "register[1]（projects）", "register[2]（visits）"
STARTED, JOINED = "task[1]（started）", "task[2]（joined）"
TASKS = PLAN[PLAN.index("[[task]]") :]
TALLY = '{ register = "projects", reached = "开工日期" }'
RATE = 'unit = "%"\ndirection = "at_least"\ncycle = "2023-03-31"'


def actual(form, unit="项"):
    """The first task with another actual, and its unit."""
    return ((TALLY, form), ('unit = "项"', f'unit = "{unit}"'))


# name: (changes, what is told of each key)
MISTAKES = {
    "no title": ([('title = "方案"\n', "")], ["title：缺这个键；照样例补上"]),
    "an unknown key at the top": (
        [('title = "方案"', 'title = "方案"\nyear = 2023')],
        [
            (
                "year：没有这个键；删去或改正；可用的键：title、source、[readings]、"
                "[[register]]、[[task]]、[[section]]"
            )
        ],
    ),
    "a blank source": (
        [('source = "文号"', 'source = " "')],
        ["source：“ ”不是文字；写成带引号的文字"],
    ),
    "no task": ([(TASKS, "")], ["task：缺这个键；照样例补上"]),
    "an empty list of tasks": (
        [(TASKS, ""), ('source = "文号"', 'source = "文号"\ntask = []')],
        ["task：没有任务；至少写一个 [[task]]"],
    ),
    "a task that is no table": (
        [
            (TASKS, ""),
            ('source = "文号"', 'source = "文号"\ntask = ["开工"]'),
        ],
        ["task[1]：应是一张表；照 [[task]] 的写法改"],
    ),
    "tasks that are no list": (
        [
            (TASKS, ""),
            ('source = "文号"', 'source = "文号"\ntask = "开工"'),
        ],
        ["task：应是表的列表；写作 [[task]]"],
    ),
    "an unknown reading": (
        [('schedule = "calendar"', 'schedule = "plan"')],
        ["readings.schedule：不能是“plan”；可选：calendar、expected"],
    ),
    "a reading's key": (
        [('schedule = "calendar"', 'schedul = "calendar"')],
        [("readings.schedul：没有这个键；删去或改正；可用的键：schedule、seriously_behind")],
    ),
    "seriously behind by nothing": (
        [("seriously_behind = 20", "seriously_behind = 0")],
        ["readings.seriously_behind：“0”不是大于0的数；改为大于0的数"],
    ),
    "seriously behind as text": (
        [("seriously_behind = 20", 'seriously_behind = "20"')],
        ["readings.seriously_behind：“20”是文字，不是数；写成数，不加引号"],
    ),
    "a register without a key": (
        [('key = "走访编号"\n', "")],
        [f"{VISITS}.key：缺这个键；照样例补上"],
    ),
    "a register's unknown key": (
        [('key = "走访编号"', 'key = "走访编号"\ncolumns = ["甲"]')],
        [
            (
                f"{VISITS}.columns：没有这个键；删去或改正；可用的键：code、name、key、"
                "required、where、file、stages、due、explained、as_of、role"
            )
        ],
    ),
    "a register's code": (
        [('code = "visits"', 'code = "走访"')],
        [
            (
                "register[2]（走访）.code：“走访”不能作代码；代码用小写英文字母、数字和下划线，以字母开头"
            )
        ],
    ),
    "two registers of a code": (
        [('code = "visits"', 'code = "projects"')],
        ["register[2]（projects）.code：“projects”前面已有；改用别的代码"],
    ),
    "a register's file with its suffix": (
        [('key = "走访编号"', 'key = "走访编号"\nfile = "visits.csv"')],
        [
            (
                f"{VISITS}.file：“visits.csv”不能作台账的文件名；写 registers/ "
                "里的文件名，不带扩展名；figures 是报送数值的文件"
            )
        ],
    ),
    "a register's file elsewhere": (
        [('key = "走访编号"', 'key = "走访编号"\nfile = "../visits"')],
        [
            (
                f"{VISITS}.file：“../visits”不能作台账的文件名；写 registers/ "
                "里的文件名，不带扩展名；figures 是报送数值的文件"
            )
        ],
    ),
    "a register in the file of figures": (
        [('key = "走访编号"', 'key = "走访编号"\nfile = "figures"')],
        [
            (
                f"{VISITS}.file：“figures”不能作台账的文件名；写 registers/ "
                "里的文件名，不带扩展名；figures 是报送数值的文件"
            )
        ],
    ),
    "a role": (
        [('key = "走访编号"', 'key = "走访编号"\nrole = "visit"')],
        [f"{VISITS}.role：不能是“visit”；可选：visits、appeals、projects"],
    ),
    "two registers of a role": (
        [('key = "走访编号"', 'key = "走访编号"\nrole = "projects"')],
        [f"{VISITS}.role：“projects”前面的台账已有；一种用途只归一个台账"],
    ),
    "required as a text": (
        [('["责任单位"]', '"责任单位"')],
        ['register[1]（projects）.required：“责任单位”不对；写作 ["责任单位"]'],
    ),
    "required twice": (
        [('["责任单位"]', '["责任单位", "责任单位"]')],
        ['register[1]（projects）.required：“["责任单位", "责任单位"]”里有重复的；各写一次'],
    ),
    "a stage that is no date": (
        [('["开工日期", "投产日期"]', '["开工", "投产日期"]')],
        [f"{PROJECTS}.stages：“开工”列不是日期；日期列的表头以日期、时间、时限结尾"],
    ),
    "due to what is no date": (
        [('"计划开工日期" }', '"计划开工" }')],
        [(f"{PROJECTS}.due：“计划开工”列不是日期；日期列的表头以日期、时间、时限结尾")],
    ),
    "due as a list": (
        [('{ "开工日期" = "计划开工日期" }', '["开工日期"]')],
        [('register[1]（projects）.due：“["开工日期"]”不对；写作 { "开工日期" = "计划开工日期" }')],
    ),
    "where as a text": (
        [('{ "类别" = "技改" }', '"技改"')],
        ['register[1]（projects）.where：“技改”不对；写作 { "类别" = "技改" }'],
    ),
    "where with a number": (
        [('{ "类别" = "技改" }', '{ "类别" = 3 }')],
        [
            (
                'register[1]（projects）.where：“{ 类别 = 3 }”不对；写作 { "类别" = "技改" }，'
                '几个值写作 ["技改", "新建"]'
            )
        ],
    ),
    "where with nothing": (
        [('{ "类别" = "技改" }', '{ "类别" = [] }')],
        [
            (
                'register[1]（projects）.where：“{ 类别 = [] }”不对；写作 { "类别" = "技改" }，'
                '几个值写作 ["技改", "新建"]'
            )
        ],
    ),
    "a task's unknown key": (
        [('owner = "市工信局"', 'owners = "市工信局"')],
        [
            (
                f"{STARTED}.owners：没有这个键；删去或改正；可用的键：code、name、clause、"
                "quote、owner、target、unit、direction、cycle、of、except、schedule、from、"
                "actual"
            )
        ],
    ),
    "no clause and no quote": (
        [('clause = "一"\nquote = "全年开工3项以上"\n', "")],
        [f"{STARTED}.clause：缺这个键；照样例补上", f"{STARTED}.quote：缺这个键；照样例补上"],
    ),
    "a quote that turns the line": (
        [('quote = "全年开工3项以上"', 'quote = "全年\\u202e开工"')],
        [f"{STARTED}.quote：有改变书写方向的字符 U+202E；删去这个字符"],
    ),
    "two tasks of a code": (
        [('code = "joined"', 'code = "started"')],
        ["task[2]（started）.code：“started”前面已有；改用别的代码"],
    ),
    "an unknown direction": (
        [('direction = "at_least"', 'direction = "least"')],
        [f"{STARTED}.direction：不能是“least”；可选：at_least、above、at_most、about"],
    ),
    "a target without direction": (
        [('direction = "at_least"\n', "")],
        [f"{STARTED}.direction：有 target，缺这个键；写上 direction"],
    ),
    "a direction without target": (
        [("target = 3\n", "")],
        [f"{STARTED}.target：有 direction，缺这个键；写上 target，或删去 direction"],
    ),
    "a target as text": (
        [("target = 3\n", 'target = "3项"\n')],
        [f"{STARTED}.target：“3项”是文字，不是数；写成数，不加引号"],
    ),
    "a negative target": (
        [("target = 3\n", "target = -3\n")],
        [
            (
                f"{STARTED}.target：“-3”：目标为负数的任务不能按时间进度计算；核对正负号，"
                '或写 schedule = "none"'
            )
        ],
    ),
    "an unknown cycle": (
        [('cycle = "year"', 'cycle = "week"')],
        [
            (
                f"{STARTED}.cycle：不能是“week”；可选：year、quarter、month，"
                "或一个日期，写作 2023-03-31"
            )
        ],
    ),
    "no such day": (
        [('cycle = "2023-03-31"', 'cycle = "2023-02-30"')],
        [
            (
                f"{JOINED}.cycle：不能是“2023-02-30”；可选：year、quarter、month，"
                "或一个日期，写作 2023-03-31"
            )
        ],
    ),
    "a day in other words": (
        [('cycle = "2023-03-31"', 'cycle = "2023年3月31日"')],
        [
            (
                f"{JOINED}.cycle：不能是“2023年3月31日”；可选：year、quarter、month，"
                "或一个日期，写作 2023-03-31"
            )
        ],
    ),
    "a year far off": (
        [('cycle = "2023-03-31"', 'cycle = "0203-03-31"')],
        [
            (
                f"{JOINED}.cycle：不能是“0203-03-31”；可选：year、quarter、month，"
                "或一个日期，写作 2023-03-31"
            )
        ],
    ),
    "an unknown of": (
        [('of = "city"', 'of = "town"')],
        [f"{STARTED}.of：不能是“town”；可选：city、county"],
    ),
    "an unknown county": (
        [('except = ["长乐区"]', 'except = ["长乐县"]')],
        [(f"{STARTED}.except：“长乐县”不是考评的县区；是不是“长乐区”？可选：福清市、长乐区")],
    ),
    "except as a text": (
        [('except = ["长乐区"]', 'except = "长乐区"')],
        ['task[1]（started）.except：“长乐区”不对；写作 ["长乐区"]'],
    ),
    "from no period": (
        [('from = "2023-02"', 'from = "2023-01"')],
        [(f"{JOINED}.from：没有“2023-01”这一期；1月、2月数据合并发布，请写 2023-02（1—2月）")],
    ),
    "from another year": (
        [('from = "2023-02"', 'from = "2024-02"')],
        [f"{JOINED}.from：“2024-02”不在2023年；写 2023 年的期间"],
    ),
    "an unknown schedule": (
        [('from = "2023-02"', 'schedule = "expected"')],
        [f"{JOINED}.schedule：不能是“expected”；可选：calendar、none"],
    ),
    "no actual": ([(f"actual = {TALLY}\n", "")], [f"{STARTED}.actual：缺这个键；照样例补上"]),
    "an actual that is a text": (
        [(TALLY, '"projects"')],
        ['task[1]（started）.actual：应是一张表；写作 { register = "projects" }'],
    ),
    "an actual of nothing": (
        [(TALLY, '{ where = { "类别" = "技改" } }')],
        [
            (
                f"{STARTED}.actual：没有写实绩从哪里来；写上其中一个：register、figures、"
                "panel、enterprises"
            )
        ],
    ),
    "an actual of two": (
        [(TALLY, '{ register = "projects", panel = "va_growth.ytd" }')],
        [
            (
                f"{STARTED}.actual.panel：没有这个键；删去或改正；可用的键：register、where、"
                "reached、within、of、sum、of_sum、distinct、ever"
            )
        ],
    ),
    "an unknown register": (
        [(TALLY, '{ register = "project" }')],
        [
            (
                f"{STARTED}.actual.register：没有“project”这个台账；"
                "是不是“projects”？可选：projects、visits"
            )
        ],
    ),
    "an unknown key of actual": (
        [(TALLY, '{ register = "projects", until = "开工日期" }')],
        [
            (
                f"{STARTED}.actual.until：没有这个键；删去或改正；可用的键：register、where、"
                "reached、within、of、sum、of_sum、distinct、ever"
            )
        ],
    ),
    "reached what is no date": (
        [(TALLY, '{ register = "projects", reached = "开工" }')],
        [(f"{STARTED}.actual.reached：“开工”列不是日期；日期列的表头以日期、时间、时限结尾")],
    ),
    "a sum of what is no number": (
        actual('{ register = "projects", sum = "总投资" }', "亿元"),
        [(f"{STARTED}.actual.sum：“总投资”列不是数；数的表头末尾写明单位，如“总投资（亿元）”")],
    ),
    "sum and distinct": (
        actual('{ register = "projects", sum = "总投资（亿元）", distinct = "产业链" }', "亿元"),
        [f"{STARTED}.actual.distinct：不能与 sum 同时写；只留其中一个"],
    ),
    "of without reached": (
        actual('{ register = "projects", of = "开工日期" }', "%"),
        [(f"{STARTED}.actual.of：没有 reached，这个键没有意义；写上 reached，或删去这个键")],
    ),
    "within without reached": (
        [(TALLY, '{ register = "projects", within = "计划开工日期" }')],
        [(f"{STARTED}.actual.within：没有 reached，这个键没有意义；写上 reached，或删去这个键")],
    ),
    "ever without reached": (
        [(TALLY, '{ register = "projects", ever = true }')],
        [(f"{STARTED}.actual.ever：没有 reached，这个键没有意义；写上 reached，或删去这个键")],
    ),
    "ever as a text": (
        [(TALLY, '{ register = "projects", reached = "开工日期", ever = "true" }')],
        [f"{STARTED}.actual.ever：“true”不是 true 或 false；写 true 或 false"],
    ),
    "of_sum alone": (
        [(TALLY, '{ register = "projects", of_sum = "预算（万元）" }')],
        [
            f"{STARTED}.actual.of_sum：没有 of，这个键没有意义；写上 of，或删去这个键",
            f"{STARTED}.actual.of_sum：没有 sum，这个键没有意义；写上 sum，或删去这个键",
        ],
    ),
    "two sums in different units": (
        actual(
            '{ register = "projects", reached = "投产日期", of = "开工日期", '
            'sum = "拨付（万元）", of_sum = "预算（亿元）" }',
            "%",
        ),
        [
            (
                f"{STARTED}.actual.of_sum：“预算（亿元）”与 sum 的“拨付（万元）”单位不同；"
                "两列的单位应相同"
            )
        ],
    ),
    "a sum in another unit": (
        actual('{ register = "projects", sum = "总投资（亿元）" }', "万元"),
        [f"{STARTED}.unit：“万元”与实绩的单位不同；写作 亿元"],
    ),
    "a count in %": (
        actual('{ register = "projects" }', "%"),
        [f"{STARTED}.unit：“%”与实绩的单位不同；计数的单位写项、家、场等；比率写上 of"],
    ),
    "a rate in 项": (
        actual('{ register = "projects", reached = "投产日期", of = "开工日期" }'),
        [f"{STARTED}.unit：“项”与实绩的单位不同；写作 %"],
    ),
    "a rate of figures in 家": (
        [(RATE, RATE.replace("%", "家"))],
        [f"{JOINED}.unit：“家”与实绩的单位不同；写作 %"],
    ),
    "an unknown figure of the scored data": (
        actual('{ panel = "va_growth" }', "%"),
        [
            (
                f"{STARTED}.actual.panel：不能是“va_growth”；可选：va_growth.month、"
                "va_growth.ytd、output_growth.month、output_growth.ytd、increment.month、"
                "increment.ytd"
            )
        ],
    ),
    "an increment in %": (
        actual('{ panel = "increment.ytd" }', "%"),
        [f"{STARTED}.unit：“%”与实绩的单位不同；写作 亿元"],
    ),
    "a growth in 亿元": (
        actual('{ panel = "output_growth.ytd" }', "亿元"),
        [f"{STARTED}.unit：“亿元”与实绩的单位不同；写作 %"],
    ),
    "an unknown figure of enterprises": (
        actual('{ enterprises = "down_share" }', "%"),
        [
            (
                f"{STARTED}.actual.enterprises：不能是“down_share”；可选：firms、comparable、"
                "down、idle、half_idle、entered、output、base、growth、pull、contribution、"
                "down_share，后面写上 .month 或 .ytd"
            )
        ],
    ),
    "enterprises in %": (
        actual('{ enterprises = "down.ytd" }', "%"),
        [f"{STARTED}.unit：“%”与实绩的单位不同；计数的单位写项、家、场等；比率写上 of"],
    ),
    "a share of enterprises in 家": (
        actual('{ enterprises = "down_share.ytd" }', "家"),
        [f"{STARTED}.unit：“家”与实绩的单位不同；写作 %"],
    ),
    "output of enterprises in 亿元": (
        actual('{ enterprises = "output.ytd" }', "亿元"),
        [f"{STARTED}.unit：“亿元”与实绩的单位不同；写作 万元"],
    ),
    "a pull in %": (
        actual('{ enterprises = "pull.month" }', "%"),
        [f"{STARTED}.unit：“%”与实绩的单位不同；写作 百分点"],
    ),
    "all at once": (
        [
            ('title = "方案"\n', ""),
            ('code = "visits"', 'code = "Visits"'),
            ('cycle = "year"', 'cycle = "week"'),
            ('from = "2023-02"', 'from = "2023-1"'),
        ],
        [
            "title：缺这个键；照样例补上",
            (
                "register[2]（Visits）.code：“Visits”不能作代码；代码用小写英文字母、数字和下划线，以字母开头"
            ),
            (
                f"{STARTED}.cycle：不能是“week”；可选：year、quarter、month，或一个日期，"
                "写作 2023-03-31"
            ),
            f"{JOINED}.from：“2023-1”不是期间；期间写作 2023-05（1—2月写作 2023-02）",
        ],
    ),
}
