"""The worker that measures: words in as JSON on standard input, their sizes in pt out."""

import sys

import typst

from exports.pdf.typesetter import compiler


def main() -> int:
    """Ask Typst for the sizes of what standard input holds; tell a failure on standard error."""
    data = sys.stdin.buffer.read().decode()
    try:
        sizes = compiler(data, template="wide_heights").query("<measured>", field="value", one=True)
    except typst.TypstError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the parent process reads it
        return 1
    sys.stdout.buffer.write(sizes.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
