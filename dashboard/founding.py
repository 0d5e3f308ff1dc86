"""How an office begins (正式使用), and the demo before that, from the screens."""

from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from dashboard.data.database import writing
from metrics.access import acting
from metrics.access.acting import NotAllowed, actor
from metrics.access.actor import machine
from sql.accounts import administrator
from sql.database import settings
from sql.database.engine import session_scope
from sql.database.migrate import is_there
from sql.demo import load
from sql.dispatch import cases
from sql.office import beginning, demo_contacts
from sql.supplied import published

_DEMO = Lock()
_LOOPBACK = {"127.0.0.1", "::1"}
_ELSEWHERE = (
    "正式使用须在安装本系统的电脑上建立：请在该电脑上用 http://127.0.0.1:端口 打开本页，"
    "或运行 python -m sql begin。"
)

Beginning = beginning.Office
USUAL_ACCOUNT, BEGUN_BY = administrator.USUAL, administrator.SHOWN
provinces = beginning.provinces
usual_name = beginning.usual_name
usual_rules = beginning.usual_rules


class FirstAdministrator(NamedTuple):
    """The administrator that an office begins with, as typed: account, password, the password again."""

    account: str
    password: str
    again: str


def beginning_mistakes(said: beginning.Office, one: FirstAdministrator) -> dict[str, str]:
    """Return what cannot be kept of what an office says of itself, by field, all of it at once."""
    return {**beginning.mistakes(said, by=BEGUN_BY), **administrator.mistakes(*one)}


def begin(said: beginning.Office, one: FirstAdministrator, *, form: str) -> int:
    """Begin (正式使用) and return how many units are to report."""
    if not _is_at_the_server():
        raise NotAllowed(_ELSEWHERE)
    chosen = administrator.chosen(one.account, one.password)
    return beginning.begin(said, by=BEGUN_BY, form=form, chief=chosen).units


def why_no_beginning() -> str:
    """Say why an office cannot begin here; empty where it can."""
    if settings.demo_asked():
        return "本服务只看演示数据（--demo）。要正式使用，请不带 --demo 重新启动，再打开本页。"
    if not _is_at_the_server():
        return _ELSEWHERE
    url = settings.office_url()
    if settings.is_demo(settings.database_url()) and not is_there(url):
        return ""
    try:
        with settings.using(url), session_scope() as session:
            beginning.refuse_filled(session)
    except beginning.AlreadyBegun as error:
        return str(error)
    return ""


def _is_at_the_server() -> bool:
    """Say whether the visitor sits at the server: whoever begins an office becomes its administrator."""
    who = actor()
    return who.is_machine or who.address in _LOOPBACK


def usual_copies() -> int:
    """Return how many daily copies are kept where nobody has set a number."""
    return settings.DAILY_COPIES


def may_write_demo() -> bool:
    """Say whether the demo can be written from the page: into the database that it has to itself."""
    return settings.is_demo(settings.database_url())


def write_demo(show: Callable[[str], None]) -> bool:
    """Write the demo and what stands beside it; say whether somebody else was not at it already.

    It is there before anybody has an account: whoever is let in asks for it, and the machine does it.
    """
    acting.actor()
    if not _DEMO.acquire(blocking=False):
        return False
    try:
        with settings.using(settings.demo_url()), acting.using(machine()):
            load.load(if_empty=True, show=show)
            published.load(if_empty=True)
            writing(cases.load_samples)()
            writing(demo_contacts.load)()
    finally:
        _DEMO.release()
    return True
