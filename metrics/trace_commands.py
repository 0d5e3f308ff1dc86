"""`python -m metrics trace`: from the code of a figure to what it is and what it came from."""

from argparse import ArgumentParser
from pathlib import Path

from metrics.sealing.trace import read
from metrics.sealing.tracing.held import in_seal
from metrics.sealing.tracing.traces import traced
from metrics.sealing.written import opened
from metrics.views.tracing.printed import PRINTED
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.sealed.answering import answered


def describe_trace(parser: ArgumentParser) -> None:
    """Describe the way back from a code."""
    parser.set_defaults(run=run_trace)
    parser.add_argument("code", help="溯源码，如 3D5V-4CD2-1D16")
    parser.add_argument("--sealed", type=Path, help="封账文件：只凭这个文件查询，不需要数据库")
    parser.add_argument("--format", choices=list(PRINTED), default="table")


def run_trace(*, code: str, sealed: Path | None, format: str) -> str:
    """Print what a code leads to: in a sealed file, or in the rounds and records of the database."""
    meant = read(code)
    if sealed is not None:
        seal, _ = opened(sealed.read_bytes())
        return PRINTED[format](traced(meant, in_seal(meant, seal, f"封账文件{sealed.name}")))
    ensure_ready()
    with session_scope() as session:
        return PRINTED[format](answered(session, meant))
