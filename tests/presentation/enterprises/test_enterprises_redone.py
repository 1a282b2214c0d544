"""Numbers of the page worked out again from the rows' own figures, in a plain way.

Nothing here asks for marks, groups or rates: only output, 同期 and 状态 of each row.
"""

import re
from collections import Counter
from decimal import Decimal

import pytest

from fzlib.enterprises.divisions import DIVISIONS
from fzlib.presentation import enterprise_report
from fzlib.presentation.blocks import Table
from tests.presentation import visible_text
from tests.presentation.enterprises.made import shipped
from tests.presentation.official_style import RUNNING
from tests.presentation.published import half_up, signed

pytestmark = pytest.mark.slow
PERIODS = ("2023-02", "2023-05", "2023-12")
of_each_period = pytest.mark.parametrize("period", PERIODS)
TENTH, CENT = Decimal("0.1"), Decimal("0.01")
PARTS = ("overall", "counties", "divisions", "enterprises", "watch_list", "electricity", "problems")
made = {}


def page(period):
    """Name of the part → its blocks, charts as what they say."""
    if period not in made:
        with visible_text.undrawn():
            own = enterprise_report.report(shipped(period))
            made[period] = {name: getattr(enterprise_report, name)(own).blocks for name in PARTS}
    return made[period]


def tables(period, part, words):
    """Those whose caption holds the words."""
    return [b for b in page(period)[part] if isinstance(b, Table) and words in b.caption]


def text_of(period, part):
    texts = visible_text.texts_of(list(page(period)[part]))
    return "".join(text for kind, text in texts if kind == RUNNING)


def spans(period):
    return {"2023-02": {"1—2月": "ytd"}}.get(
        period, {f"{int(period[-2:])}月": "month", f"1—{int(period[-2:])}月": "ytd"}
    )


def rows(period, span, **where):
    own = shipped(period).enterprises.frame.rows
    found = [r for r in own if all(getattr(r, k) == v for k, v in where.items())]
    return [(r, getattr(r, span).output, getattr(r, span).base) for r in found]


def counted(own):
    return [(r, o, b) for r, o, b in own if o is not None and b is not None]


def sums(own):
    return sum(o for _, o, _ in counted(own)), sum(b for _, _, b in counted(own))


def comparable(own):
    return [
        (r, o, b)
        for r, o, b in own
        if r.state != "退库" and o is not None and b is not None and b > 0
    ]


def rate(part, whole):
    return part / whole * 100


def number(text):
    return None if text == "—" else signed(text)


def lines(table):
    """Name → numbers; the apart rows too."""
    return {line[0].text: [cell.text for cell in line[1:]] for line in (*table.rows, *table.apart)}


@of_each_period
def test_overall(period):
    text = text_of(period, "overall")
    for label, span in spans(period).items():
        output, base = sums(rows(period, span))
        growth = half_up(rate(output - base, base), TENTH)
        assert f"{label}产值{half_up(output / 10000)}亿元，增长{growth}%" in text
        ten = sorted((o for _, o, _ in counted(rows(period, span))), reverse=True)[:10]
        told = re.search(rf"{label}产值合计([\d.]+)亿元，占全市的([\d.]+)%", text)
        assert [Decimal(n) for n in told.groups()] == [
            half_up(sum(ten) / 10000), half_up(rate(sum(ten), output))
        ]  # fmt: skip


@of_each_period
@pytest.mark.parametrize(("line", "name"), [(10000, "1亿元"), (100000, "10亿元")])
def test_who_crossed_a_line(period, line, name):
    own = [
        (o, b) for r, o, b in counted(rows(period, "ytd")) if o >= line > b and r.state != "退库"
    ]
    text = text_of(period, "overall")
    told = re.search(
        rf"新达到{name}及以上的企业(\d+)户（[^）]*），产值比上年同期增加([\d.]+)亿元", text
    )
    assert int(told[1]) == len(own)
    assert Decimal(told[2]) == half_up(sum(o - b for o, b in own) / 10000)


@of_each_period
def test_parts_of_growth_add_up_as_printed(period):
    (table,) = tables(period, "overall", "构成")
    by_name = lines(table)
    for n, span in enumerate(spans(period).values()):
        part = {
            name: [number(t) for t in cells[4 * n : 4 * n + 4]] for name, cells in by_name.items()
        }
        whole = part.pop("福州市")
        assert [sum(column) for column in zip(*part.values(), strict=True)] == whole
        output, base = sums(rows(period, span))
        assert whole[:2] == [output / 10000, base / 10000]
        assert whole[3] == half_up(rate(output - base, base))
        left = counted(rows(period, span, state="退库"))
        entered = [
            (r, o, b) for r, o, b in counted(rows(period, span)) if b == 0 < o and r.state != "退库"
        ]
        assert part["退库企业"][0] == sum(o for _, o, _ in left) / Decimal(10000)
        assert part["新增企业"][0] == sum(o for _, o, _ in entered) / Decimal(10000)


