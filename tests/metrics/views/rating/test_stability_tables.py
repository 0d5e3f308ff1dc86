"""权重稳健性 as people read it."""

from fractions import Fraction

from metrics.comparison.stability import stability
from metrics.rating.evaluation import evaluate
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.stability_tables import stability_table, stability_words
from tests.metrics.changes.test_rank_moves import ALL, D2, HALF, THREE, F, T, on, rules

WEIGHTS = dict.fromkeys(NATIONAL.by_code, Fraction(0))


def table(*counties: tuple[bool | None, ...], **weights: int) -> DisplayTable:
    given = WEIGHTS | {item: Fraction(weight) for item, weight in weights.items()}
    frames = on(D2, *counties, planned=(1, 1, 1), joint="甲")
    evaluation = evaluate(frames, rules(item_weights=given), "620100")
    return stability_table(evaluation, stability(evaluation), "county")


def test_one_weight_alone_moves_nobody():
    found = table(ALL, THREE, HALF, B05=1)
    assert [cell.text for cell in found.at("same")] == ["100.0%"] * 3
    assert [cell.text for cell in found.at("reach")] == ["1", "2", "3"]
    assert [cell.text for cell in found.at("kept")] == ["100.0%"] * 3
    assert stability_words(found) == (
        "本组3个地区中，3个在九成以上的权重下名次变化不超过1位，3个在九成以上的权重下等次不变。"
    )


def test_who_hangs_on_the_weights_is_named():
    found = table((T, F, F, F), THREE, (F, F, F, F), B02=5, B05=5)
    assert [cell.text for cell in found.at("reach")][:2] == ["1–2", "1–2"]
    assert "名次最受权重影响的是620102（95%情形下在第1–2名）" in stability_words(found)
    assert found.at("same")[0].note.startswith("10,000种权重中的")


def test_nearly_all_is_not_written_as_all():
    found = table((T, T, F, F), (F, F, F, F), (T, F, F, F), B02=1, B05=100)
    for cell in (*found.at("same"), *found.at("near")):
        assert (cell.text == "100.0%") == (cell.value == 1)
        assert (cell.text == "0.0%") == (cell.value == 0)
