"""What becomes of open pages, of passwords that have to be changed, and of links to a meeting."""

from datetime import date

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from streamlit.util import calc_hash
from websockets.exceptions import InvalidStatus

from dashboard.components.pages import SECTIONS, SHOWN
from metrics.access import acting
from metrics.access.roles import Role
from metrics.dispatch.agenda import Agenda
from sql.accounts import first, sessions, shows
from sql.database.engine import session_scope
from sql.dispatch import kept_agendas
from sql.models.accounts import ACCOUNT_ROLES, ACCOUNTS
from sql.models.dispatch import MEETING_ENTRIES, MEETINGS
from tests import tokens
from tests.dashboard.web.conftest import COUNTY, NEW, OLD, WRONG, Attacked
from tests.dashboard.web.visitor import asked, sent, visiting
from tests.databases import used
from tests.sql.accounts.people import AT


@pytest.mark.parametrize("ended", ["locked", "ended"])
def test_a_page_that_is_open_is_cut_when_somebody_else_ends_it(attacked: Attacked, ended: str):
    token = tokens.token(attacked.database, COUNTY, account_name=f"cut-{ended}")
    with visiting(attacked.host, token) as visitor:
        visitor.open()
        with used(attacked.database), session_scope(writing=True) as session:
            query = select(ACCOUNTS.c.id).where(ACCOUNTS.c.name == f"cut-{ended}")
            number = session.execute(query).scalar_one()
            if ended == "locked":
                session.execute(
                    update(ACCOUNTS).where(ACCOUNTS.c.id == number).values(active=False)
                )
            else:
                sessions.end(session, account=number)
        assert visitor.cut_by() == 4401
    assert asked(attacked.host, "/who", token=token).status == 401


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(attacked: Attacked):
    token = tokens.token(
        attacked.database, (Role.ADMINISTRATOR, "990000", None), account_name="role"
    )
    with visiting(attacked.host, token) as visitor:
        assert "系统管理员" in visitor.open().text()
        with used(attacked.database), session_scope(writing=True) as session:
            whose = select(ACCOUNTS.c.id).where(ACCOUNTS.c.name == "role").scalar_subquery()
            change = update(ACCOUNT_ROLES).where(ACCOUNT_ROLES.c.account == whose)
            session.execute(change.values(ended_at=AT))
        assert "系统管理员" not in visitor.open().text()


def test_uploads_go_into_one_s_own_page_only(attacked: Attacked):
    mine, theirs = (
        tokens.token(attacked.database, COUNTY, account_name=n) for n in ("up", "other")
    )
    with visiting(attacked.host, mine) as visitor:
        page = visitor.open("submissions").session
        assert _upload(attacked, page, theirs) == 403
        assert _upload(attacked, "no-such-page", mine) == 403
        assert _upload(attacked, page, "") == 401
        assert _upload(attacked, page, mine) == 204
        assert _upload(attacked, page, mine, content_length=str(31 << 20)) == 413


def _upload(attacked: Attacked, page: str, token: str, **headers: str) -> int:
    xsrf = asked(attacked.host, "/_stcore/health", token=token).headers.get("set-cookie", "")
    cookie = xsrf.partition(";")[0]
    body = (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\nx\r\n--b--\r\n"
    )
    return asked(
        attacked.host, f"/_stcore/upload_file/{page}/f", method="PUT", body=body,
        content_type="multipart/form-data; boundary=b", origin=f"http://{attacked.host}",
        cookie=f"{tokens.COOKIE}={token}; {cookie}" if token else "",
        x_xsrftoken=cookie.partition("=")[2], **headers,
    ).status  # fmt: skip


def test_a_first_password_is_changed_before_all_else(attacked: Attacked):
    attacked.account("fresh", must_change=True)
    token = sent(attacked.host, "/sign-in", name="fresh", password=OLD).token
    other = sent(attacked.host, "/sign-in", name="fresh", password=OLD).token
    led = asked(attacked.host, "/tasks", token=token, accept="text/html")
    assert (led.status, led.headers["location"]) == (303, "/password")
    assert asked(attacked.host, "/media/x", token=token).status == 403
    with pytest.raises(InvalidStatus), visiting(attacked.host, token):
        pytest.fail("accepted")
    page = {"token": token, "old": OLD}
    assert "不一致" in sent(attacked.host, "/password", **page, new=NEW, again="x").body.decode()
    assert "至少" in sent(attacked.host, "/password", **page, new="x", again="x").body.decode()
    wrong = {**page, "old": WRONG}
    assert (
        "原密码不正确"
        in sent(attacked.host, "/password", **wrong, new=NEW, again=NEW).body.decode()
    )
    assert sent(attacked.host, "/password", **page, new=NEW, again=NEW).status == 303
    assert [asked(attacked.host, "/who", token=each).status for each in (token, other)] == [
        204,
        401,
    ]
    with visiting(attacked.host, token) as visitor:
        visitor.open()
    assert sent(attacked.host, "/sign-in", name="fresh", password=NEW).status == 303


