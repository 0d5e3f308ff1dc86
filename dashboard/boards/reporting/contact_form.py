"""The forms of the list of contacts: a new one, a correction, a removal, a file of many."""

from collections.abc import Mapping

import streamlit as st

from dashboard import data, office
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.reporting.contact import COLUMNS, Contact, TakenIn
from metrics.scope import Scope

LONGEST = {"name": 40, "duty": 60, "phone": 40, "note": 200}


def adding(scope: Scope, inside: Mapping[str, str]) -> None:
    """Offer the form for a new contact behind a button, of the units whose list the visitor keeps."""
    inside = {code: name for code, name in inside.items() if _may(code)}
    if not inside:
        return
    with st.popover("添加联系人", icon=":material/person_add:", key="add_contact"):
        with form_fields.form("contact", of=scope.place) as form:
            unit = controls.select(
                "单位", tuple(inside), key=form.field("unit"),
                default=scope.place if scope.place in inside else next(iter(inside)),
                text=lambda code: f"{code} {inside[code]}", searched=True,
            )  # fmt: skip
            typed = _fields(form, Contact(unit, ""))
            form.button("保存")
        form.keep(
            lambda: office.enter_contact(typed, form=form.number),
            words=lambda _: escaped(f"已添加{inside[unit]}的联系人{typed.name}。"),
        )


def taking_in(scope: Scope) -> None:
    """Offer to take a file in: all of its lines, or none."""
    if not data.may(Action.KEEP_CONTACTS):
        return
    with st.popover("导入名单", icon=":material/upload_file:", key="contacts_file"):
        st.caption(
            "用“下载通讯录”得到的表格填写，另存为.xlsx或.csv均可。单位和联系人相同的更正其余各栏；没有填写的单位略过，"
            "有一行不对即全部不导入，并逐行说明。"
        )
        with form_fields.form("contacts", of=scope.place) as form:
            file = st.file_uploader("通讯录文件", type=["xlsx", "csv"], key=form.field("file"))
            form.button("导入")
        if form.sent and file is None:
            form.refuse("请先选择文件。")
            return
        form.keep(
            lambda: office.take_contacts_in(
                file.getvalue() if file else b"", file_name=file.name if file else "",
                form=form.number,
            ),
            words=_taken,
        )  # fmt: skip


def _may(unit: str) -> bool:
    return data.may_for(Action.KEEP_CONTACTS, unit)


def _taken(done: TakenIn) -> str:
    return f"已导入：新增{done.added}人，更正{done.corrected}人，{done.unchanged}人没有变化。"


def steps(contact: Contact | None, *, number: int) -> None:
    """Offer to correct or remove a contact; of one that is gone (null), say what became of it."""
    if contact is not None and not _may(contact.unit):
        return
    with st.container(horizontal=True, key="contact_steps", vertical_alignment="center"):
        if contact is not None:
            st.markdown(f"**{escaped(data.name_of(contact.unit))}　{escaped(contact.name)}**")
        if contact is not None or form_fields.was_sent(f"correct_contact:{number}"):
            _correcting(contact, number=number)
        if contact is not None or form_fields.was_sent(f"remove_contact:{number}"):
            _removing(number=number, over=contact is None)
    if contact is None:
        for step in ("correct_contact", "remove_contact"):
            form_fields.tell(f"{step}:{number}")


def _correcting(contact: Contact | None, *, number: int) -> None:
    versions = office.contact_versions(number)
    with st.popover("更正", icon=":material/edit:", key=f"correct_contact:{number}:open"):
        with form_fields.form(f"correct_contact:{number}", versions=versions) as form:
            typed = _fields(form, contact or Contact("", ""))
            form.button("确认更正")
        form.keep(
            lambda: office.correct_contact(
                contact=number, now=typed, seen=form.known, form=form.number
            ),
            words=lambda _: "已更正。",
            over=contact is None,
        )


def _removing(*, number: int, over: bool) -> None:
    with st.popover("删除", icon=":material/block:", key=f"remove_contact:{number}:open"):
        st.warning("删除后不再列出，经过保留。")
        with form_fields.form(f"remove_contact:{number}") as form:
            form.button("确认删除")
        form.keep(
            lambda: office.remove_contact(contact=number, form=form.number),
            words=lambda _: "已删除。",
            over=over,
        )


def _fields(form: Form, before: Contact) -> Contact:
    """Ask for what is kept of a contact, side by side."""
    typed = dict.fromkeys(LONGEST, "")
    left, right = st.columns(2)
    for at, name in enumerate(LONGEST):
        with (left, right)[at % 2]:
            typed[name] = st.text_input(
                COLUMNS[name], value=getattr(before, name) or "", key=form.field(name),
                max_chars=LONGEST[name],
            )  # fmt: skip
    return before._replace(
        name=typed["name"], duty=typed["duty"], phone=typed["phone"], note=typed["note"]
    )
