"""Every case of tests/cases, and the kinds of case that each measure must have."""

import pytest

from metrics.rating.evaluation import tally
from metrics.standards.catalogue import NATIONAL
from metrics.standards.judging import judge_records
from tests.case_files import FOLDER, Case, load_cases

CASES = load_cases()
FIGURES = ("numerator", "denominator", "unknown")
WITHOUT_A_BOUND = {
    "A03.1": "flags, and a score that only has to be there",
    "A05.1": "flags",
    "A05.3": "flags and a choice",
    "A09.1": "names, and an instrument whose dates A01.1 has on the bound",
    "B01.3": "a flag",
    "B02.1": "a name",
    "B04.1": "a share without a bound: the target earns points and judges nothing",
    "B04.2": "a share without a bound: the target earns points and judges nothing",
    "B05.1": "a flag",
    "B09.1": "flags",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.measure} {case.name}")
def test_case(case: Case) -> None:
    measure = NATIONAL.measures[case.measure]
    judged = judge_records(measure, case.frames, case.rules)
    counted = tally(judged, measure).collect()
    found = {row["region"]: {f: row[f] for f in FIGURES} for row in counted.to_dicts()}
    assert found == case.expect
    verdicts = dict(judged.select("record", "met").collect().iter_rows())
    if case.verdicts:
        assert verdicts == case.verdicts


def kinds(case: Case) -> frozenset[str]:
    """Return what a case shows: bound and excluded as it says itself, the rest as it expects."""
    sums = {figure: sum(row[figure] for row in case.expect.values()) for figure in FIGURES}
    seen = {
        "pass": sums["numerator"] > 0,
        "fail": sums["denominator"] > sums["numerator"] + sums["unknown"],
        "blank": sums["unknown"] > 0,
    }
    return case.covers | {kind for kind, shown in seen.items() if shown}


@pytest.mark.parametrize("code", NATIONAL.measures)
def test_every_measure_has_every_kind_of_case(code: str) -> None:
    shown = frozenset().union(*(kinds(case) for case in CASES if case.measure == code))
    wanted = {"pass", "fail", "bound", "blank", "excluded"}
    assert shown == wanted - ({"bound"} if code in WITHOUT_A_BOUND else set())


def test_every_item_has_one_case_file() -> None:
    assert sorted(file.stem.upper() for file in FOLDER.glob("*.yaml")) == [
        indicator.code for indicator in NATIONAL.items
    ]
