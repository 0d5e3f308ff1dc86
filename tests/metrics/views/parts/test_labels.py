"""Every value that a measure shows has a Chinese name."""

from datetime import date

import pytest

from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.standards.catalogue import NATIONAL
from metrics.views.parts import labels

DAY = date(2023, 7, 31)


@pytest.mark.parametrize("code", NATIONAL.measures)
def test_shown_values_have_a_name(code: str):
    empty = Frames.of(as_of=DAY, year=2023, tables={})
    measure = NATIONAL.measures[code]
    judged = measure.judge(empty, load_pack("national").on(DAY)).collect_schema().names()
    names = [labels.column(name, measure).label for name in judged if name != "amount"]
    assert len(set(names)) == len(names)
    assert "名称" not in names or measure.sheet == "regions"
    assert all(any(letter >= "\u4e00" for letter in name) for name in names)
