"""All that is written of rounds and objections waits in one queue: nobody acts on what another just changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting

import pytest
from sqlalchemy import NullPool, create_engine, insert
from sqlalchemy.orm import Session

from metrics.sealing.rounds import WITHDRAWN
from sql.database import beijing
from sql.database.engine import queue_for_writing
from sql.dispatch.journal import EntryRefused
from sql.models.sealed import ROUND_EVENTS, ROUNDS
from sql.sealed import steps
from tests.sql.dispatch.test_meetings import within
from tests.sql.sealed.test_objections import again, decided, figure, objected, published

Work = Callable[[int, int], object]
WRITERS: dict[str, Work] = {
    "object": lambda number, _: objected(number, figure(number, "A07.1")),
    "decide": lambda _, raised: decided(raised),
    "check": lambda number, _: within(steps.check, round=number),
    "seal anew": lambda number, _: again(number),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_whoever_writes_waits_for_another_process_that_withdraws_the_round(
    postgres_database: str, writer: str
):
    number = published()
    raised = objected(number)
    with (
        ThreadPoolExecutor(1) as pool,
        Session(create_engine(postgres_database, poolclass=NullPool)) as other,
        pytest.raises(EntryRefused, match=r"作废|没有裁定为更正"),
    ):
        queue_for_writing(other, table=ROUNDS)
        waiting = pool.submit(WRITERS[writer], number, raised)
        with pytest.raises(StillWaiting):
            waiting.result(timeout=2)
        withdraw(other, number)
        other.commit()
        waiting.result(timeout=30)


def withdraw(other: Session, number: int) -> None:
    """Withdraw a round from another process."""
    row = {"round": number, "kind": WITHDRAWN, "happened_on": beijing.today(), "text": "重做"}
    other.execute(insert(ROUND_EVENTS).values(**row, at="2023-07-05T00:00:00Z", by="另一人"))
