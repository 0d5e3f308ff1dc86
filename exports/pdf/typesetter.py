"""The worker: one document in as JSON on standard input, one PDF out, and the process ends."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import typst

from exports.pdf import fonts
from exports.pdf.packing import packed
from metrics.days.beijing import BEIJING

TEMPLATES = Path(__file__).parents[1] / "templates"
MANY_CELLS = ("wide",)
"""Templates whose papers are packed: most of their bytes describe the cells of tables."""
MUCH = 1_000_000
"""Characters from which a paper with files attached is packed: Typst writes those as they are."""


def typeset(
    data: str, *, dated: str, system: bool = False, template: str = "briefing", attached: bool = False
) -> bytes:  # fmt: skip
    """Return the PDF/A that a template draws from one JSON value; `dated` is its only time.

    It is PDF/A-2a, or PDF/A-3a with files `attached`. `system` lets the machine's own fonts in.
    """
    # Noon, so that the day reads the same wherever a viewer shows it.
    moment = datetime.fromisoformat(dated).replace(hour=12, tzinfo=BEIJING)
    made = compiler(data, template=template, system=system).compile(
        format="pdf", pdf_standards=["a-3a" if attached else "a-2a"], timestamp=moment
    )
    assert isinstance(made, bytes)  # noqa: S101 - without an output path Typst returns bytes
    much = attached and len(data) > MUCH
    return packed(made) if much or template in MANY_CELLS else made


def compiler(data: str, *, template: str, system: bool = False) -> typst.Compiler:
    """Return Typst for one template and one JSON value, with the fonts that ship."""
    shipped = typst.Fonts(
        include_system_fonts=system,
        include_embedded_fonts=True,
        font_paths=[str(fonts.FOLDER)],
    )
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=shipped,
        ignore_system_fonts=not system,
        sys_inputs={"data": data},
    )


def failing(make: Callable[[], object]) -> int:
    """Do it, and tell a failure of Typst on standard error; return how the process ends."""
    try:
        make()
    except typst.TypstError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the parent process reads it
        return 1
    return 0


def main() -> int:
    """Typeset what standard input holds; tell a failure on standard error."""
    data = sys.stdin.buffer.read().decode()
    system, attached = (name in sys.argv[3:] for name in ("system-fonts", "attached"))
    return failing(
        lambda: sys.stdout.buffer.write(
            typeset(data, dated=sys.argv[1], template=sys.argv[2], system=system, attached=attached)
        )
    )


if __name__ == "__main__":
    sys.exit(main())
