"""The supervision table of some 3,000 projects on A3: in pieces, in one run, and Typst alone."""

import os
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from exports.papers import supervision_table
from exports.papers.sheet_paper import SheetPaper
from exports.pdf import wide_pdf
from exports.pdf.render import typeset_apart
from exports.worker import made_apart
from metrics.packs.pack import load_pack
from metrics.supervision.choice import Asked
from metrics.supervision.table import supervision
from sql.demo import frames_at_scale

SECONDS = 3_600
IN_ONE_RUN = 5_000
"""Rows above which one run is not tried: it takes a megabyte a row."""
LOOK = 0.05
"""Seconds between two looks at the memory of the processes."""


class Cost(NamedTuple):
    """Seconds, processor seconds and megabytes of a paper, all its processes together."""

    wall: float
    cpu: float
    megabytes: int
    made: int


def compare(*, compounds: int, pack: str = "gansu") -> Iterator[str]:
    """Tell what the paper of one size costs, each way once, composing it not counted."""
    frames = frames_at_scale(compounds=compounds)
    rules = load_pack(pack).on(frames.as_of)
    table = supervision(frames, rules)
    paper = supervision_table.compose(table, rules, place="990000", asked=Asked())
    rows = len(paper.table.lines)
    yield f"{table.projects.height:,} projects, {rows:,} rows, this process holds {_held()} MB"
    yield f"{'':24}{'wall s':>8}{'ratio':>7}{'cpu s':>8}{'ratio':>7}{'more MB':>9}{'file MB':>9}"
    ways = {"in pieces: ours": partial(wide_pdf.render, paper)}
    if rows <= IN_ONE_RUN:
        ways |= {
            "in one run, packed": partial(_packed, paper),
            "Typst alone": partial(_alone, paper),
        }
    costs = {name: _cost(way) for name, way in ways.items()}
    ours = costs["in pieces: ours"]
    for name, cost in costs.items():
        seconds = (
            f"{cost.wall:8.1f}{cost.wall / ours.wall:7.2f}{cost.cpu:8.1f}{cost.cpu / ours.cpu:7.2f}"
        )
        yield f"{name:24}{seconds}{cost.megabytes:9,}{cost.made / 1e6:9.1f}"


def _packed(paper: SheetPaper) -> bytes:
    """Make the paper as a short one is made."""
    told = wide_pdf.as_data(paper)
    return typeset_apart(told, dated=paper.dated, template="wide", seconds=SECONDS)


def _alone(paper: SheetPaper) -> bytes:
    told = wide_pdf.as_data(paper)
    day = paper.dated.isoformat()
    return made_apart("tests.bench.typst_alone", day, value=told, seconds=SECONDS)


def _cost(make: Callable[[], bytes]) -> Cost:
    most, done, before = [_held()], Event(), _held()
    watch = Thread(target=_watch, args=(most, done))
    watch.start()
    used, start = _used(), time.perf_counter()
    made = len(make())
    wall = time.perf_counter() - start
    done.set()
    watch.join()
    return Cost(wall, _used() - used, max(most) - before, made)


def _watch(most: list[int], done: Event) -> None:
    while not done.wait(LOOK):
        most.append(_held())


def _used() -> float:
    """Return the processor seconds of this process and of those that it has ended."""
    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _held() -> int:
    """Return the megabytes that this process and its children hold; what they share counts once."""
    own = Path(f"/proc/{os.getpid()}")
    listed = [own]
    for task in own.glob("task/*/children"):
        listed += [Path("/proc", child) for child in task.read_text().split()]
    kilobytes = 0
    for process in listed:
        try:
            told = dict(
                line.split(":") for line in (process / "smaps_rollup").read_text().splitlines()[1:]
            )
            kilobytes += int(told["Pss"].split()[0])
        except OSError:
            continue  # It has ended in the meantime.
    return kilobytes // 1024
