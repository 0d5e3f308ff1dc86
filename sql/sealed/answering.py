"""What a trace code (溯源码) leads to in the database: a sealed round first, else the records in force."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy.orm import Session

from metrics.sealing.figures import ITEM
from metrics.sealing.trace import Traced
from metrics.sealing.tracing.held import Held, found, live, live_by_sheets, of_seal
from metrics.sealing.tracing.traces import Trace, traced
from sql.records import StoredRecords
from sql.sealed.rounds import rounds, seal_of


def answered(session: Session, meant: Traced) -> Trace:
    """Return what a code leads to; raises as `held.live` and `rounds.seal_of`."""
    records = StoredRecords(session)
    frames = records.reported([meant.as_of], year=meant.year)[meant.as_of]
    sources_of = partial(records.sources, frames)
    now = live(meant, frames, records.evaluation, sources_of)
    if meant.figure.startswith(ITEM):
        now = live_by_sheets(meant, frames, records.rated, sources_of)
    return traced(meant, found(meant, _sealed(session, meant), now))


def _sealed(session: Session, meant: Traced) -> Iterator[Held]:
    """Yield what the rounds of the date and year keep, the last sealed first."""
    for one in rounds(session):
        if (one.scope.as_of, one.scope.year) == (meant.as_of, meant.year):
            yield from of_seal(seal_of(session, one.id), f"{one.called}封账", region=meant.region)
