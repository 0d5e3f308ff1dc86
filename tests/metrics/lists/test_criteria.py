"""The criteria of 督查激励: what ships reads, what nobody has seen is never computed, mistakes are refused."""

import pytest

from metrics.errors import RulePackInvalid
from metrics.lists.criteria import UNSEEN, held, read, schemes
from tests.metrics.rating.test_evaluation import DAY, compound, judged, province

FILE = """
schemes:
  - name: 甲办法
    document: 某文件
    label: 摘编
    criteria:
      - {{words: 满意度, label: 摘编, figure: {figure}, at_least: {bound}}}
"""


def test_what_ships_says_of_every_criterion_how_it_was_seen():
    told = [each for scheme in schemes() for each in scheme.criteria]
    assert {each.label for each in told} == {"已见转载", "摘编", "未见原文"}
    assert all(
        each.at_least is None and each.figure is None for each in told if each.label == UNSEEN
    )


def test_what_nobody_has_seen_is_neither_computed_nor_judged():
    frames = province(
        [compound(1, "620102", completed_on=DAY, survey_responses=10, survey_satisfied=9)]
    )
    found = held(judged(frames), "county")
    assert all(each.reached is None for each in found if each.criterion.bound is None)
    (answered,) = (each for each in found if each.criterion.bound is not None)
    assert (answered.reached, answered.short, answered.unknown) == (1, 0, 0)
    assert answered.whole == (9, 10)


@pytest.mark.parametrize(
    ("figure", "bound", "words"),
    [
        ("happiness", "90%", "happiness"),
        ("satisfaction", "190%", "比例"),
        ("satisfaction", "[]", "criteria"),
    ],
)
def test_a_mistake_in_the_file_is_refused(figure: str, bound: str, words: str):
    with pytest.raises(RulePackInvalid, match=words):
        read(FILE.format(figure=figure, bound=bound))


def test_a_file_without_mistakes_reads():
    ((scheme),) = read(FILE.format(figure="satisfaction", bound="90%"))
    assert (scheme.name, scheme.places) == ("甲办法", UNSEEN)
