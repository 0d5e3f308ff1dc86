"""The 36 measures with roll-up and ranks: ours, DuckDB and pandas on the same records."""

import resource
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import polars as pl
from polars.testing import assert_frame_equal

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import evaluate
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from sql.demo import frames_at_scale
from tests.bench import in_duckdb, in_pandas

COUNTS = ("region", "measure", "numerator", "denominator", "unknown")
SCORES = ("region", "score", "rank", "rank_best", "rank_worst", "group")
LINEAR = (3_000, 30_000, 100_000, 280_000, 1_000_000)
Run = Callable[[], Any]


class Spent(NamedTuple):
    """Wall seconds and processor seconds of one run."""

    wall: float
    cpu: float


def fresh(frames: Frames) -> Frames:
    """Return the frames without anything remembered from an earlier run."""
    return Frames(frames.as_of, frames.year, frames.tables, frames.reporting)


def spent(run: Run) -> Spent:
    """Time one run."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    run()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, used)


def best(runs: dict[str, Run], *, rounds: int) -> dict[str, Spent]:
    """Run all in turn, several rounds, and keep the best of each: noise only adds."""
    seen: dict[str, list[Spent]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            seen[name].append(spent(run))
    return {
        name: Spent(min(s.wall for s in all_), min(s.cpu for s in all_))
        for name, all_ in seen.items()
    }


def assert_equal(frames: Frames, rules: RulePack, counts: Any, scores: Any) -> None:
    """Compare a competitor's counts and scores with ours, figure by figure."""
    ours = evaluate(fresh(frames), rules)
    for found, expected, columns, key in (
        (counts, ours.counts, COUNTS, ["region", "measure"]),
        (scores, ours.scores, SCORES, ["region"]),
    ):
        found = found if isinstance(found, pl.DataFrame) else pl.from_pandas(found)
        assert_frame_equal(
            found.select(columns).sort(key),
            expected.select(columns).sort(key),
            check_dtypes=False,
        )


def compare(*, compounds: int, rounds: int, pack: str = "gansu") -> Iterator[str]:
    """Tell the table of one size; the results are compared before anything is timed."""
    frames = frames_at_scale(compounds=compounds)
    rules = load_pack(pack).on(frames.as_of)
    when = {"as_of": frames.as_of, "year": frames.year, "rules": rules}
    connection, tables = in_duckdb.load(frames, rules), in_pandas.load(frames)
    runs: dict[str, Run] = {
        "ours (Polars)": lambda: evaluate(fresh(frames), rules),
        "DuckDB": lambda: in_duckdb.evaluate(connection, **when),
        "pandas": lambda: in_pandas.evaluate(tables, **when),
    }
    assert_equal(frames, rules, *in_duckdb.evaluate(connection, **when))
    assert_equal(frames, rules, *in_pandas.evaluate(tables, **when))
    found = best(runs, rounds=rounds)
    ours = found["ours (Polars)"]
    yield (f"{compounds:,} compounds, best of {rounds}; counts, scores and ranks are equal")
    yield (f"{'':16}{'wall s':>8}{'ratio':>8}{'cpu s':>8}{'ratio':>8}")
    for name, s in found.items():
        yield (
            f"{name:16}{s.wall:8.3f}{s.wall / ours.wall:8.2f}{s.cpu:8.3f}{s.cpu / ours.cpu:8.2f}"
        )


def linear(*, rounds: int, pack: str = "gansu") -> Iterator[str]:
    """Tell what ours costs from 3,000 to 1,000,000 compounds."""
    yield (f"{'compounds':>12}{'wall s':>8}{'cpu s':>8}{'cpu µs per compound':>22}")
    for compounds in LINEAR:
        frames = frames_at_scale(compounds=compounds)
        rules = load_pack(pack).on(frames.as_of)
        s = best({"": lambda f=frames, r=rules: evaluate(fresh(f), r)}, rounds=rounds)[""]
        yield f"{compounds:12,}{s.wall:8.3f}{s.cpu:8.3f}{s.cpu / compounds * 1e6:22.2f}"
