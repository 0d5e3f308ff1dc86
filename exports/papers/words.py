"""The words of papers: Jinja2 templates that an office can rewrite without touching code.

A template is a family of paragraphs, each a block with a name. Templates place values; they do
not compute, round, sort or choose colours. A value that is not given fails loudly. `office(place)` is
the name of a place's office, as it was set.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from metrics.office import name_at

FOLDER = Path(__file__).parents[1] / "templates"


@cache
def environment() -> Environment:
    """Return the templates' environment: plain text, strict about missing values."""
    made = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text, never HTML; Typst reads it as a JSON value
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["office"] = name_at
    return made


def say(family: str, part: str, /, **values: object) -> str:
    """Write one paragraph; line breaks in the template are for its writer and vanish."""
    return "".join(line.strip() for line in lines(family, part, **values))


def lines(family: str, part: str, /, **values: object) -> tuple[str, ...]:
    """Write one block line by line, for texts whose line breaks are meant (a title)."""
    template = environment().get_template(f"{family}.j2")
    context = template.new_context(values)
    text = "".join(template.blocks[part](context))
    return tuple(line.strip() for line in text.splitlines() if line.strip())
