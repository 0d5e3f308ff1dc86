"""Which division codes are somebody's: those that 区划 has ever held, the national list, the rule packs."""

from sqlalchemy.orm import Session

from metrics.errors import UnknownChoice
from metrics.packs.pack import load_pack, pack_names
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.reported.history import division_names
from sql.workbook.writing.template import divisions_below


def known(session: Session, code: str) -> str:
    """Return a code that is somebody's.

    Raises:
        UnknownChoice: if nobody has reported it, and neither list nor pack knows it.
    """
    if not (_shipped(code) or code in division_names(session)):
        raise UnknownChoice(
            f"没有代码为“{code}”的地区：已报送的区划和随附的行政区划名单中都没有，请核对。"
        )
    return code


def known_at_all(code: str) -> str:
    """Return a code that is somebody's, as `known`; the database is asked only where it has to be."""
    if not _shipped(code):
        ensure_ready()
        with session_scope() as session:
            known(session, code)
    return code


def _shipped(code: str) -> bool:
    places = {load_pack(name).file.place for name in pack_names()}
    return code in places or not divisions_below(code).is_empty()
