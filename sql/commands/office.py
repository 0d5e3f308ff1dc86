"""The office's own commands: meetings opened and closed, orders listed, the calendar written."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from metrics.command_line import day, division, writing, year
from metrics.dispatch.calendar_file import calendar_file
from metrics.dispatch.standing import order_number
from metrics.errors import UnknownChoice
from metrics.packs.pack import named, pack_for_place
from metrics.rules.value import RulePack
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.dispatch import meeting_book, meetings, orders
from sql.dispatch.office_calendar import entries
from sql.records import StoredRecords
from sql.reported.history import division_names
from sql.supplied.known_divisions import known

NEWEST = 5
"""So many data dates are named where another was asked for."""


def meeting_open(parser: ArgumentParser) -> None:
    """Describe the opening of a meeting."""
    parser.set_defaults(run=run_open)
    _place(parser)
    parser.add_argument("--held-on", type=day, required=True, help="会议日期，如 2024-07-08")
    parser.add_argument("--as-of", type=day, required=True, help="数据截止日期，如 2024-07-05")
    parser.add_argument("--year", type=year, help="评价年度；默认为数据截止日期所在年度")
    parser.add_argument("--rules", help="参数集；默认为各地规定（local）")
    parser.add_argument("--topic", action="append", default=[], help="议题，可多次填写")
    parser.add_argument("--by", required=True, help="经办人")


def run_open(
    *,
    place: str,
    held_on: date,
    as_of: date,
    year: int | None,
    rules: str | None,
    topic: list[str],
    by: str,
) -> str:
    """Open a meeting and say what its agenda holds."""
    ensure_ready()
    with session_scope(writing=True) as session:
        _refuse_other_days(session, known(session, place), as_of)
        one = meetings.open_meeting(
            session, place=place, held_on=held_on, data_date=as_of, year=year or as_of.year,
            rules=named(rules), by=by, topics=topic,
        )  # fmt: skip
        items = meetings.agenda_of(session, one.id).items
    return f"调度会已召开（编号 {one.id}），数据截止{as_of}，议程共{len(items)}项。"


def _refuse_other_days(session: Session, place: str, as_of: date) -> None:
    days = StoredRecords(session).dates(place, date.max)
    if as_of not in days:
        newest = "、".join(map(str, days[:NEWEST])) or "无"
        raise UnknownChoice(f"{as_of}不是该地区的数据截止日期，最近的有：{newest}。")


def meeting_close(parser: ArgumentParser) -> None:
    """Describe the end of a meeting."""
    parser.set_defaults(run=run_close)
    _place(parser)
    parser.add_argument("--by", required=True, help="经办人")


def run_close(*, place: str, by: str) -> str:
    """Close the meeting that is open in a place."""
    ensure_ready()
    with session_scope(writing=True) as session:
        one = meetings.open_one(session, place=place)
        if one is None:
            raise UnknownChoice(f"{place}没有正在召开的调度会。")
        meeting_book.close(session, meeting=one.id, by=by)
    return f"调度会（编号 {one.id}）已结束。"


def list_orders(parser: ArgumentParser) -> None:
    """Describe the list of orders."""
    parser.set_defaults(run=run_orders)
    _place(parser)
    parser.add_argument("--on", type=day, required=True, help="截至哪一天，如 2024-07-08")


def run_orders(*, place: str, on: date) -> str:
    """List the orders of a place, one a line."""
    ensure_ready()
    with session_scope() as session:
        rules = _rules(known(session, place), on)
        issued = orders.standing(session, as_of=on, rules=rules, place=place)
        names = division_names(session)
    lines = [
        f"{names.get(row['place'], row['place'])}{order_number(row['year'], row['number'])} "
        f"{row['unit']} 时限{row['due']} "
        f"{row['state']}（{row['light']}）：{row['requirement']}"
        for row in issued.iter_rows(named=True)
    ]
    return "\n".join(lines) or "没有督办单。"


def calendar(parser: ArgumentParser) -> None:
    """Describe the calendar."""
    parser.set_defaults(run=run_calendar)
    _place(parser)
    parser.add_argument("--from", dest="start", type=day, required=True, help="起始日期")
    parser.add_argument("--to", dest="end", type=day, required=True, help="截止日期")
    parser.add_argument("out", type=_calendar, help="写到哪个文件，如 日历.ics")


def run_calendar(*, place: str, start: date, end: date, out: Path) -> str:
    """Write what is due in a span of days as a calendar file."""
    if start > end:
        raise UnknownChoice(f"起始日期{start}晚于截止日期{end}，请对调。")
    ensure_ready()
    with session_scope() as session:
        rules = _rules(known(session, place), start)
        due = entries(session, place=place, start=start, end=end, rules=rules)
    with writing(out) as part:
        part.write_bytes(calendar_file(due, name="督导工作日历", stamp=datetime.now(UTC)))
    return f"已写出工作日历：{out}，共{len(due)}项。"


def _rules(place: str, on: date) -> RulePack:
    """Return the rules of a place on a day that was typed."""
    pack = pack_for_place(place)
    if on < (since := pack.since()):
        raise UnknownChoice(f"日期{on}太早：参数规则自{since}起有效，请改用该日及以后的日期。")
    return pack.on(on)


def _place(parser: ArgumentParser) -> None:
    parser.add_argument("--place", required=True, type=division, help="行政区划代码，如 620000")


def _calendar(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".ics" or not path.parent.is_dir():
        raise ArgumentTypeError(f"“{text}”应为已有文件夹中的 .ics 文件")
    return path
