"""What one supposition (规则测算) costs where the evaluation is there: at the size of a province and of the nation."""

import os
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from metrics.changes.supposed.replay import Replay
from metrics.changes.supposed.supposition import supposed
from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate, judge
from sql.demo.province import frames_at_scale

T = TypeVar("T")
SIZES = (3_000, 20_000, 280_000)
ASKED = {
    "a threshold": "consent_min=80%",
    "a weight": "item_weights.A07=8",
    "four rules": "consent_min=80%;item_weights.A07=8;veto_measures=A02.2;survey_rate_min=75%",
}


def measure() -> Iterator[str]:
    """Tell what each size costs: both standings, what each rule moves, and why one region moves."""
    yield f"load {os.getloadavg()[0]:.1f}"
    yield f"{'compounds':>10} {'supposed':14}{'standings s':>12}{'by rule s':>12}{'one region s':>14}"
    for compounds in SIZES:
        yield from _one(compounds)


def _one(compounds: int) -> Iterator[str]:
    frames = frames_at_scale(compounds=compounds)
    rules = load_pack("national").on(frames.as_of)
    judged = judge(frames, rules)
    before = evaluate(frames, rules, judged=judged)
    for named, text in ASKED.items():
        now = supposed(rules, text).rules
        replay, standing = _timed(lambda now=now: _standing(Replay(before, now, judged=judged)))
        _, parts = _timed(lambda replay=replay: replay.parts)
        region = replay.standings.filter(level="county")["region"][0]
        _, why = _timed(lambda replay=replay, region=region: replay.why(region))
        yield f"{compounds:>10,} {named:14}{standing:12.2f}{parts:12.2f}{why:14.2f}"


def _standing(replay: Replay) -> Replay:
    """Return a replay with both standings made."""
    _ = replay.standings
    return replay


def _timed(step: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    return step(), time.perf_counter() - start
