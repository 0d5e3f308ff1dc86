"""The library of cases (经验案例)."""

import pytest

from metrics.catalogue import MEASURES
from sql import cases
from sql.cases import Case
from sql.engine import session_scope
from sql.journal import EntryRefused

OWN = Case(
    theme="居民出资", place="甘省兰市", summary="先缴后改。", indicators=("B04",), source="简报"
)


def test_the_samples_are_whole_and_name_measures_of_the_standard():
    found = cases.samples()
    assert 20 <= len(found) <= 30
    for case in found:
        assert case.theme and case.place and case.source and case.summary.endswith("。")
        assert case.indicators and set(case.indicators) <= set(MEASURES)
    assert len({(case.place, case.summary) for case in found}) == len(found)


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
