"""What an account is called, and by which identity of single sign-on (统一身份) it is known.

Whoever writes keeps the account, as in the book of accounts; each change stands in the log.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sql.accounts.book import LONGEST_SHOWN, administrator_stays, end_sessions, taken_up
from sql.accounts.places import AccountRefused
from sql.database import chain
from sql.dispatch.journal import line
from sql.models.accounts import ACCOUNTS

LONGEST_IDENTITY = 255
_A = ACCOUNTS.c


def describe(session: Session, *, account: int, shown: str, printed: str | None) -> None:
    """Change what an account is called, and the name that papers print (null: the same).

    Raises:
        EntryRefused: if a name cannot be kept.
    """
    row = taken_up(session, account)
    called = line(shown, "姓名", longest=LONGEST_SHOWN)
    signs = (printed or "").strip()
    paper = line(signs, "公文署名", longest=LONGEST_SHOWN) if signs else None
    change = update(ACCOUNTS).where(_A.id == account).values(shown=called, printed=paper)
    session.execute(change)
    before = {"姓名": row.shown, "公文署名": row.printed}
    after = {"姓名": called, "公文署名": paper}
    chain.note(session, "修改账号", row.name, before=before, after=after)


def link(session: Session, *, account: int, issuer: str, subject: str) -> None:
    """Let an identity of single sign-on in to an account; a first password that nobody used is void then.

    Raises:
        AccountRefused: if the identity leads to another account already.
    """
    row = taken_up(session, account)
    whose, who = (
        line(text, label, longest=LONGEST_IDENTITY)
        for text, label in ((issuer, "认证服务地址"), (subject, "身份标识"))
    )
    query = select(_A.name).where(_A.issuer == whose, _A.subject == who, _A.id != account)
    if (other := session.scalar(query)) is not None:
        raise AccountRefused(f"该身份已关联账号“{other}”，请先解除关联。")
    unused = {"password": None, "must_change": False} if row.must_change else {}
    change = update(ACCOUNTS).where(_A.id == account)
    session.execute(change.values(issuer=whose, subject=who, **unused))
    before = {"认证服务": row.issuer, "身份标识": row.subject}
    after = {"认证服务": whose, "身份标识": who}
    chain.note(session, "关联统一身份", row.name, before=before, after=after)
    end_sessions(session, account)


def unlink(session: Session, account: int) -> None:
    """Let no identity of single sign-on in to an account; AccountRefused if none is linked,
    or the last administrator signs in by nothing else.
    """
    row = taken_up(session, account)
    if row.subject is None:
        raise AccountRefused(f"账号“{row.name}”没有关联统一身份。")
    with administrator_stays(session):
        session.execute(update(ACCOUNTS).where(_A.id == account).values(issuer=None, subject=None))
    before = {"认证服务": row.issuer, "身份标识": row.subject}
    chain.note(session, "解除统一身份关联", row.name, before=before, after=None)
    end_sessions(session, account)
