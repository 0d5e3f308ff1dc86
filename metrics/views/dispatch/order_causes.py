"""What an order (督办单) is offered for, on every page: the cause, its words, and whom it goes to.

Nothing else makes a cause. Kind, reference and region are those of `metrics.dispatch.causes`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from metrics.dispatch.agenda_items import (
    BottomItem,
    Item,
    PromiseRow,
    PromisesItem,
    RedItem,
    RedRow,
)
from metrics.dispatch.causes import (
    NODE,
    OTHER,
    CauseKey,
    RedCause,
    of_issue,
    of_key_task,
    of_measure,
    of_promise,
    of_query,
)
from metrics.dispatch.standing import LATE, promise_number
from metrics.rules.value import Rules
from metrics.standards.catalogue import NATIONAL
from metrics.views.dispatch.promise_tables import lateness
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import span
from metrics.views.progress.reconciliation_tables import question

REQUIREMENT = "请核实原因，明确责任人和完成时限，抓紧整改，并按期书面回复办理情况。"
Names = Mapping[str, str]
Row = Mapping[str, Any]


class Cause(NamedTuple):
    """What an order answers: see `CauseKey`; an empty `region` is chosen by the officer.

    `unit` is whom the order is offered to, and `requirement` what it is offered to ask; `project` is null
    where it is about none.
    """

    kind: str
    reference: str | None
    region: str
    reason: str
    unit: str = ""
    requirement: str = REQUIREMENT
    project: str | None = None


OWN = Cause(OTHER, None, "", "")
"""No record: the office writes everything itself."""


def of_project(row: Row, causes: Iterable[RedCause], names: Names) -> dict[str, Cause]:
    """Return the causes of a red project by their words; `row` has project, name and its owner."""
    owner = f"（项目责任人：{row['owner']}）" if row["owner"] else ""
    return {
        f"{row['project']} {row['name']}　{_red(cause)}": _cause(
            cause.key, f"{row['name']}（{row['project']}）{_red(cause)}{owner}。", names
        )._replace(project=row["project"])
        for cause in causes
    }


def of_projects(
    rows: Iterable[Row], causes: Mapping[str, Sequence[RedCause]], names: Names
) -> list[Cause]:
    """Return all that makes the red projects red: each cause by itself, so that none gets a second order.
    `causes` are those of `metrics.dispatch.causes.red_causes`, the longest delay of a project first."""
    return [
        cause
        for row in rows
        for cause in of_project(
            {**row, "owner": row["project_owner"]}, causes.get(row["project"], ()), names
        ).values()
    ]


def of_task(row: Row, names: Names) -> Cause:
    """Return the cause that a key task (重点任务) is, of the list of one unit."""
    reason = f"重点任务{row['task']}“{row['content'] or row['work']}”，完成时限{row['deadline']}，逾期未完成。"
    key = of_key_task(row["task"], unit=row["unit"])
    return _cause(key, reason, names)._replace(unit="、".join(row["unit_list"]))


def of_ledger(row: Row, names: Names) -> Cause:
    """Return the cause that an issue of the ledger is."""
    reason = (
        f"{row['problem'] or row['issue']}（{row['issue']}），整改期限{numbers.day(row['due_on'])}，"
        f"{row['state']}。"
    )
    key = of_issue(row["issue"], region=row["region"])
    return _cause(key, reason, names)._replace(project=row.get("project"))


def of_failed(code: str, how: str, *, region: str, rules: Rules, names: Names) -> Cause:
    """Return the cause that a failed measure is; `how` tells how it fails."""
    name = names.get(region, region)
    reason = f"{name}“{NATIONAL.title(code)}”（{code}）{how}。"
    return _cause(of_measure(region, code, rules), reason, names)


def of_difference(row: Row, names: Names) -> Cause:
    """Return the cause that a query to a unit is: its return differs from its ledger."""
    key = of_query(row["region"], year=row["year"], figure=row["figure"])
    return _cause(key, question(row, names.get(row["region"], row["region"])), names)


def of_promises(rows: Iterable[PromiseRow]) -> dict[str, Cause]:
    """Return the causes that promises not kept are by their words; others are none."""
    return {_promise_words(row): _promise(row) for row in rows if row["state"] == LATE}


def at_item(item: Item, rules: Rules, names: Names) -> dict[str, Cause]:
    """Return the causes at an item of a meeting's agenda by the words they are offered under."""
    match item:
        case PromisesItem():
            return of_promises(item.rows)
        case BottomItem():
            vetoes = item.row["vetoes"]
            return {_veto(code): _barred(item.region, code, rules, names) for code in vetoes}
        case RedItem():
            causes = [of_project(row, _kept_causes(row), names) for row in item.rows]
            return {words: cause for offered in causes for words, cause in offered.items()}
    return {}


def _kept_causes(row: RedRow) -> Iterable[RedCause]:
    """Read the causes that an agenda keeps with a red project."""
    for entry in row["causes"]:
        key = CauseKey(entry["kind"], entry["reference"], entry["region"])
        late = entry["days"], entry["working_days"]
        yield RedCause(key, entry["about"], entry["words"], *late)


def _red(cause: RedCause) -> str:
    if cause.days is None:
        return cause.words
    late = span(cause.working_days, cause.days)
    return f"{cause.words}{late}" if cause.key.kind == NODE else f"{cause.words}，{LATE}{late}"


def _veto(code: str) -> str:
    return f"一票否决：{code} {NATIONAL.title(code)}"


def _barred(region: str, code: str, rules: Rules, names: Names) -> Cause:
    how = "有记录不达标，触碰一票否决"
    return of_failed(code, how, region=region, rules=rules, names=names)


def _promise_words(row: PromiseRow) -> str:
    return f"{promise_number(row['id'])} {row['who']}：{row['what']}"


def _promise(row: PromiseRow) -> Cause:
    reason = f"{row['who']}承诺“{row['what']}”，应于{row['due']}前完成，已逾期{lateness(row)}。"
    return Cause(*of_promise(row["id"], region=row["region"]), reason, row["who"])


def _cause(key: CauseKey, reason: str, names: Names) -> Cause:
    return Cause(*key, reason, f"{names.get(key.region, key.region)}住房和城乡建设主管部门")
