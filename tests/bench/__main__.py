"""python -m tests.bench measures|linear|import|asof — see README.md."""

import argparse

CHOICES = ("measures", "linear", "import", "asof")


def main() -> None:
    """Run one benchmark and print its table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("which", choices=CHOICES)
    parser.add_argument("--compounds", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.which == "measures":
        from tests.bench.measures import compare

        compare(compounds=chosen.compounds or 280_000, rounds=chosen.rounds)
    elif chosen.which == "linear":
        from tests.bench.measures import linear

        linear(rounds=chosen.rounds)
    elif chosen.which == "import":
        from tests.bench.workbook import compare as import_compare

        import_compare(compounds=chosen.compounds or 30_000, rounds=chosen.rounds)
    else:
        from tests.bench.asof import measure

        measure(compounds=chosen.compounds or 20_000)


main()
