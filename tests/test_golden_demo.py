"""The demo province evaluates to the golden files, and the slow reference agrees with it."""

import pytest

from metrics.rating.evaluation import Evaluation
from tests import golden_demo, golden_papers, reference
from tests.test_agreement import FIELDS, counts_of


@pytest.fixture(scope="module")
def demo() -> Evaluation:
    return golden_demo.demo()


@pytest.mark.parametrize("name", ["demo_counts.csv", "demo_scores.csv", "demo_digests.txt"])
def test_evaluates_to_the_golden_file(demo: Evaluation, name: str) -> None:
    golden = (golden_demo.FOLDER / name).read_text(encoding="utf-8")
    assert golden_demo.texts(demo)[name] == golden, "python -m tests.golden_demo rewrites it"


def test_the_slow_reference_agrees(demo: Evaluation) -> None:
    frames = demo.frames
    sheets = {name: table.to_dicts() for name, table in frames.tables.items()}
    units = frozenset(frames.reporting["unit"])
    records = reference.Records(frames.as_of, frames.year, sheets, units)
    expected = reference.evaluate(records, demo.rules, {})
    assert counts_of(demo) == {
        key: tuple(count) for key, count in expected.counts.items() if count.all or count.unknown
    }
    found = {
        row["region"]: {name: row[name] for name in FIELDS}
        for row in demo.scores.iter_rows(named=True)
    }
    assert found == {
        region: {name: row[name] for name in FIELDS} for region, row in expected.scores.items()
    }


def test_what_is_printed_of_it_has_the_golden_digests(demo: Evaluation) -> None:
    golden = golden_papers.FILE.read_text(encoding="utf-8")
    assert golden_papers.text(demo) == golden, "python -m tests.golden_papers rewrites it"
