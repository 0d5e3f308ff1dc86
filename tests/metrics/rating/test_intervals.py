"""What opens a rank interval: the published ends, and each side's share of them."""

from datetime import date

from hypothesis import Phase, given, settings

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.rating.intervals import Ends, Intervals
from metrics.views.rating.interval_tables import told
from tests.metrics.changes.test_rank_moves import ALL, OPERATORS, F, T, U, on
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of, thorough

D1 = date(2023, 6, 30)
brief = settings(thorough, max_examples=5, phases=(Phase.generate,))
NAMES = {"620102": "甲", "620103": "乙", "620104": "丙"}


def test_own_and_others_missing_data_are_told_apart():
    evaluation = evaluate(on(D1, (T, U, U, F), (T, T, F, F), (U, F, F, F)), OPERATORS, "620100")
    found = Intervals(evaluation).of("620102")
    assert found is not None
    assert (found.rank, found.ends, found.own) == (2, Ends(1, 2), Ends(1, 2))
    assert found.others == Ends(2, 2)
    assert [(o.measure, o.unknown, o.gain, o.best) for o in found.openings] == [
        ("B05.1", 2, 50_00, 1)
    ]
    assert told(found, NAMES) == (
        "现排第2名，名次区间1–2。",
        "因本地区B05.1缺失2条：可升到第1名（其他地区按现有数据）。",
        "其他地区没有影响本地区名次的缺失数据。",
        "补齐本地区缺失的记录后，名次区间只剩其他地区缺失的影响。",
    )


def test_without_missing_data_the_rank_is_certain():
    found = Intervals(evaluate(on(D1, ALL, (T, F), (F,)), OPERATORS, "620100")).of("620103")
    assert found is not None
    assert told(found, NAMES) == ("现排第2名，没有影响名次的缺失数据，名次确定。",)


@brief
@given(province=provinces())
def test_the_ends_are_the_published_ones_and_hold_what_each_side_opens(province: Province) -> None:
    evaluation = evaluate(frames_of(province), load_pack("gansu").on(province.as_of), "620000")
    intervals = Intervals(evaluation)
    for row in evaluation.scores.iter_rows(named=True):
        found = intervals.of(row["region"])
        assert (found is None) == (row["rank"] is None)
        if found is None:
            continue
        assert found.rank == row["rank"]
        assert found.ends == (row["rank_best"], row["rank_worst"])
        for part in (found.own, found.others):
            assert found.ends.best <= part.best <= found.rank <= part.worst <= found.ends.worst
        if not found.openings:
            assert found.own == Ends(found.rank, found.rank)
