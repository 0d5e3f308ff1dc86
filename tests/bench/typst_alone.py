"""The worker with nothing of ours: a whole table in one run of Typst, its PDF as Typst writes it."""

import sys
from datetime import UTC, datetime

from exports.pdf.typesetter import compiler


def main() -> None:
    """Typeset what standard input holds."""
    typst = compiler(sys.stdin.buffer.read().decode(), template="wide")
    made = typst.compile(
        format="pdf",
        pdf_standards=["a-2a"],
        timestamp=datetime.fromisoformat(sys.argv[1]).replace(tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
