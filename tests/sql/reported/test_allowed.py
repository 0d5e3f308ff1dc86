"""Who may act for a division that was moved: its superior of today, not the one of before."""

from datetime import date

import polars as pl
import pytest
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.acting import NotAllowed
from metrics.access.permissions import Action
from metrics.access.roles import Role
from sql.reported.access import allowed
from tests.acting_as import somebody

LINES = pl.DataFrame(
    [
        ("990000", None, "省", date(2023, 1, 1)),
        ("990100", "990000", "市", date(2023, 1, 1)),
        ("990101", "990100", "县", date(2023, 1, 1)),
        ("990101", "990200", "县", date(2024, 1, 1)),
        ("990200", "990000", "市", date(2023, 1, 1)),
    ],
    schema={"region": pl.String, "parent": pl.String, "level": pl.String, "since": pl.Date},
    orient="row",
)


@pytest.mark.parametrize(("city", "may"), [("990100", False), ("990200", True)])
def test_a_county_that_was_moved_is_its_new_citys(
    monkeypatch: pytest.MonkeyPatch, city: str, may: bool
):
    monkeypatch.setattr(allowed, "divisions", lambda _session, **_asked: LINES)
    monkeypatch.setattr(allowed, "division_names", lambda _session: {"990101": "甲县"})
    monkeypatch.setattr(allowed.row_security, "allow", lambda _session, _places: None)
    with acting.using(somebody(Role.CITY, city)):
        if may:
            assert allowed.need(Session(), Action.REVIEW, "990101") == acting.actor()
        else:
            with pytest.raises(NotAllowed, match="对“甲县”进行"):
                allowed.need(Session(), Action.REVIEW, "990101")
            with pytest.raises(NotAllowed, match="对该地区进行"):
                allowed.need(Session(), Action.REVIEW, "990999")
