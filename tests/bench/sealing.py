"""Sealing an evaluation and verifying its file, at the size of a province and of the nation."""

import os
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from metrics.packs.pack import load_pack
from metrics.records.frames import Frames
from metrics.scope import Scope
from metrics.sealing.seal import Circumstances, Seal, seal
from metrics.sealing.verifying import verify
from metrics.sealing.written import written
from sql.demo.province import frames_at_scale

T = TypeVar("T")
GOALS = {20_000: 5.0, 280_000: 30.0}
"""Seconds that sealing and verifying may take together on two quiet cores, by compounds."""


def measure() -> Iterator[str]:
    """Tell what each size costs; frames are fresh, so that nothing of them is remembered."""
    yield f"load {os.getloadavg()[0]:.1f}"
    yield f"{'compounds':>10}{'':10}{'wall s':>8}{'cpu s':>8}"
    for compounds, goal in GOALS.items():
        yield from _one(compounds, goal)


def _one(compounds: int, goal: float) -> Iterator[str]:
    frames = frames_at_scale(compounds=compounds)
    made, sealing = _timed(lambda: _sealed(frames))
    file, writing = _timed(lambda: written(made))
    _, verifying = _timed(lambda: verify(file))
    steps = {"sealed": sealing, "written": writing, "verified": verifying}
    for step, (wall, used) in steps.items():
        yield f"{compounds:>10,} {step:9}{wall:8.2f}{used:8.2f}"
    together = sum(wall for wall, _ in steps.values())
    size = f"{len(file) / 1e6:.1f} MB, goal {goal:.0f} s"
    yield f"{compounds:>10,} together {together:8.2f}{'':8}  {size}"


def _sealed(frames: Frames) -> Seal:
    scope = Scope(frames.place_of(None), frames.as_of, frames.year, "national")
    return seal(frames, load_pack("national").on(frames.as_of), scope, Circumstances.here(0, ""))


def _timed(step: Callable[[], T]) -> tuple[T, tuple[float, float]]:
    wall, used = time.perf_counter(), time.process_time()
    return step(), (time.perf_counter() - wall, time.process_time() - used)
