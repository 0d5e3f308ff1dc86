"""What a meeting's page says of a region in a sentence: what changed, and the shortest ways out."""

from collections.abc import Mapping, Sequence

from metrics.changes.kinds import LABELS
from metrics.dispatch.region_facts import RegionFacts
from metrics.rating.score_way import Way
from metrics.standards.catalogue import NATIONAL
from metrics.views.changes import change_tables, why_words
from metrics.views.parts import numbers
from metrics.views.rating.ranking import places_moved

MEETING_KINDS = ("started", "completed", "accepted", "received", "paid", "turned_red", "cleared",
                 "issues_closed", "issues_overdue")  # fmt: skip
"""The kinds of change that a meeting hears of, in order."""
KINDS_SHOWN = 4


def changed(facts: RegionFacts) -> str:
    """Say what changed since the last meeting; what is not known is said, nothing is nothing."""
    if facts.changes is None:
        return ""
    row = facts.changes.by_kind
    told = [kind for kind in MEETING_KINDS if kind in row and row[kind] != 0]
    parts = [_change(kind, row[kind]) + afterwards(kind, row) for kind in told]
    if not parts:
        return "与上次会议相比没有变化。"
    rest = "其余无变化" if any(row.get(kind) == 0 for kind in MEETING_KINDS) else ""
    return f"与上次会议相比：{'，'.join(filter(None, ['、'.join(parts), rest]))}。"


def why_ranked(facts: RegionFacts) -> str:
    """Say why the rank moved since the last meeting; empty where it stands as it did."""
    rank = facts.why and facts.why.rank
    return why(facts) if rank and rank["move"] else ""


def why(facts: RegionFacts) -> str:
    """Say why score and rank moved since the last meeting; nothing to compare, or no move, is empty."""
    said = why_words.said(facts.why)
    return f"与上次会议相比，{said}" if said else ""


def _change(kind: str, value: int | None) -> str:
    return LABELS[kind] + ("不详" if value is None else amount(kind, value))


def afterwards(kind: str, row: Mapping[str, int | None]) -> str:
    """Say how much of a change is reported afterwards (补报); nothing to say is empty."""
    part = row.get(f"{kind}:afterwards")
    return f"（其中补报{amount(kind, part)}）" if part else ""


def amount(kind: str, value: int) -> str:
    """Write the amount of a change with its unit: 3个, 12.50万元."""
    if kind in change_tables.MONEY:
        return f"{numbers.wan(value)}万元"
    return f"{numbers.count(value)}个"


def out(facts: RegionFacts) -> str:
    """Say in one line what ends all red: how many records at least, and of what."""
    way = facts.ways.lights
    if not way.records:
        return ""
    kinds = [f"{kind}{number}处" for kind, number in way.kinds[:KINDS_SHOWN]]
    more = "等" if len(way.kinds) > KINDS_SHOWN else ""
    parts = f"：{'、'.join(kinds)}{more}" if kinds else ""
    return f"消除红灯需整改{way.records}处（最少）{parts}。"


def to_report(facts: RegionFacts) -> str:
    """Say how many projects lack a date that a later stage proves; nothing to say is empty."""
    number = facts.to_report
    return f"另有{number}个项目有环节待补报（后续环节已办结而无日期），不作逾期。" if number else ""


def vetoes(facts: RegionFacts) -> str:
    """Say how many records end all vetoes of a region, and of which measures."""
    way = facts.ways.vetoes
    codes = facts.rank["vetoes"] if facts.rank else []
    return f"解除一票否决需整改{way.records}处（最少）：{measures(codes)}。" if way.records else ""


def measures(codes: Sequence[str]) -> str:
    """Name measures: 问题按期整改（A10.1）."""
    return "、".join(f"{NATIONAL.title(code)}（{code}）" for code in codes)


def score(way: Way) -> str:
    """Say how many findings at least lift a region to the next grade, and of which measures."""
    number = f"{way.records}处（最少）" if way.proven else f"约{way.records}处"
    most_first = sorted(way.by_measure, key=lambda part: (-part[1], part[0]))
    parts = "、".join(
        f"{NATIONAL.title(code)}（{code}）{found}处" for code, found in most_first[:KINDS_SHOWN]
    )
    more = "等" if len(most_first) > KINDS_SHOWN else ""
    return f"升到“{way.grade}”需整改{number}：{parts}{more}。"


def moved(before: int | None, now: int | None) -> str:
    """Say how a rank moved since the last date; nothing where one of the two is not known."""
    if before is None or now is None:
        return ""
    return "，与上期持平" if before == now else f"，比上期{places_moved(before - now)}"
