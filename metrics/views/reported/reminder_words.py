"""What a unit or a city is told that has not reported: plain text for 微信 or 短信."""

from collections.abc import Iterable, Sequence

from metrics.reporting.contact import Contact
from metrics.reporting.reminder import Reminder, times
from metrics.reporting.standing import (
    LATE,
    NEVER,
    REPORTED,
    SENT_LATE,
    WAITING,
    Reporting,
    UnitStanding,
    arrived,
)
from metrics.views.parts import numbers
from metrics.views.parts.light_cells import span

ORDINALS = "零一二三四五六七八九十"
DATA = "城镇老旧小区改造数据"
HOW = (
    "报送方式：登录系统，在“数据报送”中上传工作簿或在线填报；不便登录的，请把填好的工作簿发给我们。"
    "确有困难的，请回复原因和预计报送时间；已经报送的，请忽略本条。"
)
KINDS_OF_CITIES = ("地区", "州", "盟", "县", "区", "市")
"""How the name of a division may end that others report below, the longest first."""


def turn_of_reminding(unit: UnitStanding, reminders: Iterable[Reminder]) -> int:
    """Return which reminder would be the next for what a unit owes: 1 for the first."""
    if unit.turn is None:
        return 1
    return len(times(reminders, unit.unit, unit.turn.data_date)) + 1


def ordinal(number: int) -> str:
    """Write 第二次."""
    return f"第{ORDINALS[number] if number < len(ORDINALS) else number}次"


def you(name: str) -> str:
    """Address a division as its superior does: 你市, 你州, 你地区."""
    return f"你{next((kind for kind in KINDS_OF_CITIES if name.endswith(kind)), '单位')}"


def owed_words(unit: UnitStanding, standing: Reporting) -> str:
    """Say what a unit owes: which data date, due when, how late, how many turns."""
    if unit.turn is None or unit.delay is None:
        return f"本期{DATA}尚未到报送时间"
    day, deadline = (numbers.long_day(each) for each in unit.turn)
    amount = span(unit.delay.workdays, unit.delay.days)
    if unit.state not in LATE:
        left = f"距时限还有{amount}" if unit.delay.days else "今天到期"
        return f"截至{day}的{DATA}，请于{deadline}前报送，{left}"
    today = numbers.long_day(standing.day)
    if unit.missed > 1:
        owed = f"从未报送{DATA}，" if unit.state == NEVER else f"{DATA}"
        return (
            f"{owed}已欠报{unit.missed}期：最早一期截至{day}，报送时限为{deadline}，"
            f"至{today}已逾期{amount}"
        )
    return f"截至{day}的{DATA}，报送时限为{deadline}，至{today}仍未收到，已逾期{amount}"


def state_in_short(unit: UnitStanding) -> str:
    """Say in a list, in the few words that it has room for, whether a unit is late and by how much."""
    if unit.state in REPORTED:
        return "已报"
    if unit.delay is None or unit.state not in LATE:
        return "待报"
    return f"逾期{unit.delay.days}天"


def wanted_words(units: Sequence[UnitStanding], standing: Reporting) -> str:
    """Say which data to send now: those of the turn that runs."""
    turn = standing.turn
    if turn is None or all(unit.state == WAITING for unit in units):
        return ""
    return f"尽快报送截至{numbers.long_day(turn.data_date)}的数据。"


def to_unit(
    unit: UnitStanding, standing: Reporting, reminders: Sequence[Reminder], *, signed: str
) -> str:
    """Write the reminder of one unit; `signed` is what `signature` says."""
    mark = _mark(turn_of_reminding(unit, reminders), late=unit.state in LATE)
    wanted = wanted_words([unit], standing)
    asked = f"请{wanted}" if wanted else ""
    return f"{unit.name}：\n{mark}你单位{owed_words(unit, standing)}。{asked}\n{HOW}\n{signed}"


def thanks(unit: UnitStanding, *, signed: str) -> str:
    """Tell a unit that its report came late; an empty text where it came in time."""
    if unit.state != SENT_LATE or not (unit.turn and unit.delay and unit.last):
        return ""
    day, deadline = (numbers.long_day(each) for each in unit.turn)
    came = numbers.long_day(arrived(unit.last))
    return (
        f"{unit.name}：\n【收到告知】你单位截至{day}的{DATA}，报送时限为{deadline}，已于{came}收到，"
        f"迟报{span(unit.delay.workdays, unit.delay.days)}。下一期请按时报送。\n{signed}"
    )


