"""What a page shows, as texts."""

import json
from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest


def components(app: AppTest) -> Iterator[dict[str, Any]]:
    """Yield the data of every table and tile map of the page."""
    for element in app.get("bidi_component"):
        yield json.loads(element.proto.bytes or element.proto.json)


def tables(app: AppTest) -> dict[str, list[list[str]]]:
    """Return the texts of every table by its title, headings first."""
    found = {}
    for data in components(app):
        if isinstance(data, dict) and {"rows", "columns"} <= data.keys():
            heads = [column["label"] for column in data["columns"]]
            rows = [[cell[0] for cell in row["cells"]] for row in data["rows"]]
            found[data["title"]] = [heads, *rows]
    return found


def words(app: AppTest) -> str:
    """Return every text that the page shows outside tables."""
    kinds = (
        "title",
        "header",
        "subheader",
        "caption",
        "markdown",
        "info",
        "warning",
        "error",
        "success",
    )
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def stands(app: AppTest, name: str) -> str:
    """Return what stands in the address; the test tool gives one value as a list or bare."""
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value
