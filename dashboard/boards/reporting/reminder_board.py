"""Reminders (催报): the text for a city or a unit to copy, and what the office notes as sent."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import data, office, papers
from dashboard.boards.reporting import day_looked_at, standing_told
from dashboard.components import address, controls, form_fields, signal_table
from dashboard.components.handed import paper_offer
from dashboard.components.plain_text import escaped
from dashboard.handing import Export
from metrics.access.permissions import Action
from metrics.office import name_at
from metrics.records.invented import demo_mark
from metrics.reporting.contact import Contact
from metrics.reporting.reminder import WAYS, Reminder
from metrics.reporting.standing import LATE, REPORTED, WAITING, Reporting, UnitStanding
from metrics.scope import Scope
from metrics.views.parts import numbers
from metrics.views.reported import reminder_words, standing_tables
from metrics.views.reported.standing_tables import Beside

BY = {"city": "按市州", "unit": "按单位"}


class Target(NamedTuple):
    """Who is reminded: its code and name, the units of it, and the text that it is sent.

    `alone` says that the one unit itself is meant, not all of its city.
    """

    code: str
    name: str
    units: tuple[UnitStanding, ...]
    text: str
    alone: bool


def show(scope: Scope, bar: DeltaGenerator) -> None:
    """Draw the choice of a city or unit, the text, the form that notes it as sent, and the book."""
    with bar:
        standing = standing_told.show(scope)
        if standing is None:
            return
        beside = standing_told.beside()
        target = _target(scope, standing, beside)
    st.caption(day_looked_at.words(standing.day))
    if target is None:
        st.success("各单位均已报送，不需要催报。")
    elif target.units[0].state in REPORTED:
        _reported(target)
    else:
        _text(target)
        _reached_by(target, beside.contacts)
        _letter(scope, standing, beside, target)
        _owed(standing, beside.reminders, target)
        _noting(scope, target)
    _book(standing, beside.reminders)


def _target(scope: Scope, standing: Reporting, beside: Beside) -> Target | None:
    pressing = standing.of(*LATE, WAITING)
    signed = _signature(scope, standing, beside)
    by = "unit"
    if pressing:
        by = address.choose(
            "by", "对象", tuple(BY), default="city", text=BY.__getitem__, segmented=True
        )
    if by == "unit" and standing.units:
        return _one(standing, beside.reminders, signed)
    return _city(pressing, standing, beside.reminders, signed) if pressing else None


def _one(standing: Reporting, made: Sequence[Reminder], signed: str) -> Target:
    """Offer every unit, those first that have not reported."""
    named = {unit.unit: unit for unit in standing.units}
    code = address.choose(
        "unit", "单位", tuple(named), default=standing.units[0].unit, searched=True,
        text=lambda code: f"{named[code].name} {reminder_words.state_in_short(named[code])}",
    )  # fmt: skip
    return _alone(named[code], standing, made, signed)


def _alone(
    unit: UnitStanding, standing: Reporting, made: Sequence[Reminder], signed: str
) -> Target:
    if unit.state in REPORTED:
        words = reminder_words.thanks(unit, signed=signed)
    else:
        words = reminder_words.to_unit(unit, standing, made, signed=signed)
    return Target(unit.unit, unit.name, (unit,), words, alone=True)


def _reported(target: Target) -> None:
    """Say that nobody need be reminded; a unit that was late can be told so."""
    unit = target.units[0]
    last = numbers.day(unit.last.data_date) if unit.last else ""
    st.success(f"{escaped(target.name)}已报送到截至{last}的数据，不需要催报。")
    if target.text:
        _text(target)


def _city(
    pressing: Sequence[UnitStanding], standing: Reporting, made: Sequence[Reminder], signed: str
) -> Target:
    names = data.unit_names()
    listed: dict[str, list[UnitStanding]] = {}
    for unit in pressing:
        listed.setdefault(unit.upper, []).append(unit)
    code = address.choose(
        "within", "市州", tuple(listed), default=pressing[0].upper,
        text=lambda code: f"{names.get(code, code)} {_counts(listed[code])}",
    )  # fmt: skip
    late = [unit for unit in listed[code] if unit.state in LATE]
    units, name = tuple(late or listed[code]), names.get(code, code)
    if [unit.unit for unit in units] == [code]:
        return _alone(units[0], standing, made, signed)
    words = reminder_words.to_city(name, units, standing, made, signed=signed)
    return Target(code, name, units, words, alone=False)


def _counts(units: Sequence[UnitStanding]) -> str:
    late = sum(unit.state in LATE for unit in units)
    return f"逾期{late}" if late else f"待报{len(units)}"


def _signature(scope: Scope, standing: Reporting, beside: Beside) -> str:
    own = [each for each in beside.contacts if each.unit == scope.place]
    return reminder_words.signature(
        name_at(data.name_of(scope.place)), own, standing,
        mark=demo_mark(scope.place) or "",
    )  # fmt: skip


def _text(target: Target) -> None:
    """Show the text; the browser's own button copies it."""
    st.code(target.text, language=None, wrap_lines=True)
    st.caption("点文字右上角的复制按钮，粘贴到微信或短信中发送。")


