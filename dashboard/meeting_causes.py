"""What an order can answer at a page of the meeting: red projects, vetoes, promises not kept."""

from collections.abc import Mapping
from typing import Any

from dashboard.components.order_offer import Cause
from metrics.agenda import BOTTOM, PROMISES, RED, Agenda, Item
from metrics.catalogue import MEASURES
from metrics.stages import LABELS

LATE = "逾期"


def of(item: Item, agenda: Agenda, names: Mapping[str, str]) -> dict[str, Cause]:
    """Return the causes at an agenda item by the words under which they are offered."""
    if item.part == PROMISES:
        return {_title(row): _promise(row) for row in item.rows if row["state"] == LATE}
    if item.part == BOTTOM:
        return {_veto_title(code): _veto(item, code, names) for code in item.rows[0]["vetoes"]}
    if item.part != RED:
        return {}
    way = agenda.regions[str(item.region)]["ways"]["lights"]["rows"]
    worst = {row["project"]: row for row in reversed(way)}
    return {
        f"{row['project']} {row['name']}": _project(row, worst.get(row["project"]), names)
        for row in item.rows
    }


def _project(
    row: Mapping[str, Any], fix: Mapping[str, Any] | None, names: Mapping[str, str]
) -> Cause:
    reason = str(fix["reason"]) if fix else "亮红灯"
    stage = reason.removesuffix(LATE)
    named = f"{row['project']} {stage}" if stage in LABELS else str(row["project"])
    days = f"{row['days_late']}天" if row["days_late"] is not None else ""
    return Cause(
        kind="环节",
        reference=named,
        region=row["region"],
        reason=f"{row['name']}（{row['project']}）{reason}{days}。",
        unit=row["owner"] or f"{names.get(row['region'], row['region'])}住房和城乡建设主管部门",
    )


def _veto_title(code: str) -> str:
    return f"一票否决：{code} {MEASURES[code].title}"


def _veto(item: Item, code: str, names: Mapping[str, str]) -> Cause:
    region = str(item.region)
    name = names.get(region, region)
    return Cause(
        kind="否决内容",
        reference=f"{region} {code}",
        region=region,
        reason=f"{name}触碰一票否决事项“{MEASURES[code].title}”（{code}）。",
        unit=f"{name}住房和城乡建设主管部门",
    )


def _title(row: Mapping[str, Any]) -> str:
    return f"CN-{row['id']} {row['who']}：{row['what']}"


def _promise(row: Mapping[str, Any]) -> Cause:
    return Cause(
        kind="承诺",
        reference=f"CN-{row['id']}",
        region=row["region"],
        reason=f"{row['who']}承诺“{row['what']}”，应于{row['due']}前完成，已逾期{row['days']}天。",
        unit=row["who"],
    )
