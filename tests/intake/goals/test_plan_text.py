"""The plan's own text (parts 一, 二, 四) against the shipped tasks: numbers, duties, quotes.

Part 三 and its annex, the scores, are the rule book.
"""

import re
from decimal import Decimal

import pytest

import fzlib as fz
from fzlib.goals.tasks import ABOUT, ABOVE, AT_LEAST
from tests.publishing.folders import FUZHOU

TEXT = (FUZHOU / "targets/2023.txt").read_text(encoding="utf-8")
# a number of a sub-clause that is no target → why; its quote, or a value that picks entries, has it
NO_TARGETS = {
    ("二（五）1", "110"): "capacity, in a project's name",
    ("二（五）1", "80"): "capacity, in a project's name",
    ("二（五）4", "5"): "size of the projects that it is about",
}
# what is to be done how often, in words → the task
DUTIES = {
    "每个月至少走访一次": ("visit_monthly", "month", 1),
    "每月一联系": ("contact_monthly", "month", 1),
    "每季一走访": ("visit_quarterly", "quarter", 1),
    "每月一评比": ("evaluation", "month", 1),
    "每季一通报": ("notice", "quarter", 1),
    "每季度举办不少于5场": ("promotions", "quarter", 5),
    "月月有活动": ("platform_active", "month", 1),
}


def evened(text):
    """Without white space, in which the text as printed and a quote may differ."""
    return re.sub(r"\s+", "", text)


def clauses(text=TEXT):
    """``二（三）5`` → what stands under it, of the parts that set tasks."""
    whole = evened(text)
    body = whole[whole.index("一、总体目标围绕") : whole.index("附件:工业争先增效行动考评办法")]
    found, part, section, number = {}, "", "", ""
    pieces = re.split(
        r"([一二三四]、(?:总体目标|工作要求|考评办法|保障措施)|[（(][一二三四五六][）)]|\d\.(?!\d))",
        body,
    )
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if "、" in mark:
            part, section, number = mark[0], "", ""
        elif mark[-1] == ".":
            number = mark[0]
        else:
            section, number = f"（{mark[1]}）", ""
        found[part + section + number] = piece
    headings = [
        name for name in found if any(other != name and other.startswith(name) for other in found)
    ]
    return {name: own for name, own in found.items() if name not in headings and name[0] != "三"}


@pytest.fixture(scope="module")
def tasks():
    return fz.load_goals(FUZHOU, "2023-05").goals.document.tasks


def numbers(text):
    """The numbers of a clause with what stands around them; days and years are no targets."""
    for match in re.finditer(r"\d+(?:\.\d+)?", text):
        before, after = text[: match.start()], text[match.end() :]
        if not after.startswith(("年", "月", "日")):
            yield match[0], before, after


def unanswered(tasks):
    """Numbers of the text without a task in whose quote they stand, and whose target they are."""
    return [
        (clause, number)
        for clause, text in clauses().items()
        for number, before, after in numbers(text)
        if not any(
            answers(task, number, before, after)
            for task in tasks
            if task.clause == clause and number in task.quote
        )
    ]


def answers(task, number, before, after):
    if task.target != Decimal(number) or not after.startswith(task.unit):
        return False
    rest = after.removeprefix(task.unit)
    if rest.startswith("左右"):
        return task.direction == ABOUT
    return task.direction == (ABOVE if before.endswith("超") else AT_LEAST)


def test_the_clauses_of_the_text():
    names = list(clauses())
    assert names[0] == "一"
    assert names[-3:] == ["四（一）", "四（二）", "四（三）"]
    counts = {
        section: sum(f"二（{section}）" in name for name in names) for section in "一二三四五六"
    }
    assert counts == {"一": 2, "二": 2, "三": 5, "四": 7, "五": 5, "六": 4}


def test_every_number_of_the_text_is_a_tasks_target(tasks):
    assert set(unanswered(tasks)) == set(NO_TARGETS)


@pytest.mark.parametrize(("clause", "number"), NO_TARGETS)
def test_a_number_that_is_no_target_is_what_its_tasks_are_about(tasks, clause, number):
    own = [task for task in tasks if task.clause == clause]
    assert any(number in task.quote for task in own)
    assert any(
        number in str(getattr(task.actual, "where", "")) or number in task.name for task in own
    )


@pytest.mark.parametrize(
    "code", ["va_growth", "new_output", "down_share", "platform_county", "chains"]
)
def test_a_target_that_is_left_out_is_missed(tasks, code):
    rest = [task for task in tasks if task.code != code]
    assert len(unanswered(rest)) == len(unanswered(tasks)) + 1


def test_the_date_of_the_text_is_a_tasks(tasks):
    days = re.findall(r"(\d{4})年(\d+)月(\d+)日", "".join(clauses().values()))
    owed = {
        (str(t.cycle.due.year), str(t.cycle.due.month), str(t.cycle.due.day))
        for t in tasks
        if t.cycle.due
    }
    assert days == [("2023", "3", "31")]
    assert set(days) <= owed


@pytest.mark.parametrize("words", DUTIES)
def test_what_recurs_is_a_task(tasks, words):
    code, cycle, target = DUTIES[words]
    task = next(task for task in tasks if task.code == code)
    assert words in clauses()[task.clause]
    assert (task.cycle.kind, task.target, task.direction) == (cycle, target, AT_LEAST)


def test_nothing_else_recurs():
    words = re.findall(r"每(?:个?月|季度?)|月月", "".join(clauses().values()))
    of_scores = re.findall(
        "每月对县|当季每月均", "".join(clauses().values())
    )  # part 三's, how it is used
    assert len(words) == len(DUTIES) + len(of_scores)


def test_every_quote_stands_in_its_clause(tasks):
    texts = clauses()
    astray = [task.code for task in tasks if evened(task.quote) not in texts[task.clause]]
    assert astray == []


def test_every_sub_clause_has_a_task(tasks):
    assert [name for name in clauses() if name not in {task.clause for task in tasks}] == []


def test_owners_stand_in_the_text(tasks):
    text = evened(TEXT)
    names = {name for task in tasks for name in task.owner.split("、") if name}
    assert [
        name for name in names if name.replace("（市）", "(市)") not in text and name not in text
    ] == []


def test_the_drafts_quote_the_text_too():
    sections = fz.load_goals(FUZHOU, "2023-05").goals.document.sections
    drafts = [draft for section in sections for draft in section.drafts if draft.quote]
    assert drafts
    for draft in drafts:
        assert evened(draft.quote) in clauses()[draft.clause]
