"""The slip of correction (更正单) as officers read it."""

from metrics.sealing.slip import slip
from metrics.views.changes import slip_list, slip_tables
from metrics.views.parts.table import DisplayTable
from tests.metrics.rating.test_evaluation import GANSU, TWO_COUNTIES
from tests.metrics.sealing.test_slip import corrected, sealed

FOUND = slip(sealed(TWO_COUNTIES), sealed(corrected(built_year=1990)))


def written(table: DisplayTable) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in table.lines]


def test_the_record_that_turned_is_told_with_its_name_and_both_verdicts():
    assert written(slip_tables.records(FOUND)) == [
        ["A02.2", "对象符合条件", "丑县", "C11", "11号院", "不达标", "达标"]
    ]


def test_counts_say_from_what_to_what():
    county = next(row for row in written(slip_tables.counts(FOUND)) if row[0] == "丑县")
    assert county == ["丑县", "A02.2", "对象符合条件", "0→1", "3", "1"]


def test_the_lines_of_a_region_stand_below_its_total():
    table = slip_tables.points(FOUND)
    totals = [line.total for line in table.lines if line.total]
    assert totals == ["某省总分", "甲市总分", "丑县总分"]


def test_a_region_that_did_not_change_is_told_of_only_where_another_moved_it():
    regions = [row[0] for row in written(slip_tables.ranks(FOUND))]
    assert "子区" not in regions
    assert "丑县" in regions


def test_of_the_same_data_there_is_no_table():
    assert slip_tables.tables(slip(sealed(TWO_COUNTIES), sealed(TWO_COUNTIES))) == ()


def test_one_list_has_every_line_and_the_rules():
    later = slip(sealed(TWO_COUNTIES), sealed(TWO_COUNTIES, GANSU.but(built_year_max=2001)))
    listed = slip_list.one_list(later)
    single = [line for table in slip_tables.tables(later) for line in table.lines if not line.total]
    assert len(listed.lines) == len(single)
    kinds = {cell.text for cell in listed.at("kind")}
    assert kinds == {table.title for table in slip_tables.tables(later)}


def test_a_move_by_a_rule_is_not_told_of_the_data():
    later = slip(sealed(TWO_COUNTIES), sealed(TWO_COUNTIES, GANSU.but(built_year_max=2001)))
    causes = {cell.text for cell in slip_tables.ranks(later).at("why")}
    assert causes == {"参数变化"}
