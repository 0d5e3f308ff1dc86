"""Objections (异议): within the window, to the unit's own figures, decided by another; corrections sealed anew."""

from datetime import date, timedelta
from typing import Any

import pytest

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.actor import Actor
from metrics.errors import UnknownChoice
from metrics.sealing.objections import CORRECTED, UPHELD, Objection, State
from metrics.sealing.rounds import CHECKED, FINAL, PUBLISHED, RETURNED
from metrics.sealing.rounds import WITHDRAWN as ROUND_WITHDRAWN
from metrics.sealing.rounds import State as Of
from metrics.sealing.trace import CodeUnsound, Traced, basis_of, code
from sql.database import beijing
from sql.database.engine import session_scope
from sql.dispatch.journal import EntryRefused, add
from sql.models.sealed import OBJECTION_FILES, ROUND_EVENTS
from sql.sealed import corrections, objections, rounds, steps
from sql.sealed.attachments import Handed
from sql.workbook.originals import OriginalDamaged
from tests.databases import by_hand
from tests.sql.access.acting_people import CHIEF, CITY_OFFICER, COUNTY, COUNTY_OFFICER, NEIGHBOUR
from tests.sql.dispatch.test_meetings import JUNE, PLACE, report, within
from tests.sql.sealed.test_rounds import ASKED, sealed

PDF = Handed("证明.pdf", b"%PDF-1.7 ...")


def published(*, begins: int = -1, ends: int = 3) -> int:
    """Seal what was reported and publish it, with a window of days around today; return the round."""
    report(JUNE)
    number = sealed()
    happened(number, PUBLISHED, begins=begins, ends=ends)
    return number


def happened(number: int, kind: str, *, begins: int = 0, ends: int | None = None) -> None:
    day = beijing.today()
    until = None if ends is None else day + timedelta(days=ends)
    within(
        add, table=ROUND_EVENTS, round=number, kind=kind, happened_on=day + timedelta(days=begins),
        until=until, text="",
    )  # fmt: skip


def figure(number: int, name: str = "score", region: str = COUNTY, place: str = PLACE) -> str:
    """Return the code of a figure as a page of a place prints it."""
    with session_scope() as session:
        seal = rounds.seal_of(session, number)
    basis = basis_of(seal.scope, seal.evaluation_of(place))
    return code(Traced(name, region, JUNE, 2023, basis))


def objected(
    number: int, typed: str | None = None, who: Actor = COUNTY_OFFICER, **other: Any
) -> int:
    """Let a county object to its score."""
    values = {"unit": COUNTY, "words": "和平小区已于三月开工，附开工报告。"} | other
    with acting.using(who):
        found: int = within(
            objections.object_to, round=number, code=typed or figure(number), **values
        )
    return found


def decided(number: int, kind: str = CORRECTED, who: Actor = CHIEF, **other: Any) -> None:
    with acting.using(who):
        within(objections.decide, objection=number, kind=kind, words="经核实，情况属实。", **other)


def one(number: int) -> Objection:
    with session_scope() as session:
        return next(o for o in objections.objections(session) if o.id == number)


def test_a_county_objects_by_code_with_text_and_files(database: str):
    number = published()
    raised = objected(number, figure(number, "A07.1").lower().replace("-", " "), files=[PDF])
    told = one(raised)
    assert (told.figure, told.region, told.state) == ("A07.1", COUNTY, State.OPEN)
    assert told.code == figure(number, "A07.1")
    assert [(f.name, f.size) for f in told.files] == [("证明.pdf", len(PDF.content))]
    with session_scope() as session:
        assert objections.attached(session, told.files[0].id)[2] == PDF.content
        assert [one.round for one in objections.waiting(session)] == [number]


def test_a_figure_read_on_the_page_of_the_county_or_of_its_city_is_one_of_the_round(
    sqlite_database: str,
):
    number = published()
    raised = objected(number, figure(number, "A07.1", place="620100"))
    assert objected(number, figure(number, "A02.1", place=COUNTY)) > raised


def test_a_rank_within_the_city_and_one_within_the_province_are_two_numbers(sqlite_database: str):
    number = published()
    within_city = objected(number, figure(number, "rank", place="620100"))
    assert objected(number, figure(number, "rank")) > within_city
    with pytest.raises(EntryRefused, match="正待裁定"):
        objected(number, figure(number, "rank"))


def test_a_form_that_is_sent_again_raises_one_objection(sqlite_database: str):
    number = published()
    assert objected(number, form="f") == objected(number, form="f")
    with pytest.raises(EntryRefused, match="正待裁定，不重复提出"):
        objected(number)


def test_the_window_is_open_on_its_first_and_on_its_last_day(sqlite_database: str):
    assert objected(published(begins=0, ends=0))


