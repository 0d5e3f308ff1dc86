"""What names a record or a person of some divisions: the words that others must never be sent."""

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl
from sqlalchemy import insert

from dashboard.data import store
from metrics.access.scoped import Reach, scoped
from metrics.records.schema import Kind
from metrics.records.sheets import SHEETS
from sql.database.engine import session_scope
from sql.dispatch import meetings
from sql.models.dispatch import ORDER_EVENTS, ORDERS, PROMISES
from sql.models.office import CONTACTS, REMINDERS
from tests.dashboard.small_province import COUNTY, DAYS, PROVINCE, SMALL

OPENER = "会议召开人"
"""Who opened the meeting of the province: for those who see all of it."""
AT = "2024-07-08 01:00:00.000000"
FIGURES = ("regions", "returns")
NOBODYS = (
    "task", "deadline", "units", "category", "work", "street", "shortfalls", "idle_assets", "remedies",
    "property_mode",
)  # fmt: skip
"""Columns that say what many say: numbers from 1 on, months, names of departments."""
SHORTEST = 2
WRITTEN = {COUNTY: "丙", SMALL: "丁"}
"""What the office's book holds is told by one character: 甲丙 is about one county, 甲丁 about another."""


class Book(NamedTuple):
    """The numbers of what `keep` wrote down, by county."""

    meeting: int
    orders: dict[str, int]
    promises: dict[str, int]


def keep() -> Book:
    """Write into the office's book what names persons and phones of two counties, and a meeting."""
    with session_scope(writing=True) as session:
        held = meetings.open_meeting(
            session, place=PROVINCE, held_on=DAYS[1], data_date=DAYS[1], year=2024,
            rules="national", by=OPENER,
        ).id  # fmt: skip
        orders, promises = {}, {}
        for number, (unit, mark) in enumerate(WRITTEN.items(), 1):
            beside = {"at": AT, "by": f"记录人{mark}"}
            session.execute(insert(CONTACTS).values(
                unit=unit, name=f"联系人{mark}", phone=f"139000000{number}{number}", note=f"备注{mark}",
                **beside,
            ))  # fmt: skip
            session.execute(insert(REMINDERS).values(
                place=PROVINCE, unit=unit, due_for=DAYS[1], reminded_on=DAYS[1], way="微信",
                text=f"催报文字{mark}", **beside,
            ))  # fmt: skip
            promises[unit] = session.execute(insert(PROMISES).values(
                meeting=held, region=unit, who=f"承诺人{mark}", what=f"承诺事项{mark}", made_on=DAYS[1],
                due_on=DAYS[1], **beside,
            )).inserted_primary_key[0]  # fmt: skip
            orders[unit] = session.execute(insert(ORDERS).values(
                place=PROVINCE, year=2024, number=number, issued_on=DAYS[1], region=unit,
                unit=f"督办对象{mark}", origin="其他", reason=f"督办事由{mark}",
                requirement=f"督办要求{mark}", due_on=DAYS[1], **beside,
            )).inserted_primary_key[0]  # fmt: skip
            session.execute(insert(ORDER_EVENTS).values(
                order=orders[unit], kind="replied", happened_on=DAYS[1], text=f"督办回复{mark}", **beside,
            ))  # fmt: skip
    return Book(held, orders, promises)


def secrets(own: Reach) -> set[str]:
    """Return the words that stand only in records of divisions that a reach does not hold."""
    seen, every = set(), set()
    for day in DAYS:
        whole = store.frames(day, day.year)
        every |= set(_words(whole.tables.items()))
        seen |= set(_words(scoped(whole, own).tables.items()))
    for unit, mark in WRITTEN.items():
        (seen if own.sees(unit) else every).update(_of_the_book(mark))
    (seen if own.sees(PROVINCE) else every).add(OPENER)
    known = "\n".join(seen)
    return {word for word in every if word not in known}


def _of_the_book(mark: str) -> list[str]:
    written = ("联系人", "备注", "催报文字", "承诺人", "承诺事项", "督办对象", "督办事由", "督办要求",
               "督办回复", "记录人")  # fmt: skip
    number = [*WRITTEN.values()].index(mark) + 1
    return [*(f"{words}{mark}" for words in written), f"139000000{number}{number}"]


def _words(tables: Iterable[tuple[str, pl.DataFrame]]) -> list[str]:
    """Return codes, names and texts of records; what is chosen from a list names nobody."""
    held = dict(tables)
    found: list[str] = []
    for sheet in SHEETS:
        if sheet.name in FIGURES:
            continue
        for column in sheet.columns:
            told = column.kind in (Kind.CODE, Kind.TEXT) and column.names != "regions"
            if (
                told
                and column.name not in NOBODYS
                and held[sheet.name].schema.get(column.name) == pl.String
            ):
                found += held[sheet.name][column.name].drop_nulls().to_list()
    return [word for word in found if len(word) >= SHORTEST]
