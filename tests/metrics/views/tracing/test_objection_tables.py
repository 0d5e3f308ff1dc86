"""The figures that a unit may object to, with their codes."""

import pytest

from metrics.rating.evaluation import evaluate
from metrics.sealing.trace import read
from metrics.views.tracing.objection_tables import figures_told
from tests.metrics.rating.test_evaluation import GANSU
from tests.metrics.sealing.tracing.test_traces import SCOPE, mixed


@pytest.mark.parametrize(("place", "ranked"), [("620000", True), ("620102", False)])
def test_the_rank_is_that_among_others_and_a_division_by_itself_has_none(place: str, ranked: bool):
    scope = SCOPE._replace(place=place)
    told = figures_told(evaluate(mixed(), GANSU, place), scope, "620102")
    assert ("rank" in {each.figure for each in told}) is ranked
    assert {"score", "grade", "A02.2"} <= {each.figure for each in told}
    assert [read(each.code).figure for each in told] == [each.figure for each in told]
