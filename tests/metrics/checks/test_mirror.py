"""The reporting mirror: how a unit reports, counted from its submissions and its edits."""

from datetime import date
from typing import Any

import polars as pl

from metrics.changes.correction_effects import Effect
from metrics.changes.record_history import CORRECTED, FILLED, ONWARD, Moved
from metrics.checks.mirror import EDITS, MIRROR, SENT, corrected, filled_in, mirror, sent_of
from metrics.records.reports import Submission, Version

JUNE, DUE = date(2023, 6, 30), date(2023, 7, 14)
DEADLINES = {JUNE: DUE}


def edits(*rows: tuple[str, str, date, int | None]) -> pl.DataFrame:
    """Return edits of 30 June: unit, nature, the day received, and what each did to the score."""
    listed = [
        {
            "unit": unit,
            "nature": nature,
            "received_on": day,
            "effect": effect,
            "deadline": DUE,
            "data_date": JUNE,
        }
        for unit, nature, day, effect in rows
    ]
    return pl.DataFrame(
        [{name: row.get(name) for name in EDITS.schema} for row in listed],
        schema=dict(EDITS.schema),
    )


def sent(*days: date) -> pl.DataFrame:
    return pl.DataFrame([("620102", JUNE, DUE, day) for day in days], schema=SENT, orient="row")


def told(table: pl.DataFrame, **expected: Any) -> None:
    (row,) = table.to_dicts()
    assert {name: row[name] for name in expected} == expected


def test_late_edits_are_told_by_what_they_did_to_the_units_own_score():
    late, on_time = date(2023, 7, 15), DUE
    rows = [("620102", CORRECTED, late, 5)] * 11 + [("620102", CORRECTED, late, -3)]
    rows += [("620102", CORRECTED, late, None), ("620102", CORRECTED, late, 0)]
    rows += [
        ("620102", CORRECTED, on_time, 9),
        ("620102", FILLED, late, None),
        ("620102", FILLED, on_time, None),
    ]
    found = mirror(edits(*rows), sent())
    told(
        found, edits=15, late_edits=14, improved=11, worsened=1, untold=1, filled=2, filled_late=1,
        chance="0.0063", sent=0,
    )  # fmt: skip


def test_an_even_split_is_certain_by_chance_and_no_split_has_no_chance():
    late = date(2023, 7, 15)
    told(
        mirror(edits(("620102", CORRECTED, late, 5), ("620102", CORRECTED, late, -5)), sent()),
        chance="1.0",
    )
    told(mirror(edits(("620102", CORRECTED, late, 0)), sent()), chance=None)


def test_reports_of_the_last_day_and_after_it_are_counted_where_one_was_due():
    days = sent(date(2023, 7, 1), DUE, date(2023, 7, 15))
    without = pl.DataFrame([("620102", date(2023, 7, 3), None, DUE)], schema=SENT, orient="row")
    told(mirror(edits(), pl.concat([days, without])), sent=3, on_last_day=1, late=1, edits=0)


def test_nobody_has_an_empty_mirror():
    assert mirror(edits(), sent()).schema == MIRROR


def test_submissions_that_were_taken_back_are_none():
    def one(number: int, *, undoes: int | None = None, added: int = 1) -> Submission:
        return Submission(
            id=number, unit="620102", data_date=JUNE, accepted_at="2023-07-14T16:30:00Z", sent_by="甲",
            file_name="甲.xlsx", file_sha256="a" * 64, added=added, changed=0, removed=0, unchanged=0,
            undoes=undoes,
        )  # fmt: skip

    found = sent_of([one(1), one(2, undoes=1), one(3), one(4, added=0)], DEADLINES)
    # Half past four in the afternoon UTC is the next day in Beijing.
    assert found.rows() == [("620102", JUNE, DUE, date(2023, 7, 15))]


def test_a_correction_is_an_edit_of_the_earlier_date_with_its_own_effect():
    corrections = pl.DataFrame(
        {"sheet": ["compounds"] * 3, "record": ["C1", "C2", "C3"], "region": ["620102"] * 3,
         "field": ["households"] * 3}
    )  # fmt: skip
    effects = [
        Effect(alone=(("A07.1", 5), ("A02.1", -2)), known=True),
        Effect(alone=(("A07.1", 5),), together=(("A02.1", 1),), known=True),
        Effect(),
    ]
    senders = pl.DataFrame(
        {"unit": ["620100", None, None], "accepted_at": ["2023-08-01T01:00:00Z", None, None]}
    )
    found = corrected(corrections, effects, senders, before=JUNE, deadlines=DEADLINES)
    kept = found.select("unit", "received_on", "deadline", "effect", "nature").rows()
    assert kept == [
        ("620100", date(2023, 8, 1), DUE, 3, CORRECTED),
        ("620102", None, DUE, None, CORRECTED),
        ("620102", None, DUE, None, CORRECTED),
    ]


def test_only_blanks_that_were_filled_in_are_taken_from_the_history():
    version = Version(
        submission=1, unit="620102", data_date=JUNE, accepted_at="2023-07-20T01:00:00Z", sent_by=None,
        file_name="甲.xlsx", file_sha256="a" * 64, sheet_row=2, gone=False, restored=False, values={},
    )  # fmt: skip
    moved = [
        Moved("compounds", ("C1", "P1"), "built_year", None, 1990, FILLED, version),
        Moved("compounds", ("C1", "P1"), "households", 1, 2, ONWARD, version),
    ]
    (row,) = filled_in(moved, DEADLINES).to_dicts()
    assert (row["record"], row["field"], row["received_on"], row["nature"]) == (
        "C1 P1", "built_year", date(2023, 7, 20), FILLED,
    )  # fmt: skip
