"""Settings of the office: what it is called, how it numbers, and the rules that it decides itself."""

from collections.abc import Iterator
from datetime import date

import pytest

from metrics import office
from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.dispatch.standing import order_number
from metrics.errors import RulePackInvalid
from metrics.packs.pack import load_pack, pack_for_place
from metrics.views.access import log_table
from metrics.views.parts.csv_file import csv_file
from metrics.views.rating.rule_tables import owner
from metrics.views.reported import setting_tables
from sql.database import office_in_use
from sql.database.engine import session_scope
from sql.dispatch import meetings
from sql.dispatch.journal import EntryRefused
from sql.log.entries import Asked, entries
from sql.office import beginning, rules, settings
from sql.office.rules import RestsOnIt
from tests.sql.access.acting_people import ADMINISTRATOR, CHIEF
from tests.sql.office.test_beginning import GANSU
from tests.sql.statement_rows import region, submit

DAY, BEFORE = date(2025, 3, 1), date(2025, 2, 28)


@pytest.fixture
def begun(database: str) -> Iterator[None]:
    """Begin in Gansu, on each database in turn."""
    beginning.begin(GANSU, by="李")
    with office.using(None):
        yield


def decide(key: str, raw: object, *, since: date = DAY, **said: object) -> int:
    with session_scope(writing=True) as session:
        return rules.decide(
            session, key=key, raw=raw, since=since, document="甘建城〔2025〕9号", by="李", **said
        )


def look() -> None:
    with session_scope() as session:
        office.use(office_in_use.read(session))


def test_who_keeps_the_system_decides_no_rule(begun: None):
    """Settings are his, figures are not: how many levels review would be his alone to lift."""
    with acting.using(ADMINISTRATOR), pytest.raises(NotAllowed, match="审定参数"):
        decide("review_levels", 2)
    with acting.using(CHIEF):
        assert decide("review_levels", 2) == 1


def test_who_keeps_the_system_names_the_office_and_leaves_its_rule_pack(begun: None):
    with session_scope() as session:
        held = settings.in_force(session)
    said = {
        "name": "新名称", "issuer": held[office.ISSUER], "numbers": {}, "copies": 3, "large": False,
    }  # fmt: skip
    with acting.using(ADMINISTRATOR), session_scope(writing=True) as session:
        assert settings.save(session, rules=held[office.PACK], **said)
    with (
        acting.using(ADMINISTRATOR),
        pytest.raises(NotAllowed, match="审定参数"),
        session_scope(writing=True) as session,
    ):
        settings.save(session, rules="baoding", **said)
    with session_scope() as session:
        assert settings.in_force(session)[office.PACK] == held[office.PACK]


def test_a_rule_of_the_office_holds_from_its_day_on_with_its_document(begun: None):
    assert decide("consent_min", "80%", clause="三") == 1
    look()
    before, after = (pack_for_place("620102").on(day) for day in (BEFORE, DAY))
    assert (before.rule("consent_min").raw, before.rule("consent_min").pack) == ("75%", "gansu")
    rule = after.rule("consent_min")
    assert (rule.raw, rule.document, rule.clause, rule.since) == (
        "80%", "甘建城〔2025〕9号", "三", DAY,
    )  # fmt: skip
    assert owner(rule).text == "本单位设置"
    assert owner(after.rule("participation_min")).text == "甘肃省"
    assert owner(after.rule("item_weights")).text == "继承自全国"
    assert before.digest != after.digest
    assert load_pack("baoding").on(DAY).rule("consent_min").document != rule.document


def test_the_newest_word_of_a_day_stands_and_the_earlier_one_can_be_read(begun: None):
    decide("consent_min", "80%")
    decide("consent_min", "85%")
    assert decide("consent_min", "85%") == 0
    look()
    assert load_pack("gansu").on(DAY).rule("consent_min").raw == "85%"
    with session_scope() as session:
        said = [one.value["value"] for one in settings.entries(session) if one.since]
    assert said == ["80%", "85%"]


@pytest.mark.parametrize(
    ("key", "raw", "sentence"),
    [
        (
            "consent_min",
            "120%",
            "参数集“本单位”的参数“居民同意率下限”（consent_min，2025-03-01起）不正确：应为0%至100%",
        ),
        ("cadence", {"督导": "每周一"}, "不正确"),
        ("cadence", {}, "应逐项写明工作和时间"),
        ("no_such_rule", 1, "参数集“本单位”含有未定义的参数：no_such_rule"),
    ],
)
def test_a_value_that_does_not_read_is_refused_in_the_words_of_a_pack(
    begun: None, key: str, raw: object, sentence: str
):
    with pytest.raises(RulePackInvalid) as refused:
        decide(key, raw)
    assert sentence in str(refused.value)


def test_grades_keep_their_order_from_best_to_worst(begun: None):
    bands = {"优": "[85,100]", "良": "[75,85)", "中": "[60,75)", "差": "[0,60)"}
    assert decide("grade_bands", bands) == 1
    look()
    assert [band.grade for band in load_pack("gansu").on(DAY)["grade_bands"]] == [*bands]


def test_every_rule_that_ships_can_be_decided_as_it_is_and_reads_the_same(begun: None):
    shipping = load_pack("gansu").on(DAY)
    for key in shipping:
        decide(key, shipping.rule(key).raw)
    look()
    assert dict(load_pack("gansu").on(DAY)) == dict(shipping)


