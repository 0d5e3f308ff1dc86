"""Whoever changes, deletes, cuts off or rewrites the log is found out, at the first entry that is wrong."""

import pytest
from sqlalchemy import select, text, update

from metrics.access.entry import Head
from sql.__main__ import main
from sql.database import chain
from sql.database.engine import session_scope
from sql.log.verifying import BEGINNING, LogBroken, head, verify
from sql.models import LOG
from tests.databases import by_hand

pytestmark = pytest.mark.usefixtures("database")


def written(number: int) -> Head:
    """Write entries and return where the log ends."""
    for at in range(number):
        with session_scope(writing=True) as session:
            chain.note(session, "试", f"第{at}件“事”", place="990102", before=at, after=at + 1)
    with session_scope() as session:
        return head(session.connection())


def proved(*, noted: Head | None = None, after: Head = BEGINNING) -> Head:
    with session_scope() as session:
        return verify(session.connection(), noted=noted, after=after)


def changed(statement: str) -> None:
    with by_hand() as session:
        session.execute(text(statement))


def test_a_whole_one_ends_where_it_was_noted():
    assert proved() == BEGINNING
    noted = written(3)
    assert proved() == noted and noted.number == 3
    later = written(2)
    assert proved(noted=noted) == proved(after=noted) == later


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE log SET subject = '别的' WHERE number = 2", "第2条的内容与其摘要不符"),
        ("UPDATE log SET account = 7 WHERE number = 3", "第3条的内容与其摘要不符"),
        ("DELETE FROM log WHERE number = 2", "第2条不存在（其后是第3条）"),
        ("DELETE FROM log WHERE number = 1", "第1条不存在（其后是第2条）"),
        ("UPDATE log SET before = 'x' WHERE number = 4", "第4条与前一条不衔接"),
    ],
)
def test_the_first_entry_that_is_wrong_is_named(statement: str, told: str):
    written(4)
    changed(statement)
    with pytest.raises(LogBroken, match=told):
        proved()


def test_a_tail_that_was_cut_off_is_found_by_a_head_that_was_noted():
    noted = written(4)
    changed("DELETE FROM log WHERE number > 2")
    assert proved().number == 2  # the chain by itself cannot tell
    with pytest.raises(LogBroken, match="只有2条，另处记下的是第4条"):
        proved(noted=noted)


def test_a_chain_that_was_written_anew_is_found_by_a_head_that_was_noted():
    noted = written(3)
    with by_hand() as session:
        rewrite(session)
    assert proved().number == 3
    with pytest.raises(LogBroken, match="第3条的摘要是"):
        proved(noted=noted._replace(digest=noted.digest[:12]))


def rewrite(session) -> None:
    """Change the second entry and give it and all after it new digests."""
    before = chain.START
    for row in session.execute(select(LOG).order_by(LOG.c.number)).mappings().all():
        said = dict(row) | {"before": before}
        said["subject"] = "别的" if said["number"] == 2 else said["subject"]
        before = chain.signed(said)
        session.execute(
            update(LOG).where(LOG.c.number == said["number"]).values(**said | {"digest": before})
        )


def test_the_command_says_where_it_ends_or_stops_with_its_code(capsys: pytest.CaptureFixture[str]):
    noted = written(2)
    assert main(["log", "verify", "--head", f"2:{noted.digest[:8]}"]) == 0
    told = capsys.readouterr().out
    assert f"链条完整，与另处记下的一致：操作日志第2条 {noted.digest[:12]}" in told
    assert main(["log", "verify", "--head", "9:00000000"]) == 58
    assert "末尾有记录被删去" in capsys.readouterr().err
    for mistyped in ("二:00000000", "2:0000", "2", "2:zzzzzzzz"):
        with pytest.raises(SystemExit):
            main(["log", "verify", "--head", mistyped])
