"""The book of accounts (账号) from the screens, each step in one transaction that asks who acts."""

from dashboard.data.database import reading, writing
from metrics.access.accounts import HandedOut
from metrics.office import PASSWORD_LENGTH
from sql.accounts import book, called, files, handing_out, identities, listed, passwords, places
from sql.database.engine import session_scope
from sql.office import settings

everyone = reading(listed.accounts)
changes = reading(listed.changes)
open_sessions = reading(listed.open_sessions)
unknown_identities = reading(identities.unknown)
sso_issuer = identities.issuer
divisions = reading(places.places)
least_password = reading(passwords.least)

open_one = writing(handing_out.open_one)
reset_password = writing(handing_out.reset)
give = writing(book.give)
take_away = writing(book.take_away)
lock = writing(book.lock)
unlock = writing(book.unlock)
describe = writing(called.describe)
link = writing(called.link)
unlink = writing(called.unlink)
end_session = writing(book.end_session)


def open_many(content: bytes, *, file_name: str) -> list[HandedOut]:
    """Make the accounts of a file, all or none; FileOfAccountsRefused names every line that is wrong."""
    with session_scope() as session:
        prepared = files.prepare(session, content, file_name=file_name)
    with session_scope(writing=True) as session:
        return files.take_in(session, prepared)


def set_password_length(length: int, *, form: str) -> int:
    """Say how long new passwords have to be; return how many settings changed by that."""
    with session_scope(writing=True) as session:
        return settings.write(session, {PASSWORD_LENGTH: length}, form=form)


def all_units() -> bytes:
    """Return a file with one account for each city and county of the province, to go on from."""
    with session_scope() as session:
        return files.written_out(files.proposed(session))
