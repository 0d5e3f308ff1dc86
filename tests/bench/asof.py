"""An as-of read and evaluation from SQLite, in one process that does nothing else."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def measure(*, compounds: int) -> Iterator[str]:
    """Fill a new database in one process, then read and evaluate it in another."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite"}
        for step in ("fill", "read"):
            command = [sys.executable, "-m", "tests.bench.asof", step, str(compounds)]
            done = subprocess.run(
                command, env=environment, cwd=ROOT, check=True, text=True, stdout=subprocess.PIPE
            )
            yield from done.stdout.splitlines()


def fill(compounds: int) -> Iterator[str]:
    """Fill the empty database without workbooks."""
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.demo.scale import fill as fill_database

    ensure_ready()
    with session_scope(writing=True) as session:
        units = fill_database(session, compounds=compounds)
    yield f"{compounds:,} compounds from {units:,} units in SQLite"


def read(compounds: int) -> Iterator[str]:
    """Read the newest data date, evaluate it, and tell seconds and memory."""
    start = time.perf_counter()
    from metrics.packs.pack import load_pack
    from metrics.rating.evaluation import evaluate
    from sql.database.engine import session_scope
    from sql.records import StoredRecords

    steps = [("start and imports", time.perf_counter())]
    with session_scope() as session:
        records = StoredRecords(session)
        as_of = records.newest()
        found = records.reported([as_of], year=as_of.year)[as_of]
    steps.append(("as-of read", time.perf_counter()))
    assert found.tables["compounds"].height == compounds
    evaluate(found, load_pack("gansu").on(as_of))
    steps.append(("evaluation", time.perf_counter()))
    for name, end in steps:
        yield f"{name:24}{end - start:8.2f} s"
        start = end
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"{'peak memory (RSS)':24}{peak:8.0f} MiB"


if __name__ == "__main__":
    steps_by_name = {"fill": fill, "read": read}
    sys.stdout.writelines(f"{line}\n" for line in steps_by_name[sys.argv[1]](int(sys.argv[2])))
