"""各地规定 in tables: which pack judged each record, and its values with their documents."""

import csv
import io

from metrics.rating.evaluation import evaluate
from metrics.standards.catalogue import NATIONAL
from metrics.views.printed.evaluation import EVIDENCE, evaluation_data
from metrics.views.rating import rule_tables
from metrics.views.rating.indicator_tables import evidence_rows
from tests.metrics.packs.test_local_rules import (
    BAODING,
    DATA,
    ELSEWHERE,
    HEBEI,
    IN_BAODING,
    local,
)
from tests.reading_tables import labels, lines_of

CONSENT, STANDARDS = NATIONAL.measures["A07.1"], NATIONAL.measures["B07.2"]
RULES = local(HEBEI)
FOUND = evaluate(DATA, RULES, HEBEI)


def test_the_evidence_names_the_pack_that_judged_each_record():
    rows = FOUND.evidence("A07.1", region=HEBEI)
    assert dict(rows.select("region", "judged_by").iter_rows()) == {
        ELSEWHERE: "national", IN_BAODING: "baoding",
    }  # fmt: skip
    table = evidence_rows(rows, measure=CONSENT)
    assert labels(table)[-1] == "参数集"
    assert {line[-1].text for line in lines_of(table)} == {"全国", "保定市"}


def test_what_reads_no_local_rule_is_judged_by_the_place_that_evaluates():
    rows = FOUND.evidence("B01.1", region=HEBEI)
    assert set(rows["judged_by"]) == {"national"}
    assert "参数集" not in labels(evidence_rows(rows, measure=NATIONAL.measures["B01.1"]))


def test_evidence_as_csv_names_the_place_of_the_pack():
    rows = FOUND.evidence("A07.1", region=IN_BAODING)
    told = list(csv.DictReader(io.StringIO(EVIDENCE["csv"](rows, CONSENT))))
    assert [row["参数集"] for row in told] == ["保定市"]
    assert '"judged_by": "baoding"' in EVIDENCE["json"](rows, CONSENT)


def test_the_rules_of_a_measure_are_those_of_every_pack_that_judges_it():
    table = rule_tables.rules_read(RULES, CONSENT, DATA.regions["region"])
    rows = {(line[0].text, line[1].text): line[2].text for line in lines_of(table)}
    assert labels(table)[:3] == ("参数", "适用地区", "现行值")
    assert rows["居民同意率下限", "保定市"] == "80%"
    assert rows["居民同意率下限", "其他各地"] == "2/3"
    assert rows["同意率基数", "保定市"] == "小区总户数"
    assert rule_tables.judging_words(RULES, CONSENT, [IN_BAODING, ELSEWHERE]) == (
        "本条记录由保定市、全国参数集判定。"
    )


def test_of_a_county_only_its_own_packs_values_are_told():
    table = rule_tables.rules_read(RULES, CONSENT, [IN_BAODING])
    assert "适用地区" not in labels(table)
    assert [line[1].text for line in lines_of(table)] == ["80%", "80%", "小区总户数"]
    assert [line.key for line in table.lines] == list(CONSENT.reads)
    assert rule_tables.judging_words(RULES, STANDARDS, [IN_BAODING]) == ""


def test_every_rule_is_listed_once_and_a_local_one_for_each_pack():
    table = rule_tables.rules_in_force(RULES, DATA.regions["region"])
    keys = [line.key for line in table.lines]
    assert len(keys) == len(set(keys)) == len(RULES) + 7
    assert f"consent_min@{BAODING}" in keys
    assert table.title.startswith("各地规定，其余按全国参数集（")


def test_the_json_says_that_rules_are_local():
    told = evaluation_data(FOUND, None)
    assert (told["rules"], told["rules_on"]) == ("local", "2023-06-30")
    assert told["rules_digest"] == RULES.digest
