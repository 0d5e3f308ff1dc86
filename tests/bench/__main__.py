"""python -m tests.bench BENCHMARK, by the names in BENCHMARKS — see README.md."""

import argparse
from collections.abc import Iterator


def measures(chosen: argparse.Namespace) -> Iterator[str]:
    """Ours against DuckDB and pandas."""
    from tests.bench.measures import compare

    return compare(compounds=chosen.compounds or 280_000, rounds=chosen.rounds)


def linear(chosen: argparse.Namespace) -> Iterator[str]:
    """Ours from 3,000 to 1,000,000 compounds."""
    from tests.bench.measures import linear

    return linear(rounds=chosen.rounds)


def workbook(chosen: argparse.Namespace) -> Iterator[str]:
    """The import of one large workbook against the bare read of its file."""
    from tests.bench.workbook import compare

    return compare(rows=chosen.compounds or 30_000, rounds=chosen.rounds)


def batch(chosen: argparse.Namespace) -> Iterator[str]:
    """The workbooks of ninety counties in one go against one by one."""
    from tests.bench.batch import compare

    return compare(files=chosen.files)


def asof(chosen: argparse.Namespace) -> Iterator[str]:
    """An as-of read and evaluation from SQLite in one process."""
    from tests.bench.asof import measure

    return measure(compounds=chosen.compounds or 20_000)


def nation(chosen: argparse.Namespace) -> Iterator[str]:
    """A nation with years of weekly changes, read from SQLite and PostgreSQL."""
    from tests.bench.nation import measure

    return measure(compounds=chosen.compounds or 280_000, weeks=chosen.weeks)


def screens(chosen: argparse.Namespace) -> Iterator[str]:
    """The supervision table in the browser, on the database of DATABASE_URL."""
    from tests.bench.screens import measure

    return measure(chosen.case, rounds=chosen.rounds, sessions=chosen.sessions, think=chosen.think)


def supervision(chosen: argparse.Namespace) -> Iterator[str]:
    """The supervision table of some 30,000 projects against pandas."""
    from tests.bench.supervision import compare

    return compare(compounds=chosen.compounds or 165_000, rounds=chosen.rounds)


def checks(chosen: argparse.Namespace) -> Iterator[str]:
    """All checks on 280,000 compounds, and four of them against pandas."""
    from tests.bench.checks import compare

    return compare(compounds=chosen.compounds or 280_000, rounds=chosen.rounds)


def search(chosen: argparse.Namespace) -> Iterator[str]:
    """A search over everything in 280,000 compounds."""
    from tests.bench.search import measure

    return measure(compounds=chosen.compounds or 280_000, rounds=chosen.rounds)


def paper(chosen: argparse.Namespace) -> Iterator[str]:
    """The supervision table of some 3,000 projects as PDF against Typst alone."""
    from tests.bench.paper import compare

    return compare(compounds=chosen.compounds or 18_000)


def sealing(_chosen: argparse.Namespace) -> Iterator[str]:
    """Sealing and verifying an evaluation of a province and of the nation."""
    from tests.bench.sealing import measure

    return measure()


def what_if(_chosen: argparse.Namespace) -> Iterator[str]:
    """One supposition of rules, of a province and of the nation."""
    from tests.bench.what_if import measure

    return measure()


def stability(chosen: argparse.Namespace) -> Iterator[str]:
    """Ten thousand weightings of ninety counties against fractions."""
    from tests.bench.stability import compare

    return compare(rounds=chosen.rounds)


def allocation(chosen: argparse.Namespace) -> Iterator[str]:
    """A pool shared out among all counties of the nation against a bare division."""
    from tests.bench.allocation import compare

    return compare(rounds=chosen.rounds)


def places(_chosen: argparse.Namespace) -> Iterator[str]:
    """The sheets of every city and county as one file, from the database of DATABASE_URL."""
    from tests.bench.places import measure

    return measure()


def hostile(_chosen: argparse.Namespace) -> Iterator[str]:
    """What hostile workbooks of less than 1 MB cost the server and everybody else."""
    from tests.bench.hostile import measure

    return measure()


def officers(chosen: argparse.Namespace) -> Iterator[str]:
    """Fifty officers over two servers behind nginx, on a copy of the database of DATABASE_URL."""
    from tests.bench.officers import measure

    return measure(sessions=chosen.sessions, rounds=chosen.rounds, think=chosen.think)


BENCHMARKS = {
    "measures": measures,
    "linear": linear,
    "import": workbook,
    "batch": batch,
    "asof": asof,
    "nation": nation,
    "supervision": supervision,
    "checks": checks,
    "search": search,
    "paper": paper,
    "places": places,
    "sealing": sealing,
    "what-if": what_if,
    "stability": stability,
    "allocation": allocation,
    "screens": screens,
    "hostile": hostile,
    "officers": officers,
}


SCREENS = ("first", "again", "click", "spread", "burst", "server")


def main() -> None:
    """Run one benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("which", choices=BENCHMARKS)
    parser.add_argument("--compounds", type=int)
    parser.add_argument("--files", type=int, default=90)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--weeks", type=int, default=104, help="weeks of the nation's history")
    parser.add_argument("--case", choices=SCREENS, default="first")
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--think", type=float, default=20.0, help="seconds between two clicks")
    chosen = parser.parse_args()
    for line in BENCHMARKS[chosen.which](chosen):
        print(line, flush=True)


if __name__ == "__main__":
    main()
