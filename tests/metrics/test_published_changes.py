"""September against June 2023: every change and rank that can be computed, and no other."""

from decimal import Decimal

import pytest

from metrics.published_changes import start_changes
from metrics.published_rates import StartTable, start_table
from metrics.views.comparison_tables import start_changes as table_of
from tests.metrics.national_tables import CODES, golden, national

JUNE, SEPTEMBER = golden("2023-06"), golden("2023-09")
CAP = "全部开工"


def published(month: str) -> StartTable:
    return start_table(national(month), place="100000", year=int(month[:4]))


def rank_by_hand(lines: list[dict[str, str]], province: str) -> int:
    """Count who prints more: 全部开工 stands at 100 % at least, and nobody prints more than that."""
    rates = {
        line["province"]: min(Decimal(100), _rate(line["published_start_rate"])) for line in lines
    }
    return 1 + sum(rate > rates[province] for rate in rates.values())


def _rate(text: str) -> Decimal:
    return Decimal(100) if text == CAP else Decimal(text.removesuffix("%"))


@pytest.mark.parametrize("province", CODES)
def test_every_unit_of_september_against_june(province: str):
    found = start_changes(published("2023-09"), published("2023-06"))
    row = found.filter(region=CODES[province]).row(0, named=True)
    then, now = (
        next(line for line in lines if line["province"] == province) for lines in (JUNE, SEPTEMBER)
    )
    started = int(now["started_compounds"]) - int(then["started_compounds"])
    ranks = rank_by_hand(JUNE, province), rank_by_hand(SEPTEMBER, province)
    assert row["started_change"] == started
    assert (row["rank_before"], row["rank"]) == ranks
    assert row["rank_move"] == ranks[0] - ranks[1]
    rates = [line["published_start_rate"] for line in (then, now)]
    if CAP in rates:
        assert row["rate_change"] is None
    else:
        assert row["rate_change"] == int((_rate(rates[1]) - _rate(rates[0])) * 100)
    # Neither table publishes a plan, so no exact rate may be made up.
    assert (row["planned_compounds"], row["exact_rate"], row["exact_rate_before"]) == (None,) * 3


def test_a_plan_known_on_one_side_gives_that_side_alone_an_exact_rate():
    found = start_changes(published("2022-12"), published("2023-06"))
    row = found.filter(region=CODES["广东"]).row(0, named=True)
    assert (row["exact_rate"], row["exact_rate_before"]) == (128_99, None)


def test_the_table_reads_as_the_ministry_writes():
    june, september = national("2023-06"), national("2023-09")
    found = start_changes(published("2023-09"), published("2023-06"))
    table = table_of(found, before=june.as_of, after=september.as_of, cap=True)
    rows = {row[3].text: [cell.text for cell in row] for row in table.rows}
    assert table.title == "各地开工变化（2023-06-30至2023-09-30）"
    assert rows["甘肃"][9] == "+37.20"
    assert rows["上海"][7:12] == ["全部开工", rows["上海"][8], "—", "—", "—"]
