"""The page in a reader's hands: mouse, keyboard, clipboard, what the reader's system asks for."""

from contextlib import ExitStack

import pytest
from nbformat import v4

from fzlib.presentation import html
from fzlib.presentation.blocks import KeyFigure, Masthead
from fzlib.publishing.page import render
from tests.publishing.browser import DESKTOP, PAGES, PHONE, in_a_browser, opened
from tests.publishing.test_page import MASTHEAD, TABLE, code, sample, text

pytestmark = in_a_browser

COLUMNS = {  # values in the order in which they rise: by number, then words, then —
    "位次": ["第1位", "第2位", "第9位", "第10位", "—"],
    "变化": ["↓10", "↓2", "持平", "↑2", "↑7"],
    "差距": ["−10.5", "−3.2", "0.0", "+0.5", "1,009.5"],
    "得分": ["0.00", "9.50", "10.00", "待审定", "—"],
}
SHUFFLED = [3, 0, 4, 2, 1]


def valued():
    """A page with a table of these values."""
    heads = "".join(f'<th scope="col">{title}</th>' for title in COLUMNS)
    rows = "".join(
        f'<tr><th scope="row">{"甲乙丙丁戊"[row]}</th>'
        + "".join(
            f'<td class="{"same" if values[row] == "持平" else "n"}">{values[row]}</td>'
            for values in COLUMNS.values()
        )
        + "</tr>"
        for row in SHUFFLED
    )
    table = f"""<div class="table"><table><caption>表1</caption><thead><tr><th scope="col">名</th>
        {heads}</tr></thead><tbody>{rows}</tbody></table></div>"""
    return render(v4.new_notebook(cells=[code(MASTHEAD), text("## 一、表"), code(table)]))


@pytest.fixture
def show(browser, tmp_path):
    """Open a page from its text."""
    with ExitStack() as windows:

        def show(page, width=DESKTOP, **looks):
            path = tmp_path / "page.html"
            path.write_text(page, encoding="utf-8")
            return windows.enter_context(opened(browser, path, width, **looks))

        yield show


def names(page):
    return "".join(row[0] for row in page.locator("tbody th").all_inner_texts())


# --- sorting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "clicks", "order"),
    [
        ("县（市）区", 1, "丙甲乙全"),  # words by sound: bing, jia, yi
        ("位次变化", 1, "甲丙乙全"),  # the header spans both rows: ↓2, 持平, ↑1
        ("实际完成增量·当月", 1, "乙丙甲全"),  # −12, 54.67 with its mark, 1,009.50
        ("实际完成增量·当月", 2, "甲丙乙全"),
        ("实际完成增量·当月", 3, "甲乙丙全"),  # as it was
        ("实际完成增量·累计", 1, "丙乙甲全"),  # number, word, —
        ("实际完成增量·累计", 2, "丙乙甲全"),  # the blank stays last
    ],
)
@pytest.mark.parametrize("key", ["", "Enter", "Space"])
def test_a_header_sorts_its_column(show, label, clicks, order, key):
    page = show(render(sample()))
    button = page.get_by_role("button", name=f"按{label}排序", exact=True)
    for _ in range(clicks):
        button.press(key) if key else button.click()
    assert names(page) == order
    states = page.locator("[aria-sort]").evaluate_all("all => all.map(one => one.ariaSort)")
    assert states == [["ascending"], ["descending"], []][clicks - 1]
    said = [f"已按{label}升序排列", f"已按{label}降序排列", "已恢复原来的顺序"][clicks - 1]
    assert page.get_by_role("status").inner_text() == said


@pytest.mark.parametrize("title", COLUMNS)
def test_a_column_is_sorted_by_value(show, title):
    page = show(valued())
    page.get_by_role("button", name=f"按{title}排序").click()
    assert names(page) == "甲乙丙丁戊"


def test_only_our_script_runs(show):
    notebook = sample()
    notebook.cells.insert(5, code("<p>x</p><script>document.title = '注入'</script>"))
    page = show(render(notebook))
    assert page.locator("th button").count() == 4  # none for the group's header
    assert page.title() != "注入"


# --- by mouse and keyboard ------------------------------------------------------------------


@pytest.mark.parametrize("how", ["click", "Enter", "Space"])
def test_what_is_folded_opens_and_closes(show, how):
    page = show(render(sample()))
    folded, inside = page.locator("summary"), page.get_by_text("折叠之内")
    for is_open in (True, False):
        folded.click() if how == "click" else folded.press(how)
        assert inside.is_visible() == is_open


def test_the_first_stop_of_the_keyboard_skips_to_the_text(show):
    page = show(render(sample()))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert (skip.inner_text(), skip.bounding_box()["x"] >= 0) == ("跳到正文", True)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1  # past the contents


