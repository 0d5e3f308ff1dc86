"""What became of a promise: the words written down last, whatever they were written for."""

from datetime import date

import polars as pl
import pytest

from metrics.dispatch import standing as standings
from tests.metrics.dispatch.test_agenda import HAPPENED, MADE, RULES, standing


@pytest.mark.parametrize(("number", "words"), [(3, "在办"), (4, None)])
def test_the_last_words_are_told(number: int, words: str | None):
    assert standing().filter(id=number)["reply"].to_list() == [words]


def test_the_words_of_keeping_it_follow_those_of_an_earlier_reply():
    told = HAPPENED.vstack(
        HAPPENED.head(1).with_columns(
            id=pl.lit(9, pl.Int64),
            promise=pl.lit(3, pl.Int64),
            text=pl.lit("已进场"),
            happened_on=date(2023, 6, 25),
        )
    )
    found = standings.promises(MADE, told, as_of=date(2023, 6, 30), rules=RULES)
    assert found.filter(id=3).select("state", "reply").row(0) == ("已兑现", "已进场")
