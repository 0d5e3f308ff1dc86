"""A run of all checks: what is asked of whom, how far each place was checked, and what it leaves alone."""

import ast
from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics.checks.catalogue import BY_CODE, CHECKS
from metrics.checks.check import SEVERITIES
from metrics.checks.hit import CHECKED, NO_DATA, NOTHING, PARTLY
from metrics.checks.material import Material
from metrics.checks.running import run
from metrics.packs.keys import KEYS
from metrics.packs.pack import load_pack, local_rules
from metrics.rating.evaluation import evaluate
from metrics.records.frames import Frames
from metrics.records.sheets import BY_NAME
from metrics.rules.value import RulePack
from sql.demo import frames as demo_frames
from tests.each_file import ROOT
from tests.metrics.small_frames import D, division, frames

PROVINCE = [
    division("620000", "省", None, "某省"), division("620100", "市", "620000", "某市"),
    division("620102", "县", "620100", "子区"), division("620103", "县", "620100", "丑区"),
]  # fmt: skip
LATE = {"started_on": date(2023, 3, 1), "scheme_voted_on": date(2023, 3, 5)}
HOME = {"buildings": 1, "floor_area": 800_000_000, "households": 10, "planned_on": date(2023, 1, 5)}


@pytest.fixture(scope="module")
def rules() -> RulePack:
    return load_pack("national").on(D)


@pytest.fixture(scope="module")
def small() -> Frames:
    """Two counties with one compound each that began before its vote; one county reports itself."""
    return frames(
        reporting=["620100", "620103"],
        regions=PROVINCE,
        projects=[
            {"project": "P2", "name": "项目", "region": "620102", "plan_year": 2023},
            {"project": "P3", "name": "项目", "region": "620103", "plan_year": 2023},
        ],
        compounds=[
            {"compound": "C2", "name": "甲院", "project": "P2", **HOME, **LATE},
            {"compound": "C3", "name": "乙院", "project": "P3", **HOME, **LATE},
        ],
    )  # fmt: skip


def test_the_nearest_division_that_reported_is_asked(small: Frames, rules: RulePack):
    found = run(Material(small), rules, place="620000", checks=[BY_CODE["G05"]])
    assert [(hit.region, hit.unit, hit.key) for hit in found.hits] == [
        ("620102", "620100", ("C2", "P2")),
        ("620103", "620103", ("C3", "P3")),
    ]


def test_a_place_is_asked_about_its_own_records_only(small: Frames, rules: RulePack):
    found = run(Material(small), rules, place="620102")
    assert {hit.region for hit in found.hits} == {"620102"}
    assert set(found.states["region"]) == {"620102"}


def test_every_check_says_of_every_place_how_far_it_was_checked(small: Frames, rules: RulePack):
    states = run(Material(small), rules, place="620000").states
    assert states.height == len(CHECKS) * 2
    told = {
        (check, region): state
        for check, region, state in states.select("check", "region", "state").iter_rows()
    }
    assert told["G05", "620102"] == CHECKED
    assert told["G08", "620102"] == NO_DATA
    assert told["G29", "620102"] == NOTHING
    missing = dict(states.filter(region="620102").select("check", "missing").iter_rows())
    assert missing["G08"] == "居民问卷"
    assert missing["G09"] == "上一期数据"
    assert missing["G05"] is None


def test_a_blank_leaves_a_place_checked_in_part(rules: RulePack):
    blank = frames(
        regions=PROVINCE,
        projects=[{"project": "P", "name": "项目", "region": "620102", "plan_year": 2023,
                   "review_approved_on": date(2023, 2, 1)}],
        compounds=[
            {"compound": "C1", "name": "甲", "project": "P", **HOME, **LATE},
            {"compound": "C2", "name": "乙", "project": "P", **HOME, "started_on": date(2023, 3, 1)},
        ],
    )  # fmt: skip
    (row,) = run(Material(blank), rules, place="620102", checks=[BY_CODE["G05"]]).states.to_dicts()
    assert (row["checked"], row["hits"], row["blanks"], row["state"]) == (1, 1, 1, PARTLY)
    assert row["missing"] == "空缺栏、施工合同"


