"""Records behind a sealed figure, judged by another programme: those whose verdict is another are named."""

from dataclasses import replace

import polars as pl
import pytest

from metrics.sealing.seal import Circumstances, Seal
from metrics.sealing.verifying import Otherwise, judged_otherwise
from metrics.views.rating.round_tables import otherwise_words, programme_words
from tests.metrics.rating.test_evaluation import TWO_COUNTIES
from tests.metrics.sealing.test_slip import sealed

SEALED = sealed(TWO_COUNTIES)
OF_C11 = (pl.col("measure") == "A02.2") & (pl.col("record") == "C11")


def otherwise(kept: Seal, region: str = "620000", measure: str = "A02.2") -> list[Otherwise]:
    """Hold what this programme finds against a seal."""
    now = SEALED.evaluation().evidence(measure, region=region)
    return list(judged_otherwise(kept, now, measure=measure, region=region))


def with_verdicts(verdicts: pl.DataFrame) -> Seal:
    return replace(SEALED, verdicts=verdicts)


@pytest.mark.parametrize("measure", sorted(SEALED.standard.measures))
@pytest.mark.parametrize("region", ["620000", "620103"])
def test_the_programme_that_sealed_finds_every_record_as_it_was_sealed(measure: str, region: str):
    assert otherwise(SEALED, region, measure) == []


def test_a_record_with_another_verdict_is_named_with_both_and_only_where_it_counts():
    met = pl.when(OF_C11).then(pl.lit(value=True)).otherwise("met")
    kept = with_verdicts(SEALED.verdicts.with_columns(met=met))
    found = [Otherwise("C11", "620103", "符合（计1）", "不符合（计1）")]
    assert otherwise(kept) == otherwise(kept, "620103") == found
    assert otherwise(kept, "620102") == otherwise(kept, measure="A02.1") == []
    assert otherwise_words(found) == (
        "现用程序重新判定的结论有1条与封存时不同，计数、得分和名次以封存的为准："
        "“C11”（620103），封存的是符合（计1），重算的是不符合（计1）。"
    )


def test_a_record_whose_verdict_was_unknown_or_that_was_not_judged_is_named_too():
    unknown = pl.when(OF_C11).then(None).otherwise("met")
    (one,) = otherwise(with_verdicts(SEALED.verdicts.with_columns(met=unknown)))
    assert (one.sealed, one.now) == ("缺数据（计1）", "不符合（计1）")
    (one,) = otherwise(with_verdicts(SEALED.verdicts.filter(~OF_C11)))
    assert (one.sealed, one.now) == ("没有", "不符合（计1）")


def test_of_many_records_five_are_named_and_all_are_counted():
    words = otherwise_words([Otherwise(f"C{n}", "620103", "符合", "不符合") for n in range(6)])
    assert "有6条与封存时不同" in words
    assert "“C4”" in words
    assert words.endswith("重算的是不符合等。")
    assert otherwise_words([]).endswith("与封存时一致。")


def test_progress_and_lights_by_another_programme_or_calendar_are_said_to_be_of_now():
    here = Circumstances.here(7, "ab" * 32)
    assert programme_words(here) == ""
    for made in (replace(here, version="0.1.0"), replace(here, calendar="2019")):
        assert "进度和灯色由现用程序" in programme_words(made)
    assert "由程序0.1.0（" in programme_words(replace(here, version="0.1.0"))
