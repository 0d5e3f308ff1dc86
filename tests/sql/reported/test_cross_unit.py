"""One unit's workbook never takes another unit's records, and no record loses its division."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from metrics.packs.pack import load_pack
from metrics.progress.from_ledger import ledger
from metrics.rating.evaluation import evaluate
from metrics.records.reports import Outcome
from sql.__main__ import main
from sql.database.engine import session_scope
from sql.models import SUBMISSIONS
from sql.reported import history
from sql.reported.intake import import_workbook
from sql.reported.withdrawal import NotWithdrawn, withdraw
from tests.workbooks import made

AS_OF, NEXT, START = date(2023, 7, 28), date(2023, 8, 31), date(2023, 1, 1)
OTHER, CITY, PROVINCE = "620103", "620100", "620000"


@pytest.fixture
def send(database: str, tmp_path: Path):
    """Import sheets as a unit's workbook; the province and county 620102 have reported."""

    def sent(sheets: dict[str, made.Rows], *, unit: str = "620102", as_of: date = AS_OF) -> Outcome:
        path = made.write(tmp_path / f"{unit}-{as_of}.xlsx", sheets)
        return import_workbook(path, unit=unit, as_of=as_of)

    assert sent(made.province(), unit=PROVINCE, as_of=START).stored
    assert sent(made.county()).stored
    return sent


def own_county(*, project: str = "Q", compound: str = "D") -> dict[str, made.Rows]:
    """Return the workbook of county 620103 with codes that begin like this."""
    sheets = made.county()
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "项目编码", f"{project}{row}")
        sheets = made.changed(sheets, "项目", row, "行政区划代码", OTHER)
        sheets = made.changed(sheets, "小区", row, "小区编码", f"{compound}{row}")
        sheets = made.changed(sheets, "小区", row, "项目编码", f"{project}{row}")
        sheets = made.changed(sheets, "资金", row, "项目编码", f"{project}{row}")
    return sheets


def short(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(e.sheet, e.cell, e.code) for e in outcome.errors]


def withdrawn(unit: str, as_of: date, reason: str = "并入620103"):
    with session_scope(writing=True) as session:
        return withdraw(session, unit=unit, as_of=as_of, reason=reason)


def test_two_counties_with_codes_of_their_own_stand_side_by_side(send):
    outcome = send(own_county(), unit=OTHER)
    assert outcome.stored
    assert outcome.warnings == ()


def test_the_province_and_its_city_both_number_their_tasks_from_one(send):
    def listed(content: str) -> made.Rows:
        return [
            ("任务序号", "任务内容", "责任单位", "完成时限"),
            ("1", content, "住建局", "2023年8月"),
        ]

    for unit, sheets in ((PROVINCE, made.province()), (CITY, {})):
        outcome = send({**sheets, "重点任务": listed(unit)}, unit=unit, as_of=AS_OF)
        assert outcome.stored
        assert outcome.warnings == ()
    with session_scope() as session:
        tasks = history.frames(session, as_of=AS_OF, year=2023).tables["tasks"]
    assert tasks.select("unit", "task", "content").rows() == [
        (PROVINCE, "1", PROVINCE), (CITY, "1", CITY),
    ]  # fmt: skip


@pytest.mark.parametrize("as_of", [date(2023, 6, 30), AS_OF, NEXT], ids=str)
def test_another_countys_codes_are_refused_whichever_data_date_is_newer(send, as_of):
    sheets = made.changed(own_county(project="P", compound="C"), "小区", 1, "实际开工日期", None)
    outcome = send(sheets, unit=OTHER, as_of=as_of)
    assert short(outcome) == [
        ("项目", "A2", "held_by_other_unit"), ("项目", "A3", "held_by_other_unit"),
        ("小区", "A2", "held_by_other_unit"), ("小区", "A3", "held_by_other_unit"),
    ]  # fmt: skip
    assert outcome.errors[2].message == (
        "小区编码“C1”是甲一区（620102）（数据截止日期2023-07-28）报送的，再次使用会覆盖对方的数据。"
        "不是同一对象的，请改用以本区划代码开头的编码（如620103-C1）；代码变更、撤并前的同一对象，请勿另编新码"
        "（会重复计数），请系统管理员登记“区划调整”（命令：python -m sql division-change），原编码即转到620103"
        "名下，再照原编码报送。"
    )