def to_city(
    name: str,
    units: Sequence[UnitStanding],
    standing: Reporting,
    reminders: Sequence[Reminder],
    *,
    signed: str,
) -> str:
    """Write the reminder of a city with the units of it that are late, or else are waited for."""
    number = min(turn_of_reminding(unit, reminders) for unit in units)
    mark = _mark(number, late=any(unit.state in LATE for unit in units))
    wanted = wanted_words(units, standing)
    asked = f"请督促上述单位{wanted or '按时报送。'}\n{HOW}"
    head = f"{name}：\n{mark}{sum_of_city(name, units, standing)}。{_running(standing)}"
    return "\n".join((head, *_lines(units, standing, reminders), asked, signed))


def sum_of_city(name: str, units: Sequence[UnitStanding], standing: Reporting) -> str:
    """Say how many units of a city are due, have reported, and have not."""
    city = [unit for unit in standing.units if unit.upper == units[0].upper]
    counts = {
        "已报送": sum(unit.state in REPORTED for unit in city),
        "逾期未报": sum(unit.state in LATE for unit in city),
        "未到时限待报": sum(unit.state == WAITING for unit in city),
    }
    told = "，".join(f"{words}{count}家" for words, count in counts.items() if count)
    day = numbers.long_day(standing.day)
    return f"截至{day}，{you(name)}应报送{DATA}的{len(city)}家单位中，{told}"


def _mark(number: int, *, late: bool) -> str:
    if not late:
        return "【报送提醒】"
    return f"【{ordinal(number)}催报】" if number > 1 else "【催报】"


def _running(standing: Reporting) -> str:
    if standing.turn is None:
        return ""
    day, deadline = (numbers.long_day(each) for each in standing.turn)
    return f"本期数据截至{day}，报送时限为{deadline}。"


def _lines(
    units: Sequence[UnitStanding], standing: Reporting, reminders: Sequence[Reminder]
) -> list[str]:
    """Name the units, those of whom the same is to be said in one line."""
    told: dict[str, list[str]] = {}
    for unit in units:
        told.setdefault(_tail(unit, standing, reminders), []).append(unit.name)
    lines = [f"{'、'.join(names)}：{words}" for words, names in told.items()]
    if len(lines) == 1:
        return [f"{lines[0]}。"]
    ends = [*["；"] * (len(lines) - 1), "。"]
    return [f"{at}. {line}{end}" for at, (line, end) in enumerate(zip(lines, ends, strict=True), 1)]


def _tail(unit: UnitStanding, standing: Reporting, reminders: Sequence[Reminder]) -> str:
    if unit.delay is None or unit.turn is None:
        return "待报"
    amount = span(unit.delay.workdays, unit.delay.days)
    if unit.state not in LATE:
        return f"距时限还有{amount}" if unit.delay.days else "今天到期"
    made = turn_of_reminding(unit, reminders) - 1
    again = f"，此前已催报{made}次" if made else ""
    never = "从未报送，" if unit.state == NEVER else ""
    if unit.missed > 1:
        return f"{never}欠报{unit.missed}期，最早一期已逾期{amount}{again}"
    other = unit.turn != standing.turn
    dated = f"截至{numbers.long_day(unit.turn.data_date)}的数据" if other else ""
    return f"{never}{dated}已逾期{amount}{again}"


def signature(office: str, contacts: Sequence[Contact], standing: Reporting, *, mark: str) -> str:
    """Sign a reminder: whom to call in the office, the office, the day; `mark` says that it is 演示数据."""
    called = "；".join(call_words(each) for each in contacts[:2])
    call = f"联系人：{called}\n" if called else ""
    demo = f"（{mark}）" if mark else ""
    return f"{call}{office}　{numbers.long_day(standing.day)}{demo}"


def call_words(contact: Contact) -> str:
    """Write whom to call in the office that signs: its name need not be told again."""
    return f"{contact.name}，电话{contact.phone}" if contact.phone else contact.name


def contact_words(contact: Contact) -> str:
    """Write a contact in one short line: 联系人 电话."""
    return f"{contact.name} {contact.phone or ''}".strip()
