"""What is done with whole databases stands in their log: backed up, restored, copied.

A backup is one even where that cannot be written down: of a database of an earlier version, or of one
that may only be read.
"""

import logging

from sqlalchemy import URL, inspect

from sql.database import chain
from sql.database.engine import DatabaseUnavailable, session_scope
from sql.database.settings import using
from sql.models.log import LOG as TABLE

LOG = logging.getLogger(__name__)


def note(url: URL, action: str, subject: str) -> None:
    """Note in the log of a database what is done with it; where that cannot be, the running log says so.

    Whoever copies it notes it before, so that the copy is like what it was made of.
    """
    try:
        with using(url), session_scope(writing=True) as session:
            if inspect(session.connection()).has_table(TABLE.name):
                chain.note(session, action, subject)
    except DatabaseUnavailable as error:
        LOG.warning("操作日志未能记下“%s”：%s", action, error)