@of_each_period
@pytest.mark.parametrize(("part", "key"), [("counties", "county"), ("divisions", "division")])
def test_counties_and_divisions(period, part, key):
    for label, span in spans(period).items():
        (table,) = tables(period, part, f"产值（{label}）")
        by_name = lines(table)
        whole = by_name.pop("福州市")
        city_output, city_base = sums(rows(period, span))
        keys = {
            DIVISIONS.get(getattr(r, key), getattr(r, key)): getattr(r, key)
            for r, _, _ in rows(period, span)
        }
        assert set(by_name) == set(keys)
        pulls = []
        for name, cells in by_name.items():
            own = rows(period, span, **{key: keys[name]})
            output, base = sums(own)
            among = comparable(own)
            down = [1 for _, o, b in among if o < b]
            firms, *numbers = [number(text) for text in cells]
            assert firms == sum(r.state != "退库" for r, _, _ in own)
            assert numbers[:2] == [output / 10000, base / 10000]
            assert numbers[2] == half_up(rate(output - base, base), TENTH)
            assert numbers[3] == half_up(rate(output, city_output))
            assert abs(numbers[4] - rate(output - base, city_base)) < CENT
            assert numbers[5] == half_up(rate(output - base, city_output - city_base))
            assert numbers[6] == half_up(rate(Decimal(len(down)), len(among)))
            pulls.append(numbers[4])
        assert sum(pulls) == number(whole[5]) == half_up(rate(city_output - city_base, city_base))


@of_each_period
def test_growth_can_be_redone_with_a_calculator(period):
    """From the cells alone: growth and, but for one unit of the last digit, 拉动."""
    for part in ("counties", "divisions"):
        for table in tables(period, part, "产值（"):
            whole = [number(cell.text) for cell in table.apart[0][1:]]
            for line in table.rows:
                _, output, base, growth, _, pull, *_ = [number(cell.text) for cell in line[1:]]
                assert growth == half_up((output - base) / base * 100, TENTH)
                exact = half_up((output - base) / whole[2] * 100)
                assert pull == exact or (line[6].mark == "调" and abs(pull - exact) == CENT)


@of_each_period
def test_down_share_in_its_three_readings(period):
    (table,) = tables(period, "enterprises", "三种口径")
    cells = [[number(cell.text) for cell in line[1:]] for line in table.rows]
    for n, (label, span) in enumerate(spans(period).items()):
        own = [(r, o, b) for r, o, b in rows(period, span) if r.state != "退库"]
        down = sum(o < b for _, o, b in comparable(own))
        whole = [len(comparable(own)), sum(o is not None for _, o, _ in own), len(own)]
        for line, count in zip(cells, whole, strict=True):
            assert line[3 * n : 3 * n + 3] == [down, count, half_up(rate(Decimal(down), count))]
        told = re.search(
            rf"{label}，可比企业\d+户中，产值低于上年同期的(\d+)户（.*?），减产面为([\d.]+)%",
            text_of(period, "enterprises"),
        )
        assert (int(told[1]), Decimal(told[2])) == (down, cells[0][3 * n + 2])


@of_each_period
@pytest.mark.parametrize(("caption", "key"), [("各县", "county"), ("各行业减", "division")])
def test_down_shares_of_groups_are_redone_from_their_counts(period, caption, key):
    (table,) = [t for t in tables(period, "enterprises", "减产企业") if caption in t.caption]
    for n, (_, span) in enumerate(spans(period).items()):
        own = [(r, o, b) for r, o, b in rows(period, span) if r.state != "退库"]
        for name, cells in lines(table).items():
            of = [
                (o, b) for r, o, b in comparable(own)
                if name in ("福州市", r.county, DIVISIONS[r.division])
            ]  # fmt: skip
            down = sum(o < b for o, b in of)
            idle, half = sum(o == 0 for o, _ in of), sum(0 < 2 * o <= b for o, b in of)
            share = str(half_up(rate(Decimal(down), len(of)))) if of else "—"
            assert cells[5 * n : 5 * n + 5] == [*map(str, (len(of), down, idle, half)), share]


@of_each_period
@pytest.mark.parametrize(("side", "sign"), [("拉动", 1), ("下拉", -1)])
def test_ten_up_and_ten_down(period, side, sign):
    for label, span in spans(period).items():
        (table,) = tables(period, "enterprises", f"{side}全市增速较多的10户企业（{label}）")
        city_base = sums(rows(period, span))[1]
        gains = {r.name: (o - b, o, b) for r, o, b in counted(rows(period, span))}
        first = sorted(gains, key=lambda name: -sign * gains[name][0])[:10]
        assert [line[0].text for line in table.rows] == first
        for line in table.rows:
            gain, output, base = gains[line[0].text]
            assert [number(line[n].text) for n in (3, 4)] == [output, base]
            assert number(line[6].text) == half_up(rate(gain, city_base))
        (whole,) = table.apart
        assert [number(whole[n].text) for n in (3, 4)] == [
            sum(gains[name][n] for name in first) for n in (1, 2)
        ]
        total = rate(sum(gains[name][0] for name in first), city_base)
        text = text_of(period, "enterprises")
        assert number(whole[6].text) == half_up(total)
        assert f"10户企业合计{side}{half_up(abs(total))}个百分点" in text


