"""The book of accounts (账号) from the screens, each step in one transaction that asks who acts."""

from dashboard.data.database import reading, writing
from metrics.access.accounts import HandedOut
from metrics.office import PASSWORD_LENGTH, SESSION_HOURS, SESSION_IDLE
from sql.accounts import (
    book,
    called,
    files,
    handing_out,
    identities,
    listed,
    passwords,
    places,
)
from sql.database.engine import session_scope
from sql.office import settings
from sql.reported.access import standing

everyone = reading(listed.accounts)
changes = reading(listed.changes)
open_sessions = reading(listed.open_sessions)
unknown_identities = reading(identities.unknown)
sso_issuer = identities.issuer
divisions = reading(places.places)
least_password = reading(passwords.least)
session_lengths = reading(standing.lengths)

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


def set_sign_in_rules(*, password: int, hours: int, idle: int, form: str) -> int:
    """Say how long passwords have to be, and how many hours and idle minutes a session lasts.

    Return how many settings changed by that.
    """
    said = {PASSWORD_LENGTH: password, SESSION_HOURS: hours, SESSION_IDLE: idle}
    with session_scope(writing=True) as session:
        return settings.write(session, said, form=form)


def all_units() -> bytes:
    """Return a file with one account for each city and county of the province, to go on from."""
    with session_scope() as session:
        return files.written_out(files.proposed(session))
