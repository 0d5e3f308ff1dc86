"""Measures that judge projects and their money: A09.1, A09.3, B04, B05, B06."""

from collections.abc import Iterator

from tests.reference.counties import unblemished
from tests.reference.governments import in_force
from tests.reference.kleene import either, equals, every, named
from tests.reference.records import Records, Row, Rules, Verdict

SOCIAL = ("专营单位", "产权单位", "社会资本", "居民直接出资", "住房公积金", "维修资金", "公共收益")
LOCAL = ("省财政", "市财政", "县财政", "专项债", "一般债")
LENT = ("银行贷款", "企业债券")


def a09_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """质量安全监管机制与参建责任."""
    for row in records.projects_started:
        parties = [
            named(row[party]) for party in ("builder", "designer", "contractor", "supervisor")
        ]
        supervised = in_force(records, row["region"], "质量安全监管机制")
        yield Verdict(row["region"], every([supervised, *parties]))


def a09_3(records: Records, rules: Rules) -> Iterator[Verdict]:
    """无质量安全问题; the event follows the project code wherever it is filed (§6.16)."""
    troubled = {
        row["project"]
        for row in records.sheet("events")
        if row["kind"] in ("质量问题", "安全事故")
        and row["status"] == "属实"
        and records.in_year(row["happened_on"])
    }
    for row in records.projects_started:
        happened = row["project"] in troubled
        yield Verdict(row["region"], unblemished(records, row["region"], happened=happened))


def _received_from(records: Records, sources: tuple[str, ...]) -> Iterator[Verdict]:
    for row in records.sheet("funds"):
        project = records.projects.get(row["project"])
        if project is not None and project["plan_year"] == records.year:
            yield Verdict(project["region"], row["source"] in sources, row["received"])


def b04_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """社会与居民出资占比, in 分."""
    return _received_from(records, SOCIAL)


def b04_2(records: Records, rules: Rules) -> Iterator[Verdict]:
    """地方财政与债券占比, in 分."""
    return _received_from(records, LOCAL)


def b05_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """规模化实施运营主体."""
    for row in records.projects_of_year:
        yield Verdict(row["region"], equals(row["scale_operator"], True))


def b06_1(records: Records, rules: Rules) -> Iterator[Verdict]:
    """金融支持 (§6.29)."""
    funds = records.grouped("funds", "project")
    for row in records.projects_of_year:
        yield Verdict(row["region"], _lent(funds.get(row["project"], [])))


def _lent(funds: list[Row]) -> bool | None:
    if not funds:
        return None
    amounts = [row["received"] for row in funds if row["source"] in LENT]
    return either(None if amount is None else amount > 0 for amount in amounts)