def test_a_rule_without_its_document_is_refused(begun: None):
    with (
        pytest.raises(EntryRefused, match="“文件依据”不能为空"),
        session_scope(writing=True) as session,
    ):
        rules.decide(session, key="min_compounds", raw=3, since=DAY, document=" ", by="李")


def test_what_a_meeting_rests_on_is_said_before_it_is_changed(begun: None):
    submit(DAY, region("620102", "城关区"), unit="620102")
    with session_scope(writing=True) as session:
        meetings.open_meeting(
            session, place="620000", held_on=DAY, data_date=DAY, year=2025, rules="gansu", by="李",
            topics=[],
        )  # fmt: skip
    with pytest.raises(RestsOnIt, match="调度会1次的数据截止日期不早于2025-03-01"):
        decide("min_compounds", 3)
    assert decide("min_compounds", 3, since=date(2025, 3, 2)) == 1
    assert decide("min_compounds", 4, agreed=True) == 1


def test_before_an_office_has_begun_there_is_nothing_to_set(database: str):
    with pytest.raises(EntryRefused, match="尚未正式使用"):
        decide("min_compounds", 3)


def test_papers_bear_the_name_and_the_number_of_the_office(begun: None):
    with session_scope(writing=True) as session:
        settings.write(
            session, {"office": "甘肃省旧改办", "numbers": {"督办单": {"2025": 13}}}, by="李"
        )
    look()
    assert office.name_at("甘肃省") == "甘肃省旧改办"
    assert office.name_at("兰州市") == "兰州市城镇老旧小区改造工作领导小组办公室"
    assert order_number(2025, 3, place="620000") == "甘老旧改办〔2025〕3号"
    assert order_number(2025, 3, place="620100") == "〔2025〕3号"
    assert office.first_number(office.ORDER, 2025, place="620000") == 13
    assert office.first_number(office.ORDER, 2026, place="620000") == 1


HELD = {
    "name": "甘肃省旧改办", "issuer": "甘旧改", "rules": "gansu", "numbers": {"督办单": {"2025": 13}},
    "copies": 5, "large": True,
}  # fmt: skip


def save(**other: object) -> int:
    with session_scope(writing=True) as session:
        return settings.save(session, **{**HELD, **other}, by="李")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"copies": -3}, "“自动备份保留份数”应为0至1000之间的整数"),
        ({"copies": "3"}, "“自动备份保留份数”应为0至1000之间的整数"),
        ({"copies": True}, "“自动备份保留份数”应为0至1000之间的整数"),
        ({"large": "是"}, "“大字显示”只能是“是”或“否”"),
        ({"name": "甲\n乙"}, "“办公室名称”应写在一行内"),
        ({"issuer": None}, "“机关代字”应为文字"),
        ({"numbers": {"通报": {"2025": 2}}}, "起始编号只用于督办单、工作简报"),
        ({"numbers": {"督办单": {"25": 2}}}, "年份为四位数字"),
        ({"numbers": {"督办单": {"2025": 0}}}, "“督办单起始编号”应为1至9999之间的整数"),
        ({"numbers": {"督办单": 2}}, "应按年份逐年写明"),
    ],
)
def test_a_setting_that_it_cannot_have_is_refused_and_nothing_is_kept(
    begun: None, wrong: dict[str, object], sentence: str
):
    with pytest.raises(EntryRefused, match=sentence):
        save(**wrong)
    with session_scope() as session:
        assert settings.in_force(session)["office"] == GANSU.name


def test_what_a_setting_can_have_is_kept_once(begun: None):
    assert save() == 5
    assert save() == 0


def test_there_are_no_other_settings(begun: None):
    with (
        pytest.raises(EntryRefused, match="没有“colour”这项设置"),
        session_scope(writing=True) as session,
    ):
        settings.write(session, {"colour": "red"}, by="李")


def test_a_name_that_a_spreadsheet_would_run_is_kept_and_stays_a_text(database: str):
    beginning.begin(GANSU._replace(name="=1+1"), by="李")
    with session_scope() as session:
        assert settings.in_force(session)["office"] == "=1+1"
        table = setting_tables.history(settings.entries(session), {})
    assert ",'=1+1," in csv_file(table).decode("utf-8-sig")


def test_a_form_is_kept_once(begun: None):
    with session_scope(writing=True) as session:
        assert settings.write(session, {"issuer": "甘旧改"}, by="李", form="f") == 1
    with session_scope(writing=True) as session:
        assert settings.write(session, {"issuer": "另一个"}, by="李", form="f") == 0
        assert settings.in_force(session)["issuer"] == "甘旧改"


def test_the_log_calls_a_setting_and_a_rule_as_pages_do(begun: None):
    save()
    assert save(rules="national") == 1
    decide("veto_effect", "flag")
    with session_scope() as session:
        listed = log_table.entries(entries(session, Asked(), most=2), {})
    at = [column.name for column in listed.columns].index
    rule, setting = (
        [line.cells[at(name)].text for name in ("subject", "detail")] for line in listed.lines
    )
    assert rule[0] == "否决方式" and "改为“仅标注”" in rule[1]
    assert setting[0] == "参数集" and setting[1].startswith("原为“甘肃省”，改为“全国”；")
