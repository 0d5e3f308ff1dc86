"""What is said of lists: conditions, order, the window, and what waits."""

from datetime import date
from typing import Any

from metrics.lists.double_list import double_list
from metrics.lists.gates import Gate, Outcome
from metrics.lists.recommended import Recommendation
from metrics.lists.rule_keys import GATES, Seats
from metrics.rating.rule_keys import OBJECTION_WINDOW
from metrics.views.lists import double_tables, recommended_tables
from metrics.views.parts.signals import Signal
from tests.metrics.lists.listed import COUNTY, RULES, counted


def test_only_what_is_asked_is_told_as_a_condition():
    assert recommended_tables.gates_words(RULES) == (
        "参加主排名", "没有一票否决内容", "评价等次不低于“良”", "没有列入负面清单的条目",
        "列入激励清单不少于1条", "当年完工小区群众满意率（满意答卷占有效答卷）不低于90%，没有完工小区的不作要求",
        "审计和国务院大督查发现的问题按期整改销号",
    )  # fmt: skip
    raw: dict[str, Any] = {
        **RULES.rules[GATES].raw, "一票否决": "不限", "负面清单不超过(条)": "2", "审计督查问题": "不限",
        "底线不达标不超过(条)": "3",
    }  # fmt: skip
    words = recommended_tables.gates_words(RULES.but(**{GATES: raw}))
    assert words[1] == "底线要求中不达标的不超过3条"
    assert "列入负面清单不超过2条" in words
    assert not any("一票否决" in each or "审计" in each for each in words)


def test_the_window_ends_on_a_working_day_and_says_where_that_is_provisional():
    window = RULES.rule(OBJECTION_WINDOW)
    # From Thursday before the week of the National Day: five working days later.
    said = recommended_tables.window_words(window, date(2023, 9, 28))
    assert "至2023年10月11日（含当日）" in said
    assert "暂定" in recommended_tables.window_words(window, date(2030, 1, 1))


def test_the_order_names_what_settles_a_tie():
    told = Recommendation("county", Seats(3, ("激励清单条数",)), ())
    assert "名次相同的依次比较激励清单条数" in recommended_tables.order_words(told)
    assert "依次比较" not in recommended_tables.order_words(told._replace(seats=Seats(3, ())))


def test_a_condition_says_what_was_found_and_marks_what_is_not_fulfilled():
    def cell(gate: Gate, passed: bool | None, found: Any) -> tuple[str, Signal | None]:
        made = recommended_tables.gate_cell(Outcome(gate, passed, found))
        assert made.signal is None or isinstance(made.signal, Signal)
        return made.text, made.signal

    assert cell(Gate.VETO, passed=False, found="A02.2") == ("A02.2", Signal.BAD)
    assert cell(Gate.VETO, passed=None, found="") == ("待核实", Signal.UNKNOWN)
    assert cell(Gate.SATISFIED, passed=True, found=(9, 10)) == ("90.0%", None)
    assert cell(Gate.RANKED, passed=False, found="small") == ("小样本组", Signal.BAD)
    assert cell(Gate.AUDITS, passed=True, found=(2, 2)) == ("2/2件", None)


def test_a_cell_of_the_lists_tells_by_what_a_region_is_on_them():
    evaluation = counted([(COUNTY, "A02.1", 1, 1, 0), (COUNTY, "A02.2", 8, 10, 1)])
    table = double_tables.by_region(evaluation, RULES, double_list(evaluation, RULES), "county")
    (own,) = (line for line in table.lines if line.key == COUNTY)
    cell = table.cell(own, double_tables.entry_name(1))
    assert (cell.text, cell.signal, cell.note) == ("列入", Signal.BAD, "A02.2 8/10，缺1条")
    assert [column.headings[0] for column in table.columns[4:]] == ["负面清单"] * 4 + [
        "激励清单"
    ] * 4
    assert (
        double_tables.summary(double_list(evaluation, RULES), [line.key for line in table.lines])
        == "共2个地区：负面清单列入1个；激励清单列入0个。"
    )