def test_a_one_time_address_sets_a_password_once(attacked: Attacked):
    number = tokens.token(attacked.database, COUNTY, account_name="once")
    with used(attacked.database), session_scope(writing=True) as session:
        whose = session.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.name == "once")).scalar_one()
        key = first.make(session, account=whose)
    assert number and "once" in asked(attacked.host, f"/first?key={key}").body.decode()
    done = sent(attacked.host, "/first", key=key, new=OLD, again=OLD)
    assert done.status == 303 and asked(attacked.host, "/who", token=done.token).status == 204
    assert sent(attacked.host, "/first", key=key, new=NEW, again=NEW).status == 404
    assert asked(attacked.host, f"/first?key={key}").status == 404
    assert asked(attacked.host, "/first").status == 404


def _meeting(session: Session, held_on: date) -> int:
    row = insert(MEETINGS).values(
        place="990000", held_on=held_on, data_date=date(2026, 10, 31), year=2026,
        rules="national", submission=1, known_at=AT, agenda=kept_agendas.write(Agenda((), {})), at=AT, by="甲",
    )  # fmt: skip
    return int(session.execute(row.returning(MEETINGS.c.id)).scalar_one())


@pytest.fixture
def link(attacked: Attacked) -> str:
    """Make a meeting, and a link that shows it."""
    token = tokens.of_the_province(attacked.database)
    with used(attacked.database), session_scope(writing=True) as session:
        meeting = _meeting(session, date(2026, 11, 2))
        who = sessions.find(session, [sessions.digest(token)])[sessions.digest(token)]
        with acting.using(who):
            return shows.make(session, meeting=meeting)


def test_a_link_shows_one_meeting_and_nothing_else_until_it_is_closed(
    attacked: Attacked, link: str
):
    assert asked(attacked.host, f"/show/{link}x").status == 404
    assert "set-cookie" not in asked(attacked.host, f"/show/{link}").headers
    entered = sent(attacked.host, f"/show/{link}")
    meeting = entered.headers["location"].partition("meeting=")[2].partition("&")[0]
    token, here = entered.token, f"/?meeting={meeting}&present=1"
    for path in ("/", "/supervision", "/?meeting=99", f"/?x=meeting={meeting}", "/settings"):
        led = asked(attacked.host, path, token=token, accept="text/html")
        assert (led.status, led.headers["location"]) == (303, here)
    assert sent(attacked.host, "/password", token=token).headers["location"] == "/sign-in"
    with visiting(attacked.host, token) as visitor:
        shown = visitor.open("supervision", "place=990101").text()
        assert "放映" in shown and "指标评价" not in shown and "系统设置" not in shown
        with used(attacked.database), session_scope(writing=True) as session:
            closed = {"meeting": int(meeting), "kind": "closed", "text": "", "at": AT, "by": "甲"}
            session.execute(insert(MEETING_ENTRIES).values(**closed))
        assert visitor.cut_by() == 4401
    assert asked(attacked.host, f"/show/{link}").status == 404


def test_a_show_stays_at_its_meeting_whatever_its_browser_asks_for(attacked: Attacked, link: str):
    with used(attacked.database), session_scope(writing=True) as session:
        other = _meeting(session, date(2026, 9, 28))
    entered = sent(attacked.host, f"/show/{link}")
    with visiting(attacked.host, entered.token) as visitor:
        for entry in (entry for entries in SECTIONS.values() for entry in entries):
            for asked_for in ({"page": entry.name}, {"script": calc_hash(entry.name)}):
                query = f"meeting={other}&place=990101&order=1&project=1"
                shown = visitor.open(**asked_for, query=query).text().replace("\\", "")
                assert "会议日期：2026-11-02" in shown and "2026-09-28" not in shown, entry.name
                assert entry.name == SHOWN or f":material/{entry.icon}:" not in shown, entry.name
