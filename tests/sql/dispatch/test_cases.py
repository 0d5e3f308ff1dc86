"""The library of cases (经验案例): entered, corrected, withdrawn, and what was known when."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from metrics.dispatch.cases import Case, Library, withdrawn
from metrics.errors import UnknownChoice
from metrics.standards.catalogue import NATIONAL
from sql.database.engine import session_scope
from sql.dispatch import cases
from sql.dispatch.journal import EntryRefused

NOON = datetime(2024, 8, 9, 4, tzinfo=UTC)
OWN = Case(
    theme="居民出资", place="甘省兰市", summary="先缴后改。", indicators=("B04",), source="简报"
)


def test_the_samples_are_whole_and_name_measures_of_the_standard():
    found = cases.samples()
    assert 20 <= len(found) <= 30
    for case in found:
        assert case.theme and case.place and case.source and case.summary.endswith("。")
        assert case.indicators and set(case.indicators) <= set(NATIONAL.measures)
    assert len({(case.place, case.summary) for case in found}) == len(found)


def test_an_empty_form_is_told_its_first_field_and_a_missing_measure_by_name(sqlite_database: str):
    for case, told in (
        (Case(theme="", place="", summary="", indicators=(), source=""), "“主题”不能为空"),
        (replace(OWN, indicators=()), "“对应指标”不能为空"),
    ):
        with session_scope(writing=True) as session, pytest.raises(EntryRefused, match=told):
            cases.add_case(session, case, by="记录员")


def test_samples_are_loaded_once(database: str):
    for expected in (len(cases.samples()), 0):
        with session_scope(writing=True) as session:
            assert cases.load_samples(session) == expected


def test_search_by_theme_indicator_and_words(database: str):
    with session_scope(writing=True) as session:
        cases.load_samples(session)
        cases.add_case(session, OWN, by="办公室")
        cases.add_case(session, OWN, by="办公室")
        assert OWN in cases.search(session, indicator="B04.1")
        assert {case.theme for case in cases.search(session, theme="审批提速")} == {"审批提速"}
        found = cases.search(session, indicator="A07.2")
        assert [case.place for case in found] == ["广东省湛江市霞山区", "河北省保定市"]
        assert set(found) < set(cases.search(session, indicator="A07"))
        assert cases.search(session, words="先缴后改") == [OWN]
        assert cases.search(session, indicator="A08.2") == []
        assert "居民出资" in cases.themes(session)


def test_a_case_without_a_measure_is_refused(sqlite_database: str):
    wrong = Case(theme="x", place="y", summary="z", indicators=("C01",), source="s")
    with session_scope(writing=True) as session, pytest.raises(EntryRefused, match="C01"):
        cases.add_case(session, wrong, by="办公室")


def kept(**changed: str) -> int:
    """Enter the office's own case and return its number."""
    with session_scope(writing=True) as session:
        cases.add_case(session, replace(OWN, **changed), by="办公室", at=NOON)
        return int(cases.search(session, words="")[-1].id or 0)


def test_a_corrected_case_says_the_new_words_and_keeps_the_old_ones(database: str):
    number = kept()
    better = replace(OWN, summary="先缴后改，专户管理。")
    with session_scope(writing=True) as session:
        cases.correct(session, case=number, now=better, reason="补充专户", by="甲")
        assert cases.library(session).cases == (better,)
        book = [(e.kind, e.said, e.reason, e.by) for e in cases.entries(session)]
    assert book == [("entered", OWN, "", "办公室"), ("corrected", better, "补充专户", "甲")]


def test_a_withdrawn_case_is_shown_no_more_until_it_is_entered_again(database: str):
    number = kept()
    with session_scope(writing=True) as session:
        cases.withdraw(session, case=number, reason="来源不实", by="甲")
        assert (cases.search(session), cases.themes(session)) == ([], [])
        assert withdrawn(cases.entries(session)) == (OWN,)
        cases.add_case(session, replace(OWN, source="核实后的简报"), by="乙")
        assert [case.source for case in cases.search(session)] == ["核实后的简报"]
        assert withdrawn(cases.entries(session)) == ()
        assert [entry.kind for entry in cases.entries(session)] == [
            "entered", "withdrawn", "restored",
        ]  # fmt: skip


def test_a_sample_stays_as_the_office_left_it(sqlite_database: str):
    with session_scope(writing=True) as session:
        cases.load_samples(session)
        first, second, *_ = cases.search(session)
        cases.withdraw(session, case=int(first.id or 0), reason="不适用", by="甲")
        better = replace(second, summary="换一种说法。")
        cases.correct(session, case=int(second.id or 0), now=better, reason="更准确", by="甲")
        assert cases.load_samples(session) == 0
        found = cases.search(session)
    assert better in found and not {first, second} & set(found)


def test_what_was_known_at_a_moment_can_be_read_again(sqlite_database: str):
    number = kept()
    with session_scope(writing=True) as session:
        before = cases.library(session)
        cases.withdraw(session, case=number, reason="重复", by="甲", at=NOON)  # the same moment
        after = cases.library(session)
        assert before == Library((OWN,), "2024-08-09T04:00:00.000000Z")
        assert after == Library((), "2024-08-09T04:00:00.000001Z")
        assert cases.library(session, known_at=NOON) == before


def test_an_empty_library_has_no_moment(sqlite_database: str):
    with session_scope() as session:
        assert cases.library(session) == Library()


def test_what_cannot_be_corrected_or_withdrawn_is_refused(sqlite_database: str):
    number, other = kept(), kept(place="甘省河市")
    with session_scope(writing=True) as session:
        taken = next(case for case in cases.search(session) if case.id != number)
        for now, told in (
            (OWN, "没有改动"),
            (taken, "内容相同"),
            (replace(OWN, theme=" "), "不能为空"),
        ):
            with pytest.raises(EntryRefused, match=told):
                cases.correct(session, case=number, now=now, reason="x", by="甲")
        with pytest.raises(EntryRefused, match="“原因”不能为空"):
            cases.withdraw(session, case=number, reason=" ", by="甲")
        with pytest.raises(UnknownChoice, match="99"):
            cases.withdraw(session, case=99, reason="x", by="甲")
        with pytest.raises(EntryRefused, match="请在该案例上更正"):
            cases.add_case(session, replace(OWN, source="别的来源"), by="甲")
        cases.withdraw(session, case=number, reason="x", by="甲")
        with pytest.raises(EntryRefused, match="已由甲撤回"):
            cases.withdraw(session, case=number, reason="x", by="甲")
    assert other != number


def test_a_case_that_another_screen_changed_meanwhile_is_not_written_over(sqlite_database: str):
    number = kept()
    one, other = replace(OWN, summary="甲的说法。"), replace(OWN, summary="乙的说法。")
    with session_scope(writing=True) as session:
        cases.correct(session, case=number, now=one, seen=1, reason="x", by="甲")
        with pytest.raises(EntryRefused, match="已由甲更正，本次未改动"):
            cases.correct(session, case=number, now=other, seen=1, reason="x", by="乙")
        cases.correct(session, case=number, now=other, seen=2, reason="x", by="乙")
        assert cases.search(session) == [replace(other, id=number)]


def test_the_words_before_a_correction_are_not_entered_a_second_time(sqlite_database: str):
    number = kept()
    with session_scope(writing=True) as session:
        cases.correct(
            session, case=number, now=replace(OWN, summary="新说法。"), reason="x", by="甲"
        )
        with pytest.raises(EntryRefused, match="请在该案例上更正"):
            cases.add_case(session, OWN, by="甲")
