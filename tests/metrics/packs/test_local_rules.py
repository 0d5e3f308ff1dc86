"""各地规定: each record by the pack of its own place, everything else by the place that evaluates."""

from datetime import date

import polars as pl
import pytest

from metrics.errors import RuleNotInForce, UnknownChoice
from metrics.packs.pack import anywhere, choices, load_pack, local_rules, named, rules_of
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rules.value import RulePack
from metrics.scope import LOCAL, Scope
from metrics.standards.rule_keys import LOCAL_KEYS
from metrics.supervision.table import supervision
from tests.metrics.small_frames import D, division, frames

HEBEI, BAODING, IN_BAODING, ELSEWHERE = "130000", "130600", "130602", "130102"
REGIONS = (
    division("100000", "国", None, "全国"), division(HEBEI, "省", "100000", "河北"),
    division("130100", "市", HEBEI), division(ELSEWHERE, "县", "130100"),
    division(BAODING, "市", HEBEI), division(IN_BAODING, "县", BAODING),
)  # fmt: skip


def local(place: str, day: date = D) -> RulePack:
    return rules_of(Scope(place, day, day.year, LOCAL))


def compound(county: str) -> dict[str, object]:
    """Three quarters take part and agree: enough for the nation, not for 保定."""
    return {
        "compound": f"C{county}", "project": f"P{county}", "name": "一号院", "households": 100,
        "consulted_households": 75, "consenting_households": 60, "scheme_votes": 75,
        "scheme_voted_on": date(2023, 1, 10), "started_on": date(2023, 4, 1),
        "consulted_on": date(2022, 12, 1), "planned_on": date(2023, 1, 10),
        "survey_responses": 10, "survey_satisfied": 8, "completed_on": date(2023, 6, 1),
    }  # fmt: skip


COUNTIES = (ELSEWHERE, IN_BAODING)
DATA = frames(
    regions=REGIONS,
    projects=[
        {"project": f"P{c}", "name": "项目", "region": c, "plan_year": 2023} for c in COUNTIES
    ],
    compounds=[compound(county) for county in COUNTIES],
    reporting=COUNTIES,
)


def counted(found: Evaluation, measure: str) -> dict[str, tuple[int, int]]:
    rows = found.counts.filter(measure=measure).select("region", "numerator", "denominator")
    return {region: figures for region, *figures in map(tuple, rows.iter_rows())}


@pytest.mark.parametrize(
    ("region", "name"),
    [("130602", "baoding"), ("130600", "baoding"), ("130102", "national"), ("130000", "national"),
     ("620102", "gansu"), ("620000", "gansu"), ("100000", "national"), ("990102", "national")],
)  # fmt: skip
def test_the_nearest_pack_judges(region: str, name: str):
    judging = local(HEBEI).at(region)
    assert (judging.name, judging.nearer) == (name, {})
    pack = load_pack(name).on(D)
    assert {key: judging[key] for key in LOCAL_KEYS} == {key: pack[key] for key in LOCAL_KEYS}
    assert judging["grade_bands"] == local(HEBEI)["grade_bands"]


def test_everything_else_is_that_of_the_place_that_evaluates():
    gansu, rules = load_pack("gansu").on(D), local("620100")
    assert (rules.name, rules.place, dict(rules)) == (LOCAL, "620000", dict(gansu))
    assert rules.called == "各地规定，其余按甘肃省"
    assert (gansu.called, gansu.title) == ("甘肃省", "甘肃省参数集")


def test_one_province_is_judged_by_two_packs():
    found = evaluate(DATA, local(HEBEI), HEBEI)
    for measure in ("A07.1", "A07.2"):
        assert counted(found, measure) == {
            HEBEI: [1, 2], "130100": [1, 1], ELSEWHERE: [1, 1], BAODING: [0, 1], IN_BAODING: [0, 1],
        }  # fmt: skip
    # 全国参数集要求调查率过半，保定不设下限：10份答卷在保定够，在石家庄不够。
    assert counted(found, "A06.3")[IN_BAODING] == [1, 1]
    assert counted(found, "A06.3")[ELSEWHERE] == [0, 1]


@pytest.mark.parametrize("name", ["national", "baoding", "gansu"])
def test_a_pack_that_is_named_judges_everything_alone(name: str):
    found = evaluate(DATA, load_pack(name).on(D), HEBEI)
    met = {"national": 1, "gansu": 1, "baoding": 0}[name]
    assert counted(found, "A07.1")[IN_BAODING] == counted(found, "A07.1")[ELSEWHERE] == [met, 1]


