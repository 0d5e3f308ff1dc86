"""The list of contacts (通讯录): looked up, added, corrected, removed, taken in from a file."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, office
from dashboard.boards.reporting import contact_form
from dashboard.components import address, signal_table
from dashboard.components.handed import download
from dashboard.handing import Export
from metrics.errors import NothingReported, RuleNotInForce
from metrics.reporting.contact import Contact
from metrics.reporting.standing import UnitStanding
from metrics.scope import Scope
from metrics.views.reported import standing_tables


def show(scope: Scope, bar: DeltaGenerator) -> None:
    """Draw the list of the place's contacts, and what can be done with one that is picked."""
    inside = data.divisions_inside(scope)
    listed = [each for each in data.RECORDS.contacts() if each.unit in inside]
    due = _due(scope)
    names = data.unit_names()
    with bar:
        contact_form.adding(scope, inside)
        contact_form.taking_in(scope)
        download.show(
            lambda: standing_tables.contact_file(listed, _reminded(due, inside), names), name="通讯录",
            key="contacts_csv",
            export=Export("通讯录", rows=len(listed), personal=True),
            label="下载通讯录（CSV，可填写后导入）", kind="csv",
        )  # fmt: skip
    _list(listed, names)
    st.caption(_missing(listed, due))
    _one(listed)


def _list(listed: Sequence[Contact], names: Mapping[str, str]) -> None:
    if not listed:
        st.info("通讯录还是空的：点“添加联系人”逐个添加，或下载表格填好后一次导入。")
        return
    picked = signal_table.show(
        standing_tables.contacts(listed, names), key="contacts", select="row", link="name",
        chosen=address.get("pick"), around=330, dense=True,
    )  # fmt: skip
    if picked:
        address.go(pick=picked.key)


def _due(scope: Scope) -> Sequence[UnitStanding]:
    try:
        return data.RECORDS.standing(scope, max(scope.as_of, office.today())).units
    except (NothingReported, RuleNotInForce):
        return ()


def _reminded(due: Sequence[UnitStanding], inside: Collection[str]) -> set[str]:
    """Return whom reminders are sent to: the units due, and their cities."""
    return {code for unit in due for code in (unit.unit, unit.upper) if code in inside}


def _missing(listed: Sequence[Contact], due: Sequence[UnitStanding]) -> str:
    known = {each.unit for each in listed}
    missing = [unit.name for unit in due if unit.unit not in known]
    if not missing:
        return f"共{len(listed)}人。"
    return f"共{len(listed)}人；应报的{len(due)}家单位中，{len(missing)}家还没有联系人。"


def _one(listed: Sequence[Contact]) -> None:
    """Offer to correct or remove the contact that is picked."""
    asked = address.get("pick")
    one = next((each for each in listed if str(each.id) == asked), None)
    if asked and asked.isascii() and asked.isdigit():
        contact_form.steps(one, number=int(asked))
    elif listed:
        st.caption("点任一行可更正或删除。")
