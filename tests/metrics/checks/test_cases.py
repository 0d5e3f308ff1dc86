"""Every case of the checks, and the kinds of case that each check must have."""

import pytest

from metrics.checks.catalogue import BY_CODE, CHECKS
from metrics.checks.check import Check
from tests.metrics.checks.case_reading import BLANK, FOLDER, HIT, PASS, Case, load_cases, record_of

CASES = load_cases()
WITHOUT_A_BOUND = {
    "G13": "flags and lists",
    "G21": "flags",
    "G23": "sums are equal or not: the equal one is a case that passes",
}
WITHOUT_A_BLANK = {
    "G09": "a start without its date is no start",
    "G18": "homes and buildings are never blank",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check} {case.name}")
def test_case(case: Case) -> None:
    assert case.verdicts() == case.expect
    hits = {record_of(hit): hit for hit in case.hits}
    for record, severity in case.severity.items():
        assert hits[record].severity == severity
    for hit in case.hits:
        assert "请说明" in hit.sentence
        assert hit.sentence.endswith("。")
        assert not [word for word in ("{", "None") if word in hit.sentence + hit.filled]
    for words in case.says:
        assert any(words in hit.sentence or words in hit.filled for hit in hits.values()), words


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_has_a_hit_a_pass_a_bound_a_blank_and_every_exclusion(check: Check) -> None:
    code = check.code
    own = [case for case in CASES if case.check == code]
    shown = {word for case in own for word in (*case.expect.values(), *case.covers)}
    wanted = {HIT, PASS, "界限", BLANK, *(each.words for each in BY_CODE[code].exclusions)}
    wanted -= {"界限"} if code in WITHOUT_A_BOUND else set()
    wanted -= {BLANK} if code in WITHOUT_A_BLANK else set()
    assert wanted <= shown


def test_every_check_has_one_case_file() -> None:
    assert sorted(file.stem[:3].upper() for file in FOLDER.glob("*.yaml")) == [
        c.code for c in CHECKS
    ]
