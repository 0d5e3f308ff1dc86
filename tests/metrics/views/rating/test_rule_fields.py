"""The value of a rule becomes fields and is put together again as it was."""

from datetime import date

import pytest

from metrics.packs.keys import KEYS
from metrics.packs.pack import shipped
from metrics.views.rating.rule_fields import fields, rebuilt

RULES = shipped("gansu").on(date(2024, 7, 5))


@pytest.mark.parametrize("key", sorted(RULES))
def test_every_rule_that_ships_comes_back_from_its_fields_as_it_is_read(key: str):
    raw = RULES.rule(key).raw
    again = rebuilt(raw, {field.path: field.text for field in fields(raw)})
    assert KEYS[key].read(again) == RULES[key]


def test_a_rhythm_has_a_field_for_each_of_its_words():
    labels = [field.label for field in fields(RULES.rule("cadence").raw)]
    assert labels[:2] == ["督导·时间", "督导·遇休息日"]


def test_a_number_that_is_none_any_more_is_left_to_the_reader_of_the_rule():
    assert rebuilt(5, {(): "五"}) == "五"
    with pytest.raises(ValueError, match="应为不小于0的整数"):
        KEYS["min_compounds"].read("五")