@of_each_period
def test_key_enterprises(period):
    text = text_of(period, "enterprises")
    for label, span in spans(period).items():
        own = rows(period, span, is_key=True)
        down = sum(o < b for _, o, b in comparable(own))
        pattern = rf"{label}，重点企业(\d+)户(?:（[^）]*）)?产值([\d.]+)亿元.*?产值下降的(\d+)户"
        told = re.search(pattern, text)
        assert [int(told[1]), Decimal(told[2]), int(told[3])] == [
            len(own), half_up(sums(own)[0] / 10000), down
        ]  # fmt: skip


def why(row, span="month"):
    """Reasons of a row, by the contract's words."""
    own = getattr(row, span)
    if row.state == "退库" or own.output is None or own.base is None or own.base <= 0:
        return set()
    if own.output == 0:
        kind = {"停产"}
    elif 0 < 2 * own.output <= own.base:
        kind = {"半停产"}
    else:
        kind = {"下降快"} if own.output - own.base <= own.base * Decimal("-0.3") else set()
    return kind | ({"重点企业下降"} if row.is_key and own.output < own.base else set())


@of_each_period
def test_watch_list_counts(period):
    """Who is on it, why, new, recovered after how long: from the rows of every period so far."""
    given = shipped(period).enterprises
    listed = [(r, why(r)) for r in given.frame.rows if why(r)]
    counts = Counter(reason for _, reasons in listed for reason in reasons)
    (table,) = tables(period, "watch_list", "各县（市）区关注名单")
    titles = [column.title.removesuffix("（户）") for column in table.columns][1:]
    whole = dict(zip(titles, lines(table)["福州市"], strict=True))
    assert int(whole["列入"]) == len(listed)
    for reason, count in counts.items():
        assert int(whole[reason]) == count
    text = text_of(period, "watch_list")
    assert f"列入关注名单的企业{len(listed)}户" in text
    by_county = {name: int(cells[0]) for name, cells in lines(table).items() if name != "福州市"}
    assert {c: n for c, n in by_county.items() if n} == Counter(r.county for r, _ in listed)
    assert (period == "2023-02") == (whole["新列入"] == "—")


@of_each_period
def test_the_unvisited_lead_and_the_rest_is_counted(period):
    (table,) = [t for t in tables(period, "watch_list", "关注名单（") if "各" not in t.caption]
    titles = [column.title for column in table.columns]
    visits = [int(line[titles.index("本月走访（次）")].text) for line in table.rows]
    assert [n > 0 for n in visits] == sorted(n > 0 for n in visits)
    (counts,) = tables(period, "watch_list", "各县（市）区关注名单")
    listed = int(lines(counts)["福州市"][0])
    assert len(table.rows) == min(listed, 60)
    assert (f"共{listed}户，列前60户" in table.note) == (listed > 60)


@of_each_period
def test_electricity(period):
    text = text_of(period, "electricity")
    label, span = next(iter(spans(period).items()))
    own = [
        (r, o, b) for r, o, b in counted(rows(period, span))
        if r.power.used is not None and r.power.base is not None
    ]  # fmt: skip
    assert f"{label}，产值、用电量两期数据齐全的企业{len(own)}户" in text
    used, base = sum(r.power.used for r, _, _ in own), sum(r.power.base for r, _, _ in own)
    change = half_up(rate(used - base, base), TENTH)
    assert f"用电量{'下降' if change < 0 else '增长'}{abs(change)}%" in text
    up = [1 for r, o, b in comparable(own) if o > b and r.power.used < r.power.base]
    assert f"产值升、用电降的{len(up)}户" in text


@of_each_period
def test_reconciliation(period):
    given = shipped(period)
    for label, span in spans(period).items():
        (table,) = tables(period, "problems", f"企业合计与月度数据（{label}）")
        for name, cells in lines(table).items():
            where = {} if name == "福州市" else {"county": name}
            numbers = [number(text) for text in cells]
            totals = [total / 10000 for total in sums(rows(period, span, **where))]
            stated = [given.scored.panel.value(series, span, name) for series in ("output", "base")]
            assert [numbers[0], numbers[3]] == totals
            assert [numbers[1], numbers[4]] == stated
            assert [numbers[2], numbers[5]] == [s - t for s, t in zip(stated, totals, strict=True)]
            assert numbers[6] == len(rows(period, span, **where)) - len(
                counted(rows(period, span, **where))
            )


@of_each_period
def test_no_part_is_empty(period):
    assert all(page(period).values())
