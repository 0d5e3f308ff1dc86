"""The demo province's twelve data dates and a city's 61 key tasks, run through twelve meetings.

`python -m tests.sql.dispatch.twelve_meetings` holds them in a database of its own and prints a line each: what
the tasks stood at, and what became of the promises.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import polars as pl
import pytest
from sqlalchemy.orm import Session

from metrics.dispatch.agenda_items import PromisesItem, RedItem
from metrics.dispatch.meeting import Meeting
from metrics.packs.pack import load_pack
from metrics.supervision.tasks import tasks
from sql.database import engine, migrate
from sql.database.engine import session_scope
from sql.demo import DATES, YEAR, frames
from sql.dispatch import meeting_book, meetings, promises
from sql.reported import history
from sql.reported.intake import import_workbook
from sql.reported.submissions import accept
from sql.supplied.sample_tasks import sample
from sql.workbook.writing.template import write_workbook

PLACE, CITY = "990000", "990100"
MADE_EACH = 4  # promises about red projects, one of each fate
LAST_YEAR, NEW_YEAR = date(2023, 12, 31), date(2025, 1, 10)

FINISHED: Mapping[int, tuple[date, ...]] = {
    1: (date(2022, 12, 20),), 2: (date(2023, 2, 10),), 3: (date(2023, 3, 30),),
    4: (date(2023, 6, 15),), 16: (date(2023, 8, 25),), 45: (date(2023, 8, 31),),
    7: (date(2024, 2, 20),), 8: (date(2024, 4, 12),), 29: (date(2024, 3, 8),),
    38: (date(2024, 6, 14),), 43: (date(2024, 7, 10),),
    5: (date(2023, 9, 20), date(2024, 9, 12)), 30: (date(2023, 11, 6), date(2024, 7, 25)),
    12: (date(2023, 12, 8), date(2024, 7, 3)), 21: (date(2024, 5, 20),),
}  # fmt: skip
"""When the city truly finished a task, cycle by cycle; 39, 41 and 52 stay undone to the end."""


class Round(NamedTuple):
    """One meeting: its promises about projects by their order, and the one about a task if any."""

    meeting: Meeting
    made: tuple[int, ...]
    lights: Mapping[str, int]


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """Use a new database for as long as the meetings are looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'twelve.sqlite'}")
        migrate.upgrade()
        yield
        engine.let_go()


def hold(folder: Path) -> list[Round]:
    """Hold the twelve meetings, each on the Monday after its data date."""
    _report(LAST_YEAR, "regions")
    report_tasks(LAST_YEAR, folder=folder)
    rounds: list[Round] = []
    for day in DATES:
        _report(day, *frames().tables)
        report_tasks(day, folder=folder)
        rounds.append(_meet(day, before=rounds[-1] if rounds else None))
    return rounds


def _report(data_date: date, *sheets: str) -> None:
    """Report the province's sheets as one statement of the province."""
    found = frames(as_of=max(data_date, DATES[0])).tables
    numbered = {name: found[name].with_columns(sheet_row=pl.lit(1, pl.Int32)) for name in sheets}
    with session_scope(writing=True) as session:
        accept(session, unit=PLACE, as_of=data_date, sent_by=None, file_name="全省.xlsx",
               file_sha256=f"{data_date:%Y%m%d}".zfill(64), sheets=numbered)  # fmt: skip


def report_tasks(data_date: date, *, folder: Path) -> None:
    """Send the city's workbook of 61 tasks through the usual door."""
    path = folder / f"{CITY}_{data_date}.xlsx"
    write_workbook(path, {"tasks": as_told(data_date)})
    assert import_workbook(path, unit=CITY, as_of=data_date).stored


def as_told(data_date: date) -> pl.DataFrame:
    """Return the 61 tasks as the city tells them: the last completion by then, and a status."""
    rows = sample().to_dicts()
    for row in rows:
        done = [day for day in FINISHED.get(int(row["task"]), ()) if day <= data_date]
        recurs = "年度" in row["deadline"] or row["deadline"].startswith("每年")
        over = bool(done) and (not recurs or done[-1].year == data_date.year)
        row["finished_on"] = done[-1] if done else None
        row["status"] = "已完成" if over else ("未启动" if data_date.month < 3 else "推进中")
    return pl.DataFrame(rows, sample().schema)


def judged(as_of: date) -> pl.DataFrame:
    """Return the city's tasks as judged on a data date, the cycle before included."""
    with session_scope() as session:
        found = history.frames(session, as_of=as_of, year=as_of.year)
        before = history.records(session, sheet="tasks", as_of=date(as_of.year - 1, 12, 31))
    return tasks(found, load_pack("national").on(as_of), before=before).filter(unit=CITY)


