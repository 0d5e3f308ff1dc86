"""What checks look at is gathered from the records: which former data dates, under which codes."""

from datetime import date

from metrics.checks.gathering import days_asked, gathered
from metrics.packs.pack import load_pack
from metrics.records.succession import RECODED, Succession
from tests.metrics.small_frames import division, frames

AS_OF = date(2024, 7, 31)
RULES = load_pack("national").on(AS_OF)


def test_the_former_dates_are_the_last_two_the_end_of_last_year_and_those_of_the_terms_of_money():
    days = [
        date(2022, 7, 31), date(2022, 8, 31), date(2023, 7, 31), date(2023, 8, 31), date(2023, 12, 31),
        date(2024, 1, 31), date(2024, 5, 31), date(2024, 6, 30), AS_OF, date(2024, 8, 31),
    ]  # fmt: skip
    assert days_asked(days, AS_OF, RULES) == (
        date(2022, 7, 31), date(2023, 7, 31), date(2023, 12, 31), date(2024, 5, 31), date(2024, 6, 30),
    )  # fmt: skip


def test_a_report_of_the_day_itself_twelve_months_ago_counts_and_one_a_day_later_does_not():
    assert days_asked([date(2023, 7, 31), date(2023, 8, 1)], AS_OF, RULES)[0] == date(2023, 7, 31)
    assert days_asked([date(2023, 8, 1)], AS_OF, RULES) == (date(2023, 8, 1),)


def test_without_former_dates_there_is_nothing_to_compare():
    assert days_asked([AS_OF], AS_OF, RULES) == ()
    material = gathered(frames(regions=[division("620102", "县", None)]), {})
    assert material.before is None
    assert material.redrawn == frozenset()


def test_earlier_records_stand_under_the_codes_of_today():
    before = frames(
        as_of=date(2023, 5, 31),
        regions=[division("620102", "县", None)],
        projects=[{"project": "P", "name": "项目", "region": "620102", "plan_year": 2023}],
    )
    now = frames(regions=[division("620199", "县", None)])
    moved = Succession(date(2023, 6, 1), 1, "620102", "620199", RECODED, "民函〔2023〕1号")
    after = type(now).of(
        as_of=now.as_of, year=now.year, tables=dict(now.tables), successions=[moved]
    )
    material = gathered(after, {before.as_of: before})
    assert material.before is not None
    assert material.before.tables["projects"]["region"].to_list() == ["620199"]
    assert material.at(date(2023, 5, 31)) is material.before
    assert material.at(date(2023, 5, 30)) is None