def test_a_supplement_that_no_check_knows_is_a_mistake(small: Frames):
    with pytest.raises(KeyError):
        Material(small, supplements={"rumours": pl.DataFrame()})


def test_a_hit_changes_no_score(small: Frames, rules: RulePack):
    before = evaluate(small, rules, "620000")
    tables = {name: table.clone() for name, table in small.tables.items()}
    found = run(Material(small), rules, place="620000")
    after = evaluate(small, rules, "620000")
    assert found.hits
    for name, table in tables.items():
        assert_frame_equal(small.tables[name], table)
    assert_frame_equal(before.scores, after.scores)
    assert_frame_equal(before.counts, after.counts)
    assert (before.rules.digest, before.frames) == (after.rules.digest, after.frames)


def test_nothing_that_scores_or_seals_knows_of_checks():
    for room in (
        "standards",
        "rating",
        "progress",
        "supervision",
        "changes",
        "sealing",
        "sheets",
        "comparison",
    ):
        for path in (ROOT / "metrics" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                module = getattr(node, "module", None) or ""
                assert not module.startswith("metrics.checks"), path.name


def test_questions_do_not_depend_on_who_looks_nor_on_the_order_of_records(rules: RulePack):
    demo = demo_frames()
    pack = load_pack("gansu").on(demo.as_of)
    place = demo.place_of(None)
    whole = run(Material(demo), pack, place=place).hits
    city = str(demo.regions.filter(level="市")["region"][0])
    inside = {hit.identity for hit in run(Material(demo), pack, place=city).hits}
    assert inside == {hit.identity for hit in whole if hit.region[:4] == city[:4]}
    turned = Frames.of(
        as_of=demo.as_of, year=demo.year, reporting=demo.reporting,
        tables={name: table.reverse() for name, table in demo.tables.items()},
    )  # fmt: skip
    assert run(Material(turned), pack, place=place).hits == whole
    assert len({hit.identity for hit in whole}) == len(whole)
    grave = [SEVERITIES.index(hit.severity) for hit in whole]
    assert grave == sorted(grave)


def test_each_place_is_asked_by_the_rules_of_its_own():
    day = date(2024, 6, 30)
    homes = [
        {"compound": f"{county}-{n}", "name": "院", "project": county, "buildings": 1, "households": 100,
         "floor_area": 1, "planned_on": date(2024, 1, 5), "consulted_households": 100,
         "consenting_households": 75 if n < 20 else 99}
        for county in ("620102", "130602")
        for n in range(40)
    ]  # fmt: skip
    held = frames(
        as_of=day,
        regions=[division("620102", "县", None, "甲"), division("130602", "县", None, "乙")],
        projects=[{"project": c, "name": c, "region": c, "plan_year": 2024} for c in ("620102", "130602")],
        compounds=homes,
    )  # fmt: skip
    rules = local_rules(load_pack("national"), day)
    found = run(Material(held), rules, place="620102", checks=[BY_CODE["G06"]])
    assert [(hit.about, hit.numbers[0].text) for hit in found.hits] == [("同意率", "75%")]
    assert not run(Material(held), rules, place="130602", checks=[BY_CODE["G06"]]).hits


def test_every_rule_that_a_check_reads_is_a_key_with_a_value():
    pack = load_pack("national").on(date(2024, 6, 30))
    for check in CHECKS:
        assert set(check.reads) <= set(KEYS)
        assert set(check.reads) <= set(pack)
        assert set(check.severities) <= set(SEVERITIES)
        assert check.chance is None or Fraction(0) < pack[check.reads[0]]["概率"] < 1
    assert [check.code for check in CHECKS] == [f"G{n:02}" for n in range(1, 31)]


def test_records_of_hits_are_told_by_the_key_of_their_sheet(small: Frames, rules: RulePack):
    for hit in run(Material(small), rules, place="620000").hits:
        assert len(hit.key) == len(BY_NAME[hit.sheet].record_key)
