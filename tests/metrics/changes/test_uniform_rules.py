"""What a uniform rule would change: 各地规定 held against one pack, place by place, adding up."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.changes.supposed.replay import Replay
from metrics.packs.pack import load_pack, local_rules
from metrics.rating.evaluation import evaluate, judge
from metrics.rules.value import RulePack
from metrics.views.changes import supposed_tables, why_tables
from metrics.views.changes.why_words import UNIFORM
from tests.metrics.packs.test_local_rules import DATA, ELSEWHERE, HEBEI, IN_BAODING, local
from tests.metrics.small_frames import D
from tests.random_provinces import Province, provinces
from tests.reading_tables import lines_of
from tests.test_agreement import frames_of, thorough

brief = settings(thorough, max_examples=8, phases=(Phase.generate,))


def held_against(rules: RulePack, pack: str, data=DATA, place: str = HEBEI) -> Replay:
    judged = judge(data, rules)
    now = load_pack(pack).on(rules.day)
    return Replay(evaluate(data, rules, place, judged=judged), now, judged=judged)


def turned(replay: Replay) -> set[tuple[str, str, bool, bool]]:
    rows = replay.turned.select("measure", "region", "met_before", "met_after")
    return set(rows.iter_rows())


def test_under_the_national_pack_only_baoding_turns():
    replay = held_against(local(HEBEI), "national")
    assert turned(replay) == {
        ("A07.1", IN_BAODING, False, True),
        ("A07.2", IN_BAODING, False, True),
        ("A06.3", IN_BAODING, True, False),
    }
    moves = dict(replay.standings.select("region", "score_move").iter_rows())
    assert moves[ELSEWHERE] == 0
    assert moves[IN_BAODING] > 0


def test_under_baodings_pack_the_others_turn():
    replay = held_against(local(HEBEI), "baoding")
    assert {region for _, region, *_ in turned(replay)} == {ELSEWHERE}
    assert dict(replay.standings.select("region", "score_move").iter_rows())[IN_BAODING] == 0


def test_the_rules_that_differ_are_told_with_every_places_value():
    replay = held_against(local(HEBEI), "national")
    table = why_tables.exchanged(replay.changed, UNIFORM)
    told = {line[0].text: (line[1].text, line[4].text) for line in lines_of(table)}
    assert told["居民参与率下限"] == ("全国：2/3；保定市：80%", "2/3")
    assert told["同意率基数"] == ("全国：参与征询户数；保定市：小区总户数", "参与征询户数")
    assert "改造对象建成年份上限" not in told  # 2000 everywhere


@pytest.mark.parametrize("pack", ["national", "gansu", "baoding"])
def test_what_each_rule_and_each_measure_moves_adds_up_to_the_move(pack: str):
    """Of 河北 itself the national pack decides everything but what 保定 has decided for its own."""
    replay = held_against(local(HEBEI), pack)
    assert any(replay.standings["score_move"])
    for row in replay.standings.iter_rows(named=True):
        parts = replay.parts[row["region"]]
        assert sum(score for score, _ in parts) == row["score_move"]
        assert (
            sum(each.move for each in replay.why(row["region"]).move.measures) == row["score_move"]
        )


def test_where_one_pack_holds_for_all_nothing_is_another():
    replay = held_against(local(ELSEWHERE), "national", place=ELSEWHERE)
    assert (replay.changed, replay.steps, replay.turned.height) == ((), (), 0)
    assert replay.before.scores.equals(replay.after.scores)


def test_a_day_of_other_local_rules_is_held_against_them_too():
    replay = held_against(local(HEBEI), "national")
    back = Replay(replay.after, local(HEBEI), judged=judge(DATA, replay.after.rules))
    assert turned(back) == {(m, r, b, a) for m, r, a, b in turned(replay)}
    assert back.after.scores.equals(replay.before.scores)


def test_the_sentence_counts_what_moves():
    words = supposed_tables.summary(held_against(local(HEBEI), "national"), "county")
    assert words.startswith("县区2个：得分变化1个（升1、降0）")
    assert words.endswith("3条衡量内容的3条记录改判。")


@brief
@given(
    drawn=provinces(),
    second=st.sampled_from(("620100", "620103", "620200")),
    pack=st.sampled_from(("gansu", "baoding", "national")),
)
def test_on_random_provinces_everything_adds_up(drawn: Province, second: str, pack: str):
    data, rules = frames_of(drawn), local_rules(load_pack("gansu"), drawn.as_of)
    nearer = {second: replace(rules.nearer["130600"], place=second, place_name="某市")}
    rules = replace(rules, nearer={"620000": rules.nearer["620000"], **nearer})
    replay = held_against(rules, pack, data, "620000")
    alone = evaluate(data, load_pack(pack).on(drawn.as_of), "620000")
    assert replay.after.scores.equals(alone.scores)
    assert replay.after.counts.equals(alone.counts)
    for region, move in replay.standings.select("region", "score_move").iter_rows():
        parts = [score for score, _ in replay.parts[region]]
        assert move is None or sum(filter(None, parts)) == move
    whole = pl.col("region") == "620000"
    for code, rows in replay.turned.group_by("measure"):
        before, after = (
            side.counts.filter(whole, measure=code[0])["numerator"].sum()
            for side in (replay.before, replay.after)
        )
        met = rows.select(pl.col("met_before", "met_after").fill_null(value=False).sum()).row(0)
        assert after - before == met[1] - met[0]


@pytest.mark.parametrize("key", ["consent_min", "item_weights"])
def test_one_rule_taken_from_another_pack_is_taken_for_every_place(key: str):
    rules, other = local(HEBEI), load_pack("gansu").on(D)
    taken = rules.taking(other, [key])
    assert {taken.at(region)[key] == other[key] for region in (ELSEWHERE, IN_BAODING)} == {True}
    assert taken.at(IN_BAODING)["participation_min"] == rules.at(IN_BAODING)["participation_min"]
    assert rules.same(rules, key)
    assert rules.same(taken, key) == (key == "item_weights")
