"""The second wall on PostgreSQL: rows that the database itself keeps to some divisions.

They are those of submissions, of sealed files (封账文件), of files of objections (异议材料), and of
self-evaluation (自评).

Each transaction says whose records it looks up (`app.scope`) and for whom it may report (`app.writes`):
codes parted by commas, or `*`. Where nothing is said nothing is seen. Figures are read whole, so that a
transaction says `*` unless it looks up records for somebody. It catches what our own code forgets to
ask; whoever may run SQL of his own can say anything.

Off until `python -m sql row-security on`. A restore, a copy and a step to another structure make tables
anew: it is lifted for them, and stands again after them (`lifted`). What the office chose travels with its
log, so that it stands in the database of a copy too.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.orm import Session

from metrics.access import acting
from metrics.access.acting import NotSignedIn
from sql.database import chain
from sql.models import HISTORIES, SUBMISSIONS, WORKBOOK_FILES
from sql.models.log import LOG
from sql.models.scored import SELF_SCORES
from sql.models.sealed import OBJECTION_FILES, SEAL_FILES

SET, ON = "行级安全", "启用"
"""What the log calls it, and its being switched on."""
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
SEALS = "SELECT 1 FROM rounds AS r WHERE r.file_sha256 = seal_files.sha256 AND dudao_sees(r.place)"
RAISED = "SELECT 1 FROM objections AS o WHERE o.id = objection_files.objection"


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
    there = set(inspect(connection).get_table_names())
    for table, (sees, writes) in _policies().items():
        if table not in there:  # of a later structure
            continue
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


@contextmanager
def lifted(connection: Connection) -> Iterator[None]:
    """Take it off for a block that makes tables anew, and put it on again after it.

    It stands afterwards where it stood before, and where the log that came says that it was chosen last.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    stood = _stands(connection)
    if stood:
        switch_off(connection)
    yield
    if stood or _chosen(connection):
        _put_on_again(connection)


def _put_on_again(connection: Connection) -> None:
    there = connection.dialect.has_table
    if there(connection, SUBMISSIONS.name):
        switch_on(connection)
    if there(connection, LOG.name) and not _chosen(connection):
        with Session(connection) as session:
            chain.note(session, SET, ON)
            chain.write(session)


def _stands(connection: Connection) -> bool:
    return bool(
        connection.scalar(
            text("SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(:name)"),
            {"name": SUBMISSIONS.name},
        )
    )


def _chosen(connection: Connection) -> bool:
    """Say whether the log says that it was switched on last."""
    if not connection.dialect.has_table(connection, LOG.name):
        return False
    last = select(LOG.c.subject).where(LOG.c.action == SET).order_by(LOG.c.number.desc()).limit(1)
    return bool(connection.scalar(last) == ON)


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
        SEAL_FILES.name: (f"{whole} OR EXISTS ({SEALS})", "true"),
        OBJECTION_FILES.name: (
            f"{whole} OR EXISTS ({RAISED} AND dudao_sees(o.unit))",
            f"{any_unit} OR EXISTS ({RAISED} AND dudao_writes(o.unit))",
        ),
        # Points are told by a unit, of itself or of a division below it, which sees them.
        SELF_SCORES.name: ("dudao_sees(region)", "dudao_writes(unit)"),
    }
    for table in HISTORIES.values():
        own = _OF.format(column="id", own=f"{table.name}.submission")
        sees = f"{whole} OR submission IN (SELECT id FROM submissions)"  # noqa: S608
        writes = f"{any_unit} OR EXISTS ({own} AND dudao_writes(s.unit))"
        policies[table.name] = (sees, writes)
    return policies
