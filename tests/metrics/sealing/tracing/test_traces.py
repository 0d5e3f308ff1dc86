"""What a trace code leads to: the figure again, its records, those left out with the reason, rules and sources."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import UnknownChoice
from metrics.packs.pack import load_pack, rules_of
from metrics.progress.figures import FIGURES as COUNTED
from metrics.progress.figures import RATES, pair
from metrics.progress.rates import ledger, returns
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.rating.hearing import told_scores
from metrics.records.frames import Frames
from metrics.scope import LOCAL, Scope
from metrics.sealing.errors import SealDiffers
from metrics.sealing.figures import FIGURES, POINTS
from metrics.sealing.seal import Circumstances, seal
from metrics.sealing.sources import FILE, UNTOLD, Sources
from metrics.sealing.trace import Traced, basis_of, code, read
from metrics.sealing.tracing.held import Found, Held, found, in_seal, live, of_seal
from metrics.sealing.tracing.traces import Kind, Trace, traced
from metrics.sealing.written import opened, written
from metrics.standards.catalogue import NATIONAL
from tests import golden_demo
from tests.metrics.rating.test_evaluation import DAY, GANSU, compound, province
from tests.random_provinces import Province, provinces
from tests.test_agreement import frames_of

SCOPE = Scope("620000", DAY, 2023, "gansu")
LATER = date(2023, 9, 1)
NEVER = date(9999, 12, 31)

MIXED = [
    compound(1, "620102"),
    compound(2, "620102", built_year=None),
    compound(3, "620102", built_year=2005),
    compound(4, "620102", planned_on=None),
    compound(5, "620102", planned_on=LATER),
    compound(6, "620102", planned_on=NEVER),
    compound(7, "620102", project="OLD"),
    compound(8, "620103"),
]
COUNTS = ("numerator", "denominator", "unknown", "unmet")
OLD = {"project": "OLD", "name": "旧项目", "region": "620102", "plan_year": 2021}


def mixed(*more: dict[str, Any]) -> Frames:
    """Return a province in which some compounds of 子区 are not in plan, each for another reason."""
    frames = province([*MIXED, *more])
    projects = frames.tables["projects"]
    old = pl.DataFrame([OLD], schema={name: projects.schema[name] for name in OLD})
    return Frames.of(
        as_of=DAY, year=2023, reporting=frames.reporting,
        tables={**frames.tables, "projects": pl.concat([projects, old], how="diagonal")},
    )  # fmt: skip


def candidates(traced: Traced, frames: Frames, sources: Sources = UNTOLD) -> Iterator[Held]:
    return live(
        traced,
        frames,
        lambda scope: evaluate(frames, rules_of(scope), scope.place),
        lambda _: sources,
    )


def asked(frames: Frames, figure: str, region: str, sources: Sources = UNTOLD) -> Trace:
    """Write the code of a figure in the evaluation of the province, and follow it."""
    own = evaluate(frames, GANSU, "620000")
    written_as = code(Traced(figure, region, DAY, 2023, basis_of(SCOPE, own)))
    meant = read(written_as)
    return traced(meant, found(meant, (), candidates(meant, frames, sources)))


def reasons(trace: Trace) -> dict[str, str]:
    return dict(trace.excluded.select("record", "reason").iter_rows())


def test_a_figure_lists_what_lacks_data_and_what_is_left_out_with_the_reason():
    trace = asked(mixed(), "A02.2", "620102")
    assert trace.found.same
    assert trace.found.held.scope == SCOPE
    assert trace.kind is Kind.MEASURE
    assert (trace.values["numerator"], trace.values["denominator"]) == (1, 3)
    verdicts = dict(trace.records.select("record", "met").iter_rows())
    assert verdicts == {"C01": True, "C02": None, "C03": False}
    assert reasons(trace) == {
        "C04": "列入计划日期未填报", "C05": "列入计划日期晚于数据截止日期",
        "C06": "列入计划日期填“无”", "C07": "属其他计划年度",
    }  # fmt: skip
    assert [rule.key for rule in trace.rules] == ["built_year_max", "points", "item_weights"]


def test_what_fails_no_date_or_year_is_told_to_be_none_of_the_denominator():
    assert (
        reasons(asked(mixed(), "A05.1", "620102"))["C01"]
        == "不属于“列入当年计划且有基础类短板的小区”"
    )


def test_a_compound_completed_in_another_year_is_told_so():
    frames = mixed(
        compound(9, "620102", completed_on=date(2022, 5, 1)),
        compound(10, "620102", completed_on=date(2023, 5, 1)),
    )
    told = reasons(asked(frames, "A06.3", "620102"))
    assert told["C09"] == "实际完工日期不在2023年"
    assert told["C01"] == "实际完工日期未填报"
    assert "C10" not in told


def test_a_measure_without_records_has_no_value_and_says_what_is_left_out():
    trace = asked(mixed(), "A06.3", "620103")
    assert trace.values == {}
    assert reasons(trace) == {"C08": "实际完工日期未填报"}


def test_a_score_is_made_of_its_measures_and_an_item_of_its_own():
    frames = mixed()
    score = asked(frames, "score", "620102")
    item = asked(frames, "A02", "620102")
    assert score.kind is Kind.RATING
    assert set(item.parts["measure"]) == {"A02.1", "A02.2", "A02.3"}
    assert item.parts.rows() == score.parts.filter(pl.col("measure").str.starts_with("A02")).rows()
    assert [rule.key for rule in score.rules] == ["item_weights", "points", "not_applicable"]
    won = sum(
        Fraction(row["weight"]) * Fraction(int(row["part"]), int(row["whole"]))
        for row in score.parts.iter_rows(named=True)
    )
    asked_for = sum(Fraction(weight) for weight in score.parts["weight"])
    assert score.values["score"] == int(won / asked_for * 10_000 + Fraction(1, 2))


def test_the_number_in_plan_lists_its_compounds():
    trace = asked(mixed(), "planned", "620102")
    assert trace.values["planned"] == 3
    assert set(trace.records["record"]) == {"C01", "C02", "C03"}
    assert reasons(trace)["C04"] == "列入计划日期未填报"


def test_other_data_are_told_to_be_other_and_the_figure_is_that_of_now():
    own = evaluate(mixed(), GANSU, "620000")
    meant = Traced("A02.2", "620102", DAY, 2023, basis_of(SCOPE, own))
    changed = mixed(compound(11, "620102"))
    answer = found(meant, (), candidates(meant, changed))
    assert not answer.same
    assert answer.held.scope == SCOPE._replace(rules=LOCAL)
    assert traced(meant, answer).values["denominator"] == 4


def test_a_sealed_round_is_asked_before_the_records_of_now():
    made = seal(mixed(), GANSU, SCOPE, Circumstances(0, "", "x", "y"))
    parts = list(of_seal(made, "第1轮", region="620102"))
    assert [held.scope.place for held in parts] == ["620000", "620102", "620100"]
    for part in parts:
        meant = Traced("A02.2", "620102", DAY, 2023, part.basis)
        sealed = of_seal(made, "第1轮", region="620102")
        answer = found(meant, sealed, candidates(meant, mixed(compound(11, "620102"))))
        assert (answer.same, answer.held.round) == (True, "第1轮")
        assert answer.held.scope == part.scope
        assert traced(meant, answer).values["denominator"] == 3
    assert not list(of_seal(made, "第1轮", region="110000"))


def test_a_sealed_file_alone_tells_everything():
    rows = (
        mixed()
        .tables["compounds"]
        .select(submission=pl.lit(3, pl.Int64), row=pl.int_range(2, pl.len() + 2, dtype=pl.Int32))
    )
    file = (3, "620102", DAY, "2023-08-01T01:00:00.000000Z", "子区.xlsx", "f" * 64)
    sources = Sources({"compounds": rows}, pl.DataFrame([file], schema=dict(FILE), orient="row"))
    made = seal(mixed(), GANSU, SCOPE, Circumstances(0, "", "x", "y"), sources=sources)
    sealed, _ = opened(written(made))
    meant = Traced("A02.2", "620102", DAY, 2023, basis_of(SCOPE, made.evaluation()))
    trace = traced(meant, in_seal(meant, sealed, ""))
    assert trace.values["denominator"] == 3
    assert trace.origins.select("unit", "file_name", "sheet", "records", "rows").rows() == [
        ("620102", "子区.xlsx", "compounds", 3, [2, 3, 4])
    ]
    with pytest.raises(SealDiffers, match="不出自这份封账文件"):
        in_seal(meant._replace(basis=meant.basis ^ 1), sealed, "")
    with pytest.raises(SealDiffers, match="2022年度"):
        in_seal(meant._replace(year=2022), sealed, "")


def test_the_province_by_the_rules_that_pages_take_is_tried_first():
    frames = mixed()
    meant = Traced("score", "620102", DAY, 2023, 0)
    tried = [each.scope for each in candidates(meant, frames)]
    assert (tried[0].place, tried[0].rules) == ("620000", LOCAL)
    assert {each.place for each in tried if each.rules == LOCAL} >= {"620000", "620102"}
    assert len(tried) == len(set(tried)) <= 12  # README tells the chance of a wrong one


def test_a_place_that_is_none_is_refused_in_a_sentence():
    meant = Traced("score", "110000", DAY, 2023, 0)
    with pytest.raises(UnknownChoice, match="没有溯源码所指的地区"):
        found(meant, (), candidates(meant, mixed()))


@pytest.fixture(scope="module")
def demo() -> Held:
    evaluation = golden_demo.demo()
    scope = Scope(evaluation.place, evaluation.as_of, evaluation.year, golden_demo.PACK)
    return Held(scope, "", basis_of(scope, evaluation), lambda: evaluation, lambda _: UNTOLD)


def some_regions(own: Evaluation) -> Sequence[str]:
    return [own.place, own.regions["region"][-1]]


def value_of(own: Evaluation, figure: str, region: str) -> object:
    """Return a figure as it stands in the tables of the evaluation."""
    if figure.removesuffix(POINTS) in NATIONAL.measures:
        rows = own.counts.filter(region=region, measure=figure.removesuffix(POINTS))
        return rows.select(COUNTS).rows()
    if figure in told_scores(own).columns:
        return told_scores(own).filter(region=region)[figure].to_list()
    return None


def test_every_figure_of_the_demo_is_found_again_by_its_code(demo: Held):
    own = demo.evaluation
    for region in some_regions(own):
        for figure in FIGURES:
            meant = read(code(Traced(figure, region, own.as_of, own.year, demo.basis)))
            trace = traced(meant, Found(demo, same=True))
            assert (trace.traced.figure, trace.traced.region) == (figure, region)
            expected = value_of(own, figure, region)
            if trace.kind in (Kind.MEASURE, Kind.POINTS):
                told = [trace.values[name] for name in COUNTS] if trace.values else []
                assert expected == ([tuple(told)] if told else [])
            elif expected is not None:
                assert [trace.values[figure]] == expected


@pytest.mark.parametrize(("table", "prefix"), [(ledger, ""), (returns, "returned:")])
def test_progress_is_that_of_the_tables_and_its_records_add_up(demo: Held, table, prefix: str):
    own = demo.evaluation
    told = table(own.frames).filter(region=own.place, year=own.year).row(0, named=True)
    for figure in COUNTED:
        meant = Traced(prefix + figure, own.place, own.as_of, own.year, demo.basis)
        trace = traced(meant, Found(demo, same=True))
        assert trace.values["part"] == told[figure]
        if not prefix:
            assert trace.records["part"].sum() == (told[figure] or 0)
    for rate in RATES:
        meant = Traced(prefix + rate, own.place, own.as_of, own.year, demo.basis)
        trace = traced(meant, Found(demo, same=True))
        assert (trace.values["part"], trace.values["whole"]) == tuple(told[n] for n in pair(rate))


def test_lights_add_up_to_the_projects(demo: Held):
    own = demo.evaluation
    counts = {
        figure: traced(
            Traced(figure, own.place, own.as_of, own.year, demo.basis), Found(demo, same=True)
        )
        for figure in FIGURES
        if figure.startswith("lights_")
    }
    assert (
        sum(trace.values["part"] for trace in counts.values())
        == own.frames.tables["projects"].filter(pl.col("plan_year") <= own.year).height
    )
    assert all(trace.records.height == trace.values["part"] for trace in counts.values())


@settings(max_examples=15, deadline=None)
@given(drawn=provinces(), figure=st.sampled_from(sorted(NATIONAL.measures)))
def test_what_is_counted_and_what_is_left_out_are_the_whole_sheet(drawn: Province, figure: str):
    frames = frames_of(drawn)
    rules = load_pack("national").on(frames.as_of)
    own = evaluate(frames, rules, frames.place_of(None))
    scope = Scope(own.place, frames.as_of, frames.year, "national")
    held = Held(scope, "", 0, lambda: own, lambda _: UNTOLD)
    meant = Traced(figure, own.place, own.as_of, own.year, 0)
    trace = traced(meant, Found(held, same=True))
    measure = NATIONAL.measures[figure]
    counted, left = set(trace.records["record"]), set(trace.excluded["record"])
    assert not counted & left
    if measure.sheet == "compounds":
        owned = frames.compounds.filter(pl.col("region").is_in(own.regions["region"].implode()))
        assert counted | left == set(owned["compound"])
    assert trace.excluded["reason"].null_count() == 0


def test_a_place_by_itself_has_a_score_to_trace_and_no_rank():
    frames, alone = mixed(), SCOPE._replace(place="620102")
    own = basis_of(alone, evaluate(frames, GANSU, "620102"))
    for figure, same in (("score", True), ("rank", False), ("interval", False)):
        meant = Traced(figure, "620102", DAY, 2023, own)
        assert found(meant, (), candidates(meant, frames)).same is same
