"""The product agrees with an independent, slow reading of the standard on random provinces."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.packs.pack import load_pack, local_rules
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.rule_keys import Points
from metrics.records.frames import Frames
from metrics.records.sheets import BY_NAME
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from tests import reference
from tests.random_provinces import Province, provinces

HALF = Fraction(1, 2)
PROPORTIONAL = Points("proportional")
ALTERATIONS: tuple[Mapping[str, Any], ...] = (
    {"veto_effect": "cap", "veto_grade_cap": "中", "not_applicable": "full"},
    {"veto_effect": "flag", "not_applicable": "zero", "min_compounds": 0},
    {"consent_base": "households", "min_compounds": 2},
    {"baseline_breaches_first": True, "min_compounds": 0},
    {"baseline_breaches_first": True, "min_compounds": 0, "veto_effect": "flag"},
    {"points": {"default": Points("threshold", target=HALF)}, "not_applicable": "zero"},
    {"points": {"default": Points("linear", floor=Fraction(1, 3), target=Fraction(3, 4))}},
    {"veto_measures": ("A01.1", "A02.1", "B09.1"), "min_compounds": 1},
    {
        "item_weights": dict.fromkeys(NATIONAL.by_code, Fraction(0))
        | {"A02": Fraction(3), "B04": Fraction(7)}
    },
    {"social_share_target": HALF, "local_share_target": Fraction(1), "built_year_max": 1999},
)
FIELDS = ("level", "score", "grade", "vetoes", "group", "rank", "rank_best", "rank_worst")

thorough = settings(
    max_examples=18,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def frames_of(province: Province) -> Frames:
    """Type the rows as the dictionary says; columns that are left out are blank."""
    tables = {
        name: pl.DataFrame(rows, schema=BY_NAME[name].schema)
        for name, rows in province.sheets.items()
    }
    units = sorted(province.reporting)
    reporting = pl.DataFrame(
        {
            "unit": pl.Series(units, dtype=pl.String),
            "data_date": [province.as_of] * len(units),
            "submission": range(len(units)),
            "accepted_at": ["2024-01-01T00:00:00Z"] * len(units),
        },
        schema_overrides={"data_date": pl.Date, "accepted_at": pl.String},
    )
    return Frames.of(as_of=province.as_of, year=province.year, tables=tables, reporting=reporting)


def altered(pack: RulePack, changes: Mapping[str, Any]) -> RulePack:
    """Return the pack with some values replaced."""
    rules = {
        key: rule._replace(value=changes.get(key, rule.value)) for key, rule in pack.rules.items()
    }
    return replace(pack, rules=rules)


def judge_by_reference(province: Province, rules: RulePack) -> reference.Result:
    """Evaluate with the slow reference."""
    records = reference.Records(province.as_of, province.year, province.sheets, province.reporting)
    return reference.evaluate(records, rules, rules.nearer)


def counts_of(evaluation: Evaluation) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Counts by region and measure."""
    columns = ("region", "measure", "numerator", "denominator", "unknown")
    rows = evaluation.counts.select(columns).iter_rows()
    return {(region, measure): tuple(figures) for region, measure, *figures in rows}


def top_of(province: Province) -> str:
    """Return the topmost division, so that everything is judged; a blank place would be narrower."""
    codes = {row["region"] for row in province.sheets["regions"]}
    return min(row["region"] for row in province.sheets["regions"] if row["parent"] not in codes)


def assert_agreement(province: Province, rules: RulePack) -> None:
    """Compare every published figure."""
    expected = judge_by_reference(province, rules)
    found = evaluate(frames_of(province), rules, top_of(province))
    told = {
        key: tuple(count) for key, count in expected.counts.items() if count.all or count.unknown
    }
    assert counts_of(found) == told
    scores = {row["region"]: row for row in found.scores.iter_rows(named=True)}
    assert list(scores) == sorted(expected.scores)
    for region, row in expected.scores.items():
        assert {name: scores[region][name] for name in FIELDS} == {
            name: row[name] for name in FIELDS
        }


@pytest.mark.parametrize("name", ["national", "gansu", "baoding"])
@thorough
@given(province=provinces())
def test_agrees_under_every_pack(name: str, province: Province) -> None:
    assert_agreement(province, load_pack(name).on(province.as_of))


@thorough
@given(province=provinces(), second=st.sampled_from(("620100", "620103", "620200", "620302")))
def test_agrees_where_each_record_is_judged_by_its_own_place(
    province: Province, second: str
) -> None:
    rules = local_rules(load_pack("gansu"), province.as_of)
    moved = {second: rules.nearer["130600"], "620000": rules.nearer["620000"]}
    assert_agreement(province, replace(rules, nearer=moved))


@thorough
@given(province=provinces(), changes=st.sampled_from(ALTERATIONS))
def test_agrees_under_altered_rules(province: Province, changes: Mapping[str, Any]) -> None:
    assert_agreement(province, altered(load_pack("gansu").on(province.as_of), changes))


def test_an_empty_province_has_its_governments_only() -> None:
    regions = [
        {"region": "620000", "name": "省", "level": "省", "parent": "100000", "heated": True}
    ]
    province = Province(date(2023, 7, 31), 2023, {"regions": regions}, frozenset())
    assert_agreement(province, load_pack("national").on(province.as_of))
