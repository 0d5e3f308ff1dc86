"""python -m tests.processes.writers NAME: eight threads that write at once, as one of several processes does."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from metrics.errors import UserError
from sql.database import chain
from sql.database.engine import session_scope
from tests.sql.dispatch.test_meetings import opened
from tests.sql.dispatch.test_orders import issue
from tests.sql.statement_rows import region, submit

THREADS, ROUNDS = 8, 4
SAME = "P0 开工"
"""The one cause that all give an order for."""


def work(name: str, thread: int) -> int:
    """Issue orders, report, note, try to open the one meeting; return how many meetings were opened."""
    for turn in range(ROUNDS):
        issue(f"P{name}{thread}{turn} 开工")
        with session_scope(writing=True) as session:
            chain.note(session, "试", f"{name}{thread}{turn}")
    issue(SAME)
    submit(date(2023, 7, 1 + thread), region("620102", f"城关{name}"), unit="620102")
    try:
        opened()
    except UserError:
        return 0
    return 1


def main() -> None:
    """Let all threads work and print how many meetings they opened."""
    with ThreadPoolExecutor(THREADS) as pool:
        made = sum(pool.map(lambda thread: work(sys.argv[1], thread), range(THREADS)))
    sys.stdout.write(str(made))


if __name__ == "__main__":
    main()
