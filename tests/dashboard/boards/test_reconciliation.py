"""台账报表核对 on screen: what differs, the way to both records, one order, and empty states."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.boards.progress.reconciled_item import way_to
from metrics.progress.reconciliation import COMPARED
from tests.dashboard import small_province
from tests.dashboard.conftest import Open
from tests.dashboard.reading import stands, tables, words
from tests.dashboard.small_ledger import COMPOUND, COUNTY, DAY, PLACE, PROJECT, REGIONS
from tests.sql.statement_rows import submit

OTHER, COUNTED = "620103", small_province.COUNTY
TITLE = "台账报表核对"


def report(*returned: dict[str, Any], **sheets: Any) -> None:
    """Let the province report two counties' ledgers of one compound each, and these returns."""
    second = PROJECT | {"project": "P2", "name": "团结项目", "region": OTHER}
    home = COMPOUND | {"compound": "C2", "project": "P2", "name": "团结小区"}
    ledger = {"projects": [PROJECT, second], "compounds": [COMPOUND, home]}
    rows = [{"year": DAY.year, **row} for row in returned]
    submit(DAY, *REGIONS, unit=PLACE, returns=rows, **(ledger | sheets))


@pytest.fixture
def differing(opened_empty: Open) -> Open:
    """Report a county that returns a start its ledger does not have, and one that agrees."""
    report(
        {"region": COUNTY, "planned_compounds": 1, "started_compounds": 1},
        {"region": OTHER, "planned_compounds": 1},
    )
    return opened_empty


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def test_only_what_must_be_asked_is_listed_and_all_of_it_is_counted(differing: Open):
    app = differing("reconciliation")
    assert not app.exception
    assert figures(app) == {
        "核对项数": "3项", "一致": "2项", "不一致但在容差内": "0项", "超出容差，需核实": "1项",
        "一方未填报": "7项",
    }  # fmt: skip
    heads, *rows = tables(app)[TITLE]
    assert heads == ["市州", "地区", "指标", "台账数", "报表数", "差额", "核对结果"]
    assert rows == [["兰市", "城关区", "已开工小区数", "0", "1", "+1", "需核实"]]
    assert "容差：数量：0" in words(app).replace("\\", "")
    assert "依据：本系统默认" in words(app)


def test_all_results_and_those_of_one_side_can_be_chosen(differing: Open):
    every = tables(differing("reconciliation", result="all"))[TITLE]
    assert len(every) == 11
    one_side = tables(differing("reconciliation", result="one", figure="planned_households"))[TITLE]
    assert [row[-2:] for row in one_side[1:]] == [["报表未填", "进展报表未填此项"]] * 2


def test_filters_stand_in_the_address(differing: Open):
    app = differing("reconciliation", result="all", city="620100", county=OTHER)
    assert {row[1] for row in tables(app)[TITLE][1:]} == {"七里河区"}
    assert (stands(app, "city"), stands(app, "county")) == ("620100", OTHER)


def test_a_city_adds_up_all_its_counties_though_one_alone_differs(differing: Open):
    rows = tables(differing("reconciliation", by="city"))[f"{TITLE}汇总"]
    # The other county did not return this figure, so it is in neither sum.
    assert rows[1:] == [
        ["甘省", "已开工小区数", "0", "1", "+1", "2", "0", "0", "1", "1"],
        ["兰市", "已开工小区数", "0", "1", "+1", "2", "0", "0", "1", "1"],
    ]


def test_an_item_leads_to_the_question_both_records_and_one_order(differing: Open):
    app = differing("reconciliation", pick=f"{COUNTY}:started_compounds")
    question = "城关区2023年已开工小区数：进展报表填1个，台账合计0个，报表多1个，请核实并更正。"
    assert [element.value for element in app.code] == [question]
    assert "台账中没有计入的记录" in words(app)
    versions = tables(app)["历次报送"]
    assert len(versions) == 2
    assert order(app) == "已下达督办单〔2023〕1号。"
    again = differing("reconciliation", pick=f"{COUNTY}:started_compounds")
    assert order(again) == "同一事由已有未办结的督办单〔2023〕1号，本次未另行下达。"


def order(app: AppTest) -> str:
    own = f"query:{COUNTY}:started_compounds:其他:{COUNTY} 2023 台账报表核对 started_compounds"
    app.date_input(key=f"{own}:on").set_value(date(2023, 7, 3))
    app.button(key=f"{own}:send").click().run()
    assert not app.exception
    return str(app.success[0].value)


def test_a_figure_of_the_ledger_lists_the_records_that_it_counts(differing: Open):
    app = differing("reconciliation", result="all", pick=f"{COUNTY}:planned_compounds")
    assert tables(app)["台账中计入“计划小区数”的记录"][1:] == [
        ["C1", "和平小区", "P1", "2023-01-10", "1"]
    ]
    assert not app.code


def test_nothing_different_is_said_so(opened_empty: Open):
    report({"region": COUNTY, "planned_compounds": 1})
    app = opened_empty("reconciliation")
    assert not app.exception
    assert "台账与报表没有这类差别" in words(app)
    assert TITLE not in tables(app)


@pytest.mark.parametrize(
    ("sheets", "missing"),
    [({}, "进展报表"), ({"projects": [], "compounds": []}, "项目台账")],
)
def test_one_side_missing_altogether_is_said_so(
    opened_empty: Open, sheets: dict[str, Any], missing: str
):
    rows = [{"region": COUNTY, "planned_compounds": 1}] if missing == "项目台账" else []
    report(*rows, **sheets)
    app = opened_empty("reconciliation")
    assert not app.exception
    assert f"没有2023年度的{missing}，不能核对" in words(app)


def test_an_empty_database_is_told_how_to_start(opened_empty: Open):
    app = opened_empty("reconciliation")
    assert not app.exception
    assert "还没有任何报送" in words(app)


@pytest.mark.parametrize("figure", [f for f in COMPARED if f != "completed_compounds"])
def test_every_figure_leads_down_to_a_record_that_it_counts(opened: Open, figure: str):
    app = opened("reconciliation", result="all", pick=f"{COUNTED}:{figure}")
    assert not app.exception
    counted = next(rows for title, rows in tables(app).items() if title.startswith("台账中计入"))
    steps = way_to(counted[1][0], region=COUNTED, figure=figure)
    app = opened("indicators", **steps)
    assert not app.exception
    assert not app.warning
    assert "判定所依据的内容" in tables(app) or "判定所依据的内容" in words(app)
