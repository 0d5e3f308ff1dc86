"""The same pack, but …: what if one value were another."""

from datetime import date
from fractions import Fraction

import pytest

from metrics.errors import RulePackInvalid
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.rules.value import SUPPOSED
from tests.metrics.small_frames import D, division, frames

GANSU = load_pack("gansu").on(D)
PROVINCE, CITY, COUNTY = "620000", "620100", "620102"


def test_nothing_changed_is_the_same_pack():
    assert GANSU.but() == GANSU
    assert GANSU.but(consent_min="75%") == GANSU
    assert GANSU.but(consent_min="75%").rules["consent_min"].document == "甘建城〔2022〕15号"


def test_a_value_is_written_and_read_as_in_a_pack_file():
    supposed = GANSU.but(
        consent_min="4/5", stage_due={**GANSU.rules["stage_due"].raw, "验收": "计划完工日期+20天"}
    )
    assert supposed["consent_min"] == Fraction(4, 5)
    assert supposed["stage_due"]["accept"].distance == 20
    assert supposed["participation_min"] == GANSU["participation_min"]
    assert list(supposed) == list(GANSU)


def test_a_supposition_names_no_document_and_has_a_digest_of_its_own():
    supposed = GANSU.but(consent_min="80%")
    rule = supposed.rules["consent_min"]
    assert (rule.document, rule.raw, rule.since, rule.pack) == (SUPPOSED, "80%", D, "gansu")
    assert supposed.digest != GANSU.digest
    assert supposed.but(consent_min="75%").digest == GANSU.digest


def test_an_unknown_key_is_refused():
    with pytest.raises(RulePackInvalid, match="参数集“gansu”含有未定义的参数：consent_mim。"):
        GANSU.but(consent_mim="80%")


@pytest.mark.parametrize("raw", ["120%", 0.75, "约八成", None], ids=str)
def test_a_value_that_does_not_read_is_refused(raw: object):
    with pytest.raises(
        RulePackInvalid, match="参数集“gansu”的参数“居民同意率下限”（consent_min，假设）不正确："
    ):
        GANSU.but(consent_min=raw)


def test_an_evaluation_under_a_supposition_differs_where_the_value_decides():
    compound = {
        "compound": "C1", "project": "P1", "name": "一号院", "households": 100,
        "consulted_households": 100, "consenting_households": 78,
        "consulted_on": date(2022, 12, 1), "planned_on": date(2023, 1, 10),
    }  # fmt: skip
    data = frames(
        regions=[division(PROVINCE, "省", None), division(CITY, "市", PROVINCE),
                 division(COUNTY, "县", CITY)],
        projects=[{"project": "P1", "name": "项目", "region": COUNTY, "plan_year": 2023}],
        compounds=[compound],
        reporting=[COUNTY],
    )  # fmt: skip
    decreed, supposed = (evaluate(data, pack) for pack in (GANSU, GANSU.but(consent_min="80%")))
    moved = decreed.counts.join(supposed.counts, on=decreed.counts.columns, how="anti")
    assert moved.select("region", "measure", "numerator").rows() == [
        (place, "A07.1", 1) for place in (PROVINCE, CITY, COUNTY)
    ]
    assert decreed.data_digest == supposed.data_digest
