"""The golden evaluation of the demo province (演示数据): `python -m tests.golden_demo` rewrites it.

Rewrite it only when the demo province, the rules or a reading of the standard was changed on
purpose, and read the difference before it is committed.
"""

import sys
from pathlib import Path

import polars as pl

from metrics.packs.pack import load_pack
from metrics.rating.evaluation import Evaluation, evaluate
from sql.demo import frames

FOLDER = Path(__file__).with_name("golden")
PACK = "national"
COUNTS = ("region", "measure", "numerator", "denominator", "unknown")
SCORES = (
    "region", "level", "score", "grade", "vetoes", "rank", "rank_best", "rank_worst", "group",
)  # fmt: skip


def demo() -> Evaluation:
    """Evaluate the demo province on its last data date."""
    province = frames()
    return evaluate(province, load_pack(PACK).on(province.as_of))


def texts(evaluation: Evaluation) -> dict[str, str]:
    """Return the golden files by name: counts, scores in hundredths of a point, and digests."""
    vetoes = pl.col("vetoes").list.join("、")
    scores = evaluation.scores.select(SCORES).with_columns(vetoes)
    digests = {
        "as_of": evaluation.as_of.isoformat(),
        "year": str(evaluation.year),
        "data": evaluation.data_digest,
        "rules": evaluation.rules.digest,
    }
    return {
        "demo_counts.csv": evaluation.counts.select(COUNTS).write_csv(line_terminator="\n"),
        "demo_scores.csv": scores.write_csv(line_terminator="\n"),
        "demo_digests.txt": "".join(f"{name} {value}\n" for name, value in digests.items()),
    }


def main() -> None:
    """Write the golden files."""
    for name, text in texts(demo()).items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"tests/golden/{name}\n")


if __name__ == "__main__":
    main()
