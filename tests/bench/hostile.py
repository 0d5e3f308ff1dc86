"""What one hostile workbook of less than 1 MB costs the server and everybody else meanwhile."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

from dashboard import intake
from metrics.records.reports import YES_TO_ALL
from sql.database.engine import queue_for_writing, session_scope
from sql.database.migrate import ensure_ready
from sql.reported.history import submissions
from sql.reported.intake import import_workbook
from tests.bench.hostile_files import files
from tests.workbooks import made

_PAUSE = 0.05
HEADER = f"{'file':34}{'KB':>5}{'answer s':>10}{'server cpu s':>14}{'more MB':>9}{'read s':>8}{'write s':>9}"


def measure() -> Iterator[str]:
    """Upload each file to a server of its own, and look and write as another visitor until it is answered."""
    yield HEADER
    with tempfile.TemporaryDirectory() as folder:
        sound = made.write(Path(folder) / "县.xlsx", made.county()).read_bytes()
        for at, (name, content) in enumerate((("a sound workbook", sound), *files())):
            path = Path(folder) / f"{at}.xlsx"
            path.write_bytes(content)
            url = f"sqlite:///{folder}/{at}.sqlite"
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.hostile", str(path)],
                env={**os.environ, "DATABASE_URL": url}, capture_output=True, text=True, check=True,
            )  # fmt: skip
            yield f"{name:34}{len(content) >> 10:5}{done.stdout.rstrip()}"


def one(path: Path) -> str:
    """Return the figures of one file; the longest wait of another visitor counts."""
    _province(path.parent)
    content = path.read_bytes()
    _uploaded(made.write(path.with_suffix(".first.xlsx"), made.county()).read_bytes())
    held, spent, begun = _memory(fresh=True), time.process_time(), time.perf_counter()
    with ThreadPoolExecutor(3) as pool:
        upload = pool.submit(_uploaded, content)
        reading = pool.submit(_longest, _read, upload)
        writing = pool.submit(_longest, _write, upload)
        result = upload.result()
        seconds, used = time.perf_counter() - begun, time.process_time() - spent
    more = _memory() - held
    outcome = result.outcome
    became = "stored" if outcome.stored else str(outcome.errors[0])[:40]
    waits = f"{reading.result():8.2f}{writing.result():9.2f}"
    return f"{seconds:10.1f}{used:14.2f}{more:9}{waits}  {became}"


def _province(folder: Path) -> None:
    ensure_ready()
    path = made.write(folder / "省.xlsx", made.province())
    assert import_workbook(path, unit="620000", as_of=date(2023, 1, 1)).stored


def _uploaded(content: bytes) -> intake.Checked:
    sent = intake.Sent(content=content, file_name="县.xlsx", unit="620102", as_of=date(2023, 7, 28))
    told = intake.check(sent, progress=lambda _step: None)
    if not told.waits:
        return told
    return intake.store(told, confirmed=YES_TO_ALL, desk=intake.Desk(), progress=lambda _step: None)


def _longest(act: Callable[[], None], until: Future[intake.Checked]) -> float:
    """Act again and again until the upload is answered; return the longest it took."""
    longest = 0.0
    while not until.done():
        begun = time.perf_counter()
        act()
        longest = max(longest, time.perf_counter() - begun)
        time.sleep(_PAUSE)
    return longest


def _read() -> None:
    with session_scope() as session:
        submissions(session)


def _write() -> None:
    with session_scope(writing=True) as session:
        queue_for_writing(session)


def _memory(*, fresh: bool = False) -> int:
    """Return the most MB this process has held, since it was asked for afresh."""
    if fresh:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


if __name__ == "__main__":
    sys.stdout.write(one(Path(sys.argv[1])))
