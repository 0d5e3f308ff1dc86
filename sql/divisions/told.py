"""Changes of divisions (区划调整) in sentences, the same on pages and at the console."""

from sqlalchemy.orm import Session

from metrics.records.succession import CARRIED_OUT, KINDS, REVOKED, Intended
from sql.divisions.changes import Prepared, prepare
from sql.divisions.listed import Change

STATES = {CARRIED_OUT: "已办理", REVOKED: "已撤回"}


def told_change(change: Change) -> str:
    """Write one change in a line: its number, kind, day, divisions and document."""
    pairs = "，".join(f"{old} → {new}" for old, new in change.named)
    return (
        f"{change.id} {KINDS[change.kind]} 自{change.since}起：{pairs}（{change.document}）"
        f"{STATES[change.state]}，经办人{change.by}"
    )


def preview(session: Session, intended: Intended) -> list[str]:
    """Say in sentences what a change would do, and store nothing; raises as `changes.prepare`."""
    return told_prepared(prepare(session, intended))


def told_prepared(prepared: Prepared) -> list[str]:
    """Say what a change is and hands on, who states anew, and what is left to be reported."""
    before, later = prepared.names, prepared.later_names
    sentences = [_told_intended(prepared)]
    sentences += [
        f"{old}{before[old]} → {new}{later[new]}：项目{projects}个，小区{compounds}个，"
        f"其中已开工{started}个。"
        for old, new, projects, compounds, started in prepared.handed_on()
    ]
    days = sorted({each.day for each in prepared.restated})
    units = [f"{unit}{later.get(unit, '')}" for unit in sorted({e.unit for e in prepared.restated})]
    sentences.append(
        f"将以“区划调整：{prepared.intended.document}”代{'、'.join(units)}各报送一次"
        f"（数据截止日期{'、'.join(map(str, days))}）。"
    )
    if prepared.left_out:
        listed = "、".join(f"{label}{rows}行" for label, rows in prepared.left_out)
        sentences.append(f"不能随之调整、须由新地区重新报送的：{listed}。")
    return sentences


def _told_intended(prepared: Prepared) -> str:
    """Say which division becomes which, from which day on, and under whom it is put."""
    intended, before, later = prepared.intended, prepared.names, prepared.later_names
    old = "、".join(f"{code}{before[code]}" for code in intended.old)
    new = "、".join(f"{code}{later[code]}" for code in intended.targets)
    above = "".join(
        f"，{each.code}{later[each.code]}的上级为{each.parent}{before[each.parent]}"
        for each in intended.new
        if each.parent is not None
    )
    return f"{KINDS[intended.kind]}，自{intended.since}起：{old} → {new}{above}。"
