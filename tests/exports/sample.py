"""A small province on two data dates: one tie, one veto, one overdue issue, one silent county."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from exports.papers.briefing import compose
from exports.papers.document import Briefing
from metrics.dispatch.cases import Case, Library, in_order
from metrics.packs.pack import load_pack
from metrics.progress.rates import ledger
from metrics.rating.evaluation import Evaluation, evaluate
from metrics.records.frames import Frames
from tests.metrics.small_frames import division, table

NOW, BEFORE = date(2024, 8, 9), date(2024, 8, 2)
WAN = 1_000_000
LIBRARY = Library(
    in_order((
        Case(theme="审批提速", place="丙市", summary="一张表会审，盖章即视为批准。",
             indicators=("B07",), source="样例清单"),
        Case(theme="资金监管", place="丁县", summary="专户管理，按*进度*支付#1。",
             indicators=("A03.2",), source="样例简报"),
    )),
    "2024-08-01T01:02:03.000000Z",
)  # fmt: skip
OWNERS = {"620102": 6, "620103": 6, "620104": 1, "620200": 6}
STARTED = {"620102": 6, "620103": 3, "620104": 0, "620200": 6}


def regions(names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a province with a city of three counties and a city without any."""
    tree = (
        ("620000", "省", None, "样例省"), ("620100", "市", "620000", "甲市"),
        ("620102", "县", "620100", "东县"), ("620103", "县", "620100", "西县"),
        ("620104", "县", "620100", "南县"), ("620200", "市", "620000", "乙市"),
    )  # fmt: skip
    return [dict(division(code, *rest, names.get(code, name))) for code, *rest, name in tree]


def projects(names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return one project for each owner."""
    return [
        {
            "project": f"XM{owner}", "name": names.get(f"XM{owner}", f"第{owner[-1]}片区改造项目"),
            "region": owner, "plan_year": 2024, "planned_investment": 1000 * WAN,
            "completed_investment": 400 * WAN, "project_owner": "项目科负责人",
            "review_approved_on": date(2024, 4, 10),
        }
        for owner in OWNERS
    ]  # fmt: skip


def compounds() -> list[dict[str, Any]]:
    """Return each owner's compounds, those started first; they started a week apart."""
    return [
        {
            "compound": f"XQ{owner}{n}", "name": f"{n}号院", "project": f"XM{owner}",
            "households": 100, "buildings": 4, "floor_area": 8_000 * WAN, "built_year": 1990,
            "demolition_listed": False, "renovated_elsewhere": False,
            "reserved_on": date(2023, 9, 1), "consulted_on": date(2023, 11, 20),
            "planned_on": date(2024, 1, 10), "scheme_published_on": date(2024, 2, 20),
            "scheme_voted_on": date(2024, 3, 15), "start_due": date(2024, 6, 1),
            "finish_due": date(2024, 12, 1),
            "started_on": NOW - timedelta(days=7 * (n - 1)) if n <= STARTED[owner] else None,
        }
        for owner, number in OWNERS.items()
        for n in range(1, number + 1)
    ]  # fmt: skip


def frames(as_of: date = NOW, names: Mapping[str, str] | None = None) -> Frames:
    """Return the province as of a data date; `names` renames divisions and projects by code."""
    sheets = {
        "regions": regions(names or {}),
        "projects": projects(names or {}),
        "compounds": compounds(),
        "funds": [
            {"project": "XM620102", "source": "省财政", "received": 200 * WAN, "paid": 50 * WAN},
            {"project": "XM620103", "source": "省财政", "received": None, "paid": None},
        ],
        "events": [
            {"event": "SJ1", "region": "620103", "project": "XM620103", "kind": "挪用",
             "happened_on": date(2024, 3, 1), "status": "属实"},
            {"event": "SJ2", "region": "620102", "kind": "截留",
             "happened_on": date(2024, 3, 1), "status": "待核"},
        ],
        "issues": [
            {"issue": "WT1", "region": "620102", "project": "XM620102", "source": "审计",
             "problem": "超进度支付", "found_on": date(2024, 5, 1), "due_on": date(2024, 7, 10)},
        ],
    }  # fmt: skip
    reporting = [
        {"unit": unit, "data_date": day, "submission": n, "accepted_at": ""}
        for n, (unit, day) in enumerate(
            (("620102", as_of), ("620103", date(2024, 7, 5)), ("620200", as_of)), 1
        )
    ]
    return Frames.of(
        as_of=as_of,
        year=2024,
        tables={name: table(name, rows) for name, rows in sheets.items()},
        reporting=pl.DataFrame(reporting),
    )


def evaluation(as_of: date = NOW, names: Mapping[str, str] | None = None) -> Evaluation:
    """Evaluate the sample under the national pack."""
    return evaluate(frames(as_of, names), load_pack("national").on(as_of), "620000")


def briefing(
    *, names: Mapping[str, str] | None = None, first: bool = False, draft: bool = False,
    library: Library = LIBRARY,
) -> Briefing:  # fmt: skip
    """Compose the briefing of the sample; `first` leaves out the date before."""
    days = (NOW,) if first else (BEFORE, NOW)
    return compose(
        evaluation=evaluation(names=names),
        before=None if first else evaluation(BEFORE, names),
        progress={day: ledger(frames(day, names)) for day in days},
        library=library,
        issue=len(days),
        draft=draft,
    )
