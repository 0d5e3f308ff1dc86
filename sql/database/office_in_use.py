"""The office that the database belongs to, as it has set itself (`metrics.office`).

Every command takes it up when it makes sure that the database is ready; pages read it at each look.
"""

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from metrics import office
from metrics.office import COPIES, ISSUER, NAME, NUMBERS, PACK, PROVINCE, RULE, Office
from sql.database.settings import DAILY_COPIES
from sql.models.office import SETTINGS
from sql.workbook.writing.template import national_list


def read(session: Session) -> Office | None:
    """Return the office of a database; null where none has begun."""
    s = SETTINGS.c
    query = select(s.key, s.value, s.since, s.document).order_by(s.id)
    rows = session.execute(query).all()
    plain = {key: json.loads(value) for key, value, since, _ in rows if since is None}
    if PROVINCE not in plain:
        return None
    decided: dict[str, dict[str, Any]] = {}
    for key, value, since, document in rows:
        if since is not None:
            dated = decided.setdefault(key.removeprefix(RULE), {})
            dated[since.isoformat()] = {**json.loads(value), "document": document}
    return Office(
        province=plain[PROVINCE], province_name=_names()[plain[PROVINCE]], name=plain[NAME],
        issuer=plain[ISSUER], rules=plain[PACK],
        decided=json.dumps(decided, ensure_ascii=False),
        numbers=tuple(
            (kind, int(year), first)
            for kind, years in sorted(plain.get(NUMBERS, {}).items())
            for year, first in sorted(years.items())
        ),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    rows = national_list().filter(level="省")
    return dict(rows.select("region", "name").sort("region").iter_rows())


def take_up(session: Session) -> None:
    """Look at the data of the database's office from now on, in this thread."""
    office.use(read(session))


def daily_copies(session: Session) -> int:
    """Return how many daily copies the office keeps; ten where it has set nothing, 0 makes none."""
    s = SETTINGS.c
    if not inspect(session.connection()).has_table(SETTINGS.name):
        return DAILY_COPIES  # of an earlier version
    query = select(s.value).where(s.key == COPIES).order_by(s.id.desc()).limit(1)
    held = session.scalar(query)
    return DAILY_COPIES if held is None else int(json.loads(held))