def test_the_keyboard_reaches_everything_and_is_seen(show):
    page = show(render(sample()), PHONE)
    wanted = page.locator("a, button, summary, [tabindex='0']").count()
    assert page.locator("[tabindex='0']").count() > 0  # the chart is wider than a phone
    reached = set()
    for _ in range(wanted):
        page.keyboard.press("Tab")
        seen = page.locator(":focus")
        style = seen.evaluate("one => [getComputedStyle(one).outlineStyle, one.outerHTML]")
        assert style[0] == "solid"
        reached.add(style[1])
    assert len(reached) == wanted


@pytest.mark.parametrize("name", PAGES)
def test_contents_lead_to_their_headings(browser, made, name):
    with opened(browser, made / name, reduced_motion="reduce") as page:
        for link in page.locator(".toc a").all():
            link.click()
            heading = page.locator(link.get_attribute("href"))
            assert heading.inner_text() == link.inner_text()
            assert 0 <= heading.bounding_box()["y"] < 900
            assert link.bounding_box()["height"] >= 24


# --- what a page asks for, and what is asked of it -------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_no_request_leaves_the_file(browser, made, name):
    asked = []
    context = browser.new_context()
    context.route("**/*", lambda route: (asked.append(route.request.url), route.continue_()))
    page = context.new_page()
    page.goto((made / name).as_uri())
    page.mouse.wheel(0, 100_000)
    for button in page.locator("th button").all()[:3]:
        button.click()
    page.wait_for_load_state("networkidle")
    context.close()
    assert asked == [(made / name).as_uri()]


@pytest.mark.parametrize(("asked", "scrolling"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_motion_only_where_it_is_wanted(show, asked, scrolling):
    page = show(render(sample()), reduced_motion=asked)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scrolling


def test_a_chart_keeps_its_white_ground_in_forced_colours(show):
    page = show(render(sample()), forced_colors="active", color_scheme="dark")
    ground = "one => getComputedStyle(one).backgroundColor"
    assert page.locator("svg").first.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.locator("main").evaluate("one => getComputedStyle(one).color") == (
        "rgb(255, 255, 255)"  # the page itself is the reader's
    )
    ink = page.locator("svg text").first.evaluate("one => getComputedStyle(one).fill")
    assert ink == "rgb(0, 0, 0)"


# --- a phone ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(browser, made, name):
    with opened(browser, made / name, PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE
        for table in page.locator(".table", has_text="全市主要指标").all():  # a leader's first
            assert table.evaluate("box => box.scrollWidth <= box.clientWidth")


@pytest.mark.parametrize("width", [1200, 500])
def test_no_table_scrolls_up_and_down(show, width):
    """A frame that scrolls sideways cuts off whatever stands out of it below."""
    looks = ("wide", "plain wide cells", "plain hashes")
    tables = [TABLE.replace('class="wide"', f'class="{look}"') for look in looks]
    page = show(render(v4.new_notebook(cells=[code(MASTHEAD), *map(code, tables)])), width)
    beyond = "all => all.map(one => one.scrollHeight - one.clientHeight)"
    assert page.locator(".table").evaluate_all(beyond) == [0, 0, 0]


NUMBERS = (  # with sign or operator, with unit, as a range
    r"第\d+位|[−+×÷=]（?\d[\d.]*|\d+—\d+月|"
    r"[−+]?\d[\d.,]*(?:亿元|万元|分|个百分点|个|位|项|期|条|月|年|日|号|倍|种|%)"
)
PARTED = """(pattern) => {
  const found = [];
  for (const element of document.querySelectorAll("main :is(p, li)")) {
    const nodes = [], walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(), at = 0; node; at += node.length, node = walk.nextNode())
      nodes.push([node, at]);
    const place = (at) => {
      const [node, start] = nodes.findLast(([, start]) => start <= at);
      return [node, at - start];
    };
    for (const number of element.textContent.matchAll(pattern)) {
      const range = document.createRange();
      const [last, end] = place(number.index + number[0].length - 1);
      range.setStart(...place(number.index));
      range.setEnd(last, end + 1);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      const ends = boxes.map((box) => box.bottom);
      found.push([number[0], Math.max(...ends) - Math.min(...ends) > 12]);  // pixels: another line
    }
  }
  return found;
}"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("name", PAGES)
def test_a_number_is_never_parted_from_its_unit_or_sign(browser, made, name, width):
    with opened(browser, made / name, width) as page:
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = page.evaluate(PARTED, NUMBERS)
    assert [number for number, parted in found if parted] == []
    assert len(found) > 5


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_name_without_a_place_to_break_widens_nothing(show, width):
    name = "Unbroken" * 20
    head = Masthead(name, "", (), (KeyFigure("前3位", name, "", name),))
    cells = [code(html.markup([head])), code(f"<details><summary>{name}</summary></details>")]
    page = show(render(v4.new_notebook(cells=cells)), width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
