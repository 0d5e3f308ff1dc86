"""`python -m metrics trace`: from the code of a figure to what it is and what it came from."""

from argparse import ArgumentParser
from pathlib import Path

from metrics.errors import UnknownChoice
from metrics.sealing.paper_code import as_printed, is_paper_code
from metrics.sealing.trace import read
from metrics.sealing.tracing.held import in_seal
from metrics.sealing.tracing.traces import traced
from metrics.sealing.written import opened
from metrics.views.dispatch import issued_tables
from metrics.views.dispatch.issued_tables import NOT_ISSUED
from metrics.views.tracing.printed import PRINTED, listed
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.dispatch.issues import verified
from sql.records import StoredRecords
from sql.sealed.answering import answered


def describe_trace(parser: ArgumentParser) -> None:
    """Describe the way back from a code."""
    parser.set_defaults(run=run_trace)
    parser.add_argument("code", help="溯源码（如 3D5V-4CD2-1D16），或公文末页的核验码")
    parser.add_argument("--sealed", type=Path, help="封账文件：只凭这个文件查询，不需要数据库")
    parser.add_argument("--format", choices=list(PRINTED), default="table")


def run_trace(*, code: str, sealed: Path | None, format: str) -> str:
    """Print what a code leads to: in a sealed file, or in the rounds and records of the database.

    A 核验码 leads to the register of prints, of which there is no JSON.
    """
    if is_paper_code(code):
        return _issued(code)
    meant = read(code)
    if sealed is not None:
        seal, _ = opened(sealed.read_bytes())
        return PRINTED[format](traced(meant, in_seal(meant, seal, f"封账文件{sealed.name}")))
    ensure_ready()
    with session_scope() as session:
        return PRINTED[format](answered(session, meant))


def _issued(code: str) -> str:
    ensure_ready()
    with session_scope() as session:
        found = verified(session, code)
        if found is None:
            raise UnknownChoice(NOT_ISSUED.format(as_printed(code)))
        days = StoredRecords(session).reported(
            [found.data_date], year=found.data_date.year, sheets=("regions",)
        )
    names = dict(days[found.data_date].regions.select("region", "name").iter_rows())
    said, prints = issued_tables.verified(found, names)
    return f"{said}\n\n{listed(prints)}"
