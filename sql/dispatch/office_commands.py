"""The office's own commands of `python -m sql`: meetings, orders, cases and the calendar."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from metrics.command_line import Commands, command, day, division


def describe(commands: Commands) -> None:
    """Add the office's commands to the command line."""
    opened = command(commands, "meeting-open", "召开调度会：冻结数据并生成议程", run_open)
    _place(opened)
    opened.add_argument("--held-on", type=day, required=True, help="会议日期，如 2024-07-08")
    opened.add_argument("--as-of", type=day, required=True, help="数据截止日期，如 2024-07-05")
    opened.add_argument("--year", type=int, help="评价年度；默认为数据截止日期所在年度")
    opened.add_argument("--rules", help="参数集；默认按地区选用")
    opened.add_argument("--topic", action="append", default=[], help="议题，可多次填写")
    opened.add_argument("--by", required=True, help="经办人")
    closed = command(commands, "meeting-close", "结束本地区正在召开的调度会", run_close)
    _place(closed)
    closed.add_argument("--by", required=True, help="经办人")
    listed = command(commands, "orders", "列出督办单及其办理情况", run_orders)
    _place(listed)
    listed.add_argument("--on", type=day, required=True, help="截至哪一天，如 2024-07-08")
    command(commands, "cases", "载入随附的经验案例", run_cases)
    due = command(commands, "calendar", "写出工作日历（.ics）", run_calendar)
    _place(due)
    due.add_argument("--from", dest="start", type=day, required=True, help="起始日期")
    due.add_argument("--to", dest="end", type=day, required=True, help="截止日期")
    due.add_argument("out", type=_calendar, help="写到哪个文件，如 日历.ics")


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
    from metrics.packs.pack import pack_for_place
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.dispatch import meetings

    ensure_ready()
    with session_scope(writing=True) as session:
        one = meetings.open_meeting(
            session, place=place, held_on=held_on, data_date=as_of, year=year or as_of.year,
            rules=rules or pack_for_place(place).name, by=by, topics=topic,
        )  # fmt: skip
        items = meetings.agenda_of(session, one.id).items
    return f"调度会已召开（编号 {one.id}），数据截止{as_of}，议程共{len(items)}项。"


def run_close(*, place: str, by: str) -> str:
    """Close the meeting that is open in a place."""
    from metrics.errors import UnknownChoice
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.dispatch import meetings

    ensure_ready()
    with session_scope(writing=True) as session:
        one = meetings.open_one(session, place=place)
        if one is None:
            raise UnknownChoice(f"{place}没有正在召开的调度会。")
        meetings.close(session, meeting=one.id, by=by)
    return f"调度会（编号 {one.id}）已结束。"


def run_orders(*, place: str, on: date) -> str:
    """List the orders of a place, one a line."""
    from metrics.dispatch.standing import order_number
    from metrics.packs.pack import pack_for_place
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.dispatch import orders

    ensure_ready()
    with session_scope() as session:
        rules = pack_for_place(place).on(on)
        found = orders.standing(session, as_of=on, rules=rules, place=place)
    lines = [
        f"{order_number(row['year'], row['number'])} {row['unit']} 时限{row['due']} "
        f"{row['state']}（{row['light']}）：{row['requirement']}"
        for row in found.iter_rows(named=True)
    ]
    return "\n".join(lines) or "没有督办单。"


def run_cases() -> str:
    """Load the cases that ship."""
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.dispatch import cases

    ensure_ready()
    with session_scope(writing=True) as session:
        return f"已载入经验案例{cases.load_samples(session)}条。"


def run_calendar(*, place: str, start: date, end: date, out: Path) -> str:
    """Write what is due in a span of days as a calendar file."""
    from metrics.dispatch.calendar_file import calendar_file
    from metrics.packs.pack import pack_for_place
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.dispatch.office_calendar import entries

    ensure_ready()
    with session_scope() as session:
        rules = pack_for_place(place).on(start)
        found = entries(session, place=place, start=start, end=end, rules=rules)
    out.write_bytes(calendar_file(found, name="督导工作日历", stamp=datetime.now(UTC)))
    return f"已写出工作日历：{out}，共{len(found)}项。"


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--place", required=True, type=division, help="行政区划代码，如 620000")


def _calendar(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".ics" or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"“{text}”应为已有文件夹中的 .ics 文件")
    return path
