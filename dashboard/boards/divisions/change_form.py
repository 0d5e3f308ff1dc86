"""A change of divisions on the page: what is asked for, what it would do, and the yes to it."""

from datetime import date

import streamlit as st

from dashboard import data, office
from dashboard.boards.divisions import assignment
from dashboard.components import address, controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.errors import UserError
from metrics.records.succession import (
    KINDS,
    LONGEST_DOCUMENT,
    MERGED,
    MOVED,
    RECODED,
    RENAMED,
    SPLIT,
    Intended,
    Target,
)

HELP = {
    RENAMED: "代码不变，只改名称。",
    RECODED: "地域不变，换新代码（如县改区）；名称可同时变更。",
    MOVED: "划归另一市（州），代码可变可不变。",
    MERGED: "两个以上地区合为一个，可以并入其中一个，也可以设新的地区。",
    SPLIT: "一个地区分为几个，逐个项目指定归属。",
}
_DRAFT = "division change as asked for"


def show() -> None:
    """Draw the form of the kind chosen; once it is filled in, what it would do, and the yes."""
    kind = address.choose(
        "kind", "调整种类", tuple(KINDS), default=RECODED, text=KINDS.__getitem__, segmented=True
    )
    st.caption(HELP[kind])
    units = data.units()
    if not units:
        st.info("还没有“区划”，请先由省级报送。")
        return
    _asking(kind, units)
    draft = st.session_state.get(_DRAFT)
    if draft is not None and draft.kind == kind:
        _confirming(draft)


def _asking(kind: str, units: dict[str, str]) -> None:
    with form_fields.form(f"division:{kind}", border=True) as form:
        left, right = st.columns(2, gap="medium")
        with left:
            old = _old(form, kind, units)
            since = controls.day("生效日期", key=form.field("since"), default=office.today())
            document = st.text_input(
                "依据的文件", key=form.field("document"), max_chars=LONGEST_DOCUMENT,
                placeholder="如：国函〔2023〕1号",
            )  # fmt: skip
        with right:
            new = _new(form, kind, units)
            note = st.text_input("说明（可不填）", key=form.field("note"), max_chars=200)
        form.button("预览")
    form.keep(
        lambda: _draft(kind, since=since, document=document, old=old, new=new, note=note),
        words=lambda _: "以下是调整的内容，请核对后确认办理。",
        then=_keep_draft,
    )


def _keep_draft(draft: Intended) -> None:
    st.session_state[_DRAFT] = draft
    st.rerun()


def _old(form: Form, kind: str, units: dict[str, str]) -> tuple[str, ...]:
    def named(code: str | None) -> str:
        return "请选择" if code is None else f"{code} {units[code]}"

    if kind == MERGED:
        several = controls.several(
            "原地区（两个以上）", list(units), key=form.field("old"), default=[], text=named,
            placeholder="选择合并的各地区",
        )  # fmt: skip
        return tuple(sorted(several))
    one = controls.select(
        "原地区", [None, *units], key=form.field("old"), default=None, text=named, searched=True
    )
    return () if one is None else (one,)


def _new(form: Form, kind: str, units: dict[str, str]) -> list[Target]:
    """Draw the fields of what comes after the change, as far as the kind has them."""
    if kind == SPLIT:
        typed = st.text_area(
            "拆分后的地区（每行一个：代码 名称；保留原代码的只写代码）", key=form.field("parts"),
            height=104, placeholder="620102 城关区\n620190 新城区",
        )  # fmt: skip
        return [_part(line) for line in typed.splitlines() if line.strip()]
    code = ""
    if kind != RENAMED:
        labels = {MOVED: "新代码（不变的不填）", MERGED: "合并后的代码（并入其中一个的填其代码）"}
        code = st.text_input(labels.get(kind, "新代码"), key=form.field("code"), max_chars=6)
    name = st.text_input(
        "新名称" if kind == RENAMED else "新名称（不变的不填）",
        key=form.field("name"),
        max_chars=50,
    )
    parent = None
    if kind in (MOVED, MERGED):
        parent = controls.select(
            "新的上级" if kind == MOVED else "上级（不变的不选）", [None, *units], key=form.field("parent"),
            default=None, text=lambda c: "请选择" if c is None else f"{c} {units[c]}", searched=True,
        )  # fmt: skip
    return [Target(code.strip(), name.strip() or None, parent)]


def _part(line: str) -> Target:
    code, *name = line.split(maxsplit=1)  # by any blank, that of full width as well
    return Target(code, name[0].strip() if name else None)


def _draft(
    kind: str, *, since: date, document: str, old: tuple[str, ...], new: list[Target], note: str
) -> Intended:
    """Return what is asked for, if it can be carried out but for the parts that projects go to."""
    targets = [each if each.code or not old else each._replace(code=old[0]) for each in new]
    draft = Intended(
        kind=kind,
        since=since,
        document=document,
        old=old,
        new=tuple(targets),
        note=note.strip() or None,
    )
    office.check_change(draft)
    return draft


def _confirming(draft: Intended) -> None:
    """Show what the change would do, and ask for a yes."""
    st.header("调整内容")
    if draft.kind == SPLIT:
        draft = assignment.show(draft)
    try:
        preview = office.preview_change(draft)
    except UserError as error:
        st.warning(escaped(str(error)))
        return
    st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in preview))
    with form_fields.form("division_confirm") as form:
        form.button("确认办理")
    form.keep(
        lambda: office.carry_out_change(draft, form=form.number),
        words=lambda number: f"已办理（编号{number}）。",
        then=_done,
    )


def _done(_number: int) -> None:
    del st.session_state[_DRAFT]
    data.look_again()
    address.go(view="list")
