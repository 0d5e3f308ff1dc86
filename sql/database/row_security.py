"""The second wall on PostgreSQL: rows of submissions that the database itself keeps to some divisions.

Each transaction says whose records it looks up (`app.scope`) and for whom it may report (`app.writes`):
codes parted by commas, or `*`. Where nothing is said nothing is seen. Figures are read whole, so that a
transaction says `*` unless it looks up records for somebody. It catches what our own code forgets to
ask; whoever may run SQL of his own can say anything.

Off until `python -m sql row-security on`; a restore and a step to another structure make the tables
anew, so that it is switched on again after them.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.acting import NotSignedIn
from sql.models import HISTORIES, SUBMISSIONS, WORKBOOK_FILES

ALL = "*"
SCOPE, WRITES = "app.scope", "app.writes"
_ALLOWED = "places that a transaction may report for"
_SAYS = "coalesce(current_setting('{name}', true), '')"
_SCOPE, _WRITES = _SAYS.format(name=SCOPE), _SAYS.format(name=WRITES)
FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION dudao_sees(code text) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT {_SCOPE} = '{ALL}' OR code = ANY (string_to_array({_SCOPE}, ',')) $$""",
    f"""CREATE OR REPLACE FUNCTION dudao_writes(code text) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT {_WRITES} = '{ALL}' OR EXISTS (
      SELECT 1 FROM unnest(string_to_array({_WRITES}, ',')) AS place
      WHERE starts_with(code, regexp_replace(place, '(00)+$', ''))) $$""",  # noqa: S608
)
"""A division stands for all below it where somebody reports: by its code, as far as that has no zeros."""
_OF = "SELECT 1 FROM submissions AS s WHERE s.{column} = {own}"
FILES = _OF.format(column="file_sha256", own="workbook_files.sha256")


def begin(session: Session, *, within: Collection[str] | None) -> None:
    """Say in a transaction that begins whose records it looks up (null: all) and that it reports for nobody.

    The machine itself may report for all; for others `allow` opens each division that was asked for.
    """
    if session.get_bind().dialect.name != "sqlite":
        _say(session, SCOPE, ALL if within is None else ",".join(within))
        _say(session, WRITES, ALL if _is_machine() else "")


def begin_whole(connection: Connection) -> None:
    """Say in a transaction of the machine's own that it is about everything."""
    if connection.dialect.name != "sqlite":
        for name in (SCOPE, WRITES):
            connection.execute(_SET, {"name": name, "value": ALL})


def allow(session: Session, places: Iterable[str]) -> None:
    """Let a transaction report for divisions that whoever acts may do something for."""
    if session.get_bind().dialect.name != "sqlite" and not _is_machine():
        allowed: set[str] = session.info.setdefault(_ALLOWED, set())
        allowed |= set(places)
        _say(session, WRITES, ",".join(sorted(allowed)))


def _is_machine() -> bool:
    try:
        return acting.actor().is_machine
    except NotSignedIn:
        return False


_SET = text("SELECT set_config(:name, :value, true)")


def _say(session: Session, name: str, value: str) -> None:
    session.execute(_SET, {"name": name, "value": value})


def switch_on(connection: Connection) -> None:
    """Keep the rows, also from the tables' own owner; only superusers are not held."""
    switch_off(connection)
    for function in FUNCTIONS:
        connection.exec_driver_sql(function.replace("%", "%%"))
    for table, (sees, writes) in _policies().items():
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY dudao_read ON {table} FOR SELECT USING ({sees})",
            f"CREATE POLICY dudao_write ON {table} FOR INSERT WITH CHECK ({writes})",
        ):
            connection.exec_driver_sql(statement)


def switch_off(connection: Connection) -> None:
    """Keep no rows any more."""
    there = set(inspect(connection).get_table_names())
    for table in there.intersection(_policies()):
        for statement in (
            f"DROP POLICY IF EXISTS dudao_read ON {table}",
            f"DROP POLICY IF EXISTS dudao_write ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ):
            connection.exec_driver_sql(statement)
    for function in ("dudao_sees", "dudao_writes"):
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function}(text)")


def faults(connection: Connection) -> list[str]:
    """Say what is missing for rows to be kept; nothing where all of it stands."""
    kept = set(
        connection.scalars(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        )
    )
    found = [f"数据表{table}未启用" for table in sorted(set(_policies()) - kept)]
    free = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    if connection.scalar(text(free)):
        found.append("当前数据库账号是超级用户或可绕过行级安全，策略对它不起作用")
    return found


def _policies() -> dict[str, tuple[str, str]]:
    """Return the conditions under which rows are seen and added, by table."""
    whole, any_unit = f"{_SCOPE} = '{ALL}'", f"{_WRITES} = '{ALL}'"
    policies = {
        SUBMISSIONS.name: ("dudao_sees(unit)", "dudao_writes(unit)"),
        WORKBOOK_FILES.name: (f"{whole} OR EXISTS ({FILES})", "true"),
    }
    for table in HISTORIES.values():
        own = _OF.format(column="id", own=f"{table.name}.submission")
        sees = f"{whole} OR submission IN (SELECT id FROM submissions)"  # noqa: S608
        writes = f"{any_unit} OR EXISTS ({own} AND dudao_writes(s.unit))"
        policies[table.name] = (sees, writes)
    return policies
