"""两地差异 as people read it."""

from fractions import Fraction

from metrics.comparison.differences import Difference, Differences
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.scoring import breaches
from metrics.standards.catalogue import NATIONAL
from metrics.views.rating.difference_tables import (
    difference_table,
    difference_words,
    met_cell,
    missing_words,
)
from tests.metrics.changes.test_rank_moves import ALL, D2, HALF, THREE, T, on, rules

WEIGHTS = dict.fromkeys(NATIONAL.by_code, Fraction(0)) | {"B05": Fraction(1), "B02": Fraction(1)}
BOTH = rules(item_weights=WEIGHTS)


def of(first: str, second: str, **how: object) -> tuple[Difference, Evaluation]:
    evaluation = evaluate(on(D2, ALL, THREE, HALF, **how), BOTH, "620100")  # type: ignore[arg-type]
    found = Differences(evaluation).of(first, second)
    assert found is not None
    return found, evaluation


def test_the_sentence_says_who_is_higher_and_why():
    words = difference_words(*of("620102", "620103"))
    assert (
        words
        == "620102比620103高25.00分（分别为100.00、75.00分）：B05.1规模化实施运营主体多25.00分。"
    )
    assert difference_words(*of("620103", "620102")).startswith("620103比620102低25.00分")


def test_where_ranks_ask_baseline_first_the_sentence_tells_how_many_both_breach():
    for asked in (True, False):
        ruled = rules(baseline_breaches_first=asked)
        evaluation = evaluate(on(D2, ALL, HALF, ALL), ruled, "620100")
        found = Differences(evaluation).of("620102", "620103")
        assert found is not None
        words = difference_words(found, evaluation)
        counted = dict(breaches(evaluation.counts, NATIONAL).select("region", "breaches").rows())
        told = f"620102{counted['620102']}条、620103{counted['620103']}条。"
        assert words.endswith(f"。名次先比底线不达标条数，再比得分：{told}") is asked


def test_a_measure_of_one_region_only_is_said_so():
    words = difference_words(*of("620102", "620103", planned=(1,), joint="乙丙"))
    # Towards 620102 片区联动 lowers by 37.50, back it lifts by 50.00: the mean of both ways.
    assert "B02.1片区联动少43.75分（620103不适用），B05.1规模化实施运营主体多18.75分" in words


def test_the_table_adds_up_to_the_published_difference():
    found, evaluation = of("620102", "620104")
    table = difference_table(found, evaluation)
    total, *lines = table.lines
    assert total.total == "公布得分"
    assert [table.cell(total, name).text for name in ("first", "second", "shown")] == [
        "100.00", "50.00", "+50.00",
    ]  # fmt: skip
    moved = [table.cell(line, "shown").value for line in lines]
    assert sum(moved) == table.cell(total, "shown").value  # type: ignore[arg-type]
    (own,) = (line for line in lines if line.key == "B05.1")
    assert table.cell(own, "first_met").text == "4/4"
    assert table.cell(own, "second_met").text == "2/4 缺2"


def test_a_line_says_why_its_difference_is_not_that_of_its_points():
    table = difference_table(*of("620102", "620103", planned=(1,), joint="乙丙"))
    said = {line.key: table.cell(line, "why").text for line in table.lines}
    assert said["B02.1"] == "620103不适用，分值摊给其他各条"
    assert said["B05.1"] == "相差0.25分，折成百分制"


def test_equal_scores_are_said_to_be_equal():
    evaluation = evaluate(on(D2, ALL, THREE, ALL), BOTH, "620100")
    found = Differences(evaluation).of("620102", "620104")
    assert found is not None
    assert difference_words(found, evaluation) == "620102与620104得分相同（100.00、100.00分）。"


def test_what_was_counted_tells_a_zero_from_nothing():
    row = {"amounts": False, "numerator": 0, "denominator": 12, "unknown": 0}
    assert met_cell(row).text == "0/12"
    assert met_cell(row | {"unknown": 3}).text == "0/12 缺3"
    assert met_cell(None).text == "不适用"
    money = {"amounts": True, "numerator": 1_000_000, "denominator": 2_500_000, "unknown": 0}
    assert met_cell(money).text == "1.00/2.50万元"


def test_who_has_no_score_is_not_compared():
    evaluation = evaluate(on(D2, (T,), (T,), (T,), heard=()), BOTH, "620100")
    assert Differences(evaluation).of("620102", "620103") is None
    assert missing_words(["620103"], evaluation).endswith("没有得分，不能比较。")
