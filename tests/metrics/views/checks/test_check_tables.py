"""What the checks ask, as tables: every question, by check, by region, and what was not checked."""

from datetime import date

import polars as pl
import pytest

from metrics.checks.catalogue import CHECKS
from metrics.checks.hit import Checked
from metrics.checks.material import Material
from metrics.checks.mirror import MIRROR
from metrics.checks.running import run
from metrics.packs.pack import load_pack
from metrics.views.checks import check_tables
from metrics.views.checks.card_tables import cards
from metrics.views.checks.mirror_tables import mirrored
from tests.metrics.small_frames import D, division, frames

RULES = load_pack("national").on(D)
NAMES = {"620102": "子区", "620103": "丑区"}
LATE = {"started_on": date(2023, 3, 1), "scheme_voted_on": date(2023, 3, 5)}
HOME = {"buildings": 1, "floor_area": 800_000_000, "households": 10, "planned_on": date(2023, 1, 5)}


@pytest.fixture(scope="module")
def found() -> Checked:
    """One county with two compounds that began before their vote, and one without anything."""
    held = frames(
        regions=[division("620100", "市", None, "某市"), division("620102", "县", "620100", "子区"),
                 division("620103", "县", "620100", "丑区")],
        projects=[{"project": "P", "name": "项目", "region": "620102", "plan_year": 2023}],
        compounds=[
            {"compound": "C1", "name": "甲院", "project": "P", **HOME, **LATE},
            {"compound": "C2", "name": "乙院", "project": "P", **HOME, **LATE},
        ],
    )  # fmt: skip
    return run(Material(held), RULES, place="620100")


def test_every_question_is_one_line_with_its_severity_place_and_sentence(found: Checked):
    table = check_tables.questions(found.hits, NAMES)
    (first, _second) = table.lines
    shown = {
        column.name: cell.text for column, cell in zip(table.columns, first.cells, strict=True)
    }
    assert (shown["severity"], shown["title"], shown["region"], shown["name"]) == (
        "严重", "G05 表决前开工/先开后批", "子区", "甲院",
    )  # fmt: skip
    assert shown["sentence"].startswith("子区“甲院”2023-03-01开工")
    assert shown["chance"] == "—"
    assert first.key == "G05 compounds C1 P"
    assert table.note == check_tables.ASKS_ONLY


def test_by_check_tells_what_was_checked_and_how_often_it_asked_in_vain(found: Checked):
    answers = pl.DataFrame(
        [("G05", "620102", True), ("G05", "620102", False), ("G05", "620102", None), ("G05", "990000", True)],
        schema=check_tables.ANSWERED, orient="row",
    )  # fmt: skip
    table = check_tables.by_check(found, answers)
    assert [line.key for line in table.lines] == [check.code for check in CHECKS]
    (own,) = table.keyed(["G05"]).lines
    texts = {column.name: cell.text for column, cell in zip(table.columns, own.cells, strict=True)}
    assert (texts["checked"], texts["hits"], texts["answered"], texts["explained"], texts["in_vain"]) == (
        "2", "2", "2", "1", "50.0%",
    )  # fmt: skip
    (none,) = table.keyed(["G08"]).lines
    texts = {column.name: cell.text for column, cell in zip(table.columns, none.cells, strict=True)}
    assert (texts["checked"], texts["without"], texts["in_vain"]) == ("0", "2", "—")


def test_by_region_counts_by_severity_and_lists_who_was_asked_nothing(found: Checked):
    table = check_tables.by_region(found, NAMES)
    lines = [
        {column.name: cell.text for column, cell in zip(table.columns, line.cells, strict=True)}
        for line in table.lines
    ]
    assert [(row["region"], row["hits"], row["serious"], row["hints"]) for row in lines] == [
        ("子区", "2", "2", "0"), ("丑区", "0", "0", "0"),
    ]  # fmt: skip


def test_what_was_not_checked_says_for_want_of_what(found: Checked):
    table = check_tables.not_checked(found)
    lines = [
        {column.name: cell.text for column, cell in zip(table.columns, line.cells, strict=True)}
        for line in table.lines
    ]
    told = {row["title"][:3]: (row["state"], row["regions"], row["missing"]) for row in lines}
    assert told["G08"] == ("无数据，未检查", "2", "居民问卷")
    assert "G05" not in told


def test_the_card_of_a_check_tells_its_parameters_with_their_document():
    table = cards(RULES)
    assert len(table.lines) == len(CHECKS)
    (own,) = table.keyed(["G15"]).lines
    texts = {column.name: cell.text for column, cell in zip(table.columns, own.cells, strict=True)}
    assert "30" in texts["parameters"]
    assert "预算法" in texts["parameters"]
    assert texts["exclusions"] == "提前下达部分按次年1月1日起算"
    assert texts["material"] == "资金分解下达"


def test_the_mirror_shows_shares_and_leaves_out_what_has_none():
    row = {"unit": "620102", "sent": 4, "on_last_day": 1, "late": 0, "edits": 0, "late_edits": 0, "improved": 0,
           "worsened": 0, "untold": 0, "chance": None, "filled": 2, "filled_late": 1}  # fmt: skip
    table = mirrored(pl.DataFrame([row], schema=MIRROR), NAMES)
    (line,) = table.lines
    texts = {column.name: cell.text for column, cell in zip(table.columns, line.cells, strict=True)}
    assert (texts["unit"], texts["on_last_day_share"], texts["late_edits_share"], texts["filled_late_share"]) == (
        "子区", "25.0%", "—", "50.0%",
    )  # fmt: skip