def test_a_record_is_judged_alike_whoever_evaluates():
    for place in ("100000", HEBEI, BAODING, IN_BAODING):
        assert counted(evaluate(DATA, local(place), place), "A07.1")[IN_BAODING] == [0, 1]


def test_the_records_behind_a_figure_add_up_to_it():
    found = evaluate(DATA, local(HEBEI), HEBEI)
    rows = found.evidence("A07.1", region=HEBEI)
    assert dict(rows.select("region", "met").iter_rows()) == {ELSEWHERE: True, IN_BAODING: False}


def test_the_consent_rate_of_a_project_has_the_base_of_its_own_place():
    rows = supervision(DATA, local(HEBEI), place=HEBEI).projects
    base = dict(rows.select("region", "consent_denominator").iter_rows())
    assert base == {ELSEWHERE: 75, IN_BAODING: 100}


def test_what_every_place_has_decided_alike_is_judged_once():
    (only, regions), *others = local(HEBEI).alike(["built_year_max"], COUNTIES)
    assert (others, regions, only["built_year_max"]) == ([], list(COUNTIES), 2000)
    assert len(local(HEBEI).alike(["consent_min"], COUNTIES)) == 2
    assert local(HEBEI).alike(["item_weights"], COUNTIES) == [(local(HEBEI), list(COUNTIES))]


def test_a_supposition_of_a_local_rule_is_one_of_every_place():
    supposed = local(HEBEI).but(
        participation_min="70%", consent_min="60%", consent_base="households"
    )
    assert counted(evaluate(DATA, supposed, HEBEI), "A07.1")[HEBEI] == [2, 2]
    assert local(HEBEI).but(min_compounds=1).nearer == local(HEBEI).nearer


def test_the_digest_tells_local_rules_from_the_pack_alone():
    alone, rules = load_pack("national").on(D), local(HEBEI)
    assert dict(alone) == dict(rules)
    assert alone.digest != rules.digest
    assert alone.decides() != rules.decides()
    assert rules.digest == local("100000").digest == local(HEBEI).digest


def test_a_day_before_a_citys_own_rules_is_judged_by_those_it_inherits():
    early = local(HEBEI, date(2021, 12, 31))
    assert early.at(IN_BAODING)["consent_base"] == "participants"
    with pytest.raises(RuleNotInForce, match="尚未生效"):
        local(HEBEI, date(2020, 1, 1)).at(IN_BAODING)["consent_min"]


def test_the_rules_of_no_place_are_kept_for_each_pack_of_who_evaluates():
    scopes = [Scope(place, D, 2023, LOCAL) for place in (HEBEI, "100000", "620100", BAODING)]
    shared = [anywhere(scope) for scope in scopes]
    assert shared[0] == shared[1]
    assert len(set(shared)) == 3
    assert [rules_of(each) for each in shared] == [rules_of(each) for each in scopes]
    assert anywhere(Scope(HEBEI, D, 2023, "gansu")) == Scope("", D, 2023, "gansu")


def test_local_rules_are_asked_for_by_name_or_by_none():
    assert (named(None), named("local"), named("gansu")) == (LOCAL, LOCAL, "gansu")
    assert choices() == (LOCAL, "baoding", "gansu", "national")
    with pytest.raises(UnknownChoice):
        named("atlantis")


def test_the_packs_inside_a_place_are_those_that_judge_otherwise_than_its_own():
    assert list(local(HEBEI).inside(HEBEI)) == [BAODING]
    assert list(local("100000").inside("100000")) == [BAODING, "620000"]
    assert local(BAODING).inside(BAODING) == local("620000").inside("620000") == {}
    assert local_rules(load_pack("gansu"), D).judges(["620102", "130102", "130602", "130608"]) == {
        "620000": ["620102"], "100000": ["130102"], BAODING: ["130602", "130608"],
    }  # fmt: skip


def test_an_owner_that_is_in_no_division_is_not_dropped():
    lost = frames(
        regions=[row for row in REGIONS if row["region"] != "130102"],
        projects=[{"project": "P", "name": "项目", "region": ELSEWHERE, "plan_year": 2023}],
        compounds=[{**compound(ELSEWHERE), "project": "P"}],
    )
    rows = supervision(lost, local(HEBEI)).projects
    assert rows.select(pl.col("consent_denominator")).to_series().to_list() == [75]