HAPPENED = ("S1", OTHER, None, "挪用", date(2023, 5, 6), "待核")
CODED = {
    "社区摸排": (("社区编码", "社区名称", "行政区划代码"), ("1", "一社区", OTHER)),
    "事件": (("事件编码", "行政区划代码", "项目编码", "类型", "发生日期", "核实状态"), HAPPENED),
    "整改台账": (
        ("问题编码", "行政区划代码", "来源", "问题描述", "发现日期", "整改期限"),
        ("1", OTHER, "审计", "超进度付款", date(2023, 4, 10), date(2023, 6, 30)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("sheet", CODED)
def test_communities_events_and_issues_are_guarded_too(send, sheet):
    theirs = made.changed({sheet: CODED[sheet]}, sheet, 1, "行政区划代码", "620102")
    assert send({**made.county(), **theirs}, as_of=NEXT).stored
    outcome = send({**own_county(), sheet: CODED[sheet]}, unit=OTHER, as_of=NEXT)
    assert short(outcome) == [(sheet, "A2", "held_by_other_unit")]


USED = {
    "改造内容": (("小区编码", "内容项", "存在短板"), ("C1", "供水", "是")),
    "专营设施": (("小区编码", "类型", "需改造"), ("C1", "水", "是")),
    "资金": (("项目编码", "资金来源", "到位金额(万元)"), ("P1", "省财政", 5)),
    "小区": (("小区编码", "小区名称", "项目编码", "户数", "楼栋数", "建筑面积(㎡)"), ("D9", "院", "P1", 90, 3, 7000)),
}  # fmt: skip


@pytest.mark.parametrize("sheet", USED)
def test_nothing_is_hung_on_another_countys_compound_or_project(send, sheet):
    outcome = send({sheet: USED[sheet]}, unit=OTHER)
    assert [e.code for e in outcome.errors] == ["used_from_other_unit"]
    assert "甲一区（620102）" in str(outcome.errors[0])


def test_a_city_that_reports_for_its_county_hears_who_wins(send):
    outcome = send(made.county(), unit=CITY, as_of=NEXT)
    assert outcome.stored
    assert [(w.sheet, w.code) for w in outcome.warnings] == [
        ("项目", "held_in_the_family"), ("小区", "held_in_the_family"),
    ]  # fmt: skip
    assert "以数据截止日期最新的为准" in str(outcome.warnings[0])


def test_a_compound_is_in_one_project_a_year_across_workbooks(send):
    sheets = made.changed(own_county(project="Q", compound="C"), "项目", 2, "计划年度", 2024)
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "行政区划代码", "620102")
    outcome = send(sheets, unit=CITY, as_of=NEXT)
    assert short(outcome) == [("小区", "C2", "planned_twice")]
    assert "2023年度已由甲一区（620102）列入项目“P1”" in str(outcome.errors[0])


def test_codes_that_the_other_county_gave_up_are_free(send):
    withdrawn("620102", NEXT)
    sheets = own_county(project="P", compound="C")
    assert not send(sheets, unit=OTHER, as_of=AS_OF).stored
    assert send(sheets, unit=OTHER, as_of=NEXT).stored
    assert send(made.changed(made.county(), "小区", 1, "户数", 101), as_of=AS_OF).stored


def test_a_county_of_a_new_code_takes_its_records_over_uncounted_twice(send):
    """Beside 区划调整, which the refusal advises: the old unit's report withdrawn by hand, the codes stay."""
    assert send(made.province(), unit=PROVINCE, as_of=AS_OF).accepted.repeated is False
    sheets = made.county()
    for row in (1, 2):
        sheets = made.changed(sheets, "项目", row, "行政区划代码", OTHER)
    refused = send(sheets, unit=OTHER, as_of=NEXT)
    assert {code for _, _, code in short(refused)} == {"held_by_other_unit"}
    assert "请勿另编新码（会重复计数），请系统管理员登记“区划调整”" in str(refused.errors[0])
    withdrawn("620102", NEXT, "代码变更为620103")
    assert send(sheets, unit=OTHER, as_of=NEXT).stored
    with session_scope() as session:
        read = history.frames(session, as_of=NEXT, year=2023)
    whole = ledger(read).filter(region=PROVINCE)
    assert (whole["started_compounds"][0], read.tables["projects"].height) == (1, 2)


def without_the_county() -> dict[str, made.Rows]:
    return {"区划": [row for row in made.REGIONS if row[0] != "620102"]}


def test_a_division_with_records_in_force_stays(send):
    outcome = send(without_the_county(), unit=PROVINCE)
    assert short(outcome) == [("区划", "", "dropped_with_records")]
    assert "归属620102的记录仍然有效：项目2条（620102报送）" in str(outcome.errors[0])
    assert not send(without_the_county(), unit=PROVINCE, as_of=date(2023, 6, 30)).stored


def test_a_merged_division_goes_once_its_statement_is_withdrawn(send):
    assert send(own_county(), unit=OTHER).stored
    done = withdrawn("620102", NEXT)
    assert (done.added, done.removed) == (0, 6)
    assert send(without_the_county(), unit=PROVINCE, as_of=NEXT).stored
    with session_scope() as session:
        told = history.submissions(session, unit="620102")
        before = history.frames(session, as_of=AS_OF, year=2023)
        after = history.frames(session, as_of=NEXT, year=2023)
    assert [sent.file_name for sent in told] == ["撤销报送：并入620103", "620102-2023-07-28.xlsx"]
    assert sorted(before.tables["projects"]["project"]) == ["P1", "P2", "Q1", "Q2"]
    scores = evaluate(after, load_pack("national").on(NEXT), PROVINCE).scores
    assert "620102" not in scores["region"] and OTHER in scores["region"]


@pytest.mark.parametrize(
    ("unit", "as_of", "reason", "words"),
    [
        ("620102", date(2023, 6, 30), "并入620103", "不能早于它"),
        (OTHER, AS_OF, "并入620102", "无可撤销"),
        (PROVINCE, AS_OF, "撤销", "区划"),
        ("620102", AS_OF, " ", "原因"),
        ("620102", AS_OF, "并入\u202e620103", "撤销原因第3个字符〔U.202E〕是看不见的符号"),
    ],
)
def test_a_withdrawal_that_would_mislead_is_refused(send, unit, as_of, reason, words):
    with pytest.raises(NotWithdrawn, match=words):
        withdrawn(unit, as_of, reason)
    with session_scope() as session:
        assert session.scalar(select(func.count()).select_from(SUBMISSIONS)) == 2


def test_the_command_withdraws(send, capsys: pytest.CaptureFixture[str]):
    asked = ["withdraw", "--unit", "620102", "--as-of", str(NEXT), "--reason", "并入620103"]
    assert main(asked) == 0
    assert "6条记录不再有效" in capsys.readouterr().out
    assert main(asked) == 26
    assert "无可撤销" in capsys.readouterr().err
