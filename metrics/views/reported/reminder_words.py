"""What a unit or a city is told that has not reported: plain text for 微信 or 短信."""

from collections.abc import Iterable, Sequence

from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder, times
from metrics.reporting.standing import LATE, Reporting, UnitStanding
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import span

ORDINALS = "零一二三四五六七八九十"
ASKED = "请登录系统，在“数据报送”页上传工作簿；确有困难的，请回复原因和预计报送时间。已经报送的不必理会。"


def turn_of_reminding(unit: UnitStanding, reminders: Iterable[Reminder]) -> int:
    """Return which reminder would be the next for what a unit owes: 1 for the first."""
    if unit.turn is None:
        return 1
    return len(times(reminders, unit.unit, unit.turn.data_date)) + 1


def ordinal(number: int) -> str:
    """Write 第二次."""
    return f"第{ORDINALS[number] if number < len(ORDINALS) else number}次"


def owed_words(unit: UnitStanding) -> str:
    """Say what a unit owes: which data date, due when, how late, how many turns."""
    if unit.turn is None or unit.delay is None:
        return "本期尚未到报送时间"
    day, deadline = (numbers.long_day(each) for each in unit.turn)
    head = f"截至{day}的城镇老旧小区改造数据"
    amount = span(unit.delay.workdays, unit.delay.days)
    if unit.state not in LATE:
        left = f"还有{amount}" if unit.delay.days else "今日到期"
        return f"{head}，请于{deadline}前报送（{left}）"
    missed = f"，共欠报{unit.missed}期" if unit.missed > 1 else ""
    return f"{head}应于{deadline}前报送，至今未收到，已逾期{amount}{missed}"


def state_in_short(unit: UnitStanding) -> str:
    """Say in a list whether a unit is late, and by how many days."""
    if unit.delay is None or unit.state not in LATE:
        return "待报"
    return f"逾期{span(unit.delay.workdays, unit.delay.days)}"


def wanted_words(unit: UnitStanding, standing: Reporting) -> str:
    """Say which data date to send now, where that is a later one than the oldest owed."""
    turn = standing.turn
    if turn is None or unit.turn is None or turn.data_date <= unit.turn.data_date:
        return ""
    return f"请一并更新到本期，报送截至{numbers.long_day(turn.data_date)}的数据。"


def to_unit(
    unit: UnitStanding, standing: Reporting, reminders: Sequence[Reminder], *, signed: str
) -> str:
    """Write the reminder of one unit; `signed` is what `signature` says."""
    number = turn_of_reminding(unit, reminders)
    mark = f"【{ordinal(number)}催报】" if number > 1 else "【催报】"
    if unit.state not in LATE:
        mark = "【报送提醒】"
    body = f"{mark}{owed_words(unit)}。{wanted_words(unit, standing)}{ASKED}"
    return f"{unit.name}：\n{body}\n{signed}"


def to_city(
    name: str,
    units: Sequence[UnitStanding],
    standing: Reporting,
    reminders: Sequence[Reminder],
    *,
    signed: str,
) -> str:
    """Write the reminder of a city with the units of it that are late, or else are waited for."""
    day = numbers.long_day(standing.day)
    lines = [f"{at}. {_line(unit, reminders)}" for at, unit in enumerate(units, 1)]
    late = any(unit.state in LATE for unit in units)
    head = f"{name}：\n截至{day}，你市还有{len(units)}家单位{'逾期未报' if late else '待报'}："
    turn = standing.turn
    until = f"（本期数据截止{numbers.long_day(turn.data_date)}）" if turn else ""
    return "\n".join((head, *lines, f"请督促尽快报送{until}。{ASKED}", signed))


def _line(unit: UnitStanding, reminders: Sequence[Reminder]) -> str:
    number = turn_of_reminding(unit, reminders)
    again = f"（{ordinal(number)}催报）" if number > 1 and unit.state in LATE else ""
    return f"{unit.name}{again}：{owed_words(unit)}。"


def signature(office: str, contacts: Sequence[Contact], standing: Reporting, *, mark: str) -> str:
    """Sign a reminder: the office, whom to call in it, the day; `mark` says that it is 演示数据."""
    called = "；".join(contact_words(each) for each in contacts[:2])
    call = f"联系：{called}\n" if called else ""
    demo = f"（{mark}）" if mark else ""
    return f"{call}{office}　{numbers.long_day(standing.day)}{demo}"


def contact_words(contact: Contact) -> str:
    """Write a contact in one line: 联系人（职务）电话."""
    duty = f"（{contact.duty}）" if contact.duty else ""
    return f"{contact.name}{duty}{contact.phone or ''}"
