"""What the office is called, and how it works: its pack, its numbering, its copies, its letters."""

from typing import Any, TypedDict

import streamlit as st

from dashboard import data, founding, office
from dashboard.components import controls, form_fields
from dashboard.components.form_fields import Form
from dashboard.components.plain_text import escaped
from metrics.access.permissions import Action
from metrics.access.roles import NAMES, Role
from metrics.office import COPIES, ISSUE, ISSUER, LABELS, LARGE, NAME, NUMBERS, ORDER, PACK

_FORM = "office settings"
_MOST = 9_999


class _Typed(TypedDict):
    name: str
    issuer: str
    rules: str
    numbers: dict[str, dict[str, int]]
    copies: int
    large: bool


def show() -> None:
    """Draw the form with what holds now."""
    st.caption(escaped(f"省份：{data.name_of(data.own_province() or '')}，正式使用后不能更改。"))
    with form_fields.form(_FORM, border=True) as form:
        typed = _typed(form, data.office_settings())
        form.button("保存设置")
    form.keep(
        lambda: office.save_settings(**typed, form=form.number),
        words=lambda changed: f"已保存，改动{changed}项。" if changed else "没有改动。",
    )


def _typed(form: Form, held: dict[str, Any]) -> _Typed:
    name = st.text_input(
        LABELS[NAME], value=held[NAME], key=form.field("name"), max_chars=40, required=True
    )
    left, right = st.columns(2)
    issuer = left.text_input(
        "机关代字（编入督办单文号）",
        value=held[ISSUER],
        key=form.field("issuer"),
        max_chars=12,
        required=True,
    )
    with right:
        rules = _rules(form, held[PACK])
    numbers = _numbers(form, held.get(NUMBERS, {}))
    copies = _copies(form, held.get(COPIES))
    large = controls.tick(
        "大字显示（投影、远看时用，对所有人生效）", key=form.field("large"),
        default=held.get(LARGE, False),
    )  # fmt: skip
    return _Typed(
        name=name, issuer=issuer, rules=rules, numbers=numbers, copies=copies, large=large
    )


def _rules(form: Form, held: str) -> str:
    packs = data.packs()
    if not data.may(Action.DECIDE_RULES):
        st.caption(f"{LABELS[PACK]}：{escaped(packs[held])}，由{NAMES[Role.CHIEF]}审定")
        return held
    return controls.select(
        LABELS[PACK], tuple(packs), key=form.field("rules"), default=held, text=packs.__getitem__
    )


def _numbers(form: Form, held: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Ask for the first numbers of this year: an office may have issued some before it began."""
    year = str(office.today().year)
    typed = {kind: dict(years) for kind, years in held.items()}
    for kind, column in zip((ORDER, ISSUE), st.columns(2), strict=True):
        first = column.number_input(
            f"{kind}{year}年起始编号（此前已编号的，填下一个）", min_value=1, max_value=_MOST,
            value=held.get(kind, {}).get(year, 1), key=form.field(f"first:{kind}"),
        )  # fmt: skip
        typed.setdefault(kind, {})[year] = int(first)
    return typed


def _copies(form: Form, held: int | None) -> int:
    named = office.copies_named()
    typed = st.number_input(
        "自动备份保留份数（0表示不备份）", min_value=0, max_value=1_000,
        value=founding.usual_copies() if held is None else held, key=form.field("copies"),
        help=None if named is None else f"现由环境变量指定为{named}份，此处填写的暂不起作用。",
    )  # fmt: skip
    return int(typed)