def _reached_by(target: Target, known: Sequence[Contact]) -> None:
    """Say whom to send the text to, or that 通讯录 knows nobody there."""
    own = [each for each in known if each.unit == target.code]
    listed = "；".join(map(reminder_words.contact_words, own))
    missing = f"“通讯录”中还没有{target.name}的联系人，可在该处添加。"
    st.caption(escaped(f"{target.name}联系人：{listed}" if own else missing))


def _letter(scope: Scope, standing: Reporting, beside: Beside, target: Target) -> None:
    """Offer the same as a letter on paper, under the number that the office gives it."""
    name = f"提醒函_{target.name}_{numbers.day(standing.day)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.number_input(
            "提醒函文号的顺序号（可不填）", key="letter_number", min_value=1, max_value=9999,
            value=None, step=1, width=230, help="本单位发文登记的顺序号；不填的，函上留空。",
        )  # fmt: skip
        paper_offer.official(
            name, "生成提醒函",
            lambda kind: papers.reminder_file(
                scope, standing, beside, target.code, kind, alone=target.alone, number=number
            ),
            export=Export("提醒函", rows=len(target.units), personal=True),
        )  # fmt: skip


def _owed(standing: Reporting, made: Sequence[Reminder], target: Target) -> None:
    """List the turns that one unit owes, where there are several."""
    unit = target.units[0]
    if target.alone and unit.missed > 1:
        table = standing_tables.overdue(unit, standing.day, made)
        st.markdown(f"**{escaped(table.title)}**")
        signal_table.show(table, key="overdue", height=240, dense=True)


def _noting(scope: Scope, target: Target) -> None:
    due = {unit.unit: unit.turn.data_date for unit in target.units if unit.turn is not None}
    if not due or not data.may_for(Action.REMIND, target.code):
        return
    st.markdown("**发出后登记**")
    with form_fields.form(f"remind:{target.code}", of=scope.place, border=True) as form:
        first, second = st.columns(2)
        with first:
            on = controls.day("催报日期", key=form.field("on"), default=office.today())
        with second:
            way = controls.select("方式", WAYS, key=form.field("way"), default=WAYS[0])
        form.button("登记催报")
    form.keep(
        lambda: office.note_reminder(
            place=scope.place, due=due, reminded_on=on, way=way, words=target.text,
            today=office.today(), form=form.number,
        ),
        words=lambda _: escaped(
            f"已登记：{numbers.day(on)}以{way}催报{target.name}，共{len(due)}家。"
        ),
    )  # fmt: skip


def _book(standing: Reporting, made: Sequence[Reminder]) -> None:
    """List the reminders of the place's units."""
    inside = {unit.unit for unit in standing.units}
    table = standing_tables.reminders(
        [each for each in made if each.unit in inside], data.unit_names()
    )
    st.header("催报记录")
    if table.lines:
        signal_table.show(table, key="reminders", height=320, dense=True)
    else:
        st.caption("还没有登记过催报。")
