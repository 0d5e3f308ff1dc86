"""The published national tables that ship hold what the checks of published tables look for."""

from datetime import date

import pytest

from metrics.check_commands import published_plans
from metrics.checks.catalogue import BY_CODE
from metrics.checks.hit import Hit
from metrics.checks.material import Material
from metrics.checks.published.intervals import Plan, by_rate, printed_in_wan, shown
from metrics.checks.running import run
from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from sql.supplied.published import NATION, PUBLISHED, regions, returns


def of(day: date) -> Frames:
    return Frames.of(
        as_of=day, year=day.year, tables={"regions": regions(), "returns": returns(day)}
    )


def asked(code: str, day: date, before: date | None = None) -> list[Hit]:
    earlier = {} if before is None else {before: of(before)}
    material = Material(of(day), earlier, {"published_plans": published_plans()})
    rules = load_pack("national").on(day)
    return list(run(material, rules, place=NATION, checks=[BY_CODE[code]]).hits)


JUNE, SEPTEMBER, MAY = (table.as_of for table in PUBLISHED[1:])


def test_the_plan_of_liaoning_shrank_between_june_and_september():
    found = asked("G01", SEPTEMBER, JUNE)
    assert "210000" in {hit.region for hit in found}
    assert "620000" not in {hit.region for hit in found}


def test_shanghai_started_far_more_than_its_plan_and_prints_all_started():
    assert [hit.region for hit in asked("G02", SEPTEMBER, JUNE)] == ["310000"]


def test_the_plans_of_the_provinces_do_not_add_up_in_june_2023_nor_in_may_2024():
    (june,) = asked("G03", JUNE)
    assert (june.numbers[0].text, june.region) == ("52979–53044", NATION)
    assert june.numbers[1].text.endswith("–52441")
    (may,) = asked("G03", MAY)
    assert (may.numbers[0].text, may.numbers[1].text) == ("53500–54499", "不少于57111")


@pytest.mark.parametrize(
    ("started", "rate", "least", "most"),
    [
        (1366, "95%", 1431, 1445), (1393, "97.5%", 1428, 1429), (707, "57%", 1230, 1251),
        (1179, "94.2%", 1251, 1252), (143, "71%", 201, 202), (175, "93%", 188, 189),
        (0, "0%", 0, None),
    ],
)  # fmt: skip
def test_a_printed_rate_bounds_the_plan(started: int, rate: str, least: int, most: int | None):
    assert by_rate(started, rate) == Plan(least, most)


def test_a_plan_printed_in_wan_is_any_number_that_rounds_to_it():
    assert printed_in_wan("5.4") == Plan(53_500, 54_499)
    assert printed_in_wan("5") == Plan(45_000, 54_999)
    assert [shown(Plan(1, 2)), shown(Plan(1, 1)), shown(Plan(None, 3)), shown(Plan(4, None))] == [
        "1–2", "1", "不多于3", "不少于4",
    ]  # fmt: skip
