"""The worker: one paper in as JSON on standard input, one Word file out, and the process ends."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from exports.word import official, one_page, wide

WRITERS: Mapping[str, Callable[[Any], bytes]] = {
    "official": official.written,
    "one_page": one_page.written,
    "wide": wide.written,
}


def main() -> int:
    """Write what standard input describes to standard output."""
    sys.stdout.buffer.write(WRITERS[sys.argv[1]](json.loads(sys.stdin.buffer.read())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