def _meet(data_date: date, *, before: Round | None) -> Round:
    """Hold one meeting: red projects and a red task are promised; then days pass."""
    held_on = data_date + timedelta(days=7 - data_date.weekday())
    listed = judged(data_date)
    red = listed.filter(pl.col("light") == "红").select("task", "content", "unit_list").to_dicts()
    with session_scope(writing=True) as session:
        _keep_what_is_done(session, by_day=held_on)
        one = meetings.open_meeting(
            session, place=PLACE, held_on=held_on, data_date=data_date, year=YEAR, rules="national",
            by="省办公室", topics=["资金拨付", *(_named(task) for task in red)],
        )  # fmt: skip
        made = tuple(_promised_projects(session, one))
        _promise_a_task(session, one, red)
        meeting_book.close(session, meeting=one.id, by="省办公室")
        _let_days_pass(session, one, made, before=before)
        closed = meetings.meeting(session, one.id)
    return Round(closed, made, Counter(listed["light"].cast(pl.String)))


def _named(task: Mapping[str, object]) -> str:
    return f"重点任务{task['task']}：{task['content']}"


def _promised_projects(session: Session, one: Meeting) -> Iterator[int]:
    for item in meetings.agenda_of(session, one.id).of(RedItem)[:MADE_EACH]:
        meeting_book.note(session, meeting=one.id, item=item.key, words="倒排工期", by="记录人")
        yield promises.make(
            session, meeting=one.id, region=item.region, who="市住建局",
            what=f"{item.rows[0]['name']}完成整改", due_on=one.held_on + timedelta(days=4),
            project=item.rows[0]["project"], item=item.key, by="记录人",
        )  # fmt: skip


def _promise_a_task(session: Session, one: Meeting, red: list[dict[str, Any]]) -> None:
    """Let the first red task be promised that is not yet; carry the oldest promise if all are."""
    open_ones = task_promises(session, on=one.held_on).filter(pl.col("ended_on").is_null())
    waiting = [task for task in red if _named(task) not in set(open_ones["what"])]
    if waiting:
        units = waiting[0]["unit_list"]
        promises.make(
            session, meeting=one.id, region=CITY, who=units[0], what=_named(waiting[0]),
            due_on=one.held_on + timedelta(days=45), item="topics", by="记录人",
        )  # fmt: skip
        return
    late = open_ones.sort("due", "id").row(0, named=True)
    promises.carry(session, promise=late["id"], on=one.held_on, due_on=one.held_on + timedelta(60),
                   words="另有土地政策未出台", by="记录人", meeting=one.id)  # fmt: skip


def task_promises(session: Session, *, on: date) -> pl.DataFrame:
    """Return the promises about key tasks with their state on a day."""
    everything = promises.standing(session, as_of=on, rules=load_pack("national").on(on))
    return everything.filter(pl.col("what").str.starts_with("重点任务"))


def _keep_what_is_done(session: Session, *, by_day: date) -> None:
    """Close the promises about tasks that the city has finished since."""
    for row in task_promises(session, on=by_day).filter(pl.col("ended_on").is_null()).to_dicts():
        number = int(row["what"].removeprefix("重点任务").partition("：")[0])
        done = [day for day in FINISHED.get(number, ()) if row["made_on"] <= day <= by_day]
        if done:
            promises.keep(session, promise=row["id"], on=done[0], words="已完成", by="记录人")


def _let_days_pass(
    session: Session, one: Meeting, made: tuple[int, ...], *, before: Round | None
) -> None:
    """Keep the first promise in time, carry the second, forget the third, keep the fourth late."""
    due = one.held_on + timedelta(days=4)
    promises.keep(session, promise=made[0], on=due, words="已完成", by="记录人")
    promises.carry(session, promise=made[1], on=due, due_on=due + timedelta(days=200),
                   words="汛期停工", by="记录人", meeting=one.id)  # fmt: skip
    if before is not None:
        promises.keep(session, promise=before.made[3], on=one.held_on, words="补办", by="记录人")


def main() -> None:
    """Print a line a meeting."""
    with TemporaryDirectory() as folder, database(Path(folder)):
        for number, (one, _, lights) in enumerate(hold(Path(folder)), start=1):
            with session_scope() as session:
                rows = [
                    row
                    for item in meetings.agenda_of(session, one.id).of(PromisesItem)
                    for row in item.rows
                ]
            told = "、".join(
                f"{k}{n}项" for k, n in sorted(Counter(r["state"] for r in rows).items())
            )
            shown = "、".join(f"{light}{count}" for light, count in sorted(lights.items()))
            sys.stdout.write(
                f"第{number}次 {one.held_on} 数据截止{one.data_date}　重点任务{shown}　承诺{told or '无'}\n"
            )


if __name__ == "__main__":
    main()
