"""The scores by the default sheet agree with a slow, independent reckoning on random provinces."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.records.given.tables import HAND_SCORES, TARGETS, Given
from metrics.sheets.catalogue import sheet
from tests import reference
from tests.random_provinces import Province, provinces
from tests.reference import sheet as slow
from tests.test_agreement import frames_of, thorough, top_of

DEFAULT = sheet("default100")


@st.composite
def with_money_paid(draw: st.DrawFn) -> Province:
    """Draw a province whose investment and central money were completed and paid in part, or not told."""
    province = draw(provinces())
    amounts = st.sampled_from((None, 0, 40, 100, 130))
    sheets = dict(province.sheets)
    sheets["projects"] = [
        {**row, "completed_investment": draw(amounts)} for row in sheets["projects"]
    ]
    sheets["funds"] = [{**row, "paid": draw(amounts)} for row in sheets.get("funds", [])]
    return province._replace(sheets=sheets)


@st.composite
def given_in(draw: st.DrawFn, province: Province) -> slow.Given:
    """Draw targets and points by hand for some of the divisions."""
    regions = sorted({row["region"] for row in province.sheets["regions"]})
    asked = st.sampled_from([(r, item) for r in regions for item in ("D1", "D3", "D11", "D4")])
    shares = st.fractions(Fraction(1, 10), 1, max_denominator=10)
    ranked = [r["region"] for r in province.sheets["regions"] if r["level"] in ("市", "县")]
    keys = [(r, item) for r in sorted(set(ranked)) for item in ("D5", "D6")]
    points = st.dictionaries(st.sampled_from(keys), st.integers(0, 400)) if keys else st.just({})
    return slow.Given(draw(st.dictionaries(asked, shares, max_size=6)), draw(points))


def tables(given: slow.Given) -> Given:
    targets = [(r, item, str(share), "甲文") for (r, item), share in given.targets.items()]
    points = [
        (r, item, value, "甲", date(2023, 8, 1), "") for (r, item), value in given.points.items()
    ]
    return Given(
        pl.DataFrame(targets, schema=TARGETS, orient="row"),
        pl.DataFrame(points, schema=HAND_SCORES, orient="row"),
    )


# Shrinking a province draws it anew thousands of times; the first that differs tells enough.
@settings(thorough, phases=(Phase.explicit, Phase.generate))
@given(st.data())
def test_every_region_scores_as_reckoned_slowly(data: st.DataObject):
    province = data.draw(with_money_paid())
    by_office = data.draw(given_in(province))
    rules = load_pack("gansu").on(province.as_of)
    frames = replace(frames_of(province), given=tables(by_office))
    found = evaluate(frames, rules, top_of(province), standard=DEFAULT)
    records = reference.Records(province.as_of, province.year, province.sheets, province.reporting)
    expected = slow.scores(records, rules, by_office)
    assert dict(found.scores.select("region", "score").iter_rows()) == expected