@pytest.mark.parametrize(("begins", "ends"), [(-9, -1), (1, 5)])
def test_before_and_after_the_window_nothing_is_taken(sqlite_database: str, begins: int, ends: int):
    number = published(begins=begins, ends=ends)
    with pytest.raises(EntryRefused, match="今天不在异议期内"):
        objected(number)


def test_a_draft_and_a_final_round_take_no_objection(sqlite_database: str):
    report(JUNE)
    number = sealed()
    with pytest.raises(EntryRefused, match="现为“草稿”，只在公示期内受理"):
        objected(number)
    happened(number, PUBLISHED, ends=3)
    happened(number, FINAL)
    with pytest.raises(EntryRefused, match="现为“定稿”"):
        objected(number)


def test_a_wrong_code_and_one_of_other_data_or_another_region_are_told_apart(sqlite_database: str):
    number = published()
    with pytest.raises(EntryRefused, match="请填写溯源码"):
        objected(number, " ")
    good = figure(number)
    with pytest.raises(CodeUnsound, match="校验位不符"):
        objected(number, ("1" if good[0] != "1" else "2") + good[1:])
    other = code(Traced("score", COUNTY, date(2023, 5, 31), 2023, 7))
    with pytest.raises(EntryRefused, match="不是2023年度第1轮的数字"):
        objected(number, other)
    with pytest.raises(EntryRefused, match="其他地区的数字"):
        objected(number, figure(number, region="620200"))
    with pytest.raises(EntryRefused, match="其他地区的数字"):
        objected(number, figure(number, region="620100"))


def test_a_city_objects_to_the_figure_of_its_county_and_the_place_that_seals_to_none(
    sqlite_database: str,
):
    number = published()
    assert objected(number, who=CITY_OFFICER, unit="620100")
    with pytest.raises(EntryRefused, match="封账单位对本级封账的轮次不提异议"):
        objected(number, who=CHIEF, unit=PLACE)


def test_another_unit_does_not_object_for_the_county_nor_withdraw(sqlite_database: str):
    number = published()
    with pytest.raises(NotAllowed):
        objected(number, who=NEIGHBOUR)
    raised = objected(number)
    with acting.using(NEIGHBOUR), pytest.raises(NotAllowed):
        within(objections.withdraw, objection=raised, words="不再主张。")


def test_the_province_upholds_or_corrects_with_reasons_once(database: str):
    number = published()
    raised = objected(number)
    with pytest.raises(EntryRefused, match="“裁定理由”不能为空"), acting.using(CHIEF):
        within(objections.decide, objection=raised, kind=UPHELD, words=" ")
    decided(raised, UPHELD, form="d")
    decided(raised, UPHELD, form="d")
    told = one(raised)
    assert told.state is State.UPHELD
    assert told.decision is not None
    assert told.decision.text == "经核实，情况属实。"
    with pytest.raises(EntryRefused, match="办理为“维持”"):
        decided(raised)
    with pytest.raises(UnknownChoice):
        decided(raised, "thrown out")
    assert objected(number) > raised


def test_who_raised_it_does_not_decide_nor_does_a_county(sqlite_database: str):
    number = published()
    raised = objected(number, who=CHIEF)
    with pytest.raises(NotAllowed, match="由您提出"):
        decided(raised)
    with pytest.raises(NotAllowed):
        decided(raised, who=COUNTY_OFFICER)


def test_a_withdrawn_objection_is_not_decided(sqlite_database: str):
    number = published()
    raised = objected(number)
    with acting.using(COUNTY_OFFICER):
        within(objections.withdraw, objection=raised, words="已核对，数据无误。")
    assert one(raised).state_in(over=True) is one(raised).state is State.WITHDRAWN
    with pytest.raises(EntryRefused, match="办理为“撤回”"):
        decided(raised)
    with pytest.raises(UnknownChoice, match="第99号异议"):
        decided(99)


def test_an_attachment_changed_in_the_database_is_found(sqlite_database: str):
    raised = objected(published(), files=[PDF])
    with by_hand() as session:
        session.execute(OBJECTION_FILES.update().values(sha256="0" * 64))
    with session_scope() as session, pytest.raises(OriginalDamaged, match="异议材料“证明"):
        objections.attached(session, one(raised).files[0].id)


@pytest.mark.parametrize("kind", [ROUND_WITHDRAWN, RETURNED])
def test_a_correction_that_was_sent_back_or_withdrawn_corrects_nothing_and_is_sealed_anew(
    sqlite_database: str, kind: str
):
    number, raised, first = corrected()
    happened(first, kind)
    with session_scope() as session:
        assert rounds.one(session, number).replaced_by is None
    assert one(raised).to_carry_out
    assert waiting() == [raised]
    second = again(number)
    with session_scope() as session:
        assert rounds.one(session, number).replaced_by == second
    assert one(raised).carried_out == second
    assert waiting() == []


def waiting() -> list[int]:
    with session_scope() as session:
        return [each.id for each in objections.waiting(session)]


