"""Digests of what is made of the demo province (演示数据): `python -m tests.golden_papers` rewrites them.

A change of words, layout or layout tools changes them; so may nothing else. Look at the papers
before the digests are committed.
"""

import sys
from hashlib import sha256

from exports.excel import render as excel
from exports.papers import supervision_table
from exports.papers.briefing import compose
from exports.pdf import render as pdf
from exports.pdf import wide_pdf
from metrics.dispatch.cases import Library
from metrics.progress.rates import ledger
from metrics.rating.evaluation import Evaluation
from metrics.supervision.choice import Asked
from metrics.supervision.table import supervision
from metrics.views.printed.evaluation import EVALUATION
from tests.golden_demo import FOLDER, demo

FILE = FOLDER / "demo_papers.txt"


def made(evaluation: Evaluation) -> dict[str, bytes]:
    """Return what the command line prints and the papers, by name."""
    frames, rules, place = evaluation.frames, evaluation.rules, evaluation.place
    briefing = compose(
        evaluation=evaluation,
        progress={frames.as_of: ledger(frames)},
        library=Library((), "2024-08-01T01:02:03.000000Z"),
        issue=1,
    )
    red = supervision_table.compose(
        supervision(frames, rules, place=place), rules, place=place, asked=Asked(light="红")
    )
    return {
        "evaluation.json": EVALUATION["json"](evaluation, None).encode(),
        "briefing.pdf": pdf.render(briefing),
        "red.pdf": wide_pdf.render(red),
        "red.xlsx": excel.render(red),
    }


def text(evaluation: Evaluation) -> str:
    """Return the golden file: a line for each, its name and SHA-256."""
    digests = {name: sha256(content).hexdigest() for name, content in made(evaluation).items()}
    return "".join(f"{name} {digest}\n" for name, digest in sorted(digests.items()))


def main() -> None:
    """Write the golden file."""
    FILE.write_text(text(demo()), encoding="utf-8", newline="\n")
    sys.stdout.write(f"tests/golden/{FILE.name}\n")


if __name__ == "__main__":
    main()
