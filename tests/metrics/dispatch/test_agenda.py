"""The agenda of a dispatch meeting: what is named, in which order, and that it is kept as built."""

from datetime import date

import polars as pl
import pytest

from metrics.changes.between_dates import changes
from metrics.dispatch import standing as standings
from metrics.dispatch.agenda import Agenda, agenda, bottom_items, promise_rows, slow_payers
from metrics.dispatch.agenda_items import TopicsItem
from metrics.dispatch.facts import gather
from metrics.rating.evaluation import evaluate
from metrics.records.frames import Frames
from metrics.supervision.table import supervision
from tests.metrics.dispatch.test_way_out import RULES, red_frames
from tests.metrics.small_frames import D

MADE = pl.DataFrame(
    [
        {"id": n, "meeting": 1, "region": "620102", "who": "县住建局", "what": f"事项{n}",
         "made_on": date(2023, 6, 5), "due_on": due, "at": "", "by": "x"}
        for n, due in enumerate([date(2023, 6, 20), date(2023, 6, 20), date(2023, 6, 20),
                                 date(2023, 7, 30), date(2023, 6, 25)], start=1)
    ],
    schema=standings.PROMISED,
)  # fmt: skip
HAPPENED = pl.DataFrame(
    [
        {"id": 1, "promise": 1, "kind": "kept", "happened_on": date(2023, 6, 19)},
        {"id": 2, "promise": 2, "kind": "carried", "happened_on": date(2023, 6, 19),
         "due_on": date(2023, 7, 20)},
        {"id": 3, "promise": 5, "kind": "withdrawn", "happened_on": date(2023, 6, 19)},
        {"id": 4, "promise": 3, "kind": "replied", "happened_on": date(2023, 6, 19), "text": "在办"},
        {"id": 5, "promise": 3, "kind": "kept", "happened_on": date(2023, 7, 1)},
    ],
    schema=standings.PROMISE_EVENTS,
)  # fmt: skip


def standing() -> pl.DataFrame:
    return standings.promises(MADE, HAPPENED, as_of=D, rules=RULES)


def built(place: str = "620000", before: Frames | None = None, **other: object) -> Agenda:
    """Build the agenda of a place from the small ledger of red projects."""
    evaluation = evaluate(red_frames(), RULES, place)
    table = supervision(red_frames(), RULES, place=place)
    told = None if before is None else changes(before, red_frames(), (RULES, RULES), place=place)
    promises = other.pop("promises", standing().clear())
    facts = gather(table=table, evaluation=evaluation, since=told, promises=promises)
    return agenda(facts, **other)


def test_promises_then_changes_then_red_then_topics():
    made = built(before=red_frames(), promises=standing(), topics=["资金", "防汛"])
    assert [item.key for item in made.items] == [
        "overall",
        "promises",
        "changes",
        "red-620100",
        "topics",
    ]
    assert made.items[-1] == TopicsItem(topics=("资金", "防汛"))


def test_a_first_meeting_has_no_promises_and_no_changes():
    assert [item.part for item in built().items] == ["overall", "red"]


def test_the_overall_situation_counts_lights_now_and_at_the_last_meeting():
    first, again = (built(before=each).items[0].row for each in (None, red_frames()))
    assert (first["name"], sum(first["lights"].values()), first["lights"]["红"]) == ("620000", 4, 3)
    assert (first["lights_before"], first["changes"]) == (None, None)
    assert again["changes"]["started"] == 0


def test_late_promises_are_heard_first():
    rows = promise_rows(standing())
    assert [(row["id"], row["state"], row["carried"]) for row in rows] == [
        (3, "逾期", 0), (2, "结转", 1), (4, "未到期", 0), (1, "已兑现", 0), (5, "已撤销", 0),
    ]  # fmt: skip
    assert (rows[0]["days"], rows[0]["reply"], rows[1]["due"]) == (10, "在办", date(2023, 7, 20))


def test_what_happens_after_the_meeting_is_not_seen_by_it():
    later = standings.promises(MADE, HAPPENED, as_of=date(2023, 7, 1), rules=RULES)
    assert later.filter(id=3)["state"].item() == "已兑现"
    assert standing().filter(id=3)["state"].item() == "逾期"


def test_a_province_calls_on_cities_a_city_on_counties_a_county_on_itself():
    assert [item.region for item in built("620000").items] == [None, "620100"]
    assert [item.region for item in built("620100").items] == [None, "620102", "620103"]
    assert [item.region for item in built("620103").items] == [None, "620103"]


def test_red_projects_the_longest_delay_first_with_owner_and_fixes():
    _, item = built().items
    rows = [(row["project"], row["owner"], row["days_late"], row["fixes"]) for row in item.rows]
    assert rows == [("P1", None, 121, 2), ("P2", None, 121, 1), ("P3", None, 10, 1)]
    facts = built().regions["620100"]
    assert (facts.name, facts.red_projects, facts.ways.lights.records) == (
        "620100", 3, 4,
    )  # fmt: skip
    assert sum(facts.lights.values()) == 4


def ranks(*places: tuple[str, int | None, str]) -> pl.DataFrame:
    rows = [{"region": region, "name": region, "rank": rank, "group": group}
            for region, rank, group in places]  # fmt: skip
    return pl.DataFrame(rows).with_columns(
        score=None, grade=None, vetoes=[], planned=0, rank_before=None, redrawn=False
    )


@pytest.mark.parametrize(
    ("places", "most", "named"),
    [
        ([("a", 1, "main"), ("b", 2, "main"), ("c", 3, "main"), ("d", 4, "main")], 1, ["d"]),
        ([("a", 1, "main"), ("b", 2, "main"), ("c", 3, "main"), ("d", 4, "main")], 3, ["d", "c"]),
        ([("a", 1, "main"), ("b", 2, "main"), ("c", 3, "main"), ("d", 3, "main")], 1, ["c", "d"]),
        ([("a", 1, "main"), ("b", 1, "main"), ("c", 1, "main")], 1, []),
        ([("a", 1, "main")], 3, []),
        ([("a", 1, "main"), ("b", 2, "main"), ("s", 9, "small"), ("n", None, "main")], 3, ["b"]),
    ],
)
def test_the_regions_ranked_last(places, most: int, named: list[str]):
    assert [item.region for item in bottom_items(ranks(*places), most=most)] == named


def test_who_pays_slowly_is_compared_exactly():
    money = pl.DataFrame(
        [("a", "a", 1, 3), ("b", "b", 333_333_333_333, 10**12), ("c", "c", 5, 5),
         ("d", "d", 0, 0), ("e", "e", None, None), ("f", "f", 2, 6)],
        schema={"region": pl.String, "name": pl.String, "paid": pl.Int64, "received": pl.Int64},
        orient="row",
    )  # fmt: skip
    assert [row["region"] for row in slow_payers(money, most=9)] == ["b", "a", "f"]
    assert [row["region"] for row in slow_payers(money, most=1)] == ["b"]