def test_what_waits_of_all_rounds_is_what_is_open_or_to_be_carried_out(sqlite_database: str):
    number, other = published(), published()
    raised = [objected(number, figure(number, name)) for name in ("A07.1", "score", "A01.1")]
    raised += [objected(other)]
    assert waiting() == raised
    decided(raised[0], UPHELD)
    decided(raised[1], CORRECTED)
    with acting.using(COUNTY_OFFICER):
        within(objections.withdraw, objection=raised[2], words="已核对无误。")
    assert waiting() == [raised[1], raised[3]]


def test_until_the_correction_is_public_the_earlier_round_takes_objections(sqlite_database: str):
    number, _, new = corrected()
    waiting = objected(number, figure(number, "A07.1"))
    happened(new, CHECKED)
    with acting.using(CHIEF), pytest.raises(EntryRefused, match="还有1件异议没有办结"):
        publish(new)
    decided(waiting, UPHELD)
    with acting.using(CHIEF):
        publish(new)
    with pytest.raises(EntryRefused, match="已更正，请对更正后的轮次"):
        objected(number)


def test_a_correction_decided_after_it_was_sealed_is_not_left_behind(sqlite_database: str):
    number, _, new = corrected()
    decided(objected(number, figure(number, "A07.1")))
    happened(new, CHECKED)
    with acting.using(CHIEF), pytest.raises(EntryRefused, match="请作废本轮次后重新更正封账"):
        publish(new)


def test_a_round_that_is_being_corrected_is_not_withdrawn(sqlite_database: str):
    number, _, _ = corrected()
    with acting.using(CHIEF), pytest.raises(EntryRefused, match="请先作废更正它的轮次"):
        within(steps.withdraw, round=number, words="重做")


def publish(number: int) -> None:
    with session_scope() as session:
        proof = steps.proved(session, number)
    within(steps.publish, round=number, proof=proof)


def corrected() -> tuple[int, int, int]:
    """Publish a round, decide an objection to it as a correction, seal anew; return all three numbers."""
    number = published()
    raised = objected(number)
    decided(raised)
    report(JUNE, started_on=date(2023, 3, 1))
    return number, raised, again(number)


def test_objections_to_a_withdrawn_round_are_done_with_no_more(sqlite_database: str):
    number = published()
    raised = objected(number)
    happened(number, ROUND_WITHDRAWN)
    assert (one(raised).state, one(raised).state_in(over=True)) == (State.OPEN, State.MOOT)
    with pytest.raises(EntryRefused, match="现为“作废”，对它的异议不再办理"):
        decided(raised)
    with acting.using(COUNTY_OFFICER), pytest.raises(EntryRefused, match="不再办理"):
        within(objections.withdraw, objection=raised, words="不再主张。")


def test_the_city_above_and_the_province_that_decides_do_not_withdraw_in_its_stead(
    sqlite_database: str,
):
    raised = objected(published())
    for who in (CITY_OFFICER, CHIEF):
        with acting.using(who), pytest.raises(NotAllowed, match="只能由提出人或提出单位"):
            within(objections.withdraw, objection=raised, words="不再主张。")
    own = objected(one(raised).round, figure(one(raised).round, "A07.1"), who=CHIEF)
    with acting.using(CHIEF):
        within(objections.withdraw, objection=own, words="误提。")
    assert one(own).state is State.WITHDRAWN


def again(number: int, **other: Any) -> int:
    with session_scope() as session:
        seal = rounds.judged(session, ASKED)
    with acting.using(CHIEF):
        new: int = within(
            corrections.seal_again,
            sealed=seal,
            replaces=number,
            title="上半年评价（更正）",
            **other,
        )
    return new


def test_a_correction_is_sealed_anew_and_says_what_it_carries_out(database: str):
    number = published()
    raised = objected(number)
    decided(raised)
    with pytest.raises(EntryRefused, match="完全相同，没有可更正的内容"):
        again(number)
    report(JUNE, started_on=date(2023, 3, 1))
    new = again(number, form="s")
    assert again(number, form="s") == new
    with session_scope() as session:
        old, made = rounds.one(session, number), rounds.one(session, new)
    assert (old.state, old.replaced_by, made.state) == (Of.PUBLISHED, new, Of.DRAFT)
    assert (one(raised).state, one(raised).carried_out) == (State.CORRECTED, new)
    with pytest.raises(EntryRefused, match="已由2023年度第2轮更正"):
        again(number)


def test_without_a_decision_or_with_one_to_come_nothing_is_corrected(sqlite_database: str):
    number = published()
    report(JUNE, started_on=date(2023, 3, 1))
    raised, waiting = objected(number), objected(number, figure(number, "A07.1"))
    with pytest.raises(EntryRefused, match="没有裁定为更正的异议"):
        again(number)
    decided(raised)
    with pytest.raises(EntryRefused, match="尚有1件异议待裁定"):
        again(number)
    decided(waiting, UPHELD)
    assert again(number)
