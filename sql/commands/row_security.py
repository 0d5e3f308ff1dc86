"""Row security (行级安全) of PostgreSQL on the command line: switched on and off, and looked at."""

from argparse import ArgumentParser

from metrics.errors import UnknownChoice, UserError
from sql.database import chain, row_security
from sql.database.engine import session_scope
from sql.database.migrate import changing, ensure_ready
from sql.database.settings import database_url

CHOICES = {"on": row_security.ON, "off": "停用", "check": "检查"}


class RowsNotKept(UserError):
    """Row security is not on, or not for all that it is for."""

    exit_code = 59


def row_security_(parser: ArgumentParser) -> None:
    """Describe what can be done with it."""
    parser.set_defaults(run=run)
    told = "；".join(f"{name}：{words}" for name, words in CHOICES.items())
    parser.add_argument("what", choices=[*CHOICES], help=told)


def run(*, what: str) -> str:
    """Switch row security on or off, or say whether it is on.

    Raises:
        UnknownChoice: for SQLite, which has none.
        RowsNotKept: where it is not on.
    """
    ensure_ready()
    url = database_url()
    if url.get_backend_name() == "sqlite":
        raise UnknownChoice("SQLite没有行级安全，须用PostgreSQL。")
    if what != "check":
        switch = row_security.switch_on if what == "on" else row_security.switch_off
        with changing(url) as connection:
            switch(connection)
        with session_scope(writing=True) as session:
            chain.note(session, row_security.SET, CHOICES[what])
        if what == "off":
            return "行级安全已停用。"
    with session_scope() as session:
        found = row_security.faults(session.connection())
    if found:
        raise RowsNotKept(f"行级安全没有完全生效：{'；'.join(found)}。")
    return "行级安全已启用：查记录只见本级，报送只能写入本单位。"
